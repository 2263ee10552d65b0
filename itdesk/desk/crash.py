"""Crash reports: what a bug leaves behind for its developers, without the person's data."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import itdesk
from itdesk.core.errors import DeskError
from itdesk.desk.places import state_dir

MOST_A_SECOND = 20
"""Reports that one process keeps within a second; what fails more often fails for the same reason."""


def write_report(error: BaseException, folder: Path | None = None) -> DeskError:
    """Keep the traceback in a file only its owner can read; answers the error to show instead.

    Only code positions and the error's type are kept: messages of errors can quote data.
    """
    folder = folder or state_dir() / "crashes"
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    path = folder / f"crash-{stamp}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path, handle = _new_file(path)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_report(error))
    except OSError:
        return DeskError("work.bug", path="no file, because the disk refused it")
    return DeskError("work.bug", path=path)


def _new_file(path: Path) -> tuple[Path, int]:
    """A file of its own: of several bugs within a second the first tells the cause of the others."""
    for number in range(1, MOST_A_SECOND):
        named = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        with suppress(FileExistsError):
            return named, os.open(named, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    last = path.with_stem(f"{path.stem}-{MOST_A_SECOND}")
    return last, os.open(last, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)


def _report(error: BaseException) -> str:
    lines = [f"itdesk {itdesk.__version__}", f"Python {sys.version}", platform.platform(), ""]
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        lines += [f"{type(seen).__module__}.{type(seen).__qualname__}", ""]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)
