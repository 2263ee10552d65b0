"""Writes a migration that freezes how today's tables differ from the last migration.

    python packaging/freeze_schema.py NAME

The file lands in itdesk/store/migrations; read it before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import peewee
from playhouse.migrations import template
from playhouse.schema_diff import SchemaDiff, diff_models

from itdesk.desk import office_schema
from itdesk.store.migrate import DIRECTORY, Migrator
from itdesk.store.sqlite import SqliteEngine, create_file


def body(difference: SchemaDiff, models: list[type[peewee.Model]]) -> str:
    """peewee's template leaves WITHOUT ROWID and column defaults of Python out; put the former back."""
    text = template(difference)
    for model in models:
        meta = model._meta
        if meta.without_rowid:
            mark = f"table_name = {meta.table_name!r}\n"
            only_sqlite = "            without_rowid = isinstance(db, SqliteDatabase)\n"
            text = text.replace(mark, mark + only_sqlite)
    return text


def main() -> None:
    models = office_schema().models()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frozen.db"
        create_file(path)
        engine = SqliteEngine(path)
        engine.db.connect()
        Migrator(engine).upgrade(None)
        difference = diff_models(engine.db, models)
        engine.close()
    number = 1 + max((int(p.name[:4]) for p in DIRECTORY.glob("[0-9]*.py")), default=0)
    target = DIRECTORY / f"{number:04d}_{sys.argv[1]}.py"
    target.write_text(body(difference, models), encoding="utf-8")
    print(target.name)


if __name__ == "__main__":
    main()
