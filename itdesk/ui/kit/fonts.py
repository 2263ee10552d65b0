"""Fonts by role: Inter, bundled as a variable font, with Noto Sans behind it.

On Linux Qt finds only the default instance of a variable font that an application brings, so each
weight is asked for twice: as weight, for ordinary fonts, and as the axis "wght".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from itdesk.ui.kit.tokens import tokens

_BUNDLED = (("fontpkg_inter", "Inter[opsz,wght].ttf"), ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"))
_FIGURES = QFont.Tag("tnum")
_WEIGHT_AXIS = QFont.Tag("wght")


@cache
def register() -> tuple[str, ...]:
    """Load the bundled fonts once; answers their families. A missing package leaves the system's."""
    families: list[str] = []
    for package, name in _BUNDLED:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        number = QFontDatabase.addApplicationFont(str(Path(spec.origin).parent / "files" / name))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(families)


_size = {"percent": 100}


def set_percent(percent: int) -> None:
    """The text size from now on (the theme manager says so)."""
    _size["percent"] = percent


def font(role: str, weight: int = 400, *, mono: bool = False, figures: bool = False) -> QFont:
    """The font of a role (micro, small, body, strong, title, display) at the chosen text size.

    `figures` gives all digits one width; for number columns only, since Inter's tnum also widens
    hyphens and spaces. Shared: copy before changing it.
    """
    return _font(role, weight, mono, figures, _size["percent"])


def weighted(weight: int) -> QFont:
    """A font that says its weight only; family and size come from the application and the style sheet."""
    result = QFont()
    _weigh(result, weight)
    return result


def _weigh(target: QFont, weight: int) -> None:
    target.setWeight(QFont.Weight(weight))
    target.setVariableAxis(_WEIGHT_AXIS, float(weight))


@lru_cache(maxsize=256)
def _font(role: str, weight: int, mono: bool, figures: bool, percent: int) -> QFont:
    known = tokens()
    result = QFont()
    result.setFamilies(list(known.mono if mono else known.family))
    result.setPixelSize(round(known.fonts[role] * percent / 100))
    _weigh(result, weight)
    if figures:
        result.setFeature(_FIGURES, 1)
    if mono:
        result.setStyleHint(QFont.StyleHint.Monospace)
    return result


@lru_cache(maxsize=256)
def _metrics(role: str, weight: int, mono: bool, figures: bool, percent: int) -> QFontMetrics:
    return QFontMetrics(_font(role, weight, mono, figures, percent))


def metrics(role: str, weight: int = 400, *, mono: bool = False, figures: bool = False) -> QFontMetrics:
    """Metrics of `font(...)`, kept."""
    return _metrics(role, weight, mono, figures, _size["percent"])


def elided(words: str, width: int, role: str = "body", weight: int = 400, *, figures: bool = False) -> str:
    """`words` on one line within `width` pixels, ending in "…" where it does not fit."""
    return _elided(words, width, role, weight, figures, _size["percent"])


def one_line(words: str) -> str:
    """`words` with a space for each line break, of whatever kind: Qt begins a line at most of them."""
    return words if words.isprintable() else " ".join(words.splitlines())


_WIDEST = 1.2
_KNOWN = re.compile("[ -\u017f\u0370-\u0477\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*")
"""Latin, Greek, Cyrillic, Japanese, Chinese and Korean: none of them is wider than `_WIDEST` ems."""


@lru_cache(maxsize=8192)
def _elided(words: str, width: int, role: str, weight: int, figures: bool, percent: int) -> str:
    line = one_line(words)
    widest = len(line) * tokens().fonts[role] * percent / 100 * _WIDEST
    if widest <= width and _KNOWN.fullmatch(line):
        return line
    known = _metrics(role, weight, False, figures, percent)
    if known.horizontalAdvance(line[:_LONGEST]) <= width and len(line) <= _LONGEST:
        return line
    cut = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return known.elidedText(cut, Qt.TextElideMode.ElideRight, width)


_LONGEST = 400
"""Characters of one line that are measured: no screen shows more, and shaping megabytes takes seconds."""
