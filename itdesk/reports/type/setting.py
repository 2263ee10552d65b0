"""Setting text: runs of one face, lines of a width, and the mark for what no font has.

Data is only ever characters here: nothing is parsed, so nothing in a name or a message can be
markup, a path or a link. A character without a glyph anywhere prints as its code, "[U+1F9FF]".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import is_normalized

from itdesk.reports.rules.bidi import has_right_to_left, is_right_to_left, mirrored, visual_spans
from itdesk.reports.rules.breaks import clusters, is_ideographic
from itdesk.reports.type import sources
from itdesk.reports.type.fonts import Face, FontBook
from itdesk.reports.type.runs import (
    Styled,
    clean,
    face_units,
    is_visible,
    joined,
    paragraphs,
    styled_chunks,
    trimmed,
    within,
)
from itdesk.reports.type.style import Style

ELLIPSIS = "…"
_CACHE_LIMIT = 20_000
_ELIDED_LIMIT = 600
"""Characters of a one-line text that are looked at: more never fit on a page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one face in drawing order; `said` is what they mean when copied, if not `text`."""

    font: str
    text: str
    width: float
    style: Style
    said: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn from left to right; widths in points."""

    pieces: tuple[Piece, ...]
    width: float
    rtl: bool = False

    @property
    def size(self) -> float:
        return max((piece.style.size for piece in self.pieces), default=0.0)


EMPTY = Line((), 0.0)


@dataclass(frozen=True, slots=True)
class _Part:
    """Characters of one face; `marks` stand for characters that no face has."""

    face: Face
    text: str
    marks: bool = False


class Typesetter:
    """Sets text in the faces of one `FontBook`."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._lines: dict[tuple[str, Style], Line] = {}
        self._broken_lines: dict[tuple[str, Style, float, int], list[Line]] = {}
        self._primary: dict[tuple[int, bool, bool], Face] = {}

    def line(self, text: str, style: Style) -> Line:
        """`text` on one line, however wide; line ends become spaces."""
        key = (text, style)
        made = self._lines.get(key)
        if made is None:
            if len(self._lines) >= _CACHE_LIMIT:
                self._lines.clear()
            made = self._lines[key] = self._set_plain(text, style)
        return made

    def elided(self, text: str, style: Style, width: float) -> Line:
        """`text` on one line of at most `width` points, its end replaced by "…" where it is longer."""
        whole = self.line(text[:_ELIDED_LIMIT], style)
        if whole.width <= width and len(text) <= _ELIDED_LIMIT:
            return whole
        parts = list(clusters(clean(text[:_ELIDED_LIMIT])))
        low, high = 0, len(parts)
        while low < high:
            middle = (low + high + 1) // 2
            if self._prefix(parts, middle, style).width <= width:
                low = middle
            else:
                high = middle - 1
        return self._prefix(parts, low, style)

    def _prefix(self, parts: Sequence[str], count: int, style: Style) -> Line:
        return self._set([("".join(parts[:count]).rstrip() + ELLIPSIS, style)])

    def lines(self, runs: Sequence[Styled], width: float, limit: int = 0) -> list[Line]:
        """`runs` broken into lines of at most `width`; the last of `limit` lines is elided."""
        if len(runs) != 1 or len(runs[0][0]) > _ELIDED_LIMIT:
            return self._all_lines(runs, width, limit)
        key = (*runs[0], width, limit)
        made = self._broken_lines.get(key)
        if made is None:
            if len(self._broken_lines) >= _CACHE_LIMIT:
                self._broken_lines.clear()
            made = self._broken_lines[key] = self._all_lines(runs, width, limit)
        return made

    def _all_lines(self, runs: Sequence[Styled], width: float, limit: int) -> list[Line]:
        if len(runs) == 1 and runs[0][0].isprintable() and len(runs[0][0]) <= _ELIDED_LIMIT:
            whole = self.line(*runs[0])
            if whole.width <= width:
                return [whole]
        made: list[Line] = []
        last: list[Styled] = []
        for paragraph in paragraphs(runs):
            rtl = is_right_to_left("".join(text for text, _ in paragraph))
            for broken in self._broken(paragraph, width):
                if limit and len(made) == limit:
                    made[-1] = self._ended(last or [("", paragraph[0][1])], width, rtl=made[-1].rtl)
                    return made
                last = broken
                made.append(self._set(joined(broken), rtl=rtl))
        return made

    def _ended(self, runs: Sequence[Styled], width: float, *, rtl: bool) -> Line:
        """A line of `runs` with an ellipsis after its last words, shorter where that has no room."""
        parts = [(cluster, style) for text, style in runs for cluster in clusters(clean(text))]
        low, high = 0, len(parts)
        while low < high:
            middle = (low + high + 1) // 2
            if self._with_ellipsis(parts[:middle], runs[0][1], rtl=rtl).width <= width:
                low = middle
            else:
                high = middle - 1
        return self._with_ellipsis(parts[:low], runs[0][1], rtl=rtl)

    def _with_ellipsis(self, parts: Sequence[Styled], style: Style, *, rtl: bool) -> Line:
        kept = trimmed(parts)
        return self._set(joined([*kept, (ELLIPSIS, kept[-1][1] if kept else style)]), rtl=rtl)

    def _broken(self, runs: Sequence[Styled], width: float) -> Iterator[list[Styled]]:
        current: list[Styled] = []
        room = width
        for chunk in styled_chunks(runs):
            needed = self._width(trimmed(chunk))
            if needed > room and current:
                yield trimmed(current)
                current, room = [], width
            if needed > width:
                *full, chunk = self._torn(chunk, width)
                yield from full
            current.extend(chunk)
            room -= self._width(chunk)
        yield trimmed(current)

    def _torn(self, chunk: Sequence[Styled], width: float) -> list[list[Styled]]:
        """A chunk wider than a line in parts that fit, torn between characters."""
        parts: list[list[Styled]] = [[]]
        room = width
        for text, style in chunk:
            for cluster in clusters(text):
                needed = self.line(cluster, style).width
                if needed > room and parts[-1]:
                    parts.append([])
                    room = width
                parts[-1].append((cluster, style))
                room -= needed
        return [joined(part) for part in parts]

    def _width(self, runs: Sequence[Styled]) -> float:
        return sum(self.line(text, style).width for text, style in runs)

    def _set_plain(self, text: str, style: Style) -> Line:
        """The fast way for text that the first face has whole."""
        face = self._first(style)
        is_ready = text.isprintable() and is_normalized("NFC", text) and not has_right_to_left(text)
        if text and is_ready and face.characters.issuperset(text):
            width = face.width(text) * style.size / 1000
            return Line((Piece(face.name, text, width, style),), width)
        return self._set([(text, style)])

    def _set(self, runs: Sequence[Styled], *, rtl: bool | None = None) -> Line:
        """One line; `rtl` is the direction of its paragraph, by default that of its own text."""
        cleaned = [(clean(text), style) for text, style in runs]
        text = "".join(part for part, _ in cleaned)
        rtl = is_right_to_left(text) if rtl is None else rtl
        if not rtl and not has_right_to_left(text):
            pieces = tuple(piece for part, style in cleaned for piece in self._pieces(part, style, rtl=False))
            return Line(pieces, sum(piece.width for piece in pieces))
        pieces = tuple(
            piece
            for span in visual_spans(text, rtl=rtl)
            for part, style in within(cleaned, span)
            for piece in self._pieces(part, style, rtl=span.rtl)
        )
        return Line(pieces, sum(piece.width for piece in pieces), rtl)

    def _pieces(self, text: str, style: Style, *, rtl: bool) -> list[Piece]:
        made = [self._piece(part, style, rtl=rtl) for part in self._parts(text, style)]
        return made[::-1] if rtl else made

    def _piece(self, part: _Part, style: Style, *, rtl: bool) -> Piece:
        face, text = part.face, part.text
        scale = style.size / 1000
        if face.needs_shaping(text):
            glyphs, width = face.shape(text, rtl=rtl)
            return Piece(face.name, glyphs, width * scale, style, text)
        drawn = mirrored(text) if rtl and not part.marks else text
        return Piece(face.name, drawn, face.width(drawn) * scale, style, text if drawn != text else "")

    def _parts(self, text: str, style: Style) -> Iterator[_Part]:
        """`text` in parts of one face each."""
        first = self._first(style)
        if first.characters.issuperset(text):
            if text:
                yield _Part(first, text)
            return
        current = _Part(first, "")
        for unit in face_units(text):
            for part in self._resolved(unit, style, current.face):
                if (part.face, part.marks) == (current.face, current.marks):
                    current = replace(current, text=current.text + part.text)
                    continue
                if current.text:
                    yield current
                current = part
        if current.text:
            yield current

    def _resolved(self, unit: str, style: Style, current: Face) -> Iterator[_Part]:
        """The face of `unit`, of each of its characters where none has it whole, or its mark."""
        part = self._whole(unit, style)
        if part is not None:
            yield part
        elif len(unit) > 1:
            for character in unit:
                yield from self._resolved(character, style, current)
        elif is_visible(unit):
            yield _Part(self._first(style), f"[U+{ord(unit):04X}]", marks=True)

    def _whole(self, unit: str, style: Style) -> _Part | None:
        for source in _running(style):
            if self._book.kept(source).issuperset(unit) and max(unit) <= "\uffff":
                return _Part(self._book.face(source, style.weight), unit)
        bare = "".join(filter(is_visible, unit))
        source = self._source_of(bare) if bare else None
        if source is None:
            return None
        face = self._book.face(source, style.weight)
        return _Part(face, unit if face.shaped else bare)

    def _source_of(self, unit: str) -> sources.Source | None:
        """The source of a whole unit, or of each of its characters if they agree."""
        if is_ideographic(unit[0]):
            whole = self._book.east_asian_source(unit)
            if whole is not None:
                return whole
        found = {self._book.source_of(character) for character in unit}
        return found.pop() if len(found) == 1 else None

    def _first(self, style: Style) -> Face:
        key = (style.weight, style.italic, style.mono)
        face = self._primary.get(key)
        if face is None:
            face = self._primary[key] = self._book.face(_running(style)[0], style.weight)
        return face


def _running(style: Style) -> tuple[sources.Source, ...]:
    return sources.mono() if style.mono else sources.sans(italic=style.italic)
