"""Settings are declared with their type, journaled and undone like any record."""

from __future__ import annotations

from typing import Any

import pytest

from itdesk.core.errors import DeskError
from itdesk.store.settings import SETTINGS, Settings
from itdesk.store.store import Store
from itdesk.store.undo import undo


def put(store: Store, name: str, value: Any) -> int:
    with store.write("tester", "edit settings") as unit:
        Settings(store.engine).put(unit, name, value)
    return unit.entry


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_has_its_default_and_takes_a_value_of_its_type(store: Store, name: str) -> None:
    settings, declared = Settings(store.engine), SETTINGS[name]
    assert settings[name] == declared.default
    other = {str: "Zürich", int: 7, list: ["2026-12-25"], dict: {"1": 1}, bool: not declared.default}
    value = other[type(declared.default)]
    put(store, name, value)
    assert settings[name] == value


@pytest.mark.parametrize(
    ("name", "value"), [("poll-seconds", "60"), ("poll-seconds", True), ("office-name", 5)]
)
def test_a_value_of_another_type_is_refused(store: Store, name: str, value: Any) -> None:
    with pytest.raises(DeskError) as caught:
        put(store, name, value)
    assert caught.value.code == "value.choice"
    assert Settings(store.engine)[name] == SETTINGS[name].default


def test_a_setting_is_undone(any_store: Store) -> None:
    put(any_store, "office-name", "Old & Sons")
    entry = put(any_store, "office-name", "New & Sons")
    undo(any_store, "tester", entry)
    assert Settings(any_store.engine)["office-name"] == "Old & Sons"


def test_setting_the_same_again_is_no_entry(any_store: Store) -> None:
    put(any_store, "poll-seconds", 30)
    head = any_store.head()
    put(any_store, "poll-seconds", 30)
    assert any_store.head() == head


def test_an_unknown_setting_is_a_bug(store: Store) -> None:
    with pytest.raises(KeyError):
        Settings(store.engine)["no-such-setting"]
