"""The daemon's log: a file that only its owner reads, of bounded size, without secrets."""

from __future__ import annotations

import hashlib
import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

BYTES, KEPT = 1_000_000, 3
_FORMAT = "%(asctime)s %(levelname)s %(message)s"


class _PrivateFile(RotatingFileHandler):
    """Makes each new file readable by its owner alone."""

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY, 0o600))
        return super()._open()


def log_path(place: str, folder: Path) -> Path:
    """The log of the daemon of one desk; a desk has one daemon, so no two write the same file."""
    return folder / f"daemon-{hashlib.sha256(place.encode()).hexdigest()[:8]}.log"


def open_log(place: str, folder: Path) -> logging.Logger:
    """A logger of its own for a desk; to the void where the disk refuses the file."""
    log = logging.Logger("itdesk.daemon", logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = _PrivateFile(
            log_path(place, folder), maxBytes=BYTES, backupCount=KEPT, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    log.addHandler(handler)
    return log


def close_log(log: logging.Logger) -> None:
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        handler.close()
