"""The daily look: every detector once, what it finds written down once, and what our own past says of the order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max

from nattoku.cases.models import Case
from nattoku.customers.models import Contract, Customer
from nattoku.ledger.append import read
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.mail.models import Mail
from nattoku.orders import population, promising
from nattoku.orders.models import Order, OrderEvent, Review
from nattoku.people import access
from nattoku.people.actions import SYSTEM
from nattoku.people.models import Person
from nattoku.signs import actions, buying, facts, purchases, queries, rules
from nattoku.signs.models import Look, Purchase, Sign
from nattoku.signs.rules import Found
from nattoku.signs.words import MEANINGS, SignKind, SignOutcome
from nattoku.silence.purchases import Purchases
from nattoku.silence.signs import Judged, judged

MOST: Final = 20  # open signs of one kind: what nobody can ask in a week is no help
KEPT: Final = 100
AGAIN: Final = timedelta(days=90)
MONTH: Final = timedelta(days=30)
FORTNIGHT: Final = timedelta(days=14)
QUARTER: Final = timedelta(days=90)
SPOKE: Final = ("mail.arrived", "closure.concern_raised", "closure.last_word_heard", "cases.anger_heard")

HANDED_OVER: Final = {
    "cases.contact_named": Text(
        "{day}に窓口が替わりましたが、それからお客様にご連絡していません。",
        "The contact changed on {day}, and nobody has been in touch with the customer since.",
    ),
    "cases.successor_named": Text(
        "{day}に新しい窓口からの折り返しをお約束しましたが、それからお客様にご連絡していません。",
        "On {day} a call back by the new contact was promised, and nobody has been in touch with the customer since.",
    ),
}

Detector = Callable[[datetime], Iterator[Found]]


def look_now(*, by: Person, at: datetime) -> Look:
    """Somebody wants it looked at today, once more."""
    access.allow(by, "signs.import")
    Look.objects.filter(day=at.astimezone(TOKYO).date()).delete()
    return look(at=at)


def look_daily(at: datetime) -> bool:
    """Once a day; whether it looked. Called by the worker."""
    if Look.objects.filter(day=at.astimezone(TOKYO).date()).exists():
        return False
    look(at=at)
    return True


def look(*, at: datetime) -> Look:
    """Every detector once; nothing is written twice, and nothing again within 90 days of its end."""
    today = at.astimezone(TOKYO).date()
    bought, source = purchases.gathered(today)
    result = judged(bought, today)
    named = _named({one.customer for one in buying.fallen_silent(result, today, most=10**9)[: 5 * MOST]})
    with transaction.atomic():
        _come_true(at)
        noticed = write(_silent(result, today, source, named), at=at)
        noticed += write(_shrunk(bought, source), at=at)
        noticed += sum(write(detect(at), at=at) for detect in DETECTORS)
        seen, _ = Look.objects.update_or_create(
            day=today,
            defaults={
                "at": at,
                "source": source,
                "customers": len(bought.customers),
                "noticed": noticed,
                "signal": result.signal,
                "auc": result.auc,
                "plain": result.plain,
                "said_ja": result.said.ja,
                "said_en": result.said.en,
                "found": [
                    [one.customer, one.why.ja, one.why.en, one.lost, one.p_silent]
                    for one in buying.fallen_silent(result, today, most=KEPT)
                ],
            },
        )
    return seen


def write(found: Iterable[Found], *, at: datetime) -> int:
    """Write down what is new of these; returns how many."""
    busy, written, room = queries.in_complaint(), 0, MOST
    for number, one in enumerate(found):
        if not number:
            room -= Sign.objects.filter(kind=one.kind, outcome="").count()
        if written >= room:
            break
        if MEANINGS[one.kind].bought and one.customer in busy:
            continue
        latest = next(iter(actions.known(one)), None)
        if latest and (not latest.outcome or (latest.closed_at and latest.closed_at > at - AGAIN)):
            continue
        actions.write(one, at=at)
        written += 1
    return written


def _named(refs: set[str]) -> dict[str, Customer]:
    """Our cards, by what the purchases call them: the card's number, or a name that only one card has."""
    found = {c.name: c for c in Customer.objects.filter(name__in=refs).order_by("pk")}
    twice = [n for n in found if Customer.objects.filter(name=n).count() > 1]
    for name in twice:
        del found[name]
    return found | Customer.objects.in_bulk(refs)


def _silent(result: Judged, today: date, source: str, cards: dict[str, Customer]) -> Iterator[Found]:
    for one in buying.fallen_silent(result, today, most=5 * MOST):
        yield _of(
            SignKind.RHYTHM,
            one.why,
            cards.get(one.customer),
            one.customer,
            value=round(one.lost) if source == "purchases" else 0,
        )


def _shrunk(bought: Purchases, source: str) -> Iterator[Found]:
    if source != "purchases" or not len(bought.day):
        return
    found = buying.shrinking(bought)[: 5 * MOST]
    cards = _named({one[0] for one in found})
    for ref, now, before in found:
        card = cards.get(ref)
        why = Text(
            "1回のお買い上げは、これまで平均{before:,}円、最近の3回は平均{now:,}円です。",
            "A purchase used to be ¥{before:,} on average; the last three are ¥{now:,}.",
        ).with_(before=round(before), now=round(now))
        yield _of(SignKind.SHRINKING, why, card, ref, value=round(before - now))


def _unmentioned(at: datetime) -> Iterator[Found]:
    came = OrderEvent.objects.filter(code="delivered", at__gte=at - MONTH, at__lte=at, order__promised_at__isnull=False)
    reviewed = set(Review.objects.filter(order__events__in=came).values_list("order_id", flat=True))
    for event in came.select_related("order").order_by("-at")[:2000]:
        order = event.order
        if order.promised_at is None or event.at <= order.promised_at or order.pk in reviewed:
            continue
        card = _named({order.customer}).get(order.customer) if order.customer else None
        if card and Case.objects.filter(customer=card.pk, received_at__gte=order.promised_at).exists():
            continue
        days = max(1, (event.at.astimezone(TOKYO).date() - order.promised_at.astimezone(TOKYO).date()).days)
        why = Text(
            "ご注文{no}は、お約束の{day}より{n}日遅れてお届けしました。お客様からは何も伺っていません。",
            "Order {no} came {n} days after the promised {day}, and the customer has not said a word.",
        ).with_(no=order.pk, day=when(order.promised_at.astimezone(TOKYO).date()), n=days)
        yield _of(SignKind.UNMENTIONED, why, card, order.customer or order.pk, about=f"order:{order.pk}"[:200])


def _at_risk(at: datetime) -> Iterator[Found]:
    """Open orders whose day lies ahead and is more likely missed than kept; whoever heard of it once is not told again."""
    try:
        found = promising.at_risk(population.orders(), at=at)
    except Refusal:
        return
    known = Order.objects.in_bulk([one.order for one in found])
    cards = _named({order.customer for order in known.values() if order.customer})
    for one in found:
        if (order := known.get(one.order)) is None:
            continue
        why = Text(
            "ご注文{no}は{day}のお約束です。同じだけ日がたっていたご注文{n}件のうち、お約束の長さで間に合ったのは{p}%でした。",
            "Order {no} is promised for {day}. Of {n} orders that had been open as long, {p} % were done within such a time.",
        ).with_(no=order.pk, day=when(one.promised_at.astimezone(TOKYO).date()), n=one.n, p=round(100 * one.p))
        card, about = cards.get(order.customer), f"order:{order.pk}"[:200]
        sign = _of(SignKind.AT_RISK, why, card, order.customer or order.pk, about=about)
        yield replace(sign, division=order.division or sign.division, due_at=one.promised_at)


def _come_true(at: datetime) -> None:
    """An order that was delivered needs no warning any more; how late it came is another sign."""
    for sign in Sign.objects.filter(kind=SignKind.AT_RISK, outcome=""):
        number = sign.about.partition(":")[2]
        if OrderEvent.objects.filter(order=number, code="delivered", at__lte=at).exists():
            words = "お届けの記録が入りました。"
            actions.close(sign.pk, facts.Closed(outcome=SignOutcome.NO_SIGN, words=words), by=SYSTEM, at=at)


def _broken(at: datetime) -> Iterator[Found]:
    kinds = ("cases.next_contact", "cases.interim_report", "cases.promised", "cases.call_back")
    late = Promise.objects.filter(kind__in=kinds, to="customer", outcome="late", settled_at__gte=at - MONTH)
    for one in late.filter(stream__startswith="case:").order_by("due_at"):
        if one.settled_at is None or one.settled_at - one.due_at < rules.ONE_DAY:
            continue
        if FactRow.objects.filter(stream=one.stream, kind__in=SPOKE, happened_at__gt=one.due_at).exists():
            continue
        why = Text(
            "{day}までのお約束が{n}日遅れました。そのことについて、お客様は何もおっしゃっていません。",
            "What was promised by {day} came {n} days late, and the customer has not said a word about it.",
        ).with_(day=when(one.due_at), n=(one.settled_at - one.due_at).days)
        yield from _of_case(SignKind.BROKEN, why, one.stream)


def _mails(at: datetime) -> Iterator[Found]:
    """Answers on a case: shorter, slower, or from somebody else."""
    fresh = Mail.objects.filter(case__isnull=False, at__gte=at - MONTH, at__lte=at, automatic=False)
    open_cases = set(Case.objects.filter(ending="").values_list("no", flat=True))
    for no in sorted({no for no in fresh.values_list("case", flat=True) if no}):
        mails = list(Mail.objects.filter(case=no, automatic=False).order_by("at"))
        stream = f"case:{no}"
        if why := rules.shorter([m.body for m in mails]):
            yield from _of_case(SignKind.SHORTER, why, stream)
        if no in open_cases and (why := rules.slower([m.at for m in mails], at=at)):
            yield from _of_case(SignKind.SLOWER, why, stream)
        senders = [m.sender.strip().lower() for m in mails if m.sender]
        if len(senders) > 1 and senders[-1] not in senders[:-1] and len(set(senders[:-1])) == 1:
            why = Text(
                "これまでと違うアドレスから、この案件のメールが届きました。",
                "A mail on this case came from an address we had not seen on it.",
            )
            yield from _of_case(SignKind.SOMEONE_ELSE, why, stream)


def _renewals(at: datetime) -> Iterator[Found]:
    today = at.astimezone(TOKYO).date()
    told = dict(Case.objects.exclude(customer="").values_list("customer").annotate(last=Max("last_told_at")))
    cared: dict[str, datetime] = defaultdict(lambda: datetime.min.replace(tzinfo=TOKYO))
    given = FactRow.objects.filter(kind="duties.care_given", happened_at__gte=at - rules.QUIET)
    cared |= {s.partition(":")[2]: moment for s, moment in given.values_list("stream", "happened_at")}
    for contract in Contract.objects.filter(begins_on__isnull=False).select_related("customer"):
        card = contract.customer
        comes = rules.anniversary(contract.begins_on, today) if contract.begins_on else None
        spoke = max(told.get(card.pk) or cared["?"], cared[card.pk])
        if comes is None or spoke > at - rules.QUIET:
            continue
        if Purchase.objects.filter(ref__in=(card.pk, card.name), day__gt=today - rules.QUIET).exists():
            continue
        why = Text(
            "{day}に契約の応当日を迎えますが、60日のあいだご連絡もお買い上げもありません。",
            "The contract's anniversary is {day}, and for 60 days there has been neither contact nor purchase.",
        ).with_(day=when(comes))
        about = f"contract:{contract.pk}:{comes.year}"
        yield Found(SignKind.RENEWAL, why, customer=card.pk, division=card.division, about=about)


def _handed_over(at: datetime) -> Iterator[Found]:
    """Another contact was named, or is to call back first (S004-2.1.4), and the customer has not heard from us since."""
    changed = FactRow.objects.filter(
        kind__in=("cases.contact_named", "cases.successor_named"),
        happened_at__gte=at - rules.QUIET,
        happened_at__lte=at - FORTNIGHT,
    )
    for recorded in read(changed.order_by("id")):
        if not rules.replaced(recorded):
            continue
        case = Case.objects.filter(pk=recorded.stream.partition(":")[2], ending="").first()
        if case is None or (case.last_told_at and case.last_told_at > recorded.happened_at):
            continue
        why = HANDED_OVER[recorded.kind].with_(day=when(recorded.happened_at.astimezone(TOKYO).date()))
        yield from _of_case(SignKind.HANDED_OVER, why, recorded.stream)


def _resigned(at: datetime) -> Iterator[Found]:
    """お諦め・お怒り: while the case is open a leader answers there; what ended so is asked after here."""
    ended = Case.objects.filter(ended_at__gte=at - QUARTER, ended_at__lte=at - FORTNIGHT)
    for case in ended.filter(ending__in=("company_decision", "withdrawn")).order_by("ended_at"):
        words = FactRow.objects.filter(stream=case.stream, kind="closure.last_word_heard").order_by("-id")[:1]
        last = next(iter(read(words)), None)
        if last is None or str(getattr(last.fact, "meaning", "")) == "satisfied":
            continue
        why = Text(
            "{day}に終わりましたが、最後のお言葉はご納得ではありませんでした。",
            "It ended on {day}, and the last word was not satisfaction.",
        ).with_(day=when(case.ended_at.astimezone(TOKYO).date()) if case.ended_at else "")
        yield from _of_case(SignKind.RESIGNED, why, case.stream)


def _of_case(kind: SignKind, why: Text, stream: str) -> Iterator[Found]:
    case = Case.objects.filter(pk=stream.partition(":")[2], ring_fenced=False).first()
    if case:
        ref = "" if case.customer else case.caller[:200]
        yield Found(kind, why, case.customer, case.division, about=stream, ref=ref)


def _of(kind: SignKind, why: Text, card: Customer | None, ref: str, *, value: int = 0, about: str = "") -> Found:
    if card is None:
        return Found(kind, why, ref=ref[:200], value=value, about=about)
    return Found(kind, why, card.pk, card.division, about=about, value=value)


DETECTORS: Final[tuple[Detector, ...]] = (_at_risk, _unmentioned, _broken, _mails, _renewals, _handed_over, _resigned)
