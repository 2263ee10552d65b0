"""Lists and search of a desk with very many tickets: first rows, counts, pages, words while typing.

    python -m tests.bench.bench_store [--rows 1000000] [--desk FILE] [--all]

`--desk` measures a desk that exists; `--all` prints every query and not the slowest alone.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from itdesk.core.query import QueryContext, parse
from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo

FIRST_ROWS, PAGE_P99, SEARCH_P95 = 100.0, 16.0, 50.0
"""Budgets in milliseconds."""
SHOWN = 100
"""Rows of a first screen and of a page."""
RUNS = 5
PAGES = 300
TYPED = (
    "printer does not print", "vpn", "laptop", "password reset", "lindner", "NB-00042", "paper jam",
    "outlook", "zoom meeting", "screen", "drucker", "wlan", "maria", "00:1a:2b", "#4711",
)  # fmt: skip
"""What people type into the search box, letter by letter."""


class Bench:
    """Times what a list page and the search box ask of the store."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.context = QueryContext(now=desk.store.clock.now(), zone=desk.zone)

    def queries(self) -> Iterator[tuple[str, str]]:
        """(kind, query line): every indexed sort in both directions, every indexed filter, every view."""
        for kind in ("ticket", "asset"):
            described = self.desk.store.schema.kind(kind)
            yield kind, ""
            for column in described:
                if column.indexed:
                    yield from ((kind, f"sort:{column.name}"), (kind, f"sort:-{column.name}"))
                    yield kind, f"{column.name}:any"
                    yield kind, f"{column.name}:empty"
                    yield from ((kind, f"{column.name}:={c.value}") for c in column.choices[:7])
            yield from ((kind, view.query) for view in described.views)
        yield from (("ticket", text) for text in MIXED)

    def first_rows(self, kind: str, text: str) -> float:
        """Milliseconds until the first screen of a list is there."""
        columns = self.desk.store.schema.kind(kind).default_columns
        begin = perf_counter()
        query = parse(text, self.desk.store.schema.kind(kind), self.context)
        keys = self.desk.lists.ids(kind, query, me=1, limit=SHOWN)
        self.desk.lists.rows(kind, keys, columns)
        return 1_000 * (perf_counter() - begin)

    def every_key(self, kind: str, text: str) -> float:
        """Milliseconds until every key is known, which happens behind the first screen."""
        query = parse(text, self.desk.store.schema.kind(kind), self.context)
        begin = perf_counter()
        self.desk.lists.ids(kind, query)
        return 1_000 * (perf_counter() - begin)

    def pages(self) -> list[float]:
        """Milliseconds of pages at random places of a list of every ticket."""
        described = self.desk.store.schema.kind("ticket")
        keys = self.desk.lists.ids("ticket", parse("sort:due", described, self.context))
        chance, taken = random.Random(1), list[float]()
        for _ in range(PAGES):
            start = chance.randrange(max(len(keys) - SHOWN, 1))
            begin = perf_counter()
            self.desk.lists.rows("ticket", keys[start : start + SHOWN], described.default_columns)
            taken.append(1_000 * (perf_counter() - begin))
        return taken

    def typing(self) -> list[tuple[float, str]]:
        """(milliseconds, what stood in the box) of each letter of what people type."""
        taken: list[tuple[float, str]] = []
        for text in TYPED:
            for length in range(2, len(text) + 1):
                begin = perf_counter()
                self.desk.store.index.find(text[:length].split(), limit=20)
                taken.append((1_000 * (perf_counter() - begin), text[:length]))
        return taken


MIXED = (
    "status:open sort:due", "status:open priority:<=2 sort:due", "-status:closed sort:due",
    "due:<2d status:open", "assignee:me status:open", "assignee:me", "printer", "status:open printer",
    "subject:printer", "requester:empty status:open", "updated:<1d", "opened:2025", "asset:any status:open",
    "priority:1 sort:-opened", "status:waiting or priority:1", "assignee:empty sort:-updated",
)  # fmt: skip
"""Filters and sorts together."""


def timed(work: Callable[[], float]) -> float:
    return median(work() for _ in range(RUNS))


def percentile(values: Sequence[float], part: int) -> float:
    return quantiles(values, n=100, method="inclusive")[part - 1]


def report(bench: Bench, *, everything: bool) -> bool:
    """Print what was measured; answers whether every budget held."""
    described = bench.desk.store.schema.kind("ticket")
    size = f"{bench.desk.lists.count('ticket', parse('', described, bench.context)):,} tickets"
    first = [(timed(partial(bench.first_rows, k, t)), f"{k} “{t}”") for k, t in bench.queries()]
    first.sort(reverse=True)
    for taken, text in first if everything else []:
        print(f"  {taken:8.1f} ms  {text}")
    over = [text for taken, text in first if taken > FIRST_ROWS]
    middle, (slowest, what) = median(taken for taken, _ in first), first[0]
    print(f"first rows of {len(first)} lists, {size}: median {middle:.1f} ms, slowest {slowest:.1f} ({what}),"
          f" {len(over)} over {FIRST_ROWS:.0f} ms")  # fmt: skip
    whole = max(bench.every_key("ticket", text) for text in ("sort:due", "sort:-number", "status:open"))
    print(f"every key behind the first screen, {size}: at most {whole:,.0f} ms")
    page = percentile(bench.pages(), 99)
    print(f"a page of {SHOWN} rows anywhere, {size}: p99 {page:.1f} ms (budget {PAGE_P99:.0f})")
    typing = bench.typing()
    p95, (worst, text) = percentile([taken for taken, _ in typing], 95), max(typing)
    print(f"search while typing, {size}: p95 {p95:.1f} ms (budget {SEARCH_P95:.0f}), "
          f"worst {worst:.1f} ms (“{text}”)")  # fmt: skip
    return not over and page <= PAGE_P99 and p95 <= SEARCH_P95


def main() -> int:
    """0 when every budget held, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--desk", default="")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("ITDESK_KEY_FILE", str(Path(folder) / "key"))
        desk = Desk.open(
            options.desk or str(Path(folder) / "bench.desk"), origin="bench", create=not options.desk
        )
        try:
            if not options.desk:
                begin = perf_counter()
                make_demo(desk, Size(options.rows // 10, max(options.rows // 1_000, 10), options.rows, 20), 1)
                print(f"made {options.rows:,} tickets, journaled and indexed: {perf_counter() - begin:.1f} s")
            return 0 if report(Bench(desk), everything=options.all) else 1
        finally:
            desk.close()


if __name__ == "__main__":
    sys.exit(main())
