"""The look at run time: one current theme, switched live, following the system when asked.

Fusion and QPalette carry the colours; the style sheet adds radius, padding and focus only.
Painted widgets ask `theme()` while they paint, so a switch needs no further wiring.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.stylesheet import stylesheet
from itdesk.ui.kit.tokens import Tokens, channels, tokens

SCALE_MIN, SCALE_MAX = 90, 150


class Mode(StrEnum):
    """What a person chose under Settings, Appearance."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme:
    """One look: colours of a theme at one text size."""

    def __init__(self, name: str, percent: int = 100) -> None:
        self.name = name
        self.percent = percent
        self.tokens: Tokens = tokens()
        self._colours = {role: QColor(*channels(v)) for role, v in self.tokens.colours[name].items()}
        self.chart = tuple(QColor(*channels(v)) for v in self.tokens.chart[name])
        self.avatars = tuple(QColor(*channels(v)) for v in self.tokens.avatar[name])

    def colour(self, role: str) -> QColor:
        """The colour of a role of theme.toml; the same object each time: do not change it."""
        return self._colours[role]

    def state(self, state: str, part: str = "") -> QColor:
        """A state's colour: its mark, or with part "bg" or "fg" its tint and the text on it."""
        known = state if state in self._colours else "unknown"
        return self._colours[f"{known}_{part}" if part else known]

    def px(self, logical: float) -> int:
        """Logical pixels at the chosen text size."""
        return round(logical * self.percent / 100)

    def size(self, name: str) -> int:
        """A size of theme.toml at the chosen text size."""
        return self.px(self.tokens.size[name])

    def radius(self, name: str) -> int:
        return self.tokens.radius[name]

    @property
    def colours(self) -> Mapping[str, QColor]:
        return self._colours


_applied: list[Theme] = []
"""The look that is on, alone; none before a manager has applied one."""


def theme() -> Theme:
    """The look that is on; light at 100 % before any manager has applied one."""
    if not _applied:
        _applied.append(Theme("light"))
    return _applied[0]


_images: list[QTemporaryDir] = []
"""The folder of the style sheet's images; the sheet is the application's and outlives a manager."""


class ThemeManager(QObject):
    """Applies a look to the application and keeps it in step with the system."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM, percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._percent = percent
        fonts.register()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def percent(self) -> int:
        return self._percent

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._apply()

    def set_percent(self, percent: int) -> None:
        """Text size, 90 to 150 %."""
        self._percent = min(max(percent, SCALE_MIN), SCALE_MAX)
        self._apply()

    def _follow(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply()

    def _name(self) -> str:
        if self._mode is not Mode.SYSTEM:
            return self._mode.value
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _apply(self) -> None:
        name = self._name()
        known = [(look.name, look.percent) for look in _applied]
        if known == [(name, self._percent)] and self._app.styleSheet():
            return
        look = Theme(name, self._percent)
        _applied[:] = [look]
        fonts.set_percent(self._percent)
        self._app.setFont(fonts.font("body"))
        for widget_class in ("QPushButton", "QHeaderView"):
            # PySide6's stub asks for bytes, which the method itself refuses.
            self._app.setFont(fonts.weighted(500), widget_class)  # pyright: ignore[reportArgumentType]
        self._app.setPalette(palette(look))
        self._app.setStyleSheet(stylesheet(look.tokens, name, self._percent, self._image_folder()))
        icons.repaint_all(self._app)
        self.changed.emit()

    def _image_folder(self) -> str:
        if not _images:
            _images.append(QTemporaryDir())
        folder = _images[0].path()
        icons.write_images(folder, theme())
        return folder.replace("\\", "/")


def palette(look: Theme) -> QPalette:
    """What Fusion paints with; menus, dialogs and disabled states follow from it."""
    result = QPalette()
    for role, name in _ROLES.items():
        result.setColor(role, look.colour(name))
    for role in _DISABLED:
        result.setColor(QPalette.ColorGroup.Disabled, role, look.colour("disabled"))
    return result


_Role = QPalette.ColorRole
_DISABLED = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText)
_ROLES = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.PlaceholderText: "text3",
    _Role.Button: "raised",
    _Role.ButtonText: "text",
    _Role.BrightText: "crit",
    _Role.ToolTipBase: "tooltip",
    _Role.ToolTipText: "tooltip_text",
    _Role.Highlight: "accent_fill",
    _Role.HighlightedText: "on_accent",
    _Role.Accent: "accent_fill",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.Light: "hover",
    _Role.Midlight: "border",
    _Role.Mid: "border_strong",
    _Role.Dark: "border_strong",
    _Role.Shadow: "border_strong",
}
