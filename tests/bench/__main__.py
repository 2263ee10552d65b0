"""Runs every measurement and prints one table for the README.

python -m tests.bench [--full]      --full takes a million tickets instead of fifty thousand
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
SIZED = {"bench_store": ("--rows", "1000000", "50000"), "bench_window": ("--rows", "1000000", "50000")}
"""Measurements that take a size: option, full, quick."""
TAKES_FULL = frozenset({"bench_watch"})


def lines_of(name: str, *, full: bool) -> list[str]:
    """What one measurement says."""
    words = [sys.executable, "-m", f"tests.bench.{name}"]
    if name in SIZED:
        option, large, small = SIZED[name]
        words += [option, large if full else small]
    if full and name in TAKES_FULL:
        words.append("--full")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    said = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    if done.returncode not in (0, 1):
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        said.append(f"could not be measured: {last}")
    return said


def main() -> None:
    full = "--full" in sys.argv
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    print(f"Measured on {date.today():%d %b %Y} on {machine}.\n")
    print("| measurement | result |\n|---|---|")
    for path in sorted(FOLDER.glob("bench_*.py")):
        for line in lines_of(path.stem, full=full):
            what, _, result = line.partition(": ")
            print(f"| {what} | {result} |", flush=True)


if __name__ == "__main__":
    main()
