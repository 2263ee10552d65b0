"""The parts of a machine in GLPI's inventory format, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from itdesk.assets.importers.identity import is_filler, own_mac
from itdesk.assets.importers.inventory import Fact, Part
from itdesk.assets.importers.loose import Section, many, number, one, text, text_of, was_looked_at
from itdesk.core.units import format_bytes, format_rate, normalise_mac

Maker = Callable[[Section], Part | None]

MEBIBYTE = 1 << 20


def parts_of(content: Section) -> Iterator[Part]:
    """Every part that the content names well enough to be told."""
    for section, (_, maker) in _MAKERS.items():
        for item in many(content, section):
            part = maker(item)
            if part is not None:
                yield part
    yield from _memory_sums(content)
    yield from _networks(content)
    yield from _supplies(content)
    for name, value in one(content, "pagecounters").items():
        yield from _level("counter", name, text_of(value))


def categories_of(content: Section) -> frozenset[str]:
    """The categories that the agent looked at."""
    sections = {section: category for section, (category, _) in _MAKERS.items()}
    sections |= {"networks": "network", "cartridges": "supply", "pagecounters": "counter"}
    return frozenset(c for section, c in sections.items() if was_looked_at(content, section))


# --- one maker a section -----------------------------------------------------------------


def _software(item: Section) -> Part | None:
    name = text(item, "name")
    identity = f"{name}|{text(item, 'arch')}"
    return (
        Part("software", identity, name, text(item, "version"), _facts(item, "publisher")) if name else None
    )


def _monitor(item: Section) -> Part | None:
    serial = _telling(text(item, "serial", "altserial"))
    name = text(item, "caption", "name", "description") or serial
    facts = _facts(item, "manufacturer") | ({"serial": serial} if serial else {})
    return Part("monitor", serial, name, "", facts) if name else None


def _memory(item: Section) -> Part | None:
    """A bar, told by its slot: another bar in it is a change of the slot."""
    size = number(item, "capacity")
    if not size:
        return None
    slot, caption = text(item, "numslots"), text(item, "caption")
    serial = _telling(text(item, "serialnumber"))
    facts: dict[str, Fact] = {name: text(item, name) for name in ("speed", "manufacturer")}
    facts["serial"] = serial  # also when unknown: that of the bar before is none of this one
    name = caption or (f"Slot {slot}" if slot else "Bar")
    return Part(
        "memory", slot or caption or serial, name, f"{_size(size)} {text(item, 'type')}".strip(), facts
    )


def _processor(item: Section) -> Part | None:
    name = text(item, "name", "type")
    return Part("processor", name, name, "", _facts(item, "core", "thread", "speed")) if name else None


def _disk(item: Section) -> Part | None:
    serial = _telling(text(item, "serial", "serialnumber"))
    name = text(item, "model", "name")
    facts = _facts(item, "type") | ({"serial": serial} if serial else {})
    if size := number(item, "disksize"):
        facts["size"] = f"{size / 1000:.0f} GB"
    identity = serial or f"{name}|{text(item, 'name')}"
    return Part("disk", identity, name, text(item, "firmware"), facts) if name else None


def _volume(item: Section) -> Part | None:
    mounted = text(item, "type")
    name = mounted if mounted.startswith("/") else text(item, "letter", "volumn")
    size = number(item, "total")
    release = format_bytes(size * MEBIBYTE) if size else ""
    return Part("volume", name, name, release, _facts(item, "filesystem")) if name else None


def _printer(item: Section) -> Part | None:
    name = text(item, "name")
    return Part("printer", name, name, text(item, "driver")) if name else None


def _battery(item: Section) -> Part | None:
    serial = _telling(text(item, "serial"))
    name = text(item, "name", "chemistry") or serial
    return Part("battery", serial, name, "", _facts(item, "capacity", "manufacturer")) if name else None


def _module(item: Section) -> Part | None:
    """A member of a stack, a line card, a power supply."""
    serial = _telling(text(item, "serial"))
    name = text(item, "name", "description", "model") or serial
    identity = serial or text(item, "index")
    facts = _facts(item, "model") | ({"serial": serial} if serial else {})
    return Part("module", identity, name, text(item, "firmware", "version"), facts) if name else None


def _named(category: str) -> Maker:
    def maker(item: Section) -> Part | None:
        name = text(item, "name")
        facts = _facts(item, "manufacturer")
        return Part(category, name, name, text(item, "version"), facts) if name else None

    return maker


def _port(item: Section) -> Part | None:
    name = text(item, "ifname", "ifdescr")
    identity = text(item, "ifnumber") or name
    facts: dict[str, Fact] = {}
    if mac := text(item, "mac"):
        facts["mac"] = mac
    if alias := text(item, "ifalias"):
        facts["alias"] = alias
    speed = number(item, "ifspeed")
    vlans = ", ".join(found for v in many(item, "vlans") if (found := text(v, "number", "name")))
    neighbours = ", ".join(_neighbours(item))
    facts |= {"speed": format_rate(speed) if speed else "", "vlans": vlans, "neighbour": neighbours}
    return Part("port", identity, name or identity, "", facts) if identity else None


def _neighbours(item: Section) -> Iterator[str]:
    """Devices that announced themselves here; addresses that merely passed by come and go."""
    for found in many(item, "connections"):
        if name := text(found, "sysname", "sysdescr"):
            yield name


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
    "network_components": ("module", _module),
    "network_ports": ("port", _port),
}


# --- what several rows tell together -----------------------------------------------------


def _memory_sums(content: Section) -> Iterator[Part]:
    bars = sum(number(item, "capacity") for item in many(content, "memories"))
    if bars:
        yield Part("memory", "total", "Total", _size(bars))
    usable = number(one(content, "hardware"), "memory")
    if usable:
        yield Part("memory", "usable", "Usable", format_bytes(usable * MEBIBYTE))


def cards(content: Section) -> Iterator[Section]:
    """Rows of network cards that are hardware; an agent writes one for each address of a card."""
    for row in many(content, "networks"):
        is_virtual = row.get("virtualdev") in (True, 1, "1") or text(row, "type") == "loopback"
        if not is_virtual and (normalise_mac(mac_of(row)) or text(row, "ipaddress", "ipaddress6")):
            yield row


def mac_of(row: Section) -> str:
    """The address of a card as written; the older format calls it MACADDR."""
    return text(row, "mac", "macaddr")


def _networks(content: Section) -> Iterator[Part]:
    """One part a card. A MAC drawn anew now and then (Wi-Fi) is no identity."""
    found: dict[str, list[Section]] = {}
    for row in cards(content):
        found.setdefault(text(row, "description") or mac_of(row), []).append(row)
    for name, rows in found.items():
        identity = next((mac for row in rows if (mac := own_mac(mac_of(row)))), "")
        addresses = dict.fromkeys(a for row in rows for k in _ADDRESSES if (a := text(row, k)))
        facts: dict[str, Fact] = {"addresses": ", ".join(addresses)}
        yield Part("network", identity, name or next(iter(addresses), identity), "", facts)


_ADDRESSES = ("ipaddress", "ipaddress6")


def _supplies(content: Section) -> Iterator[Part]:
    """Toner and drums: {"tonerblack": "71"}, or by the schema {"name": …, "value": …}."""
    for item in many(content, "cartridges"):
        if "name" in item and "value" in item:
            yield from _level("supply", text(item, "name"), _percent(text(item, "value")))
            continue
        for name, value in item.items():
            yield from _level("supply", name, _percent(text_of(value)))


def _level(category: str, name: str, level: str) -> Iterator[Part]:
    known = text_of(name)
    if known and level:
        yield Part(category, known, _LEVELS.get(known, known.capitalize()), level)


_LEVELS = {
    "rectoverso": "Both sides",
    "tonerblack": "Toner black",
    "tonercyan": "Toner cyan",
    "tonermagenta": "Toner magenta",
    "toneryellow": "Toner yellow",
    "wastetoner": "Waste toner",
}


def _percent(level: str) -> str:
    return f"{level} %" if level.isascii() and level.isdigit() else level


def _size(mebibytes: float) -> str:
    return f"{mebibytes / 1024:.4g} GB" if mebibytes >= 1024 else f"{mebibytes:.0f} MB"


def _telling(serial: str) -> str:
    return "" if is_filler(serial) else serial


def _facts(item: Section, *names: str) -> dict[str, Fact]:
    return {name: found for name in names if (found := text(item, name))}
