"""All imported orders as one event log, kept in this process until more are imported; narrowed by what one asks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from threading import Lock

import numpy as np

from nattoku.drill.building import Builder
from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.paths import paths
from nattoku.drill.staging import begun, finished, is_late
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders.models import Order, OrderEvent, OrderImport

EMPTY = Text("ご注文の記録がまだ取り込まれていません。", "No order histories have been imported yet.")
_lock = Lock()
_kept: tuple[object, Log] | None = None


@dataclass(frozen=True)
class Asked:
    """Which orders: placed from a day to a day, of a division, late ones alone, through an activity, on one path."""

    since: date | None = None
    until: date | None = None
    division: str = ""
    late: bool = False
    through: str = ""
    path: str = ""  # the whole way, "ordered>approved>handed"


def imported() -> bool:
    """Whether there is any order with a history."""
    return OrderEvent.objects.filter(planned=False).exists()


def orders() -> Log:
    """Every order. Refusal (404) while there are none."""
    global _kept
    mark = frozenset(OrderImport.objects.values_list("pk", "version"))
    with _lock:
        if _kept is None or _kept[0] != mark:
            _kept = (mark, _read())
        return _kept[1]


def _read() -> Log:
    building = Builder(zone=TOKYO)
    rows = OrderEvent.objects.filter(planned=False).order_by("order_id", "at", "pk")
    for order, code, at, role in rows.values_list("order_id", "code", "at", "role").iterator(chunk_size=5000):
        building.add(order, code, at.isoformat(), None, role)
    if not building.seen:
        raise Refusal(EMPTY, status=404)
    known = Order.objects.values_list("pk", "promised_at", "promised_on", "division").iterator(chunk_size=5000)
    for order, promised_at, promised_on, division in known:
        building.about(order, {"division": division}, _until(promised_at, promised_on))
    return building.log("orders").but(done="delivered")


def _until(at: datetime | None, on: date | None) -> str | None:
    """A day without a clock lasts until its end."""
    if at is not None:
        return at.isoformat()
    return datetime.combine(on + timedelta(days=1), time(), TOKYO).isoformat() if on else None


def narrowed(log: Log, asked: Asked) -> Log:
    """The cases that fit everything that is asked."""
    keep = np.ones(len(log.cases), bool)
    placed = begun(log)
    if asked.since:
        keep &= placed >= _micros(asked.since)
    if asked.until:
        keep &= (placed < _micros(asked.until + timedelta(days=1))) & (placed != NEVER)
    if asked.division:
        keep &= np.array([value == asked.division for value in log.attributes.get("division", [""] * len(keep))], bool)
    if asked.late and log.promised is not None:
        keep &= is_late(log)
    if asked.through and asked.through in log.activities:
        went = np.zeros(len(log.cases), bool)
        went[log.case[log.activity == log.activities.index(asked.through)]] = True
        keep &= went
    if asked.path:
        keep &= _went(log, asked.path.split(">"))
    return log if keep.all() else log.of_cases(keep)


def _went(log: Log, path: list[str]) -> Ints:
    """For each case whether this was its whole way."""
    took = np.zeros(len(log.cases), bool)
    _names, first, which = np.unique(paths(log), return_index=True, return_inverse=True)
    starts, ends = log.starts, log.ends
    for code, place in enumerate(first.tolist()):
        if [log.activities[a] for a in log.activity[starts[place] : ends[place] + 1]] == path:
            took[log.case[starts[which == code]]] = True
    return took


def _micros(day: date) -> int:
    return int(datetime.combine(day, time(), TOKYO).timestamp() * 1_000_000)


def present(log: Log) -> Ints:
    """Codes of the cases that have events."""
    return np.unique(log.case)


def summary(log: Log) -> dict[str, float | int | None]:
    """n, done, late, late_rate, median seconds from the first event to the end."""
    codes = present(log)
    done, start = finished(log)[codes], begun(log)[codes]
    ended = (done != NEVER) & (start != NEVER)
    late = is_late(log)[codes] if log.promised is not None else np.zeros(len(codes), bool)
    took = (done - start)[ended]
    return {
        "n": len(codes),
        "done": int(ended.sum()),
        "late": int(late.sum()),
        "late_rate": float(late.sum() / ended.sum()) if ended.any() else None,
        "median": float(np.median(took)) / 1e6 if len(took) else None,
    }
