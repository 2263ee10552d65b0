"""Amounts of money added up by currency, so that euros and yen never meet in one number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# fmt: off
_WITHOUT_MINOR_UNIT = frozenset((
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
    "XAF", "XOF", "XPF",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Money:
    """`hundredths` of an ISO 4217 `currency`, as the desk keeps every price; "" has no name."""

    hundredths: int
    currency: str = ""


def show_money(money: Money) -> str:
    """An amount as it is printed: "1,480.00 EUR", "12,000 JPY"; exact for any size."""
    whole, rest = divmod(abs(money.hundredths), 100)
    sign = "-" if money.hundredths < 0 else ""
    is_whole = money.currency in _WITHOUT_MINOR_UNIT and not rest
    fraction = "" if is_whole else f".{rest:02}"
    return f"{sign}{whole:,}{fraction} {money.currency}".rstrip()


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One amount for each currency, in the order of their codes."""
    sums: Counter[str] = Counter()
    for amount in amounts:
        sums[amount.currency] += amount.hundredths
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def show_totals(amounts: Iterable[Money]) -> str:
    """The totals as one text: "1,480.00 EUR + 12,000 JPY"; empty where there is nothing to add."""
    return " + ".join(map(show_money, totals(amounts)))
