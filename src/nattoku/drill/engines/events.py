"""The rows of a table as events, in Ibis: what is taken, in which order, and what is known of each case."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

import ibis

from nattoku.drill.columns import Columns
from nattoku.drill.encoding import EARLIEST, EMPTY, LATEST, WHY
from nattoku.drill.engines.engine import Engine
from nattoku.drill.engines.sql import written
from nattoku.drill.log import Dropped
from nattoku.drill.ordering import ordering
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_WHOLE: Final = re.compile(r"(nullable\()?u?(tiny|small|big|huge)?int(eger)?\d*\b", re.I)

NOT_MOMENTS = Text(
    "列「{column}」は {kind} です。計算する仕組みの中では、日時の型か整数（1970年からの秒など）で持ってください。"
    "文字のままなら、--engine を付けずに読めます。",
    "Column {column!r} is {kind}. An engine computes with a time type or whole numbers (seconds since 1970 and so on). "
    "Words are read without --engine.",
)
TIES = Text(
    "同じ案件で同じ日時の記録が{n:,}件あり、順番の列がありません。--sequence で指定すると、元の順に並びます。",
    "{n:,} events share case and time and there is no column of their order. Name it with --sequence.",
)


@dataclass(frozen=True)
class Events:
    """What the analyses ask. rows: case, activity, code, time, seq, actor, division of what was taken."""

    engine: Engine
    table: Any  # case, activity, time, seq, actor, division, promised; with rows that cannot be taken
    zone: ZoneInfo
    done: str | None
    ordered: bool  # there is a column of the order
    promises: bool
    divisions: bool

    def ask(self, expression: Any) -> list[tuple[Any, ...]]:
        """The answer of the engine."""
        return self.engine.rows(written(expression, self.engine.dialect))

    @cached_property
    def taken(self) -> Any:
        """Rows with a case, an activity and a moment."""
        table = self.table
        return table.filter(table.case_name.notnull(), table.activity.notnull(), table.time.notnull())

    @cached_property
    def rows(self) -> Any:
        """The same with the code of the activity: equal codes, equal activities; in the order of first appearance."""
        first = self.taken.group_by("activity").agg(first=self.taken.seq.min())
        order = ibis.window(order_by=[first["first"], first.activity])
        codes = first.select(named=first.activity, code=ibis.row_number().over(order))
        return self.taken.join(codes, self.taken.activity == codes.named).drop("named")

    @cached_property
    def placed(self) -> Any:
        """Each event with its place in the case from 0, how many the case has, and what came before it."""
        rows = self.rows
        order = [rows.time, rows.seq, rows.code] if self.ordered else [rows.time, rows.code]
        inside = ibis.window(group_by=rows.case_name, order_by=order)
        whole = ibis.window(group_by=rows.case_name)
        return rows.mutate(
            place=ibis.row_number().over(inside),
            length=rows.count().over(whole),
            came=rows.code.lag().over(inside),
            gave=rows.actor.lag().over(inside),
            left=rows.division.lag().over(inside),
            took=rows.time - rows.time.lag().over(inside),
        )

    @cached_property
    def steps(self) -> Any:
        """Neighbours in one case. Filtered by place: what an engine says before the first event differs."""
        return self.placed.filter(self.placed.place > 0)

    @cached_property
    def names(self) -> dict[int, str]:
        """The activities by their codes, in the order of first appearance."""
        found = self.ask(self.rows.select("code", "activity").distinct())
        return {int(code): name for code, name in sorted(found)}


def events(
    engine: Engine, asked: Columns, *, zone: ZoneInfo, done: str | None = None, sequence: str | None = None
) -> Events:
    """The events of a table. Refused (400): a column is missing or its type is not one of time."""
    types = engine.columns()
    header = list(types)
    columns = asked.within(header)
    found = ordering(header, sequence)
    table = ibis.table(
        {name: _type(kind) for name, kind in types.items()},
        name=engine.address.table[-1],
        **dict(zip(("database", "catalog"), reversed(engine.address.table[:-1]), strict=False)),
    )
    moments = {
        name: _moment(engine, table, column, types[column])
        for name in ("time", "promised")
        if (column := columns.required(name, header) if name == "time" else columns.promised) is not None
    }
    seq = ibis.literal(0) if found is None else table[found].cast("int64").fill_null(0)
    named = table.select(
        case_name=_words(table, columns.required("case", header)),
        activity=_words(table, columns.required("activity", header)),
        time=moments["time"],
        no_time=table[columns.required("time", header)].isnull(),
        seq=seq if found is not None else moments["time"],
        actor=_words(table, columns.actor),
        division=_words(table, columns.division),
        promised=moments.get("promised", ibis.null("int64")),
    )
    return Events(
        engine, named, zone, done, found is not None, columns.promised is not None, columns.division is not None
    )


def checked(found: Events, name: str) -> tuple[int, int, tuple[Dropped, ...], tuple[Text, ...]]:
    """How many events and cases, what was left out, and findings. Refused (400): no row can be taken."""
    table = found.table
    reasons = {
        "no_case": table.case_name.isnull(),
        "no_activity": table.case_name.notnull() & table.activity.isnull(),
        "no_time": table.case_name.notnull() & table.activity.notnull() & table.no_time,
        "bad_time": table.case_name.notnull() & table.activity.notnull() & ~table.no_time & table.time.isnull(),
    }
    [left] = found.ask(table.agg([_how_many(there).name(why) for why, there in reasons.items()]))
    dropped = tuple(Dropped(WHY[why], int(n)) for why, n in zip(reasons, left, strict=True) if n)
    each = found.taken.group_by("case_name", "time").agg(n=found.taken.count())
    [(events, cases, ties)] = found.ask(each.agg(e=each.n.sum(), c=each.case_name.nunique(), t=_how_many(each.n > 1)))
    if not events:
        why = Text(*("; ".join(f"{d.why.to(lang)}: {d.count:,}" for d in dropped) for lang in ("ja", "en")))
        raise Refusal(EMPTY.with_(file=name, why=why), status=400)
    findings = (TIES.with_(n=int(ties)),) if ties and not found.ordered else ()
    return int(events), int(cases), dropped, findings


def _how_many(there: Any) -> Any:
    return there.ifelse(1, 0).sum().fill_null(0)


def _words(table: Any, column: str | None) -> Any:
    """The words without blanks around them, null where there are none."""
    return ibis.null("string") if column is None else table[column].cast("string").strip().nullif("")


def _type(kind: str) -> str:
    """Of Ibis. Any other type is one whose words are asked for: a stand-in that is always cast."""
    plain = re.sub(r"^(nullable|lowcardinality)\(", "", kind.lower())
    plain = re.sub(r"^(nullable|lowcardinality)\(", "", plain)
    if plain.startswith(("timestamp", "datetime")):
        return "timestamp"
    if plain.startswith("date"):
        return "date"
    if _WHOLE.match(plain):
        return "int32"  # so that it is always cast to the wide one
    return "uuid"


def _moment(engine: Engine, table: Any, column: str, kind: str) -> Any:
    """Microseconds, null where a calendar could not say it again."""
    shape = _type(kind)
    if shape == "uuid":
        raise Refusal(NOT_MOMENTS.with_(column=column, kind=kind), status=400)
    micros = _counted(table[column].cast("int64")) if shape == "int32" else engine.micros(table[column])
    return micros.between(EARLIEST, LATEST).ifelse(micros, ibis.null("int64"))


def _counted(number: Any) -> Any:
    """Seconds, milli-, micro- or nanoseconds since 1970, by their size (moments.py reads files so)."""
    size = number.abs()
    return ibis.cases(
        (size < 10**11, number * 1_000_000),
        (size < 10**14, number * 1000),
        (size < 10**17, number),
        else_=(number - number % 1000) // 1000,
    )
