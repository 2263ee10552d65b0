"""How printed text looks: sizes, weights and colours of the light theme, in points and sRGB."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "#1B2130"
TEXT2 = "#4A5467"
TEXT3 = "#5E687A"
BORDER = "#DFE3E9"
BORDER_STRONG = "#848E9E"
ACCENT = "#2F56C9"
ON_ACCENT = "#FFFFFF"
STRIPE = "#F5F6F8"
SUNKEN = "#F0F2F5"
BAR = "#0B66B5"
TRACK = "#DFE3E9"
STATE = {
    "ok": "#1B7F4B",
    "warn": "#B26A00",
    "crit": "#C8322B",
    "info": "#2F56C9",
    "maint": "#6E4BC4",
    "unknown": "#77808F",
}
"""The light theme's tokens by name; the page is always light."""

REGULAR, STRONG = 400, 600


@dataclass(frozen=True, slots=True)
class Style:
    """The look of some characters; `size` in points, `leading` the height of their line."""

    size: float = 9.0
    weight: int = REGULAR
    colour: str = TEXT
    italic: bool = False
    mono: bool = False
    strike: bool = False
    link: str = ""

    @property
    def leading(self) -> float:
        return self.size * 1.5


BODY = Style()
QUIET = Style(colour=TEXT2)
SMALL = Style(8.2, colour=TEXT3)
CAPTION = Style(8.4, STRONG, TEXT2)
CELL = Style(8.6)
CELL_QUIET = Style(8.6, colour=TEXT2)
CELL_STRONG = Style(8.6, STRONG)
CODE = Style(8.2, mono=True)
