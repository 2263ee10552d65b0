"""Lucide icons by name, recoloured by theme role and rasterised per device pixel ratio."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

if TYPE_CHECKING:
    from itdesk.ui.kit.theme import Theme

STROKE = 1.75
_NAME, _ROLE = "iconName", "iconRole"


@cache
def _archive() -> ZipFile:
    spec = find_spec("lucide")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package lucide is not installed: there are no icons")
    return ZipFile(Path(spec.origin).parent / "lucide.zip")


@lru_cache(maxsize=512)
def _svg(name: str) -> str:
    """The icon's source, its stroke at our width; raises KeyError for an unknown name."""
    source = _archive().read(f"{name}.svg").decode("utf-8")
    return source.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon `size` logical pixels square; kept, do not paint on it."""
    return _pixmap(name, colour.rgba(), size, ratio)


@lru_cache(maxsize=2048)
def _pixmap(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    colour = QColor.fromRgba(rgba)
    source = _svg(name).replace("currentColor", colour.name())
    side = max(round(size * ratio), 1)
    result = QPixmap(side, side)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(colour.alphaF())
    QSvgRenderer(QByteArray(source.encode("utf-8"))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, role: str = "text2", size: int = 16, ratio: float = 0.0) -> QIcon:
    """The icon in a role's colour, greyed when disabled."""
    from itdesk.ui.kit.theme import theme

    look = theme()
    ratio = ratio or _ratio()
    result = QIcon(pixmap(name, look.colour(role), size, ratio))
    result.addPixmap(pixmap(name, look.colour("disabled"), size, ratio), QIcon.Mode.Disabled)
    return result


def set_icon(button: QAbstractButton, name: str, role: str = "text2", size: int = 16) -> None:
    """Give a button an icon that follows the theme; an empty name takes it away."""
    button.setProperty(_NAME, name)
    button.setProperty(_ROLE, role)
    button.setIconSize(QSize(size, size))
    button.setIcon(icon(name, role, size, button.devicePixelRatioF()) if name else QIcon())


def repaint_all(app: QApplication) -> None:
    """After a theme switch: every button's icon in its new colour."""
    for widget in app.allWidgets():
        name = widget.property(_NAME)
        if isinstance(widget, QAbstractButton) and name:
            set_icon(widget, str(name), str(widget.property(_ROLE)), widget.iconSize().width())


def write_images(folder: str, look: Theme) -> None:
    """Files the style sheet needs: check marks and arrows, which QSS takes from files only."""
    for name, role in (("check", "on_accent"), ("chevron-down", "text2")):
        source = _svg(name).replace("currentColor", look.colour(role).name())
        width = f'stroke-width="{3 if name == "check" else 2}"'
        source = source.replace(f'stroke-width="{STROKE}"', width)
        (Path(folder) / f"{name}-{look.name}.svg").write_text(source, encoding="utf-8")


def _ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
