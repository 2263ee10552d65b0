"""The watch: all that goes on while nobody looks."""

from itdesk.daemon.main import run_daemon

__all__ = ["run_daemon"]
