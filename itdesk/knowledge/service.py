"""The verbs of manuals."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from itdesk.core.errors import DeskError
from itdesk.knowledge.markdown import first_heading, to_html
from itdesk.store.attachments import content
from itdesk.store.journal import Journal
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit

UNTITLED = "Untitled manual"


class ManualKeeper(Keeper):
    """Writes manuals; a changed text is a new version."""

    kind_name = "manual"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        body = str(draft.get("body") or "")
        draft["body"] = body
        if before is None:
            draft["title"] = draft.get("title") or first_heading(body)[:200] or UNTITLED
            draft["edition"] = 1
        elif before["body"] != body:
            edition = before["edition"]
            draft["edition"] = (edition if isinstance(edition, int) else 0) + 1


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a manual had: `at` UTC ms, `entry` the journal entry that wrote it."""

    edition: int
    at: int
    actor: str
    entry: int


class ManualService:
    """Reading manuals: their text as HTML, their versions, what changed between two."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def html(self, manual: int) -> str:
        """The present text as safe HTML; its pictures are named for `picture`."""
        return to_html(str(self.store.read("manual", manual)["body"] or ""))

    def picture(self, manual: int, name: str) -> bytes | None:
        """The bytes of a picture kept with a manual, None if there is none of that name."""
        try:
            return content(self.store.engine, "manual", manual, name)
        except DeskError:
            return None

    def versions(self, manual: int) -> list[Version]:
        """Every text the manual had, newest first."""
        return [version for version, _ in self._texts(manual)]

    def text_of(self, manual: int, entry: int) -> str:
        """The text that a journal entry gave the manual; raises DeskError(record.missing)."""
        for version, text in self._texts(manual):
            if version.entry == entry:
                return text
        raise DeskError("record.missing", kind="manual version", ref=entry)

    def difference(self, manual: int, older: int, newer: int) -> list[str]:
        """Lines that changed between two versions (by journal entry), "+" and "-" before them."""
        old, new = self.text_of(manual, older).splitlines(), self.text_of(manual, newer).splitlines()
        return list(difflib.unified_diff(old, new, lineterm="", n=2))[2:]  # without the files' names

    def _texts(self, manual: int) -> list[tuple[Version, str]]:
        found: list[tuple[Version, str]] = []
        edition = 1
        for entry, change in reversed(Journal(self.store.engine).history("manual", manual)):
            after: dict[str, Any] = change.after()
            if isinstance(after.get("edition"), int):
                edition = int(after["edition"])
            if isinstance(after.get("body"), str):
                found.append((Version(edition, entry.at, entry.actor, entry.id), after["body"]))
        return found[::-1]
