"""A desk on its way to a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itdesk.core.errors import DeskError

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.kit.tasks import Progress


class Opening:
    """Where a desk is looked for and, after `run`, the desk and who is at it, or why it cannot be had."""

    def __init__(self, place: str, page: str, create: bool) -> None:
        self.place = place
        self.page = page
        self.desk: Desk | None = None
        self.me: int | None = None
        self.head = 0
        """The last journal entry when it was opened."""
        self.error: DeskError | None = None
        self._creates = create

    @property
    def is_remote(self) -> bool:
        """Whether a server is asked, which may take its time."""
        return "://" in self.place and not self.place.startswith("sqlite://")

    @property
    def found(self) -> Desk:
        """The desk; only after a `run` without error."""
        assert self.desk is not None
        return self.desk

    @property
    def shown(self) -> str:
        """The place without what nobody should see."""
        if not self.is_remote:
            return self.place
        from itdesk.store.postgres import without_password

        try:
            return without_password(self.place)
        except DeskError:
            return ""

    def run(self, _progress: Progress | None = None) -> Opening:
        """Open it: in a worker thread, or on the spot."""
        from itdesk.desk.desk import Desk

        try:
            desk = Desk.open(self.place, origin="window", create=self._creates)
            self.me, self.head = desk.me(), desk.store.head()
        except DeskError as error:
            self.error = error
            return self
        if self.is_remote:
            desk.close()  # this thread's connection: it is another one that will use the desk
        self.desk = desk
        return self
