"""Where vendors keep load and memory who do not answer HOST-RESOURCES-MIB."""

from __future__ import annotations

from itdesk.monitoring.probes.snmp import ber
from itdesk.monitoring.probes.snmp.resources import Scalars

_ENTERPRISES = "1.3.6.1.4.1."


def _own(
    cpu: str = "", used: str = "", free: str = "", percent: str = "", total: str = "", unit: int = 1
) -> Scalars:
    names = (ber.oid(_ENTERPRISES + name) if name else None for name in (cpu, used, free, percent, total))
    return Scalars(*names, unit=unit)


_OWN: tuple[tuple[str, Scalars], ...] = (
    # CISCO-PROCESS-MIB one minute, CISCO-MEMORY-POOL-MIB processor pool
    ("9.6.1.", _own(cpu="9.6.1.101.1.8.0")),
    ("9.", _own(cpu="9.9.109.1.1.1.1.7.1", used="9.9.48.1.1.1.5.1", free="9.9.48.1.1.1.6.1")),
    # FORTINET-FORTIGATE-MIB, FORTINET-FORTISWITCH-MIB
    ("12356.101.", _own(cpu="12356.101.4.1.3.0", percent="12356.101.4.1.4.0",
                        total="12356.101.4.1.5.0", unit=1024)),
    ("12356.106.", _own(cpu="12356.106.4.1.2.0", used="12356.106.4.1.3.0",
                        total="12356.106.4.1.4.0", unit=1024)),
    # STATISTICS-MIB and NETSWITCH-MIB of HP ProCurve
    ("11.2.3.7.", _own(cpu="11.2.14.11.5.1.9.6.1.0", free="11.2.14.11.5.1.1.2.1.1.1.6.1",
                       total="11.2.14.11.5.1.1.2.1.1.1.5.1")),
    # SONICWALL-FIREWALL-IP-STATISTICS-MIB
    ("8741.", _own(cpu="8741.1.3.1.3.0")),
    # ZYXEL-ES-COMMON and the gateways' ZLD
    ("890.1.15", _own(cpu="890.1.15.3.2.4.0")),
    # Broadcom's FASTPATH and those who build on it
    ("4413", _own(free="4413.1.1.1.1.4.1.0", total="4413.1.1.1.1.4.2.0", unit=1024)),
    ("4526.", _own(free="4526.10.1.1.1.5.1.0", total="4526.10.1.1.1.5.2.0", unit=1024)),
    # WLSX-SYSTEMEXT-MIB of Aruba, AGENT-GENERAL-MIB of D-Link
    ("14823.", _own(cpu="14823.2.2.1.2.1.30.0")),
    ("171.", _own(cpu="171.12.1.1.6.1.0")),
)  # fmt: skip


def scalars_of(object_id: str) -> Scalars | None:
    """A vendor's own scalars by the device's sysObjectID, None where none are known."""
    if not object_id.startswith(_ENTERPRISES):
        return None
    below = object_id[len(_ENTERPRISES) :]
    return next((own for prefix, own in _OWN if below.startswith(prefix)), None)
