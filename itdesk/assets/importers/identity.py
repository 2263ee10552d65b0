"""What tells one machine from every other, and what only looks like it."""

from __future__ import annotations

import re

from itdesk.core.units import format_mac, normalise_mac

_FILLERS = frozenset(
    {
        "(null string)",
        "-",
        ".",
        "01010101-0101-0101-0101-010101010101",
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
        "eval",
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
        "oem_serial",
        "serial number",
        "sn-12345",
        "sn-1234567890",
        "sys-1234567890",
        "sys-9876543210",
        "system manufacturer",
        "system product name",
        "system serial number",
        "system version",
        "to be filled by o.e.m",
        "to be filled by o.e.m.",
        "type1productconfigid",
        "undefined",
        "unknown",
    }
)
_ONE_CHARACTER = re.compile(r"^(.)\1*$")
_SEPARATORS = re.compile(r"[\s\-:.]")

_SHARED_MACS = frozenset(
    {
        "000000000000",
        "00059a3c7a00",  # Cisco AnyConnect's adapter, on every machine the same
        "00090faa0001",  # Fortinet's
        "00090ffe0001",
        "000bcafe0000",  # DataPipe's
        "001c42000008",  # Parallels' host side
        "001c42000009",
        "005345000000",  # Windows' RAS adapters
        "00a0c6000000",  # Qualcomm's mobile broadband
        "204153594eff",  # Windows' RAS adapters: " ASYN"
        "505054503030",  # Windows' PPTP adapter: "PPTP00"
        "ffffffffffff",
    }
)
_VMWARE_HOST = "005056c0"
"""First octets of VMware's host side, the same on every host (vmnet1, vmnet8)."""
_QEMU = "525400"
"""First octets of QEMU's network cards; the rest is drawn when the machine is made and then kept."""


def is_filler(text: str) -> bool:
    """Whether firmware wrote this because nobody gave it anything: "Default string", "0000000"."""
    bare = text.strip().casefold()
    if not bare or bare in _FILLERS:
        return True
    return _ONE_CHARACTER.match(_SEPARATORS.sub("", bare) or "0") is not None


def own_mac(text: str) -> str | None:
    """A MAC that one interface alone has and keeps, as aa:bb:…; None for groups and those made up.

    The second bit of the first octet marks locally administered addresses (IEEE 802-2014, 8.2.2).
    """
    bare = normalise_mac(text)
    if bare is None or bare in _SHARED_MACS or bare.startswith(_VMWARE_HOST):
        return None
    if int(bare[:2], 16) & 0b11 and not bare.startswith(_QEMU):
        return None
    return format_mac(bare)
