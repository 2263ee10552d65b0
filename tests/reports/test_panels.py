"""Panels on paper: facts, events, cards, bars and lines to sign on, with few, many and ugly values."""

from __future__ import annotations

import pytest

from itdesk.reports.blocks import Code, Paragraph, Run, plain
from itdesk.reports.model import (
    Bar,
    Bars,
    Event,
    Fact,
    Facts,
    Figure,
    Figures,
    Mark,
    Note,
    Signatures,
    Timeline,
)
from tests.reports.paper import Word, on_pages, word, words
from tests.reports.samples import document, pdf, printed, texts

LEFT, RIGHT = 56.7, 595.3 - 56.7


def say(text: str) -> Paragraph:
    return Paragraph(plain(text))


def body(data: bytes) -> list[Word]:
    """Words between the head and the foot of the pages."""
    return [each for each in words(data) if 60 < each.bottom < 842 - 55]


FULL = range(22, 42)
"""Numbers of lines of which some fill a page nearly, and some just."""


def assert_together(data: bytes, *stems: str) -> None:
    """Words of one number stand on one page, for each of `FULL`; some lie on a second page."""
    pages = {each.text: each.page for each in words(data) if each.page}
    assert all(len({pages[f"{stem}{n}"] for stem in stems}) == 1 for n in FULL)
    assert max(pages.values()) > len(FULL)


# --- facts -----------------------------------------------------------------------------------


def test_facts_in_two_columns_are_read_row_by_row() -> None:
    data = pdf(document(Facts(tuple(Fact(f"L{n}", f"V{n}") for n in range(5)), columns=2)))
    assert "L0 V0 L1 V1 L2 V2 L3 V3 L4 V4" in texts(data)[0]
    assert word(data, "L0").bottom == pytest.approx(word(data, "L1").bottom, abs=0.5)
    assert word(data, "L0").left == pytest.approx(word(data, "L4").left, abs=0.5)
    assert word(data, "V1").left > 300


@pytest.mark.parametrize("columns", [-1, 0, 1, 2, 3])
def test_any_number_of_facts_in_any_number_of_columns(columns: int) -> None:
    blocks = [Facts(tuple(Fact(f"L{c}.{n}", f"V{c}.{n}") for n in range(c)), columns) for c in (0, 1, 2, 7)]
    text = printed(document(*blocks, say("after")))
    places = [text.index(f"L{count}.{n} V{count}.{n}") for count in (1, 2, 7) for n in range(count)]
    assert places == sorted(places)
    assert text.index("after") > places[-1]


def test_a_long_value_wraps_beside_its_label_and_is_elided_at_last() -> None:
    data = pdf(document(Facts((Fact("Serial", "word " * 900), Fact("Next", "follows")))))
    found = [each for each in body(data) if each.text.startswith("word")]
    assert len({round(each.left) for each in found}) > 5
    assert min(each.left for each in found) > word(data, "Serial").right
    assert max(each.right for each in found) <= RIGHT + 0.5
    assert any("…" in each.text for each in body(data))
    assert word(data, "Next").top < min(each.bottom for each in found)


def test_a_long_label_does_not_run_into_its_value() -> None:
    data = pdf(document(Facts((Fact("L" * 80, "value"), Fact("M" * 80, "other")), columns=2)))
    labels = sorted((each for each in body(data) if each.text[0] in "LM"), key=lambda each: each.left)
    assert labels[0].right < word(data, "value").left
    assert labels[1].right < word(data, "other").left
    assert all(each.text.endswith("…") for each in labels)


def test_a_fact_may_be_a_state_and_stands_right_of_its_glyph() -> None:
    states = ("ok", "warn", "crit", "info", "maint", "unknown", "nonsense")
    facts = tuple(Fact("State", Mark(f"W{state}", state)) for state in states)
    data = pdf(document(Facts((*facts, Fact("Name", "Wplain")))))
    bare = word(data, "Wplain").left
    assert [word(data, f"W{state}").left - bare for state in states] == pytest.approx([9] * 7, abs=0.5)


def test_a_value_of_runs_keeps_its_links() -> None:
    runs = (Run("see "), Run("mail", link="mailto:it@example.com"))
    data = pdf(document(Facts((Fact("Contact", runs),))))
    assert "Contact see mail" in texts(data)[0]
    assert b"mailto:it@example.com" in data


# --- events ----------------------------------------------------------------------------------


def test_events_stand_in_the_order_given_with_their_time_at_the_right() -> None:
    events = tuple(Event(f"at{n}", f"who{n}", f"what{n}", (say(f"said{n}"),)) for n in (3, 1, 2))
    data = pdf(document(Timeline(events)))
    heights = [word(data, f"who{n}").bottom for n in (3, 1, 2)]
    assert heights == sorted(heights, reverse=True)
    for n in (1, 2, 3):
        assert word(data, f"at{n}").right == pytest.approx(RIGHT, abs=1.5)
        assert word(data, f"at{n}").bottom == pytest.approx(word(data, f"what{n}").bottom, abs=2.5)
        assert word(data, f"said{n}").top < word(data, f"who{n}").bottom


def test_an_event_nobody_did_begins_with_what_happened() -> None:
    data = pdf(document(Timeline((Event("now", "", "happened"), Event("then", "Ana", "did")))))
    assert word(data, "happened").left == pytest.approx(word(data, "Ana").left, abs=1.5)


def test_a_long_event_is_elided_before_its_time() -> None:
    data = pdf(document(Timeline((Event("23 Nov 2026 09:12", "Ana " * 60, "what " * 60, ()),))))
    head = [each for each in body(data) if each.text in ("Ana", "Ana…", "…")]
    assert max(each.right for each in head) < word(data, "09:12").left
    assert "…" in texts(data)[0]


def test_an_event_of_several_lines_says_its_first_on_one() -> None:
    text = printed(document(Timeline((Event("now", "Ana", "first\nsecond"),))))
    assert "Ana first…" in text
    assert "second" not in text


def test_what_was_said_may_be_of_any_blocks_and_pages() -> None:
    blocks = (say("before"), Code("\n".join(f"log{n};" for n in range(120))), say("behind"))
    data = pdf(document(Timeline((Event("now", "Ana", "said", blocks),))))
    found = [each for each in body(data) if each.text.startswith("log")]
    assert len(found) == 120
    assert len({each.page for each in found}) > 1
    assert min(each.left for each in found) > LEFT + 10


def test_an_event_is_not_parted_from_what_was_said() -> None:
    filler = Event("at", "who", "filler")
    parts = [(Timeline((*[filler] * n, Event("at", f"Last{n}", "x", (say(f"Said{n}"),)))),) for n in FULL]
    assert_together(on_pages(*parts), "Last", "Said")


def test_no_events_are_said_in_words() -> None:
    assert "Nothing has happened yet." in printed(document(Timeline(())))
    assert "All quiet." in printed(document(Timeline((), empty="All quiet.")))


# --- cards -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9])
def test_cards_stand_four_in_a_row(count: int) -> None:
    data = pdf(document(Figures(tuple(Figure(f"L{n}", f"V{n}", f"N{n}") for n in range(count)))))
    for n in range(count):
        label, value, note = (word(data, f"{stem}{n}") for stem in "LVN")
        assert label.bottom > value.bottom > note.bottom
        assert label.left == pytest.approx(word(data, f"L{n % 4}").left, abs=1.5)
        assert label.bottom == pytest.approx(word(data, f"L{n - n % 4}").bottom, abs=0.5)


def test_a_long_number_is_set_smaller_before_it_is_cut() -> None:
    values = ("1,480", "1,234,567 EUR", "90,071,992,547,409.92 EUR + 12,000,000 JPY + 5 CHF")
    data = pdf(document(Figures(tuple(Figure(f"L{n}", value) for n, value in enumerate(values)))))
    text = texts(data)[0]
    assert values[0] in text
    assert values[1] in text
    assert values[2] not in text
    assert "…" in text
    small, large = word(data, "1,234,567"), word(data, "1,480")
    assert small.top - small.bottom < large.top - large.bottom
    cell = [each for each in body(data) if abs(each.bottom - large.bottom) < 5]
    assert max(each.right for each in cell) < word(data, "L2").left + 125


# --- bars ------------------------------------------------------------------------------------


def test_bars_stand_in_their_order_with_label_note_and_amount() -> None:
    bars = (Bar("Laptops", 30, "30.00", "12"), Bar("Servers", 15, "15.00", "3"), Bar("None", 0, "0"))
    data = pdf(document(Bars("Value by type", bars, "thousand EUR")))
    text = texts(data)[0]
    assert "Value by type thousand EUR" in text
    lefts = [word(data, amount).left for amount in ("30.00", "15.00")]
    bare = min(each.left for each in body(data) if each.text == "0")
    start = bare - 6
    assert (lefts[0] - 6 - start) == pytest.approx(2 * (lefts[1] - 6 - start), abs=4)


@pytest.mark.parametrize(
    "bars",
    [
        (),
        (Bar("a", 0, "0"),),
        (Bar("a", -5, "-5"), Bar("b", 5, "5")),
        (Bar("a", -5, "-5"),),
        (Bar("a", 1e300, "much"), Bar("b", 1e-300, "little")),
        (Bar("a", 2, "2", whole=8), Bar("b", 8, "8", whole=4)),
        tuple(Bar(f"b{n}", n, str(n)) for n in range(90)),
    ],
    ids=range(7),
)
def test_amounts_of_any_size_stay_on_the_paper(bars: tuple[Bar, ...]) -> None:
    data = pdf(document(Bars("Chart", bars)))
    assert all(each.left >= LEFT - 1 and each.right <= RIGHT + 1 for each in body(data))
    found = " ".join(texts(data))
    assert all(f"{bar.label} {bar.text}" in found for bar in bars)


def test_long_labels_notes_and_amounts_do_not_meet() -> None:
    data = pdf(document(Bars("T " * 200, (Bar("L" * 90, 5, "9" * 90, "N" * 90),), "U " * 200)))
    label, note, amount = (next(w for w in body(data) if w.text[0] == letter) for letter in "LN9")
    assert label.right < note.left
    assert note.right < amount.left
    assert amount.right <= RIGHT + 1


# --- signatures and notes --------------------------------------------------------------------


@pytest.mark.parametrize("names", [(), ("Petra Novak",), ("山田 太郎", "Zoë", "محمد")])
def test_there_is_a_line_for_everyone_who_signs(names: tuple[str, ...]) -> None:
    text = printed(document(Signatures(names, "Approved")))
    assert "Approved" in text
    assert text.count("Date and signature") == len(names)


def test_lines_to_sign_on_stay_with_their_title() -> None:
    made = [(*[say("filler")] * n, Signatures((f"Petra{n}", f"Ulrike{n}"), f"Approved{n}")) for n in FULL]
    assert_together(on_pages(*made), "Approved", "Petra", "Ulrike")


def test_a_long_name_leaves_room_for_the_date() -> None:
    data = pdf(document(Signatures(("N" * 200,))))
    name = next(each for each in body(data) if each.text.startswith("NN"))
    assert name.right < word(data, "Date").left


def test_a_note_of_any_length_is_whole() -> None:
    text = " ".join(f"n{number}" for number in range(300))
    assert text in printed(document(Note(text)))
