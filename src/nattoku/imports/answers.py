"""An import as the doors tell it: what each column is, what became of every row and why."""

from collections.abc import Iterable
from typing import Any

from nattoku.imports import actions, rules
from nattoku.imports.choices import Choices, from_plain, to_plain
from nattoku.imports.complaints import Refused
from nattoku.imports.fields import FIELDS, WHATS, What
from nattoku.imports.models import Upload
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


def line(one: Upload, lang: str) -> dict[str, Any]:
    """One import among others. state: choosing, waiting, running, done, leaving or undone."""
    return {
        "import": one.pk,
        "file": one.name,
        "what": one.what,
        "label": WHATS[What(one.what)].to(lang),
        "state": one.state,
        "by": one.by,
        "at": one.at.isoformat(),
    }


def decided(one: Upload) -> int:
    """How many rows are taken in or refused; of an import that is taken back, how many rows that is done for."""
    if one.state == "leaving":
        return one.rows.exclude(back="").count() + one.rows.filter(of="").count()
    return one.rows.count()


def shown(one: Upload, lang: str) -> dict[str, Any]:
    """One import: what it may be read as while it is chosen, and how far it is.

    done of total: rows that are decided. missing: why it cannot be taken yet, None when it can.
    """
    told = line(one, lang) | {"done": decided(one), "total": one.total}
    if one.state != "choosing":
        return told | {"taken": one.rows.exclude(of="").count(), "refused": one.rows.filter(of="").count()}
    choices, found = from_plain(one.choices), actions.found_tables(one)
    tables = [
        {
            "table": i,
            "sheet": t.sheet,
            "line": t.at or 1,
            "rows": len(t.rows),
            "hidden": t.hidden,
            "headings": t.headings,
        }
        for i, t in enumerate(found)
    ]
    fields = [{"field": f.key, "label": f.label.to(lang)} for f in FIELDS[choices.what]]
    return told | {
        "tables": tables,
        "fields": fields,
        "choices": _chosen(choices, found[choices.table].headings),
        "missing": _missing(one, choices, lang),
    }


def _chosen(choices: Choices, headings: list[str]) -> dict[str, Any]:
    columns = [{"heading": h, "field": f} for h, f in zip(headings, choices.columns, strict=False)]
    return to_plain(choices) | {"columns": columns}


def _missing(one: Upload, choices: Choices, lang: str) -> str | None:
    try:
        rules.refuse_unmapped(one.what, choices.columns)
    except Refusal as refusal:
        return refusal.sentence.to(lang)
    return None


def dry_rows(rows: Iterable[actions.Row], lang: str) -> list[dict[str, Any]]:
    """Every row as it would be taken, by line."""
    found = [
        {
            "line": r.line,
            "no": None,
            "why": r.why.to(lang) if isinstance(r, Refused) else None,
            "assumed": [] if isinstance(r, Refused) else [a.to(lang) for a in r.assumed],
        }
        for r in rows
    ]
    return sorted(found, key=lambda row: row["line"])


def kept_rows(one: Upload, lang: str, *, after: int = 0, most: int | None = None) -> list[dict[str, Any]]:
    """What became of the rows behind a line. no: the case's number or the customer's id, None for a refused row."""
    rows = []
    for row in one.rows.filter(line__gt=after).order_by("line")[:most]:
        said = [Text(*pair).to(lang) for pair in row.said]
        why = None if row.of else "、".join(said)
        rows.append({"line": row.line, "no": row.of or None, "why": why, "assumed": said if row.of else []})
    return rows
