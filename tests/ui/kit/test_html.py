"""The browser of cleaned HTML: it fetches nothing, follows nothing by itself and shows any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextCursor
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.html import MOST_BYTES, PICTURE_SCHEME, SafeBrowser

RED = "#ff0000"


def png(side: int = 40) -> bytes:
    """A red square."""
    image, buffer = QImage(side, side, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor(RED))
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return buffer.data().data()


class Pictures:
    """Our own pictures by name, and which were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.known = {"one": b"", "büro 1.png": b""}

    def __call__(self, name: str) -> bytes | None:
        self.asked.append(name)
        return self.known.get(name)


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
def browser(shown: Callable[[SafeBrowser], SafeBrowser], pictures: Pictures) -> Iterator[SafeBrowser]:
    pictures.known = dict.fromkeys(pictures.known, png())
    made = SafeBrowser(pictures)
    made.resize(500, 400)
    yield shown(made)
    made.show_html("")  # or the next look would lay an endless text out again


def reds(browser: SafeBrowser) -> int:
    """How much of a picture of ours is on screen."""
    image = browser.grab().toImage()
    return sum(image.pixelColor(x, y).name() == RED for x in range(0, 200, 4) for y in range(0, 200, 4))


# --- pictures -------------------------------------------------------------------------------------------
def test_our_own_pictures_are_shown(browser: SafeBrowser, pictures: Pictures) -> None:
    browser.show_html(f'<img src="{PICTURE_SCHEME}:one"> <img src="{PICTURE_SCHEME}:b%C3%BCro%201.png">')
    assert reds(browser) > 100
    assert set(pictures.asked) == {"one", "büro 1.png"}


def test_a_picture_that_is_gone_or_no_picture_leaves_the_text(
    browser: SafeBrowser, pictures: Pictures
) -> None:
    pictures.known["one"] = b"no picture at all"
    browser.show_html(f'before <img src="{PICTURE_SCHEME}:one"><img src="{PICTURE_SCHEME}:gone"> after')
    assert reds(browser) == 0
    assert "before" in browser.toPlainText() and "after" in browser.toPlainText()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{url}">',
        '<img src="{path}">',
        '<img src="{path}" width="200" height="200">',
        '<img src="itdesk-picture:{path}">',
        '<img src="x/../..{path}">',
        '<body background="{url}">words</body>',
        '<table background="{url}" width="400" height="300"><tr><td>words</td></tr></table>',
        '<div style="background-image:url({url})">words</div>',
        '<ul style="list-style-image:url({url})"><li>words</li></ul>',
        '<img src="//example.org/x.png"><img src="https://example.org/x.png">',
        '<img src="qrc:/x.png"><img src=":/x.png"><img src="data:image/png;base64,{data}">',
        '<object data="{url}"></object><iframe src="{url}"></iframe>',
    ],
)
def test_no_file_and_no_network_is_read(
    browser: SafeBrowser, pictures: Pictures, tmp_path: Path, html: str
) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(png())
    data = QUrl.fromLocalFile(str(path)).toString()
    browser.show_html(html.format(url=data, path=path, data=png().hex()))
    assert reds(browser) == 0 and set(pictures.asked) <= {str(path)}


def test_no_style_sheet_is_read_from_a_file(browser: SafeBrowser, tmp_path: Path) -> None:
    sheet = tmp_path / "look.css"
    sheet.write_text(f"p {{ background-color: {RED}; }}")
    url = QUrl.fromLocalFile(str(sheet)).toString()
    browser.show_html(
        f'<html><head><link rel="stylesheet" href="{url}"><style>@import url({url});</style></head>'
        f"<body><p>words</p></body></html>"
    )
    assert reds(browser) == 0 and "words" in browser.toPlainText()


# --- links ----------------------------------------------------------------------------------------------
def place_of(browser: SafeBrowser, words: str) -> QPoint:
    browser.moveCursor(QTextCursor.MoveOperation.Start)
    assert browser.find(words)
    cursor = browser.textCursor()
    cursor.setPosition(cursor.selectionStart() + 2)
    return browser.cursorRect(cursor).center()


@pytest.mark.parametrize(
    "target",
    ["https://example.org/a?b=1&c=2", "itdesk:ticket/7", "mailto:a@example.org", "file:///etc/passwd",
     "javascript:alert(1)", "other.html"],
)  # fmt: skip
def test_a_link_is_told_and_not_followed(browser: SafeBrowser, qtbot: QtBot, target: str) -> None:
    browser.show_html(f'<p>before <a href="{target.replace("&", "&amp;")}">the link</a> after</p>')
    before = browser.toPlainText()
    with qtbot.waitSignal(browser.link_chosen) as chosen:
        qtbot.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=place_of(browser, "the link"))
    assert chosen.args == [target]
    assert browser.toPlainText() == before, "the page decides what becomes of it"


def test_links_are_reached_and_chosen_by_keys(browser: SafeBrowser, qtbot: QtBot) -> None:
    qtbot.waitUntil(browser.isActiveWindow)
    browser.show_html('<p><a href="itdesk:one">one</a> words <a href="itdesk:two">two</a></p>')
    browser.setFocus()
    qtbot.keyClick(browser, Qt.Key.Key_Tab)
    qtbot.keyClick(browser, Qt.Key.Key_Tab)
    with qtbot.waitSignal(browser.link_chosen) as chosen:
        qtbot.keyClick(browser, Qt.Key.Key_Return)
    assert chosen.args == ["itdesk:two"]


@pytest.mark.qt_log_ignore("not accepted by receiving widget")
def test_words_beside_a_link_choose_nothing(browser: SafeBrowser, qtbot: QtBot) -> None:
    chosen: list[str] = []
    browser.link_chosen.connect(chosen.append)
    browser.show_html('<p>just words <a href="itdesk:one">one</a></p>')
    qtbot.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=place_of(browser, "just words"))
    assert chosen == []


# --- any text -------------------------------------------------------------------------------------------
def test_nobody_can_write_into_it(browser: SafeBrowser, qtbot: QtBot) -> None:
    browser.show_html("<p>words</p>")
    qtbot.keyClicks(browser, "more")
    qtbot.keyClick(browser, Qt.Key.Key_Delete)
    assert browser.toPlainText() == "words"


@pytest.mark.parametrize("letter", ["x", "ü", "東", "🦊"])
def test_an_endless_text_is_cut_where_no_letter_breaks_and_says_so(browser: SafeBrowser, letter: str) -> None:
    browser.show_html(letter * (MOST_BYTES + 10))
    shown, _, more = browser.toPlainText().partition("\n")
    assert set(shown) == {letter}
    assert len(shown) == MOST_BYTES // len(letter.encode())
    assert more == "The text goes on. Print it to read the rest."


def test_a_tag_that_would_be_cut_in_two_is_left_out(browser: SafeBrowser) -> None:
    browser.show_html("x" * (MOST_BYTES - 4) + '<a href="https://example.com">link</a>')
    assert browser.toPlainText().partition("\n")[0] == "x" * (MOST_BYTES - 4)


def test_a_text_that_fits_says_nothing_more(browser: SafeBrowser) -> None:
    browser.show_html("<p>" + "words " * 10_000 + "the end</p>")
    assert browser.toPlainText().endswith("the end")


@pytest.mark.parametrize("html", ["", "<p", "</div></div>", "<table><tr>", "&#0;&bogus;", "<b><i></b></i>"])
def test_broken_html_is_shown_as_well_as_it_can_be(browser: SafeBrowser, html: str) -> None:
    browser.show_html(f"<p>before</p>{html}")
    assert "before" in browser.toPlainText()


def test_deeply_nested_html_comes_to_an_end(browser: SafeBrowser) -> None:
    browser.show_html("<blockquote>" * 300 + "the innermost" + "</blockquote>" * 300)
    assert "the innermost" in browser.toPlainText()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="abc <>/&;=\"'pimgsrc東\n", max_size=80))
def test_another_text_takes_the_place_of_the_former(browser: SafeBrowser, html: str) -> None:
    browser.show_html("<p>the former text</p>")
    browser.show_html(html)
    assert "the former text" not in browser.toPlainText()
