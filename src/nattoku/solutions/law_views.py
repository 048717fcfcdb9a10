"""The law cards of a case as one page: asked one by one, answered by a person, and a withdrawal taken in at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import part as parts
from nattoku.cases import words as said
from nattoku.cases.answers import MASKED
from nattoku.law.card import STANDINGS, Card
from nattoku.law.words import FIRST_DAYS, LAST_DAYS, SIDES
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.solutions import cards, judging
from nattoku.solutions.facts import APPLIES, Applies

_TAGS: dict[str, dict[str, Text]] = {
    "about": {k.value: v for k, v in said.ABOUTS.items()},
    "wish": {k.value: v for k, v in said.WISHES.items()},
    "hurt": {k.value: v for k, v in said.HURTS.items()},
    "kind": {k.value: v for k, v in said.KINDS.items()},
    "narrow": {k.value: v for k, v in said.NARROWS.items()},
    "astray": {"": Text("個人のことが書かれたものの誤送信", "something with personal data went astray")},
    "danger": {"": Text("おけが・発煙・健康・個人情報の心配", "a concern for injury, smoke, health or personal data")},
}


def why(call: str, *, hide: bool = False) -> Text:
    """What called for a card, as it is read: the customer's own word, or what was chosen at the intake."""
    name, _, one = call.partition(":")
    word = MASKED if hide else call
    return _TAGS.get(name, {}).get(one) or Text(f"「{word}」", f"“{word}”")


@require_GET
def all_cards(request: HttpRequest) -> HttpResponse:
    """Every card there is, and which nobody has looked at for a year."""
    by, today = who(request), now(request).astimezone(TOKYO).date()
    access.allow(by, "cases.see")
    return render(request, "solutions/cards.html", {"cards": judging.deck().values(), "today": today, **_WORDS})


@require_http_methods(["GET", "POST"])
def law(request: HttpRequest, no: str) -> HttpResponse:
    """`?card=ID`: a card that nothing called for is taken up by hand."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        access.allow(by, "solutions.write")
        wanted, _, card = fields.line("act").partition(":")
        if wanted not in _ACTS:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        _ACTS[wanted](no, card, fields, by, at)

    return submit(request, act, then=f"/cases/{no}/law", again=lambda refusal: _page(request, no, refusal))


def _answer(no: str, card: str, fields: Fields, by: Person, at: datetime) -> None:
    applies = fields.choice("applies", Applies)
    if applies is None:
        raise Refusal(Text("当てはまるかどうかをお選びください。", "Please choose whether it applies."), status=400)
    judging.answer_card(
        no,
        card=card,
        applies=applies,
        because=fields.text("because"),
        starts_on=fields.day("starts_on"),
        judged_by=fields.line("judged_by"),
        expert=fields.flag("expert"),
        by=by,
        at=at,
    )


def _attend(no: str, card: str, fields: Fields, by: Person, at: datetime) -> None:
    judging.attend(no, card=card, words=fields.text("words"), by=by, at=at)


def _withdraw(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    sent_on = fields.day("sent_on")
    if sent_on is None:
        raise Refusal(Text("お申し出が出された日を入力してください。", "Please give the day it was sent."), status=400)
    judging.receive_withdrawal(
        no,
        card=fields.line("card"),
        sent_on=sent_on,
        began_on=fields.day("began_on"),
        words=fields.text("words"),
        by=by,
        at=at,
    )


def _finish(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    judging.finish_withdrawal(no, words=fields.text("words"), by=by, at=at)


_ACTS: dict[str, Callable[[str, str, Fields, Person, datetime], None]] = {
    "answer": _answer,
    "attend": _attend,
    "withdraw": _withdraw,
    "finish": _finish,
}
_WORDS = {"applies": APPLIES, "standings": STANDINGS, "firsts": FIRST_DAYS, "lasts": LAST_DAYS, "sides": SIDES}


@dataclass(frozen=True)
class _Sorted:
    """The cards of a case as the page lays them out; by_hand: the one that was taken up."""

    open: list[cards.Line]
    answered: list[cards.Line]
    later: list[cards.Line]
    others: list[Card]


def _sorted(lines: list[cards.Line], by_hand: str) -> _Sorted:
    deck = judging.deck()
    there = {line.card.id: line for line in lines}
    why = there[by_hand].why if by_hand in there else ()
    first = [cards.Line(deck[by_hand], why, True, None, None)] if by_hand in deck else []
    return _Sorted(
        first + [line for line in lines if line.open and line.card.id != by_hand],
        [line for line in lines if line.answer is not None],
        [line for line in lines if line.answer is None and not line.open and line.card.id != by_hand],
        [card for card in deck.values() if card.id not in there and card.id != by_hand],
    )


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    got = cards.answers_of(part.past)
    lines = judging.lines(part.state, part.past)
    by_hand = request.POST.get("act", "").partition(":")[2] if refusal else request.GET.get("card", "")
    rights = [card for card in judging.deck().values() if card.withdrawal]
    asks = any(line.card.withdrawal and line.open for line in lines)
    return parts.shown(
        request,
        "solutions/law.html",
        part,
        refusal=refusal,
        lines=_sorted(lines, by_hand),
        got=got,
        withdrawals=sorted(rights, key=lambda card: card.period.length if card.period else 0),
        withdraws=asks or (refusal is not None and request.POST.get("act") == "withdraw"),
        why=partial(why, hide=access.masks(part.by)),
        today=now(request).astimezone(TOKYO).date(),
        **_WORDS,
    )
