"""nattoku drill: map, variants, handovers, stages, late, trace, causes, odds, rework, working, compare, keep."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

if TYPE_CHECKING:
    from nattoku.drill.columns import Columns
    from nattoku.drill.log import Dropped, Log

F = TypeVar("F", bound=Callable[..., Any])
COLUMNS = {
    "case": "案件の列 / column of the case",
    "activity": "工程の列 / column of the activity",
    "time": "日時の列 / column of the time",
    "actor": "担当者の列 / column of who did it",
    "division": "部門の列 / column of the division",
    "promised": "約束の日の列 / column of the promised date",
}
FILTERS = (
    ("--begun-from", "DATE", "この日時からに始まった案件だけ / only cases begun from then on"),
    ("--begun-before", "DATE", "この日時より前に始まった案件だけ / only cases begun before"),
    ("--only", "CONDITION", "条件に合う案件だけ（late、channel=web、score<=2） / only cases that meet it"),
    ("--path", "STEP", "この道をたどった案件だけ（A、A>B、A>>B、!A） / only cases that took this path"),
    ("--at-least", "TIME", "これより長くかかった案件だけ（3d、4h、90m） / only cases that took as long"),
    ("--at-most", "TIME", "これより短い案件だけ / only cases that took no longer"),
)
LONGEST = 1e12  # seconds of a standard: more than any moment that can be read
ENGINES = ("duckdb", "postgres", "clickhouse", "spark", "trino")
HERE = Text(
    "この問いは {engine} には尋ねられません。行を読み取って、ここで計算します。",
    "{engine} is not asked this. Its rows are read, and it is computed here.",
)
READING = Text("読み取っています", "reading")
KEEPING = Text("書き込んでいます", "writing")
ASKING = Text("{engine} に問い合わせています", "asking {engine}")
NO_TIME = Text(
    "「{written}」を長さとして読めません（例：3d、4h、90m）。", "{written!r} is no length of time, such as 3d, 4h, 90m."
)
NO_ZONE = Text("「{zone}」という地域の時刻はありません（例：Asia/Tokyo）。", "There is no time zone {zone!r}.")
NO_MOMENT = Text("「{moment}」を日時として読めません。", "{moment!r} cannot be read as a time.")
NO_SIDE = Text(
    "--at（日時）か --where（channel=web のような条件）のどちらか一つを指定してください。",
    "Please give either --at DATE or --where, such as channel=web.",
)
NO_STANDARDS = Text(
    '{file} は、工程の名前と秒数の組（{{"出荷": 86400}}）にしてください。',
    '{file} must name stages and seconds, such as {{"shipping": 86400}}.',
)
NO_ROOM = Text("{path} に書き込めません（{why}）。", "{path} cannot be written ({why}).")


def the_log(command: F) -> F:
    """LOG, and how to read it."""
    for name in reversed(COLUMNS):
        option = "--case-column" if name == "case" and command.__name__ == "trace" else f"--{name}"
        command = click.option(option, f"{name}_column", metavar="COLUMN", help=COLUMNS[name])(command)
    for option, metavar, words in reversed(FILTERS):
        command = click.option(option, metavar=metavar, multiple=metavar in ("CONDITION", "STEP"), help=words)(command)
    command = click.option("--done", metavar="ACTIVITY", help="完了を表す工程 / the activity that ends a case")(command)
    command = click.option(
        "--object",
        "--object-type",
        "object_type",
        metavar="TYPE",
        help="どの種類を案件とするか（OCEL、台帳） / whose cases it is read as",
    )(command)
    command = click.option(
        "--sequence", metavar="COLUMN", help="表の行の順番の列 / column of a table that tells the order of its rows"
    )(command)
    command = click.option("--zone", default="Asia/Tokyo", show_default=True, help="時差のない日時の地域 / time zone")(
        command
    )
    command = click.option(
        "--engine",
        type=click.Choice(ENGINES),
        default=ENGINES[0],
        show_default=True,
        help="計算する仕組み / what computes",
    )(command)
    return click.argument("log")(as_json(data(command)))


@click.group(help="プロセスをほじくる / the drill: what happened between the order and the complaint")
def drill() -> None:
    pass


@drill.command(help="やり直し / what was done again in the same case")
@the_log
def rework(as_json: bool, **how: Any) -> None:
    """Rework."""
    from nattoku.drill.repeating import rework

    told = rework(_read(how))
    _tell(
        told,
        as_json,
        lambda: [(r["activity"], r["cases"], r["repeated"], r["again"], _span(r["seconds"])) for r in told],
    )


@drill.command(help="待ちと作業の時間 / waiting and working")
@the_log
def working(as_json: bool, **how: Any) -> None:
    """Waiting and working. Refused when the log does not tell starts from ends."""
    from nattoku.drill.waiting import NO_STARTS, working

    if not (told := working(_read(how))):
        raise Refusal(NO_STARTS, status=400)
    _tell(
        told,
        as_json,
        lambda: [
            (w["activity"], w["count"], _span(w["working"]["median"]), _span((w["waiting"] or {}).get("median")))
            for w in told
        ],
    )


@drill.command("map", help="何のあとに何が起きたか / what follows what, how often, how long")
@the_log
def map_(as_json: bool, **how: Any) -> None:
    """The process map."""
    told = _asked("flow", how)
    _tell(told, as_json, lambda: [(e["from"], "→", e["to"], e["count"], _span(e["median"])) for e in told["edges"]])


@drill.command(help="案件がたどった道すじ / the paths that cases took")
@click.option("--most", type=click.IntRange(min=1), help="上位いくつまで / how many at the most")
@the_log
def variants(most: int | None, as_json: bool, **how: Any) -> None:
    """Variants."""
    told = _asked("variants", how, most=most)
    _tell(told, as_json, lambda: [(v["count"], _span(v["median"]), " → ".join(v["path"])) for v in told])


@drill.command(help="誰から誰へ渡り、どれだけかかったか / from whose hands into whose")
@click.option("--by", type=click.Choice(["actor", "division"]), default="actor", show_default=True)
@the_log
def handovers(by: str, as_json: bool, **how: Any) -> None:
    """Handovers."""
    told = _asked("handovers", how, by=by)
    _tell(
        told, as_json, lambda: [(_name(h["from"]), "→", _name(h["to"]), h["count"], _span(h["median"])) for h in told]
    )


@drill.command(help="どの工程が約束までの余裕を使ったか / which stage ate the slack")
@click.option("--standards", type=click.Path(path_type=Path), help="工程ごとの秒数（JSON） / seconds a stage, as JSON")
@the_log
def stages(standards: Path | None, as_json: bool, **how: Any) -> None:
    """Stages."""
    told = _asked("stages", how, own=_own(standards))
    _tell(
        told,
        as_json,
        lambda: [(s["stage"], s["count"], _span(s["median"]), f"{s['share']:.1%}", s["first_breaks"]) for s in told],
    )


@drill.command(help="遅れた案件と、最初に標準を超えた工程 / late cases, and the first stage that broke its standard")
@click.option("--knew", multiple=True, metavar="ACTIVITY", help="遅れを知った工程 / by which the delay was known")
@click.option("--told", multiple=True, metavar="ACTIVITY", help="お客様に伝えた工程 / by which the customer was told")
@click.option("--standards", type=click.Path(path_type=Path), help="工程ごとの秒数（JSON） / seconds a stage, as JSON")
@the_log
def late(knew: tuple[str, ...], told: tuple[str, ...], standards: Path | None, as_json: bool, **how: Any) -> None:
    """Late cases. Refused when nothing in the log was promised."""
    found = _asked("late", how, knew=knew, told=told, own=_own(standards))
    _tell(
        found,
        as_json,
        lambda: [
            (c["case"], _span(c["late_by"]), (c["first_break"] or {}).get("stage", "―"), c["told_at"] or "―")
            for c in found
        ],
    )


@drill.command(help="一つの案件を端から端まで / one case from end to end")
@click.option("--case", required=True, metavar="ID", help="どの案件か / which case")
@the_log
def trace(case: str, as_json: bool, **how: Any) -> None:
    """One case."""
    from nattoku.drill import store
    from nattoku.drill.tracing import trace

    if how["engine"] == ENGINES[0] and store.is_store(Path(how["log"])):
        told = trace(store.read_case(Path(how["log"]), case), case)
    else:
        told = _asked("trace", how, case=case)
    _tell(told, as_json, lambda: [(e["when"], _name(e["who"]), e["what"], _span(e["gap"])) for e in told["events"]])


@drill.command(help="何がその結果の割合を高めるか / what raises the risk of an outcome")
@click.option("--outcome", required=True, metavar="COLUMN", help="列、late、または score<=2 / a column, late, score<=2")
@click.option("--within", metavar="COLUMN", help="この列の層ごとにも比べる / compare inside the strata of this column")
@click.option("--correction", type=click.Choice(["holm", "bh"]), default="holm", show_default=True)
@the_log
def causes(outcome: str, within: str | None, correction: str, as_json: bool, **how: Any) -> None:
    """Attributes ranked by their effect on the outcome."""
    from nattoku.drill.risks import causes

    told = causes(_read(how), outcome, within=within, correction=correction)
    _tell(
        told,
        as_json,
        lambda: [(c["attribute"], c["value"], c["risk_ratio"], c["interval"], c["p_adjusted"], c["n"]) for c in told],
    )


@drill.command(help="約束が守られる見込み / the odds that promises are kept")
@click.option("--as-of", metavar="DATE", help="この日時までに知り得たことだけで / with what was known by then")
@click.option("--score", "scored", is_flag=True, help="過去の約束で採点する / score it on the past")
@click.option("--since", metavar="DATE", help="この日時からの約束を採点する / score promises given from then on")
@click.option(
    "--like",
    multiple=True,
    metavar="COLUMN",
    help="約束のときに分かっていて、注文を見分ける列（地域、売り手など。何度でも） / a column known when promising",
)
@the_log
def odds(as_of: str | None, scored: bool, since: str | None, like: tuple[str, ...], as_json: bool, **how: Any) -> None:
    """Open promises with their odds, or how good such odds were."""
    from nattoku.drill.chances import odds, score

    log = _read(how)
    if scored:
        told = score(log, since=_moment(since, log), like=like)
        _tell(told, as_json, lambda: [(name, str(value)) for name, value in told.items()])
        return
    found = odds(log, as_of=_moment(as_of, log), like=like)
    _tell(
        found, as_json, lambda: [(o["promised"], o["case"], "―" if o["p"] is None else f"{o['p']:.0%}") for o in found]
    )


@drill.command(help="二つの期間、二つの群を比べる / two periods or two groups beside each other")
@click.option(
    "--at", metavar="DATE", help="この日時より前に始まった案件と、それより後 / cases begun before, and the others"
)
@click.option("--where", metavar="CONDITION", help="条件に合う案件と、ほかの案件 / cases that meet it, and the others")
@the_log
def compare(at: str | None, where: str | None, as_json: bool, **how: Any) -> None:
    """Stage by stage, and how many promises were kept."""
    from nattoku.drill.comparing import before, compare, having

    if (at is None) == (where is None):
        raise Refusal(NO_SIDE, status=400)
    log = _read(how)
    moment = _moment(at, log)
    told = compare(log, having(log, where or "") if moment is None else before(log, moment))
    _tell(
        told,
        as_json,
        lambda: [(s["stage"], *s["count"], *map(_span, s["median"]), s["ratio"]) for s in told["stages"]],
    )


@drill.command(
    help="記録を整数の列として取っておく（追記できます） / keep a log as sorted segments; later ones are added"
)
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR")
@the_log
def keep(folder: Path, as_json: bool, **how: Any) -> None:
    """Write or extend a store; every command reads it in place of LOG."""
    from nattoku.drill import store
    from nattoku.lib.progress import shown
    from nattoku.lib.terminal import language

    log = _read(how)
    with shown(KEEPING, language()):
        try:
            store.append(log, folder)
        except OSError as why:
            raise Refusal(NO_ROOM.with_(path=folder, why=why.strerror), status=400) from why
    _tell({"events": len(log), "cases": len(log.cases)}, as_json, lambda: [(folder, len(log), len(log.cases))])


def _asked(name: str, how: dict[str, Any], **more: Any) -> Any:
    """The answer out of the log, or of the engine that holds it; the same on each."""
    from nattoku import drill
    from nattoku.drill.filtering import known
    from nattoku.drill.outcome import NO_PROMISE

    if how["engine"] != ENGINES[0] and not any(how[_variable(option)] for option, _metavar, _words in FILTERS):
        return _of_engine(name, how, **more)
    log = _read(how)
    if name == "late" and log.promised is None:
        raise Refusal(NO_PROMISE, status=400)
    known(_named(more), log.activities)
    return getattr(drill, name)(log, **more)


def _named(more: dict[str, Any]) -> list[str]:
    return [*more.get("knew", ()), *more.get("told", ())]


def _of_engine(name: str, how: dict[str, Any], **more: Any) -> Any:
    from nattoku.drill.engines.asking import engine_for, question
    from nattoku.drill.engines.events import checked, events
    from nattoku.drill.filtering import known
    from nattoku.lib.progress import shown
    from nattoku.lib.terminal import language

    ask, zone = question(name), _zone(how["zone"])
    assert ask is not None
    with engine_for(how["log"], how["engine"], zone, lambda: _log(how)) as (engine, columns, done):
        with shown(ASKING.with_(engine=how["engine"]), language()):
            named, done = columns or _columns(how), how["done"] or done
            found = events(engine, named, zone=zone, done=done, sequence=how["sequence"])
            counted = checked(found, how["log"])
            if names := [*filter(None, [how["done"]]), *_named(more)]:
                known(names, found.names.values())
            told = ask(found, **more)
        if columns is None:
            _said(*counted)
        return told


def _variable(option: str) -> str:
    return option.lstrip("-").replace("-", "_")


def _columns(how: dict[str, Any]) -> "Columns":
    from nattoku.drill.columns import Columns

    return Columns(**{name: how[f"{name}_column"] for name in COLUMNS})


def _read(how: dict[str, Any]) -> "Log":
    """The log, its end and its filters; what was dropped and found is told on standard error."""
    from nattoku.drill.engines.addresses import is_address
    from nattoku.drill.filtering import known
    from nattoku.lib.terminal import tell

    if how["engine"] != ENGINES[0] and is_address(how["log"]):
        tell(HERE.with_(engine=how["engine"]))
    log = _log(how)
    if how["done"]:
        known([how["done"]], log.activities)
        log = log.but(done=how["done"])
    return _filtered(log, how)


def _log(how: dict[str, Any]) -> "Log":
    from nattoku.drill.reading import read
    from nattoku.lib.progress import shown
    from nattoku.lib.terminal import language

    more = {"object_type": how["object_type"], "sequence": how["sequence"]}
    with shown(READING, language()):
        log = read(how["log"], _columns(how), zone=_zone(how["zone"]), **more)
    _said(len(log), len(log.cases), log.dropped, log.findings)
    return log


def _said(events: int, cases: int, dropped: "Sequence[Dropped]", findings: Sequence[Text]) -> None:
    from nattoku.lib.terminal import tell

    counted = Text("{events:,}件の記録、{cases:,}件の案件", "{events:,} events of {cases:,} cases")
    tell(counted.with_(events=events, cases=cases))
    for one in dropped:
        words = Text("{n:,}行は使いませんでした：{why}", "{n:,} rows were left out: {why}")
        where = (
            Text("（{rows}行目）", " (row {rows})").with_(rows=", ".join(map(str, one.first))) if one.first else None
        )
        told = words.with_(n=one.count, why=one.why)
        tell(told if where is None else Text(told.ja + where.ja, told.en + where.en))
    for finding in findings:
        tell(finding)


def _filtered(log: "Log", how: dict[str, Any]) -> "Log":
    from nattoku.drill.filtering import Filter, only

    return only(
        log,
        Filter(
            begun_from=_moment(how["begun_from"], log),
            begun_before=_moment(how["begun_before"], log),
            only=how["only"],
            path=how["path"],
            at_least=_seconds(how["at_least"]),
            at_most=_seconds(how["at_most"]),
        ),
    )


def _seconds(written: str | None) -> float | None:
    if written is None:
        return None
    if not (found := re.fullmatch(r"(\d+(?:\.\d+)?)\s*([dhms]?)", written.strip())):
        raise Refusal(NO_TIME.with_(written=written), status=400)
    return float(found[1]) * {"d": 86_400, "h": 3_600, "m": 60}.get(found[2], 1)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise Refusal(NO_ZONE.with_(zone=name), status=400) from wrong


def _moment(written: str | None, log: "Log") -> int | None:
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise Refusal(NO_MOMENT.with_(moment=written), status=400) from wrong
    return round((moment if moment.tzinfo else moment.replace(tzinfo=log.zone)).timestamp() * 1_000_000)


def _own(file: Path | None) -> dict[str, float]:
    if file is None:
        return {}
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        own = {str(stage): float(seconds) for stage, seconds in read.items()}
        if not all(0 <= seconds < LONGEST for seconds in own.values()):
            raise ValueError(own)
        return own
    except (OSError, ValueError, TypeError, AttributeError) as wrong:
        raise Refusal(NO_STANDARDS.with_(file=file), status=400) from wrong


def _tell(document: Any, as_json: bool, rows: Callable[[], list[tuple[Any, ...]]]) -> None:
    from nattoku.lib.terminal import answer

    if as_json:
        answer(document)
        return
    for row in rows():
        click.echo("\t".join("―" if cell is None else str(cell) for cell in row))


def _name(who: str | None) -> str:
    return "―" if who is None else who


def _span(seconds: float | None) -> str:
    if seconds is None:
        return "―"
    days, rest = divmod(round(seconds), 86_400)
    return f"{days}d {rest // 3600:02}:{rest // 60 % 60:02}"


commands = [drill]
