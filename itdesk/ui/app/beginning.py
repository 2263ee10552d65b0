"""How a desk begins; each runs in a worker thread and answers "page\\nplace" to open next."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from itdesk.core.errors import CancelledError
from itdesk.ui.kit.tasks import Progress


def begin_desk(place: str, page: str, progress: Progress) -> str:
    """Make an empty desk and go to `page`."""
    from itdesk.desk.desk import Desk

    Desk.open(place, origin="window", create=True).close()
    return f"{page}\n{place}"


def begin_with_scan(place: str, progress: Progress) -> str:
    """Make a desk whose first asset is this computer."""
    from itdesk.desk.desk import Desk
    from itdesk.desk.exchange import scan_this_computer

    with closing(Desk.open(place, origin="window", create=True)) as desk:
        scan_this_computer(desk)
    return f"assets\n{place}"


def begin_with_demo(progress: Progress) -> str:
    """Fill the demo desk, which lies beside one's own and may be thrown away; once made it is kept."""
    from itdesk.desk.places import data_dir

    return demo_at(data_dir() / "demo.db", progress)


def demo_at(path: Path, progress: Progress) -> str:
    """A demo desk in the file `path`; a cancelled one leaves nothing behind."""
    from itdesk.desk.demo import Size, make_demo
    from itdesk.desk.desk import Desk

    if path.exists():
        return f"overview\n{path}"
    try:
        with closing(Desk.open(str(path), origin="window", create=True)) as desk:
            make_demo(desk, Size(), 1, progress)
    except CancelledError:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink(missing_ok=True)
        raise
    return f"overview\n{path}"


def restore_desk(backup: Path, place: str, progress: Progress) -> str:
    """Put a verified backup in the place of the desk; what was there is kept beside it."""
    from itdesk.store.backup import restore

    restore(backup, Path(place), replacing=True)
    return f"overview\n{place}"
