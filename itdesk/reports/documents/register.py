"""The asset register: every asset in groups, with the sums of its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from itdesk.reports.documents.columns import is_wide
from itdesk.reports.model import (
    Bar,
    Bars,
    Cell,
    Cover,
    Document,
    Fact,
    Figure,
    Group,
    Imprint,
    PageBlock,
    Part,
    Row,
    Signatures,
    Table,
    TableColumn,
)
from itdesk.reports.rules.sums import Money, show_money, show_totals, totals

_BARS = 12


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One asset: the text of its cells, its group, and the amounts to add up by index of their column."""

    cells: tuple[Cell, ...]
    group: str = ""
    values: Mapping[int, Money] = field(default_factory=dict)


def asset_register(
    imprint: Imprint,
    columns: Sequence[TableColumn],
    rows: Iterable[RegisterRow],
    *,
    subtitle: str = "",
    grouped_by: str = "type",
    facts: Sequence[Fact] = (),
    note: str = "",
    signers: Sequence[str] = (),
) -> Document:
    """The register of `rows`, grouped in the order in which groups first occur.

    `facts` stand on the cover (scope, filter), `note` says how values were reckoned, `signers` get
    lines to sign on.
    """
    groups = _gathered(rows)
    every = [row for members in groups.values() for row in members]
    part = Part(f"Register by {grouped_by}", _blocks(columns, groups, every, signers), note)
    return Document(
        title="Asset register",
        subtitle=subtitle,
        imprint=imprint,
        parts=(part,),
        cover=Cover(
            tuple(facts), _figures(columns, every, len(groups), grouped_by), _chart(groups, grouped_by)
        ),
        landscape=is_wide(columns),
    )


def _gathered(rows: Iterable[RegisterRow]) -> dict[str, list[RegisterRow]]:
    groups: dict[str, list[RegisterRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def _blocks(
    columns: Sequence[TableColumn],
    groups: Mapping[str, list[RegisterRow]],
    every: Sequence[RegisterRow],
    signers: Sequence[str],
) -> tuple[PageBlock, ...]:
    printed = tuple(_group(columns, title, members) for title, members in groups.items())
    total = _sums(columns, every, f"Total, {_counted(len(every))}") if every else ()
    table = Table(tuple(columns), printed, total, empty="There are no assets.")
    return (table, Signatures(tuple(signers))) if signers else (table,)


def _group(columns: Sequence[TableColumn], title: str, members: Sequence[RegisterRow]) -> Group:
    named = title or "Without a group"
    rows = tuple(row.cells for row in members)
    return Group(rows, named, _counted(len(members)), _sums(columns, members, f"Subtotal {named}"))


def _counted(count: int) -> str:
    return f"{count:,} asset" if count == 1 else f"{count:,} assets"


def _sums(columns: Sequence[TableColumn], rows: Sequence[RegisterRow], label: str) -> Row:
    """The label, then the totals of every column that has any amount."""
    cells = [show_totals(_amounts(rows, index)) for index in range(len(columns))]
    return (cells[0] or label, *cells[1:])


def _amounts(rows: Sequence[RegisterRow], index: int) -> list[Money]:
    return [row.values[index] for row in rows if index in row.values]


def _by_currency(amounts: Sequence[Money]) -> list[tuple[Money, int]]:
    """The sum in each currency, and of how many amounts."""
    counts = Counter(amount.currency for amount in amounts)
    return [(total, counts[total.currency]) for total in totals(amounts)]


def _figures(
    columns: Sequence[TableColumn], rows: Sequence[RegisterRow], groups: int, grouped_by: str
) -> tuple[Figure, ...]:
    summed = [
        Figure(column.label, show_money(total), f"of {_counted(counted)}")
        for index, column in enumerate(columns)
        for total, counted in _by_currency(_amounts(rows, index))
    ]
    return (Figure("Assets", f"{len(rows):,}", f"{groups:,} by {grouped_by}"), *summed[:3])


def _chart(groups: Mapping[str, list[RegisterRow]], grouped_by: str) -> Bars | None:
    """The value of the largest groups where there is one currency, else their number of assets."""
    sums = {title: _value(members) for title, members in groups.items()}
    one_currency = len({money.currency for amounts in sums.values() for money in amounts}) == 1
    if not groups:
        return None
    bars = [
        Bar(
            title or "Without a group",
            float(sum(money.hundredths for money in sums[title])) if one_currency else float(len(members)),
            show_totals(sums[title]) if one_currency else f"{len(members):,}",
            f"{len(members):,}" if one_currency else "",
        )
        for title, members in groups.items()
    ]
    bars.sort(key=_amount, reverse=True)
    what = "Value" if one_currency else "Assets"
    return Bars(f"{what} by {grouped_by}", tuple(bars[:_BARS]), _unit(len(bars)))


def _unit(groups: int) -> str:
    return f"the largest {_BARS} of {groups:,}" if groups > _BARS else ""


def _amount(bar: Bar) -> float:
    return bar.amount


def _value(rows: Sequence[RegisterRow]) -> tuple[Money, ...]:
    """The totals of the first column of amounts that a row has."""
    return totals(row.values[min(row.values)] for row in rows if row.values)
