"""A column of each type, and what is read and shown in it in Tokyo."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from itdesk.core.kinds import Choice, Column, Value
from itdesk.core.types import Type
from itdesk.core.values import parse_value, show_value

TOKYO = ZoneInfo("Asia/Tokyo")
WORDS = (Choice("in-use", "In use", aliases=("deployed", "En service")), Choice("none", "None"))


def column(kind: Type) -> Column:
    return Column(name="it", label="It", type=kind, choices=WORDS if kind is Type.CHOICE else ())


def parse(kind: Type, raw: object) -> Value:
    return parse_value(column(kind), raw, zone=TOKYO)  # type: ignore[arg-type]


def show(kind: Type, value: Value) -> str:
    return show_value(column(kind), value, zone=TOKYO)
