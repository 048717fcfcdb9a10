"""nattoku cases import, nattoku cases imports: the ledgers people have, without a browser."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nattoku.cases.cli import by_email, cases
from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

if TYPE_CHECKING:
    from nattoku.imports.models import Upload

TAKEN = Text(
    "{total:,}行のうち{taken:,}件を取り込み、{refused:,}行は取り込みませんでした。",
    "{taken:,} of {total:,} rows were taken, {refused:,} were not.",
)
WOULD = Text(
    "{total:,}行のうち{taken:,}件を取り込めます。{refused:,}行は取り込めません。まだ何も書き込んでいません。",
    "{taken:,} of {total:,} rows can be taken, {refused:,} cannot. Nothing has been written yet.",
)
COLUMN = Text("--column は「列の見出し=項目」のように書いてください：{raw}", "Write --column as HEADING=FIELD: {raw}")


@cases.command("import", help="お持ちの台帳（Excel・CSV）を取り込む / take in a ledger (Excel, CSV)")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--what", type=click.Choice(["complaints", "customers", "orders"]), default="complaints", show_default=True
)
@click.option("--table", type=int, metavar="N", help="何番目の表か（1から） / which table, from 1")
@click.option("--column", "columns", multiple=True, metavar="HEADING=FIELD", help="列の項目 / e.g. 内容=words")
@click.option("--division", default="", help="列にないときの部門 / where no column says it")
@click.option("--next-contact", metavar="DATE", help="続いている案件の次のご連絡日 / next contact of open ones")
@click.option(
    "--silent-ended", is_flag=True, help="状況のない行は終わった案件とする / a row without a status has ended"
)
@click.option(
    "--one-customer",
    "together",
    multiple=True,
    metavar="NAME",
    help="このお名前はお一つのお客様 / this name means one customer",
)
@click.option("--dry-run", is_flag=True, help="確かめるだけ / look only")
@by_email
@as_json
@data
def import_(
    file: Path,
    what: str,
    table: int | None,
    columns: tuple[str, ...],
    division: str,
    next_contact: str | None,
    silent_ended: bool,
    together: tuple[str, ...],
    dry_run: bool,
    by: str | None,
    as_json: bool,
    _data: str | None,
) -> None:
    """Every row is told: taken, refused and why, what was assumed. Exit 1 when a row was refused."""
    from dataclasses import replace

    from django.db import transaction
    from django.utils import timezone

    from nattoku.imports import actions
    from nattoku.imports.choices import from_plain
    from nattoku.imports.fields import What
    from nattoku.lib.terminal import answer, tell
    from nattoku.people.actor import actor

    person, at = actor(by), timezone.now()
    told: dict[str, Any]
    with transaction.atomic():
        one = actions.bring(name=file.name, raw=file.read_bytes(), what=What(what), by=person, at=at)
        guessed = from_plain(one.choices)
        on = _day(next_contact) or guessed.next_contact_on
        chosen = replace(
            guessed,
            silent_ended=silent_ended,
            division=_division(division),
            next_contact_on=on,
            together=together,
        )
        if table is not None:
            actions.choose(one, replace(chosen, table=table - 1), by=person)
            chosen = from_plain(one.choices)
        actions.choose(one, replace(chosen, columns=_columns(one, chosen, columns)), by=person)
        if dry_run:
            told = _looked(one, person, at)
            transaction.set_rollback(True)
        else:
            actions.take(one, by=person, at=at)
    if not dry_run:
        _run(as_json=as_json)
        told = _report(one)
    if as_json:
        answer(told)
    else:
        for row in told["rows"]:
            if row["why"] or row["assumed"]:
                click.echo(f"{row['line']}\t{row['no'] or '-'}\t{row['why'] or '、'.join(row['assumed'])}")
    tell((WOULD if dry_run else TAKEN).with_(**{k: told[k] for k in ("total", "taken", "refused")}))
    if told["refused"]:
        raise click.exceptions.Exit(1)


def _division(said: str) -> str:
    from nattoku.people import queries as people

    if not said:
        return next((d.pk for d in people.divisions()), "")
    found = next((d.pk for d in people.divisions() if said in (d.pk, d.name, d.name_en)), "")
    if not found:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    return found


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise click.BadParameter("YYYY-MM-DD", param_hint="--next-contact") from wrong


def _columns(one: "Upload", chosen: Any, wanted: tuple[str, ...]) -> tuple[str, ...]:
    from nattoku.imports.columns import named

    pairs = {}
    for pair in wanted:
        heading, sign, field = pair.rpartition("=")
        if not sign:
            raise Refusal(COLUMN.with_(raw=pair), status=400)
        pairs[heading] = field
    return named(one, chosen, pairs)


def _run(*, as_json: bool) -> None:
    import sys

    from django.utils import timezone

    from nattoku.imports import actions

    def told(done: int, total: int) -> None:
        if sys.stderr.isatty():
            width = 30 * done // max(total, 1)
            end = "\n" if done >= total else ""
            print(f"\r[{'#' * width}{' ' * (30 - width)}] {done:,}/{total:,}", end=end, file=sys.stderr, flush=True)

    while actions.step(at=timezone.now(), told=told):
        pass


def _looked(one: "Upload", person: Any, at: Any) -> dict[str, Any]:
    from nattoku.imports import actions, answers
    from nattoku.lib.terminal import language

    looked = actions.look(one, by=person, at=at)
    return _told(one, answers.dry_rows(looked.rows, language()), dry_run=True) | {"asked": looked.asked}


def _report(one: "Upload") -> dict[str, Any]:
    from nattoku.imports import answers
    from nattoku.lib.terminal import language

    return _told(one, answers.kept_rows(one, language()), dry_run=False)


def _told(one: "Upload", rows: list[dict[str, Any]], *, dry_run: bool) -> dict[str, Any]:
    refused = sum(r["why"] is not None for r in rows)
    return {
        "import": None if dry_run else one.pk,
        "file": one.name,
        "what": one.what,
        "dry_run": dry_run,
        "columns": dict(_named(one)),
        "total": len(rows),
        "taken": len(rows) - refused,
        "refused": refused,
        "rows": rows,
    }


def _named(one: "Upload") -> list[tuple[str, str]]:
    from nattoku.imports import actions
    from nattoku.imports.choices import from_plain

    chosen, found = from_plain(one.choices), actions.found_tables(one)
    return [(h, f) for h, f in zip(found[chosen.table].headings, chosen.columns, strict=False) if f] if found else []


@cases.command("undo-import", help="取り込みを取り消す（事実として） / take an import back, as facts")
@click.argument("upload")
@click.option("--reason", required=True, help="理由 / why")
@by_email
@as_json
@data
def undo(upload: str, reason: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """UPLOAD: the `import` that `cases import --json` answered."""
    from django.utils import timezone

    from nattoku.imports import actions, undoing
    from nattoku.lib.terminal import answer, tell
    from nattoku.people.actor import actor

    person = actor(by)
    one = actions.upload(upload, by=person)
    done = undoing.undo(one, reason=reason, by=person, at=timezone.now())
    while not done.over:
        actions.step(at=timezone.now())
        one.refresh_from_db()
        done = undoing.told(one)
    if as_json:
        answer({"import": upload, "count": done.count, "kept": done.kept})
    tell(
        Text(
            "{n}件を取り消しました。{k}件は、そのあとに記録があるため残しました。", "{n} taken back; {k} stayed."
        ).with_(n=done.count, k=done.kept)
    )


commands: list[click.Command] = []
