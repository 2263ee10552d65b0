"""What the reading view shows, read off the UI thread; and how it looks as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from itdesk.core.clock import day_of
from itdesk.core.values import parse_date, show_date
from itdesk.knowledge.markdown import to_html
from itdesk.knowledge.service import Version
from itdesk.store.attachments import attached
from itdesk.store.relations import linked
from itdesk.store.rowform import Snapshot
from itdesk.ui.kit import fonts
from itdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

_PICTURE = re.compile(r'src="itdesk-picture:([^"]+)"')
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_BOX = re.compile(r"(<li>(?:\s*<p>)?)\[([ xX])\] ")
_TAG = re.compile(r"<[^>]+>")
_LITERAL = "white-space:pre-wrap"
KEEP = QTextCursor.MoveMode.KeepAnchor
MEDIUM = 500
MOST_PICTURE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Link:
    """A record a manual belongs to or is used in. `relation` is the link's own key."""

    relation: int
    kind: str
    key: int
    name: str


@dataclass(frozen=True, slots=True)
class ManualPicture:
    """A manual as it is read; `pictures` are bytes by name, `headings` (anchor, words)."""

    manual: Snapshot
    ref: str
    html: str
    headings: Sequence[tuple[str, str]]
    pictures: Mapping[str, bytes]
    files: Sequence[str]
    versions: Sequence[Version]
    links: Sequence[Link]
    owner: str
    facts: str
    days_left: int | None


def read_manual(desk: Desk, key: int) -> ManualPicture:
    """Raises DeskError when the manual is gone."""
    manual = desk.store.read("manual", key)
    html, headings = anchored(to_html(str(manual["body"] or "")))
    owner = manual["owner_id"]
    name = str(desk.store.read("person", owner)["name"]) if isinstance(owner, int) else ""
    review = parse_date(str(manual["review_by"] or ""))
    now = desk.store.clock.now()
    changed = show_date(day_of(manual.updated, desk.zone))
    facts = f"{changed} · {name}" if name else changed
    files = [file.name for file in attached(desk.store.engine, "manual", key)]
    days = (review - day_of(now, desk.zone)).days if review is not None else None
    return ManualPicture(
        manual, desk.refs.ref_of("manual", key), html, headings, _pictures(desk, key, html), files,
        desk.manuals.versions(key), _links(desk, key), name, facts, days,
    )  # fmt: skip


def anchored(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The text with an anchor in each heading of the second and third level, and those headings."""
    found: list[tuple[str, str]] = []

    def put(match: re.Match[str]) -> str:
        anchor = f"h{len(found)}"
        found.append((anchor, unescape(_TAG.sub("", match[2]))))
        return f'<h{match[1]}><a name="{anchor}"></a>{match[2]}</h{match[1]}>'

    return _HEADING.sub(put, html), found


def _pictures(desk: Desk, key: int, html: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for name in dict.fromkeys(unquote(address) for address in _PICTURE.findall(html)):
        data = desk.manuals.picture(key, name)
        if data is not None and size + len(data) <= MOST_PICTURE_BYTES:
            found[name] = data
            size += len(data)
    return found


def _links(desk: Desk, key: int) -> list[Link]:
    found: list[Link] = []
    for other in linked(desk.store.engine, "manual", key):
        kind = desk.store.schema.kind(other.kind)
        ref = desk.refs.ref_of(other.kind, other.record)
        title = desk.lists.labels(other.kind, [other.record]).get(other.record)
        words = kind.format_ref(title) if kind.shown_as else str(title or "")
        name = ref if words in ("", ref) else f"{ref} {words}"
        found.append(Link(other.relation, other.kind, other.record, name))
    return found


def page_html(title: str, body: str) -> str:
    """A whole page: the title above the cleaned text."""
    boxed = _BOX.sub(lambda found: f"{found[1]}{'☐' if found[2] == ' ' else '☑'} ", body)
    return f"<h1>{escape(title)}</h1>{boxed}"


def weigh(document: QTextDocument) -> None:
    """Give bold text the font's own weight: a variable font takes none from CSS."""
    cursor = QTextCursor(document)
    strong = QTextCharFormat()
    strong.setFont(
        fonts.weighted(600), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
    )
    block = document.begin()
    while block.isValid():
        for found in block.textFormats():
            if found.format.fontWeight() > MEDIUM or block.blockFormat().headingLevel():
                cursor.setPosition(block.position() + found.start)
                cursor.setPosition(block.position() + found.start + found.length, KEEP)
                cursor.mergeCharFormat(strong)
        block = block.next()


def difference_html(lines: Sequence[str], look: Theme) -> str:
    """Lines with "+" and "-" before them on green and red ground; every character literal."""
    if not lines:
        return "<p>—</p>"
    rows: list[str] = []
    for line in lines:
        text = escape(line[1:]) or "&nbsp;"
        if line.startswith("@@"):
            rows.append("<p>…</p>")
        elif line[:1] in "+-" and line:
            state = "ok" if line[0] == "+" else "crit"
            ground, ink = look.state(state, "bg").name(), look.state(state, "fg").name()
            rows.append(f'<p style="{_LITERAL};background:{ground};color:{ink}">{line[0]} {text}</p>')
        else:
            rows.append(f'<p style="{_LITERAL}">&nbsp;&nbsp;{text}</p>')
    return "".join(rows)


def style(look: Theme) -> str:
    """The reading style: text 14 on 22."""
    colour = {name: look.colour(name).name() for name in ("text", "text2", "accent", "sunken", "border")}
    px = look.px
    return (
        f"body,p,li{{color:{colour['text']};font-size:{px(14)}px;line-height:{px(22)}px}}"
        f"h1{{font-size:{px(22)}px;font-weight:600;margin-top:0;margin-bottom:{px(10)}px}}"
        f"h2{{font-size:{px(16)}px;font-weight:600;margin-top:{px(18)}px}}"
        f"h3{{font-size:{px(14)}px;font-weight:600}}"
        f"a{{color:{colour['accent']}}}blockquote{{color:{colour['text2']}}}"
        f"code,pre{{background:{colour['sunken']};font-size:{px(13)}px}}"
        f"th,td{{padding:{px(4)}px {px(10)}px}}li{{margin-bottom:{px(6)}px}}"
    )


def picture_markdown(name: str) -> str:
    """How an attached picture is put into the text."""
    caption = name.rpartition(".")[0] or name
    caption = caption.replace("[", "(").replace("]", ")")
    return f"![{caption}](attachment:{quote(name)})"
