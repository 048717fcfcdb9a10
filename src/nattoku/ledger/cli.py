"""nattoku ledger: verify, export, rebuild. `blank` asks who does it, and so stands in people/cli.py."""

import sys

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.text import Text


@click.group(help="記録の台帳 / the ledger")
def ledger() -> None:
    pass


@ledger.command(help="記録が書き換えられていないかを確かめる / does the ledger still say what it said")
@as_json
@data
def verify(as_json: bool, _data: str | None) -> None:
    """Exit 1 if anything is broken."""
    from nattoku.ledger.verify import verify as look
    from nattoku.lib.terminal import answer, language, tell

    verdict = look()
    broken = [{"case": b.case, "fact": b.fact, "why": b.why.to(language())} for b in verdict.broken]
    if as_json:
        answer({"facts": verdict.facts, "chains": verdict.chains, "broken": broken})
    else:
        counted = Text("記録{f}件、流れ{c}本", "{f} facts in {c} chains").with_(f=verdict.facts, c=verdict.chains)
        tell(counted)
        for b in broken:
            tell(f"{b['case']} #{b['fact']}: {b['why']}")
        if not broken:
            tell(Text("すべて確かです。", "All is well."))
    sys.exit(1 if broken else 0)


@ledger.command(help="台帳を書き出す / write the ledger out")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "xes", "ocel2"]), default="jsonl", show_default=True
)
@click.option("--case", "no", metavar="NO", help="一件だけ / one case only")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE")
@data
def export(form: str, no: str | None, output: str | None, _data: str | None) -> None:
    """To standard output, or to a file."""
    from nattoku.ledger import export as out
    from nattoku.ledger import logs
    from nattoku.ledger.models import Head
    from nattoku.lib.refusal import Refusal
    from nattoku.lib.terminal import tell

    stream = f"case:{no}" if no else None
    if stream and not Head.objects.filter(stream=stream).exists():
        raise Refusal(Text("案件 {no} が見つかりません。", "There is no case {no}.").with_(no=no), status=404)
    write = {"jsonl": out.write_jsonl, "csv": out.write_csv, "xes": logs.write_xes, "ocel2": logs.write_ocel2}[form]
    with click.open_file(output or "-", "w", encoding="utf-8") as to:
        count = write(out.facts(stream, by_stream=form == "xes"), to)
    tell(Text("記録{n}件を書き出しました。", "{n} facts were written.").with_(n=count))


@ledger.command(help="読むための表を作り直す / make the read tables again from the facts")
@data
def rebuild(_data: str | None) -> None:
    """Throws the read rows away and replays the facts; nothing is sent."""
    from nattoku.ledger import append
    from nattoku.lib.terminal import tell

    count = append.rebuild()
    tell(Text("記録{n}件から作り直しました。", "Made again from {n} facts.").with_(n=count))


commands = [ledger]
