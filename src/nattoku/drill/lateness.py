"""Late cases: which stage broke first, who knew when, and whether the customer was told before the date."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from nattoku.drill.log import Log
from nattoku.drill.spread import MICROS
from nattoku.drill.staging import Stages, begun, finished, first_breaks, is_late, measured

# Activities that say somebody knew of the delay, or that the customer was told of it, when the asker names none.
_KNEW: Final = re.compile(
    r"(遅れ|遅延|欠品|納期(超過|未達)).*(把握|判明|発覚|認識|検知|確認)|(delay|late|shortage).*(known|noticed|found|detected)",
    re.I,
)
_TOLD: Final = re.compile(
    r"(お客様|顧客|得意先|客先|先方).*(連絡|報告|通知|説明|お詫び)|(遅れ|遅延).*(連絡|お知らせ)"
    r"|(customer|client).*(told|informed|notified|called)|(told|informed|notified).*(customer|client)",
    re.I,
)


def late(
    log: Log,
    *,
    knew: Sequence[str] = (),
    told: Sequence[str] = (),
    own: Mapping[str, float] | None = None,
) -> list[dict[str, Any]]:
    """The late cases, the latest first. A case without an end is not among them. Unknown is null, never zero.

    knew, told: the activities by which somebody knew of the delay, and by which the customer was told; guessed from
    their names when none are named. first_break is null when every stage kept its standard: the promise was tight.
    """
    found = measured(log, own=own)
    broke = first_breaks(log, found)
    first = dict(zip(log.case[found.at[broke]].tolist(), broke.tolist(), strict=True))
    eaten = _eaten(log, found)
    lines = {"known": _first(log, knew or _like(log, _KNEW)), "told": _first(log, told or _like(log, _TOLD))}
    done, start = finished(log), begun(log)
    codes = np.flatnonzero(is_late(log))
    assert log.promised is not None or not len(codes)
    promised = log.promised if log.promised is not None else done
    codes = codes[np.argsort(promised[codes] - done[codes], kind="stable")]
    return [
        {
            "case": log.cases[code],
            "promised": log.moment(promised[code]),
            "actual": log.moment(done[code]),
            "late_by": _seconds(done[code] - promised[code]),
            "slack": _seconds(promised[code] - start[code]),
            "first_break": _break(log, found, first.get(code)),
            "eaten": [{"stage": log.activities[stage], "took": _seconds(took)} for stage, took in eaten.get(code, ())],
            **_line(log, lines, int(code), int(promised[code])),
        }
        for code in codes.tolist()
    ]


def _break(log: Log, found: Stages, place: int | None) -> dict[str, Any] | None:
    if place is None:
        return None
    at, code = found.at[place], found.stage[place]
    return {
        "stage": log.activities[code],
        "from": log.activities[log.activity[at - 1]],
        "who": log.actor_name(log.actor[at]),
        "at": log.moment(log.time[at]),
        "took": _seconds(found.took[place]),
        "standard": _seconds(found.standard[code]),
        "standard_from": found.source[code],
    }


def _line(log: Log, lines: Mapping[str, dict[int, int]], code: int, promised: int) -> dict[str, Any]:
    """The knowledge line of one case: known, then told, before or after the promised moment."""
    known, told = lines["known"].get(code), lines["told"].get(code)
    return {
        "known_at": None if known is None else log.moment(log.time[known]),
        "known_by": None if known is None else log.actor_name(log.actor[known]),
        "told_at": None if told is None else log.moment(log.time[told]),
        "told_by": None if told is None else log.actor_name(log.actor[told]),
        "told_before_due": None if told is None else bool(log.time[told] <= promised),
        "in_the_dark": None if known is None or told is None else _seconds(log.time[told] - log.time[known]),
    }


def _like(log: Log, words: re.Pattern[str]) -> list[str]:
    return [name for name in log.activities if words.search(name)]


def _first(log: Log, names: Sequence[str]) -> dict[int, int]:
    """The first event of each case that is one of these activities."""
    wanted = [code for code, name in enumerate(log.activities) if name in names]
    places = np.flatnonzero(np.isin(log.activity, wanted))
    cases, first = np.unique(log.case[places], return_index=True)
    return dict(zip(cases.tolist(), places[first].tolist(), strict=True))


def _eaten(log: Log, found: Stages) -> dict[int, list[tuple[int, int]]]:
    """The stages of late cases in order: what the slack was spent on."""
    told: dict[int, list[tuple[int, int]]] = {}
    places = np.flatnonzero(is_late(log)[log.case[found.at]])
    rows = zip(
        log.case[found.at[places]].tolist(), found.stage[places].tolist(), found.took[places].tolist(), strict=True
    )
    for case, stage, took in rows:
        told.setdefault(case, []).append((stage, took))
    return told


def _seconds(micros: Any) -> float:
    return int(micros) / MICROS
