"""A process that writes to a desk until it is killed: `python -m tests.store.writer DESK WAY`.

Each line on standard output acknowledges a committed unit of work: its entry and the key it made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count

from itdesk.desk import office_schema
from itdesk.store.erase import erase
from itdesk.store.store import Store, open_store


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def one_by_one(store: Store) -> None:
    """A ticket with a message, then the ticket changed: two units of work."""
    for number in count():
        with store.write("writer", "add ticket") as unit:
            key = unit.insert("ticket", {"subject": f"ticket {number}", "opened": number})
            unit.insert("message", {"ticket_id": key, "author": "writer", "at": 1, "text": "x" * 3_000})
        say(unit.entry, key)
        with store.write("writer", "edit ticket") as unit:
            unit.update("ticket", key, {"subject": f"ticket {number} changed"})
        say(unit.entry, key)


def in_bulk(store: Store) -> None:
    """Two thousand assets in one unit of work."""
    for number in count():
        with store.write("writer", "import assets") as unit:
            keys = unit.insert_many("asset", [{"tag": f"{number}-{n}-{n:0>200}"} for n in range(2_000)])
        say(unit.entry, keys[-1])


def erasing(store: Store) -> None:
    """A person made and erased: the second line says that no byte is left."""
    for number in count():
        with store.write("writer", "add person") as unit:
            key = unit.insert("person", {"name": f"Secretperson Number{number}", "notes": "y" * 20_000})
        say(unit.entry, key)
        say(erase(store, "writer", "person", key, "test").entry, key)


def main() -> None:
    ways: dict[str, Callable[[Store], None]] = {"units": one_by_one, "bulk": in_bulk, "erase": erasing}
    ways[sys.argv[2]](open_store(sys.argv[1], office_schema(), origin="test"))


if __name__ == "__main__":
    main()
