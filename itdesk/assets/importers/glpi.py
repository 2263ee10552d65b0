"""Inventories of the GLPI agent, FusionInventory and OCS: JSON, and the older XML.

Format: glpi-project/inventory_format. What has the wrong type inside is left out, the rest is taken.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from itdesk.assets.importers.glpi_parts import cards, categories_of, mac_of, parts_of
from itdesk.assets.importers.identity import is_filler, own_mac
from itdesk.assets.importers.inventory import Inventory, Part
from itdesk.assets.importers.loose import Section, many, one, text, text_of
from itdesk.assets.importers.reading import SAMPLE, bytes_of
from itdesk.core.errors import DeskError
from itdesk.core.units import format_mac, normalise_mac

LIMIT = 200 << 20

_KNOWN = ("hardware", "bios", "network_device", "device", "softwares")
_JSON_MARK = re.compile(rb'"(content|deviceid|itemtype)"\s*:')
_XML_MARK = re.compile(rb"<(REQUEST|CONTENT)\b")
_UNSURE = ("serial", "uuid", "manufacturer", "model", "os", "tag")
"""Values that firmware fills with words of no meaning; a host may well be called "oem"."""

_LAPTOPS = ("notebook", "laptop", "portable", "sub notebook", "convertible", "detachable", "hand held")
_SERVERS = ("rack mount", "blade", "server", "multi-system", "main server chassis", "expansion chassis")
_DEVICES = (("printer", "printer"), ("storage", "storage"), ("phone", "phone"), ("video", "camera"),
            ("power", "ups"))  # fmt: skip
_NETWORKING = (("firewall", "firewall"), ("access point", "access-point"), ("router", "router"))


def looks_like_inventory(source: Path | bytes) -> bool:
    """Whether a file, or the bytes it begins with, is an inventory and no table of records.

    Raises DeskError(file.missing, file.unreadable) for a path.
    """
    head = bytes_of(source, SAMPLE) if isinstance(source, Path) else source[:SAMPLE]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    mark = {b"{": _JSON_MARK, b"<": _XML_MARK}.get(head[:1])
    return mark is not None and mark.search(head) is not None


def read_inventory(path: Path) -> Inventory:
    """The inventory in a JSON or XML file. Raises DeskError(file.…) when it holds none, or several."""
    data = bytes_of(path, LIMIT + 1)
    if len(data) > LIMIT:
        raise DeskError("file.too_large", path=path, limit="200 MB")
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    root = _from_xml(path, data) if is_xml else _from_json(path, data)
    content = root.get("content")
    if not isinstance(content, dict) or not any(name in content for name in _KNOWN):
        raise DeskError("file.format", path=path, why="it is no inventory of a computer, printer or switch")
    if len(many(content, "device")) > 1:
        raise DeskError("file.format", path=path, why="it holds several devices; give it one at a time")
    found = _inventory(content, text(root, "itemtype"))
    if not found.macs and not {"serial", "uuid", "name"} & set(found.values):
        raise DeskError("file.format", path=path, why="it tells neither name nor serial of the machine")
    return found


def _from_json(path: Path, data: bytes) -> Section:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DeskError("file.format", path=path, why="its JSON is broken") from error
    if not isinstance(found, dict):
        raise DeskError("file.format", path=path, why="its JSON is not one object")
    return found


def _from_xml(path: Path, data: bytes) -> Section:
    try:
        return _as_section(fromstring(data))
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError) as error:
        raise DeskError("file.format", path=path, why="its XML is broken or dangerous") from error


def _as_section(element: Element) -> dict[str, Any]:
    """Child elements by lower-case name; repeated ones as a list, leaves as text."""
    found: dict[str, list[Any]] = {}
    for child in element:
        value: Any = _as_section(child) if len(child) else (child.text or "")
        found.setdefault(str(child.tag).lower(), []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


# --- one machine -------------------------------------------------------------------------


def _inventory(content: Section, itemtype: str) -> Inventory:
    device = one(content, "network_device") or one(content, "device")
    if "info" in device:
        content, device = _unfolded(device), one(device, "info")
    values = _device_values(device, itemtype) if device else _computer_values(content)
    parts = tuple(parts_of(content))
    known = {f: v for f, v in values.items() if v and not (f in _UNSURE and is_filler(v))}
    return Inventory(known, parts, _macs(values["mac"], parts), categories_of(content))


def _unfolded(device: Section) -> dict[str, Any]:
    """A device of the older XML with its sections named as they are today."""
    return {**device, "network_ports": one(device, "ports").get("port", [])}


def _macs(mac: str, parts: tuple[Part, ...]) -> tuple[str, ...]:
    found = [own_mac(mac), *(part.identity for part in parts if part.category == "network")]
    return tuple(dict.fromkeys(each for each in found if each))


def _computer_values(content: Section) -> dict[str, str]:
    hardware, bios = one(content, "hardware"), one(content, "bios")
    main = _main_card(content)
    serials = (text(bios, "ssn"), text(bios, "msn"))
    return {
        "name": text(hardware, "name"),
        "type": _computer_type(hardware),
        "serial": next((s for s in serials if not is_filler(s)), ""),
        "manufacturer": text(bios, "smanufacturer", "mmanufacturer"),
        "model": text(bios, "smodel", "mmodel"),
        "os": text(one(content, "operatingsystem"), "full_name") or text(hardware, "osname"),
        "uuid": text(hardware, "uuid").lower(),
        "mac": _mac(mac_of(main)),
        "address": text(main, "ipaddress"),
    }


def _main_card(content: Section) -> Section:
    """The card that leads out of the office's network, else one with an address, with a MAC to keep."""
    found = sorted(cards(content), key=_rank)
    return found[0] if found else {}


def _rank(card: Section) -> tuple[bool, bool, bool]:
    return own_mac(mac_of(card)) is None, not text(card, "ipaddress"), not text(card, "ipgateway")


def _mac(written: str) -> str:
    return format_mac(written) if normalise_mac(written) else ""


def _computer_type(hardware: Section) -> str:
    virtual = text(hardware, "vmsystem").casefold()
    if virtual and virtual != "physical":
        return "virtual"
    chassis = text(hardware, "chassis_type").casefold()
    if chassis == "tablet":
        return "tablet"
    if any(word in chassis for word in _LAPTOPS):
        return "laptop"
    return "server" if any(word in chassis for word in _SERVERS) else "desktop"


def _device_values(device: Section, itemtype: str) -> dict[str, str]:
    return {
        "name": text(device, "name", "snmphostname"),
        "type": _device_type(device, itemtype),
        "serial": text(device, "serial"),
        "manufacturer": text(device, "manufacturer"),
        "model": text(device, "model"),
        "os": text(device, "firmware"),
        "mac": _mac(text(device, "mac")),
        "address": _first_address(device) or text(device, "ip"),
        "tag": text(device, "assettag"),
    }


def _first_address(device: Section) -> str:
    found = device.get("ips")
    if isinstance(found, dict):
        found = found.get("ip")
    return (
        next((a for each in found if (a := text_of(each))), "") if isinstance(found, list) else text_of(found)
    )


def _device_type(device: Section, itemtype: str) -> str:
    words = f"{text(device, 'type')} {itemtype}".casefold()
    if "network" not in words:
        return next((found for word, found in _DEVICES if word in words), "other")
    about = " ".join(text(device, name) for name in ("description", "comments", "model")).casefold()
    return next((found for word, found in _NETWORKING if word in about), "switch")
