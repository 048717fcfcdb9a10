"""Stages, asked of an engine: where the time went, what of the slack each ate, and which broke first."""

from collections.abc import Mapping
from typing import Any

import ibis

from nattoku.drill.engines.cases import cases
from nattoku.drill.engines.events import Events
from nattoku.drill.engines.spreads import Ranked, ranked, read
from nattoku.drill.spread import MICROS
from nattoku.drill.staging import FEW, HISTORICAL

Standards = Mapping[int, tuple[int, str]]  # by the code of the activity: microseconds, "own" or "historical"


def stages(found: Events, *, own: Mapping[str, float] | None = None) -> list[dict[str, Any]]:
    """Like drill.stages."""
    steps = of_cases(found)
    told = _spreads(found, steps)
    held = standards(found, steps, told, own or {})
    used, slack = _eaten(found, steps)
    broke = _first_breaks(found, steps, held)
    total = float(sum(each.sum for each in told.values()))
    return [
        {
            "stage": found.names[code],
            "count": told[code].spread.count,
            "median": told[code].spread.median,
            "p90": told[code].spread.p90,
            "share": round(told[code].sum / total, 6) if total else 0.0,
            "slack_share": round(used.get(code, 0.0) / slack, 6) if slack else None,
            "first_breaks": broke.get(code, 0),
            "standard": held[code][0] / MICROS,
            "standard_from": held[code][1],
        }
        for code in sorted(sorted(told), key=lambda code: -told[code].sum)
    ]


def of_cases(found: Events) -> Any:
    """Every step with what is known of its case."""
    each = cases(found).drop("first")
    return found.steps.drop("promised").join(each, found.steps.case_name == each.its)


def standards(
    found: Events, steps: Any, told: Mapping[int, Ranked] | None = None, own: Mapping[str, float] | None = None
) -> Standards:
    """Nine of ten of the kept cases, of all where fewer than twenty were kept; or our own."""
    told = _spreads(found, steps) if told is None else told
    kept = _spreads(found, steps.filter(steps.kept == 1)) if found.promises else {}
    held: dict[int, tuple[int, str]] = {}
    for code, each in told.items():
        of_kept = kept.get(code)
        basis = of_kept if of_kept is not None and of_kept.count >= FEW else each
        held[code] = (round(basis.quantile(HISTORICAL)), "historical")
        if (mine := (own or {}).get(found.names[code])) is not None:
            held[code] = (round(mine * MICROS), "own")
    return held


def _spreads(found: Events, steps: Any) -> dict[int, Ranked]:
    return {int(row[0]): read(row[1:]) for row in found.ask(ranked(steps, ["code"], "took"))}


def _eaten(found: Events, steps: Any) -> tuple[dict[int, float], float]:
    """Microseconds each stage used of the slack, and all slack there was."""
    if not found.promises:
        return {}, 0.0
    held = steps.filter(steps.slack > 0)
    used = found.ask(held.group_by("code").agg(*_sum(held.took)))
    each = cases(found)
    [slack] = found.ask(each.agg(list(_sum(each.slack))))
    return {int(row[0]): _micros(row[1:]) for row in used}, _micros(slack)


def _sum(micros: Any) -> tuple[Any, Any]:
    """Whole seconds and the rest: no engine overflows."""
    return ((micros - micros % MICROS) // MICROS).sum().name("seconds_"), (micros % MICROS).sum().name("rest_")


def _micros(row: Any) -> float:
    seconds, rest = (int(value or 0) for value in row)
    return float(seconds * MICROS + rest)


def _first_breaks(found: Events, steps: Any, held: Standards) -> dict[int, int]:
    """How many late cases broke first there."""
    if not found.promises or not held:
        return {}
    standard = ibis.cases(*((steps.code == code, micros) for code, (micros, _from) in held.items()))
    broke = steps.filter(steps.late == 1, steps.took > standard)
    first = broke.group_by("case_name").agg(place=broke.place.min())
    here = broke.join(first, (broke.case_name == first.case_name) & (broke.place == first.place))
    return {int(code): int(n) for code, n in found.ask(here.group_by("code").agg(n=here.count()))}
