"""A month as JSON: what the API and the command line answer."""

from collections.abc import Sequence
from typing import Any

from nattoku.cases.rules import ENDINGS
from nattoku.monthly.queries import Report
from nattoku.monthly.rules import Month


def monthly(reports: Sequence[Report], month: Month, *, lang: str) -> dict[str, Any]:
    """Every division with its figures and its cases. told_after: seconds from the receipt to the first report."""
    return {"month": month.key, "divisions": [_division(one, lang) for one in reports]}


def _division(one: Report, lang: str) -> dict[str, Any]:
    found = one.figures
    return {
        "division": one.division.pk,
        "name": one.division.name,
        "figures": {
            "received": found.received,
            "told": found.told,
            "told_in_time": found.told_in_time,
            "ended": [{"kind": k, "name": ENDINGS[k].to(lang), "count": n} for k, n in found.ended.items()],
            "open": found.open,
            "promises_kept": found.kept,
            "promises_late": found.late,
            "cost": found.cost,
        },
        "cases": [
            {
                "no": str(line.no),
                "received_at": line.received_at.isoformat(),
                "fact": line.fact,
                "severity": line.severity or None,
                "told_after": None if line.told_after is None else line.told_after.total_seconds(),
                "ending": line.ending or None,
                "ended_at": line.ended_at.isoformat() if line.ended_at else None,
                "promises_kept": line.kept,
                "promises_late": line.late,
                "cost": line.cost,
                "imported": line.imported,
            }
            for line in one.lines
        ],
    }
