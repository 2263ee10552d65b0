"""Buttons in the kinds the style sheet knows."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.icons import set_icon
from itdesk.ui.kit.text import set_tooltip
from itdesk.ui.kit.theme import theme

Kind = Literal["", "primary", "danger", "quiet", "link"]
_EN_SPACE = "\u2002"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_INKS = {"primary": "on_accent", "danger": "crit_fg", "link": "accent", "": "text2", "quiet": "text2"}


class Button(QPushButton):
    """A push button; `kind` primary at most once on a page. Its look is set once, at birth."""

    def __init__(
        self,
        text: str,
        kind: Kind = "",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        small: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        if small:
            self.setProperty("small", "true")  # "size" is a property of every widget
        if kind == "primary":
            self.setFont(fonts.weighted(600))
        if kind in ("link", "quiet"):
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor
            )
        self.setAutoDefault(False)
        self._icon = icon
        set_icon(self, icon, _INKS[kind])
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """QSS knows no gap between icon and words, so an en space makes it."""
        self.setText(_EN_SPACE + text if self._icon and text else text)
        self.setAccessibleName(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button one is on: Cancel is Cancel, whatever the dialog's default is."""
        if event.key() in _ENTER and event.modifiers() in _PLAIN and self.isEnabled():
            self.click()
        else:
            super().keyPressEvent(event)


def literal(text: str) -> str:
    """Text that is no title of ours (a name, a heading) as a button shows it: "&" is no mnemonic."""
    return text.replace("&", "&&")


def set_words(button: QAbstractButton, words: str) -> None:
    """For a button that draws its words itself, and as they are: "&" in them is no key."""
    button.setText(words)
    button.setShortcut(QKeySequence())


class NameButton(Button):
    """A link whose words are data: the name of a record, a heading, a day. Shown as they are."""

    def __init__(self, text: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(literal(text), "link", icon, parent)

    def show_name(self, text: str) -> None:
        self.set_text(literal(text))


class IconButton(QToolButton):
    """A button that is only an icon: `name` is its tooltip and what a screen reader says."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, shortcut: str = "") -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self, icon)
        self.rename(name, shortcut)
        side = theme().px(30)
        self.setFixedSize(side, side)

    def rename(self, name: str, shortcut: str = "") -> None:
        self.setAccessibleName(name)
        set_tooltip(self, f"{name} ({shortcut})" if shortcut else name)
