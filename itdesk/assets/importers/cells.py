"""One column of a file, cell by cell: text becomes a stored value or a sentence about what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import NamedTuple
from unicodedata import category

from itdesk.assets.importers.notation import (
    DAY_FIRST,
    date_order,
    days_of_month,
    has_decimal_comma,
    is_open,
    read_date,
    with_point,
)
from itdesk.assets.importers.tables import is_destroyed
from itdesk.assets.importers.targets import MONTHS, Target
from itdesk.core.errors import DeskError, InvalidValueError
from itdesk.core.kinds import Value
from itdesk.core.types import Type
from itdesk.core.units import SYMBOLS
from itdesk.core.values import clean, parse_value

OTHER = "other"
"""The choice that takes what a list of choices does not know."""

_MONTHS = re.compile(r"^(\d{1,3})\s*(m|mo|mon|months?|monate?|y|yrs?|years?|jahre?)?\.?$", re.IGNORECASE)
_CODE = re.compile(r"^([A-Za-z]{3})\s|\s?([A-Za-z]{3})$")
_SIGNS = {sign: code for code, sign in SYMBOLS.items()}
_LETTERS = str.maketrans("OoIl", "0011")


class Reading(NamedTuple):
    """What a cell says. `word` is a choice nobody knows; `currency` the one an amount names."""

    value: Value = None
    problem: str = ""
    word: str = ""
    currency: str = ""


NOTHING = Reading()


def _is_blank(text: str) -> bool:
    """Whether nothing of a cell can be seen: marks of direction and joiners come with copied text."""
    return all(c.isspace() or category(c) == "Cf" for c in text)


class ColumnReader:
    """Reads the cells of one column by the notation that the whole column shows."""

    def __init__(self, target: Target, cells: Sequence[str], zone: tzinfo) -> None:
        self.target = target
        self.zone = zone
        self.order, self.is_doubtful = DAY_FIRST, False
        self.decimal_comma = False
        self._known: dict[str, Reading] = {"": NOTHING}
        self._read = self._reader()
        kind = target.column.type
        if kind in (Type.DATE, Type.INSTANT) and not target.detail:
            self.order, is_proven = date_order(cells)
            self.is_doubtful = not is_proven and any(map(is_open, cells))
        elif kind in (Type.MONEY, Type.DECIMAL):
            self.decimal_comma = has_decimal_comma(cells)

    def read(self, cell: str) -> Reading:
        """What a cell says; equal cells are read once."""
        found = self._known.get(cell)
        if found is None:
            text = clean(cell)
            found = self._known[cell] = NOTHING if _is_blank(text) else self._read(text)
        return found

    def _reader(self) -> Callable[[str], Reading]:
        if self.target.detail:
            return self._months if self.target.name == MONTHS else self._plain
        readers: dict[Type, Callable[[str], Reading]] = {
            Type.DATE: self._date, Type.MONEY: self._number, Type.DECIMAL: self._number,
            Type.CHOICE: self._choice, Type.CODE: self._code,
        }  # fmt: skip
        return readers.get(self.target.column.type, self._plain)

    def _plain(self, text: str) -> Reading:
        try:
            return Reading(parse_value(self.target.column, text, zone=self.zone))
        except InvalidValueError as error:
            return Reading(problem=str(error))

    def _code(self, text: str) -> Reading:
        if is_destroyed(text):
            return self._refused("import.rounded", text)
        return self._plain(text)

    def _date(self, text: str) -> Reading:
        found = read_date(text, self.order)
        if found is not None:
            read = self._plain(found.isoformat())
            return self._refused("value.date", text) if read.problem else read
        short = days_of_month(text, self.order)
        return self._refused("import.day", text, why=short) if short else self._plain(text)

    def _number(self, text: str) -> Reading:
        bare = with_point(text) if self.decimal_comma else text
        code = _CODE.search(text)
        named = (code[1] or code[2]).upper() if code else next((_SIGNS[c] for c in text if c in _SIGNS), "")
        found = self._plain(bare)
        if not found.problem:
            return found._replace(currency=named)
        meant = self._plain(bare.translate(_LETTERS))
        if meant.problem:
            return self._refused(f"value.{self.target.column.type}", text)
        return self._refused("import.letter", text, meant=text.translate(_LETTERS))

    def _choice(self, text: str) -> Reading:
        column = self.target.column
        if column.choice(text) is None and column.choice(OTHER) is not None:
            return Reading(OTHER, word=text)
        return self._plain(text)

    def _months(self, text: str) -> Reading:
        found = _MONTHS.match(text)
        if found is None:
            return Reading(problem=str(DeskError("value.integer", column=MONTHS, value=text[:60])))
        years = (found[2] or "").lower().startswith(("y", "j"))
        return Reading(int(found[1]) * (12 if years else 1))

    def _refused(self, code: str, text: str, **more: str) -> Reading:
        short = text if len(text) < 60 else text[:57] + "…"
        return Reading(problem=str(DeskError(code, column=self.target.column.name, value=short, **more)))
