"""nattoku cases close: the end of a case belongs to this room, its command to the noun `cases`."""

import sys
from datetime import datetime

import click

from nattoku.cases.cli import by_email, cases
from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


@cases.command(help="お客様のお言葉を伺い、終えられるなら終える / hear the last word, end the case if nothing is owed")
@click.argument("no")
@click.option("--words", required=True, help="お言葉をそのまま / verbatim")
@click.option("--kind", required=True, type=click.Choice(["satisfied", "resigned", "unclear"]))
@click.option("--said-at", help="ISO 8601")
@click.option("--said-to", default="")
@click.option("--through", default="phone")
@click.option("--unasked", default="", help="完了のご報告より先に仰った経緯 / how it was said before the report")
@by_email
@as_json
@data
def close(
    no: str,
    words: str,
    kind: str,
    said_at: str | None,
    said_to: str,
    through: str,
    unasked: str,
    by: str | None,
    as_json: bool,
    _data: str | None,
) -> None:
    """Exit 1 when the word was heard and the case could not be resolved."""
    from django.utils import timezone

    from nattoku.cases import answers
    from nattoku.closure import actions
    from nattoku.closure.facts import Meaning
    from nattoku.lib.terminal import answer, tell
    from nattoku.people.actor import actor

    person = actor(by)
    heard = actions.hear_last_word(
        no,
        words=words,
        meaning=Meaning(kind),
        said_to=said_to or person.name,
        through=through,
        said_at=_moment(said_at),
        unasked=unasked,
        by=person,
        at=timezone.now(),
    )
    owed = [answers.promise(p) for p in heard.owed]
    if as_json:
        answer({"resolved": heard.resolved, "owed": owed, "case": answers.case(no, by=person)})
    elif heard.resolved:
        tell(Text("解決（ご納得）として終えました。", "Resolved."))
    else:
        tell(Text("お言葉を記録しました。まだ終えられません：", "The words are kept. It cannot end yet:"))
        for one in owed:
            tell(f"- {one['what']}")
    sys.exit(0 if heard.resolved else 1)


def _moment(raw: str | None) -> datetime | None:
    if not raw:
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError as wrong:
        raise Refusal(
            Text(
                "日時は 2026-11-22T15:00+09:00 のようにお書きください。", "Write the time like 2026-11-22T15:00+09:00."
            ),
            status=400,
        ) from wrong
    return moment


commands: list[click.Command] = []
