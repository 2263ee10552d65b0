"""Entries of the journal as rows and as a story, read without a window; on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.store.erase import erase
from itdesk.store.journal import Sought
from itdesk.ui.app.source import FIRST_SCREEN
from itdesk.ui.pages.history.entries import JournalReader, what_words
from itdesk.ui.pages.history.entry_pane import EntryStory, read_entry
from tests.records import add, change, remove, take_back


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk with entries of several people, for many questions."""
    place = tmp_path_factory.mktemp("journal") / "office.desk"
    desk = Desk.open(str(place), origin="test", create=True, actor="maria")
    for number in range(40):
        actor, verb = ("maria", "jonas", "中村")[number % 3], ("add place", "edit asset")[number % 2]
        with desk.store.write(actor, verb, detail=f"Row {number}") as unit:
            unit.insert("place", {"name": f"Room {number}"})
    yield desk
    desk.close()


def _rows(desk: Desk, words: str = "") -> list[dict[str, str]]:
    reader = JournalReader(desk, Sought(words=words))
    return [{name: cell.text for name, cell in row.cells.items()} for row in reader.rows(reader.all_ids())]


def _story(desk: Desk, number: int, limit: int = 100) -> EntryStory:
    found = read_entry(desk, number, limit)
    assert found is not None
    return found


# --- rows ---------------------------------------------------------------------------------------
def test_a_row_says_who_did_what_to_how_many_and_from_where(any_desk: Desk) -> None:
    with any_desk.write("import assets", "assets-2026.csv") as unit:
        for number in range(3):
            unit.insert("place", {"name": f"Room {number}"})
    (row,) = [row for row in _rows(any_desk) if "Import" in row["what"]]
    assert (row["who"], row["what"], row["changes"]) == ("tester", "Import assets · assets-2026.csv", "3")
    assert (row["from"], row["state"]) == ("test", "")


def test_an_undone_entry_and_its_undo_name_each_other(any_desk: Desk) -> None:
    key = add(any_desk, "supplier", name="Bechtle")
    number = change(any_desk, "supplier", key, phone="1")
    by = take_back(any_desk, number)
    states = {row["entry"]: row["state"] for row in _rows(any_desk)}
    assert states[str(number)] == f"Undone by {by}" and states[str(by)] == f"Undoes {number}"
    again = take_back(any_desk, by)
    states = {row["entry"]: row["state"] for row in _rows(any_desk)}
    assert states[str(by)] == f"Undone by {again}" and states[str(again)] == f"Undoes {by}"


@pytest.mark.parametrize("count", [0, 1, FIRST_SCREEN - 1, FIRST_SCREEN, FIRST_SCREEN + 1])
def test_the_first_screen_says_whether_there_is_more(desk: Desk, count: int) -> None:
    before = desk.store.head()
    for number in range(count):
        add(desk, "place", name=f"Room {number}")
    reader = JournalReader(desk, Sought(words="place"))
    first, every = reader.first(), reader.all_ids()
    assert list(every) == list(range(before + count, before, -1))
    assert list(first.ids) == list(every[:FIRST_SCREEN]) and [row.id for row in first.rows] == list(first.ids)
    assert len(first.ids) == len(every) if first.is_all else count >= FIRST_SCREEN


def test_an_entry_that_never_was_is_an_empty_row(desk: Desk) -> None:
    add(desk, "place", name="HQ")
    head = desk.store.head()
    empty, found = JournalReader(desk, Sought()).rows([head + 99, head])
    assert (empty.id, empty.cells) == (head + 99, {}) and found.cells["entry"].text == str(head)


WORDS = st.sampled_from(
    ["maria", "JONAS", "中村", "add", "place", "row", "Edit", "3", "12", "test", "%", "_", "no", "'", "\\"]
)


@given(words=st.lists(WORDS, max_size=3))
@profile(max_examples=80)
def test_words_find_the_entries_that_have_each_of_them(shared: Desk, words: list[str]) -> None:
    def has(text: str, number: int) -> bool:
        return all(word.casefold() in text.casefold() or word == str(number) for word in words)

    found = JournalReader(shared, Sought(words=" ".join(words))).all_ids()
    entries = shared.journal.entries()
    told = {entry.id: f"{entry.actor} {entry.origin} {entry.verb} {entry.detail}" for entry in entries}
    assert list(found) == [number for number in sorted(told, reverse=True) if has(told[number], number)]


@pytest.mark.parametrize(
    ("verb", "detail", "words"),
    [
        ("edit asset", "", "Edit asset"),
        ("edit asset", "row 3", "Edit asset · row 3"),
        ("import", "資産.csv", "Import · 資産.csv"),
        ("ändern", "", "Ändern"),
        ("<b>x</b>", "&amp;", "<b>x</b> · &amp;"),
        ("", "detail", " · detail"),
    ],
    ids=["verb", "detail", "Japanese", "umlaut", "markup", "no verb"],
)
def test_what_an_entry_did_in_words(desk: Desk, verb: str, detail: str, words: str) -> None:
    with desk.write(verb, detail) as unit:
        unit.insert("place", {"name": "HQ"})
    assert what_words(desk.journal.entry(desk.store.head())) == words


# --- stories ------------------------------------------------------------------------------------
def test_a_story_tells_each_record_by_its_ref_and_what_was_done(any_desk: Desk) -> None:
    asset = add(any_desk, "asset", tag="NB-1", type="laptop")
    with any_desk.write("many things") as unit:
        any_desk.keepers["asset"].change(unit, asset, {"name": "中村の机"})
        unit.insert("place", {"name": "Annex"})
    story = _story(any_desk, any_desk.store.head())
    told = {(change.name, change.op, change.exists) for change in story.changes}
    assert told == {("Asset NB-1", "~", True), ("Place Annex", "+", True)}
    (fields,) = [change.fields for change in story.changes if change.kind == "asset"]
    assert [(f.caption, f.before, f.after) for f in fields] == [("Name", "—", "中村の机")]


def test_a_removed_record_is_told_and_cannot_be_opened(any_desk: Desk) -> None:
    key = add(any_desk, "supplier", name="Kurzlebig GmbH")
    made, gone = any_desk.store.head(), remove(any_desk, "supplier", key)
    (change_made,), (change_gone,) = _story(any_desk, made).changes, _story(any_desk, gone).changes
    assert (change_made.op, change_made.exists) == ("+", False)
    assert (change_gone.op, change_gone.exists, change_gone.record) == ("-", False, key)
    assert ("Name", "Kurzlebig GmbH", "") in [(f.caption, f.before, f.after) for f in change_gone.fields]


@pytest.mark.parametrize(("limit", "told"), [(1, 1), (4, 4), (5, 5), (60, 5)])
def test_a_part_of_a_big_entry_is_read_and_the_whole_is_counted(desk: Desk, limit: int, told: int) -> None:
    with desk.write("many") as unit:
        for number in range(5):
            unit.insert("place", {"name": f"Room {number}"})
    story = _story(desk, desk.store.head(), limit)
    assert (len(story.changes), story.entry.changes) == (told, 5)


@pytest.mark.parametrize("number", [-1, 0, 10_000, 2**62], ids=["below", "nought", "not yet", "far"])
def test_an_entry_that_is_not_there_has_no_story(any_desk: Desk, number: int) -> None:
    assert read_entry(any_desk, number, 10) is None


def test_what_was_erased_is_told_as_erased(desk: Desk) -> None:
    key = add(desk, "person", name="Maria Silva", phone="117")
    made = desk.store.head()
    erase(desk.store, desk.actor, "person", key, "asked by letter")
    (told,) = _story(desk, made).changes
    texts = [text for f in told.fields for text in (f.before, f.after)]
    assert "(erased)" in texts and not any("Maria" in text or "117" in text for text in texts)
    assert "Maria" not in told.name
