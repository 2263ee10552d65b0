from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.helpdesk.rules.capture import Captured, capture

PEOPLE = {"Maria": 1, "Maria Silva": 1, "佐藤 健": 2}
ASSETS = {"PRN-12": 7, "NB-0042": 8}


def read(line: str) -> Captured:
    return capture(line, PEOPLE.get, ASSETS.get)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Maria: printer jam, tray 2 @PRN-12 !high", Captured("printer jam, tray 2", 1, 7, "1")),
        ("佐藤 健: 画面が映らない @NB-0042", Captured("画面が映らない", 2, 8)),
        ("printer jam !low", Captured("printer jam", None, None, "3")),
        ("Note: the printer jams", Captured("Note: the printer jams")),
        ("mail to a@b.example fails", Captured("mail to a@b.example fails")),
        ("jam @PRN-99 !soon", Captured("jam @PRN-99 !soon")),
        ("Maria Silva:  two   spaces ", Captured("two spaces", 1)),
        ("Maria:", Captured("Maria:")),
        ("", Captured("")),
    ],
)
def test_what_is_understood_leaves_the_subject_and_the_rest_stays(line: str, found: Captured) -> None:
    assert read(line) == found


@given(st.text(max_size=60))
def test_any_line_is_a_ticket(line: str) -> None:
    found = read(line)
    assert found.requester in (None, 1, 2) and found.asset in (None, 7, 8)
    if found == Captured(found.subject):
        assert found.subject == " ".join(line.split())
