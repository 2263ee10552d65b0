"""A manual's Markdown as the blocks that are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from itdesk.knowledge.markdown import attached_name, tokens
from itdesk.reports.blocks import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Runs,
    TableBlock,
)

FindPicture = Callable[[str], bytes | None]
"""The bytes of an attached picture by its name."""


def blocks_of(text: str, picture: FindPicture) -> tuple[Block, ...]:
    """`text` as blocks; a picture that cannot be found prints as its caption."""
    return tuple(_blocks(SyntaxTreeNode(tokens(text)).children, picture))


def _blocks(nodes: list[SyntaxTreeNode], picture: FindPicture) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1]), "".join(run.text for run in _runs(_inline(node))))
            case "paragraph":
                yield from _paragraph(_inline(node), picture)
            case "bullet_list" | "ordered_list":
                yield _list(node, picture)
            case "fence" | "code_block":
                yield Code(node.content.rstrip("\n"))
            case "blockquote":
                yield Quote(tuple(_blocks(node.children, picture)))
            case "hr":
                yield Rule()
            case "table":
                yield _table(node)
            case _:
                yield Paragraph((Run(node.content),))


def _inline(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return node.children[0].children if node.children else []


def _paragraph(nodes: list[SyntaxTreeNode], picture: FindPicture) -> Iterator[Block]:
    """Running text; pictures in it stand on their own."""
    text: list[SyntaxTreeNode] = []
    for node in nodes:
        name = attached_name(str(node.attrs.get("src") or "")) if node.type == "image" else None
        data = picture(name) if name is not None else None
        if data is None:
            text.append(node)
            continue
        if text:
            yield Paragraph(_runs(text))
            text = []
        yield Picture(data, node.content)
    if text:
        yield Paragraph(_runs(text))


def _list(node: SyntaxTreeNode, picture: FindPicture) -> ListBlock:
    items = tuple(_item(child, picture) for child in node.children)
    return ListBlock(items, node.type == "ordered_list", int(node.attrs.get("start") or 1))


def _item(node: SyntaxTreeNode, picture: FindPicture) -> ListItem:
    """An entry; "[ ]" and "[x]" before it make it a box to tick."""
    blocks = tuple(_blocks(node.children, picture))
    if blocks and isinstance(blocks[0], Paragraph) and blocks[0].runs:
        first, *rest = blocks[0].runs
        box = first.text[:4].casefold()
        if box in ("[ ] ", "[x] "):
            runs = (replace(first, text=first.text[4:]), *rest)
            return ListItem((Paragraph(runs), *blocks[1:]), checked=box == "[x] ")
    return ListItem(blocks)


def _table(node: SyntaxTreeNode) -> TableBlock:
    rows = [
        [(_runs(_inline(cell)), str(cell.attrs.get("style") or "")) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    header, *body = rows or [[]]
    aligns = tuple(style.removeprefix("text-align:") or "left" for _, style in header)
    return TableBlock(
        tuple(cell for cell, _ in header), tuple(tuple(cell for cell, _ in row) for row in body), aligns
    )


def _runs(nodes: list[SyntaxTreeNode]) -> Runs:
    return tuple(_run(nodes, Run("")))


def _run(nodes: list[SyntaxTreeNode], look: Run) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "strong":
                yield from _run(node.children, replace(look, bold=True))
            case "em":
                yield from _run(node.children, replace(look, italic=True))
            case "s":
                yield from _run(node.children, replace(look, strike=True))
            case "link":
                yield from _run(node.children, replace(look, link=str(node.attrs.get("href") or "")))
            case "code_inline":
                yield replace(look, text=node.content, code=True)
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text="\n")
            case _:
                yield replace(look, text=node.content)
