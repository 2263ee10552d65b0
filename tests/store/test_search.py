"""Search finds parts of words, codes in any notation and two-letter words of scripts without spaces."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.query import QueryContext, parse
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import scalar
from itdesk.store.lists import Lists
from itdesk.store.search import MARK, Hit, folded, grams_of, indexed_text
from itdesk.store.store import Store
from itdesk.store.undo import undo

MAC = "00:1a:2b:3c:4d:5e"


def add(store: Store, kind: str, **values: object) -> int:
    with store.write("tester", f"add {kind}") as unit:
        return unit.insert(kind, values)  # type: ignore[arg-type]


def found(store: Store, *words: str) -> list[int]:
    return [hit.id for hit in store.index.find(words)]


@pytest.mark.parametrize(
    "words",
    [["0a-42"], ["PRN-0A"], ["sn/77:ö"], ["SN/77:Ö"], ["erjet"], ["laserjet", "pro"], ["pro", "laser"],
     ["Laserjét"], ["会議"], ["議室"], ["会議室"], ["画面"], ["la"], ["nô"], ["no"], ["テレ"],
     ["ﾃﾚ"], ["ジット"], ["m404"], ["M404"], ['"quoted"'], ["50%"], ["under_score"], ["back\\slash"]],
)  # fmt: skip
def test_a_record_is_found_by(any_store: Store, words: list[str]) -> None:
    key = add(
        any_store, "asset", tag="PRN-0A-42", name="LaserJet Pro M404 会議室の画面 テレビジット",
        serial="SN/77:ö", notes='Nô spaces "quoted" 50% under_score back\\slash',
    )  # fmt: skip
    add(any_store, "asset", tag="X-1", name="Something else", notes="unter den Linden")
    assert found(any_store, *words) == [key]


@pytest.mark.parametrize(
    "written", [MAC, "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", "001A2B3C4D5E", "2b:3c", "1a-2b-3c", "2b3c4d"]
)
@pytest.mark.parametrize("kept", [MAC, "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", "it is 00:1A:2B:3C:4D:5E."])
def test_a_mac_is_found_in_any_notation(store: Store, kept: str, written: str) -> None:
    key = add(store, "asset", tag="A-1", notes=kept)
    add(store, "asset", tag="A-2", notes="ff:ff:ff:ff:ff:ff")
    assert found(store, written) == [key]


def test_a_message_answers_for_its_ticket_and_a_component_for_its_asset(any_store: Store) -> None:
    ticket = add(any_store, "ticket", subject="Paper jam", opened=1)
    asset = add(any_store, "asset", tag="A-1")
    add(any_store, "message", ticket_id=ticket, author="Jo", at=1, text="the fuser is broken")
    add(any_store, "component", asset_id=asset, category="program", identity="x", name="LibreOffice Writer")
    assert any_store.index.find(["fuser"]) == [Hit("ticket", ticket)]
    assert any_store.index.find(["ibreoff"]) == [Hit("asset", asset)]
    assert any_store.index.find(["fuser"], kind="asset") == []
    query = parse("status:open fuser", any_store.schema.kind("ticket"), _context())
    assert Lists(any_store.engine, any_store.schema).ids("ticket", query) == [ticket]


def _context() -> QueryContext:
    return QueryContext(now=1_790_000_000_000, zone=UTC)


def test_the_index_follows_every_write(any_store: Store) -> None:
    key = add(any_store, "person", name="Grace Hopper")
    with any_store.write("tester", "edit person") as unit:
        unit.update("person", key, {"name": "Katherine Johnson"})
    assert (found(any_store, "hopper"), found(any_store, "johnson")) == ([], [key])
    undo(any_store, "tester", any_store.head())
    assert (found(any_store, "hopper"), found(any_store, "johnson")) == ([key], [])
    with any_store.write("tester", "remove person") as unit:
        unit.delete("person", key)
    assert found(any_store, "hopper") == []
    assert check(any_store) == []


def test_a_write_that_fails_leaves_nothing_to_find(any_store: Store) -> None:
    with pytest.raises(ZeroDivisionError), any_store.write("tester", "add person") as unit:
        unit.insert("person", {"name": "Nobody Ever"})
        _ = 1 / 0
    assert found(any_store, "nobody") == []


def test_the_newest_come_first_and_no_more_than_asked(store: Store) -> None:
    keys = [add(store, "ticket", subject=f"printer {n}", opened=1) for n in range(5)]
    assert found(store, "printer") == keys[::-1]
    assert [hit.id for hit in store.index.find(["printer"], limit=2)] == keys[:-3:-1]


def test_a_number_in_a_list_finds_the_record_that_has_it(store: Store) -> None:
    add(store, "ticket", subject="one", opened=1)
    two = add(store, "ticket", subject="two", opened=1)
    query = parse(f"#{two}", store.schema.kind("ticket"), _context())
    assert Lists(store.engine, store.schema).ids("ticket", query) == [two]


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Pd", "Po", "Sm"]), min_size=1, max_size=12)
CJK = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=6)


def test_any_part_of_any_text_finds_its_record(store: Store) -> None:
    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(WORDS | CJK, min_size=1, max_size=4), st.data())
    def finds(words: list[str], data: st.DataObject) -> None:
        text = " ".join(words)
        key = add(store, "place", name=text)
        whole = folded(text)
        size = data.draw(st.integers(3, 8))
        start = data.draw(st.integers(0, max(len(whole) - size, 0)))
        part = whole[start : start + size]
        if len(part.strip()) >= 3:
            assert key in [hit.id for hit in store.index.find([part], limit=10_000)]

    finds()
    assert check(store) == []


@given(CJK)
def test_every_pair_of_a_script_without_spaces_is_a_gram(text: str) -> None:
    kept = indexed_text([f"x{text}y"])
    plain = folded(text)
    for place in range(len(plain) - 1):
        assert grams_of([plain[place : place + 2]])[0][0] in kept


@given(WORDS)
def test_folding_twice_is_folding_once_and_ignores_case(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.swapcase().swapcase()) == folded(text.swapcase().swapcase().casefold())


def test_one_letter_says_too_little() -> None:
    assert grams_of(["a", ""]) == []
    assert grams_of(["ab"]) == [(MARK + "ab",)]


def test_a_custom_text_column_is_searched(store: Store) -> None:
    with store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
    with store.write("tester", "add asset") as unit:
        key = unit.insert("asset", {"tag": "A-1", "custom.room-key": "golden skeleton"})
    assert found(store, "skelet") == [key]


def test_check_names_what_search_has_lost(store: Store) -> None:
    key = add(store, "person", name="Grace Hopper")
    holding = office_schema()["person"]
    store.index.remove(holding, [key])
    assert [str(fault) for fault in check(store)] == ["search index: 1 people are missing"]
    store.index.write(holding, [(key + 1, {"name": "Nobody"}), (key, {"name": "Grace"})], replacing=False)
    assert [str(fault) for fault in check(store)] == ["search index: 1 people are left over"]
    assert scalar(store.engine, "SELECT count(*) FROM person") == 1
