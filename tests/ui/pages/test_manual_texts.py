"""How a manual's text becomes what is read: headings, boxes, pictures, differences; all of it literal."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.knowledge.markdown import attached_name, to_html, tokens
from itdesk.store import files
from itdesk.store.files import safe_name
from itdesk.store.relations import link
from itdesk.ui.kit.theme import Mode, ThemeManager, theme
from itdesk.ui.pages.knowledge.reading import (
    anchored,
    difference_html,
    page_html,
    picture_markdown,
    read_manual,
    style,
)
from itdesk.ui.pages.knowledge.words import review_state, review_words
from tests.clocks import DAY, HandClock
from tests.records import add, change

pytestmark = pytest.mark.usefixtures("qapp")

HEADING = st.text(alphabet="abc 日本é&<>\"'", min_size=1, max_size=20).map(str.strip).filter(bool)


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-11-18T11:00:00+00:00")


@pytest.fixture
def office(desk_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    yield desk
    desk.close()


def seen(html: str) -> str:
    """What a person reads of HTML."""
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


# --- headings and boxes -----------------------------------------------------------------------------
@given(st.lists(st.tuples(st.sampled_from(["#", "##", "###", "####"]), HEADING), max_size=8))
def test_headings_of_two_levels_are_found_in_their_order_with_their_words(
    headings: list[tuple[str, str]],
) -> None:
    text = "\n\n".join(f"{marks} {words.replace('<', chr(92) + '<')}" for marks, words in headings)
    html, found = anchored(to_html(text))
    wanted = [" ".join(words.split()) for marks, words in headings if marks in ("##", "###")]
    assert [" ".join(words.split()) for _, words in found] == [unescape(words) for words in wanted]
    assert [anchor for anchor, _ in found] == [f"h{n}" for n in range(len(wanted))]
    assert all(f'<a name="{anchor}"></a>' in html for anchor, _ in found)


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("- [ ] a\n- [x] b\n- [X] c", ["☐ a", "☑ b", "☑ c"]),
        ("- [ ] a\n\n- [x] b", ["☐ a", "☑ b"]),
        ("1. [ ] first\n2. [x] second", ["☐ first", "☑ second"]),
        ("- a\n  - [ ] inside", ["☐ inside"]),
        ("- [ ] **bold** `x`", ["☐ bold x"]),
    ],
)
def test_a_list_of_boxes_is_read_with_boxes(text: str, boxes: list[str]) -> None:
    shown = seen(page_html("Title", to_html(text)))
    assert all(box in shown for box in boxes) and "[ ]" not in shown and "[x]" not in shown


@pytest.mark.parametrize("text", ["say [ ] here", "`[ ] x`", "- [y] no box", "- [] none", "[ ] no list"])
def test_brackets_elsewhere_stay_brackets(text: str) -> None:
    shown = seen(page_html("Title", to_html(text)))
    assert "☐" not in shown and "☑" not in shown and "[" in shown


@pytest.mark.parametrize("title", ["a <b>b</b>", "x & y", "\"q\" 'q'", "受付 📘", "</h1><script>"])
def test_a_title_is_shown_as_it_was_written(title: str) -> None:
    assert seen(page_html(title, "<p>text</p>")) == f"{title}\ntext"


# --- pictures -----------------------------------------------------------------------------------------
@given(st.text(max_size=40).map(safe_name))
def test_a_picture_of_any_name_is_found_again_by_that_name(name: str) -> None:
    inline = [token for token in tokens(picture_markdown(name)) if token.type == "inline"]
    images = [child for token in inline for child in token.children or [] if child.type == "image"]
    assert [attached_name(str(image.attrGet("src"))) for image in images] == [name]


def test_pictures_are_read_once_and_what_is_not_there_is_no_trouble(office: Desk, tmp_path: Path) -> None:
    key = add(office, "manual", title="Door")
    (tmp_path / "front door (1).png").write_bytes(b"picture")
    with office.write("attach") as unit:
        files.attach(unit, "manual", key, tmp_path / "front door (1).png")
    text = f"{picture_markdown('front door (1).png')} again {picture_markdown('front door (1).png')}"
    change(
        office, "manual", key, body=f"{text} ![gone](attachment:gone.png) ![far](http://example.org/a.png)"
    )
    found = read_manual(office, key)
    assert dict(found.pictures) == {"front door (1).png": b"picture"}
    assert list(found.files) == ["front door (1).png"]
    assert "example.org" not in found.html


# --- differences ----------------------------------------------------------------------------------------
LINES = st.lists(st.text(alphabet="-+@ab <&日 ", max_size=6), max_size=8)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all examples."""
    path = tmp_path_factory.mktemp("desk") / "office.desk"
    desk = Desk.open(str(path), origin="test", create=True, actor="tester")
    yield desk
    desk.close()


@given(before=LINES, after=LINES)
def test_every_line_that_went_or_came_is_in_the_difference(
    kept: Desk, before: list[str], after: list[str]
) -> None:
    before, after = [*before, "then"], [*after, "now"]
    key = add(kept, "manual", title="x")
    for body in (before, after):
        with kept.write("edit") as unit:
            kept.keepers["manual"].change(unit, key, {"body": "\n".join(body)})
    newest, older, _ = kept.manuals.versions(key)
    lines = kept.manuals.difference(key, older.entry, newest.entry)
    signs = {sign: [line[1:] for line in lines if line.startswith(sign)] for sign in "-+ "}
    for line in {*before, *after}:
        assert after.count(line) - before.count(line) == signs["+"].count(line) - signs["-"].count(line)
    assert set(signs["-"]) <= set(before) and set(signs["+"]) <= set(after)
    assert set(signs[" "]) <= set(before) & set(after)


@pytest.mark.parametrize("gone", ["---", "--- x", "-- ", "+++", "++ x", "- item", "@@ -1 +1 @@"])
def test_a_line_that_looks_like_a_sign_of_the_comparison_is_shown_when_it_goes(
    office: Desk, gone: str
) -> None:
    key = add(office, "manual", title="x", body=f"first\n{gone}\nlast")
    change(office, "manual", key, body="first\nlast")
    change(office, "manual", key, body=f"first\n{gone}\nlast")
    newest, middle, oldest = office.manuals.versions(key)
    went = office.manuals.difference(key, oldest.entry, middle.entry)
    came = office.manuals.difference(key, middle.entry, newest.entry)
    assert f"-{gone}" in went and f"+{gone}" in came
    assert f"- {gone}" in seen(difference_html(went, theme()))


@pytest.mark.parametrize("line", ["    indented", "a  b", "\ttab", "<b>x</b>", "a &amp; b", "日本 📘", " "])
def test_a_line_of_a_difference_is_shown_with_every_character(line: str) -> None:
    shown = seen(difference_html([f"+{line}", f"-{line}", f" {line}"], theme())).replace("\xa0", " ")
    expected = line.replace("\t", " ")
    assert [part[2:].replace("\t", " ") for part in shown.split("\n")] == [expected] * 3


def test_two_texts_that_are_the_same_have_no_difference() -> None:
    assert seen(difference_html([], theme())) == "—"


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_what_came_is_green_and_what_went_is_red_in_both_themes(look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    html = difference_html(["@@ -1 +1 @@", "+new", "-old", " same"], theme())
    for state in ("ok", "crit"):
        assert (
            f"background:{theme().state(state, 'bg').name()};color:{theme().state(state, 'fg').name()}"
            in html
        )
    assert theme().colour("text").name() in style(theme())
    assert seen(html).split("\n")[0] == "…"


# --- what is read beside it --------------------------------------------------------------------------------
def test_owner_review_and_links_are_read_with_their_names(office: Desk, clock: HandClock) -> None:
    add(office, "person", name="中村 雪")
    asset = add(office, "asset", tag="PRN-12", type="printer")
    ticket = add(office, "ticket", subject="Paper jam <b>")
    key = add(office, "manual", title="Printer", owner="中村 雪", review_by="2026-11-20")
    with office.write("link") as unit:
        link(unit, "manual", key, "asset", asset)
        link(unit, "ticket", ticket, "manual", key)
    found = read_manual(office, key)
    assert (found.owner, found.facts, found.days_left) == ("中村 雪", "18 Nov 2026 · 中村 雪", 2)
    links = {(other.kind, other.key): other.name for other in found.links}
    assert set(links) == {("asset", asset), ("ticket", ticket)}
    assert "PRN-12" in links["asset", asset] and f"#{ticket}" in links["ticket", ticket]
    clock.forward(5 * DAY)
    assert read_manual(office, key).days_left == -3


def test_a_manual_of_nobody_without_a_text_is_read_as_it_is(office: Desk) -> None:
    found = read_manual(office, add(office, "manual", title="Empty"))
    assert (found.html, list(found.headings), found.owner, found.days_left) == ("", [], "", None)
    assert found.facts == "18 Nov 2026" and len(found.versions) == 1 and not found.links


def test_a_manual_that_is_gone_is_a_known_error(office: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        read_manual(office, 999)
    assert caught.value.code == "record.missing"


@given(st.integers(-4_000, 4_000))
def test_a_review_is_late_soon_or_far_away(days: int) -> None:
    words, state = review_words(days), review_state(days)
    assert (state == "crit") == words.endswith("late")
    assert (words == "today") == (days == 0)
    assert str(abs(days)) in words or days == 0
    assert (state == "ok") == (days >= 30)
