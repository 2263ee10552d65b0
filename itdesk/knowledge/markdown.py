"""Markdown read safely: CommonMark with tables, no HTML, no pictures but the manual's own."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

ATTACHED = "attachment:"
"""![caption](attachment:NAME) is a picture that is kept with the manual."""
PICTURE_SCHEME = "itdesk-picture"
"""What such a picture's address becomes in HTML, for the viewer to look up."""
DEEPEST = 20
"""Levels that quotes and lists may nest; deeper text is left out (Qt takes seconds for it)."""

_TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote",
    "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_SCHEMES = {"http", "https", "mailto", PICTURE_SCHEME}


def to_html(text: str) -> str:
    """Markdown as HTML that runs nothing and fetches nothing. Never raises for any text."""
    rendered = str(_reader().render(text))
    return nh3.clean(rendered, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def tokens(text: str) -> list[Token]:
    """Markdown as markdown-it's tokens, for print."""
    return _reader().parse(text)


def attached_name(address: str) -> str | None:
    """The attachment that a picture's address names; None for any other address."""
    return unquote(address[len(ATTACHED) :]) if address.startswith(ATTACHED) else None


def first_heading(text: str) -> str:
    """The text of the first heading, "" when there is none."""
    found = tokens(text)
    for place, token in enumerate(found):
        if token.type == "heading_open":
            return found[place + 1].content
    return ""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    reader.enable(["table", "strikethrough"])
    reader.add_render_rule("image", _image)
    reader.add_render_rule("th_open", _cell)
    reader.add_render_rule("td_open", _cell)
    return reader


def _cell(
    renderer: RendererHTML,
    found: Sequence[Token],
    place: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    """A cell on the side that its column says; at the left like its heading where it says none."""
    token = found[place]
    side = str(token.attrGet("style") or "").removeprefix("text-align:") or "left"
    return f'<{token.tag} align="{side}">'


def _image(
    renderer: RendererHTML,
    found: Sequence[Token],
    place: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    """An own picture, or the caption alone where the address leads elsewhere."""
    token = found[place]
    caption = renderer.renderInlineAsText(token.children or [], options, environment)
    name = attached_name(str(token.attrGet("src") or ""))
    if name is None:
        return nh3.clean_text(caption)
    return f'<img src="{PICTURE_SCHEME}:{quote(name)}" alt="{nh3.clean_text(caption)}">'
