"""Who made a device, what it is and what runs on it, from what it says of itself.

The vendor's row of `systems` comes first where there is one, then the standards' own places
(ENTITY-MIB chassis, UPS-MIB ident, Printer-MIB general, HOST-RESOURCES device), then what
sysDescr usually says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from itdesk.monitoring.rules.identity import usable_serial
from itdesk.monitoring.rules.systems import SYSTEMS, WINDOWS, WINDOWS_BUILD, Source, System
from itdesk.monitoring.rules.vendors import ALIASES, ENTERPRISES, PROGRAMS, WORDS

_ENTERPRISE = "1.3.6.1.4.1."

UPS_MAKER, UPS_MODEL, UPS_VERSION = (f"1.3.6.1.2.1.33.1.1.{n}.0" for n in (1, 2, 3))
PRINTER_NAME, PRINTER_SERIAL, PRINTER_PAGES = (
    "1.3.6.1.2.1.43.5.1.1.16.1", "1.3.6.1.2.1.43.5.1.1.17.1", "1.3.6.1.2.1.43.10.2.1.4.1.1",
)  # fmt: skip
DEVICE_KIND, DEVICE_DESCR = "1.3.6.1.2.1.25.3.2.1.2.1", "1.3.6.1.2.1.25.3.2.1.3.1"
SOFTWARE_REVISION, BRIDGE_PORTS = "1.3.6.1.2.1.16.19.2.0", "1.3.6.1.2.1.17.1.2.0"
_STANDARD = (
    UPS_MAKER, UPS_MODEL, UPS_VERSION, PRINTER_NAME, PRINTER_SERIAL, PRINTER_PAGES, DEVICE_KIND,
    DEVICE_DESCR, SOFTWARE_REVISION, BRIDGE_PORTS,
)  # fmt: skip
_PRINTER_KIND = "1.3.6.1.2.1.25.3.1.5"

_VERSION = re.compile(
    r"\b(?:[Vv]ersion|[Rr]evision|[Ff]irmware|V|v|Ver\.?)[ :]?\s*([vV]?\d[\w.()\-]*\d[\w)]*)"
)
_DOTTED = re.compile(r"(?:^|[\s,;(])(\d+\.\d+\.\d+[\w.\-]*)")
_CATEGORY_WORDS = (
    ("printer", r"printer|laserjet|printing|mfp\b|imagerunner|copier"),
    ("firewall", r"firewall|utm\b|security (?:appliance|gateway)"),
    ("wifi", r"access point|wireless|wi-?fi|\bwlan\b|\bap\b"),
    ("switch", r"switch|\bswch\b"),
    ("router", r"router|gateway"),
    ("ups", r"\bups\b"), ("pdu", r"\bpdu\b|power distribution"),
    ("nas", r"\bnas\b|storage|diskstation"), ("camera", r"camera|ipcam"),
    ("hypervisor", r"esxi|proxmox|hypervisor|xenserver"),
    ("bmc", r"lights-out|\bilo\b|idrac|\bbmc\b|ipmi"),
    ("server", r"linux|freebsd|openbsd|solaris|sunos|server"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of ENTITY-MIB that is a device as a whole; `kind` is "chassis", "stack" or ""."""

    kind: str = ""
    descr: str = ""
    name: str = ""
    hardware: str = ""
    firmware: str = ""
    software: str = ""
    serial: str = ""
    vendor: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was asked; `answers` holds texts by the dotted names that `questions` gave."""

    object_id: str = ""
    description: str = ""
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """Texts are "" and the category "unknown" where nothing was found."""

    vendor: str = ""
    model: str = ""
    serial: str = ""
    version: str = ""
    category: str = "unknown"


def questions(object_id: str, description: str) -> tuple[str, ...]:
    """Dotted names worth asking for, those ending in ".*" for the first row of their column."""
    names = dict.fromkeys(_STANDARD)
    for system in _possible(object_id, description):
        names.update(dict.fromkeys(system.questions))
    return tuple(names)


def recognise(facts: Facts) -> Recognition:
    """All that can be said of a device."""
    possible = _possible(facts.object_id, facts.description)
    system = next((system for system in possible if _is_marked(system, facts)), System())
    vendor = system.vendor or _vendor(facts)
    return Recognition(
        vendor,
        _without_vendor(_first(system.model, facts) or _model(facts, system.category), vendor),
        _serial((_first(system.serial, facts), *_serials(facts))),
        _first(system.version, facts) or _version(facts),
        system.category or _category(facts),
    )


def _possible(object_id: str, description: str) -> list[System]:
    below = _below(object_id)
    return [system for system in SYSTEMS if _fits(system, below, description)]


def _below(object_id: str) -> str:
    """The part below enterprises, with a dot behind it so that a prefix ends at a number."""
    return object_id[len(_ENTERPRISE) :] + "." if object_id.startswith(_ENTERPRISE) else ""


def _fits(system: System, below: str, description: str) -> bool:
    if system.ids and not below.startswith(tuple(f"{prefix}." for prefix in system.ids)):
        return False
    return not system.descr or _pattern(system.descr).search(description) is not None


def _is_marked(system: System, facts: Facts) -> bool:
    return not system.marker or bool(facts.answers.get(_ENTERPRISE + system.marker))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _first(sources: Iterable[Source], facts: Facts) -> str:
    """The first source that says something."""
    for source in sources:
        if found := _read(source, facts):
            return found
    return ""


def _read(source: Source, facts: Facts) -> str:
    where, _, pattern = source.partition(" ~ ")
    text = _text(where, facts)
    if not pattern:
        return text
    match = _pattern(pattern).search(text)
    return " ".join(group for group in match.groups() if group).strip() if match else ""


def _text(where: str, facts: Facts) -> str:
    """What stands at a place of `systems`."""
    if where == "descr":
        return facts.description
    if where in WINDOWS:
        return _windows(facts.description, WINDOWS[where])
    if where.startswith("chassis."):
        return str(getattr(facts.entities[0], where.removeprefix("chassis."))) if facts.entities else ""
    return facts.answers.get(_ENTERPRISE + where, "")


def _windows(description: str, releases: Mapping[str, str]) -> str:
    match = _pattern(WINDOWS_BUILD).search(description)
    return releases.get(match[2], f"{match[1]} build {match[2]}") if match else ""


def _vendor(facts: Facts) -> str:
    told = next((entity.vendor for entity in facts.entities if entity.vendor), "")
    number = _below(facts.object_id).partition(".")[0]
    registered = ENTERPRISES.get(number, "")
    if registered and number not in PROGRAMS:
        return registered
    return _known_vendor(told) or _vendor_by_words(facts) or told or registered


def _vendor_by_words(facts: Facts) -> str:
    texts = (facts.description, facts.answers.get(DEVICE_DESCR, ""), facts.answers.get(UPS_MAKER, ""))
    said = " ".join(texts)
    return next((vendor for word, vendor in WORDS if _pattern(rf"\b{word}\b").search(said)), "")


def _known_vendor(text: str) -> str:
    plain = text.casefold()
    return next((vendor for word, vendor in ALIASES if plain.startswith(word)), "")


def _without_vendor(model: str, vendor: str) -> str:
    """Models without their maker before them, as ledgers keep them: the maker has a column of its own."""
    rest = model
    while vendor and rest.casefold().startswith(f"{vendor.casefold()} "):
        rest = rest[len(vendor) + 1 :].strip()
    return rest or model


def _model(facts: Facts, category: str) -> str:
    for entity in facts.entities:
        if said := entity.model or (entity.name if entity.kind == "chassis" and entity.serial else ""):
            return said
    ups = facts.answers.get(UPS_MODEL, "")
    # a computer lists the printers it knows among its own devices
    if category not in ("", "printer") or not _is_printer(facts):
        return ups
    return ups or facts.answers.get(DEVICE_DESCR) or facts.answers.get(PRINTER_NAME, "")


def _serials(facts: Facts) -> tuple[str, ...]:
    return (*(entity.serial for entity in facts.entities), facts.answers.get(PRINTER_SERIAL, ""))


def _serial(candidates: Iterable[str]) -> str:
    return next((serial for text in candidates if (serial := usable_serial(text))), "")


def _version(facts: Facts) -> str:
    for entity in facts.entities:
        if said := entity.software or entity.firmware:
            return said
    told = facts.answers.get(SOFTWARE_REVISION) or facts.answers.get(UPS_VERSION)
    if told:
        return told
    match = _VERSION.search(facts.description) or _DOTTED.search(facts.description)
    return match[1] if match else ""


def _is_printer(facts: Facts) -> bool:
    named = facts.answers.get(DEVICE_KIND) == _PRINTER_KIND
    return named or any(facts.answers.get(name) for name in (PRINTER_SERIAL, PRINTER_NAME, PRINTER_PAGES))


def _category(facts: Facts) -> str:
    if _is_printer(facts):
        return "printer"
    if facts.answers.get(UPS_MODEL) or facts.answers.get(UPS_MAKER):
        return "ups"
    said = " ".join((facts.description, *(entity.descr for entity in facts.entities[:1])))
    by_word = next((name for name, words in _CATEGORY_WORDS if _pattern(words).search(said)), "")
    if by_word:
        return by_word
    return "switch" if facts.answers.get(BRIDGE_PORTS, "0") not in ("", "0", "1") else "unknown"
