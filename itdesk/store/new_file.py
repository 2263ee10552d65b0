"""A file that a person is given: whole or not at all, and readable by its owner alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from itdesk.core.errors import DeskError


@contextmanager
def new_file(path: Path) -> Generator[BinaryIO]:
    """A file beside `path` that takes its name at the end, or vanishes when something fails.

    Raises DeskError(file.unwritable); what lay at `path` stays until then.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".itdesk-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise DeskError("file.unwritable", path=path, why=error.strerror) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise DeskError("file.unwritable", path=path, why=error.strerror or error) from error
    finally:
        temporary.unlink(missing_ok=True)
