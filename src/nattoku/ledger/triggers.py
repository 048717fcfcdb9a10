"""Database triggers: a fact cannot be changed or removed, a personal value only by a blanking."""

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


def names() -> set[str]:
    """The triggers that must exist on this database."""
    return set(_SQLITE if connection.vendor == "sqlite" else _POSTGRES)


def missing() -> list[str]:
    """Those that do not."""
    table = "sqlite_master" if connection.vendor == "sqlite" else "pg_trigger"
    column, where = ("name", "WHERE type = 'trigger'") if table == "sqlite_master" else ("tgname", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} {where}")  # noqa: S608 - constants above
        return sorted(names() - {name for (name,) in cursor.fetchall()})


def install(**_: object) -> None:
    """Make every trigger that is missing; called after each migration."""
    wanted = missing()
    if not wanted or "ledger_fact" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(_POSTGRES_FUNCTIONS)
        for name in wanted:
            definition = (_SQLITE if connection.vendor == "sqlite" else _POSTGRES)[name]
            cursor.execute(f"CREATE TRIGGER {name} {definition}")
