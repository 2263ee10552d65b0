"""Markdown is shown whole and safe: every construct, hostile text, pictures, and text without end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.knowledge.markdown import DEEPEST, attached_name, first_heading, to_html, tokens

SHOWN = [
    ("# One", "<h1>One</h1>"),
    ("###### Six", "<h6>Six</h6>"),
    ("Under\n=====", "<h1>Under</h1>"),
    ("Under\n-----", "<h2>Under</h2>"),
    ("a **b** *c* `d` ~~e~~", "a <strong>b</strong> <em>c</em> <code>d</code> <s>e</s>"),
    ("line  \nbreak", "<br>"),
    ("---", "<hr>"),
    ("> quoted", "<blockquote>"),
    ("1. one\n2. two", "<ol>"),
    ("3. three", '<ol start="3">'),
    ("* a\n  * b", "<ul>"),
    ("```sh\nrm -rf /\n```", "<pre><code>rm -rf /\n</code></pre>"),
    ("    indented", "<pre><code>indented\n</code></pre>"),
    ("| a | b |\n|:--|--:|\n| 1 | 2 |", '<td align="left">1</td>\n<td align="right">2</td>'),
    ("| a |\n|:-:|\n| 1 |", '<th align="center">a</th>'),
    ("| a |\n|---|\n| 1 |", '<th align="left">a</th>'),
    ("[site](https://example.com/a?b=c&d=e)", 'href="https://example.com/a?b=c&amp;d=e"'),
    ("<https://example.com>", 'href="https://example.com"'),
    ("[mail](mailto:a@example.com)", 'href="mailto:a@example.com"'),
    ('[t](https://example.com "Title")', 'title="Title"'),
    ("[ref]\n\n[ref]: https://example.com", 'href="https://example.com"'),
    ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
    ("\\*not emphasis\\*", "*not emphasis*"),
    ("日本語 **太字** のマニュアル", "<strong>太字</strong>"),
    ("مرحبا *بكم*", "<em>بكم</em>"),
    ("🙂 **🙂**", "<strong>🙂</strong>"),
    ("Nguyễn &amp; &copy; &#x41;", "Nguyễn &amp; © A"),
]


@pytest.mark.parametrize(("text", "html"), SHOWN)
def test_what_people_write_is_shown(text: str, html: str) -> None:
    assert html in to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<iframe src=//x></iframe>",
        "<a href='javascript:x'>y</a>",
        "<svg/onload=alert(1)>",
        "<!-- hidden -->",
        "<?php ?>",
        "<![CDATA[x]]>",
        "&lt;script&gt;",
        "<object data=x>",
        "<base href=//x>",
        "<form action=x><input>",
        "<link rel=stylesheet href=x>",
        "<meta http-equiv=refresh>",
        "<table background=x>",
        "x <b onclick=y> z",
    ],
)
def test_html_is_shown_as_it_was_written_and_never_run(text: str) -> None:
    html = to_html(text)
    kept = re.sub(r"</?(p|code|pre|br)>", "", html)
    assert "<" not in kept


ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:x",
    " javascript:x",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://x",
    "//evil.example/x",
    "\\\\server\\share",
    "itdesk:x",
    "qrc:/x",
    "about:blank",
    "javascript&#58;alert(1)",
    "&#106;avascript:x",
    "java&#10;script:x",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_that_leads_to_anything_but_a_site_or_a_mailbox_leads_nowhere(address: str) -> None:
    html = to_html(f"[text](<{address}>)")
    found = re.findall(r'href="([^"]*)"', html)
    assert not any(
        re.match(r"(?i)\s*(javascript|vbscript|data|file|ftp|itdesk|qrc|about):", link) for link in found
    )
    assert "text" in html


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "https://example.com/a.png", "a.png", "../a.png", "/etc/a.png"]
)
def test_a_picture_from_elsewhere_is_its_caption(address: str) -> None:
    html = to_html(f"![The caption](<{address}>)")
    assert "<img" not in html
    assert "The caption" in html


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a.png", "a.png"), ("front door.png", "front%20door.png"), ("日本.png", "%E6%97%A5%E6%9C%AC.png"),
     ("a&b.png", "a%26b.png"), ("100%.png", "100%25.png")],
)  # fmt: skip
def test_a_picture_of_the_manual_is_asked_for_by_its_name(name: str, kept: str) -> None:
    written = name.replace("%", "%25")
    assert f'src="itdesk-picture:{kept}"' in to_html(f"![x](<attachment:{written}>)")


@pytest.mark.parametrize(
    ("address", "name"),
    [("attachment:a.png", "a.png"), ("attachment:a%20b.png", "a b.png"), ("attachment:", ""), ("a.png", None),
     ("Attachment:a.png", None), ("https://x/attachment:a", None), ("", None)],
)  # fmt: skip
def test_which_attachment_an_address_names(address: str, name: str | None) -> None:
    assert attached_name(address) == name


@pytest.mark.parametrize("caption", ['a" onload="x', "<script>", "a<b", "& co", "'quoted'"])
def test_a_caption_stays_text(caption: str) -> None:
    html = to_html(f"![{caption}](attachment:a.png)")
    assert html.count("<") == html.count("<p>") + html.count("</p>") + html.count("<img")
    assert not re.search(r'"\s+onload=', html)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# First\n\n# Second", "First"), ("text\n\n### Deep", "Deep"), ("", ""), ("no heading", ""),
        ("#no space", ""), ("# ", ""), ("```\n# not one\n```\n\n# One", "One"), ("Under\n===", "Under"),
        ("> # quoted", "quoted"), ("# 日本語の手順", "日本語の手順"), ("# a `b` *c*", "a `b` *c*"),
    ],
)  # fmt: skip
def test_the_first_heading(text: str, heading: str) -> None:
    assert first_heading(text) == heading


@pytest.mark.parametrize(
    "text",
    ["> " * 3_000 + "x", "- " * 3_000 + "x", "1. " * 3_000 + "x", "[" * 3_000, "![" * 2_000, "*a " * 3_000,
     "`" * 9_999, "|" * 5_000 + "\n" + "|-" * 2_500, "a\n" * 20_000, "(" * 9_999, "\\" * 9_999, "&" * 9_999,
     "<" * 9_999, "# " * 3_000, "~" * 5_000, "_a_" * 3_000],
)  # fmt: skip
def test_text_that_is_made_to_take_forever_does_not(text: str) -> None:
    html = to_html(text)
    assert html.count("<blockquote>") <= DEEPEST
    assert html.count("<ul>") <= DEEPEST + 1


@given(st.lists(st.sampled_from([text for text, _ in SHOWN]), max_size=8))
def test_every_piece_is_shown_where_pieces_stand_under_each_other(pieces: list[str]) -> None:
    html = to_html("\n\n<!-- -->\n\n".join(pieces))
    for piece in pieces:
        for word in re.findall(
            r"[A-Za-z]{4,}|[\u3040-\u9fff]{2,}", re.sub(r"\(.*?\)|<.*?>|&\w+;|```\w*", "", piece)
        ):
            assert word in html


@given(st.text(max_size=120))
def test_any_text_has_only_tags_that_are_known(text: str) -> None:
    known = {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "img",
    }
    assert set(re.findall(r"</?([a-z0-9]+)", to_html(text))) <= known


@given(st.text("#*_`[]()<>!|-~ \n\"'&;ax1", max_size=60))
def test_the_same_text_is_read_the_same_for_print(text: str) -> None:
    assert [token.type for token in tokens(text)] == [token.type for token in tokens(text)]
