"""The asset register of 10,000 rows against its bare text drawn on a reportlab canvas.

Run as a script: prints one line with the ratio, which the budget holds at 3 or less.
"""

from __future__ import annotations

import sys
from io import BytesIO
from time import perf_counter

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from itdesk.reports import render
from itdesk.reports.documents import RegisterRow, asset_register
from itdesk.reports.model import Align, Imprint, Mark, TableColumn
from itdesk.reports.rules.sums import Money
from itdesk.reports.type import sources
from itdesk.reports.type.fonts import font_book

BUDGET = 3.0
_MODELS = ("Lenovo ThinkPad T14 Gen 5", "HP EliteBook 845 G9", "Dell Latitude 5450", "Aruba CX 6200F 48G PoE")
_COLUMNS = (
    TableColumn("Tag", 20),
    TableColumn("Name", 42, lines=3),
    TableColumn("Serial", 26),
    TableColumn("Person", 28, quiet=True, lines=3),
    TableColumn("Place", 26, quiet=True, lines=3),
    TableColumn("Status", 20),
    TableColumn("Bought", 21, Align.RIGHT, quiet=True),
    TableColumn("Price €", 20, Align.RIGHT),
)


def rows_of(count: int) -> list[RegisterRow]:
    """A believable register: 50 people, 20 places, 4 models."""
    return [
        RegisterRow(
            cells=(
                f"NB-{number:05}",
                _MODELS[number % 4],
                f"PF-{number * 7919 % 99991:05}X",
                f"Person {number % 50:02} Østergård",
                f"Headquarters / Room {number % 20}",
                Mark("In use", "ok"),
                f"{number % 28 + 1} Nov 2023",
                f"{1000 + number % 900:,}.00",
            ),
            group=f"Type {number % 6}",
            values={7: Money(100_000 + number % 900 * 100, "EUR")},
        )
        for number in range(count)
    ]


def seconds_of_register(rows: list[RegisterRow]) -> float:
    """Wall time of the whole document."""
    imprint = Imprint(office="Office", printed_at="23 Nov 2026 16:10", printed_by="bench")
    begin = perf_counter()
    render(asset_register(imprint, _COLUMNS, rows), BytesIO())
    return perf_counter() - begin


def seconds_of_raw_text(rows: list[RegisterRow]) -> float:
    """Wall time of the same strings in the same font with `drawString`, cut font included."""
    begin = perf_counter()
    texts = [[cell.word if isinstance(cell, Mark) else str(cell) for cell in row.cells] for row in rows]
    with font_book(frozenset("".join(text for row in texts for text in row))) as book:
        name = book.face(sources.sans()[0], 400).name
        canvas = Canvas(BytesIO(), pagesize=A4, pageCompression=1)
        for start in range(0, len(texts), 43):
            canvas.setFont(name, 8.6)
            for line, row in enumerate(texts[start : start + 43]):
                for column, text in enumerate(row):
                    canvas.drawString(56 + column * 60, 780 - line * 16.2, text)
            canvas.showPage()
        canvas.save()
    return perf_counter() - begin


def measure(count: int = 10_000) -> tuple[float, float]:
    """Seconds of (register, raw text), the better of two runs each."""
    rows = rows_of(count)
    raw = min(seconds_of_raw_text(rows) for _ in range(2))
    return min(seconds_of_register(rows) for _ in range(2)), raw


def main() -> int:
    """Print the ratio; 1 when it is over budget."""
    register, raw = measure()
    ratio = register / raw
    took = f"{register:.2f} s, raw text {raw:.2f} s"
    print(f"asset register, 10,000 rows: {took}, ratio {ratio:.2f} (budget {BUDGET})")
    return 0 if ratio <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
