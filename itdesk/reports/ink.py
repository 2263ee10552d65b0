"""Drawing on pages: y runs down from the top edge, in points; text lies over everything else."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from itdesk.reports.type.setting import Line, Piece
from itdesk.reports.type.style import BORDER, STATE

rl_config.useA85 = 0
"""Binary streams: ASCII armour costs a fifth of the time and a quarter of the size."""

_LINKS = frozenset({"http", "https", "mailto"})
_PICTURE_PIXELS = 40_000_000
_PICTURE_SIDE = 2_400
"""Pixels along a side that are kept: 300 dots an inch over the width of a page."""


class _Text(PDFTextObject):
    """Text whose raised glyphs leave those after them where they belong.

    reportlab 5.1 looks for the rise in the operator before, which may not be there (a crash on the second
    Arabic line of a page), and forgets the new one where it is.
    """

    def setRise(self, rise: float) -> None:
        self._rise = rise
        cast("Any", self)._code.append(f"{rise:.4g} Ts")


class Ink:
    """A reportlab canvas seen from the top, writing a PDF that depends on nothing but what is drawn."""

    def __init__(self, target: BinaryIO, size: tuple[float, float]) -> None:
        self.width, self.height = size
        self._canvas = Canvas(target, pagesize=size, invariant=1, pageCompression=1)
        self._begin_text()
        self._outline_level = -1

    def _begin_text(self) -> None:
        """Begin the text of a page; its operators are reached as marked content has no public way in."""
        self._text = _Text(self._canvas)
        self._operators: list[str] = cast("Any", self._text)._code
        self._font: tuple[str, float] = ("", 0.0)
        self._colour = ""

    def describe(self, *, title: str, author: str, subject: str, program: str) -> None:
        """Set what a viewer shows as the file's properties."""
        self._canvas.setTitle(_storable(title))
        self._canvas.setAuthor(_storable(author))
        self._canvas.setSubject(_storable(subject))
        self._canvas.setCreator(_storable(program))

    def line(self, line: Line, x: float, baseline: float) -> None:
        """Draw `line` from `x` on `baseline`."""
        for piece in line.pieces:
            self._piece(piece, x, baseline)
            x += piece.width

    def line_right(self, line: Line, right: float, baseline: float) -> None:
        """Draw `line` so that it ends at `right`."""
        self.line(line, right - line.width, baseline)

    def _piece(self, piece: Piece, x: float, baseline: float) -> None:
        text, style = self._text, piece.style
        if style.colour != self._colour:
            self._colour = style.colour
            text.setFillColor(_colour(style.colour))
        if (piece.font, style.size) != self._font:
            self._font = (piece.font, style.size)
            text.setFont(piece.font, style.size)
        self._operators.append(f"1 0 0 1 {x:.2f} {self.height - baseline:.2f} Tm")
        if piece.said:
            self._say(piece)
        else:
            text.textOut(piece.text)
        if style.strike:
            self.rule(x, baseline - style.size * 0.3, x + piece.width, style.colour, 0.6)
        if style.link:
            self._link(style.link, x, baseline, piece)

    def _say(self, piece: Piece) -> None:
        """Draw glyphs with the text they stand for, so that it can be found and copied."""
        meaning = piece.said.encode("utf-16-be", "replace").hex().upper()
        self._operators.append(f"/Span <</ActualText <FEFF{meaning}>>> BDC")
        self._text.textOut(piece.text)
        self._operators.append("EMC")

    def _link(self, target: str, x: float, baseline: float, piece: Piece) -> None:
        with suppress(ValueError):
            if urlsplit(target).scheme.casefold() in _LINKS and target.isascii() and target.isprintable():
                size = piece.style.size
                low, high = self.height - baseline - size * 0.3, self.height - baseline + size
                self._canvas.linkURL(target, (x, low, x + piece.width, high))

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        edge: str = "",
        radius: float = 0,
    ) -> None:
        """A rectangle, filled or edged or both."""
        canvas = self._canvas
        if fill:
            canvas.setFillColor(_colour(fill))
        if edge:
            canvas.setStrokeColor(_colour(edge))
            canvas.setLineWidth(0.6)
        bottom = self.height - top - height
        if radius:
            canvas.roundRect(x, bottom, width, height, radius, stroke=bool(edge), fill=bool(fill))
        else:
            canvas.rect(x, bottom, width, height, stroke=bool(edge), fill=bool(fill))

    def rule(self, left: float, y: float, right: float, colour: str = BORDER, thickness: float = 0.6) -> None:
        """A level line."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(thickness)
        self._canvas.line(left, self.height - y, right, self.height - y)

    def dots(self, left: float, y: float, right: float, colour: str) -> None:
        """A dotted leader."""
        self._canvas.setDash([0.6, 2.0])
        self.rule(left, y, right, colour, 0.6)
        self._canvas.setDash([])

    def glyph(self, state: str, x: float, middle: float, size: float = 5.0) -> None:
        """The shape of `state` in its colour: disc, triangle, diamond, bars, or a ring."""
        canvas, y, half = self._canvas, self.height - middle, size / 2
        colour = _colour(STATE.get(state, STATE["unknown"]))
        canvas.setFillColor(colour)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(1.0)
        if state == "warn":
            self._shape((x, y - half), (x + size, y - half), (x + half, y + half))
        elif state == "crit":
            self._shape((x, y), (x + half, y - half), (x + size, y), (x + half, y + half))
        elif state == "maint":
            canvas.rect(x, y - half, size * 0.35, size, stroke=0, fill=1)
            canvas.rect(x + size * 0.65, y - half, size * 0.35, size, stroke=0, fill=1)
        elif state in ("ok", "info"):
            canvas.circle(x + half, y, half, stroke=0, fill=1)
        else:
            canvas.circle(x + half, y, half - 0.5, stroke=1, fill=0)

    def _shape(self, first: tuple[float, float], *others: tuple[float, float]) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)

    def tick(self, x: float, middle: float, size: float, colour: str) -> None:
        """A tick inside a square of `size`."""
        canvas, y = self._canvas, self.height - middle
        canvas.setStrokeColor(_colour(colour))
        canvas.setLineWidth(1.1)
        canvas.line(x + size * 0.2, y, x + size * 0.42, y - size * 0.25)
        canvas.line(x + size * 0.42, y - size * 0.25, x + size * 0.82, y + size * 0.28)

    def picture(self, image: Image.Image, x: float, top: float, width: float, height: float) -> None:
        """`image` stretched over a rectangle."""
        self._canvas.drawImage(ImageReader(image), x, self.height - top - height, width, height, mask="auto")

    def anchor(self, key: str, title: str, level: int, top: float) -> None:
        """A place that `link_to` reaches, listed in the viewer's outline, where no level is left out."""
        level = self._outline_level = min(level, self._outline_level + 1)
        self._canvas.bookmarkHorizontal(key, 0, self.height - top)
        self._canvas.addOutlineEntry(_storable(title), key, level)

    def link_to(self, key: str, left: float, top: float, right: float, bottom: float) -> None:
        """Make a rectangle lead to an anchor."""
        self._canvas.linkAbsolute("", key, (left, self.height - bottom, right, self.height - top))

    def begin_page(self, size: tuple[float, float]) -> None:
        """Begin a page of `size`."""
        self.width, self.height = size
        self._canvas.setPageSize(size)
        self._begin_text()

    def end_page(self) -> None:
        """Finish this page."""
        self._canvas.drawText(self._text)
        self._canvas.showPage()

    def finish(self) -> None:
        """Write the file."""
        self._canvas.showOutline()
        self._canvas.save()


def readable_picture(data: bytes) -> Image.Image | None:
    """The picture in `data` upright, in RGB on white, and no finer than print needs; None if unreadable."""
    try:
        with Image.open(BytesIO(data)) as found:
            if found.width * found.height > _PICTURE_PIXELS:
                return None
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        return None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    ground.thumbnail((_PICTURE_SIDE, _PICTURE_SIDE))
    return ground


@cache
def _colour(code: str) -> Color:
    return HexColor(code)


def _storable(text: str) -> str:
    """`text` without what a PDF string cannot hold."""
    return text.encode("utf-8", "replace").decode()
