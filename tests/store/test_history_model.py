"""Random units of work, undone at random and seen as they were, against dictionaries in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from itdesk.core.errors import DeskError
from itdesk.core.query.tree import Query
from itdesk.desk import office_schema
from itdesk.store.check import check
from itdesk.store.journal import Journal
from itdesk.store.lists import Lists
from itdesk.store.past import Past
from itdesk.store.store import open_store
from itdesk.store.undo import undo
from tests.clocks import HandClock

TEXTS = st.sampled_from(["", "a", "Zoë", "同じ", "x" * 40, "'; --", "back\\slash", '"quoted"', "\U0001f600"])
Records = dict[int, dict[str, Any]]


class Office(RuleBasedStateMachine):
    """People and the assets they have. `pasts` holds the model as it stood after each entry."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock(1_000_000)
        place = str(Path(self.folder.name) / "office.desk")
        self.store = open_store(place, office_schema(), origin="test", create=True, clock=self.clock)
        self.people: Records = {}
        self.assets: Records = {}
        self.given: set[tuple[str, int]] = set()
        self.pasts: list[tuple[int, Records, Records]] = [(self.clock.now() - 1, {}, {})]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert check(self.store) == []
            self.store.close()
            self.folder.cleanup()

    def _wrote(self) -> None:
        copies = [{k: dict(v) for k, v in records.items()} for records in (self.people, self.assets)]
        self.pasts.append((self.clock.now(), copies[0], copies[1]))
        self.clock.forward(1_000)

    # --- units of work -------------------------------------------------------------------
    @rule(names=st.lists(TEXTS, min_size=1, max_size=3))
    def add_people(self, names: list[str]) -> None:
        with self.store.write("tester", "add people") as unit:
            keys = unit.insert_many("person", [{"name": name} for name in names])
        for key, name in zip(keys, names, strict=True):
            assert ("person", key) not in self.given, "a key was given twice"
            self.given.add(("person", key))
            self.people[key] = {"name": name, "team": None}
        self._wrote()

    @precondition(lambda self: self.people)
    @rule(data=st.data(), name=TEXTS, price=st.none() | st.integers(0, 10**9))
    def add_asset(self, data: st.DataObject, name: str, price: int | None) -> None:
        owner = data.draw(st.sampled_from(sorted(self.people)))
        values = {"name": name, "price": price, "person_id": owner}
        with self.store.write("tester", "add asset") as unit:
            key = unit.insert("asset", {"tag": f"A-{len(self.given)}", **values})
        assert ("asset", key) not in self.given, "a key was given twice"
        self.given.add(("asset", key))
        self.assets[key] = values
        self._wrote()

    @precondition(lambda self: self.people)
    @rule(data=st.data(), name=TEXTS, team=TEXTS)
    def change_person(self, data: st.DataObject, name: str, team: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.people)))
        wanted = {"name": name, "team": team}
        with self.store.write("tester", "edit person") as unit:
            changed = unit.update("person", key, wanted)
        assert changed == (self.people[key] != wanted)
        self.people[key] = wanted
        if changed:
            self._wrote()

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def remove_person(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.people)))
        used = any(asset["person_id"] == key for asset in self.assets.values())
        try:
            with self.store.write("tester", "remove person") as unit:
                unit.delete("person", key)
        except DeskError as error:
            assert error.code == "record.in_use" and used
            return
        assert not used
        del self.people[key]
        self._wrote()

    @rule(name=TEXTS)
    def fail_half_way(self, name: str) -> None:
        head = self.store.head()
        try:
            with self.store.write("tester", "add people") as unit:
                unit.insert("person", {"name": name})
                raise DeskError("erase.why")
        except DeskError:
            assert self.store.head() == head

    @precondition(lambda self: len(self.pasts) > 1)
    @rule(data=st.data())
    def undo_an_entry(self, data: st.DataObject) -> None:
        """An undo gives back the values that the entry changed, or is refused and changes nothing."""
        number = data.draw(st.integers(1, len(self.pasts) - 1))
        try:
            assert undo(self.store, "tester", number) == len(self.pasts)
        except DeskError as error:
            assert error.code.startswith("undo.")
            assert self.store.head() == len(self.pasts) - 1
            assert number < len(self.pasts) - 1 or error.code in ("undo.in_use", "undo.done")
            return
        for now, before, after in zip(
            (self.people, self.assets), self.pasts[number - 1][1:], self.pasts[number][1:], strict=True
        ):
            _take_back(now, before, after)
        self._wrote()

    # --- what must hold ------------------------------------------------------------------
    @invariant()
    def the_present_is_as_in_the_model(self) -> None:
        if hasattr(self, "store"):
            self._compare(Lists(self.store.engine, self.store.schema), "person", self.people)
            self._compare(Lists(self.store.engine, self.store.schema), "asset", self.assets)

    @precondition(lambda self: len(self.pasts) > 1)
    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        at, people, assets = data.draw(st.sampled_from(self.pasts))
        past = Past(self.store.engine, self.store.schema, at)
        for kind, then, ever in (("person", people, self.given), ("asset", assets, self.given)):
            with past.lists(kind) as lists:
                self._compare(lists, kind, then)
            for key in [k for name, k in ever if name == kind]:
                try:
                    found: dict[str, Any] | None = past.record(kind, key).values
                except DeskError:
                    found = None
                assert (found is None) == (key not in then)
                if found is not None:
                    assert {f: found.get(f) for f in then[key]} == then[key]

    @rule()
    def verify(self) -> None:
        assert Journal(self.store.engine).verify().entries == len(self.pasts) - 1

    def _compare(self, lists: Lists, kind: str, wanted: Records) -> None:
        described = self.store.schema.kind(kind)
        ids = lists.ids(kind, Query())
        assert sorted(ids) == sorted(wanted)
        fields = [described.by_field[f] for f in next(iter(wanted.values()), {})]
        for row in lists.rows(kind, ids, fields):
            assert {c.field: row.values[c.name] for c in fields} == wanted[row.id]


def _take_back(now: Records, before: Records, after: Records) -> None:
    for key in {*before, *after}:
        if key not in before:
            del now[key]
        elif key not in after:
            now[key] = dict(before[key])
        elif before[key] != after[key]:
            now[key].update({f: v for f, v in before[key].items() if v != after[key][f]})


Office.TestCase.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
TestOffice = Office.TestCase
