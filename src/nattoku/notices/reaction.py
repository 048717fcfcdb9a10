"""From a fact to the outbox rows that tell of it, in the same transaction."""

import secrets
from dataclasses import dataclass

from nattoku.cases.facts import CaseReceived
from nattoku.cases.models import Case
from nattoku.cases.rules import nameless
from nattoku.cases.words import KINDS, Kind
from nattoku.ledger.append import mark
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import insert
from nattoku.lib.clock import when
from nattoku.notices.models import Notice
from nattoku.notices.routes import DIVISIONS, LEADER, PERSON, REPRESENTATIVE, ROUTES
from nattoku.people import queries as people
from nattoku.people.models import Person

Address = tuple[str, str, str]  # (to, channel, address)


def react(recorded: Recorded) -> None:
    """Make one outbox row for each who must hear; nothing is sent here."""
    audience = ROUTES.get(recorded.kind)
    if audience is None:
        return
    case = _about(recorded)
    subject, body = words(case, recorded)
    addresses = _addresses(audience, case, recorded)
    if addresses and mark("demo"):
        addresses = [(to, "demo", address) for to, _, address in addresses]
    insert(
        [
            Notice(
                ref=f"N-{secrets.token_hex(8)}",
                stream=recorded.stream,
                seq=recorded.seq,
                kind=recorded.kind,
                to=to,
                channel=channel,
                address=address,
                subject=subject,
                body=body,
                due_at=recorded.recorded_at,
                created_at=recorded.recorded_at,
            )
            for to, channel, address in addresses
        ]
    )


@dataclass(frozen=True)
class About:
    """What a notice says of its case: number, kind, and the division that received it."""

    no: str
    kind: Kind
    division: str


def _about(recorded: Recorded) -> About:
    no = recorded.stream.partition(":")[2]
    if isinstance(recorded.fact, CaseReceived):
        return About(no, recorded.fact.kind_of, recorded.fact.division)
    case = Case.objects.get(pk=int(no))
    return About(no, Kind(case.kind), case.division)


def words(case: About, recorded: Recorded) -> tuple[str, str]:
    """(subject, body): facts only, the number instead of the customer's name, no staff member's name (T1, R8-7)."""
    said, got = getattr(recorded.fact, "text", ""), recorded.fact
    head = f"受付番号 {case.no}　{KINDS[case.kind].ja}"
    if said:
        return f"【お申し出】{head}", said
    if isinstance(got, CaseReceived):
        return (
            f"【一報】{head}",
            f"新しいお申し出を受け付けました。\n{head}\n受付：{when(recorded.happened_at).ja}\n"
            f"事実：{nameless(got.fact, got.concerns)}\n受けた者からお電話で一報します。",
        )
    sentence = got.says.ja.format_map(_Loose(vars(got)))
    return f"【お申し出】{head}", f"{head}\n{when(recorded.happened_at).ja}\n{sentence}"


def purge(stream: str) -> None:
    """Blank the bodies of a stream whose personal data was blanked."""
    Notice.objects.filter(stream=stream).update(body="（消去済み）", subject="（消去済み）")


class _Loose(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def _addresses(audience: str, case: About, recorded: Recorded) -> list[Address]:
    if audience == LEADER:
        return _of_division(case.division)
    if audience == DIVISIONS:
        named: list[str] = getattr(recorded.fact, "divisions", [])
        allowed: list[str] = getattr(recorded.fact, "outside_allowed", [])
        return [a for d in named for a in _of_division(d, outside_too=d in allowed)]
    if audience == REPRESENTATIVE:
        top = people.representative()
        return _of_people([top] if top else [])
    if audience == PERSON:
        person = people.person(getattr(recorded.fact, "person", ""))
        return _of_people([person] if person else [])
    return []


def _of_division(pk: str, *, outside_too: bool = False) -> list[Address]:
    division = people.division(pk)
    if division and division.channel and (outside_too or not division.room_outside):
        return [(f"division:{pk}", division.channel, division.address)]
    top = people.representative()
    return _of_people(people.heads(pk) or ([top] if top else []))


def _of_people(persons: list[Person]) -> list[Address]:
    return [(f"person:{p.pk}", "mail", p.email) for p in persons]
