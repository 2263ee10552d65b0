"""A record's form over the desk: read it, ask, write it, bring refusals back to their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from itdesk.core.errors import ConflictError, DeskError
from itdesk.core.kinds import Value
from itdesk.core.types import Type
from itdesk.store.rowform import Snapshot
from itdesk.ui.app.cells import shown_text
from itdesk.ui.app.designed import designed_form
from itdesk.ui.kit.record_dialog import RecordDialog, Section

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.conflict import Reconciler
    from itdesk.ui.app.context import DeskContext


@dataclass(frozen=True, slots=True)
class _Loaded:
    snapshot: Snapshot
    labels: dict[str, str]
    ref: str


class RecordEditor(QObject):
    """Opens the form of a kind for a new record or one that exists; one dialog at a time."""

    saved = Signal(str, object)
    """(kind name, key) after the write."""

    def __init__(
        self, context: DeskContext, kind: str, window: QWidget, sections: Sequence[Section] = ()
    ) -> None:
        super().__init__(window)
        self._context = context
        self._kind = kind
        self._window = window
        self._sections = sections
        self._dialog: RecordDialog | None = None
        self._before: Snapshot | None = None
        self._typed: dict[str, Value] = {}

    @cached_property
    def reconciler(self) -> Reconciler:
        """Shows both versions when somebody else was faster; made when it first happens."""
        from itdesk.ui.app.conflict import Reconciler

        reconciler = Reconciler(self._context, self._kind, self._window)
        reconciler.settled.connect(self._written)
        reconciler.given_up.connect(self._go_on)
        reconciler.failed.connect(self._refused)
        return reconciler

    @property
    def dialog(self) -> RecordDialog | None:
        """The open dialog, if any."""
        return self._dialog

    def new(self, given: Mapping[str, Value] | None = None) -> None:
        """Ask for a new record; `given` are values by stored field that stand there already."""
        kind = self._context.kind(self._kind)
        title = self.tr("New {kind}").format(kind=kind.label.lower())
        dialog = self._open(title, self.tr("Create {kind}").format(kind=kind.label.lower()))
        dialog.load_defaults()
        for name, value in (given or {}).items():
            field = dialog.binder.fields.get(name)
            if field is not None:
                field.show(value, self._label_of(name, value))
        self._before = None
        dialog.open()

    def edit(self, record: int) -> None:
        """Ask for changes of a record that exists."""
        self._context.read(partial(self._load, record), self._loaded)

    def _load(self, record: int) -> _Loaded:
        """In a reader thread."""
        desk, kind = self._context.desk, self._context.kind(self._kind)
        snapshot = desk.store.read(self._kind, record)
        columns = [column for column in kind if column.type is Type.REFERENCE]
        row = desk.lists.rows(self._kind, [record], columns)[0]
        schema = desk.store.schema
        labels = {c.field: shown_text(schema, c, row, desk.zone) for c in columns}
        return _Loaded(snapshot, labels, desk.refs.ref_of(self._kind, record))

    def _loaded(self, loaded: _Loaded) -> None:
        if self._dialog is not None:
            return
        kind = self._context.kind(self._kind)
        title = self.tr("Edit {kind} {ref}").format(kind=kind.label.lower(), ref=loaded.ref)
        dialog = self._open(title, self.tr("Save"))
        dialog.load(loaded.snapshot.values, loaded.labels)
        self._before = loaded.snapshot
        dialog.open()

    def _label_of(self, field: str, value: Value) -> str:
        column = self._context.kind(self._kind).by_field.get(field)
        if column is None or column.type is not Type.REFERENCE or not isinstance(value, int):
            return ""
        label = self._context.desk.lists.labels(column.kind, [value]).get(value)
        return self._context.kind(column.kind).format_ref(label)

    def _open(self, title: str, save: str) -> RecordDialog:
        kind = self._context.kind(self._kind)
        tools = self._context.form_tools()
        drawn = None if self._sections else designed_form(kind)
        dialog = RecordDialog(kind, tools, title, save, self._sections, self._window.window(), drawn)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_requested.connect(self._save)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        return dialog

    def _closed(self) -> None:
        self._dialog = None

    # --- writing -------------------------------------------------------------------------
    def _save(self, values: dict[str, Value]) -> None:
        label = self._context.kind(self._kind).label
        before, self._typed = self._before, values
        if before is None:
            work, verb = partial(self._add, values), f"new {self._kind}"
            said = self.tr("{kind} created").format(kind=label)
        else:
            work, verb = partial(self._change, before, values), f"edit {self._kind}"
            said = self.tr("{kind} saved").format(kind=label)
        if not values and before is not None:
            self._written(before.id)
            return
        self._context.write(verb, work, self._written, said=said, on_failed=self._refused)

    def _add(self, values: dict[str, Value], unit: Unit) -> int:
        return self._context.desk.keepers[self._kind].add(unit, values)

    def _change(self, before: Snapshot, values: dict[str, Value], unit: Unit) -> int:
        keeper = self._context.desk.keepers[self._kind]
        keeper.change(unit, before.id, values, before.version)
        return before.id

    def _written(self, key: int) -> None:
        if self._dialog is not None:
            self._dialog.saved()
        self.saved.emit(self._kind, key)

    def _refused(self, error: object) -> None:
        """What was typed stays; of somebody else's newer version both are shown."""
        if self._dialog is None or not isinstance(error, DeskError):
            self._context.messages.error(error)
        elif isinstance(error, ConflictError) and self._before is not None:
            self.reconciler.ask(self._before, self._typed)
        else:
            self._dialog.show_failure(error)

    def _go_on(self) -> None:
        """The person went back to the form: it may be saved again."""
        if self._dialog is not None:
            self._dialog.allow_save()
            self._dialog.activateWindow()
