"""A bug leaves a report that tells where it was and nothing of what the desk holds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import itdesk
from itdesk.core.errors import DeskError
from itdesk.desk import crash
from itdesk.desk.crash import write_report
from tests.disks import make_read_only, mounted

SECRET = "Maria Silva, +49 711 5550004"


def caught(error: BaseException) -> BaseException:
    """The error as it comes out of a program, with its traceback."""
    try:
        fail(error)
    except BaseException as raised:
        return raised
    raise AssertionError


def fail(error: BaseException) -> None:
    raise error


def chained() -> BaseException:
    try:
        try:
            fail(ValueError(SECRET))
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as raised:
        return raised


def report_of(error: BaseException, folder: Path) -> tuple[Path, str]:
    said = write_report(error, folder)
    path = Path(str(said.fields["path"]))
    return path, path.read_text("utf-8")


def test_a_report_says_what_failed_and_where(tmp_path: Path) -> None:
    _, text = report_of(caught(ZeroDivisionError()), tmp_path)
    assert f"itdesk {itdesk.__version__}" in text
    assert f"Python {sys.version}" in text
    assert "test_crash.py" in text and "in fail" in text
    assert "builtins.ZeroDivisionError" in text


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET), DeskError("file.missing", path=SECRET), KeyError(SECRET),
        UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET), OSError(2, SECRET, SECRET),
        SystemExit(SECRET), KeyboardInterrupt(SECRET),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_nothing_that_an_error_quotes_is_kept(tmp_path: Path, error: BaseException) -> None:
    _, text = report_of(caught(error), tmp_path)
    assert type(error).__name__ in text
    assert "Maria" not in text and "5550004" not in text


def test_the_cause_behind_an_error_is_told_after_it(tmp_path: Path) -> None:
    _, text = report_of(chained(), tmp_path)
    assert text.index("builtins.KeyError") < text.index("builtins.ValueError")
    assert "Maria" not in text


def test_what_was_being_handled_is_told_when_no_cause_was_given(tmp_path: Path) -> None:
    try:
        try:
            fail(ValueError(SECRET))
        except ValueError:
            fail(TypeError(SECRET))
    except TypeError as error:
        _, text = report_of(error, tmp_path)
    assert "builtins.TypeError" in text and "builtins.ValueError" in text


def test_an_error_that_was_never_raised_has_a_report_too(tmp_path: Path) -> None:
    _, text = report_of(RuntimeError(SECRET), tmp_path)
    assert "builtins.RuntimeError" in text and "Maria" not in text


def test_an_endless_recursion_has_a_report(tmp_path: Path) -> None:
    def deeper() -> None:
        deeper()

    try:
        deeper()
    except RecursionError as error:
        _, text = report_of(error, tmp_path)
    assert "RecursionError" in text


def test_a_report_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "crashes"
    path, _ = report_of(caught(ValueError()), folder)
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_the_sentence_names_the_file(tmp_path: Path) -> None:
    said = write_report(caught(ValueError(SECRET)), tmp_path)
    assert said.code == "work.bug"
    [path] = tmp_path.iterdir()
    assert str(path) in said.sentence() and "Maria" not in said.sentence()


def test_reports_go_to_the_persons_own_folder(own_home: Path) -> None:
    path = Path(str(write_report(caught(ValueError())).fields["path"]))
    assert path.parent == own_home / "xdg_state_home" / "itdesk" / "crashes"
    assert path.exists()


def test_several_bugs_within_a_second_keep_a_report_each(tmp_path: Path) -> None:
    kinds = (ValueError, KeyError, TypeError)
    texts = [report_of(caught(kind()), tmp_path)[1] for kind in kinds]
    kept = sorted(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert kept == sorted(texts) and len(kept) == 3


def test_a_bug_that_comes_again_and_again_does_not_fill_the_disk(tmp_path: Path) -> None:
    first, text = report_of(caught(ValueError()), tmp_path)
    for _ in range(3 * crash.MOST_A_SECOND):
        report_of(caught(KeyError()), tmp_path)
    stamps = {path.name.split("-")[2] for path in tmp_path.iterdir()}
    assert len(list(tmp_path.iterdir())) <= crash.MOST_A_SECOND * len(stamps)
    assert first.read_text("utf-8") == text


def test_what_somebody_laid_there_is_not_written_through(tmp_path: Path) -> None:
    folder, mine = tmp_path / "crashes", tmp_path / "mine"
    mine.write_text("mine")
    path, _ = report_of(caught(ValueError()), folder)
    path.unlink()
    path.symlink_to(mine)
    report_of(caught(ValueError()), folder)
    assert mine.read_text() == "mine"


def test_where_no_report_can_be_kept_the_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = write_report(caught(ValueError(SECRET)), tmp_path / "file" / "crashes")
    assert said.code == "work.bug"
    assert "no file" in said.sentence() and "Maria" not in said.sentence()


def test_a_full_or_locked_disk_makes_no_second_bug(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=64k") as disk:
        (disk / "filler").write_bytes(bytes(64 * 1024 - 4096))
        full = write_report(caught(ValueError()), disk / "crashes")
        make_read_only(disk)
        locked = write_report(caught(ValueError()), disk / "other")
    assert {full.code, locked.code} == {"work.bug"}
    assert "no file" in locked.sentence()
