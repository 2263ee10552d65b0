"""Values as text: what a person writes becomes a stored value, a stored value becomes words.

Stored forms are those of `itdesk.core.types`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

from itdesk.core.clock import from_datetime, to_datetime, to_iso
from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Column, Value
from itdesk.core.types import Type, type_limit
from itdesk.core.units import format_duration

Raw = str | int | float | bool | date | datetime | None

MISSING = "—"
LARGEST = 2**53
YEARS = (1900, 2200)

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""What a cell copied from elsewhere may hold although it looks empty."""
_YES = frozenset({"yes", "y", "true", "t", "1", "on", "x", "ja", "oui", "si", "sí", "sim"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "nein", "non", "não"})
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHOWN_MONTHS = tuple(name.capitalize() for name in _MONTH_NAMES)
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_NUMERIC = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_WORDED = re.compile(r"^(\d{1,2})[. ]+([a-z]{3,9})\.?,? +(\d{4})$", re.IGNORECASE)
_WORDED_US = re.compile(r"^([a-z]{3,9})\.? +(\d{1,2}),? +(\d{4})$", re.IGNORECASE)
_DURATION = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|w|weeks?)(?![a-z])"
)
_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}


def parse_value(column: Column, raw: Raw, *, zone: tzinfo = UTC) -> Value:
    """The stored value that `raw` means for a column; "" and None mean none.

    A REFERENCE answers the name as written, for the store to look up. Raises InvalidValueError.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = clean(raw)
        if all(c in _INVISIBLE or c.isspace() for c in raw):
            return None
    return _PARSERS[column.type](column, raw, zone)


def clean(text: str) -> str:
    """Text in NFC without surrounding space and with one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _text(column: Column, raw: Raw, zone: tzinfo) -> str:
    text = raw if isinstance(raw, str) else clean(str(raw))
    allowed = "\n\t" if column.type is Type.LONG_TEXT else ""
    if column.type is not Type.LONG_TEXT:
        text = text.replace("\n", " ").replace("\t", " ")
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in allowed for c in text):
        raise InvalidValueError("value.control", column=column.name)
    limit = type_limit.get(column.type, 1_000)
    if len(text) > limit:
        raise InvalidValueError("value.too_long", column=column.name, limit=limit)
    return text


def _refused(column: Column, code: str, raw: Raw) -> InvalidValueError:
    text = str(raw)
    return InvalidValueError(code, column=column.name, value=text if len(text) < 60 else text[:57] + "…")


def _number(column: Column, raw: Raw, code: str) -> Decimal:
    if isinstance(raw, (bool, date, datetime)):
        raise _refused(column, code, raw)
    try:
        found = Decimal(str(raw) if not isinstance(raw, str) else plain_digits(raw))
    except InvalidOperation as error:
        raise _refused(column, code, raw) from error
    if not found.is_finite() or abs(found) > LARGEST:
        raise _refused(column, code, raw)
    return found


def plain_digits(text: str) -> str:
    """A number without grouping and with "." as its decimal mark: "1.480,50" → "1480.50".

    One mark alone followed by exactly three digits is read as grouping only for a comma.
    """
    bare = re.sub(r"[\s\u00a0\u202f'’_]", "", text)
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        group, mark = (",", ".") if point > comma else (".", ",")
        return bare.replace(group, "").replace(mark, ".")
    if comma >= 0:
        grouped = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", bare)
        return bare.replace(",", "") if grouped else bare.replace(",", ".")
    if bare.count(".") > 1 and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", bare):
        return bare.replace(".", "")
    return bare


def _integer(column: Column, raw: Raw, zone: tzinfo) -> int:
    found = _number(column, raw, "value.integer")
    if found != found.to_integral_value():
        raise _refused(column, "value.integer", raw)
    return int(found)


def _decimal(column: Column, raw: Raw, zone: tzinfo) -> float:
    return float(_number(column, raw, "value.decimal"))


def _money(column: Column, raw: Raw, zone: tzinfo) -> int:
    bare = raw
    if isinstance(raw, str):
        bare = re.sub(r"^[A-Za-z]{3}\s|\s?[A-Za-z]{3}$|[€$£¥₹]", "", raw).strip()
        bare = re.sub(r"[.,][-–—]+$", "", bare)
    try:
        found = _number(column, bare, "value.money") * 100
    except InvalidValueError:
        raise _refused(column, "value.money", raw) from None
    if abs(found) > LARGEST:
        raise _refused(column, "value.money", raw)
    return int(found.to_integral_value(rounding="ROUND_HALF_EVEN"))


def _date(column: Column, raw: Raw, zone: tzinfo) -> str:
    if isinstance(raw, datetime):
        raw = raw.date()
    found = raw if isinstance(raw, date) else parse_date(str(raw))
    if found is None or not YEARS[0] <= found.year <= YEARS[1]:
        raise _refused(column, "value.date", raw)
    return found.isoformat()


def parse_date(text: str) -> date | None:
    """A calendar day in the usual notations, the day first where that is possible; None if it is none."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$", "", text.strip())
    for year, month, day in _date_readings(text):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _date_readings(text: str) -> list[tuple[int, int, int]]:
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
        return [(year, month, day)]
    if found := _NUMERIC.match(text):
        first, second, year = map(int, found.groups())
        return [(year, second, first), (year, first, second)]
    if found := _WORDED.match(text):
        return [(int(found[3]), _MONTHS.get(found[2][:3].lower(), 0), int(found[1]))]
    if found := _WORDED_US.match(text):
        return [(int(found[3]), _MONTHS.get(found[1][:3].lower(), 0), int(found[2]))]
    return []


def _instant(column: Column, raw: Raw, zone: tzinfo) -> int:
    try:
        if isinstance(raw, int) and not isinstance(raw, bool):
            moment = to_datetime(raw)
        elif isinstance(raw, datetime):
            moment = raw
        elif isinstance(raw, date):
            moment = datetime.combine(raw, time())
        else:
            moment = _moment(str(raw))
        if not YEARS[0] <= moment.year <= YEARS[1]:
            raise ValueError
        return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except (ValueError, OverflowError) as error:
        raise _refused(column, "value.instant", raw) from error


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        day = parse_date(text)
        clock = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$", text)
        if day is None:
            raise
        at = time(int(clock[1]), int(clock[2]), int(clock[3] or 0)) if clock else time()
        return datetime.combine(day, at)


def _duration(column: Column, raw: Raw, zone: tzinfo) -> int:
    if isinstance(raw, str):
        found = parse_duration(raw)
        if found is None or abs(found) > LARGEST:
            raise _refused(column, "value.duration", raw)
        return found
    return _integer(column, raw, zone)


def parse_duration(text: str) -> int | None:
    """Seconds of "90 min", "2h", "1 h 30 min" or "3d"; a bare number is seconds; None if it is none."""
    lowered = text.strip().casefold()
    sign = -1 if lowered.startswith("-") else 1
    lowered = lowered.lstrip("+-").strip()
    if re.fullmatch(r"\d{1,15}", lowered):
        return sign * int(lowered)
    if _DURATION.sub("", lowered).strip(" ,"):
        return None
    parts = _DURATION.findall(lowered)
    if not parts or any(len(number) > 12 for number, _ in parts):
        return None
    return sign * round(sum(float(n.replace(",", ".")) * _SECONDS[u[0]] for n, u in parts))


def _yes_no(column: Column, raw: Raw, zone: tzinfo) -> bool:
    word = str(raw).casefold()
    if word in _YES or raw is True:
        return True
    if word in _NO or raw is False:
        return False
    raise _refused(column, "value.yes_no", raw)


def _choice(column: Column, raw: Raw, zone: tzinfo) -> str:
    found = column.choice(str(raw))
    if found is None:
        choices = ", ".join(choice.value for choice in column.choices)
        raise InvalidValueError("value.choice", column=column.name, value=str(raw)[:60], choices=choices)
    return found.value


_PARSERS: dict[Type, Callable[[Column, Raw, tzinfo], Value]] = {
    Type.TEXT: _text, Type.CODE: _text, Type.LONG_TEXT: _text, Type.REFERENCE: _text,
    Type.INTEGER: _integer, Type.DECIMAL: _decimal, Type.MONEY: _money, Type.DATE: _date,
    Type.INSTANT: _instant, Type.DURATION: _duration, Type.YES_NO: _yes_no, Type.CHOICE: _choice,
}  # fmt: skip


def show_value(column: Column, value: Value, *, zone: tzinfo = UTC) -> str:
    """A stored value in words: "23 Nov 2026", "1,480.00", "In use"; "—" for none."""
    if value is None or value == "":
        return MISSING
    try:
        return _shown(column, value, zone)
    except (ValueError, OverflowError, OSError):
        return str(value)  # an erased or damaged value shows as it is


def _shown(column: Column, value: Value, zone: tzinfo) -> str:
    kind = column.type
    if kind is Type.DATE:
        return show_date(date.fromisoformat(str(value)))
    if kind is Type.INSTANT:
        moment = to_datetime(int(value), zone)  # type: ignore[arg-type]
        return f"{show_date(moment)} {moment.hour:02}:{moment.minute:02}"
    if kind is Type.MONEY:
        amount = int(value)  # type: ignore[arg-type]
        return f"{'-' if amount < 0 else ''}{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    if kind is Type.INTEGER:
        return f"{int(value):,}"  # type: ignore[arg-type]
    if kind is Type.DECIMAL:
        return repr(float(value)).removesuffix(".0")  # type: ignore[arg-type]
    if kind is Type.DURATION:
        return format_duration(int(value))  # type: ignore[arg-type]
    if kind is Type.YES_NO:
        return "Yes" if value in (True, 1) else "No"
    if kind is Type.CHOICE:
        found = column.choice(str(value))
        return found.label if found else str(value)
    return str(value)


def show_date(day: date) -> str:
    """A day as "23 Nov 2026", in any locale the same."""
    return f"{day.day} {_SHOWN_MONTHS[day.month - 1]} {day.year}"


def plain_value(column: Column, value: Value) -> Value:
    """A stored value for machines: ISO dates and times, money as a number in major units."""
    if value is None:
        return None
    if column.type is Type.INSTANT and isinstance(value, int):
        return to_iso(value)
    if column.type is Type.MONEY and isinstance(value, int):
        return value / 100
    if column.type is Type.YES_NO:
        return value in (True, 1)
    return value
