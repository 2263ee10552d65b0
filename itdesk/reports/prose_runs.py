"""Runs and cells as styled text."""

from __future__ import annotations

from dataclasses import replace

from itdesk.reports.blocks import Run, text_of
from itdesk.reports.model import Cell, Mark
from itdesk.reports.type.runs import Styled
from itdesk.reports.type.style import ACCENT, STRONG, Style


def cell_text(cell: Cell) -> str:
    """The characters of a cell."""
    if isinstance(cell, str):
        return cell
    return cell.word if isinstance(cell, Mark) else text_of(cell)


def styled(cell: Cell, style: Style) -> list[Styled]:
    """A cell's text in `style`, varied by what its runs say."""
    if isinstance(cell, str):
        return [(cell, style)]
    if isinstance(cell, Mark):
        return [(cell.word, style)]
    return [(run.text, run_style(run, style)) for run in cell]


def run_style(run: Run, style: Style) -> Style:
    """The look of one run within `style`."""
    return replace(
        style,
        size=style.size * 0.93 if run.code else style.size,
        weight=STRONG if run.bold else style.weight,
        italic=run.italic or style.italic,
        mono=run.code or style.mono,
        strike=run.strike,
        colour=ACCENT if run.link else style.colour,
        link=run.link,
    )
