"""Cutting a font down to one weight and the characters of one document.

Instancing a whole East Asian variable font takes eight seconds, cutting it first takes a fifth of
one; so every document gets its own cut in memory and nothing is cached on disk. The same characters
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from itdesk.reports.type.sources import Source

_POSTSCRIPT_NAME = 6
_DIGITS = range(ord("0"), ord("9") + 1)
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF")
_UNUSED_TABLES = ("BASE", "STAT", "vhea", "vmtx", "VORG", "MATH", "DSIG", "meta", "COLR", "CPAL", "SVG ")


class Cut(BytesIO):
    """The bytes of a cut font under a name of its own, which reportlab keys its objects by."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def cut(source: Source, weight: int, characters: Iterable[str]) -> Cut:
    """A TrueType font of `source` at `weight` (400, 600 …) with glyphs for `characters` alone."""
    name = f"{source.family}-{weight}"
    target = BytesIO()
    with TTFont(source.path, fontNumber=source.index, lazy=True, recalcTimestamp=False) as font:
        if source.figures:
            _make_figures_tabular(font)
        _subset(font, characters, keep_layout=source.shaped)
        if "fvar" in font:
            instantiateVariableFont(font, _location(font, weight), inplace=True)
        _rename(font, name)
        font.save(target)
    return Cut(target.getvalue(), name)


def _subset(font: TTFont, characters: Iterable[str], *, keep_layout: bool) -> None:
    options = Options(notdef_outline=True, hinting=False, glyph_names=False, layout_features=["*"])
    dropped = (*options.drop_tables, *_UNUSED_TABLES)
    options.drop_tables = [*dropped, *(() if keep_layout else _LAYOUT_TABLES)]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)


def _location(font: TTFont, weight: int) -> dict[str, float]:
    place = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    for axis in font["fvar"].axes:
        if axis.axisTag == "wght":
            place["wght"] = min(max(weight, axis.minValue), axis.maxValue)
    return place


def _make_figures_tabular(font: TTFont) -> None:
    """Give the digits their `tnum` forms, so that columns of numbers line up."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    for mapping in font["cmap"].tables:
        if mapping.isUnicode() and hasattr(mapping, "cmap"):
            digits = {code: mapping.cmap[code] for code in _DIGITS if code in mapping.cmap}
            mapping.cmap.update({code: swaps.get(glyph, glyph) for code, glyph in digits.items()})


def _rename(font: TTFont, name: str) -> None:
    font["name"].names = [record for record in font["name"].names if record.nameID != _POSTSCRIPT_NAME]
    font["name"].setName(name, _POSTSCRIPT_NAME, 3, 1, 0x409)
    font["name"].setName(name, _POSTSCRIPT_NAME, 1, 0, 0)
