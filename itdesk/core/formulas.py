"""Cells that a spreadsheet would run as a formula, made harmless and read back unchanged.

OWASP, CSV Injection: text that begins with = + - @ TAB CR LF, or their full-width forms.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def guarded(text: str) -> str:
    """Text for a spreadsheet: an apostrophe stands before what it would run; numbers stay as they are."""
    return "'" + text if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
