"""Walking the columns of tables by GETBULK (RFC 3416 section 4.2.3), whatever the agent does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.messages import Pdu, Varbind
from itdesk.monitoring.probes.snmp.session import Session

MAX_VARIABLES = 50_000
"""Of one walk; a chassis of 500 ports has some 10,000 in the columns we read."""
_MAX_SILENCES = 2
"""In a row within a walk, each at half the size of the one before."""


class Mark(StrEnum):
    """A fault of the agent met while walking; what was read until then is kept."""

    NOT_INCREASING = "not-increasing"
    CAPPED = "capped"
    ERROR = "error"
    CUT_SHORT = "cut-short"
    """It fell silent in the middle."""


@dataclass(slots=True)
class Walk:
    """`columns` maps each column asked for to its cells by row suffix, in the agent's order."""

    columns: dict[bytes, dict[bytes, Varbind]]
    marks: set[Mark] = field(default_factory=set[Mark])
    variables: int = 0
    silences: int = 0

    def rows(self) -> list[bytes]:
        """Suffixes of the rows that any column has."""
        seen: dict[bytes, None] = {}
        for cells in self.columns.values():
            seen.update(dict.fromkeys(cells))
        return sorted(seen, key=ber.suffix_parts)


async def walk(
    client: Client, session: Session, columns: Iterable[bytes], max_variables: int = MAX_VARIABLES
) -> Walk:
    """All cells of `columns` (OID bodies); raises ProbeFailure when the device never answers."""
    found = Walk({column: {} for column in columns})
    cursors = [_Cursor(column, cells, found) for column, cells in found.columns.items()]
    while cursors:
        asked = cursors[: session.pace.variables]
        pdu = await _next(client, session, asked, found)
        if pdu is None:
            break
        if pdu.error != messages.NO_ERROR:
            _after_error(session, pdu, asked, found)
        else:
            session.pace.went_well()
            _take(asked, pdu.varbinds, found)
        if found.variables >= max_variables:
            found.marks.add(Mark.CAPPED)
            break
        # spent columns leave roots and queries together
        cursors = [cursor for cursor in cursors if not cursor.is_spent]
    return found


class _Cursor:
    """How far one column has been read."""

    def __init__(self, root: bytes, cells: dict[bytes, Varbind], found: Walk) -> None:
        self._root = root
        self._cells = cells
        self._found = found
        self.last = root
        self.is_spent = False

    def take(self, bind: Varbind) -> None:
        name, tag, _ = bind
        if tag in ber.ABSENT or not name.startswith(self._root):
            self.is_spent = True
        elif not ber.is_after(name[len(self._root) :], self.last[len(self._root) :]):
            self.is_spent = True
            self._found.marks.add(Mark.NOT_INCREASING)
        else:
            self._cells[name[len(self._root) :]] = bind
            self._found.variables += 1
            self.last = name


async def _next(client: Client, session: Session, asked: Sequence[_Cursor], found: Walk) -> Pdu | None:
    """The next answer; None when the device fell silent for good in the middle of the walk."""
    names = [cursor.last for cursor in asked]
    repetitions = max(1, session.pace.variables // len(asked))
    single = repetitions == 1 or not session.knows_bulk
    try:
        if single:
            pdu = await client.request(session, messages.GET_NEXT, 0, 0, names)
        else:
            pdu = await client.request(session, messages.GET_BULK, 0, repetitions, names)
    except ProbeFailure as failure:
        if failure.kind is not FailureKind.SILENT or not session.has_answered:
            raise
        # it answered before: perhaps only this large answer was lost on the way
        found.silences += 1
        if found.silences <= _MAX_SILENCES and session.pace.halve():
            return await _next(client, session, asked[: session.pace.variables], found)
        if not found.variables:
            raise
        found.marks.add(Mark.CUT_SHORT)
        return None
    found.silences = 0
    return pdu


def _take(asked: Sequence[_Cursor], binds: Sequence[Varbind], found: Walk) -> None:
    """Spread an answer's rows over the columns; an incomplete last row is asked for again."""
    width = len(asked)
    whole = len(binds) - len(binds) % width or len(binds)
    for place in range(whole):
        cursor = asked[place % width]
        if not cursor.is_spent:
            cursor.take(binds[place])
    if not binds:
        found.marks.add(Mark.ERROR)
        for cursor in asked:
            cursor.is_spent = True


def _after_error(session: Session, pdu: Pdu, asked: Sequence[_Cursor], found: Walk) -> None:
    """Give up the column at fault when it is known, else ask for less."""
    if pdu.error == messages.NO_SUCH_NAME and 0 < pdu.index <= len(asked):
        # how v1 says that nothing comes after
        asked[pdu.index - 1].is_spent = True
    elif len(asked) == 1 and session.pace.variables == 1:
        asked[0].is_spent = True
        found.marks.add(Mark.ERROR)
    elif pdu.error != messages.NO_ERROR:
        session.pace.halve()
