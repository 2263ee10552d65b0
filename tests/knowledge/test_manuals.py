from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.knowledge.markdown import first_heading, to_html
from itdesk.store import files


def add(desk: Desk, **values: str) -> int:
    keeper = desk.keepers["manual"]
    with desk.write("add manual") as unit:
        return keeper.add(unit, keeper.parse(values))


def edit(desk: Desk, key: int, **values: str) -> int:
    keeper = desk.keepers["manual"]
    with desk.write("edit manual") as unit:
        keeper.change(unit, key, keeper.parse(values))
    return unit.entry


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("[x](javascript:alert(1))", "href=\"javascript"),
        ("[x](data:text/html;base64,xx)", "href=\"data"),
        ("[x](file:///etc/passwd)", "href=\"file"),
        ("![x](http://example.com/a.png)", "<img"),
        ("![x](file:///etc/passwd)", "<img"),
        ("![x](\\\\server\\share)", "<img"),
        ('![a" onload="x](attachment:a.png)', "onload=\"x\" "),
        ("<style>body{}</style>", "<style"),
    ],
)  # fmt: skip
def test_nothing_in_a_manual_runs_or_is_fetched(text: str, never: str) -> None:
    assert never not in to_html(text)


def test_what_people_write_is_shown() -> None:
    html = to_html(
        "# A\n\n* **b** `c`\n\n| x | y |\n|---|--:|\n| 1 | 2 |\n\n[site](https://example.com) ~~d~~"
    )
    for part in (
        "<h1>A</h1>",
        "<strong>b</strong>",
        "<code>c</code>",
        "<table>",
        "<s>d</s>",
        'href="https://example.com"',
    ):
        assert part in html
    assert '<img src="itdesk-picture:front%20door.png" alt="Door">' in to_html(
        "![Door](<attachment:front door.png>)"
    )


@given(st.text(alphabet="#*_`[]()<>!|-~ \n\"'&;ax1日", max_size=80))
def test_any_text_is_shown_without_a_fault(text: str) -> None:
    html = to_html(text)
    assert "<script" not in html and "javascript:" not in html


def test_text_nested_without_end_is_shown_to_a_depth() -> None:
    assert to_html("> " * 5_000 + "x").count("<blockquote>") <= 20
    assert to_html("- " * 5_000 + "x")


def test_a_changed_text_is_a_version_that_can_be_read_and_compared(desk: Desk) -> None:
    key = add(desk, body="# Printer\n\nold line")
    assert desk.store.read("manual", key)["title"] == "Printer"
    edit(desk, key, category="Hardware")
    edit(desk, key, body="# Printer\n\nnew line")
    versions = desk.manuals.versions(key)
    assert [(v.edition, v.entry) for v in versions] == [(2, 3), (1, 1)]
    assert desk.manuals.text_of(key, 1).endswith("old line")
    assert [x for x in desk.manuals.difference(key, 1, 3) if x[0] in "+-"] == ["-old line", "+new line"]


def test_a_picture_kept_with_the_manual_is_found_by_name(desk: Desk, tmp_path: Path) -> None:
    key = add(desk, title="Printer", body="![Door](attachment:door.png)")
    path = tmp_path / "door.png"
    path.write_bytes(b"\x89PNG fake")
    with desk.write("attach file") as unit:
        files.attach(unit, "manual", key, path, "image/png")
    assert desk.manuals.picture(key, "door.png") == b"\x89PNG fake"
    assert desk.manuals.picture(key, "other.png") is None


def test_a_manual_without_a_title_takes_its_heading() -> None:
    assert first_heading("text\n\n## The *second*") == "The *second*"
    assert first_heading("no heading") == ""
