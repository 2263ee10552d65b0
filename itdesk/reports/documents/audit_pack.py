"""The audit pack: several documents behind one cover, with contents, one numbering and one id."""

from __future__ import annotations

from collections.abc import Sequence

from itdesk.reports.blocks import Heading, Paragraph, plain
from itdesk.reports.model import Cover, Document, Fact, Figure, Imprint, PageBlock, Part, Signatures

_METHOD = (
    "Every change to this desk is an entry of its journal, and each entry carries the digest of the one "
    "before it. The journal head printed on every page fixes the state that this pack shows: the same "
    "head gives the same records. The document id is a digest of all that is printed here except when "
    "and by whom it was printed, so that two copies can be compared by their ids."
)


def audit_pack(
    imprint: Imprint,
    documents: Sequence[Document],
    *,
    subtitle: str = "",
    facts: Sequence[Fact] = (),
    figures: Sequence[Figure] = (),
    signers: Sequence[str] = (),
) -> Document:
    """One document of `documents` in order, each a part of the contents, closed by the method.

    The imprint of the parts is that of the pack; their own covers give their figures to the part.
    """
    parts = [*map(_part, documents), _closing(signers)]
    return Document(
        title="Audit pack",
        subtitle=subtitle,
        imprint=imprint,
        parts=tuple(parts),
        landscape=any(document.landscape for document in documents),
        cover=Cover((*facts, *_journal_facts(imprint)), tuple(figures)),
    )


def _part(document: Document) -> Part:
    blocks: list[PageBlock] = []
    for part in document.parts:
        if part.title not in ("", document.title, document.subtitle):
            blocks.append(Heading(2, part.title))
        blocks.extend(part.blocks)
    title = document.title
    if document.subtitle and document.cover is None and document.subtitle != document.title:
        title = f"{document.title}: {document.subtitle}"
    note = document.parts[0].note if document.parts else ""
    return Part(title, tuple(blocks), "" if note in (document.title, document.subtitle) else note)


def _journal_facts(imprint: Imprint) -> list[Fact]:
    facts = [Fact("Records as at", imprint.as_at)] if imprint.as_at else []
    if imprint.journal_head:
        entry = f"entry {imprint.journal_entry}, " if imprint.journal_entry is not None else ""
        facts.append(Fact("Journal", f"{entry}head {imprint.journal_head}"))
    return facts


def _closing(signers: Sequence[str]) -> Part:
    blocks: list[PageBlock] = [Paragraph(plain(_METHOD))]
    if signers:
        blocks.append(Signatures(tuple(signers)))
    return Part("Method and signatures" if signers else "Method", tuple(blocks))
