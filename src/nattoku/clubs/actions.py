"""The only writers of clubs."""

from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.cases.actions import write
from nattoku.cases.timeline import name_choices
from nattoku.clubs import facts, rules
from nattoku.customers import queries as customers
from nattoku.customers.facts import CHANNELS
from nattoku.ledger.append import append, history, hold
from nattoku.ledger.facts import New
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.signs import queries as signs

name_choices(facts.BONDS)


def open_club(*, division: str, name: str, purpose: str = "", by: Person, at: datetime) -> None:
    """Open a division's club, or give it another name or purpose."""
    _own(division, by)
    opened = facts.ClubOpened(
        division=division,
        name=clean(name, Text("クラブの名前", "The club's name"), longest=100),
        purpose=clean(purpose, Text("目的", "What it is for"), longest=1000, required=False),
    )
    append(facts.of_division(division), opened, by=by.pk, at=at)


def join(*, division: str, customer: str, consent: str, channel: str, by: Person, at: datetime) -> None:
    """A customer said yes, in these words. Refused without words: nobody is a member by silence."""
    club = _own(division, by)
    card = customers.visible_customer(customer, by=by)
    rules.may_join(club, card.pk)
    if channel not in set(CHANNELS):
        raise Refusal(Text("伺った方法をお選びください。", "Please choose how."), status=400)
    words = clean(consent, Text("ご了承のお言葉", "The words of consent"), longest=2000)
    joined = facts.Joined(division=division, customer=card.pk, channel=channel, consent=words)
    append(facts.of_division(division), joined, by=by.pk, at=at)


def invite(*, division: str, customer: str, channel: str, words: str, by: Person, at: datetime) -> None:
    """A customer was asked whether they would like to join. Refused (409) while a complaint of theirs is open (T9)."""
    club = _own(division, by)
    card = customers.visible_customer(customer, by=by)
    rules.may_invite(club, card.pk, at=at)
    if card.pk in signs.in_complaint():
        raise Refusal(
            Text("お申し出の対応中は、お誘いを控えます。", "Nobody is invited while a complaint of theirs is open.")
        )
    if channel not in set(CHANNELS):
        raise Refusal(Text("お誘いした方法をお選びください。", "Please choose how."), status=400)
    said = clean(words, Text("お客様のお言葉", "The customer's words"), longest=2000)
    invited = facts.Invited(division=division, customer=card.pk, channel=channel, words=said)
    append(facts.of_division(division), invited, by=by.pk, at=at)


def see_bond(no: int | str, *, bond: facts.Bond, words: str, by: Person, at: datetime) -> None:
    """How the customer and we stand after the case (S001-24). Refused (409) while it is open."""
    _, _, state = cases.opened(no, by=by, act="clubs.write")
    if state.open:
        raise Refusal(Text("案件が終わってから記録してください。", "Please note it when the case has ended."))
    said = clean(words, Text("お言葉・ご様子", "By what it is seen"), longest=2000)
    write(no, facts.BondSeen(bond=bond, words=said), by=by, at=at, act="clubs.write", ended_too=True)


def leave(*, division: str, customer: str, words: str = "", by: Person, at: datetime) -> None:
    """The customer withdraws: at once, without a reason."""
    club = _own(division, by)
    rules.may_leave(club, customer)
    said = clean(words, Text("お言葉", "Words"), longest=2000, required=False)
    append(facts.of_division(division), facts.Left(division=division, customer=customer, words=said), by=by.pk, at=at)


def hold_activity(
    *, division: str, title: str, words: str = "", people: int = 0, on: datetime | None = None, by: Person, at: datetime
) -> None:
    """The club met, or a letter went to its members."""
    club = _own(division, by)
    rules.refuse_unopened(club)
    if not 0 <= people <= 100_000:
        raise Refusal(Text("人数をお確かめください。", "Please check the number."), status=400)
    held = facts.ActivityHeld(
        division=division,
        people=people,
        title=clean(title, Text("行ったこと", "What was done"), longest=200),
        words=clean(words, Text("様子", "How it went"), longest=5000, required=False),
    )
    append(facts.of_division(division), New(fact=held, happened_at=on), by=by.pk, at=at)


def _own(division: str, by: Person) -> rules.Club:
    if people.division(division) is None:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    access.allow(by, "clubs.write")
    if division not in people.divisions_of(by.pk) and not access.sees_everything(by):
        raise Refusal(Text("ご自身の部門のクラブだけを扱えます。", "You write for your own divisions."), status=403)
    hold(facts.of_division(division))
    return rules.club_of(history(facts.of_division(division)))
