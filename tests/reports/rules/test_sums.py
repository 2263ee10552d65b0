from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.sums import Money, show_money, show_totals, totals


def test_amounts_show_thousands_and_the_digits_of_their_currency() -> None:
    assert show_money(Money(148_050, "EUR")) == "1,480.50 EUR"
    assert show_money(Money(12_000_000, "JPY")) == "120,000 JPY"
    assert show_money(Money(24_690, "JPY")) == "246.90 JPY", "what is kept is never rounded away"
    assert show_money(Money(-5, "EUR")) == "-0.05 EUR"


def test_an_amount_without_currency_has_no_name_behind_it() -> None:
    assert show_money(Money(68_900)) == "689.00"


def test_currencies_are_never_added_together() -> None:
    assert show_totals([Money(100, "EUR"), Money(50_000, "JPY"), Money(250, "EUR")]) == "3.50 EUR + 500 JPY"


def test_nothing_adds_up_to_nothing() -> None:
    assert show_totals([]) == ""


@given(st.lists(st.integers(-(10**15), 10**15)))
def test_a_total_is_exact(amounts: list[int]) -> None:
    found = totals(Money(amount, "EUR") for amount in amounts)
    assert sum(money.hundredths for money in found) == sum(amounts)
