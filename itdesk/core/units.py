"""How quantities are read and written: MAC addresses, bytes, rates, durations, money."""

from __future__ import annotations

import re

_HEX = re.compile(r"^[0-9a-f]{12}$")
_SEPARATED = re.compile(r"^[0-9a-f]{1,2}([:\- ])[0-9a-f]{1,2}(\1[0-9a-f]{1,2}){4}$")

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
DECIMAL = ("", "k", "M", "G", "T", "P", "E")

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def normalise_mac(text: str) -> str | None:
    """A MAC in any notation as twelve lower-case hex digits; None when it is none.

    Known: aa:bb:cc:dd:ee:ff, aa-bb-…, Cisco's aabb.ccdd.eeff, bare, and single digits (0:1c:…).
    """
    lowered = text.strip().casefold()
    if _SEPARATED.match(lowered):
        return "".join(part.zfill(2) for part in re.split(r"[:\- ]", lowered))
    bare = re.sub(r"[.:\-]", "", lowered)
    return bare if _HEX.match(bare) else None


def format_mac(text: str) -> str:
    """A MAC as people write it, aa:bb:cc:dd:ee:ff; anything else unchanged."""
    bare = normalise_mac(text)
    return ":".join(bare[i : i + 2] for i in range(0, 12, 2)) if bare else text


def format_bytes(size: float) -> str:
    """Bytes in binary units: 1536 → "1.5 KiB"."""
    step, value = 0, float(size)
    while abs(round(value)) >= 1024 and step < len(BINARY) - 1:
        value, step = value / 1024, step + 1
    return f"{value:.0f} {BINARY[step]}" if step == 0 or value >= 100 else f"{value:.1f} {BINARY[step]}"


def format_rate(bits: float) -> str:
    """Bits a second in decimal units: 1e9 → "1 Gb/s"."""
    step, value = 0, float(bits)
    while abs(round(value)) >= 1000 and step < len(DECIMAL) - 1:
        value, step = value / 1000, step + 1
    number = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"
    return f"{number} {DECIMAL[step]}b/s"


def format_duration(seconds: float) -> str:
    """The two largest units: "42 min", "1 h 50 min", "1 d 3 h"; under a minute "30 s"."""
    total = int(abs(seconds))
    sign = "-" if seconds < 0 else ""
    if total < MINUTE:
        return f"{sign}{total} s"
    days, rest = divmod(total, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    if days:
        return f"{sign}{days} d {hours} h" if hours else f"{sign}{days} d"
    if hours:
        return f"{sign}{hours} h {minutes} min" if minutes else f"{sign}{hours} h"
    return f"{sign}{minutes} min"


def format_age(seconds: float) -> str:
    """How long ago, in one unit: "9 min", "3 h", "12 d"."""
    total = max(0, int(seconds))
    for size, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if total >= size:
            return f"{total // size} {unit}"
    return "now"


def format_money(minor: int, currency: str = "") -> str:
    """Minor units as an amount: 148000, "EUR" → "€ 1,480.00"."""
    sign = "-" if minor < 0 else ""
    amount = f"{sign}{abs(minor) // 100:,}.{abs(minor) % 100:02d}"
    symbol = SYMBOLS.get(currency, currency)
    return f"{symbol} {amount}" if symbol else amount
