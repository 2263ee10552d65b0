"""Asking a device who it is: the system group, what its vendor's table wants to know, its chassis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import Identity
from itdesk.monitoring.probes.snmp import ber, messages, values
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.messages import Varbind
from itdesk.monitoring.probes.snmp.session import Session
from itdesk.monitoring.probes.snmp.walk import Walk, walk
from itdesk.monitoring.rules.recognition import Entity, Facts, questions, recognise

_DESCR, _OBJECT_ID, _CONTACT, _NAME, _LOCATION = SYSTEM = tuple(
    ber.oid(f"1.3.6.1.2.1.1.{n}.0") for n in (1, 2, 4, 5, 6)
)
_ENTITY = ber.oid("1.3.6.1.2.1.47.1.1.1.1")
_CLASS = _ENTITY + b"\x05"
_WHOLES = {3: "chassis", 11: "stack"}
"""entPhysicalClass (RFC 6933)."""
_FIELDS = {2: "descr", 7: "name", 8: "hardware", 9: "firmware", 10: "software", 11: "serial",
           12: "vendor", 13: "model"}  # fmt: skip
_MOST_CHASSIS = 4
_MOST_ENTITIES = 4000


async def identify(client: Client, session: Session) -> Identity:
    """Raises ProbeFailure when the device does not answer."""
    system = await client.get(session, SYSTEM)
    object_id, description = values.text(system.get(_OBJECT_ID)), values.text(system.get(_DESCR))
    answers = await _answers(client, session, questions(object_id, description))
    found = recognise(Facts(object_id, description, answers, await _chassis(client, session)))
    return Identity(
        values.text(system.get(_NAME)),
        description,
        object_id,
        values.text(system.get(_CONTACT)),
        values.text(system.get(_LOCATION)),
        found.vendor,
        found.model,
        found.serial,
        found.version,
        found.category,
    )


async def _answers(client: Client, session: Session, names: Sequence[str]) -> dict[str, str]:
    """Texts by the names they were asked for; a name ending in ".*" is the first row of a column."""
    scalars = {ber.oid(name): name for name in names if not name.endswith(".*")}
    found = await client.get(session, tuple(scalars))
    answers = {scalars[name]: values.text(bind) for name, bind in found.items() if name in scalars}
    for name in (name for name in names if name.endswith(".*")):
        root = ber.oid(name.removesuffix(".*"))
        pdu = await client.request(session, messages.GET_NEXT, 0, 0, (root,))
        if pdu.varbinds and pdu.varbinds[0][0].startswith(root):
            answers[name] = values.text(pdu.varbinds[0])
    return answers


async def _chassis(client: Client, session: Session) -> tuple[Entity, ...]:
    """The things that are a device as a whole, the first of them first."""
    classes = await _classes(client, session)
    kinds = {row: values.number(bind) for row, bind in classes.columns[_CLASS].items()}
    wholes = {row: kind for row, kind in kinds.items() if kind in _WHOLES}
    # some agents tell no classes, some a chassis of class "other": the first entity is the whole then
    rows = list(wholes)[:_MOST_CHASSIS] or [min(kinds, key=ber.suffix_parts, default=b"\x01")]
    found = await client.get(session, [_cell(field, row) for row in rows for field in _FIELDS])
    return tuple(_entity(row, _WHOLES.get(wholes.get(row) or 0, ""), found) for row in rows)


async def _classes(client: Client, session: Session) -> Walk:
    try:
        return await walk(client, session, (_CLASS,), _MOST_ENTITIES)
    except ProbeFailure as failure:
        if failure.kind is not FailureKind.SILENT:
            raise
        return Walk({_CLASS: {}})


def _cell(field: int, row: bytes) -> bytes:
    return _ENTITY + bytes((field,)) + row


def _entity(row: bytes, kind: str, found: Mapping[bytes, Varbind]) -> Entity:
    return Entity(kind, **{name: values.text(found.get(_cell(n, row))) for n, name in _FIELDS.items()})
