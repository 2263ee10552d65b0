"""The line at the foot: is the desk watched, when was it copied, which desk is it, what runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.tasks import Task
from itdesk.ui.kit.text import Label, NameLabel, Panel, set_tooltip
from itdesk.ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class Fact:
    """One segment. With `state` a health glyph stands before it, else the icon; `minor` goes first
    when the window is narrow."""

    text: str
    icon: str = ""
    state: str = ""
    hint: str = ""
    minor: bool = False


class StatusBar(Panel):
    """28 px; facts at the left, the running task at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("status", parent)
        self._facts: tuple[Fact, ...] = ()
        self._widgets: list[tuple[QWidget, bool]] = []
        self._narrow = False
        self._tasks: list[Task[object]] = []
        self.setFixedHeight(theme().size("statusbar"))
        self._left = QHBoxLayout()
        self._left.setSpacing(10)
        self._words = NameLabel("", "small", "text2", 500)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(theme().px(110))
        self._bar.setTextVisible(False)
        self._share = Label("", "small", "text2")
        self._cancel = Button(self.tr("Cancel"), "link")
        self._cancel.clicked.connect(self._cancel_task)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(10)
        row.addLayout(self._left)
        row.addStretch(1)
        for widget in (self._words, self._bar, self._share, self._cancel):
            row.addWidget(widget)
        self._show_task()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Replace the segments; the same ones again cost nothing."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        for widget, _minor in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets = [(self._segment(fact, bool(place)), fact.minor) for place, fact in enumerate(facts)]
        for widget, _minor in self._widgets:
            self._left.addWidget(widget)
        self.set_narrow(self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        for widget, minor in self._widgets:
            widget.setVisible(not (narrow and minor))

    def _segment(self, fact: Fact, later: bool) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        if later:
            line = Panel("rule", holder)
            line.setFixedSize(1, theme().px(14))
            row.addWidget(line)
            row.addSpacing(3)
        if fact.state:
            row.addWidget(StateMark(fact.state, fact.text))
        elif fact.icon:
            row.addWidget(IconMark(fact.icon, "text2", 13))
        row.addWidget(NameLabel(fact.text, "small", "text2", 400))
        set_tooltip(holder, fact.hint)
        return holder

    # --- the running task ------------------------------------------------------------------
    def show_task(self, task: object) -> None:
        """A task that has taken over 400 ms: its name, how far it is, Cancel. The newest is shown."""
        if not isinstance(task, Task) or task.is_over:
            return
        self._tasks.append(task)
        task.progressed.connect(self._progressed)
        task.ended.connect(self._ended)
        self._show_task()

    def _progressed(self) -> None:
        if self._tasks and self.sender() is self._tasks[-1]:
            self._show_share(self._tasks[-1])

    def _show_share(self, task: Task[object]) -> None:
        share = task.share
        self._bar.setRange(0, 100 if share > 0 else 0)
        self._bar.setValue(round(share * 100))
        self._share.setText(f"{round(share * 100)} %" if share > 0 else "")
        for widget in (self._bar, self._share):
            set_tooltip(widget, task.note)

    def _ended(self) -> None:
        """Of several the one before comes up again."""
        over = self.sender()
        self._tasks = [task for task in self._tasks if task is not over]
        self._show_task()

    def _show_task(self) -> None:
        task = self._tasks[-1] if self._tasks else None
        for widget in (self._words, self._bar, self._share):
            widget.setVisible(task is not None)
        self._cancel.setVisible(task is not None and task.can_cancel)
        if task is not None:
            stopping = self.tr("{title}: stopping…").format(title=task.title)
            self._words.setText(stopping if task.is_cancelled else task.title)
            self._show_share(task)

    def _cancel_task(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
            self._show_task()
