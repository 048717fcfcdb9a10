"""What a person may do about a notice."""

from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Settlement
from nattoku.ledger.models import Promise
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices import outbox
from nattoku.notices.facts import ACKNOWLEDGE, Read
from nattoku.notices.models import Notice
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

UNKNOWN = Text("そのお知らせが見つかりません。", "There is no such notice.")


def send_again(no: int | str, *, ref: str, by: Person, at: datetime) -> Notice:
    """Once more, for somebody who sees the case. Refused (409) for what has arrived or is on its way."""
    case = cases.visible_case(no, by=by)
    access.allow(by, "notices.send_again")
    notice = Notice.objects.filter(ref=ref, stream=case.stream).first()
    if notice is None:
        raise Refusal(UNKNOWN, status=404)
    outbox.send_again(notice, by=by.pk, at=at)
    notice.refresh_from_db()
    return notice


def acknowledge(no: int | str, *, by: Person, at: datetime) -> list[str]:
    """「読みました」, for every division of this person that still owes it; returns their ids. Refused (409) if none."""
    case = cases.visible_case(no, by=by)
    access.allow(by, "notices.acknowledge")
    owed = owed_by_divisions(case.stream, people.divisions_of(by.pk))
    if not owed:
        raise Refusal(Text("お受け取りをお待ちしているお知らせはありません。", "No notice waits for you here."))
    append(case.stream, *read(owed), by=by.pk, at=at)
    return [_division(p) for p in owed]


def owed_by_divisions(stream: str, divisions: list[str]) -> list[Promise]:
    """Acknowledgements that these divisions still owe."""
    return [p for p in promises.open_of_kind(stream, ACKNOWLEDGE) if _division(p) in divisions]


def read(owed: list[Promise]) -> list[New]:
    """The facts that settle these acknowledgements."""
    return [New(fact=Read(division=_division(p)), settles=(Settlement(promise=p.pk),)) for p in owed]


def _division(owed: Promise) -> str:
    return owed.to.removeprefix("division:")
