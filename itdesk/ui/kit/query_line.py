"""The query line: accepted terms as chips, the rest as text, mistakes marked where they are.

Rows follow only whole sentences: `query_changed` tells a line that parses; while it is wrong the
list keeps what it shows and the line says what was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.kinds import Column, Kind
from itdesk.core.query import Completion, QueryContext, QueryError, complete, parse, tokens
from itdesk.ui.kit.completion_popup import CompletionPopup
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.keycap import KeyHint
from itdesk.ui.kit.query_chip import QueryChip
from itdesk.ui.kit.query_edit import FocusFrame, QueryEdit
from itdesk.ui.kit.text import ElidedLabel, Panel, repolish
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text

Values = Callable[[Column, str], Sequence[tuple[str, int | None]]]
TYPING_MS = 200
"""Rest after a key before the rows follow."""
NAMING_MS = 800
"""The same while the word may become a column's name, which as a free word would find nothing."""


@dataclass(frozen=True, slots=True)
class QueryTools:
    """What the line needs from outside: the time that relative dates refer to, and known values."""

    context: Callable[[], QueryContext]
    values: Values
    came: SignalInstance | None = None
    """Values that were not known when they were asked for have come."""


_JOINTS = frozenset({"or", "and"})


def _is_term(text: str) -> bool:
    return ":" in text.partition('"')[0] or text.lstrip("-").startswith("(")


class QueryLine(QWidget):
    """A person's query over one kind."""

    query_changed = Signal(str)
    """A whole, correct line; not told twice for the same text."""
    mistake_found = Signal(str)
    """The line is wrong: the sentence. Rows stay."""
    left = Signal()
    """Esc or Enter in the line: the focus belongs to the list now."""

    def __init__(self, kind: Kind, tools: QueryTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._tools = tools
        self._chips: list[QueryChip] = []
        self._told = ""
        self._popup: CompletionPopup | None = None
        self._offered: Sequence[Completion] = ()
        self._is_offering = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TYPING_MS)
        self._frame = Panel("query", self)
        self._edit = QueryEdit(self._frame)
        self._edit.setAccessibleName(self.tr("Filter"))
        self._edit.setPlaceholderText(self.tr("Add a filter…"))
        self._hint = KeyHint("/")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._row = QHBoxLayout(self._frame)
        self._row.setContentsMargins(10, 0, 8, 0)
        self._row.setSpacing(6)
        self._row.addWidget(IconMark("list-filter", "text2", 16))
        self._row.addWidget(self._edit, 1)
        self._row.addWidget(self._hint)
        self._frame.setFixedHeight(theme().px(32))
        self._mistake = QWidget(self)
        self._sentence = ElidedLabel("", "small", "crit_fg", 500)
        below = QHBoxLayout(self._mistake)
        below.setContentsMargins(2, 4, 2, 0)
        below.addWidget(IconMark("circle-alert", "crit_fg", 14))
        below.addWidget(self._sentence, 1)
        self._mistake.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._frame)
        column.addWidget(self._mistake)
        self.setFocusProxy(self._edit)

    def _connect(self) -> None:
        edit = self._edit
        edit.textEdited.connect(self._typed)
        edit.erased_back.connect(self._take_last_chip_back)
        edit.moved.connect(self._move_choice)
        edit.taken.connect(self._take_choice)
        edit.committed.connect(self._commit)
        edit.escaped.connect(self._escape)
        edit.focus_moved.connect(FocusFrame(self._frame).show_focus)
        edit.focus_moved.connect(self._focus_moved)
        self._rest.timeout.connect(self._tell)
        if self._tools.came is not None:
            self._tools.came.connect(self._offer_more)

    # what it says

    def text(self) -> str:
        """The whole line as it stands, right or wrong."""
        return " ".join([*(chip.term for chip in self._chips), self._edit.text().strip()]).strip()

    @property
    def is_entered(self) -> bool:
        """Whether a person is in the line, by key or pointer."""
        return self._edit.was_entered

    def set_text(self, text: str) -> None:
        """Put in a line (a saved view's); it is told like one that was typed."""
        self._clear_chips()
        self._edit.setText(text.strip())
        self._make_chips()
        self._tell()

    def set_kind(self, kind: Kind) -> None:
        """Custom fields came or went: the line is read again."""
        self._kind = kind
        self._told = "\0"
        self._tell()

    @property
    def is_wrong(self) -> bool:
        return self._mistake.isVisibleTo(self)

    def set_placeholder(self, text: str) -> None:
        self._edit.setPlaceholderText(text)

    # reading

    def _typed(self) -> None:
        text = self._edit.text()
        ends_word = text.endswith(" ") and self._edit.cursorPosition() == len(text)
        if ends_word and not self._mistake_in(self.text()):
            self._make_chips(end=" ")
        self._rest.start(NAMING_MS if self._offer() else TYPING_MS)

    def _mistake_in(self, text: str) -> QueryError | None:
        try:
            parse(text, self._kind, self._tools.context())
        except QueryError as error:
            return error
        return None

    def _tell(self) -> None:
        self._rest.stop()
        text = self.text()
        error = self._mistake_in(text)
        self._mark(error)
        if error is not None:
            self.mistake_found.emit(self._sentence.text())
        elif text != self._told:
            self._told = text
            self.query_changed.emit(text)

    def _mark(self, error: QueryError | None) -> None:
        self._frame.setProperty("invalid", "true" if error else "false")
        repolish(self._frame)
        self._mistake.setVisible(error is not None)
        if error is None:
            self._edit.underline(0, 0)
            return
        self._sentence.setText(error_text(error))
        before = len(" ".join(chip.term for chip in self._chips)) + bool(self._chips)
        lead = len(self._edit.text()) - len(self._edit.text().lstrip())
        start = max(error.start - before, 0) + lead
        self._edit.underline(start, max(error.end - before + lead, start + 1))

    # chips

    def _make_chips(self, end: str = "") -> None:
        """Turn sound `column:value` terms and brackets into chips; free words stay text, with `end` behind.

        A line with a bare "or" stays text whole: cut into chips it would mean something else.
        """
        parts = tokens(self._edit.text(), self._kind, self._tools.context())
        if any(not part.ok or part.text.casefold() in _JOINTS for part in parts):
            return
        terms = [part.text for part in parts if _is_term(part.text)]
        words = " ".join(part.text for part in parts if not _is_term(part.text))
        if terms:
            self._edit.setText(words + end if words else "")
        for term in terms:
            self._add_chip(term)

    def _add_chip(self, term: str) -> None:
        chip = QueryChip(term, True, self._frame)
        chip.clicked.connect(self._edit_chip)
        chip.remove_asked.connect(self._remove_chip)
        self._row.insertWidget(1 + len(self._chips), chip)
        self._chips.append(chip)
        chip.show()

    def _drop(self, chip: QueryChip) -> None:
        self._chips.remove(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _clear_chips(self) -> None:
        for chip in tuple(self._chips):
            self._drop(chip)

    def _edit_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QueryChip):
            self._edit.setText(f"{self._edit.text().strip()} {chip.term}".strip())
            self._drop(chip)
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._offer()

    def _remove_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QueryChip):
            self._drop(chip)
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._tell()

    def _take_last_chip_back(self) -> None:
        if self._chips:
            self._edit.setText(self._chips[-1].term)
            self._drop(self._chips[-1])
            self._rest.start(TYPING_MS)

    # completion

    def _offer(self) -> bool:
        """Ask for completions at the cursor and show them under the line; True for column names."""
        edit = self._edit
        found = complete(edit.text(), edit.cursorPosition(), self._kind, self._tools.values)
        popup = self._ensure_popup()
        place = self._frame.mapTo(self.window(), QPoint(edit.x(), self._frame.height() + 2))
        self._offered, self._is_offering = found, True
        typed = edit.text()[found[0].start : edit.cursorPosition()] if found else ""
        popup.show_offers(found if edit.hasFocus() else (), typed, place.x(), place.y())
        edit.completing = popup.isVisible()
        return edit.completing and bool(typed) and found[0].insert.endswith(":")

    def _offer_more(self) -> None:
        """Values have come, and the person still looks for one."""
        if self._is_offering and self._edit.hasFocus():
            self._offer()

    def _ensure_popup(self) -> CompletionPopup:
        if self._popup is None or self._popup.parentWidget() is not self.window():
            self._popup = CompletionPopup(self.window())
            self._popup.chosen.connect(self._take)
        return self._popup

    def _hide_popup(self) -> bool:
        was = self._popup is not None and self._popup.isVisible()
        if self._popup is not None:
            self._popup.hide()
        self._edit.completing = self._is_offering = False
        return was

    def _move_choice(self, by: int) -> None:
        if self._popup is not None and self._popup.isVisible():
            self._popup.step(by)
        else:
            self._offer()

    def _take_choice(self) -> None:
        if self._popup is not None:
            self._take(self._popup.current())

    def _take(self, place: int) -> None:
        text = self._edit.text()
        if not 0 <= place < len(self._offered):
            return
        offer = self._offered[place]
        self._edit.setText(text[: offer.start] + offer.insert + text[offer.end :])
        self._edit.setCursorPosition(offer.start + len(offer.insert))
        self._hide_popup()
        self._rest.start(TYPING_MS)
        if offer.insert.endswith(":"):
            self._offer()

    # leaving

    def _commit(self) -> None:
        self._hide_popup()
        if not self._mistake_in(self.text()):
            self._make_chips()
        self._tell()
        if not self.is_wrong:
            self.left.emit()

    def _escape(self) -> None:
        if not self._hide_popup():
            self.left.emit()

    def _focus_moved(self, has_focus: bool) -> None:
        if not has_focus:
            self._hide_popup()
            if not self._mistake_in(self.text()):
                self._make_chips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_popup()
