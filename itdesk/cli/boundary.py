"""The one place where errors become a line and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from itdesk.cli.output import warn
from itdesk.core.errors import DeskError

DONE, COULD_NOT, USAGE = 0, 1, 2
INTERRUPTED = 130
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""Where the answer goes takes no more."""


def guarded(work: Callable[[], int]) -> int:
    """Do the work; answers its exit code, or what an error makes of it. No traceback gets out."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except DeskError as error:
        warn(f"itdesk: {error}")
        return COULD_NOT
    except BrokenPipeError:
        _forget_output()
        return DONE
    except OSError as error:
        if error.errno not in FULL:
            return _bug(error)
        _forget_output()
        warn(f"itdesk: {DeskError('output.unwritable', why=error.strerror)}")
        return COULD_NOT
    except Exception as error:
        return _bug(error)


def _bug(error: Exception) -> int:
    from itdesk.desk.crash import write_report

    warn(f"itdesk: {write_report(error)}")
    return COULD_NOT


def _forget_output() -> None:
    """What could not be written is not tried again at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
