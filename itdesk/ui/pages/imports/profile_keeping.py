"""Kept columns of files: keeping and forgetting them, beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from itdesk.desk.importing import drop_profile, keep_profile

if TYPE_CHECKING:
    from itdesk.assets.importers.mapping import Profile
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress


class ProfileKeeping(QObject):
    """Writes on the writer's thread; a failure is told by the message channel."""

    dropped = Signal()

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def keep(self, profile: Profile) -> None:
        work = partial(self._keep, profile)
        self._context.run(self.tr("Keeping the profile"), work, self._kept)

    def _keep(self, profile: Profile, _progress: Progress) -> None:
        keep_profile(self._context.desk, profile)

    def _kept(self, _nothing: object) -> None:
        self._context.messages.info(self.tr("These columns are kept for the next file of this form"))

    def drop(self, name: str) -> None:
        self._context.run(self.tr("Forgetting the profile"), partial(self._drop, name), self._dropped)

    def _drop(self, name: str, _progress: Progress) -> None:
        drop_profile(self._context.desk, name)

    def _dropped(self, _nothing: object) -> None:
        self.dropped.emit()
