"""Sums on paper: exact, each currency alone, and written so that they can be read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.sums import Money, show_money, show_totals, totals

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KRW", "CHF", ""])
AMOUNTS = st.builds(Money, st.integers(-(10**17), 10**17), CURRENCIES)


def read(text: str) -> Decimal:
    """An amount as a person reads it."""
    return Decimal(text.split()[0].replace(",", ""))


@given(AMOUNTS)
def test_an_amount_is_printed_to_the_last_hundredth(money: Money) -> None:
    shown = show_money(money)
    assert read(shown) * 100 == money.hundredths
    assert shown.endswith(money.currency)
    assert shown == shown.strip()


@given(AMOUNTS)
def test_an_amount_and_its_debt_differ_by_the_sign_alone(money: Money) -> None:
    debt = show_money(Money(-money.hundredths, money.currency))
    if money.hundredths > 0:
        assert debt == "-" + show_money(money)
    assert show_money(Money(0, money.currency)).lstrip("-") == show_money(Money(0, money.currency))


@given(st.lists(AMOUNTS, max_size=20))
def test_each_currency_is_summed_alone(amounts: list[Money]) -> None:
    model: dict[str, int] = {}
    for money in amounts:
        model[money.currency] = model.get(money.currency, 0) + money.hundredths
    assert {found.currency: found.hundredths for found in totals(amounts)} == model


@given(st.lists(AMOUNTS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_amounts_changes_no_total(amounts: list[Money], random) -> None:
    shuffled = random.sample(amounts, len(amounts))
    assert totals(shuffled) == totals(amounts)
    assert show_totals(shuffled) == show_totals(amounts)


@given(st.lists(AMOUNTS, max_size=9), st.lists(AMOUNTS, max_size=9))
def test_a_total_of_subtotals_is_the_total(one: list[Money], other: list[Money]) -> None:
    assert totals([*totals(one), *totals(other)]) == totals([*one, *other])


@given(st.lists(AMOUNTS, max_size=9))
def test_totals_stand_in_the_order_of_their_currencies(amounts: list[Money]) -> None:
    codes = [money.currency for money in totals(amounts)]
    assert codes == sorted(set(codes))
    assert show_totals(amounts).count(" + ") == max(len(codes) - 1, 0)


@pytest.mark.parametrize(
    ("hundredths", "currency", "shown"),
    [
        (0, "EUR", "0.00 EUR"),
        (0, "JPY", "0 JPY"),
        (1, "EUR", "0.01 EUR"),
        (1, "JPY", "0.01 JPY"),
        (-1, "USD", "-0.01 USD"),
        (99_999, "USD", "999.99 USD"),
        (100_000, "USD", "1,000.00 USD"),
        (100_000_000, "KRW", "1,000,000 KRW"),
        (-148_050, "", "-1,480.50"),
        (2**53, "EUR", "90,071,992,547,409.92 EUR"),
    ],
)
def test_amounts_at_the_borders(hundredths: int, currency: str, shown: str) -> None:
    assert show_money(Money(hundredths, currency)) == shown


def test_sums_that_cancel_out_are_still_named() -> None:
    assert show_totals([Money(500, "EUR"), Money(-500, "EUR")]) == "0.00 EUR"
