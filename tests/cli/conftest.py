"""The command line as a script uses it: words in, lines or JSON and an exit code out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from itdesk.cli.app import run
from itdesk.verbs import application


@dataclass(frozen=True)
class Answer:
    """What a verb said: exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


Itdesk = Callable[..., Answer]


def _no_window(place: str) -> int:
    raise AssertionError(f"a window was asked for at {place}")


@pytest.fixture
def itdesk(desk_path: Path, capsys: pytest.CaptureFixture[str]) -> Itdesk:
    """Runs `itdesk --desk … WORDS` in this process."""

    def call(*words: object, desk: object = desk_path) -> Answer:
        code = run(application(_no_window), ["--desk", str(desk), *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Answer(code, said.out, said.err)

    return call
