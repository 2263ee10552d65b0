from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.flow import Anchor, Item, Spacer, anchored, paginate


def heights(pages: list) -> list[list[float]]:
    return [[item.height for _, item in page] for page in pages]


def item(height: float, **changes: Any) -> Item:
    return Item(Spacer(), height, **changes)


def test_items_that_fit_share_a_page() -> None:
    assert heights(paginate([item(40), item(60)], 100)) == [[40, 60]]


def test_an_item_that_does_not_fit_begins_the_next_page() -> None:
    assert heights(paginate([item(40), item(61)], 100)) == [[40], [61]]


def test_a_heading_goes_with_what_follows_it() -> None:
    assert heights(paginate([item(70), item(20, keep=True), item(20)], 100)) == [[70], [20, 20]]


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginate([item(90), item(95, space=50.0)], 100)
    assert [top for page in pages for top, _ in page] == [0, 0]


def test_a_running_header_is_repeated_over_rows_that_go_on() -> None:
    header = item(10)
    rows = [item(30, running=(header,)) for _ in range(6)]
    assert heights(paginate([header, *rows], 100)) == [[10, 30, 30, 30], [10, 30, 30, 30]]


def test_a_chain_longer_than_a_page_is_broken_where_it_must() -> None:
    assert heights(paginate([item(40, keep=True) for _ in range(4)], 100)) == [[40, 40], [40, 40]]


def test_a_part_begins_a_page_of_its_own() -> None:
    assert heights(paginate([item(10), item(10, new_page=True)], 100)) == [[10], [10]]


def test_nothing_is_still_one_page() -> None:
    assert heights(paginate([], 100)) == [[]]


def test_anchors_know_their_page() -> None:
    pages = paginate([item(80, anchor=Anchor("a", "A")), item(80, anchor=Anchor("b", "B"))], 100)
    assert anchored(pages) == {"a": 0, "b": 1}


@dataclass
class Piece:
    height: float
    keep: bool


@given(st.lists(st.builds(Piece, st.floats(1, 99), st.booleans()), max_size=40))
def test_every_item_is_placed_once_in_order_and_inside_its_page(pieces: list[Piece]) -> None:
    items = [item(piece.height, keep=piece.keep, space=3.0) for piece in pieces]
    pages = paginate(items, 100)
    placed = [found for page in pages for _, found in page]
    assert [id(found) for found in placed] == [id(made) for made in items]
    for page in pages:
        bottom = 0.0
        for top, found in page:
            assert top >= bottom
            bottom = top + found.height
        assert bottom <= 100.0001
