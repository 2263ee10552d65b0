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
_WITH_THREE_DIGITS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
# fmt: on


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units (cents) of an ISO 4217 `currency`; an empty currency has two digits and no name."""

    minor: int
    currency: str = ""


def digits_of(currency: str) -> int:
    """The digits after the point of a currency (ISO 4217)."""
    if currency in _WITHOUT_MINOR_UNIT:
        return 0
    return 3 if currency in _WITH_THREE_DIGITS else 2


def show_money(money: Money) -> str:
    """An amount as it is printed: "1,480.00 EUR", exact for any size."""
    digits = digits_of(money.currency)
    whole, rest = divmod(abs(money.minor), 10**digits)
    sign = "-" if money.minor < 0 else ""
    fraction = f".{rest:0{digits}}" if digits else ""
    return f"{sign}{whole:,}{fraction} {money.currency}".rstrip()


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One amount for each currency, in the order of their codes."""
    sums: Counter[str] = Counter()
    for amount in amounts:
        sums[amount.currency] += amount.minor
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def show_totals(amounts: Iterable[Money]) -> str:
    """The totals as one text: "1,480.00 EUR + 12,000 JPY"; empty where there is nothing to add."""
    return " + ".join(map(show_money, totals(amounts)))
