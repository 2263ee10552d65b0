"""A desk on a server that goes away, is foreign, or is used by many at once."""

from __future__ import annotations

import io
import threading
import traceback

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import office_schema
from itdesk.store.engine import rows, scalar
from itdesk.store.files import keep
from itdesk.store.journal import Journal
from itdesk.store.postgres import PostgresEngine, without_password
from itdesk.store.store import Store, open_store
from tests.clocks import HandClock
from tests.postgres import PostgresServer, free_port

SECRET = "s3cret:p@ss"


def person(store: Store, name: str) -> int:
    with store.write("tester", "add person") as unit:
        return unit.insert("person", {"name": name})


def everything_said(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + str(getattr(error, "fields", ""))


# --- a server that is not there ----------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected"),
    [("port", "desk.unreachable"), ("password", "desk.unreachable"), ("database", "desk.unreachable"),
     ("quoting", "desk.url"), ("port that is no number", "desk.url"), ("host", "desk.unreachable")],
)  # fmt: skip
def test_a_desk_that_cannot_be_opened_says_so_without_the_password(
    postgres_server: PostgresServer, postgres_url: str, what: str, expected: str
) -> None:
    port = postgres_server.port
    place = {
        "port": postgres_url.replace(f":{port}/", f":{free_port()}/"),
        "password": postgres_url.replace("s3cret", "s3cret-wrong"),
        "database": postgres_url + "_gone",
        "quoting": f"postgresql://office:{SECRET}%zz@127.0.0.1:{port}/office",
        "port that is no number": "postgresql://office@127.0.0.1:s3cret/office",
        "host": postgres_url.replace("127.0.0.1", "no-such-host.invalid"),
    }[what]
    with pytest.raises(DeskError) as caught:
        open_store(place, office_schema(), origin="test")
    assert caught.value.code == expected
    assert "s3cret" not in everything_said(caught.value)
    assert "p%40ss" not in everything_said(caught.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://a:b%40c@host/desk", "postgresql://a@host/desk"),
        ("postgresql://host/desk?user=a&password=b&sslmode=require",
         "postgresql://host/desk?user=a&sslmode=require"),
        ("postgresql://a:b@[::1]:5433/desk", "postgresql://a@[::1]:5433/desk"),
        ("postgres://host/desk", "postgresql://host/desk"),
    ],
)  # fmt: skip
def test_a_place_is_shown_without_its_password(url: str, shown: str) -> None:
    assert PostgresEngine(url).place == shown
    assert without_password(shown) == shown


def test_a_lost_connection_is_said_and_the_next_use_takes_a_new_one(
    postgres_server: PostgresServer, postgres_place: str, postgres_store: Store
) -> None:
    key = person(postgres_store, "Ada")
    for use in (
        lambda: postgres_store.read("person", key),
        lambda: Journal(postgres_store.engine).entries(),
        lambda: postgres_store.index.find(["ada"]),
        lambda: person(postgres_store, "Grace"),
    ):
        assert postgres_server.cut_connections(postgres_place) == 1
        with pytest.raises(DeskError) as caught:
            use()
        assert caught.value.code == "desk.unreachable"
        assert "s3cret" not in everything_said(caught.value)
        assert postgres_store.read("person", key)["name"] == "Ada"
    assert postgres_store.head() == 1


def test_a_connection_lost_in_a_write_leaves_nothing_of_it(
    postgres_server: PostgresServer, postgres_place: str, postgres_store: Store
) -> None:
    with pytest.raises(DeskError) as caught, postgres_store.write("tester", "add people") as unit:
        unit.insert("person", {"name": "Ada"})
        postgres_server.cut_connections(postgres_place)
        unit.insert("person", {"name": "Grace"})
    assert caught.value.code == "desk.unreachable"
    assert postgres_store.head() == 0
    assert person(postgres_store, "Edsger") == 1


def test_a_database_of_something_else_is_left_as_it_is(postgres_url: str) -> None:
    engine = PostgresEngine(postgres_url)
    engine.db.execute_sql("CREATE TABLE person (surname text)")
    engine.close()
    with pytest.raises(DeskError) as caught:
        open_store(postgres_url, office_schema(), origin="test", create=True)
    assert caught.value.code == "desk.foreign"
    assert engine.db.get_tables() == ["person"]
    engine.close()


def test_an_empty_database_is_a_desk_only_when_one_is_to_be_made(postgres_url: str) -> None:
    with pytest.raises(DeskError) as caught:
        open_store(postgres_url, office_schema(), origin="test")
    assert caught.value.code == "desk.missing"


def test_a_making_that_was_cut_short_is_finished_at_the_next_open(postgres_place: str) -> None:
    engine = PostgresEngine(postgres_place)
    engine.db.execute_sql("DROP TABLE search_text")
    engine.close()
    store = open_store(postgres_place, office_schema(), origin="test")
    person(store, "Ada Lovelace")
    assert [hit.id for hit in store.index.find(["lovel"])] == [1]
    store.close()


# --- many at once ------------------------------------------------------------------------


def test_writers_take_turns_and_the_journal_stays_one_chain(
    postgres_store: Store, postgres_place: str, clock: HandClock
) -> None:
    def write_many(store: Store, name: str) -> None:
        try:
            for number in range(20):
                person(store, f"{name} {number}")
        finally:
            store.close()

    other = open_store(postgres_place, office_schema(), origin="test", clock=clock)
    threads = [
        threading.Thread(target=write_many, args=(store, name))
        for store, name in ((postgres_store, "Ada"), (other, "Grace"), (other, "Edsger"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    proof = Journal(postgres_store.engine).verify()
    assert (proof.entries, proof.changes) == (60, 60)
    names = {row[0] for row in rows(postgres_store.engine, "SELECT name FROM person")}
    assert len(names) == 60


def test_whole_files_go_in_and_out_with_every_byte(postgres_store: Store) -> None:
    content = bytes(range(256)) * 5_000
    with postgres_store.write("tester", "keep") as unit:
        digest, size = keep(unit, io.BytesIO(content))
    assert size == len(content)
    found = rows(
        postgres_store.engine, "SELECT data FROM file_chunk WHERE sha256 = ? ORDER BY seq", (digest,)
    )
    assert b"".join(bytes(row[0]) for row in found) == content


def test_what_is_erased_leaves_no_dead_rows_behind(postgres_store: Store) -> None:
    for number in range(5):
        person(postgres_store, f"Ada {number}")
    with postgres_store.write("tester", "remove") as unit:
        unit.delete("person", 1)
    postgres_store.engine.scrub()
    sql = "SELECT pg_relation_size('person') < 16384"
    assert scalar(postgres_store.engine, sql) is True
    assert scalar(postgres_store.engine, "SELECT count(*) FROM person") == 4
