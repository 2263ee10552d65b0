"""Designer forms: forms/asset_dialog.ui is the form of the kind asset; its widgets are named after fields."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QLabel, QWidget

from itdesk.core.kinds import Kind
from itdesk.ui.kit import fonts
from itdesk.ui.kit.theme import theme

_PACKAGE = "itdesk.ui.generated"
SECTION_WIDTH = 150


def designed_form(kind: Kind, parent: QWidget | None = None) -> QWidget | None:
    """The form somebody drew for this kind, None when there is none."""
    name = kind.name.replace("-", "_")
    module = f"{_PACKAGE}.ui_{name}_dialog"
    if find_spec(_PACKAGE) is None or find_spec(module) is None:
        return None
    words = "".join(part.capitalize() for part in name.split("_"))
    form = QWidget(parent)
    getattr(import_module(module), f"Ui_{words}Dialog")().setupUi(form)
    for label in form.findChildren(QLabel):
        _style(label)
    return form


def _style(label: QLabel) -> None:
    """Section titles, hints and field labels as everywhere else."""
    look = theme()
    section = label.objectName().startswith("section_")
    label.setFont(fonts.font("body", 600) if section else fonts.font("small", 500))
    palette = label.palette()
    palette.setColor(label.foregroundRole(), look.colour("text" if section else "text2"))
    label.setPalette(palette)
    if section or label.objectName().startswith("hint_"):
        label.setFixedWidth(look.px(SECTION_WIDTH))
