"""The design tokens of resources/theme.toml as plain values; knows no Qt."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from itdesk.ui.resources import resource

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours are "#RRGGBB" or "#RRGGBBAA" by role, per theme; sizes are logical pixels."""

    colours: Mapping[str, Mapping[str, str]]
    chart: Mapping[str, tuple[str, ...]]
    avatar: Mapping[str, tuple[str, ...]]
    family: tuple[str, ...]
    mono: tuple[str, ...]
    fonts: Mapping[str, int]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    size: Mapping[str, int]
    motion: Mapping[str, int]
    states: Mapping[str, Mapping[str, str]]
    priorities: Mapping[int, Mapping[str, str]]


@cache
def tokens() -> Tokens:
    """The tokens, read once."""
    with resource("theme.toml").open("rb") as file:
        return _from_table(tomllib.load(file))


def _from_table(table: Mapping[str, Any]) -> Tokens:
    font = table["font"]
    return Tokens(
        colours={name: {k: v for k, v in table[name].items() if isinstance(v, str)} for name in THEMES},
        chart={name: tuple(table[name]["chart"]) for name in THEMES},
        avatar={name: tuple(table[name]["avatar"]) for name in THEMES},
        family=tuple(font["family"]),
        mono=tuple(font["mono"]),
        fonts={key: value for key, value in font.items() if isinstance(value, int)},
        space=table["space"],
        radius=table["radius"],
        size=table["size"],
        motion=table["motion"],
        states=table["state"],
        priorities={int(key): value for key, value in table["priority"].items()},
    )


def channels(colour: str) -> tuple[int, int, int, int]:
    """Red, green, blue, alpha (0..255) of "#RRGGBB" or "#RRGGBBAA"."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 8 else digits + "FF"
    red, green, blue, alpha = (int(digits[i : i + 2], 16) for i in (0, 2, 4, 6))
    return red, green, blue, alpha
