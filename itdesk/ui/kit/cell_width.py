"""How wide a cell must be to be read whole: its words as `delegate` paints them, and what is beside them."""

from __future__ import annotations

from itdesk.ui.kit import fonts
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.kit.theme import theme

PAD = 10
"""Left and right inside a cell."""


def natural_width(cell: Cell, column: ListColumn, *, two_line: bool = False) -> int:
    """Logical pixels that show a cell without eliding."""
    look = theme()
    if column.look is Look.PRIORITY:
        return look.px(16) + 2 * PAD
    if column.look is Look.SPARK and cell.points:
        return look.px(66) + 2 * PAD
    role, weight, figures = _face(cell, column.look, two_line)
    width = fonts.metrics(role, weight, figures=figures).horizontalAdvance(cell.text)
    if two_line and cell.second:
        width = max(width, fonts.metrics("small").horizontalAdvance(cell.second))
    return width + _beside(cell, column.look, two_line) + 2 * PAD


def _face(cell: Cell, look: Look, two_line: bool) -> tuple[str, int, bool]:
    """(font role, weight, digits of one width) of a cell's words."""
    strong = 600 if cell.strong else 400
    if look is Look.NUMBER:
        return "body", strong, True
    if look is Look.METER:
        return "body", 400, cell.share is not None
    if (look is Look.CHIP and is_chip(cell)) or (look is Look.DUE and cell.share is not None):
        return "small", 500, False
    return "body", _weight(cell, look, two_line), False


def _weight(cell: Cell, look: Look, two_line: bool) -> int:
    strong = 600 if cell.strong else 400
    if look is Look.TEXT:
        return strong
    if look is Look.CODE:
        return max(strong, 500)
    if look is Look.TITLE:
        return 600 if two_line and cell.second else max(strong, 500)
    if look is Look.AVATAR or (look is Look.STATE and cell.state == "crit"):
        return 600
    return 400


def _beside(cell: Cell, look: Look, two_line: bool) -> int:
    """Pixels that pictures take beside the words."""
    px = theme().px
    if look is Look.TITLE:
        return (px(26) if cell.icon else 0) + px(22) * len(cell.marks)
    if look is Look.AVATAR:
        return px(28 if two_line else 22) + px(12)
    if look is Look.STATE:
        return px(20)
    if look is Look.CHIP and is_chip(cell):
        return px(28) - PAD
    if look is Look.METER and cell.share is not None:
        return px(46) + px(8)
    return 0


def is_chip(cell: Cell) -> bool:
    """Whether a chip is drawn: nothing at all stands there as plain words."""
    return cell.value is not None or bool(cell.state)
