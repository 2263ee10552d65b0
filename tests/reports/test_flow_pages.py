"""Pages against a small model: nothing lost, nothing off the page, headings with what they head."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.flow import Anchor, Item, Page, Spacer, anchored, paginate

HEIGHT = 100.0


def item(height: float, **changes: Any) -> Item:
    return Item(Spacer(), height, **changes)


@dataclass(frozen=True)
class Piece:
    height: float
    space: float
    keep: bool
    new_page: bool


PIECES = st.lists(
    st.builds(
        Piece,
        st.integers(1, 60).map(float),
        st.integers(0, 20).map(float),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=30,
)


def laid(
    pieces: list[Piece], height: float = HEIGHT, running: tuple[Item, ...] = ()
) -> tuple[list[Item], list[Page]]:
    items = [item(p.height, space=p.space, keep=p.keep, new_page=p.new_page, running=running) for p in pieces]
    return items, paginate(items, height)


def page_of(pages: list[Page], wanted: Item) -> int:
    return next(number for number, page in enumerate(pages) for _, found in page if found is wanted)


# --- properties ------------------------------------------------------------------------------


@given(PIECES)
def test_every_item_stands_once_in_order_and_on_the_paper(pieces: list[Piece]) -> None:
    items, pages = laid(pieces)
    assert [id(found) for page in pages for _, found in page] == [id(each) for each in items]
    for page in pages:
        bottom = 0.0
        for top, found in page:
            assert top >= bottom
            bottom = top + found.height
        assert bottom <= HEIGHT


@given(PIECES)
def test_no_page_is_empty_but_the_only_one(pieces: list[Piece]) -> None:
    _, pages = laid(pieces)
    assert len(pages) == 1 or all(pages)


@given(PIECES)
def test_what_begins_a_page_stands_at_its_top(pieces: list[Piece]) -> None:
    items, pages = laid(pieces)
    for each in items:
        if each.new_page:
            top, first = pages[page_of(pages, each)][0]
            assert first is each
            assert top == 0


@given(PIECES)
def test_the_space_above_is_as_asked_or_dropped_at_the_top(pieces: list[Piece]) -> None:
    _, pages = laid(pieces)
    for page in pages:
        bottom = None
        for top, found in page:
            assert top == (0 if bottom is None else bottom + found.space)
            bottom = top + found.height


@given(PIECES)
def test_a_chain_that_fits_on_a_page_is_never_broken(pieces: list[Piece]) -> None:
    items, pages = laid(pieces)
    chain: list[Item] = []
    for number, each in enumerate(items):
        chain.append(each)
        following = items[number + 1] if number + 1 < len(items) else None
        if each.keep and following is not None and not following.new_page:
            continue
        if sum(link.space + link.height for link in chain) <= HEIGHT:
            assert len({page_of(pages, link) for link in chain}) == 1
        chain = []


@given(PIECES)
def test_a_page_ends_only_where_the_next_item_had_no_room(pieces: list[Piece]) -> None:
    single = [Piece(p.height, p.space, False, False) for p in pieces]
    _, pages = laid(single)
    for page, following in itertools.pairwise(pages):
        top, last = page[-1]
        first = following[0][1]
        assert top + last.height + first.space + first.height > HEIGHT


@given(PIECES, st.integers(1, 30))
def test_a_header_is_repeated_on_each_page_that_an_item_goes_on_to(pieces: list[Piece], height: int) -> None:
    header = item(float(height))
    _, pages = laid(pieces, HEIGHT, (header,))
    for page in pages[1:]:
        assert page[0] == (0.0, header)
        assert sum(found is header for _, found in page) == 1
        assert page[1][0] >= height


@given(PIECES)
def test_pages_come_out_of_an_endless_feeder_one_item_at_a_time(pieces: list[Piece]) -> None:
    items = [item(p.height, space=p.space, keep=p.keep, new_page=p.new_page) for p in pieces]
    listed = paginate(items, HEIGHT)
    assert paginate(iter(items), HEIGHT) == listed


# --- cases -----------------------------------------------------------------------------------


def heights(pages: list[Page]) -> list[list[float]]:
    return [[found.height for _, found in page] for page in pages]


def test_a_heading_that_ends_a_part_stays_on_the_parts_page() -> None:
    items = [item(60), item(20, keep=True), item(30, new_page=True), item(60)]
    assert heights(paginate(items, HEIGHT)) == [[60, 20], [30, 60]]


def test_an_item_as_high_as_a_page_fills_it() -> None:
    assert heights(paginate([item(100), item(100), item(1)], HEIGHT)) == [[100], [100], [1]]


def test_an_item_higher_than_a_page_has_one_of_its_own() -> None:
    assert heights(paginate([item(10), item(250), item(10)], HEIGHT)) == [[10], [250], [10]]


def test_several_headers_are_repeated_in_their_order() -> None:
    first, second = item(10), item(20)
    pages = paginate([item(90), item(50, running=(first, second))], HEIGHT)
    assert pages[1][:2] == [(0.0, first), (10.0, second)]
    assert pages[1][2][0] == 30


def test_the_last_item_may_be_kept_with_nothing() -> None:
    assert heights(paginate([item(90), item(20, keep=True)], HEIGHT)) == [[90], [20]]


@pytest.mark.parametrize("count", [0, 1])
def test_no_items_and_one_item_are_one_page(count: int) -> None:
    assert len(paginate([item(10)] * count, HEIGHT)) == 1


# --- anchors ---------------------------------------------------------------------------------


@given(st.lists(st.integers(10, 60).map(float), min_size=1, max_size=20))
def test_every_anchor_is_found_on_the_page_of_its_item(sizes: list[float]) -> None:
    items = [item(size, anchor=Anchor(f"k{n}", f"T{n}")) for n, size in enumerate(sizes)]
    pages = paginate(items, HEIGHT)
    assert anchored(pages) == {f"k{n}": page_of(pages, each) for n, each in enumerate(items)}


def test_pages_without_anchors_have_none() -> None:
    assert anchored(paginate([item(10)], HEIGHT)) == anchored([]) == {}
