"""The faces of one document: chosen by character, cut on first use, known to reportlab meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont
from uharfbuzz import Blob, Buffer, shape  # pyright: ignore[reportAttributeAccessIssue]
from uharfbuzz import Face as ShaperFace  # pyright: ignore[reportAttributeAccessIssue]
from uharfbuzz import Font as Shaper  # pyright: ignore[reportAttributeAccessIssue]

from itdesk.reports.rules.breaks import is_ideographic
from itdesk.reports.type import sources
from itdesk.reports.type.cutting import cut
from itdesk.reports.type.sources import Source, coverage

ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | frozenset("–—…·•“”‘’€")
"""Characters that fixed words, numbers and marked fallbacks need in every document."""

_FIRST_GLYPH_CODE = 0xE000
_ONE_AT_A_TIME = Lock()
"""reportlab's font registry is global, so documents are made one after the other."""


@dataclass(slots=True, eq=False)
class Face:
    """A cut font ready to draw with: advance widths in thousandths of the size, by code point."""

    name: str
    font: TTFont
    characters: frozenset[str]
    shaped: bool
    shaper: Shaper
    _codes: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, weight: int, characters: Iterable[str]) -> Face:
        kept = frozenset(characters)
        data = cut(source, weight, sorted(kept))
        font = TTFont(f"itdesk-{data.name}", data, asciiReadable=not source.shaped)
        pdfmetrics.registerFont(font)
        shaper = Shaper(ShaperFace(Blob(data.getvalue())))
        return cls(font.fontName, font, kept, source.shaped, shaper)

    def width(self, text: str) -> float:
        """The advance of `text` (all of it in this face) in thousandths of the size."""
        widths = self.font.face.charWidths
        return sum(map(widths.__getitem__, map(ord, text)))

    def needs_shaping(self, text: str) -> bool:
        """reportlab maps characters beyond U+FFFF wrongly when text is copied out: these are shaped."""
        return self.shaped or max(text) > "\uffff"

    def shape(self, text: str, *, rtl: bool) -> tuple[ShapedStr, float]:
        """`text` as glyphs in drawing order, with their advance in thousandths of the size."""
        buffer = Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        shape(self.shaper, buffer)
        scale = 1000 / self.shaper.face.upem
        glyphs: list[str] = []
        places: list[ShapeData] = []
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            code = self._code(info.codepoint)
            glyphs.append(chr(code))
            advances = (at.x_advance * scale, at.y_advance * scale, at.x_offset * scale, at.y_offset * scale)
            places.append(ShapeData(info.cluster, *advances, self.font.face.charWidths[code]))
        return ShapedStr("".join(glyphs), cast("Any", places)), sum(place.x_advance for place in places)

    def _code(self, glyph: int) -> int:
        """A private code point for `glyph`, given in order of use so that output stays the same."""
        code = self._codes.get(glyph)
        if code is None:
            code = self._codes[glyph] = _FIRST_GLYPH_CODE + len(self._codes)
            face = self.font.face
            face.charToGlyph[code] = glyph
            face.charWidths[code] = self.shaper.get_glyph_h_advance(glyph) * 1000 / self.shaper.face.upem
        return code


class FontBook:
    """The faces that one document of `characters` needs; made by `font_book`."""

    def __init__(self, characters: frozenset[str]) -> None:
        self._characters = characters | ALWAYS
        self._faces: dict[tuple[Source, int], Face] = {}
        self._kept: dict[Source, frozenset[str]] = {}
        self._found: dict[str, Source | None] = {}

    def face(self, source: Source, weight: int) -> Face:
        """`source` at `weight`, cut to what this document prints of it."""
        made = self._faces.get((source, weight))
        if made is None:
            made = Face.of(source, weight, self.kept(source))
            self._faces[source, weight] = made
        return made

    def kept(self, source: Source) -> frozenset[str]:
        """The characters of this document that `source` has; no other can be drawn with its faces."""
        found = self._kept.get(source)
        if found is None:
            found = self._kept[source] = self._characters & coverage(source)
        return found

    def source_of(self, character: str) -> Source | None:
        """The first source beyond the running faces that has `character`, None where there is none."""
        if character not in self._found:
            having = (source for source in _beyond(character) if character in self.kept(source))
            self._found[character] = next(having, None)
        return self._found[character]

    def east_asian_source(self, text: str) -> Source | None:
        """One source that has all of `text`, so that a name is not mixed of two designs."""
        wanted = set(text)
        return next((source for source in sources.east_asian() if wanted <= self.kept(source)), None)

    def close(self) -> None:
        """Take the faces out of reportlab's registry."""
        for face in self._faces.values():
            face.font.unregister()


@contextmanager
def font_book(characters: frozenset[str]) -> Iterator[FontBook]:
    """The fonts for a document of `characters`, for as long as it is made."""
    with _ONE_AT_A_TIME:
        book = FontBook(characters)
        try:
            yield book
        finally:
            book.close()


def _beyond(character: str) -> Iterator[Source]:
    if is_ideographic(character):
        yield from sources.east_asian()
    yield from sources.scripts()
    if not is_ideographic(character):
        yield from sources.east_asian()
    yield from sources.system()
