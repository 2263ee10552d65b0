"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP = {"pyproject.toml", "README.md", "itdesk", "resources", "forms", "tests", "packaging"}
LONGEST_FILE, LONGEST_FUNCTION = 500, 50
EXEMPT = ("itdesk/store/migrations/", "itdesk/ui/generated/")
"""Written by tools."""


def committed() -> list[Path]:
    """Files of the project as git knows them; without git, as they lie there."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git work tree")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).exists()]


def sources() -> list[Path]:
    paths = (p for p in committed() if p.suffix == ".py")
    return [p for p in paths if not str(p.relative_to(ROOT)).startswith(EXEMPT)]


def test_the_top_level_holds_what_was_agreed() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {name for name in found if not name.startswith(".")} <= TOP


def test_files_and_functions_stay_short() -> None:
    long: list[str] = []
    for path in sources():
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_FILE:
            long.append(f"{path}: {text.count(chr(10))} lines")
        for name, length in functions(text):
            if length > LONGEST_FUNCTION:
                long.append(f"{path}: {name} has {length} lines")
    assert not long


def test_the_median_function_is_short() -> None:
    paths = [p for p in sources() if p.is_relative_to(ROOT / "itdesk")]
    lengths = sorted(length for p in paths for _, length in functions(p.read_text("utf-8")))
    assert lengths[len(lengths) // 2] <= 10


def functions(text: str) -> Iterator[tuple[str, int]]:
    """(name, lines) of each function; only statements are walked, of which functions are."""
    left: list[ast.AST] = [ast.parse(text)]
    while left:
        node = left.pop()
        left += [
            child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.excepthandler)
        ]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_tests_wait_for_signals_and_mock_nothing() -> None:
    sleeping = re.compile(r"\btime\.sleep\(|\bQTest\.qSleep\(|qtbot\.wait\([1-9]|unittest\.mock|mocker\b")
    found = [
        p
        for p in sources()
        if p.is_relative_to(ROOT / "tests")
        and p.parent.name != "bench"
        and sleeping.search(p.read_text("utf-8"))
    ]
    assert [p for p in found if p != Path(__file__)] == []


def test_nothing_names_a_registry_or_this_machine() -> None:
    hosts = re.compile(
        "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "/opt" + "/wheels", "/work" + "/"))
    )
    texts = (".py", ".md", ".toml", ".qss", ".ui", ".txt", ".cfg", "")
    found = [
        p for p in committed() if p.suffix in texts and hosts.search(p.read_text("utf-8", errors="ignore"))
    ]
    assert found == []


def test_errors_are_never_swallowed() -> None:
    silent = re.compile(r"except( Exception)?( as \w+)?:\s*\n\s*pass\b")
    assert [p for p in sources() if silent.search(p.read_text("utf-8"))] == []
