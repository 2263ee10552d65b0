"""Waiting that does not depend on how fast the machine is.

A window says what it did when it has done it, so its tests wait. What a wait asks may not be there yet: a
list that is still empty, a pane that is not made. That is "not yet", not a fault of the test; pytest-qt
itself takes only a failed assertion for that. Where the wait ends in vain, the last such answer is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

PATIENCE_MS = 30_000
"""How long a wait lasts at most. It is no budget (`tests/bench` has those): a machine may be busy."""


class PatientBot(QtBot):
    """pytest-qt's qtbot with this project's patience."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until `callback` answers True (or nothing, without a failed assertion).

        Raises `pytestqt.exceptions.TimeoutError` after `timeout` ms.
        """
        __tracebackhide__ = True

        def answer() -> bool | None:
            try:
                return callback()
            except (LookupError, AttributeError) as not_yet:
                raise AssertionError(f"not there yet: {not_yet!r}") from not_yet

        super().waitUntil(answer, timeout=timeout)
        # What was put into a layout meanwhile is shown by an event that is posted already.
        QCoreApplication.sendPostedEvents()

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Wait for one signal, at most `timeout` ms; `.args` of the answer is what came with it."""
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)
