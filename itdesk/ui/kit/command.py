"""A command: something a person can do by button, menu, key or palette; defined once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`title` is translated already; `shortcut` is Qt's portable text ("Ctrl+N", "E").

    `handler` must be a bound method (never a lambda that holds a widget). `enabled` is asked each
    time the command is offered. `group` is the heading in the palette, usually the page's title.
    """

    id: str
    title: str
    handler: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    group: str = ""
    enabled: Callable[[], bool] | None = None

    @property
    def is_enabled(self) -> bool:
        return self.enabled is None or self.enabled()
