"""Secrets are sealed under a key that is not in the desk."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from itdesk.core.errors import DeskError
from itdesk.store.engine import execute, one
from itdesk.store.secrets import KeySource, Secrets
from itdesk.store.store import Store


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets with the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")


@pytest.fixture
def sealed(any_store: Store, own_home: Path) -> Secrets:
    return Secrets(any_store.engine, KeySource(own_home / "config"))


def put(store: Store, secrets: Secrets, name: str, text: str) -> None:
    with store.engine.write():
        secrets.put(name, text)


@pytest.mark.parametrize("text", ["public", "", "pässwörd 秘密 \U0001f511", "x" * 10_000])
def test_a_secret_comes_back_and_is_not_in_the_desk(any_store: Store, sealed: Secrets, text: str) -> None:
    put(any_store, sealed, "device:1", "older")
    put(any_store, sealed, "device:1", text)
    assert sealed.get("device:1") == text
    assert sealed.get("device:2") is None
    row = one(any_store.engine, "SELECT nonce, sealed FROM secret WHERE name = 'device:1'")
    assert row is not None
    assert not text or text.encode() not in bytes(row[1])
    with any_store.engine.write():
        sealed.drop("device:1")
    assert sealed.get("device:1") is None


def test_the_same_text_is_sealed_differently_each_time(any_store: Store, sealed: Secrets) -> None:
    put(any_store, sealed, "device:1", "public")
    put(any_store, sealed, "device:2", "public")
    sql = "SELECT sealed FROM secret WHERE name = ?"
    assert one(any_store.engine, sql, ("device:1",)) != one(any_store.engine, sql, ("device:2",))


def test_a_sealed_row_cannot_be_given_to_another_name(any_store: Store, sealed: Secrets) -> None:
    put(any_store, sealed, "device:1", "public")
    with any_store.engine.write():
        execute(any_store.engine, "UPDATE secret SET name = 'device:2'")
    with pytest.raises(DeskError) as caught:
        sealed.get("device:2")
    assert caught.value.code == "secret.key"


def test_another_key_opens_nothing(
    any_store: Store, sealed: Secrets, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(any_store, sealed, "device:1", "public")
    monkeypatch.setenv("ITDESK_KEY_FILE", str(own_home / "another-key"))
    with pytest.raises(DeskError) as caught:
        sealed.get("device:1")
    assert caught.value.code == "secret.key"


def test_the_key_file_is_for_its_owner_alone(own_home: Path) -> None:
    source = KeySource(own_home)
    key = source.key()
    path = Path(os.environ["ITDESK_KEY_FILE"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert source.key() == key
    assert str(path) in source.describe()
    path.chmod(0o644)
    with pytest.raises(DeskError) as caught:
        source.key()
    assert caught.value.code == "secret.key_file"


@pytest.mark.parametrize("text", ["", "no key", base64.b64encode(b"short").decode(), "é"])
def test_a_file_that_holds_no_key_is_refused(own_home: Path, text: str) -> None:
    path = Path(os.environ["ITDESK_KEY_FILE"])
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(DeskError) as caught:
        KeySource(own_home).key()
    assert caught.value.code == "secret.keyring"


def test_the_system_keyring_is_used_where_there_is_one(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ITDESK_KEY_FILE")
    ring, before = MemoryKeyring(), keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        source = KeySource(own_home / "config")
        assert source.describe() == "No key was needed yet."
        assert source.key() == KeySource(own_home / "config").key()
        assert source.describe() == "The key is in the system keyring."
        assert list(ring.kept) == [("itdesk", "desk-key")]
        assert not (own_home / "config" / "key").exists()
    finally:
        keyring.set_keyring(before)


def test_without_a_usable_keyring_the_key_lies_in_a_file_and_it_says_so(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ITDESK_KEY_FILE")
    before = keyring.get_keyring()
    keyring.set_keyring(LockedKeyring())
    try:
        source = KeySource(own_home / "config")
        key = source.key()
    finally:
        keyring.set_keyring(before)
    assert KeySource(own_home / "config").key() == key
    assert source.describe().startswith("There is no system keyring")
