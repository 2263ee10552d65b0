"""The whole path unseen: a demo office, one round of the daemon, pictures of every page, the audit as PDF."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itdesk.ui.app.office import Office
    from itdesk.ui.app.program import Program

SIZES = ((1440, 900), (1280, 720))
REST_MS, MOST_MS = 40, 15_000
ROUND_SECONDS = 120


def make_tour(outdir: Path) -> int:
    """Write pictures and the audit pack to `outdir`, which is made; answers the exit code.

    Raises DeskError when the demo office cannot be made or the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from itdesk.core.errors import DeskError

    try:
        outdir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError("file.unwritable", path=outdir, why=error.strerror or error) from error
    place = outdir / "tour.db"
    _make_office(place)
    _one_round(place)
    pictures = _Pictures(outdir)
    pictures.take(str(place))
    _print_audit(place, outdir / "audit-pack.pdf")
    sys.stdout.write(f"{pictures.count} pictures and the audit pack are in {outdir}\n")
    return 0


def _make_office(place: Path) -> None:
    """The demo office of seed 1; one that a former tour left is thrown away."""
    from itdesk.desk.demo import Size, make_demo
    from itdesk.desk.desk import Desk

    for former in place.parent.glob(f"{place.name}*"):
        former.unlink()
    desk = Desk.open(str(place), origin="window", create=True)
    make_demo(desk, Size(), 1)
    desk.close()


def _one_round(place: Path) -> None:
    """What is due, done once by a daemon of its own; the demo's devices lie on loopback or nowhere."""
    command = [sys.executable, "-m", "itdesk", "--desk", str(place), "daemon", "--once"]
    done = subprocess.run(command, check=False, capture_output=True, timeout=ROUND_SECONDS)
    if done.returncode:
        sys.stderr.write(f"The daemon's round ended with {done.returncode}.\n")


def _print_audit(place: Path, out: Path) -> None:
    from itdesk.desk.desk import Desk
    from itdesk.desk.printing.printer import print_report

    desk = Desk.open(str(place), origin="window")
    print_report(desk, "audit-pack", out)
    desk.close()


@dataclass
class _Pictures:
    """Opens the window without a screen and takes a picture of each page in each look."""

    folder: Path
    count: int = 0

    def take(self, place: str) -> None:
        from itdesk.ui.app.person_state import PersonState
        from itdesk.ui.app.program import Program
        from itdesk.ui.kit.theme import Mode
        from itdesk.ui.start import application

        program = Program(application(), PersonState(None))
        program.with_daemon = False
        self._doors(program)
        program.show_place(place, "overview")
        office = program.office
        if office is not None:
            for mode in (Mode.LIGHT, Mode.DARK):
                program.theme.set_mode(mode)
                self._pages(office, mode.value)
        program.shut_down()

    def _doors(self, program: Program) -> None:
        """The first run, which one sees before there is a desk."""
        from itdesk.ui.kit.theme import Mode

        for mode in (Mode.LIGHT, Mode.DARK):
            program.theme.set_mode(mode)
            program.show_place(str(self.folder / "not-made-yet.db"))
            if program.door is not None:
                program.door.resize(*SIZES[0])
                self._settle(None)
                self._save(program.door.grab(), f"first-run-{mode.value}")

    def _pages(self, office: Office, look: str) -> None:
        window = office.window
        for width, height in SIZES:
            window.resize(width, height)
            for entry in window.entries:
                window.show_page(entry.id)
                self._settle(office)
                self._choose_first(office)
                self._save(window.grab(), f"{entry.id}-{look}-{width}")
            self._alerts(office, f"{look}-{width}")
            self._copies(office, f"{look}-{width}")
            self._import(office, f"{look}-{width}")
        window.resize(*SIZES[0])
        window.show_page("assets")
        office.palette.open("pri")
        self._settle(office)
        self._save(window.grab(), f"palette-{look}")
        office.palette.dismiss()

    def _alerts(self, office: Office, name: str) -> None:
        from itdesk.ui.pages.several import SeveralLists

        office.window.show_page("network")
        page: object = office.window.page
        if isinstance(page, SeveralLists):
            page.show_list("alert")
            self._settle(office)
            self._choose_first(office)
            self._save(office.window.grab(), f"alerts-{name}")
            page.show_list("device")

    def _copies(self, office: Office, name: str) -> None:
        from itdesk.ui.pages.settings.page import SettingsPage

        office.window.show_page("settings")
        page: object = office.window.page
        if isinstance(page, SettingsPage):
            page.show_section("backup")
            self._settle(office)
            self._save(office.window.grab(), f"settings-backup-{name}")
            page.show_section("office")

    def _import(self, office: Office, name: str) -> None:
        """A table that knows some of the assets, at its columns and at its preview; nothing is written."""
        from itdesk.ui.pages.imports.page import ImportsPage

        office.window.show_page("imports")
        page: object = office.window.page
        if not isinstance(page, ImportsPage):
            return
        page.open_file(self._table(office))
        self._settle(office)
        self._save(office.window.grab(), f"import-columns-{name}")
        page.show_preview()
        self._settle(office)
        self._save(office.window.grab(), f"import-preview-{name}")
        page.start_again()

    def _table(self, office: Office) -> Path:
        """Rows of the ledger as another program might write them: some changed, one new, one wrong."""
        desk = office.context.desk
        path = self.folder / "tour-import.csv"
        keys = desk.lists.ids("asset", desk.query("asset", "sort:tag"), limit=12)
        lines = ["Inventarnr.;Bezeichnung;Serien-Nr;EK netto;Leasingvertrag"]
        for place, asset in enumerate(desk.store.read_many("asset", keys).values()):
            price = "164,9O" if place == 4 else f"{int(asset['price'] or 0) / 100 + place % 3:.2f}"
            called = f"{asset['name']} (new desk)" if place in (2, 7) else asset["name"]
            lines.append(f"{asset['tag']};{called};{asset['serial'] or ''};{price.replace('.', ',')};")
        lines.append("NB-9001;nb9001;PF-9X2K1;1480,00;L-2231")
        path.write_text("\n".join(lines), "utf-8")
        return path

    def _choose_first(self, office: Office) -> None:
        """As a person would: the first record of a list, so that its detail is seen."""
        from itdesk.ui.pages.list_page import ListPage
        from itdesk.ui.pages.several import SeveralLists

        page: object = office.window.page
        if isinstance(page, SeveralLists):
            page = page.front
        if isinstance(page, ListPage) and (first := page.list.model.id_at(0)) is not None:
            page.list.select_id(first)
            self._settle(office)

    def _settle(self, office: Office | None) -> None:
        """Until nothing is read any more and timers have come to rest."""
        from PySide6.QtCore import QElapsedTimer
        from PySide6.QtTest import QTest

        clock = QElapsedTimer()
        clock.start()
        QTest.qWait(REST_MS * 6)
        while office is not None and office.context.tasks.running and clock.elapsed() < MOST_MS:
            QTest.qWait(REST_MS)
        QTest.qWait(REST_MS * 3)

    def _save(self, picture: object, name: str) -> None:
        from PySide6.QtGui import QPixmap

        if isinstance(picture, QPixmap) and picture.save(str(self.folder / f"{name}.png")):
            self.count += 1
