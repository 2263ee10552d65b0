"""A combo box whose rows are searched as a person types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

Find = Callable[[str], Sequence[tuple[int, str]] | None]
"""The records that a text finds; None: not known yet, the signal that goes with it tells when."""

SEARCH_MS = 120


class ReferenceBox(QComboBox):
    """Keeps typed text; `record_id` is the record whose label stands there, None otherwise.

    Designer forms promote a QComboBox to this class (header: itdesk.ui.kit.reference_box).
    """

    edited = Signal()
    found = Signal()
    """A search whose answer was awaited has found what it finds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find: Find | None = None
        self._awaits = False
        self._ids: dict[str, int] = {}
        self._offered: Sequence[tuple[int, str]] = ()
        self._chosen: tuple[int, str] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_MS)
        self._rest.timeout.connect(self._search)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._labels = QStringListModel(self)
        completer = QCompleter(self._labels, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # PySide6's stub knows no signal of several forms.
        completer.activated["QModelIndex"].connect(self._picked)  # pyright: ignore[reportIndexIssue]
        line = QLineEdit(self)
        self.setLineEdit(line)
        self.setCompleter(completer)
        self._line, self._completer = line, completer
        line.setPlaceholderText(self.tr("Type to search"))
        line.textEdited.connect(self._typed)

    def set_lookup(self, find: Find, came: SignalInstance | None = None) -> None:
        """`came` tells that what `find` did not know yet is known now."""
        self._find = find
        if came is not None:
            came.connect(self._answered)

    @property
    def is_searching(self) -> bool:
        """Whether what the text finds is not known yet."""
        return self._awaits

    def show_record(self, record_id: int | None, label: str) -> None:
        self._chosen = (record_id, label.strip()) if record_id is not None else None
        self.setEditText(label if record_id is not None else "")

    def record_id(self) -> int | None:
        """The record that was shown or picked, or the only one that is called what stands there."""
        text = self.currentText().strip()
        if self._chosen is not None and self._chosen[1] == text:
            return self._chosen[0]
        return self._ids.get(text)

    def only_match(self) -> int | None:
        """The record that stands there, or the one that a search for the typed text finds."""
        chosen = self.record_id()
        if chosen is not None or self._find is None:
            return chosen
        text = self.currentText().strip()
        found = self._found(text)
        same = [key for key, label in found if label.casefold() == text.casefold()] or [k for k, _ in found]
        return same[0] if len(same) == 1 else None

    def showPopup(self) -> None:
        """The arrow offers what the typed text finds; where a record stands, what an empty search finds."""
        self._fill("" if self.record_id() is not None else self.currentText())
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def _typed(self) -> None:
        self._rest.start()
        self.edited.emit()

    def _search(self) -> None:
        self._fill(self.currentText())
        self._offer()

    def _fill(self, text: str) -> None:
        self._offered = found = self._found(text.strip())
        times = Counter(label for _key, label in found)
        self._ids |= {label: key for key, label in found}
        for label in (label for label, count in times.items() if count > 1):
            del self._ids[label]
        self._labels.setStringList([label for _key, label in found])

    def _offer(self) -> None:
        if self._line.hasFocus() and not self._awaits:
            self._completer.complete()

    def _found(self, text: str) -> Sequence[tuple[int, str]]:
        found = self._find(text) if self._find is not None else ()
        self._awaits = found is None
        return found or ()

    def _answered(self) -> None:
        if not self._awaits:
            return
        self._fill(self.currentText())
        if not self._awaits:
            self.found.emit()
            self._offer()

    def _picked(self, index: QModelIndex) -> None:
        """The row tells which of two with the same name is meant."""
        self.show_record(*self._offered[index.row()])
        self.edited.emit()
