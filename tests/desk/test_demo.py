"""The demo office: as large as asked, the same for the same seed, believable, and gone with one undo."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from itdesk.core.clock import day_of
from itdesk.core.errors import CancelledError, DeskError
from itdesk.core.values import parse_date
from itdesk.desk.demo import Size, make_demo
from itdesk.desk.desk import Desk
from itdesk.store.check import check
from itdesk.store.engine import rows
from itdesk.store.undo import undo
from tests.clocks import HandClock

NOON = "2026-03-04T12:00:00+00:00"
SMALL = Size(assets=50, people=15, tickets=60, devices=6)


def made(folder: Path, name: str, size: Size = SMALL, seed: int = 1) -> Desk:
    path = str(folder / f"{name}.desk")
    desk = Desk.open(path, origin="test", create=True, actor="tester", clock=HandClock(NOON))
    make_demo(desk, size, seed)
    return desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An office that no test here changes."""
    return made(tmp_path_factory.mktemp("demo"), "office")


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every record of every kind as it is stored."""
    return {
        holding.kind.name: rows(desk.store.engine, f'SELECT * FROM "{holding.table}" ORDER BY id')
        for holding in desk.store.schema
    }


def count(desk: Desk, kind: str, query: str = "") -> int:
    return desk.lists.count(kind, desk.query(kind, query))


def test_the_same_seed_makes_the_same_office(office: Desk, tmp_path: Path) -> None:
    again = made(tmp_path, "again")
    assert everything(again) == everything(office)
    again.close()


def test_another_seed_makes_another_office(office: Desk, tmp_path: Path) -> None:
    other = made(tmp_path, "other", seed=2)
    assert everything(other)["person"] != everything(office)["person"]
    other.close()


@pytest.mark.parametrize(
    "size",
    [Size(0, 1, 0, 0), Size(1, 1, 1, 1), Size(3, 2, 40, 2), Size(40, 5, 0, 6), Size(0, 10, 25, 0)],
    ids=lambda size: f"{size.assets}-{size.people}-{size.tickets}-{size.devices}",
)
def test_an_office_is_as_large_as_asked(tmp_path: Path, size: Size) -> None:
    desk = made(tmp_path, "sized", size)
    assert count(desk, "person") == size.people
    assert count(desk, "asset") == size.assets
    assert count(desk, "ticket", "-source:monitor -source:maintenance") in (size.tickets, size.tickets - 1)
    assert count(desk, "device") <= size.devices
    assert check(desk.store) == []
    desk.close()


def test_it_is_one_entry_that_one_undo_takes_back(tmp_path: Path) -> None:
    desk = made(tmp_path, "undone")
    assert desk.store.head() == 1
    undo(desk.store, "tester", 1)
    left = {kind: len(found) for kind, found in everything(desk).items() if found}
    assert left == {}
    assert check(desk.store) == [] and desk.store.index.find(["printer"]) == []
    desk.close()


def test_it_is_made_in_an_empty_desk_alone(tmp_path: Path) -> None:
    desk = made(tmp_path, "twice")
    with pytest.raises(DeskError) as caught:
        make_demo(desk, SMALL, 1)
    assert caught.value.code == "desk.not_empty" and desk.store.head() == 1
    desk.close()


def test_a_cancelled_office_leaves_an_empty_desk(tmp_path: Path) -> None:
    desk = Desk.open(str(tmp_path / "x.desk"), origin="test", create=True, clock=HandClock(NOON))

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_demo(desk, SMALL, 1, stop)
    assert desk.store.head() == 0 and not any(everything(desk).values())
    desk.close()


# --- believable ---------------------------------------------------------------------------------------
def test_nothing_happens_before_it_can(office: Desk) -> None:
    now = office.store.clock.now()
    for key in office.lists.ids("ticket", office.query("ticket", "")):
        ticket = office.store.read("ticket", key)
        opened, closed, answered = ticket["opened"], ticket["closed"], ticket["answered"]
        assert isinstance(opened, int) and opened <= now
        assert answered is None or opened <= answered <= now
        assert closed is None or opened <= closed <= now
        assert (closed is not None) == (ticket["status"] in ("resolved", "closed"))
        assert ticket["due"] is None or ticket["due"] > opened


def test_prices_warranties_and_days_fit_together(office: Desk) -> None:
    today = day_of(office.store.clock.now(), office.zone)
    for key in office.lists.ids("asset", office.query("asset", "")):
        asset = office.store.read("asset", key)
        bought, until = parse_date(str(asset["bought"] or "")), parse_date(str(asset["warranty_until"] or ""))
        assert bought is None or bought <= today
        assert bought is None or until is None or bought < until
        assert asset["price"] is None or 0 < int(asset["price"]) < 10_000_000


def test_names_tags_and_serials_are_not_given_twice(office: Desk) -> None:
    for kind, field in (("asset", "tag"), ("asset", "serial"), ("person", "email"), ("device", "address")):
        found = [
            office.store.read(kind, key)[field] for key in office.lists.ids(kind, office.query(kind, ""))
        ]
        known = [value for value in found if value]
        assert len(known) == len(set(known)), (kind, field)


def test_there_is_something_of_everything_to_look_at(office: Desk) -> None:
    for kind in ("place", "supplier", "alert", "plan", "work-order", "manual"):
        assert count(office, kind) > 0, kind
    status = Counter(office.store.read("ticket", k)["status"] for k in
                     office.lists.ids("ticket", office.query("ticket", "")))  # fmt: skip
    assert len(status) >= 3 and count(office, "ticket", "status:open") > 0
    assert count(office, "work-order", "status:done") and count(office, "work-order", "-status:done")


def test_addresses_and_mails_are_those_kept_for_examples(office: Desk) -> None:
    """Nobody's real host or mailbox is named: RFC 5737, RFC 2606."""
    for key in office.lists.ids("device", office.query("device", "")):
        address = str(office.store.read("device", key)["address"])
        assert address.startswith(("192.0.2.", "198.51.100.", "203.0.113.")), address
    for key in office.lists.ids("person", office.query("person", "")):
        mail = str(office.store.read("person", key)["email"] or "")
        assert mail.endswith((".example", "@example.com", "")), mail
