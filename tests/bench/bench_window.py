"""From the start of the process to the first usable list, against an empty PySide6 window with a table.

    python -m tests.bench.bench_window [--rows 1000000] [--desk FILE]

A list is usable once its first screen is painted and a key moves its cursor; both windows are measured
to that point. Also: random jumps while scrolling, and the memory of the window.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo

BUDGET_START, BUDGET_JUMP, BUDGET_MEMORY = 2.0, 16.0, 300.0
RUNS = 5

FLOOR = """
import sys
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
app = QApplication(sys.argv)
view = QTableView()
view.setModel(QStandardItemModel(50, 8))
view.resize(1440, 900)
view.show()
app.processEvents()
view.viewport().repaint()
app.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
assert view.currentIndex().isValid()
print("ready", flush=True)
"""

WINDOW = """
import json, random, sys
from pathlib import Path
from time import perf_counter
from itdesk.ui.start import application, make_program
app = application()
from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
program = make_program(app, Path(sys.argv[2]))
program.with_daemon = False
program.show_place(sys.argv[1], "tickets")
page = program.office.window.page
model, view = page.list.model, page.list.view
while model.row_at(0) is None:
    app.processEvents(WAIT)
view.viewport().repaint()
app.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
assert view.currentIndex().isValid()
print("ready", flush=True)
if len(sys.argv) > 3:
    import psutil
    page.set_query("sort:-number")
    end = perf_counter() + 20
    while (model.count() or 0) < int(sys.argv[3]) and perf_counter() < end:
        app.processEvents(WAIT)
    chance, jumps = random.Random(1), []
    for _ in range(200):
        begin = perf_counter()
        view.scrollTo(model.index(chance.randrange(model.count()), 0))
        view.viewport().repaint()
        jumps.append((perf_counter() - begin) * 1000)
        for _ in range(20):
            app.processEvents()
    memory = psutil.Process().memory_info().rss / 2**20
    print(json.dumps({"rows": model.count(), "jumps": sorted(jumps), "memory": memory}), flush=True)
"""


def seconds(words: list[str], until: str) -> float:
    """Wall time of a process to the line it says."""
    begin = perf_counter()
    with _started(words) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(until):
                break
        taken = perf_counter() - begin
        process.kill()
    return taken


def _started(words: list[str]) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # An installed program has its bytecode; so has this one after its first start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )


def start(place: str, state: str) -> tuple[float, float]:
    """Median seconds of (window with its first list, empty window), taken in turns."""
    ours: list[float] = []
    floor: list[float] = []
    seconds([sys.executable, "-c", WINDOW, place, state], "ready")
    for _ in range(RUNS):
        floor.append(seconds([sys.executable, "-c", FLOOR], "ready"))
        ours.append(seconds([sys.executable, "-c", WINDOW, place, state], "ready"))
    return median(ours), median(floor)


def scroll(place: str, state: str, rows: int) -> tuple[int, list[float], float]:
    """(rows in the list, milliseconds of random jumps in order, megabytes of the window)."""
    with _started([sys.executable, "-c", WINDOW, place, state, str(rows)]) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.read().splitlines()[-1])
    return int(said["rows"]), list(said["jumps"]), float(said["memory"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--desk", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = given.desk or str(Path(name) / "office.desk")
        if not given.desk:
            desk = Desk.open(place, origin="bench", create=True)
            size = Size(assets=given.rows // 10, people=200, tickets=given.rows, devices=10)
            make_demo(desk, size, 1)
            desk.close()
        state = str(Path(name) / "window.ini")
        ours, floor = start(place, state)
        rows, jumps, memory = scroll(place, state, given.rows)
    print(f"start to the first list, {rows:,} tickets: {ours:.2f} s, empty window {floor:.2f} s,"
          f" ratio {ours / floor:.2f} (budget {BUDGET_START:.0f})")  # fmt: skip
    p99 = jumps[int(len(jumps) * 0.99) - 1]
    print(
        f"scroll jump, {rows:,} rows: median {median(jumps):.1f} ms, p99 {p99:.1f} ms"
        f" (budget {BUDGET_JUMP:.0f})"
    )
    print(f"memory of the window, {rows:,} tickets: {memory:.0f} MB (budget {BUDGET_MEMORY:.0f})")


if __name__ == "__main__":
    main()
