"""nattoku cases: receive, contact, show, list, close."""

import json
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

if TYPE_CHECKING:
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")
NO_JSON = Text("標準入力のJSONを読み取れませんでした：{why}", "The JSON on standard input could not be read: {why}")


@click.group(help="お申し出 / complaints")
def cases() -> None:
    pass


def by_email(command: Any) -> Any:
    return click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")(command)


@cases.command(help="お申し出を受け付ける（JSONを標準入力から） / receive a complaint, JSON on standard input")
@by_email
@as_json
@data
def receive(by: str | None, as_json: bool, _data: str | None) -> None:
    """The same body as POST /api/v1/cases; `id` makes a repeated submission the same complaint."""
    from django.utils import timezone

    from nattoku.cases.api import CaseIn, received_once
    from nattoku.lib.terminal import answer, tell
    from nattoku.people.actor import actor

    body = _read(CaseIn)
    got = received_once(body, by=actor(by), at=timezone.now(), key=body.id).answer
    if as_json:
        answer(got)
        return
    tell(Text("受付番号 {no}", "Case {no}").with_(no=got["no"]))
    card = got["report_card"]
    if card["whom"]:
        tell(
            Text(
                "いま、{name}さん（{phone}）にお電話で：「{what}」", "Now, to {name} ({phone}), by phone: “{what}”"
            ).with_(**card["whom"], what=card["what"])
        )


@cases.command(
    help="お客様にご連絡したと記録する（JSONを標準入力から） / the customer was contacted, JSON on standard input"
)
@click.argument("no")
@by_email
@as_json
@data
def contact(no: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """The same body and the same gate as POST /api/v1/cases/NO/contacts; a written promise comes with its `promises`."""
    from django.db import transaction
    from django.utils import timezone

    from nattoku.cases import answers, contacting
    from nattoku.cases.api import ContactIn
    from nattoku.lib.terminal import answer, tell
    from nattoku.people.actor import actor

    person = actor(by)
    body = _read(ContactIn)
    with transaction.atomic():
        contacting.contact(no, **body.given(), by=person, at=timezone.now())
    if as_json:
        answer(answers.case(no, by=person))
        return
    tell(Text("受付番号 {no} に記録しました", "Written down in case {no}").with_(no=no))


@cases.command(help="一件を見る / one case")
@click.argument("no")
@by_email
@as_json
@data
def show(no: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """The case with its items, promises and timeline."""
    from nattoku.cases import answers
    from nattoku.lib.terminal import answer
    from nattoku.people.actor import actor

    person = actor(by)
    case = answers.case(no, by=person) | {"facts": answers.timeline(no, by=person)["facts"]}
    if as_json:
        answer(case)
        return
    click.echo(f"{case['no']}  {case['stage']['name']}  {case['fact']}")
    for line in case["facts"]:
        click.echo(f"{line['happened_at'][:16]}  {line['by']}  {line['sentence']}")


@cases.command("list", help="見られる案件 / the cases you may see")
@click.option("--waiting-for", metavar="EMAIL", help="その方をお待ちしているもの / that wait for this person")
@click.option("--open", "open_only", is_flag=True, help="終わっていないもの / not ended")
@by_email
@as_json
@data
def listed(waiting_for: str | None, open_only: bool, by: str | None, as_json: bool, _data: str | None) -> None:
    """Newest first."""
    from nattoku.cases import answers, queries
    from nattoku.lib.terminal import answer
    from nattoku.people.actor import actor

    person = actor(waiting_for or by)
    rows = queries.visible_cases(person)
    if waiting_for:
        rows = queries.waiting_for(person)
    found: list[dict[str, Any]] = []
    after: int | None = None
    while True:
        page = answers.page(rows, after=after, limit=200, open_only=open_only)
        found += page["cases"]
        after = page["next"]
        if after is None:
            break
    if as_json:
        answer(found)
        return
    for case in found:
        click.echo(f"{case['no']}  {case['stage']['name']}  {case['ending'] or ''}  {case['fact']}")


def _read(kind: type[M]) -> M:
    """The JSON on standard input as this body; Refusal (400) with the fields that are wrong."""
    from pydantic import ValidationError

    try:
        return kind.model_validate(json.load(sys.stdin))
    except ValidationError as wrong:
        fields = "、".join(".".join(map(str, e["loc"])) for e in wrong.errors())
        raise Refusal(NO_JSON.with_(why=fields), status=400) from wrong
    except (ValueError, UnicodeDecodeError) as wrong:
        raise Refusal(NO_JSON.with_(why=wrong), status=400) from wrong


commands = [cases]
