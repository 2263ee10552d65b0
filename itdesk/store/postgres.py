"""The desk of a team in PostgreSQL, through psycopg 3."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.store.engine import Grams, glob_pattern, like_pattern, run_many
from itdesk.store.faults import faults_translated
from itdesk.store.orm import peewee
from itdesk.store.team_library import drop_lost, postgres_database

WRITER_LOCK = 0x69746465
"""The advisory lock that makes writers take turns, so that the journal is one chain."""

CHANNEL = "itdesk"

_NUMBERS = frozenset({Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.DURATION, Type.INSTANT, Type.REFERENCE})
"""Types that are stored as JSON numbers in a custom column."""


SECRET_OPTIONS = frozenset({"password", "sslpassword", "passfile"})
"""Options in the query of a URL that are not shown."""


def without_password(url: str) -> str:
    """A URL as it may be shown; raises DeskError(desk.url), which holds no part of it."""
    try:
        parts = urlsplit(url)
        user = f"{parts.username}@" if parts.username else ""
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise DeskError("desk.url") from None
    options = [pair for pair in parts.query.split("&") if pair.split("=")[0].lower() not in SECRET_OPTIONS]
    return urlunsplit((parts.scheme, f"{user}{host}{port}", parts.path, "&".join(options), ""))


class PostgresEngine:
    """See `itdesk.store.engine.Engine`."""

    is_remote = True

    def __init__(self, url: str) -> None:
        self.url = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", url)
        self.place = without_password(self.url)
        self.db = postgres_database(self.url)

    @contextmanager
    def write(self) -> Generator[None]:
        try:
            with faults_translated(self.place):
                self.db.connect(reuse_if_open=True)
                with self.db.transaction():
                    self.db.execute_sql("SELECT pg_advisory_xact_lock(%s)", (WRITER_LOCK,))
                    yield
                    self.db.execute_sql(f"NOTIFY {CHANNEL}")
        finally:
            drop_lost(self.db)

    def close(self) -> None:
        if not self.db.is_closed():
            self.db.close()

    # --- dialect
    def sql(self, text: str) -> str:
        return text.replace("%", "%%").replace("?", "%s")

    def sort_key(self, expression: str) -> str:
        return f"lower({expression})"

    def equals_text(self, expression: str) -> str:
        return f"lower({expression}) = lower(?)"

    def contains_text(self, expression: str, needle: str) -> tuple[str, str]:
        return f"{expression} ILIKE ? ESCAPE '\\'", "%" + like_pattern(needle) + "%"

    def matches_text(self, expression: str, pattern: str) -> tuple[str, str]:
        return f"{expression} ILIKE ? ESCAPE '\\'", glob_pattern(pattern)

    def literal(self, text: str) -> str:
        """Marks of parameters would be taken for such inside quotes as well, so they are spelt out."""
        if not any(c in "?%\\" for c in text):
            return "'" + text.replace("'", "''") + "'"
        return "U&'" + re.sub(r"[?%\\']", lambda found: f"\\{ord(found[0]):04x}", text) + "'"

    def custom_value(self, table: str, name: str, kind: Type) -> str:
        text = f"({table}.\"custom\"::jsonb ->> '{name}')"
        if kind is Type.YES_NO:
            return f"({text})::boolean"
        return f"({text})::double precision" if kind in _NUMBERS else text

    # --- full text
    def create_search(self) -> None:
        try:
            self.db.execute_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except peewee.DatabaseError as error:
            raise DeskError("desk.extension", name="pg_trgm") from error
        self.db.execute_sql(
            "CREATE TABLE IF NOT EXISTS search_text (rowid bigint PRIMARY KEY, body text NOT NULL)"
        )
        self.db.execute_sql(
            "CREATE INDEX IF NOT EXISTS search_text_body ON search_text USING gin (body gin_trgm_ops)"
        )

    def index_texts(self, documents: Sequence[tuple[int, str]], replacing: bool) -> None:
        sql = "INSERT INTO search_text (rowid, body) VALUES (%s, %s)"
        if replacing:
            sql += " ON CONFLICT (rowid) DO UPDATE SET body = excluded.body"
        run_many(self.db, sql, documents)

    def unindex(self, documents: Sequence[int]) -> None:
        self.db.execute_sql("DELETE FROM search_text WHERE rowid = ANY(%s)", (list(documents),))

    def search_condition(self, grams: Grams) -> tuple[str, list[str]]:
        one = "body LIKE ? ESCAPE '\\'"
        conditions = " AND ".join("(" + " OR ".join(one for _ in gram) + ")" for gram in grams)
        patterns = ["%" + like_pattern(part) + "%" for gram in grams for part in gram]
        return conditions, patterns

    # --- upkeep
    def check(self) -> list[str]:
        self.db.execute_sql("SELECT 1")
        return []

    def scrub(self) -> None:
        with faults_translated(self.place):
            for (table,) in self.db.execute_sql(
                "SELECT quote_ident(relname) FROM pg_stat_user_tables WHERE schemaname = current_schema()"
            ).fetchall():
                self.db.execute_sql(f"VACUUM FULL {table}")
            self.db.execute_sql("CHECKPOINT" if self._may_checkpoint() else "SELECT 1")

    def _may_checkpoint(self) -> bool:
        row = self.db.execute_sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        return bool(row and row[0])
