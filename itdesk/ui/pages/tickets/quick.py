"""Quick capture: one line becomes a ticket; what was understood is shown while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.helpdesk.rules.capture import Captured
from itdesk.helpdesk.rules.priority import priority
from itdesk.ui.app.asking import Asking
from itdesk.ui.kit import fonts
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.keycap import KeyHint
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress
    from itdesk.ui.pages.tickets.promise import Terms

WIDTH, REST_MS = 720, 60
IMPACT = "2"
"""Quick capture asks for none: a ticket begins with the middle one."""


class Understood(QWidget):
    """One thing the line says: tile, its name, what it is, why."""

    def __init__(self, icon: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tile = Tile(icon, "unknown", 32, self)
        self._value = ElidedLabel("", weight=600)
        self._why = ElidedLabel("", "small", "text2")
        caption = Label(title, "small", "text2")
        caption.setFixedWidth(theme().px(66))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._value)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._tile)
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def say(self, state: str, value: str, why: str) -> None:
        self._tile.set(self._icon, state)
        self._value.setText(value)
        self._why.setText(why)

    def value(self) -> str:
        return self._value.text()


@dataclass(frozen=True, slots=True)
class Named:
    """A record that the line names: as it is called, and what tells it from others."""

    label: str
    facts: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What the line says, with the records that it names."""

    said: Captured
    requester: Named | None
    asset: Named | None
    level: str
    target: str
    """The priority, and what time it gives."""


_FACTS = {"person": ("team", "phone"), "asset": ("manufacturer", "model", "place")}


def hear(desk: Desk, terms: Terms, line: str) -> Heard:
    """Two index searches, and the facts of what they find; raises DeskError."""
    said = desk.tickets.understand(line)
    level = priority(IMPACT, said.urgency or "2")
    requester, asset = _named(desk, "person", said.requester), _named(desk, "asset", said.asset)
    return Heard(said, requester, asset, level, terms.target_words(level))


def _named(desk: Desk, name: str, key: int | None) -> Named | None:
    if key is None:
        return None
    kind = desk.store.schema.kind(name)
    columns = [kind.column(n) for n in dict.fromkeys((kind.title, *_FACTS[name]))]
    row = desk.lists.rows(name, [key], columns)[0]
    facts = [str(v) for fact in _FACTS[name] if (v := row.labels.get(fact) or row.values[fact])]
    return Named(kind.format_ref(desk.lists.labels(name, [key])[key]), " · ".join(facts))


class QuickCapture(QDialog):
    """Enter opens the ticket, Ctrl+Enter goes on to the form with every field."""

    opened = Signal(int)
    """The new ticket's number."""
    form_asked = Signal(dict)
    """{stored field: value} of what was understood."""

    def __init__(self, context: DeskContext, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New ticket"))
        self.setFixedWidth(theme().px(WIDTH))
        self._context, self._terms = context, terms
        self._said = Captured("")
        self._is_writing = False
        self._asking = Asking(context, self)
        self.line = QLineEdit(self)
        self.line.setProperty("bare", "true")
        self.line.setFont(fonts.font("title"))
        self.line.setPlaceholderText(self.tr("Maria: printer jam, tray 2 @PRN-12 !high"))
        self.line.setAccessibleName(self.tr("What is the matter?"))
        self.line.installEventFilter(self)
        self._error = ErrorLine(self)
        self.requester = Understood("user", self.tr("Requester"))
        self.subject = Understood("message-square", self.tr("Subject"))
        self.asset = Understood("monitor", self.tr("Asset"))
        self.priority = Understood("activity", self.tr("Priority"))
        self._arrange()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._understand)
        self.line.textEdited.connect(self._typed)
        self._understand()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        body = Panel("pane", self)
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 14, 20, 18)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        for place, part in enumerate((self.requester, self.subject, self.asset, self.priority)):
            grid.addWidget(part, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        column.addWidget(body)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = Panel("topbar", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconMark("plus", "accent", 20))
        row.addWidget(self.line, 1)
        column = QVBoxLayout(head)
        column.setContentsMargins(20, 14, 20, 14)
        column.addLayout(row)
        column.addWidget(self._error)
        return head

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(18)
        row.addWidget(KeyHint("↵", self.tr("open ticket")))
        row.addWidget(KeyHint("Ctrl ↵", self.tr("all fields")))
        row.addWidget(KeyHint("Esc", self.tr("leave it")))
        row.addStretch(1)
        row.addWidget(Label(self.tr("name:  @asset  !high !medium !low"), "small", "text2"))
        return foot

    # --- understanding -----------------------------------------------------------------------
    def _typed(self) -> None:
        self._error.say("")
        self._rest.start()

    def _understand(self) -> None:
        self._ask(self._show)

    def _ask(self, on_done: Callable[[Heard], object]) -> None:
        self._asking.ask(
            partial(hear, self._context.desk, self._terms, self.line.text()), on_done, self._refused
        )

    def _show(self, heard: Heard) -> None:
        self._said = said = heard.said
        nobody, nothing = self.tr("write “name:” first"), self.tr("write @ and its tag")
        self._show_record(self.requester, "maint", heard.requester, nobody)
        self._show_record(self.asset, "ok", heard.asset, nothing)
        known = "info" if said.subject else "unknown"
        self.subject.say(known, said.subject or "—", self.tr("what is left of the line"))
        self._show_priority(heard)

    @staticmethod
    def _show_record(part: Understood, state: str, named: Named | None, missing: str) -> None:
        if named is None:
            part.say("unknown", "—", missing)
        else:
            part.say(state, named.label, named.facts)

    def _show_priority(self, heard: Heard) -> None:
        level = heard.level
        choice = self._context.kind("ticket").column("priority").choice(level)
        words = f"{level} {choice.label}" if choice is not None else level
        target = self.tr("target {time} of office time").format(time=heard.target)
        self.priority.say("warn" if level < "3" else "info", words, target)

    # --- opening -------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = watched is self.line and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._ask(self._ask_form if whole else self._save)
            return True
        return super().eventFilter(watched, event)

    def _save(self, heard: Heard) -> None:
        self._show(heard)
        if self._is_writing:
            return
        if not self._said.subject:
            self._error.say(self.tr("Say what is the matter: a ticket needs a subject."))
            return
        self._is_writing = True
        work = partial(self._capture, self.line.text())
        self._context.run(self.tr("Opening the ticket"), work, self._saved, on_failed=self._refused)

    def _capture(self, line: str, _progress: Progress) -> int:
        return self._context.desk.tickets.capture(self._context.desk.actor, line)

    def _saved(self, key: int) -> None:
        self._context.messages.done(self.tr("Ticket #{number} opened").format(number=key))
        self.opened.emit(key)
        self.accept()

    def _refused(self, error: object) -> None:
        self._is_writing = False
        if isinstance(error, DeskError):
            self._error.say(error_text(error))
        else:
            self._context.messages.error(error)

    def _ask_form(self, heard: Heard) -> None:
        said = heard.said
        given = {
            "subject": said.subject, "requester_id": said.requester, "asset_id": said.asset,
            "urgency": said.urgency,
        }  # fmt: skip
        self.accept()
        self.form_asked.emit({name: value for name, value in given.items() if value})
