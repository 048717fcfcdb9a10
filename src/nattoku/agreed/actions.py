"""The only writers of what was agreed: in a case, or with a customer where there is no complaint."""

from dataclasses import dataclass
from datetime import date, datetime

from nattoku.agreed import facts, rules
from nattoku.cases import queries as cases
from nattoku.cases.part import CHANNELS
from nattoku.cases.rules import refuse_if_ended
from nattoku.customers import queries as customers
from nattoku.ledger.append import append, history, hold
from nattoku.ledger.facts import New
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person

WORDS = Text("お伝えした言葉", "What was said")


@dataclass(frozen=True)
class Place:
    """Where a list stands: a case (by number) or a customer (by id)."""

    case: str = ""
    customer: str = ""

    @property
    def address(self) -> str:
        """Of its page."""
        return f"/cases/{self.case}/agreed" if self.case else f"/customers/{self.customer}/agreed"


def seen(place: Place, *, by: Person) -> tuple[str, rules.Agreed]:
    """Its stream and its list, for somebody who sees the case or the customer; others hear 404."""
    if place.case:
        case, past, _ = cases.opened(place.case, by=by)
        return case.stream, rules.agreed_of(past)
    stream = f"customer:{customers.visible_customer(place.customer, by=by).pk}"
    return stream, rules.agreed_of(history(stream))


def _own(place: Place, *, by: Person) -> tuple[str, rules.Agreed]:
    stream, _ = seen(place, by=by)
    access.allow(by, "agreed.write")
    hold(stream)
    if place.case:
        refuse_if_ended(cases.opened(place.case, by=by)[2])
    return stream, rules.agreed_of(history(stream))


def agree(
    place: Place,
    *,
    what: str,
    side: facts.Side = facts.Side.US,
    due_on: date | None = None,
    deal: str = "",
    by: Person,
    at: datetime,
) -> int:
    """One thing that was agreed; returns its number. deal: which one, where there are several with this customer."""
    stream, found = _own(place, by=by)
    number = max(found.actions, default=0) + 1
    agreed = facts.ActionAgreed(
        action=number,
        side=side,
        due_on=due_on,
        what=clean(what, Text("取り決めたこと", "What was agreed"), longest=1000),
        deal=clean(deal, Text("お取引", "The deal"), longest=200, required=False),
    )
    append(stream, agreed, by=by.pk, at=at)
    return number


def finish(
    place: Place, *, action: int, words: str = "", happened_at: datetime | None = None, by: Person, at: datetime
) -> None:
    """It was done."""
    stream, found = _own(place, by=by)
    rules.refuse_settled(found, action)
    said = clean(words, Text("行ったこと", "What was done"), longest=2000, required=False)
    append(stream, New(fact=facts.ActionDone(action=action, words=said), happened_at=happened_at), by=by.pk, at=at)


def drop(place: Place, *, action: int, reason: str, by: Person, at: datetime) -> None:
    """It is not done after all, with the other side's consent in words."""
    stream, found = _own(place, by=by)
    rules.refuse_settled(found, action)
    said = clean(reason, Text("理由とご了承のお言葉", "The reason, and the consent"), longest=2000)
    append(stream, facts.ActionDropped(action=action, reason=said), by=by.pk, at=at)


def tell(place: Place, *, channel: str, words: str = "", by: Person, at: datetime) -> None:
    """The customer was told what is done and what is not yet; words: "" takes the list as it stands."""
    stream, found = _own(place, by=by)
    rules.refuse_empty(found)
    if channel not in dict(CHANNELS):
        raise Refusal(Text("お伝えした方法をお選びください。", "Please choose how it was said."), status=400)
    said = clean(words or rules.sheet(found), WORDS, longest=10_000)
    told = facts.Told(agreed=len(found.holding), done=found.done, channel=channel, words=said)
    append(stream, told, by=by.pk, at=at)
