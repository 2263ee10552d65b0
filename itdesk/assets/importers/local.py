"""This computer, looked at by psutil and what the platform tells: no agent, no rights, no command run."""

from __future__ import annotations

import ipaddress
import platform
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

from itdesk.assets.importers.identity import is_filler, own_mac
from itdesk.assets.importers.inventory import Fact, Inventory, Part, numbered
from itdesk.core.units import format_bytes

_DMI = Path("/sys/class/dmi/id")
_DPKG = Path("/var/lib/dpkg/status")
_LAPTOP_CHASSIS = frozenset({"8", "9", "10", "14", "30", "31", "32"})
_SERVER_CHASSIS = frozenset({"17", "23", "28"})
"""Chassis types of SMBIOS (DSP0134, table 17)."""
_PSEUDO = frozenset({"squashfs", "overlay", "tmpfs", "devtmpfs", "iso9660"})


def scan() -> Inventory:
    """What this computer is and has; parts that cannot be read are left out."""
    values = {
        "name": socket.gethostname().split(".")[0],
        "type": _type(),
        "serial": _firmware("product_serial") or _firmware("chassis_serial"),
        "manufacturer": _firmware("sys_vendor") or _registry("SystemManufacturer"),
        "model": _firmware("product_name") or _registry("SystemProductName"),
        "os": _system(),
        "uuid": _machine(),
    }
    cards = list(_cards())
    values["mac"] = next((mac for mac, _, _ in cards), "")
    values["address"] = next((a for _, _, found in cards for a in found if ":" not in a), "")
    known = {field: text for field, text in values.items() if text and not is_filler(text)}
    parts = [*_networks(cards), *_hardware(), *_volumes(), *_packages()]
    categories = frozenset(part.category for part in parts)
    return Inventory(known, numbered(parts), tuple(mac for mac, _, _ in cards), categories, "scan")


def _type() -> str:
    chassis = _firmware("chassis_type")
    if chassis in _SERVER_CHASSIS:
        return "server"
    try:
        battery = psutil.sensors_battery() is not None
    except (OSError, AttributeError, RuntimeError):
        battery = False
    return "laptop" if battery or chassis in _LAPTOP_CHASSIS else "desktop"


def _system() -> str:
    if sys.platform.startswith("linux"):
        try:
            return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
        except OSError:
            return "Linux"
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()} {platform.version()}"


def _machine() -> str:
    """The UUID of the firmware, else the number that the system gave itself."""
    found = _firmware("product_uuid").lower()
    if found and not is_filler(found):
        return found
    return _read(Path("/etc/machine-id")) or _registry_value(
        r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"
    )


def _firmware(name: str) -> str:
    text = _read(_DMI / name)
    return "" if is_filler(text) else text


def _registry(name: str) -> str:
    text = _registry_value(r"HARDWARE\DESCRIPTION\System\BIOS", name)
    return "" if is_filler(text) else text


def _registry_value(path: str, name: str) -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return str(winreg.QueryValueEx(key, name)[0])
    except OSError:
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


def _cards() -> Iterator[tuple[str, str, list[str]]]:
    """(MAC, name, addresses) of interfaces with an address that a maker gave."""
    for name, found in sorted(psutil.net_if_addrs().items()):
        mac = next((m for a in found if a.family == psutil.AF_LINK and (m := own_mac(a.address))), None)
        if mac is not None:
            addresses = [a.address.split("%")[0] for a in found if a.family != psutil.AF_LINK]
            yield mac, name, [a for a in addresses if _is_office(a)]


def _is_office(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not (found.is_loopback or found.is_link_local)


def _networks(cards: list[tuple[str, str, list[str]]]) -> Iterator[Part]:
    for mac, name, addresses in cards:
        facts: dict[str, Fact] = {"addresses": ", ".join(addresses)} if addresses else {}
        yield Part("network", mac, name, "", facts)


def _hardware() -> Iterator[Part]:
    name = platform.processor() or platform.machine()
    cores = psutil.cpu_count(logical=False) or 0
    yield Part("processor", name, name, "", {"core": cores, "thread": psutil.cpu_count() or 0})
    yield Part("memory", "total", format_bytes(psutil.virtual_memory().total))


def _volumes() -> Iterator[Part]:
    for part in psutil.disk_partitions(all=False):
        if part.fstype in _PSEUDO:
            continue
        try:
            total = psutil.disk_usage(part.mountpoint).total
        except OSError:
            continue
        yield Part(
            "volume",
            part.mountpoint,
            part.mountpoint,
            "",
            {"total": total // 2**20, "filesystem": part.fstype},
        )


def _packages() -> Iterator[Part]:
    """Installed packages where the system keeps them in a file that anybody may read."""
    fields: dict[str, str] = {}
    for line in [*_read(_DPKG).splitlines(), ""]:
        if line:
            name, colon, value = line.partition(": ")
            if colon and not line.startswith(" "):
                fields[name] = value.strip()
        elif fields:
            if fields.get("Status", "").endswith(" installed") and fields.get("Package"):
                key = f"{fields['Package']}|{fields.get('Architecture', '')}|"
                yield Part("software", key, fields["Package"], fields.get("Version", ""))
            fields = {}
