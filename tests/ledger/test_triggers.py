"""The database itself refuses to change or remove a fact."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from nattoku.ledger import triggers
from nattoku.ledger.models import Blanking, FactRow, Private
from nattoku.ledger.verify import verify
from tests.company import Company
from tests.databases import OwnDatabase, on_sqlite

TABLES = ("ledger_fact", "ledger_private", "ledger_blanking")


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(DatabaseError, match="never changed or removed"):
        with transaction.atomic():
            yield


@pytest.fixture
def facts(company: Company) -> FactRow:
    """A ledger with facts, private values and one blanking; returns a fact that has private values."""
    fact = FactRow.objects.filter(kind="people.joined").order_by("pk")[0]
    Blanking.objects.create(fact=FactRow.objects.order_by("-pk")[0], field="nothing")
    return fact


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1000", "UPDATE {} SET id = id", "DELETE FROM {}"])
def test_no_row_of_the_ledger_can_be_changed_or_removed(table: str, statement: str) -> None:
    with refused():
        execute(statement.format(table))


def test_not_one_column_of_a_fact_can_be_changed(facts: FactRow) -> None:
    for column in ("stream", "seq", "kind", "actor", "happened_at", "recorded_at", "body", "hash"):
        with refused():
            execute(f"UPDATE ledger_fact SET {column} = {column} WHERE id = %s", facts.pk)


def test_the_framework_cannot_do_it_either(facts: FactRow) -> None:
    facts.kind = "people.left"
    with refused():
        facts.save()
    with refused():
        Private.objects.filter(fact=facts)._raw_delete("default")


@pytest.mark.skipif(not on_sqlite(), reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_sqlite_cannot_replace_a_row(facts: FactRow, recursive: str) -> None:
    execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        columns = "stream, seq, kind, actor, happened_at, recorded_at, body, hash"
        for values in (f"id, {columns}", f"id + 1000, {columns}", f"id, stream, seq + 1000, {columns[13:]}"):
            with refused():
                execute(f"INSERT OR REPLACE INTO ledger_fact (id, {columns}) SELECT {values} FROM ledger_fact")
        with refused():
            execute("INSERT OR REPLACE INTO ledger_private SELECT * FROM ledger_private")
        with refused():
            execute(
                "INSERT OR REPLACE INTO ledger_private (id, fact_id, field, salt, value)"
                " SELECT id + 1000, fact_id, field, salt, x'00' FROM ledger_private"
            )
        with refused():
            execute("UPDATE OR REPLACE ledger_fact SET seq = 1")
    finally:
        execute("PRAGMA recursive_triggers = ON")


@pytest.mark.usefixtures("own_company")
@pytest.mark.skipif(on_sqlite(), reason="TRUNCATE is PostgreSQL's")
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_cannot_truncate(table: str) -> None:
    with refused():
        execute(f"TRUNCATE {table} CASCADE")


def test_a_private_value_goes_only_where_a_blanking_allows_it(facts: FactRow) -> None:
    Blanking.objects.create(fact=facts, field="name")
    Private.objects.filter(fact=facts, field="name").delete()
    assert not Private.objects.filter(fact=facts, field="name").exists()
    with refused():
        Private.objects.filter(fact=facts, field="email")._raw_delete("default")
    with refused():
        Private.objects.filter(field="name")._raw_delete("default")


@pytest.mark.skipif(not on_sqlite(), reason="a file that anybody can open")
def test_another_program_on_the_file_is_refused_too(own_company: Company, own_database: OwnDatabase) -> None:
    other = sqlite3.connect(own_database.name)
    for table in TABLES[:2]:
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.DatabaseError, match="never changed or removed"):
                other.execute(statement)
        with pytest.raises(sqlite3.DatabaseError, match="never changed or removed"):
            other.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    other.close()


@pytest.mark.usefixtures("own_company")
def test_what_was_taken_away_or_changed_is_said_by_verify_and_made_anew_by_a_migration() -> None:
    name = "ledger_fact_no_update"
    on = "" if on_sqlite() else " ON ledger_fact"
    harmless = (
        "AFTER UPDATE ON ledger_fact BEGIN SELECT 1; END"
        if on_sqlite()
        else "BEFORE UPDATE ON ledger_fact FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )
    assert triggers.missing() == []
    for instead in ("", harmless):
        execute(f"DROP TRIGGER {name}{on}")
        if instead:
            execute(f"CREATE TRIGGER {name} {instead}")
        assert [b.why.en for b in verify().broken] == [f"trigger {name} is missing, changed or switched off"]
        call_command("migrate", verbosity=0)
        assert triggers.missing() == []
        assert verify().broken == []
        with refused():
            execute("UPDATE ledger_fact SET seq = seq")


@pytest.mark.usefixtures("own_company")
@pytest.mark.skipif(on_sqlite(), reason="PostgreSQL can switch triggers off")
def test_a_trigger_that_is_switched_off_or_hollowed_out_is_noticed() -> None:
    execute("ALTER TABLE ledger_private DISABLE TRIGGER USER")
    assert {b.why.en.split()[1] for b in verify().broken} == {
        f"ledger_private_no_{event}" for event in ("update", "delete", "truncate")
    }
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []
    execute(
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    )
    assert "ledger_fact_no_update" in triggers.missing()
    call_command("migrate", verbosity=0)
    assert verify().broken == []
    with refused():
        execute("UPDATE ledger_fact SET seq = seq")
