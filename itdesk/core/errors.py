"""Known errors: what went wrong and what to do, never a traceback.

A `DeskError` is expected in the life of the program (a full disk, a wrong value, a locked
database). Anything else that escapes is a bug and becomes a crash report. The wording lives
in `itdesk.core.wording`, so that the command line and the window say the same thing.
"""

from __future__ import annotations

from itdesk.core.wording import WORDING


class DeskError(Exception):
    """An error that a person can act on: a code of `WORDING` and the values its sentence needs."""

    def __init__(self, code: str, **fields: object) -> None:
        if code not in WORDING:
            raise KeyError(f"no wording for error code {code!r}")
        self.code = code
        self.fields = fields
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The English sentence: what is wrong, then what to do."""
        return WORDING[self.code].format(**self.fields)


class InvalidValueError(DeskError):
    """A value that its column does not take; `column` is the column's contract name."""

    def __init__(self, code: str, *, column: str, **fields: object) -> None:
        self.column = column
        super().__init__(code, column=column, **fields)


class InvalidRecordError(DeskError):
    """Several columns of one record are wrong; nothing of it was written."""

    def __init__(self, problems: tuple[InvalidValueError, ...]) -> None:
        self.problems = problems
        super().__init__("record.invalid", reasons="; ".join(str(p) for p in problems))


class ConflictError(DeskError):
    """The record was changed by somebody else since it was read; nothing was written."""


class CancelledError(DeskError):
    """A person cancelled the work; the sentence says what stays done."""

    def __init__(self, kept: str = "Nothing was changed.") -> None:
        super().__init__("work.cancelled", kept=kept)
