"""This computer, looked at by psutil and what the platform tells: no agent, no rights, no command run."""

from __future__ import annotations

import ipaddress
import platform
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from itdesk.assets.importers.identity import is_filler, own_mac
from itdesk.assets.importers.inventory import Inventory, Part
from itdesk.core.units import format_bytes, format_mac, normalise_mac

_PSEUDO = frozenset({"squashfs", "overlay", "tmpfs", "devtmpfs", "iso9660"})
_LAPTOP_CHASSIS = frozenset({"8", "9", "10", "14", "31", "32"})
_TABLET_CHASSIS = "30"
_SERVER_CHASSIS = frozenset({"17", "23", "28"})
"""Chassis types of SMBIOS (DSP0134, table 17)."""
_BIOS_KEY = r"HARDWARE\DESCRIPTION\System\BIOS"
_MACHINE_KEY = r"SOFTWARE\Microsoft\Cryptography"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where Linux tells what it knows, below `root`."""

    root: Path = Path("/")

    def read(self, path: str) -> str:
        """A file's text, "" when it cannot be read."""
        try:
            return (self.root / path).read_text("utf-8", errors="replace").strip()
        except OSError:
            return ""

    def firmware(self, name: str) -> str:
        """A word of the firmware, "" where it says nothing, or only to root."""
        text = self.read(f"sys/class/dmi/id/{name}")
        return "" if is_filler(text) else text


@dataclass(frozen=True, slots=True)
class Card:
    """A network interface; `mac` as aa:bb:…, `is_own` when it identifies the machine."""

    name: str
    mac: str
    addresses: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        return own_mac(self.mac) is not None


def scan_local(sources: Sources = Sources()) -> Inventory:
    """What this computer is and has; what cannot be read is left out."""
    cards = list(_cards(sources))
    main = next(iter(cards), None)
    values = {
        "name": socket.gethostname().split(".")[0],
        "type": _type(sources),
        "serial": sources.firmware("product_serial") or sources.firmware("chassis_serial"),
        "manufacturer": sources.firmware("sys_vendor") or _registry(_BIOS_KEY, "SystemManufacturer"),
        "model": sources.firmware("product_name") or _registry(_BIOS_KEY, "SystemProductName"),
        "os": _system(),
        "uuid": _machine(sources),
        "mac": main.mac if main else "",
        "address": next((a for card in cards for a in card.addresses if ":" not in a), ""),
    }
    known = {field: text for field, text in values.items() if text}
    parts = (*_networks(cards), *_hardware(), *_volumes(), *_packages(sources))
    whole = {"network", "processor", "volume"} | {p.category for p in parts if p.category == "software"}
    macs = dict.fromkeys(card.mac for card in cards if card.is_own)
    return Inventory(known, parts, tuple(macs), frozenset(whole))


# --- what it is --------------------------------------------------------------------------


def _type(sources: Sources) -> str:
    chassis = sources.firmware("chassis_type")
    if _is_virtual(sources):
        return "virtual"
    if chassis in _SERVER_CHASSIS:
        return "server"
    if chassis == _TABLET_CHASSIS:
        return "tablet"
    return "laptop" if chassis in _LAPTOP_CHASSIS or _has_battery() else "desktop"


def _is_virtual(sources: Sources) -> bool:
    """By the processor's flag, which a hypervisor sets for its guests."""
    flags = (line for line in sources.read("proc/cpuinfo").splitlines() if line.startswith("flags"))
    return "hypervisor" in next(flags, "").split()


def _has_battery() -> bool:
    try:
        return psutil.sensors_battery() is not None
    except (OSError, AttributeError, RuntimeError):
        return False


def _system() -> str:
    if sys.platform.startswith("linux"):
        try:
            return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
        except OSError:
            return "Linux"
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()} {platform.version()}"


def _machine(sources: Sources) -> str:
    """The UUID of the firmware, else the number that the system gave itself."""
    found = sources.firmware("product_uuid") or sources.read("etc/machine-id")
    found = found or _registry(_MACHINE_KEY, "MachineGuid").replace("-", "")
    return "" if is_filler(found) or found == "uninitialized" else found.lower()


def _registry(path: str, name: str) -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            text = str(winreg.QueryValueEx(key, name)[0])
    except OSError:
        return ""
    return "" if is_filler(text) else text


# --- its network -------------------------------------------------------------------------


def _cards(sources: Sources) -> Iterator[Card]:
    """Cards that lead somewhere: the one with the way out first, then those of the hardware."""
    outward = _outward(sources)
    found: dict[str, Card] = {}
    for name, entries in sorted(psutil.net_if_addrs().items()):
        mac = next((a.address for a in entries if a.family == psutil.AF_LINK), "")
        usable = (a.address.split("%")[0] for a in entries if a.family != psutil.AF_LINK)
        addresses = tuple(a for a in usable if _is_office(a))
        written = format_mac(mac) if normalise_mac(mac) else ""
        is_wanted = own_mac(mac) is not None or name == outward or (not outward and addresses)
        if is_wanted and (written or addresses):
            found.setdefault(written or name, Card(name, written, addresses))
    yield from sorted(found.values(), key=lambda c: (c.name != outward, not c.addresses, not c.is_own))


def _outward(sources: Sources) -> str:
    """The interface of the default route, where Linux tells it; "" elsewhere."""
    for line in sources.read("proc/net/route").splitlines()[1:]:
        fields = line.split()
        if len(fields) > 2 and fields[1] == "00000000":
            return fields[0]
    return ""


def _is_office(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not (found.is_loopback or found.is_link_local)


# --- its parts ---------------------------------------------------------------------------


def _networks(cards: list[Card]) -> Iterator[Part]:
    for card in cards:
        facts = {"addresses": ", ".join(card.addresses)}
        yield Part("network", card.mac if card.is_own else "", card.name, "", facts)


def _hardware() -> Iterator[Part]:
    name = platform.processor() or platform.machine() or "Processor"
    cores = psutil.cpu_count(logical=False) or 0
    yield Part("processor", name, name, "", {"core": str(cores), "thread": str(psutil.cpu_count() or 0)})
    yield Part("memory", "usable", "Usable", format_bytes(psutil.virtual_memory().total))


def _volumes() -> Iterator[Part]:
    for part in psutil.disk_partitions(all=False):
        if part.fstype in _PSEUDO:
            continue
        try:
            total = psutil.disk_usage(part.mountpoint).total
        except OSError:
            continue
        name = part.mountpoint.rstrip("\\") or part.mountpoint
        yield Part("volume", name, name, format_bytes(total), {"filesystem": part.fstype})


def _packages(sources: Sources) -> Iterator[Part]:
    """Installed packages where the system keeps them in a file that anybody may read (dpkg)."""
    for paragraph in sources.read("var/lib/dpkg/status").split("\n\n"):
        lines = (line.partition(": ") for line in paragraph.splitlines() if not line.startswith(" "))
        fields = {name: value.strip() for name, colon, value in lines if colon}
        if fields.get("Status", "").endswith(" installed") and (name := fields.get("Package")):
            identity = f"{name}|{fields.get('Architecture', '')}"
            yield Part("software", identity, name, fields.get("Version", ""))
