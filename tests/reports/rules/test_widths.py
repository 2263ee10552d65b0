from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from itdesk.reports.rules.widths import bands_of, shared_out

_WIDTHS = st.lists(st.floats(1, 900), min_size=1, max_size=14)


def test_short_columns_are_whole_beside_a_very_long_one() -> None:
    shares = shared_out([40, 5_000, 60], [1, 1, 1], 300)
    assert shares == approx([40, 200, 60])


def test_long_columns_share_by_weight() -> None:
    shares = shared_out([500, 500], [2, 1], 328)
    assert shares == approx([64 + 400 / 3, 64 + 200 / 3])


def test_room_left_over_is_used() -> None:
    assert sum(shared_out([10, 10], [1, 3], 400)) == approx(400)


def test_columns_that_fit_make_one_band() -> None:
    assert bands_of([50, 60, 70], 480) == [[0, 1, 2]]


def test_bands_repeat_the_first_column() -> None:
    bands = bands_of([100] * 12, 480)
    assert [len(band) for band in bands] == [6, 6, 2]
    assert {band[0] for band in bands} == {0}
    assert [index for band in bands for index in band if index] == list(range(1, 12))


@given(_WIDTHS, st.floats(100, 800))
def test_shares_fill_the_room_and_are_never_negative(wanted: list[float], room: float) -> None:
    shares = shared_out(wanted, [1.0] * len(wanted), room)
    assert sum(shares) == approx(room, rel=0.01)
    assert min(shares) >= 0


@given(st.lists(st.floats(1, 3_000), min_size=1, max_size=40))
def test_every_column_is_in_exactly_one_band(widths: list[float]) -> None:
    bands = bands_of(widths, 480)
    assert bands[0][0] == 0
    assert [index for band in bands for index in band if index] == list(range(1, len(widths)))
