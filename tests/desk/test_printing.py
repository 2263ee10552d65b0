"""What is printed of a real desk, read back from the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from itdesk.core.errors import DeskError
from itdesk.desk.demo import Size, make_demo
from itdesk.desk.desk import Desk
from itdesk.desk.printing.printer import print_report
from tests.clocks import HandClock

REPORTS = {
    "asset-register": "", "asset": "sort:tag", "ticket": "1", "tickets": "", "maintenance-history": "",
    "manual": "", "audit-pack": "",
}  # fmt: skip
UGLY = (
    "阿部 葵", "Nguyễn Thị Hồng Ánh", "محمد عبد الله", "Ada 😀 Lovelace", "Ζωή Παπαδοπούλου", "Łukasz Żółć",
    "<b>not bold</b> & <font size=99>", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2,
    "a\u202etxt.exe", "line one\nline two", "=cmd|' /C calc'!A0", "x" * 400,
)  # fmt: skip
"""Names of every script, of hostile people and of those who paste."""


class Paper:
    """A PDF as text, page by page."""

    def __init__(self, path: Path) -> None:
        with pypdfium2.PdfDocument(path) as document:
            self.sizes = [document[n].get_size() for n in range(len(document))]
            self.pages = [self._text(document[n]) for n in range(len(document))]

    @staticmethod
    def _text(page: pypdfium2.PdfPage) -> str:
        text = page.get_textpage()
        try:
            return str(text.get_text_range())
        finally:
            text.close()

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def flat(self) -> str:
        """Without spaces and line ends, which a narrow cell puts anywhere."""
        return re.sub(r"\s+", "", self.text)


def printed(desk: Desk, folder: Path, name: str, query: str = "", at: int | None = None) -> Paper:
    path = folder / f"{name}.pdf"
    done = print_report(desk, name, path, query, at)
    paper = Paper(path)
    assert len(paper.pages) == done.pages
    return paper


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A demo desk that no test here changes."""
    path = tmp_path_factory.mktemp("printing") / "office.desk"
    desk = Desk.open(str(path), origin="test", create=True, actor="tester")
    make_demo(desk, Size(assets=60, people=20, tickets=40, devices=6), 4)
    return desk


def add(desk: Desk, kind: str, **values: object) -> int:
    with desk.write(f"add {kind}") as unit:
        return desk.keepers[kind].add(unit, values)  # type: ignore[arg-type]


# --- every report ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", REPORTS)
def test_each_page_says_which_it_is_of_how_many(office: Desk, tmp_path: Path, name: str) -> None:
    paper = printed(office, tmp_path, name, REPORTS[name])
    count = len(paper.pages)
    inner = paper.pages[1:] if name == "audit-pack" else paper.pages
    first = 2 if name == "audit-pack" else 1
    for number, page in enumerate(inner, first):
        assert re.search(rf"\b{number}\s*(of|/)\s*{count}\b", page), page[-200:]


@pytest.mark.parametrize("name", REPORTS)
def test_each_page_carries_the_documents_id(office: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.pdf"
    done = print_report(office, name, path, REPORTS[name])
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", done.document_id)
    assert all(done.document_id in page for page in Paper(path).pages)


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_desk_prints_the_same_document(office: Desk, tmp_path: Path, name: str) -> None:
    first = print_report(office, name, tmp_path / "a.pdf", REPORTS[name])
    second = print_report(office, name, tmp_path / "b.pdf", REPORTS[name])
    assert first.document_id == second.document_id
    assert len(Paper(tmp_path / "a.pdf").pages) == len(Paper(tmp_path / "b.pdf").pages)


@pytest.mark.parametrize("name", REPORTS)
def test_a_pdf_is_its_owners_alone_and_leaves_no_half_file(office: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.pdf"
    print_report(office, name, path, REPORTS[name])
    assert path.stat().st_mode & 0o077 == 0
    assert [found.name for found in tmp_path.iterdir()] == ["x.pdf"]


# --- the register -----------------------------------------------------------------------------------
def test_the_register_holds_every_asset_once(office: Desk, tmp_path: Path) -> None:
    paper = printed(office, tmp_path, "asset-register")
    tags = [
        str(office.store.read("asset", key)["tag"])
        for key in office.lists.ids("asset", office.query("asset", ""))
    ]
    assert [tag for tag in tags if paper.flat.count(tag) < 1] == []


def test_a_register_of_a_query_holds_no_other(office: Desk, tmp_path: Path) -> None:
    paper = printed(office, tmp_path, "asset-register", "type:printer")
    for key in office.lists.ids("asset", office.query("asset", "")):
        asset = office.store.read("asset", key)
        assert (str(asset["tag"]) in paper.flat) is (asset["type"] == "printer")


def test_sums_of_the_groups_are_those_of_the_desk(desk: Desk, tmp_path: Path) -> None:
    prices = {"laptop": (1480.50, 999.99, 0.01), "monitor": (150.0, 275.25)}
    for kind, amounts in prices.items():
        for number, amount in enumerate(amounts):
            add(desk, "asset", tag=f"{kind}-{number}", type=kind, price=round(amount * 100), currency="EUR")
    text = printed(desk, tmp_path, "asset-register", "sort:type").text
    for amounts in prices.values():
        assert f"{sum(amounts):,.2f}" in text
    assert f"{sum(map(sum, prices.values())):,.2f}" in text


def test_amounts_of_several_currencies_are_never_added_up(desk: Desk, tmp_path: Path) -> None:
    for currency, price in (("EUR", 100_00), ("USD", 200_00), ("JPY", 30_000_00)):
        add(desk, "asset", tag=f"T-{currency}", type="laptop", price=price, currency=currency)
    text = printed(desk, tmp_path, "asset-register").text
    assert "30,300.00" not in text
    for amount in ("100.00 EUR", "200.00 USD", "30,000 JPY"):
        assert amount in text


@pytest.mark.parametrize("count", [0, 1, 400])
def test_none_one_or_many_rows_are_a_register(desk: Desk, tmp_path: Path, count: int) -> None:
    with desk.write("import") as unit:
        for number in range(count):
            unit.insert("asset", {"tag": f"A-{number:05}", "type": "laptop", "status": "in-use"})
    paper = printed(desk, tmp_path, "asset-register")
    assert sum(f"A-{number:05}" in paper.flat for number in range(count)) == count
    assert len(paper.pages) >= (5 if count == 400 else 1)


# --- single sheets ------------------------------------------------------------------------------------
def test_a_ticket_sheet_tells_the_whole_story(desk: Desk, tmp_path: Path) -> None:
    maria = add(desk, "person", name="Maria Silva", email="maria@example.com")
    key = add(
        desk, "ticket", subject="Printer jam in tray 2", requester_id=maria, description="Since Monday."
    )
    desk.tickets.note("tester", key, "The roller is worn.")
    desk.tickets.reply("tester", key, "A new roller is ordered.")
    desk.tickets.set_status("tester", key, "waiting")
    text = printed(desk, tmp_path, "ticket", str(key)).text
    for words in ("Printer jam in tray 2", "Maria Silva", "Since Monday.", "The roller is worn.",
                  "A new roller is ordered.", "Waiting"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("name", "query"),
    [("ticket", "99"), ("ticket", "subject:nothing"), ("asset", "A-404"), ("manual", "K-9")],
)
def test_a_sheet_of_nothing_is_refused_and_no_file_is_made(
    desk: Desk, tmp_path: Path, name: str, query: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(DeskError):
        print_report(desk, name, folder / "x.pdf", query, None)
    assert list(folder.iterdir()) == []


def test_several_sheets_are_printed_for_a_query(office: Desk, tmp_path: Path) -> None:
    paper = printed(office, tmp_path, "ticket", "number:<=3")
    for key in (1, 2, 3):
        assert f"#{key}" in paper.text


# --- of a day ---------------------------------------------------------------------------------------
def test_paper_of_a_day_shows_what_was(tmp_path: Path) -> None:
    clock = HandClock("2026-03-02T09:00:00+00:00")
    desk = Desk.open(str(tmp_path / "o.desk"), origin="test", create=True, actor="tester", clock=clock)
    key = add(desk, "asset", tag="A-1", type="laptop", name="before")
    then = clock.now()
    clock.forward(3_600_000)
    with desk.write("edit") as unit:
        desk.keepers["asset"].change(unit, key, {"name": "afterwards"})
    add(desk, "asset", tag="A-2", type="laptop", name="later")
    old = printed(desk, tmp_path, "asset-register", "", then).text
    assert "before" in old and "afterwards" not in old and "A-2" not in old
    now = printed(desk, tmp_path, "asset-register").text
    assert "afterwards" in now and "A-2" in now
    desk.close()


# --- ugly words ----------------------------------------------------------------------------------------
@pytest.fixture
def ugly(desk: Desk) -> Desk:
    """A desk in which everything is named as somebody somewhere does."""
    desk.store.clock = HandClock("2026-03-02T09:00:00+00:00")
    for number, words in enumerate(UGLY, 1):
        line = words.replace("\n", " ")
        person = add(desk, "person", name=f"{line[:200]}")
        asset = add(desk, "asset", tag=f"A-{number:03}", type="laptop", name=line[:200], person_id=person)
        add(desk, "ticket", subject=line[:200], description=words, requester_id=person, asset_id=asset)
        add(
            desk,
            "manual",
            title=line[:200],
            body=f"# {line}\n\n{words}\n\n| a | b |\n|---|---|\n| {line} | 1 |\n",
        )
    return desk


@pytest.mark.parametrize("name", ["asset-register", "tickets", "manual", "audit-pack"])
def test_names_of_every_script_are_on_the_paper(ugly: Desk, tmp_path: Path, name: str) -> None:
    flat = printed(ugly, tmp_path, name).flat
    for words in ("阿部", "Nguyễn", "Ζωή", "Łukasz", "<b>not", "Donaudampf", "=cmd"):
        assert words in flat, words
    assert "\x00" not in flat and "■" not in flat


def test_markup_in_a_name_is_text(ugly: Desk, tmp_path: Path) -> None:
    paper = printed(ugly, tmp_path, "ticket", "7")
    assert "<b>notbold</b>&<fontsize=99>" in paper.flat


def test_nothing_stands_outside_the_page(ugly: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    print_report(ugly, "audit-pack", path, "")
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            assert _outside(page) == [], f"page {number + 1}"


def _outside(page: pypdfium2.PdfPage) -> Sequence[str]:
    """Characters whose boxes leave the page."""
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        found: list[str] = []
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if right > left and (left < -1 or bottom < -1 or right > width + 1 or top > height + 1):
                found.append(text.get_text_range(index, 1))
        return found
    finally:
        text.close()


# --- the pack --------------------------------------------------------------------------------------
def test_the_pack_begins_with_cover_and_contents_that_agree_with_the_pages(
    office: Desk, tmp_path: Path
) -> None:
    paper = printed(office, tmp_path, "audit-pack")
    head = office.journal.head_digest()
    assert head[:12] in paper.flat or head[:8] in paper.flat
    contents = next(page for page in paper.pages if "Contents" in page)
    entries = re.findall(r"^(\S.*?)[\s.·…]*\s(\d+)\s*$", contents, re.MULTILINE)
    named = [(title.strip(), int(number)) for title, number in entries if not title.startswith("Document")]
    assert len(named) >= 4
    for title, number in named:
        if number <= len(paper.pages) and title in paper.text:
            assert title in paper.pages[number - 1], (title, number)


def test_cancelling_leaves_nothing(office: Desk, tmp_path: Path) -> None:
    from itdesk.core.errors import CancelledError

    def stop(done: float, total: float = 1.0, note: str = "") -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        print_report(office, "audit-pack", tmp_path / "x.pdf", "", None, stop)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        print_report(office, "asset-register", tmp_path / "none" / "x.pdf", "")
    assert caught.value.code in ("file.unwritable", "file.missing")


def test_an_earlier_paper_is_kept_when_the_new_one_fails(office: Desk, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"the paper of last year")
    with pytest.raises(DeskError):
        print_report(office, "ticket", path, "999999")
    assert path.read_bytes() == b"the paper of last year"
