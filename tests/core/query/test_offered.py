"""What is offered while a query is typed can be taken as it stands, and means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.kinds import Choice, Column
from itdesk.core.query import complete, parse
from itdesk.core.query.completion import LIMIT, KnownValues
from itdesk.core.query.tree import Compare, Op
from itdesk.core.types import Type
from tests.core.kinds import THING
from tests.core.query.trees import CONTEXT, bare, read, values


def nobody(column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
    return []


def only(*names: str) -> KnownValues:
    """Known values of every column that begin as was typed."""

    def known(column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
        return [(name, 2) for name in names if name.casefold().startswith(typed.casefold())]

    return known


def taken(line: str, *names: str) -> list[str]:
    """The line after each of the offers was taken at its end."""
    return [
        line[: c.start] + c.insert + line[c.end :] for c in complete(line, len(line), THING, only(*names))
    ]


@given(st.sampled_from(["name", "tag", "owner"]), values)
def test_a_known_value_that_is_taken_asks_for_that_value(name: str, value: str) -> None:
    offers = complete(f"{name}:", len(name) + 1, THING, only(value))
    insert = next(c.insert for c in offers if c.count)
    found = read(f"{name}:{insert}").where
    assert isinstance(found, Compare)
    assert found.values == (value,)
    assert found.op in (Op.IS, Op.HAS, Op.LIKE)


@given(values, st.sampled_from(["", "state:open ", "(", "-", "number:1 or ("]))
def test_what_stands_before_stays_as_it_was(value: str, before: str) -> None:
    for text in taken(before + "name:", value):
        assert text.startswith(before + "name:")


@pytest.mark.parametrize(
    ("line", "names", "offered"),
    [
        ("owner:Mari", ["Maria Silva"], 'owner:"Maria Silva"'),
        ('owner:"Maria S', ["Maria Silva"], 'owner:"Maria Silva"'),
        ('owner:"Maria Silva",Mar', ["Marius"], 'owner:"Maria Silva",Marius'),
        ('owner:"Maria Silva","Jo A', ["Jo Ann"], 'owner:"Maria Silva","Jo Ann"'),
        ('owner:"Silva, Maria",Jo', ["Jo"], 'owner:"Silva, Maria",Jo'),
        ("name:!Prin", ["Printer"], "name:!Printer"),
        ("(name:Prin", ["Printer"], "(name:Printer"),
        ("-name:Prin", ["Printer"], "-name:Printer"),
        ("NAME:prin", ["Printer"], "NAME:Printer"),
        ("name:emp", ["Empty desk"], 'name:"Empty desk"'),
        ("name:any", ["any"], 'name:"any"'),
        ("owner:me", ["me"], 'owner:"me"'),
        ("name:a", ["a..b"], 'name:"a..b"'),
        ("name:日", ["日本"], "name:日本"),
        ('name:"2', ['24" screen'], 'name:"24\\" screen"'),
    ],
)
def test_values_are_put_in_as_the_line_needs_them(line: str, names: list[str], offered: str) -> None:
    assert offered in taken(line, *names)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", "number:"), ("n", "number:"), ("n", "name:"), ("NA", "name:"), ("-na", "-name:"),
        ("state:open na", "state:open name:"), ("(na", "(name:"), ("so", "sort:"), ("state:o", "state:open"),
        ("level:<=", "level:<=1"), ("level:>2 state:d", "level:>2 state:done"), ("active:", "active:yes"),
        ("active:n", "active:no"), ("bought:<to", "bought:<today"), ("bought:>-", "bought:>-7d"),
         ("owner:m", "owner:me"), ("owner:e", "owner:empty"),
        ("sort:n", "sort:number"), ("sort:-n", "sort:-name"), ("sort:name,-t", "sort:name,-tag"),
        ("state:new,bu", "state:new,busy"), ("since-then:c", "since-then:changed"),
        ("state:open\u3000na", "state:open\u3000name:"), ("a\u00a0level:<=", "a\u00a0level:<=1"),
    ],
)  # fmt: skip
def test_columns_words_and_choices_are_offered_where_they_may_stand(line: str, offered: str) -> None:
    assert offered in taken(line)


@pytest.mark.parametrize(
    "line", ["12", "日本", '"free wo', "nothing:", "nothing:x", "number:1 wrong:", "xyz", "name:x y:z"]
)
def test_where_nothing_is_known_nothing_is_offered(line: str) -> None:
    assert complete(line, len(line), THING, nobody) == []


def test_in_the_middle_of_a_line_only_what_stands_before_the_cursor_is_completed() -> None:
    line = "sta number:1"
    first = complete(line, 3, THING, nobody)[0]
    assert line[: first.start] + first.insert + line[first.end :] == "state: number:1"


def test_no_more_is_offered_than_a_person_can_overlook() -> None:
    many = only(*(f"name {n}" for n in range(100)))
    assert len(complete("name:", 5, THING, many)) == LIMIT


def test_offers_say_what_they_mean_and_how_many_there_are() -> None:
    offers = {c.label: c for c in complete("owner:", 6, THING, only("Maria Silva"))}
    assert offers["me"].meaning == "the person at this desk"
    assert offers["Maria Silva"].count == 2
    assert offers["empty"].meaning == "without a value"
    group = complete("state:", 6, THING, nobody)[0]
    assert (group.label, group.meaning) == ("open", "New, Busy")


@pytest.mark.parametrize("word", ["none", "any", "empty", "set", "two words", "a,b", "=", "<5", "ja"])
def test_a_choice_of_ones_own_column_is_asked_for_by_its_own_name(word: str) -> None:
    own = Column(
        name="vault", label="Vault", type=Type.CHOICE, choices=(Choice(word, word), Choice("x", "X"))
    )
    kind = replace(THING, custom=(own,))
    insert = next(c.insert for c in complete("vault:", 6, kind, nobody) if c.label == word)
    found = parse(f"vault:{insert}", kind, CONTEXT).where
    assert bare(found) == ("vault", Op.IS, (word,))


@given(st.text('an:"(,-=<\\ é日', max_size=25), st.integers(0, 25))
def test_every_offer_can_be_put_in_where_it_says(line: str, cursor: int) -> None:
    cursor = min(cursor, len(line))
    for offer in complete(line, cursor, THING, only("Anna B", "日本")):
        assert 0 <= offer.start <= offer.end == cursor
        assert offer.label
