from dataclasses import replace

from itdesk.reports import document_id
from itdesk.reports.blocks import Picture
from itdesk.reports.model import Note, Paper
from tests.reports.samples import IMPRINT, document, table


def test_the_same_content_printed_again_has_the_same_id() -> None:
    later = replace(IMPRINT, printed_at="24 Nov 2026 09:00", printed_by="Petra Novak", paper=Paper.LETTER)
    assert document_id(document(table(5))) == document_id(document(table(5), imprint=later))


def test_any_other_content_has_another_id() -> None:
    changed = replace(IMPRINT, journal_head="000000")
    ids = {
        document_id(made)
        for made in (
            document(table(5)),
            document(table(6)),
            document(table(5), title="Other"),
            document(table(5), imprint=changed),
            document(Picture(b"1")),
            document(Picture(b"2")),
            document(Note("ab"), Note("c")),
            document(Note("a"), Note("bc")),
        )
    }
    assert len(ids) == 8


def test_an_id_is_three_fours_of_hexadecimal_digits() -> None:
    parts = document_id(document()).split("-")
    assert [len(part) for part in parts] == [4, 4, 4]
    assert int("".join(parts), 16) >= 0
