"""A manual's versions: one for each text it had, compared line by line, through undo and erasure."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.desk import Desk
from itdesk.knowledge.service import UNTITLED
from tests.records import add, change, remove, take_back


def editions(desk: Desk, manual: int) -> list[int]:
    return [version.edition for version in desk.manuals.versions(manual)]


@pytest.mark.parametrize(
    ("given_values", "title"),
    [
        ({"title": "Door"}, "Door"),
        ({"body": "# The printer\n\ntext"}, "The printer"),
        ({"title": "Door", "body": "# The printer"}, "Door"),
        ({"body": "only text"}, UNTITLED),
        ({}, UNTITLED),
        ({"body": "# " + "長" * 500}, "長" * 200),
    ],
)
def test_a_manual_is_called_by_its_title_or_its_heading(
    desk: Desk, given_values: dict[str, str], title: str
) -> None:
    key = add(desk, "manual", **given_values)
    assert desk.store.read("manual", key)["title"] == title


def test_a_new_manual_has_one_version_even_without_text(desk: Desk) -> None:
    key = add(desk, "manual", title="Door")
    assert editions(desk, key) == [1]
    assert desk.manuals.html(key) == ""


@pytest.mark.parametrize("fields", [{"title": "Gate"}, {"category": "Doors"}, {"review_by": "2027-01-01"}])
def test_other_changes_make_no_version(desk: Desk, fields: dict[str, str]) -> None:
    key = add(desk, "manual", title="Door", body="text")
    change(desk, "manual", key, **fields)
    assert editions(desk, key) == [1]
    assert desk.store.read("manual", key)["edition"] == 1


def test_the_same_text_again_makes_no_version_and_no_entry(desk: Desk) -> None:
    key = add(desk, "manual", title="Door", body="text")
    head = desk.store.head()
    change(desk, "manual", key, body="  text\r\n")
    assert (desk.store.head(), editions(desk, key)) == (head, [1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.text("ab\n", max_size=6).map(lambda t: t.strip() or "x"), min_size=1, max_size=6))
def test_every_text_it_had_can_be_read_again(desk: Desk, texts: list[str]) -> None:
    key = add(desk, "manual", title="Door", body=texts[0])
    had = [texts[0]]
    for text in texts[1:]:
        change(desk, "manual", key, body=text)
        if text != had[-1]:
            had.append(text)
    versions = desk.manuals.versions(key)
    assert [version.edition for version in versions] == list(range(len(had), 0, -1))
    assert [desk.manuals.text_of(key, version.entry) for version in versions] == had[::-1]


def test_a_text_that_was_taken_back_is_a_version_of_its_own(desk: Desk) -> None:
    key = add(desk, "manual", title="Door", body="one")
    take_back(desk, change(desk, "manual", key, body="two"))
    assert desk.store.read("manual", key)["body"] == "one"
    assert [desk.manuals.text_of(key, v.entry) for v in desk.manuals.versions(key)] == ["one", "two", "one"]


def test_versions_come_back_with_a_manual_that_was_removed(desk: Desk) -> None:
    key = add(desk, "manual", title="Door", body="one")
    change(desk, "manual", key, body="two")
    take_back(desk, remove(desk, "manual", key))
    assert desk.manuals.html(key) == "<p>two</p>\n"
    assert desk.manuals.text_of(key, 1) == "one"


def test_a_version_that_there_is_not_is_said(desk: Desk) -> None:
    key = add(desk, "manual", title="Door", body="one")
    with pytest.raises(DeskError, match="There is no manual version"):
        desk.manuals.text_of(key, 99)
    with pytest.raises(DeskError):
        desk.manuals.html(99)


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nb\nc", "a\nB\nc", ["@@ -1,3 +1,3 @@", " a", "-b", "+B", " c"]),
        ("a", "a\n---\nb", ["@@ -1 +1,3 @@", " a", "+---", "+b"]),
        ("-- x\n++ y", "z", ["@@ -1,2 +1 @@", "--- x", "-++ y", "+z"]),
        ("a\n---\nb", "a\nb", ["@@ -1,3 +1,2 @@", " a", "----", " b"]),
        ("x", "", ["@@ -1 +0,0 @@", "-x"]),
        ("a", "a", []),
    ],
)  # fmt: skip
def test_what_changed_between_two_versions_is_told_line_by_line(
    desk: Desk, old: str, new: str, lines: list[str]
) -> None:
    key = add(desk, "manual", title="Door", body=old)
    entry = change(desk, "manual", key, body=new)
    assert desk.manuals.difference(key, 1, entry) == lines


def test_between_versions_far_apart_only_what_differs_is_told(desk: Desk) -> None:
    body = [f"line {n}" for n in range(200)]
    key = add(desk, "manual", title="Door", body="\n".join(body))
    body[20], body[180] = "changed 20", "changed 180"
    entry = change(desk, "manual", key, body="\n".join(body))
    told = desk.manuals.difference(key, 1, entry)
    assert [line for line in told if line[0] in "+-"] == [
        "-line 20", "+changed 20", "-line 180", "+changed 180",
    ]  # fmt: skip
    assert len(told) == 14


def test_a_text_may_be_as_long_as_texts_may(desk: Desk) -> None:
    key = add(desk, "manual", title="Door", body="x " * 400_000)
    assert len(desk.manuals.text_of(key, 1)) == 799_999
    with pytest.raises(InvalidRecordError, match="longer than 1000000"):
        change(desk, "manual", key, body="x" * 1_000_001)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("printer", [1]),
        ("プリンタ", [2]),
        ("category:hard", [1]),
        ("review-by:<2027", [1]),
        ("review-by:empty", [2]),
        ("owner:empty", [1, 2]),
        ("edition:>1", [2]),
        ('"tray 2"', [1]),
        ("toner", []),
    ],
)
def test_manuals_are_found_by_their_present_text(desk: Desk, line: str, found: list[int]) -> None:
    add(
        desk,
        "manual",
        title="One",
        body="The printer jams in tray 2",
        category="Hardware",
        review_by="2026-12-31",
    )
    add(desk, "manual", title="Two", body="old toner")
    change(desk, "manual", 2, body="新しいプリンタ")
    assert sorted(desk.lists.ids("manual", desk.query("manual", line))) == found
