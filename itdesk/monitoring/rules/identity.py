"""What tells two devices apart, and what only seems to."""

from __future__ import annotations

from itdesk.core.units import normalise_mac

ASSET_TYPES = {
    "switch": "switch", "router": "router", "firewall": "firewall", "wifi": "access-point",
    "printer": "printer", "ups": "ups", "pdu": "pdu", "nas": "storage", "server": "server",
    "hypervisor": "server", "camera": "camera", "workstation": "desktop",
}  # fmt: skip
"""The asset type of each device category that has one."""

_PLACEHOLDERS = frozenset(
    {"none", "n/a", "na", "null", "unknown", "default", "default string", "not specified", "not available",
     "not applicable", "not set", "to be filled by o.e.m.", "system serial number", "chassis serial number",
     "serial number", "serialnumber", "invalid", "empty", "123456789", "0123456789", "1234567890", "o.e.m."}
)  # fmt: skip
_SHORTEST = 4


def usable_serial(text: str | None) -> str | None:
    """A serial number that can tell a device from others; None for what makers leave as a placeholder."""
    bare = (text or "").strip()
    if len(bare) < _SHORTEST or bare.casefold() in _PLACEHOLDERS or len(set(bare) - set("-. ")) < 2:
        return None
    return bare


def usable_mac(text: str | None) -> str | None:
    """A burnt-in MAC address; None for locally administered, group and empty ones, which many share."""
    bare = normalise_mac(text or "")
    if bare is None or set(bare) == {"0"} or int(bare[:2], 16) & 0b11:
        return None
    return ":".join(bare[i : i + 2] for i in range(0, 12, 2))


def contradicts(known: str | None, found: str | None) -> bool:
    """Whether two serial numbers say that these are two different things."""
    left, right = usable_serial(known), usable_serial(found)
    return left is not None and right is not None and left.casefold() != right.casefold()
