"""Forms that were drawn in Designer, bound by the names of their widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import office_schema
from itdesk.ui.app.designed import designed_form
from itdesk.ui.kit.fields import FormTools
from itdesk.ui.kit.forms import FormBinder

FORMS = Path(__file__).resolve().parents[3] / "forms"
DRAWN = sorted(path.stem.removesuffix("_dialog") for path in FORMS.glob("*_dialog.ui"))


def nobody(kind: str, text: str) -> list[tuple[int, str]]:
    return []


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawn_form_has_every_field_that_a_person_may_edit(qtbot: QtBot, name: str) -> None:
    kind = office_schema().kind(name.replace("_", "-"))
    form = designed_form(kind)
    assert isinstance(form, QWidget)
    qtbot.addWidget(form)
    binder = FormBinder(kind, form, FormTools(nobody))
    assert set(binder.fields) >= {column.field for column in kind.columns if column.editable}
    texts = {label.text().removesuffix(" *") for label in form.findChildren(QLabel)}
    assert {c.label for c in kind.columns if c.editable and c.type.value != "yes-no"} <= texts


def test_a_kind_that_nobody_drew_has_none() -> None:
    assert designed_form(office_schema().kind("supplier")) is None
