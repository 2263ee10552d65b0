"""Where the files under `resources/` are: inside the installed wheel, or at the top of the source tree."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resource_root() -> Path:
    """The folder that holds theme.toml; the wheel ships it as `itdesk/resources`."""
    shipped = _PACKAGE / "resources"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of one resource; raises FileNotFoundError if the installation lacks it."""
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"itdesk was installed without {path.name}: {path}")
    return path
