from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.kinds import Column
from itdesk.core.query import complete
from tests.core.kinds import THING


def known(column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
    names = {"owner": ["Maria Silva", "Marius"], "name": ["Maria's laptop"]}.get(column.name, [])
    return [(name, 3) for name in names if name.casefold().startswith(typed.casefold())]


def inserted(text: str) -> list[str]:
    return [text[: c.start] + c.insert + text[c.end :] for c in complete(text, len(text), THING, known)]


def test_names_are_offered_then_their_values() -> None:
    assert inserted("sta")[0] == "state:"
    assert inserted("number:1 state:o") == ["number:1 state:open"]
    assert inserted("state:") == [
        "state:open",
        "state:new",
        "state:busy",
        "state:done",
        "state:empty",
        "state:any",
    ]


def test_a_value_with_spaces_is_put_in_quotes() -> None:
    assert 'owner:"Maria Silva"' in inserted("owner:Mari")


def test_after_a_comma_the_next_value_is_completed() -> None:
    assert "state:new,done" in inserted("state:new,d")


def test_the_order_is_completed_from_indexed_columns() -> None:
    assert inserted("sort:-nu") == ["sort:-number"]


@given(st.text(max_size=30), st.integers(0, 30))
def test_completing_any_text_anywhere_never_fails(text: str, cursor: int) -> None:
    for found in complete(text, min(cursor, len(text)), THING, known):
        assert 0 <= found.start <= found.end <= len(text)
