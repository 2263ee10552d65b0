"""The wheel holds all that the program needs outside its tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked elsewhere."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, *words], cwd=home, env=environment, capture_output=True, text=True, check=False
    )


def test_the_program_runs_from_the_wheel(unpacked: Path, own_home: Path) -> None:
    where = run(unpacked, own_home, "-c", "import itdesk; print(itdesk.__file__)")
    assert where.stdout.startswith(str(unpacked)), where.stderr
    made = run(unpacked, own_home, "-m", "itdesk", "demo", "--assets", "5", "--people", "3", "--tickets", "5")
    assert made.returncode == 0, made.stderr
    manuals = run(unpacked, own_home, "-m", "itdesk", "list", "manual", "--json")
    assert "Printer jams" in manuals.stdout


def test_the_wheel_holds_look_manuals_and_forms(unpacked: Path) -> None:
    assert (unpacked / "itdesk" / "resources" / "theme.toml").exists()
    assert list((unpacked / "itdesk" / "resources" / "manuals").glob("*.md"))
    forms = {path.stem for path in (ROOT / "forms").glob("*.ui")} if (ROOT / "forms").exists() else set()
    generated = {path.stem.removeprefix("ui_") for path in (unpacked / "itdesk/ui/generated").glob("*.py")}
    assert forms <= generated
