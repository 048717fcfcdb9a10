"""Database triggers: a fact cannot be changed or removed, a personal value only by a blanking."""
# ruff: noqa: S608 - these statements are made of constants

from django.db import connection

_NO = "facts are never changed or removed"

_SQLITE = {
    "ledger_fact_no_update": f"BEFORE UPDATE ON ledger_fact BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    "ledger_fact_no_delete": f"BEFORE DELETE ON ledger_fact BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    # INSERT OR REPLACE removes without a DELETE trigger unless recursive_triggers is on in that connection
    "ledger_fact_no_replace": "BEFORE INSERT ON ledger_fact WHEN EXISTS (SELECT 1 FROM ledger_fact WHERE id = NEW.id"
    f" OR (stream = NEW.stream AND seq = NEW.seq)) BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    "ledger_private_no_update": f"BEFORE UPDATE ON ledger_private BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    "ledger_private_no_delete": "BEFORE DELETE ON ledger_private WHEN NOT EXISTS (SELECT 1 FROM ledger_blanking"
    f" WHERE fact_id = OLD.fact_id AND field = OLD.field) BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    "ledger_private_no_replace": "BEFORE INSERT ON ledger_private WHEN EXISTS (SELECT 1 FROM ledger_private WHERE"
    " id = NEW.id OR (fact_id = NEW.fact_id AND field = NEW.field))"
    f" BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    "ledger_blanking_no_update": f"BEFORE UPDATE ON ledger_blanking BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
    "ledger_blanking_no_delete": f"BEFORE DELETE ON ledger_blanking BEGIN SELECT RAISE(ABORT, '{_NO}'); END",
}

_POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_NO}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION ledger_refuse_unblanked() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM ledger_blanking WHERE fact_id = OLD.fact_id AND field = OLD.field) THEN RETURN OLD; END IF;
  RAISE EXCEPTION '{_NO}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

_POSTGRES = {
    f"{table}_no_{event.lower()}": f"BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    for table in ("ledger_fact", "ledger_private", "ledger_blanking")
    for event, each, function in (
        ("UPDATE", "ROW", "ledger_refuse"),
        ("DELETE", "ROW", "ledger_refuse_unblanked" if table == "ledger_private" else "ledger_refuse"),
        ("TRUNCATE", "STATEMENT", "ledger_refuse"),
    )
}


def missing() -> list[str]:
    """The triggers that do not stand as they must: absent, other than written here, or switched off."""
    found = _found_sqlite() if connection.vendor == "sqlite" else _found_postgres()
    return sorted(name for name, definition in _wanted().items() if found.get(name) != definition)


def install(**_: object) -> None:
    """Make every trigger anew that is missing or was changed; called after each migration."""
    if "ledger_fact" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(_POSTGRES_FUNCTIONS)
        for name in missing():
            on = "" if connection.vendor == "sqlite" else f" ON {name.rpartition('_no_')[0]}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            cursor.execute(f"CREATE TRIGGER {name} {_wanted()[name]}")


def _wanted() -> dict[str, str]:
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRES


def _found_sqlite() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: sql.removeprefix(f"CREATE TRIGGER {name} ") for name, sql in cursor.fetchall()}


def _found_postgres() -> dict[str, str]:
    """Only those that fire, and whose function is the one written here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, pg_get_triggerdef(t.oid, true), p.proname, p.prosrc FROM pg_trigger t"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
        return {
            name: definition.removeprefix(f"CREATE TRIGGER {name} ")
            for name, definition, function, source in cursor.fetchall()
            if f"FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS\n$${source}$$;" in _POSTGRES_FUNCTIONS
        }
