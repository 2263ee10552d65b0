"""Upward news: what a lower room says after its commit, for whoever stands above to hear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened, named in the past tense by its subclass."""


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """Records of one kind were written by journal entry `entry`; empty `ids` means very many."""

    kind: str
    ids: tuple[int, ...]
    entry: int


E = TypeVar("E", bound=Event)


class EventBus:
    """Delivers each event, in the order given, to those who asked for its class."""

    def __init__(self) -> None:
        self._listeners: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)

    def subscribe(self, event: type[E], listener: Callable[[E], None]) -> None:
        """Call `listener` with each event of exactly this class."""
        self._listeners[event].append(listener)

    def unsubscribe(self, event: type[E], listener: Callable[[E], None]) -> None:
        self._listeners[event].remove(listener)

    def publish(self, event: Event) -> None:
        """Deliver to every listener; a listener's own error reaches the publisher."""
        for listener in tuple(self._listeners[type(event)]):
            listener(event)
