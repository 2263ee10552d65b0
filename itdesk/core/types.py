"""The types of a column: what a value is in store, and how it is read from and shown as text.

Stored forms: text is NFC `str`; INTEGER and DURATION (seconds) are `int`; MONEY is `int` hundredths of its
currency; DATE is ISO `str` (YYYY-MM-DD); INSTANT is `int` UTC milliseconds; YES_NO is `bool`;
CHOICE is the choice's value; REFERENCE is the other record's integer key. A missing value is None.
"""

from __future__ import annotations

from enum import StrEnum


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    """One line of prose: matched by parts, in any case."""
    CODE = "code"
    """A tag, serial or address: matched whole (or by `*`), shown in a fixed-width face."""
    LONG_TEXT = "long-text"
    INTEGER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    DURATION = "duration"
    CHOICE = "choice"
    YES_NO = "yes-no"
    REFERENCE = "reference"

    @property
    def is_text(self) -> bool:
        return self in _TEXTS

    @property
    def is_numeric(self) -> bool:
        """Numbers stand at the right of their column and can be summed or compared."""
        return self in _NUMBERS

    @property
    def is_ordered(self) -> bool:
        """Whether `<`, `>` and ranges make sense."""
        return self in _NUMBERS or self in (Type.DATE, Type.INSTANT, Type.CHOICE)


_TEXTS = frozenset({Type.TEXT, Type.CODE, Type.LONG_TEXT})
_NUMBERS = frozenset({Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.DURATION})

type_limit = {Type.TEXT: 1_000, Type.CODE: 255, Type.LONG_TEXT: 1_000_000}
"""Characters a text may have (reportlab takes 22 s for a 200 KB word; prints cap again)."""
