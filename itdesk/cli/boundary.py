"""The one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from itdesk.cli.output import warn
from itdesk.core.errors import DeskError

DONE, COULD_NOT, USAGE = 0, 1, 2
INTERRUPTED = 130


def guarded(work: Callable[[], int]) -> int:
    """Do the work; answers its exit code, or what an error makes of it. No traceback gets out."""
    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except DeskError as error:
        warn(f"itdesk: {error}")
        return COULD_NOT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        from itdesk.desk.crash import write_report

        warn(f"itdesk: {write_report(error)}")
        return COULD_NOT
