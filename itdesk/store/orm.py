"""peewee as every room imports it: without the server's driver.

peewee loads psycopg wherever it is installed, which costs each start of a desk on a file 100 ms
(a third of all it does); the driver comes with `team_library` when a desk lies on a server.
"""

# pyright: basic, reportMissingTypeStubs=false

from __future__ import annotations

import sys

_DRIVER = "psycopg"
_was_there = _DRIVER in sys.modules
if not _was_there:
    sys.modules[_DRIVER] = None  # type: ignore[assignment]  # the import system's own word for "not there"
try:
    import peewee
    from playhouse.migrations import MigrationError, Runner
finally:
    if not _was_there:
        del sys.modules[_DRIVER]

__all__ = ["MigrationError", "Runner", "peewee"]
