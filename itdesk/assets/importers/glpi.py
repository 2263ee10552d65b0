"""Inventories of the GLPI agent, FusionInventory and OCS: JSON, and the older XML.

Format: glpi-project/inventory_format. What has the wrong type inside is left out, the rest is taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from itdesk.assets.importers.identity import is_filler, own_mac
from itdesk.assets.importers.inventory import Fact, Inventory, Part, numbered
from itdesk.core.errors import DeskError
from itdesk.core.values import clean

LIMIT = 200 * 1024 * 1024
LONGEST = 250
"""Characters of one text that are kept."""

Section = Mapping[str, Any]
Maker = Callable[[Section], Part | None]

_LAPTOPS = ("notebook", "laptop", "portable", "sub notebook", "convertible", "detachable", "hand held")
_SERVERS = ("rack mount", "blade", "server", "multi-system", "main server chassis", "expansion chassis")


def read_inventory(path: Path) -> Inventory:
    """The inventory in a JSON or XML file; raises DeskError(file.…) when it holds none."""
    try:
        if path.stat().st_size > LIMIT:
            raise DeskError("file.too_large", path=path, limit="200 MB")
        data = path.read_bytes()
    except OSError as error:
        raise DeskError("file.unreadable", path=path, why=error.strerror or error) from error
    root = (
        _from_xml(path, data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" else _from_json(path, data)
    )
    content = root.get("content")
    if not isinstance(content, dict) or not _is_known(content):
        raise DeskError("file.format", path=path, why="it is no inventory of a computer, printer or switch")
    return _inventory(content, _text(root, "itemtype"))


def _from_json(path: Path, data: bytes) -> Section:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DeskError("file.format", path=path, why="its JSON is broken") from error
    if not isinstance(found, dict):
        raise DeskError("file.format", path=path, why="its JSON is not one object")
    return found


def _from_xml(path: Path, data: bytes) -> Section:
    try:
        root = fromstring(data)
        return _as_section(root)
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError) as error:
        raise DeskError("file.format", path=path, why="its XML is broken or dangerous") from error


def _as_section(element: Element) -> dict[str, Any]:
    """Child elements by lower-case name; repeated ones as a list, leaves as text."""
    found: dict[str, Any] = {}
    for child in element:
        name = str(child.tag).lower()
        value: Any = _as_section(child) if len(child) else (child.text or "")
        if name in found:
            known = found[name]
            found[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            found[name] = value
    return found


def _is_known(content: Section) -> bool:
    return any(name in content for name in ("hardware", "bios", "network_device", "device", "softwares"))


# --- one machine -------------------------------------------------------------------------


def _inventory(content: Section, itemtype: str) -> Inventory:
    device = _one(content, "network_device") or _one(content, "device")
    values = _device_values(device, itemtype) if device else _computer_values(content)
    parts: list[Part] = []
    categories: set[str] = set()
    for section, (category, maker) in _MAKERS.items():
        if section not in content:
            continue
        categories.add(category)
        parts += [part for item in _many(content, section) if (part := maker(item)) is not None]
    parts += _networks(content)
    parts += _levels(content)
    categories |= {"network"} if "networks" in content else set()
    categories |= {"supply", "counter"} if {"cartridges", "pagecounters"} & set(content) else set()
    macs = tuple(
        dict.fromkeys(
            m for m in (values.get("mac"), *(p.identity for p in parts if p.category == "network")) if m
        )
    )
    known = {field: text for field, text in values.items() if text and not is_filler(text)}
    return Inventory(known, numbered(parts), macs, frozenset(categories), _text(content, "versionclient"))


def _computer_values(content: Section) -> dict[str, str]:
    hardware, bios = _one(content, "hardware"), _one(content, "bios")
    system = _one(content, "operatingsystem")
    serials = (_text(bios, "ssn"), _text(bios, "msn"))
    cards = [card for card in _many(content, "networks") if _is_physical(card)]
    return {
        "name": _text(hardware, "name"),
        "type": _computer_type(hardware),
        "serial": next((s for s in serials if not is_filler(s)), ""),
        "manufacturer": _text(bios, "smanufacturer") or _text(bios, "mmanufacturer"),
        "model": _text(bios, "smodel") or _text(bios, "mmodel"),
        "os": _text(system, "full_name") or _text(hardware, "osname"),
        "uuid": _text(hardware, "uuid").lower(),
        "mac": next((m for card in cards if (m := own_mac(_text(card, "mac")))), ""),
        "address": next((ip for card in cards if (ip := _text(card, "ipaddress"))), ""),
    }


def _computer_type(hardware: Section) -> str:
    virtual = _text(hardware, "vmsystem").casefold()
    if virtual and virtual != "physical":
        return "virtual"
    chassis = _text(hardware, "chassis_type").casefold()
    if chassis == "tablet":
        return "tablet"
    if any(word in chassis for word in _LAPTOPS):
        return "laptop"
    return "server" if any(word in chassis for word in _SERVERS) else "desktop"


def _device_values(device: Section, itemtype: str) -> dict[str, str]:
    addresses = device.get("ips")
    if isinstance(addresses, dict):
        addresses = addresses.get("ip")
    first = addresses[0] if isinstance(addresses, list) and addresses else addresses
    return {
        "name": _text(device, "name") or _text(device, "snmphostname"),
        "type": _device_type(_text(device, "type"), itemtype, _text(device, "description")),
        "serial": _text(device, "serial"),
        "manufacturer": _text(device, "manufacturer"),
        "model": _text(device, "model"),
        "os": _text(device, "firmware"),
        "mac": own_mac(_text(device, "mac")) or "",
        "address": _plain(first) or _text(device, "ip"),
        "tag": _text(device, "assettag"),
    }


def _device_type(kind: str, itemtype: str, description: str) -> str:
    words = f"{kind} {itemtype}".casefold()
    for word, found in (
        ("printer", "printer"),
        ("storage", "storage"),
        ("phone", "phone"),
        ("video", "camera"),
    ):
        if word in words:
            return found
    if "power" in words or "ups" in words.split():
        return "ups"
    if "network" not in words:
        return "other"
    return "router" if "router" in description.casefold() else "switch"


# --- its parts ---------------------------------------------------------------------------


def _software(item: Section) -> Part | None:
    name = _text(item, "name")
    key = "|".join((name, _text(item, "arch"), _text(item, "publisher")))
    return (
        Part("software", key, name, _text(item, "version"), _facts(item, "publisher", "arch"))
        if name
        else None
    )


def _monitor(item: Section) -> Part | None:
    name = _text(item, "caption") or _text(item, "name")
    key = _telling(_text(item, "serial")) or name
    return Part("monitor", key, name or key, "", _facts(item, "manufacturer", "serial")) if key else None


def _memory(item: Section) -> Part | None:
    size = _number(item, "capacity")
    if not size:
        return None
    slot = _text(item, "caption") or str(item.get("numslots", ""))
    key = _telling(_text(item, "serialnumber")) or slot
    name = f"{size:.0f} MB {_text(item, 'type')}".strip()
    return Part("memory", key or name, name, "", _facts(item, "speed", "manufacturer"))


def _processor(item: Section) -> Part | None:
    name = _text(item, "name") or _text(item, "type")
    return Part("processor", name, name, "", _facts(item, "core", "thread", "speed")) if name else None


def _disk(item: Section) -> Part | None:
    name = _text(item, "model") or _text(item, "name")
    key = _telling(_text(item, "serial") or _text(item, "serialnumber")) or f"{name}|{_text(item, 'name')}"
    return (
        Part("disk", key, name, _text(item, "firmware"), _facts(item, "disksize", "type")) if name else None
    )


def _volume(item: Section) -> Part | None:
    name = _text(item, "type") if _text(item, "type").startswith("/") else _text(item, "letter")
    name = name or _text(item, "volumn")
    return Part("volume", name, name, "", _facts(item, "total", "filesystem")) if name else None


def _printer(item: Section) -> Part | None:
    name = _text(item, "name")
    return Part("printer", name, name, _text(item, "driver")) if name else None


def _battery(item: Section) -> Part | None:
    name = _text(item, "name") or _text(item, "chemistry")
    key = _telling(_text(item, "serial")) or name
    return Part("battery", key, name or key, "", _facts(item, "capacity", "manufacturer")) if key else None


def _named(category: str) -> Maker:
    def maker(item: Section) -> Part | None:
        name = _text(item, "name")
        return (
            Part(category, name, name, _text(item, "version"), _facts(item, "manufacturer")) if name else None
        )

    return maker


def _port(item: Section) -> Part | None:
    name = _text(item, "ifname") or _text(item, "ifdescr")
    key = _text(item, "ifnumber") or name
    return Part("port", key, name or key, "", _facts(item, "mac", "ifspeed", "ifalias")) if key else None


_MAKERS: Mapping[str, tuple[str, Maker]] = {
    "softwares": ("software", _software),
    "monitors": ("monitor", _monitor),
    "memories": ("memory", _memory),
    "cpus": ("processor", _processor),
    "storages": ("disk", _disk),
    "drives": ("volume", _volume),
    "printers": ("printer", _printer),
    "batteries": ("battery", _battery),
    "videos": ("graphics", _named("graphics")),
    "antivirus": ("antivirus", _named("antivirus")),
    "firmwares": ("firmware", _named("firmware")),
    "virtualmachines": ("virtual machine", _named("virtual machine")),
    "network_ports": ("port", _port),
}


def _is_physical(card: Section) -> bool:
    virtual = card.get("virtualdev") in (True, 1, "1")
    return not virtual and own_mac(_text(card, "mac")) is not None


def _networks(content: Section) -> Iterator[Part]:
    """One part for each interface; an agent writes a row for each of its addresses."""
    addresses: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for card in _many(content, "networks"):
        if not _is_physical(card):
            continue
        mac = own_mac(_text(card, "mac")) or ""
        names.setdefault(mac, _text(card, "description") or mac)
        found = addresses.setdefault(mac, [])
        found += [a for key in ("ipaddress", "ipaddress6") if (a := _text(card, key)) and a not in found]
    for mac, name in names.items():
        facts: dict[str, Fact] = {"addresses": ", ".join(addresses[mac])} if addresses[mac] else {}
        yield Part("network", mac, name, "", facts)


def _levels(content: Section) -> Iterator[Part]:
    """What a printer has left, and how much it has printed."""
    for section, category in (("cartridges", "supply"), ("pagecounters", "counter")):
        for item in _many(content, section):
            for key, value in item.items():
                level = _plain(value)
                if level:
                    yield Part(category, str(key), str(key), level)


# --- reading what may be of any type -----------------------------------------------------


def _one(content: Section, name: str) -> Section:
    return next(iter(_many(content, name)), {})


def _many(content: Section, name: str) -> list[Section]:
    found = content.get(name)
    items = found if isinstance(found, list) else [found]
    return [item for item in items if isinstance(item, dict)]


def _text(item: Section, key: str) -> str:
    return _plain(item.get(key))


def _plain(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean(str(value)).replace("\n", " ").strip()[:LONGEST]


def _number(item: Section, key: str) -> float:
    try:
        found = float(_text(item, key) or 0)
    except ValueError:
        return 0.0
    return found if 0 < found < 1e12 else 0.0


def _telling(text: str) -> str:
    return "" if is_filler(text) else text


def _facts(item: Section, *names: str) -> dict[str, Fact]:
    return {name: text for name in names if (text := _text(item, name))}
