"""A trial sees what it wrote and leaves nothing."""

from __future__ import annotations

from pathlib import Path

from itdesk.core.events import Changed
from itdesk.desk.schema import office_schema
from itdesk.store.engine import scalar
from itdesk.store.store import open_store
from itdesk.store.trial import TrialStore


def test_what_is_tried_is_seen_inside_and_gone_after(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "desk.db"), office_schema(), origin="test", create=True)
    trial = TrialStore(store)
    heard: list[Changed] = []
    trial.events.subscribe(Changed, heard.append)
    with trial.write("me", "try") as unit:
        key = unit.insert("place", {"name": "HQ"})
        assert unit.read("place", key)["name"] == "HQ"
    assert (store.head(), scalar(store.engine, "SELECT count(*) FROM place")) == (0, 0)
    assert heard == []
    with store.write("me", "add place") as unit:
        assert unit.insert("place", {"name": "HQ"}) == key
    store.close()
