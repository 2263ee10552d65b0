"""A verb of the command line in a process of its own: work that has no place in the window's process."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk


class Child(QObject):
    """Runs `itdesk …` once. Secrets go by the environment, never by the command line."""

    answered = Signal(object)
    """The JSON it wrote, or {} where it wrote none."""
    told = Signal(object)
    """One line of JSON that it wrote, while it goes on; only where lines were asked for."""
    failed = Signal(str)
    """The sentence it ended with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)
        self._process.readyReadStandardOutput.connect(self._heard)
        self._was_stopped, self._by_lines = False, False

    @property
    def is_running(self) -> bool:
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def run(
        self, words: Sequence[str], secrets: Mapping[str, str], place: str = "", *, by_lines: bool = False
    ) -> None:
        """Start `itdesk WORDS`, on the desk at `place` if one is given; `by_lines`: tell each line."""
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in secrets.items():
            environment.insert(name, value)
        program = [] if getattr(sys, "frozen", False) else ["-m", "itdesk"]
        if place and "://" in place and urlsplit(place).password:
            environment.insert("ITDESK_DESK", place)
        elif place:
            program += ["--desk", place]
        self._was_stopped, self._by_lines = False, by_lines
        self._process.setProcessEnvironment(environment)
        self._process.start(sys.executable, [*program, *words])

    def stop(self) -> None:
        """Give up; nothing is said any more."""
        self._was_stopped = True
        if self.is_running:
            self._process.kill()
            self._process.waitForFinished(2_000)

    def _heard(self) -> None:
        while self._by_lines and not self._was_stopped and self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("utf-8", "replace")
            self.told.emit(_json(line))

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if self._was_stopped:
            return
        self._heard()
        out = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        if code != 0:
            self.failed.emit(_last_line(said) or self.tr("The work ended without an answer."))
            return
        self.answered.emit(_json(out))

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._was_stopped:
            self.failed.emit(self._process.errorString())


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("itdesk: ") if lines else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}


def desk_place(desk: Desk) -> str:
    """How a child process finds the desk that is open here: a file, or a URL with its password."""
    engine = desk.store.engine
    return str(getattr(engine, "url", engine.place))
