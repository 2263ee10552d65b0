"""The base record and the store's own tables. Models are unbound: every query names its database."""

from __future__ import annotations

from itdesk.store.orm import peewee


class Table(peewee.Model):
    """A table of the desk without journal duty of its own."""

    class Meta:
        legacy_table_names = False


class Record(Table):
    """A journaled record. `version` grows with every change; instants are UTC milliseconds.

    Keys come from `Counter`, never from the engine: a key is not used twice even after an undo, so
    that history stays with its record. `custom` holds custom columns as one JSON object.
    """

    id = peewee.IntegerField(primary_key=True)
    version = peewee.IntegerField(default=1)
    created = peewee.BigIntegerField()
    updated = peewee.BigIntegerField()
    custom = peewee.TextField(default="{}")


class Counter(Table):
    """The last key given to each kind."""

    kind = peewee.TextField(primary_key=True)
    last = peewee.IntegerField(default=0)


class JournalEntry(Table):
    """One unit of work. `digest` chains to the entry before; `salt` hides actor and detail in it."""

    id = peewee.IntegerField(primary_key=True)
    at = peewee.BigIntegerField(index=True)
    actor = peewee.TextField()
    origin = peewee.TextField()
    verb = peewee.TextField()
    detail = peewee.TextField(default="")
    uuid = peewee.TextField(unique=True)
    undoes = peewee.IntegerField(null=True, index=True)
    changes = peewee.IntegerField(default=0)
    salt = peewee.BlobField()
    digest = peewee.BlobField()


class JournalChange(Table):
    """What one entry did to one record: `op` is + (made), ~ (changed) or - (removed).

    `data` is JSON: field → value for + and -, field → [before, after] for ~. An erased value is
    {"erased": digest}; then `salt` is empty and `salts` keeps those of the values that remain.
    """

    entry = peewee.IntegerField()
    seq = peewee.IntegerField()
    kind = peewee.TextField()
    record = peewee.IntegerField()
    op = peewee.TextField()
    data = peewee.TextField()
    salt = peewee.BlobField()
    salts = peewee.TextField(null=True)

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        primary_key = peewee.CompositeKey("entry", "seq")
        indexes = ((("kind", "record", "entry"), False),)
        without_rowid = True


class Setting(Record):
    """A desk-wide setting: JSON by name."""

    name = peewee.TextField(unique=True)
    value = peewee.TextField()


class CustomColumn(Record):
    """A column a person added to a kind; `choices` is a JSON list of values."""

    kind = peewee.TextField()
    name = peewee.TextField()
    label = peewee.TextField()
    type = peewee.TextField()
    choices = peewee.TextField(default="[]")

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        indexes = ((("kind", "name"), True),)


class SavedView(Record):
    """A query line kept under a name; `columns` is a JSON list of column names, or empty."""

    kind = peewee.TextField()
    name = peewee.TextField()
    query = peewee.TextField()
    columns = peewee.TextField(default="")
    owner = peewee.TextField(default="")


class Attachment(Record):
    """A file kept with a record; its bytes stand once in `FileChunk` under their SHA-256."""

    kind = peewee.TextField()
    record = peewee.IntegerField()
    name = peewee.TextField()
    media_type = peewee.TextField(default="application/octet-stream")
    size = peewee.BigIntegerField()
    sha256 = peewee.TextField(index=True)

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        indexes = ((("kind", "record"), False),)


class Relation(Record):
    """A link between two records of any kinds, read in both directions."""

    kind = peewee.TextField()
    record = peewee.IntegerField()
    other_kind = peewee.TextField()
    other_record = peewee.IntegerField()
    role = peewee.TextField(default="related")

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        indexes = ((("kind", "record"), False), (("other_kind", "other_record"), False))


class FileChunk(Table):
    """A mebibyte of a kept file."""

    sha256 = peewee.TextField()
    seq = peewee.IntegerField()
    data = peewee.BlobField()

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        primary_key = peewee.CompositeKey("sha256", "seq")


class Secret(Table):
    """A value encrypted with the desk's key, by name; never journaled, exported or printed."""

    name = peewee.TextField(primary_key=True)
    nonce = peewee.BlobField()
    sealed = peewee.BlobField()


class Lease(Table):
    """Who does a duty that only one process may do, and when it last said so."""

    name = peewee.TextField(primary_key=True)
    holder = peewee.TextField()
    beat = peewee.BigIntegerField()
    status = peewee.TextField(default="{}")


class Upkeep(Table):
    """Facts about the desk's own upkeep (last verified backup and so on), not journaled."""

    name = peewee.TextField(primary_key=True)
    value = peewee.TextField()


STORE_TABLES: tuple[type[Table], ...] = (
    Counter, JournalEntry, JournalChange, Setting, CustomColumn, SavedView, Attachment, Relation,
    FileChunk, Secret, Lease, Upkeep,
)  # fmt: skip
