"""Duties beside polling: done again and again, doing one twice changes nothing."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.daemon.log import BYTES, KEPT, close_log, log_path, open_log
from itdesk.daemon.once import unobserved_since
from itdesk.daemon.upkeep import CHUNKS, Upkeep
from itdesk.desk import Desk
from itdesk.monitoring.keepers import Alarm, AlertKeeper
from itdesk.monitoring.samples import DAY, HOUR, MINUTE, TIERS, Measured, Samples
from itdesk.store import backup
from itdesk.store.engine import scalar
from tests.clocks import HandClock

START = 1_800_000_000_000


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> Iterator[Desk]:
    monkeypatch.setenv("ITDESK_KEY_FILE", str(tmp_path / "key"))
    opened = Desk.open(str(tmp_path / "desk.db"), origin="daemon", create=True, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def log() -> logging.Logger:
    return logging.Logger("test")


@pytest.fixture
def upkeep(desk: Desk, log: logging.Logger) -> Upkeep:
    return Upkeep(desk, log)


def count(desk: Desk, table: str) -> int:
    return int(scalar(desk.store.engine, f"SELECT count(*) FROM {table}"))


def add_device(desk: Desk) -> int:
    with desk.write("add device") as unit:
        return desk.keepers["device"].add(unit, {"address": "192.0.2.1", "name": "switch-1"})


# --- tickets -------------------------------------------------------------------------------------
def test_an_alert_whose_process_died_before_its_ticket_gets_it_once(desk: Desk, upkeep: Upkeep) -> None:
    device = add_device(desk)
    with desk.write("raise alert") as unit:
        # the event of it is never told
        unit.insert(
            "alert",
            {"device_id": device, "subject": "reachable", "message": "does not answer", "since": START},
        )
    for _ in range(3):
        upkeep.tickets()
    assert (count(desk, "ticket"), count(desk, "alert")) == (1, 1)
    assert scalar(desk.store.engine, "SELECT ticket_id FROM alert") == 1


def test_a_recovery_that_nobody_noted_is_noted_once(desk: Desk, upkeep: Upkeep) -> None:
    device = add_device(desk)
    keeper = AlertKeeper(desk.store)
    with desk.write("raise alert") as unit:
        key = keeper.open(unit, unit.read("device", device), Alarm("cpu", "CPU above 90 %", "warn"), START)
    with desk.write("recover") as unit:
        unit.update("alert", key, {"state": "recovered", "until": START})
    for _ in range(3):
        upkeep.tickets()
    texts = [item.text for item in desk.tickets.timeline(1)]
    assert texts.count("Recovered: CPU above 90 %") == 1


# --- maintenance ----------------------------------------------------------------------------------
def test_work_orders_fall_due_once_a_day(desk: Desk, upkeep: Upkeep, clock: HandClock) -> None:
    with desk.write("add plan") as unit:
        values = {"name": "UPS battery test", "rule": "FREQ=DAILY", "starts": "2027-01-10"}
        desk.keepers["plan"].add(unit, values)
    upkeep.maintenance()
    made = count(desk, "work_order")
    upkeep.maintenance()
    assert count(desk, "work_order") == made > 0


# --- backups ---------------------------------------------------------------------------------------
def test_a_backup_is_taken_daily_and_not_more_often(desk: Desk, upkeep: Upkeep, clock: HandClock) -> None:
    taken: list[int] = []
    for hours in (0, 1, 23, 1, 24):
        clock.forward(hours * HOUR)
        upkeep.backup()
        last = backup.last_verified(desk.store)
        assert last is not None
        taken.append(last.at)
    assert [at - START for at in taken] == [0, 0, DAY, DAY, 2 * DAY + HOUR]


def test_a_clock_that_was_ahead_takes_a_backup_rather_than_none_for_years(
    desk: Desk, upkeep: Upkeep, clock: HandClock
) -> None:
    clock.forward(400 * DAY)
    upkeep.backup()
    clock.forward(-400 * DAY)
    upkeep.backup()
    last = backup.last_verified(desk.store)
    assert last is not None and last.at == START


# --- samples ---------------------------------------------------------------------------------------
def test_samples_are_rolled_up_in_bounded_steps_until_all_is_done(
    desk: Desk, upkeep: Upkeep, clock: HandClock
) -> None:
    samples = Samples(desk.store.engine)
    begin = START - START % TIERS[0].chunk
    chunks = CHUNKS + 15
    with desk.store.engine.write():
        for number in range(chunks):
            samples.append(1, begin + number * TIERS[0].chunk, [Measured("cpu", "", "%", 5.0)])
    clock.forward((chunks + 1) * TIERS[0].chunk)
    upkeep.samples()
    assert samples.rolled_until(1, TIERS[0]) == begin + CHUNKS * TIERS[0].chunk
    upkeep.samples()
    assert (samples.rolled_until(1, TIERS[0]) or 0) >= begin + chunks * TIERS[0].chunk
    before = scalar(desk.store.engine, "SELECT max(until) FROM rolled_until")
    upkeep.samples()
    assert scalar(desk.store.engine, "SELECT max(until) FROM rolled_until") == before


def test_old_polls_go_when_they_are_rolled_up(desk: Desk, upkeep: Upkeep, clock: HandClock) -> None:
    samples = Samples(desk.store.engine)
    with desk.store.engine.write():
        for number in range(20):
            samples.append(1, START - 30 * DAY + number * MINUTE, [Measured("cpu", "", "%", 5.0)])
        samples.append(1, START, [Measured("cpu", "", "%", 7.0)])
    for _ in range(4):
        upkeep.samples()
    assert count(desk, "polled_values") == 1
    series = samples.find(1, "cpu")
    assert series is not None
    found = samples.rollups(series, TIERS[0], START - 31 * DAY, START)
    assert sum(rollup.number for _, rollup in found) == 20


# --- rounds ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("apart", "off"), [(60_000, False), (89_000, False), (91_000, True), (5 * DAY, True), (-DAY, False)]
)
def test_rounds_too_far_apart_leave_a_time_that_nobody_watched(
    desk: Desk, clock: HandClock, apart: int, off: bool
) -> None:
    assert unobserved_since(desk) is None
    with desk.store.engine.write():
        Samples(desk.store.engine).watch_seen(START)
    clock.forward(apart)
    assert (unobserved_since(desk) is not None) is off


# --- the log ---------------------------------------------------------------------------------------
def test_each_desk_has_a_log_of_its_own_that_others_cannot_read(tmp_path: Path) -> None:
    first, second = (log_path(place, tmp_path) for place in ("/a/desk.db", "/b/desk.db"))
    assert first != second and first.parent == tmp_path
    log = open_log("/a/desk.db", tmp_path / "new" / "folder")
    log.info("watching")
    close_log(log)
    written = log_path("/a/desk.db", tmp_path / "new" / "folder")
    assert written.read_text("utf-8").endswith("INFO watching\n")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert log.handlers == []


def test_a_log_never_grows_beyond_its_bounds(tmp_path: Path) -> None:
    log = open_log("desk", tmp_path)
    for _ in range(60):
        log.info("x" * 100_000)
    close_log(log)
    files = list(tmp_path.iterdir())
    assert len(files) <= KEPT + 1
    assert all(path.stat().st_size <= BYTES + 200_000 for path in files)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_where_no_file_can_be_the_daemon_goes_on_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = open_log("desk", tmp_path / "file" / "below")
    log.info("into the void")
    close_log(log)


def test_a_backup_that_the_disk_refuses_is_a_known_error(desk: Desk, upkeep: Upkeep, tmp_path: Path) -> None:
    folder = backup.default_folder(desk.store)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(DeskError):
        upkeep.backup()
    assert backup.last_verified(desk.store) is None
