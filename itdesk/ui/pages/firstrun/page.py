"""The first run: four ways to begin, and where the desk will be kept."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.keycap import draw_keycap, keycap_width
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.shell.rail import Mark

WIDTH, CARD_HEIGHT = 820, 92
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
SCAN, DISCOVER, IMPORT, DEMO = "scan", "discover", "import", "demo"


class WayCard(QAbstractButton):
    """One way to begin: icon, title, what it does, its number key."""

    def __init__(self, icon: str, title: str, about: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._about = about
        self._key = key
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme().px(CARD_HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH // 2 - 6), theme().px(CARD_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter too begins what one is on."""
        if event.key() in _ENTER and event.modifiers() in _PLAIN:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = painter.pen()
        pen.setColor(look.colour("accent" if focused else "border"))
        pen.setWidthF(2 if focused else 1)
        painter.setPen(pen)
        hovered = self.underMouse() and self.isEnabled()
        painter.setBrush(look.colour("hover" if hovered else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        self._draw_tile(painter)
        self._draw_words(painter)

    def _draw_tile(self, painter: QPainter) -> None:
        look = theme()
        side, mark = look.px(40), look.px(20)
        left, top = look.px(17), look.px(17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("info_bg"))
        painter.drawRoundedRect(QRectF(left, top, side, side), 8, 8)
        picture = icons.pixmap(self._icon, look.colour("info_fg"), mark, self.devicePixelRatioF())
        inset = (side - mark) // 2
        painter.drawPixmap(left + inset, top + inset, picture)

    def _draw_words(self, painter: QPainter) -> None:
        look = theme()
        left = look.px(71)
        painter.setFont(fonts.font("strong", 600))
        painter.setPen(look.colour("text" if self.isEnabled() else "disabled"))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(left, look.px(16), self.width() - left - 50, look.px(22)), top, self.text())
        painter.setFont(fonts.font("body"))
        painter.setPen(look.colour("text2"))
        box = QRectF(left, look.px(39), self.width() - left - look.px(20), look.px(44))
        painter.drawText(box, int(top) | int(Qt.TextFlag.TextWordWrap), self._about)
        draw_keycap(painter, self.width() - keycap_width(self._key) - 16, look.px(26), self._key)


class FirstRun(Panel):
    """Says what was chosen; whoever shows it opens the desk. Keys 1 to 4 choose."""

    way_chosen = Signal(str)
    """SCAN, DISCOVER, IMPORT or DEMO."""
    change_asked = Signal()
    """Another place for the desk."""
    open_asked = Signal()
    join_asked = Signal()
    restore_asked = Signal()
    cancelled = Signal()

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__("firstrun", parent)
        self._place = ElidedLabel(place, "small", "text2", mode=Qt.TextElideMode.ElideMiddle)
        self._place.setFont(fonts.font("small", mono=True))
        self._banner = Banner(self)
        self._work = QWidget(self)
        self._ways: dict[WayCard, str] = {}
        body = QWidget(self)
        body.setFixedWidth(theme().px(WIDTH))
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(14)
        for part in (self._head(), self._cards(), self._place_card(), self._others(), self._working()):
            lines.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        column.addStretch(1)
        column.addWidget(body, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setFocusProxy(next(iter(self._ways)))
        self.setAccessibleName(self.tr("Welcome to itdesk"))

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 12)
        row.setSpacing(12)
        row.addWidget(Mark(44))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("Welcome to itdesk"), "display", weight=600))
        about = self.tr("itdesk keeps what your office’s IT owns, watches, repairs and prints, in one file "
                        "on this computer.")  # fmt: skip
        words.addWidget(Label(about, "strong", "text2"))
        row.addLayout(words, 1)
        return head

    def _cards(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        ways = (
            (SCAN, "scan-search", self.tr("Scan this computer"),
             self.tr("Its parts, programs and disks become the first asset. Takes about five seconds.")),
            (DISCOVER, "radar", self.tr("Discover the network"),
             self.tr("Asks your own addresses who is there; you tick what is watched. Nothing is changed.")),
            (IMPORT, "file-spreadsheet", self.tr("Import a file"),
             self.tr("CSV, Excel, or an export of Snipe-IT or GLPI, with a preview first.")),
            (DEMO, "building-2", self.tr("Open the demo office"),
             self.tr("People, assets, tickets and devices to try everything on. Your own desk stays empty.")),
        )  # fmt: skip
        for place, (way, icon, title, about) in enumerate(ways):
            card = WayCard(icon, title, about, str(place + 1), holder)
            card.clicked.connect(self._chosen)
            self._ways[card] = way
            grid.addWidget(card, place // 2, place % 2)
        return holder

    def _place_card(self) -> QWidget:
        card = Panel("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(IconMark("database", "text2", 16))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(self.tr("Your desk will be kept in"), weight=500))
        words.addWidget(self._place)
        row.addLayout(words, 1)
        change = Button(self.tr("Change…"))
        change.clicked.connect(self.change_asked)
        row.addWidget(change)
        return card

    def _others(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        links = (
            (self.tr("Open another desk…"), self.open_asked),
            (self.tr("Join a team’s desk…"), self.join_asked),
            (self.tr("Restore a backup…"), self.restore_asked),
        )
        for text, asked in links:
            link = Button(text, "link")
            link.clicked.connect(asked)
            row.addWidget(link)
        row.addStretch(1)
        row.addWidget(Label(self.tr("Nothing leaves this computer."), "small", "text3"))
        return holder

    def _working(self) -> QWidget:
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._words = Label("", "body", "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        cancel = Button(self.tr("Cancel"), "link")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(cancel)
        self._work.hide()
        return self._work

    # --- what is going on ------------------------------------------------------------------------
    @property
    def cards(self) -> dict[str, WayCard]:
        """Cards by way."""
        return {way: card for card, way in self._ways.items()}

    def set_place(self, place: str) -> None:
        self._place.setText(place)

    def set_working(self, words: str, share: float = 0.0) -> None:
        """Something runs; "" when it is over."""
        self._work.setVisible(bool(words))
        self._words.setText(words)
        self._bar.setRange(0, 100 if share > 0 else 0)
        self._bar.setValue(round(share * 100))
        for card in self._ways:
            card.setEnabled(not words)

    def say(self, head: str, rest: str) -> None:
        """It did not work: what happened and what to do."""
        self.set_working("")
        self._banner.say("crit", head, rest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        cards = list(self._ways)
        is_number = 0 <= place < len(cards) and event.modifiers() in _PLAIN
        if is_number and cards[place].isEnabled():
            cards[place].click()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, WayCard):
            self._banner.quiet()
            self.way_chosen.emit(self._ways[sender])
