"""The daemon at work: its CPU and memory, and how evenly the window's timer beats meanwhile.

    python -m tests.bench.bench_watch [--full] [--rows 20000] [--desk FILE]

A switch of 48 ports answers at each of many loopback addresses (Linux has them all), from one process
of its own. Without --full 42 of them are polled every 5 s, which is as many polls a second as the
500 every 60 s that the budget speaks of. The beat of a window without a daemon stands beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo
from itdesk.monitoring.credentials import Credential
from itdesk.store.engine import scalar

BUDGET_CPU, BUDGET_MEMORY, BUDGET_JITTER = 25.0, 120.0, 16.0
PORTS, BEAT_MS = 48, 10

AGENTS = """
import selectors, socket, sys
from tests.agents import serving, switch_rows
from itdesk.monitoring.probes.snmp import ber, messages
port, count, ports = map(int, sys.argv[1:])
honest, known = serving(switch_rows(ports)), {}
def answer(data):
    request = messages.read_community(data)
    key = request.tag, request.error, request.index, tuple(bind[0] for bind in request.varbinds)
    if key not in known:
        known[key] = messages.read_community(whole := honest(request)), whole
    pdu, whole = known[key]
    was, now = ber.write_integer(pdu.request_id), ber.write_integer(request.request_id)
    if len(was) == len(now):
        return whole.replace(was, now, 1)
    return honest(request)
chosen = selectors.DefaultSelector()
for number in range(count):
    ears = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ears.bind((f"127.1.{number // 250}.{number % 250 + 1}", port))
    chosen.register(ears, selectors.EVENT_READ)
print("ready", flush=True)
while True:
    for key, _ in chosen.select():
        data, sender = key.fileobj.recvfrom(65535)
        key.fileobj.sendto(answer(data), sender)
"""

WINDOW = """
import json, sys
from pathlib import Path
from time import perf_counter
from PySide6.QtCore import Qt, QTimer
from itdesk.ui.start import application, make_program
app = application()
program = make_program(app, Path(sys.argv[2]))
program.with_daemon = False
program.show_place(sys.argv[1], "network")
late, last = [], None
def beat():
    global last
    now = perf_counter()
    if last is not None:
        late.append(abs((now - last) * 1000 - float(sys.argv[4])))
    last = now
timer = QTimer()
timer.setTimerType(Qt.TimerType.PreciseTimer)
timer.timeout.connect(beat)
QTimer.singleShot(3000, lambda: timer.start(int(sys.argv[4])))
QTimer.singleShot(3000 + int(float(sys.argv[3]) * 1000), app.quit)
app.exec()
print(json.dumps(sorted(late)), flush=True)
import os
os._exit(0)
"""


@contextmanager
def running(*words: str, wait: str = "", **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process of ours, once it has said `wait`."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        if wait and process.stdout.readline().strip() != wait:
            raise SystemExit("a process did not start")
        yield process
    finally:
        process.kill()
        process.wait()


def make_desk(place: str, rows: int, devices: int, interval: int, port: int) -> None:
    """An office with tickets, and `devices` watched switches on loopback."""
    desk = Desk.open(place, origin="bench", create=True)
    if not scalar(desk.store.engine, "SELECT count(*) FROM ticket"):
        make_demo(desk, Size(assets=rows // 10, people=200, tickets=rows, devices=10), 1)
    with desk.write("watch devices") as unit:
        desk.settings.put(unit, "poll-seconds", interval)
        keys = unit.insert_many(
            "device",
            [
                {"address": f"127.1.{n // 250}.{n % 250 + 1}:{port}", "name": f"switch-{n}"}
                for n in range(devices)
            ],
        )
    for key in keys:
        desk.monitoring.set_credential("bench", key, Credential.v2c("public"))
    desk.close()


def beats(place: str, state: str, seconds: float) -> list[float]:
    """How far each beat of the window's timer was from its time, in milliseconds, in order."""
    with running("-c", WINDOW, place, state, str(seconds), str(BEAT_MS)) as window:
        assert window.stdout is not None
        return json.loads(window.stdout.read().splitlines()[-1])


def p99(values: list[float]) -> float:
    return values[int(len(values) * 0.99) - 1]


def polls(place: str) -> int:
    desk = Desk.open(place, origin="bench")
    sql = "SELECT count(*) FROM polled_values v JOIN device d ON d.id = v.device_id WHERE d.probe = 'snmp'"
    found = int(scalar(desk.store.engine, sql))
    desk.close()
    return found


def measure(place: str, folder: Path, devices: int, interval: int, seconds: float, port: int) -> None:
    state = str(folder / "window.ini")
    quiet = beats(place, state, min(seconds, 10))
    key = {"ITDESK_KEY_FILE": str(folder / "key"), "XDG_STATE_HOME": str(folder)}
    agents = ("-c", AGENTS, str(port), str(devices), str(PORTS))
    with running(*agents, wait="ready"), running("-m", "itdesk", "--desk", place, "daemon", **key) as daemon:
        watched = psutil.Process(daemon.pid)
        beats(place, state, interval)
        before, spent = polls(place), sum(watched.cpu_times()[:2])
        busy = beats(place, state, seconds)
        spent = (sum(watched.cpu_times()[:2]) - spent) / (seconds + 3)
        done, memory = polls(place) - before, _peak(watched)
    what = f"{devices} × {PORTS} ports every {interval} s"
    print(f"daemon, {what}: {spent:.1%} of a core, {done} polls (budget {BUDGET_CPU:.0f} %)")
    print(f"daemon, memory at its highest: {memory:.0f} MB (budget {BUDGET_MEMORY:.0f})")
    print(f"window timer while the daemon polls {what}: p99 {p99(busy):.1f} ms off, without it"
          f" {p99(quiet):.1f} (budget {BUDGET_JITTER:.0f})")  # fmt: skip


def _peak(process: psutil.Process) -> float:
    """Resident megabytes at their highest, where the system tells; else now."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return process.memory_info().rss / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--desk", default="")
    given = parser.parse_args()
    devices, interval, seconds = (500, 60, 90.0) if given.full else (42, 5, 15.0)
    with tempfile.TemporaryDirectory() as name, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        os.environ["ITDESK_KEY_FILE"] = str(Path(name) / "key")
        probe.bind(("0.0.0.0", 0))
        port = probe.getsockname()[1]
        probe.close()
        place = given.desk or str(Path(name) / "office.desk")
        make_desk(place, given.rows, devices, interval, port)
        measure(place, Path(name), devices, interval, seconds, port)


if __name__ == "__main__":
    main()
