"""What tells one machine from every other, and what only looks like it."""

from __future__ import annotations

import re

from itdesk.core.units import format_mac, normalise_mac

_FILLERS = frozenset(
    {
        "-",
        ".",
        "00000000-0000-0000-0000-000000000000",
        "0123456789",
        "03000200-0400-0500-0006-000700080009",
        "12345678",
        "123456789",
        "1234567890",
        "asset-1234567890",
        "base board serial number",
        "chassis serial number",
        "default string",
        "default_string",
        "empty",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "invalid",
        "missing",
        "n/a",
        "na",
        "no asset information",
        "no asset tag",
        "none",
        "not applicable",
        "not available",
        "not settable",
        "not specified",
        "null",
        "o.e.m.",
        "oem",
        "serial number",
        "system manufacturer",
        "system product name",
        "system serial number",
        "system version",
        "to be filled by o.e.m",
        "to be filled by o.e.m.",
        "type1productconfigid",
        "undefined",
        "unknown",
        "xxxxxxxxxx",
    }
)
_ONE_CHARACTER = re.compile(r"^(.)\1*$")


def is_filler(text: str) -> bool:
    """Whether firmware wrote this because nobody gave it anything: "Default string", "0000000"."""
    bare = text.strip().casefold()
    return (
        not bare or bare in _FILLERS or _ONE_CHARACTER.match(re.sub(r"[\s\-:.]", "", bare) or "0") is not None
    )


def own_mac(text: str) -> str | None:
    """A MAC that a maker gave one interface, as aa:bb:…; None for groups and those made up locally.

    The second bit of the first octet marks locally administered addresses (IEEE 802-2014, 8.2.2).
    """
    bare = normalise_mac(text)
    if bare is None or bare in ("000000000000", "ffffffffffff"):
        return None
    return None if int(bare[:2], 16) & 0b11 else format_mac(bare)
