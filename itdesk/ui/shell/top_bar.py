"""The bar over a page: its title and views, or the path to a record; search; one primary button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.keycap import draw_keycap, keycap_width
from itdesk.ui.kit.text import Label, NameLabel, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.shell.page import Page, Trail
from itdesk.ui.shell.view_strip import ViewButton, ViewStrip

SEARCH_WIDTH, SEARCH_NARROW = 210, 40


class SearchButton(QAbstractButton):
    """Looks like a field and opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Search or run a command"))

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(SEARCH_NARROW if self._narrow else SEARCH_WIDTH), theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(look.colour("accent" if self.hasFocus() else "border"))
        painter.setBrush(look.colour("pressed" if self.isDown() else "sunken"))
        painter.drawRoundedRect(box, 6, 6)
        side = look.px(15)
        picture = icons.pixmap("search", look.colour("text2"), side, self.devicePixelRatioF())
        painter.drawPixmap(look.px(11), (self.height() - side) // 2, picture)
        if self._narrow:
            return
        painter.setFont(fonts.font("body"))
        painter.setPen(look.colour("text2"))
        painter.drawText(
            box.adjusted(look.px(34), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.tr("Search or run…")
        )
        key = "Ctrl K"
        draw_keycap(painter, self.width() - keycap_width(key) - 8, self.height() / 2, key)


class TopBar(Panel):
    """Asks the page in front what to show; `write_page` is called again whenever that changes."""

    view_chosen = Signal(str)
    search_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("topbar", parent)
        self._trail: Trail | None = None
        self._primary_command: Command | None = None
        self._commands: dict[Button, Command] = {}
        self._title = NameLabel("", "title")
        self._strip = ViewStrip(self)
        self._back = Button("", "link")
        self._place = Label("", "body", "text2")
        self._previous = IconButton("chevron-up", self.tr("Previous"))
        self._next = IconButton("chevron-down", self.tr("Next"))
        self.search = SearchButton(self)
        self.primary = Button("", "primary", "plus")
        self.setFixedHeight(theme().size("topbar"))
        self._arrange()
        self._strip.chosen.connect(self.view_chosen)
        self._back.clicked.connect(self._go_back)
        self._previous.clicked.connect(self._go_previous)
        self._next.clicked.connect(self._go_next)
        self.search.clicked.connect(self.search_asked)
        self.primary.clicked.connect(self._run_primary)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._title)
        row.addSpacing(6)
        row.addWidget(self._strip)
        row.addStretch(1)
        for widget in (self._place, self._previous, self._next):
            row.addWidget(widget)
        self._tool_row = QHBoxLayout()
        row.addLayout(self._tool_row)
        row.addWidget(self.search)
        row.addWidget(self.primary)

    @property
    def views(self) -> Sequence[ViewButton]:
        return self._strip.views

    def title_text(self) -> str:
        return self._title.text()

    def set_narrow(self, narrow: bool) -> None:
        self.search.set_narrow(narrow)

    def write_page(self, page: Page) -> None:
        """Title, views or trail, tools and the primary button of the page in front."""
        self._write_trail(page.trail(), page.title())
        if self._trail is not None:
            self._strip.show_views((), "")
        else:
            self._strip.show_views(page.views(), page.current_view())
        self._write_tools(page.tools())
        self._write_primary(page.primary_action())

    def _write_trail(self, trail: Trail | None, title: str) -> None:
        self._trail = trail
        shown = trail or Trail("", "")
        self._title.setText(f"/ {trail.name}" if trail is not None else title)
        self._back.set_text(shown.parent)
        words = self.tr("{place} of {count}").format(place=shown.position, count=f"{shown.count:,}")
        self._place.setText(words if shown.count else "")
        for widget in (self._back, self._previous, self._next, self._place):
            widget.setVisible(trail is not None)
        self._previous.setEnabled(shown.previous is not None)
        self._next.setEnabled(shown.next is not None)

    def _write_tools(self, tools: Sequence[Command]) -> None:
        """The same tools again keep their buttons, which may be pressed or have the focus just now."""
        if list(self._commands.values()) != list(tools):
            for button in self._commands:
                button.hide()
                button.deleteLater()
            self._commands = {Button(tool.title, "quiet", tool.icon): tool for tool in tools}
            for button in self._commands:
                button.clicked.connect(self._run_tool)
                self._tool_row.addWidget(button)
        for button, tool in self._commands.items():
            button.setEnabled(tool.is_enabled)

    def _run_tool(self) -> None:
        sender = self.sender()
        command = self._commands.get(sender) if isinstance(sender, Button) else None
        if command is not None:
            command.handler()

    def _write_primary(self, command: Command | None) -> None:
        self._primary_command = command
        self.primary.setVisible(command is not None)
        if command is not None:
            icons.set_icon(self.primary, command.icon or "plus", "on_accent")
            self.primary.set_text(command.title)
            self.primary.setEnabled(command.is_enabled)

    def _run_primary(self) -> None:
        if self._primary_command is not None:
            self._primary_command.handler()

    def _go_back(self) -> None:
        if self._trail is not None and self._trail.back is not None:
            self._trail.back()

    def _go_previous(self) -> None:
        if self._trail is not None and self._trail.previous is not None:
            self._trail.previous()

    def _go_next(self) -> None:
        if self._trail is not None and self._trail.next is not None:
            self._trail.next()
