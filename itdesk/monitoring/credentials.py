"""How to speak to a device, for the rooms that need not know SNMP."""

from __future__ import annotations

from itdesk.monitoring.probes.snmp.credentials import AUTH_PROTOCOLS, PRIV_PROTOCOLS, Credential

__all__ = ["AUTH_PROTOCOLS", "PRIV_PROTOCOLS", "Credential", "secret_name"]


def secret_name(device: int) -> str:
    """The name under which a device's credential is kept among the desk's secrets."""
    return f"device:{device}"
