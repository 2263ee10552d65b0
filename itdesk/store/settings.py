"""Settings of the desk, declared as data: name, type, default, help. Kept as journaled records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from itdesk.core.errors import DeskError
from itdesk.store.engine import Engine, one
from itdesk.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Declared:
    """A setting that exists. `default` also tells its type (a JSON value)."""

    name: str
    label: str
    default: Any
    help: str = ""


SETTINGS: dict[str, Declared] = {
    declared.name: declared
    for declared in (
        Declared("office-name", "Office", "", "Stands on every printed page."),
        Declared("currency", "Currency", "EUR", "ISO 4217 code of prices without one."),
        Declared("time-zone", "Time zone", "", "IANA zone of the office hours; empty is this machine's."),
        Declared("country", "Public holidays of", "", "Country code whose holidays close the office."),
        Declared(
            "office-hours", "Office hours",
            [{"from": "09:00", "to": "17:00", "days": [0, 1, 2, 3, 4]}],
            "Open windows; 0 is Monday.",
        ),
        Declared("holidays", "Days closed", [], "ISO dates on which the office is closed."),
        Declared(
            "target-hours", "Time to resolve", {"1": 4, "2": 8, "3": 24, "4": 48},
            "Office hours until a ticket of each priority is due.",
        ),
        Declared("import-profiles", "Import profiles", [], "Kept mappings of files' columns."),
        Declared("poll-seconds", "Poll every", 60, "Seconds between two polls of a device."),
        Declared("backup-folder", "Backups go to", "", "Empty is a folder beside the desk."),
        Declared("backup-keep", "Backups kept", 14, "Older verified backups are removed."),
        Declared("cpu-limit", "CPU alert above", 90, "Per cent, for the time below."),
        Declared("cpu-limit-seconds", "CPU alert after", 300, "Seconds above the limit."),
    )
}  # fmt: skip


class Settings:
    """Reads settings; writes go through a unit of work."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getitem__(self, name: str) -> Any:
        """The value of a declared setting."""
        declared = SETTINGS[name]
        row = one(self._engine, "SELECT value FROM setting WHERE name = ?", (name,))
        return json.loads(row[0]) if row else declared.default

    def put(self, unit: Unit, name: str, value: Any) -> None:
        """Set a declared setting; raises DeskError(value.choice) for a value of another type."""
        declared = SETTINGS[name]
        if type(value) is not type(declared.default):
            wanted = type(declared.default).__name__
            raise DeskError("value.choice", column=declared.label, value=value, choices=wanted)
        text = json.dumps(value, ensure_ascii=False)
        row = one(self._engine, "SELECT id FROM setting WHERE name = ?", (name,))
        if row is None:
            unit.insert("setting", {"name": name, "value": text})
        else:
            unit.update("setting", row[0], {"value": text})
