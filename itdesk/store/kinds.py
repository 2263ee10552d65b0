"""The store's own kinds: journaled like any other, but parts of the desk rather than of the office."""

from __future__ import annotations

from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.store.schema import Holding
from itdesk.store.tables import Attachment, CustomColumn, Relation, SavedView, Setting


def _internal(name: str, label: str, title: str, *columns: Column) -> Kind:
    number = Column(name="number", label="No.", type=Type.INTEGER, field="id", editable=False)
    return Kind(name, label, label + "s", (number, *columns), title=title, public=False)


SETTING = _internal(
    "setting", "Setting", "name",
    Column(name="name", label="Name", type=Type.CODE),
    Column(name="value", label="Value", type=Type.LONG_TEXT),
)  # fmt: skip

CUSTOM_COLUMN = _internal(
    "custom-column", "Custom field", "label",
    Column(name="kind", label="Kind", type=Type.CODE),
    Column(name="name", label="Name", type=Type.CODE),
    Column(name="label", label="Label"),
    Column(name="type", label="Type", type=Type.CODE),
    Column(name="choices", label="Choices", type=Type.LONG_TEXT),
)  # fmt: skip

SAVED_VIEW = _internal(
    "saved-view", "Saved view", "name",
    Column(name="kind", label="Kind", type=Type.CODE),
    Column(name="name", label="Name"),
    Column(name="query", label="Query"),
    Column(name="columns", label="Columns", type=Type.LONG_TEXT),
    Column(name="owner", label="Owner"),
)  # fmt: skip

ATTACHMENT = _internal(
    "attachment", "Attachment", "name",
    Column(name="kind", label="Kind", type=Type.CODE),
    Column(name="record", label="Record", type=Type.INTEGER),
    Column(name="name", label="Name", personal=True),
    Column(name="media-type", label="Type", type=Type.CODE),
    Column(name="size", label="Size", type=Type.INTEGER),
    Column(name="sha256", label="SHA-256", type=Type.CODE, personal=True),
)  # fmt: skip

RELATION = _internal(
    "relation", "Relation", "role",
    Column(name="kind", label="Kind", type=Type.CODE),
    Column(name="record", label="Record", type=Type.INTEGER),
    Column(name="other-kind", label="Other kind", type=Type.CODE),
    Column(name="other-record", label="Other record", type=Type.INTEGER),
    Column(name="role", label="Role"),
)  # fmt: skip

STORE_HOLDINGS = (
    Holding(SETTING, Setting, 1),
    Holding(CUSTOM_COLUMN, CustomColumn, 2),
    Holding(SAVED_VIEW, SavedView, 3),
    Holding(ATTACHMENT, Attachment, 4),
    Holding(RELATION, Relation, 5),
)
