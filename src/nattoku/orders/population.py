"""All imported orders as one event log, kept on disk until more are imported; narrowed by what one asks."""

import hashlib
import json
import os
import shutil
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Final
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Func, TextField

from nattoku.drill import store
from nattoku.drill.building import Names
from nattoku.drill.log import NEVER, NOBODY, Ints, Log
from nattoku.drill.paths import paths
from nattoku.drill.staging import begun, finished, is_late
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders.models import Order, OrderEvent, OrderImport
from nattoku.orders.tables import KNOWN

EMPTY = Text("ご注文の記録がまだ取り込まれていません。", "No order histories have been imported yet.")
CHUNK: Final = 20_000
DAY: Final = 86_400_000_000  # microseconds
_lock = Lock()
_kept: tuple[str, Log] | None = None


@dataclass(frozen=True)
class Asked:
    """Which orders: placed from a day to a day, of a division, late ones alone, through an activity, on one path.

    hand: through the hands of one role into another's, "order>shipping". at_least, at_most: days until delivery.
    known: what was known when promising, see `tables.KNOWN`.
    """

    since: date | None = None
    until: date | None = None
    division: str = ""
    late: bool = False
    through: str = ""
    path: str = ""  # the whole way, "ordered>approved>handed"
    hand: str = ""
    at_least: float | None = None
    at_most: float | None = None
    known: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything is asked at all."""
        return self != Asked()


def imported() -> bool:
    """Whether there is any order with a history."""
    return OrderEvent.objects.filter(planned=False).exists()


def orders() -> Log:
    """Every order. Refusal (404) while there are none.

    Read out of the database once after an import, by whoever asks first, and kept on disk (`cache`, beside the
    database) for every other process of this machine; in each of them the columns asked for stay in memory.
    """
    global _kept
    mark = _mark()
    with _lock:
        if _kept is None or _kept[0] != mark:
            _kept = (mark, _on_disk(mark))
        return _kept[1]


def forget() -> None:
    """As if this process had just begun."""
    global _kept
    _kept = None


def _mark() -> str:
    told = sorted(OrderImport.objects.values_list("pk", "version"))
    return hashlib.sha256(json.dumps([store.FORMAT, told]).encode()).hexdigest()[:32]


def _on_disk(mark: str) -> Log:
    shelf = Path(settings.NATTOKU_DATA) / "cache" / "orders"
    place = shelf / mark
    if not store.is_store(place):
        log, part = _read(), shelf / f"{uuid4().hex}.part"
        older = list(shelf.iterdir()) if shelf.is_dir() else []
        try:
            store.write(log, part)
            os.replace(part, place)
        except OSError:  # no room, or another process was quicker: what was read is as good
            shutil.rmtree(part, ignore_errors=True)
            return log
        for one in older:
            shutil.rmtree(one, ignore_errors=True)
    return store.read(place)


def _read() -> Log:
    numbers, activities, roles = Names(), Names(), Names()
    case, activity, role, moments = array("i"), array("i"), array("i"), array("q")
    rows = OrderEvent.objects.filter(planned=False).order_by("order_id", "at", "pk")
    told = rows.values_list("order_id", "code", "role", _moment()).iterator(chunk_size=CHUNK)
    while chunk := list(islice(told, CHUNK)):
        order, codes, by, at = zip(*chunk, strict=True)
        case.extend(map(numbers.code, order))
        activity.extend(map(activities.code, codes))
        role.extend(map(roles.code, by))
        moments.frombytes(np.array(at, "M8[us]").astype(np.int64).tobytes())
    if not case:
        raise Refusal(EMPTY, status=404)
    attributes, promised = _about(numbers.codes)
    return Log(
        case=np.frombuffer(case, np.int32),
        activity=np.frombuffer(activity, np.int32),
        time=np.frombuffer(moments, np.int64),
        actor=np.full(len(case), NOBODY, np.int32),
        seq=np.arange(len(case)),
        cases=list(numbers.codes),
        activities=list(activities.codes),
        division=np.frombuffer(role, np.int32),
        divisions=list(roles.codes),
        promised=promised,
        attributes=attributes,
        done="delivered",
        zone=TOKYO,
    )


def _moment() -> Func:
    """The moment as UTC text, which NumPy reads by the hundred thousand where Django reads one at a time."""
    told = (
        "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        if connection.vendor == "postgresql"
        else "{} || ''"
    )
    return Func("at", template=told.format("%(expressions)s"), output_field=TextField())


def _about(codes: Mapping[str, int]) -> tuple[dict[str, list[str | None]], Ints | None]:
    """What is known of each order that has events, and the date each was promised."""
    found: dict[str, list[str | None]] = {name: [None] * len(codes) for name in ("division", *KNOWN)}
    promised = np.full(len(codes), NEVER, np.int64)
    told = Order.objects.values_list("pk", "promised_at", "promised_on", "division", "known")
    for number, promised_at, promised_on, division, known in told.iterator(chunk_size=CHUNK):
        if (code := codes.get(number)) is None:
            continue
        if (until := _until(promised_at, promised_on)) is not None:
            promised[code] = int(until.timestamp()) * 1_000_000 + until.microsecond
        found["division"][code] = division
        for name, value in known.items():
            found[name][code] = value
    there = {name: values for name, values in found.items() if name == "division" or any(values)}
    return there, promised if (promised != NEVER).any() else None


def _until(at: datetime | None, on: date | None) -> datetime | None:
    """A day without a clock lasts until its end."""
    if at is not None:
        return at
    return datetime.combine(on + timedelta(days=1), time(), TOKYO) if on else None


def narrowed(log: Log, asked: Asked) -> Log:
    """The cases that fit everything that is asked."""
    keep = np.ones(len(log.cases), bool)
    placed = begun(log)
    if asked.since:
        keep &= placed >= _micros(asked.since)
    if asked.until:
        keep &= (placed < _micros(asked.until + timedelta(days=1))) & (placed != NEVER)
    for name, value in (("division", asked.division), *asked.known):
        if value:
            keep &= np.array([one == value for one in log.attributes.get(name, [None] * len(keep))], bool)
    if asked.at_least is not None or asked.at_most is not None:
        took = np.where(finished(log) == NEVER, np.nan, (finished(log) - placed) / DAY)
        keep &= (took >= (asked.at_least or 0)) & (took <= (np.inf if asked.at_most is None else asked.at_most))
    if asked.late and log.promised is not None:
        keep &= is_late(log)
    if asked.through and asked.through in log.activities:
        went = np.zeros(len(log.cases), bool)
        went[log.case[log.activity == log.activities.index(asked.through)]] = True
        keep &= went
    if asked.path:
        keep &= _went(log, asked.path.split(">"))
    if asked.hand:
        keep &= _handed(log, asked.hand)
    return log if keep.all() else log.of_cases(keep)


def _handed(log: Log, hand: str) -> Ints:
    """For each case whether its work went from the one role straight to the other."""
    came, _, went = hand.partition(">")
    handed = np.zeros(len(log.cases), bool)
    if log.division is None or not {came, went} <= set(log.divisions):
        return handed
    a, b = list(log.divisions).index(came), list(log.divisions).index(went)
    at = np.flatnonzero((log.division[:-1] == a) & (log.division[1:] == b) & (log.case[:-1] == log.case[1:]))
    handed[log.case[at]] = True
    return handed


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
