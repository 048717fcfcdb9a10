"""Putting right what went to the wrong customer or the wrong place (R8-15)."""

from collections.abc import Sequence
from datetime import datetime

from nattoku.cases import queries
from nattoku.cases.timeline import name_choices
from nattoku.corrections import facts, rules
from nattoku.corrections.facts import What
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.notices.models import Notice
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies

name_choices(facts.WHATS)

UNKNOWN_NOTICE = Text("そのお知らせが見つかりません。", "There is no such notice.")


def misdirect(
    no: int | str,
    *,
    what: What,
    to: str,
    content: str,
    personal_data: bool,
    notice: str = "",
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> int:
    """Something went to the wrong place: the leader hears, deletion and correction are owed; returns its number.

    notice: our own notice's id; a post in a division's room is answered there at once with the request to delete it.
    An ended case takes it as well: a mistake is found when it is found.
    """
    case, past, _ = queries.opened(no, by=by, act="cases.write")
    sent = Notice.objects.filter(stream=case.stream, ref=notice).first() if notice else None
    if notice and sent is None:
        raise Refusal(UNKNOWN_NOTICE, status=404)
    number = len(rules.astray_of(past)) + 1
    found = facts.Misdirected(
        number=number,
        what=what,
        notice=notice,
        personal_data=personal_data,
        to=clean(to, Text("実際に届いた先", "Where it went"), longest=500),
        content=clean(content, Text("入っていた内容", "What was in it"), longest=5000),
    )
    opens = tuple(
        policies.opening(kind, to="company", at=at, owed_by=by.pk) for kind in (facts.DELETION, facts.CORRECTION)
    )
    news: list[New] = [New(fact=found, happened_at=happened_at, opens=opens)]
    if sent is not None and sent.to.startswith("division:"):
        division = sent.to.removeprefix("division:")
        text = rules.deletion_words(case.no)
        news.append(New(fact=facts.DeletionAsked(number=number, divisions=[division], text=text)))
    append(case.stream, *news, by=by.pk, at=at)
    return number


def delete(no: int | str, *, number: int, how: str, by: Person, at: datetime) -> None:
    """It is known to be deleted: settles that promise."""
    case, past, _ = queries.opened(no, by=by, act="cases.write")
    one = rules.awaited(past, number, "deleted")
    gone = facts.Deleted(number=number, how=clean(how, Text("どう確かめたか", "How we know"), longest=2000))
    append(case.stream, New(fact=gone, settles=_owed(case.stream, one, 0)), by=by.pk, at=at)


def correct(no: int | str, *, number: int, text: str, divisions: Sequence[str] = (), by: Person, at: datetime) -> None:
    """訂正報: what is right, to the rooms of these divisions; with none, it was told otherwise and text says how."""
    case, past, _ = queries.opened(no, by=by, act="reports.write")
    one = rules.awaited(past, number, "corrected")
    if unknown := [d for d in divisions if people.division(d) is None]:
        raise Refusal(Text(f"部門「{unknown[0]}」がありません。", f"There is no division “{unknown[0]}”."), status=400)
    said = facts.Corrected(
        number=number,
        divisions=list(divisions),
        text=clean(text, Text("訂正の内容", "What is right"), longest=5000),
    )
    append(case.stream, New(fact=said, settles=_owed(case.stream, one, 1)), by=by.pk, at=at)


def _owed(stream: str, one: rules.Astray, which: int) -> tuple[Settlement, ...]:
    """The promise that this very mistake opened, while it is open: 0 the deletion, 1 the correction."""
    promise = one.recorded.promise_id(which)
    still = {p.pk for p in promises.open_promises(stream)}
    return (Settlement(promise=promise),) if promise in still else ()
