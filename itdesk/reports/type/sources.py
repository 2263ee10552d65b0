"""Where font files are: packages of open fonts first, then the computer's own fonts.

Only files with TrueType outlines serve (reportlab embeds no CFF). A file is found without importing
its package; nothing here depends on the text that is printed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

_INTER, _NOTO, _MONO = "fontpkg_inter", "fontpkg_noto_sans", "fontpkg_jetbrains_mono"
_SCRIPTS, _EAST_ASIA = "manimgx_fonts", "justmytype_intl_cjk"

# fmt: off
_SCRIPT_FAMILIES = (
    "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi",
    "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Symbols",
    "Tamil", "Telugu", "Thai",
)
# fmt: on

# fmt: off
_SYSTEM_STEMS = (
    "NotoSans-Regular", "NotoSansSymbols2-Regular", "NotoSansSymbols-Regular", "NotoSansMath-Regular",
    "DejaVuSans", "GoNotoCurrent", "GoNotoKurrent-Regular", "unifont", "Symbola", "FreeSans",
    "seguisym", "seguihis", "ebrima", "gadugi", "nirmala", "msyh", "malgun", "YuGothR", "msgothic",
    "simsun", "Arial-Unicode", "ArialUnicode",
)
"""Files with many characters that systems commonly have, in the order in which they are asked."""
# fmt: on


@dataclass(frozen=True, slots=True)
class Source:
    """One font file: `family` names it inside a PDF, `index` picks a face of a collection.

    `shaped` says that its scripts need HarfBuzz (joining, reordering, marks); `figures` that its
    digits are made one width.
    """

    family: str
    path: Path
    index: int = 0
    shaped: bool = False
    figures: bool = False


def _files(package: str, *folders: str) -> Path:
    """The folder of a font package's files; raises FileNotFoundError when it is not installed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the font package {package} is not installed")
    return Path(spec.submodule_search_locations[0]).joinpath(*folders)


@cache
def sans(*, italic: bool = False) -> tuple[Source, ...]:
    """The faces of running text: Inter, then Noto Sans for what it lacks."""
    slope = "-Italic" if italic else ""
    return (
        Source(f"Inter{slope}", _files(_INTER, "files") / f"Inter{slope}[opsz,wght].ttf", figures=True),
        Source(f"NotoSans{slope}", _files(_NOTO, "files") / f"NotoSans{slope}[wdth,wght].ttf"),
    )


@cache
def mono() -> tuple[Source, ...]:
    """The faces of code: JetBrains Mono, then those of running text."""
    return (Source("JetBrainsMono", _files(_MONO, "files") / "JetBrainsMono[wght].ttf"), *sans())


@cache
def scripts() -> tuple[Source, ...]:
    """Noto Sans of the scripts that the faces of running text lack, and emoji in one colour."""
    folder = _files(_SCRIPTS)
    families = [
        Source(f"NotoSans{name}", folder / f"NotoSans{name}[wght].ttf", shaped=True)
        for name in _SCRIPT_FAMILIES
    ]
    return (*families, Source("NotoEmoji", folder / "NotoEmoji[wght].ttf", shaped=True))


@cache
def east_asian() -> tuple[Source, ...]:
    """Noto Sans for Japanese, simplified and traditional Chinese, and Korean, in this order."""
    folder = _files(_EAST_ASIA, "fonts", "ofl")
    return tuple(
        Source(f"NotoSans{code}", folder / f"notosans{code.lower()}" / f"NotoSans{code}[wght].ttf")
        for code in ("JP", "SC", "TC", "KR")
    )


@cache
def system() -> tuple[Source, ...]:
    """Fonts of this computer that may have what the packages lack, most likely first."""
    found: dict[str, Path] = {}
    for folder in _system_folders():
        for path in _font_files(folder):
            found.setdefault(path.stem.replace(" ", "").casefold(), path)
    stems = [stem.casefold() for stem in _SYSTEM_STEMS]
    named = [found[stem] for stem in stems if stem in found]
    return tuple(Source(f"System{path.stem.replace(' ', '')}", path, shaped=True) for path in named)


def _system_folders() -> list[Path]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]


def _font_files(folder: Path) -> Iterator[Path]:
    for directory, _, names in os.walk(folder):
        for name in sorted(names):
            if name.casefold().endswith((".ttf", ".ttc")):
                yield Path(directory, name)


@cache
def coverage(source: Source) -> frozenset[str]:
    """The characters `source` has; none when it cannot be read or has no TrueType outlines."""
    try:
        with source.path.open("rb") as file, TTFont(file, fontNumber=source.index, lazy=True) as font:
            if "glyf" not in font:
                return frozenset()
            return frozenset(chr(code) for code in font.getBestCmap() or () if not _is_private(code))
    except (OSError, TTLibError):
        return frozenset()


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code < 0x20 or 0x7F <= code < 0xA0
