"""The only writers of surveys: opened, mailed, asked, answered, taken up, ended, reviewed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import queries as case_queries
from nattoku.cases.actions import Intake
from nattoku.cases.timeline import name_choices
from nattoku.cases.words import Door
from nattoku.customers.models import Customer
from nattoku.ledger.append import append, history, hold, next_number
from nattoku.ledger.facts import New
from nattoku.ledger.once import Reply as Kept
from nattoku.ledger.once import once
from nattoku.lib import phone
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.notices import to_customer
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM
from nattoku.people.models import Person
from nattoku.signs import actions as signs
from nattoku.signs import queries as sign_queries
from nattoku.signs.rules import Found
from nattoku.signs.words import SignKind
from nattoku.surveys import facts, links, queries, rules
from nattoku.surveys.models import Reply, Survey
from nattoku.surveys.words import DECISIONS, INTO, OCCASIONS, AnswerInto, SaidSo, StandardsDecision, SurveyOccasion

name_choices(OCCASIONS)
name_choices(DECISIONS)
name_choices(INTO)
OPEN_FOR = timedelta(days=21)
LONGEST = timedelta(days=366)
ENDED = Text("このアンケートは締め切りました。", "This survey has ended.")
SUBJECT = Text("アンケートのお願い（1分ほどで終わります）", "May we ask you for one minute?")
BODY = Text(
    "いつもありがとうございます。サービスと商品の水準を見直すために、皆様にお伺いしています。\n\n{url}\n\n"
    "1分ほどで終わります。お名前は伺いません。このアドレスは皆様に同じもので、どなたのお答えかは分かりません。\n"
    "{until}まで承ります。お答えにならなくても、差し支えはございません。",
    "Thank you for your custom. We ask everybody, so that we can review how well we serve you.\n\n{url}\n\n"
    "It takes a minute and asks for no name. The address is the same for everybody, so nobody knows whose answer is whose.\n"
    "It is open until {until}. You need not answer.",
)


def open_survey(
    *,
    occasion: SurveyOccasion,
    division: str,
    title: str = "",
    until: date | None = None,
    event: str = "",
    by: Person,
    at: datetime,
) -> int:
    """Ask the customers of a division, anonymously; returns the survey's number. event: which event it follows."""
    access.allow(by, "surveys.open")
    if people.division(division) is None:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    if division not in people.divisions_of(by.pk) and not access.sees_everything(by):
        raise Refusal(
            Text("ご自身の部門のアンケートだけを始められます。", "You ask for your own divisions."), status=403
        )
    if occasion is SurveyOccasion.CLOSING:
        raise Refusal(
            Text("終わった案件の画面からお願いしてください。", "Please ask from the case that ended."), status=400
        )
    today = at.astimezone(TOKYO).date()
    until = until or today + OPEN_FOR
    if not today <= until <= today + LONGEST:
        raise Refusal(
            Text("締め切りは、きょうから一年以内にしてください。", "Please end it within a year."), status=400
        )
    if event and not queries.is_event(event, division=division):
        raise Refusal(Text("その催しの記録が見つかりません。", "There is no such event."), status=404)
    if event and Survey.objects.filter(event=event).exists():
        raise Refusal(Text("この催しのアンケートは、すでに始まっています。", "This event's survey is open already."))
    no = next_number("survey", first=1)
    named = title or f"{OCCASIONS[occasion].ja} {today.year}"
    opened = facts.Opened(
        occasion=occasion,
        division=division,
        until=until,
        event=event,
        title=clean(named, Text("題", "Title"), longest=200),
    )
    append(facts.stream(no), opened, by=by.pk, at=at)
    return no


def mail(no: int, *, site: str, by: Person, at: datetime) -> int:
    """Mail it to every customer of the division with dealings; returns to how many. Once only.

    Left out: who has no address, whose card says that mail is hardly seen (S001-5), and who has an open complaint (T9).
    """
    survey = _own(no, by=by)
    if survey.mailed:
        raise Refusal(Text("このアンケートは、すでにお送りしています。", "This survey has been mailed already."))
    busy = sign_queries.in_complaint()
    found = Customer.objects.filter(division=survey.division, dealings="dealings").exclude(email="").order_by("pk")
    wanted = {c.email.strip(): c for c in found if c.pk not in busy and "mail" not in c.hardly_seen}
    if not wanted:
        raise Refusal(Text("お送りできるお客様がいらっしゃいません。", "There is nobody to mail it to."))
    body = BODY.with_(url=f"{site}/q/{links.secret(facts.stream(no))}", until=when(survey.until))
    text = f"{body.ja}\n\n――――――――――\n\n{body.en}"
    with transaction.atomic():
        (recorded,) = append(facts.stream(no), facts.Mailed(count=len(wanted)), by=by.pk, at=at)
        for address in wanted:
            ref = to_customer.new_mark()
            to_customer.mail(recorded, ref, address=address, subject=SUBJECT.ja, body=text, at=at)
        _asked_after_event(survey, by=by.pk, at=at)
    return len(wanted)


def ask_after_closing(no: int | str, *, by: Person, at: datetime) -> str:
    """Ask the customer of an ended case how we handled it, by name; returns the secret of the link.

    Refused (409) while the case is open, and once it has been answered.
    """
    case, _, state = case_queries.opened(no, by=by, act="surveys.write")
    if state.open:
        raise Refusal(Text("案件が終わってからお願いしてください。", "Please ask when the case has ended."))
    if Reply.objects.filter(case=case.no).exists():
        raise Refusal(Text("すでにお答えをいただいています。", "It has been answered already."))
    append(case.stream, facts.Asked(until=at.astimezone(TOKYO).date() + OPEN_FOR), by=by.pk, at=at)
    return links.secret(case.stream)


def answer(
    behind: links.Behind,
    scores: Mapping[str, int],
    *,
    dissatisfied: SaidSo = SaidSo.UNSAID,
    told: SaidSo = SaidSo.UNSAID,
    words: str = "",
    reach: str = "",
    key: str,
    at: datetime,
) -> None:
    """A customer answered behind the link. The same key again is the same answer; nothing of who it was is kept."""
    given = _given(scores, dissatisfied, told, words, reach)

    def act() -> Kept:
        hold(behind.stream)
        if behind.named and Reply.objects.filter(pk__startswith=f"{behind.stream}:").exists():
            raise Refusal(Text("お答えは、すでにいただいております。", "We have your answer already."))
        append(behind.stream, given, by=SYSTEM, at=at)
        return Kept(303, {}, behind.stream)

    once(f"survey:{behind.stream}:{key}" if key else "", [behind.stream], act, by=SYSTEM, at=at)


def type_in(
    no: int,
    scores: Mapping[str, int],
    *,
    dissatisfied: SaidSo = SaidSo.UNSAID,
    told: SaidSo = SaidSo.UNSAID,
    words: str = "",
    reach: str = "",
    by: Person,
    at: datetime,
) -> None:
    """An answer that came on paper, typed in by us."""
    survey = queries.visible_survey(no, by=by)
    access.allow(by, "surveys.write")
    if survey.ended_at:
        raise Refusal(ENDED)
    given = _given(scores, dissatisfied, told, words, reach, by_paper=True)
    with transaction.atomic():
        append(facts.stream(no), given, by=by.pk, at=at)
        _asked_after_event(survey, by=by.pk, at=at)


def take_up(reply: str, *, into: AnswerInto, words: str = "", by: Person, at: datetime) -> int:
    """One tap: a low answer is a sign, a complaint, or noted; returns the number of the sign or case, 0 for none.

    words: the customer's, where the answer held none and a complaint is to be received.
    """
    access.allow(by, "surveys.write")
    found = queries.visible_reply(reply, by=by)
    with transaction.atomic():
        hold(found.stream)
        if Reply.objects.get(pk=found.pk).into:
            raise Refusal(Text("このお答えには、すでに動いています。", "This answer has been taken up already."))
        number = 0
        if into is AnswerInto.SIGN:
            number = signs.write(_sign(found), words=found.words, by=by.pk, at=at)
        elif into is AnswerInto.COMPLAINT:
            number = _receive(found, words, by=by, at=at)
        append(found.stream, facts.TakenUp(answer=found.seq, into=into, number=number), by=by.pk, at=at)
    return number


def end(no: int, *, by: Person, at: datetime) -> None:
    """No more answers; from now on the results are shown."""
    survey = _own(no, by=by)
    close(survey, by=by.pk, at=at)


def close(survey: Survey, *, by: str, happened_at: datetime | None = None, at: datetime) -> None:
    """End it; a yearly one is written into the division's stream, where it does the duty of the year."""
    answers = Reply.objects.filter(survey=survey.no).count()
    ended = New(fact=facts.Ended(answers=answers), happened_at=happened_at)
    append(facts.stream(survey.no), ended, by=by, at=at)
    if survey.occasion == SurveyOccasion.YEARLY:
        held = facts.YearSurveyed(survey=survey.no, number=answers, title=survey.title)
        append(f"division:{survey.division}", New(fact=held, happened_at=happened_at), by=by, at=at)
    if answers:
        _asked_after_event(survey, by=by, happened_at=happened_at, at=at)


def _asked_after_event(survey: Survey, *, by: str, happened_at: datetime | None = None, at: datetime) -> None:
    """Written once: when it was mailed, when an answer on paper was typed in, or with answers at its end.

    Not at the first answer behind the link: the moment of an answer stands in no other stream.
    """
    stream, _, seq = survey.event.rpartition(":")
    if not seq or queries.asked_after(survey):
        return
    asked = facts.EventSurveyed(survey=survey.no, event=int(seq))
    append(stream, New(fact=asked, happened_at=happened_at), by=by, at=at)


def review(no: int, *, decision: StandardsDecision, standard: str, reason: str, by: Person, at: datetime) -> None:
    """Our standards were reviewed in the light of these results: dated, with the reason (S004-1.2.2). Only once it has ended."""
    access.allow(by, "surveys.review")
    survey = queries.visible_survey(no, by=by)
    if survey.ended_at is None:
        raise Refusal(Text("締め切ってから見直してください。", "Please review it once it has ended."))
    reviewed = facts.Reviewed(
        decision=decision,
        standard=clean(standard, Text("見直した水準", "The standard"), longest=500),
        reason=clean(reason, Text("結果のどこから", "What led to it"), longest=2000),
    )
    append(facts.stream(no), reviewed, by=by.pk, at=at)


def _given(
    scores: Mapping[str, int], dissatisfied: SaidSo, told: SaidSo, words: str, reach: str, *, by_paper: bool = False
) -> facts.Answered:
    rules.refuse_scores(scores)
    return facts.Answered(
        **dict(scores),
        dissatisfied=dissatisfied,
        told=told if dissatisfied is SaidSo.YES else SaidSo.UNSAID,
        by_paper=by_paper,
        words=clean(words, Text("ご意見", "Your words"), longest=5000, required=False),
        reach=clean(reach, Text("ご連絡先", "How to reach you"), longest=300, required=False).strip(),
    )


def _own(no: int, *, by: Person) -> Survey:
    survey = queries.visible_survey(no, by=by)
    access.allow(by, "surveys.open")
    hold(facts.stream(no))
    if any(isinstance(r.fact, facts.Ended) for r in history(facts.stream(no))):
        raise Refusal(ENDED)
    return survey


def _sign(reply: Reply) -> Found:
    why = Text(
        "アンケートで、満足度{csat}（5段階）のお答えをいただきました。",
        "A survey was answered with satisfaction {csat} of 5.",
    ).with_(csat=reply.csat)
    ref = "" if reply.customer else reply.reach[:200]
    return Found(SignKind.LOW_ANSWER, why, reply.customer, reply.division, about=reply.stream, ref=ref)


def _receive(reply: Reply, words: str, *, by: Person, at: datetime) -> int:
    said = reply.words or words
    if not said.strip():
        raise Refusal(
            Text(
                "お言葉がまだありません。兆しとして、まずご様子を伺ってください。",
                "There are no words yet. Please ask first, as a sign.",
            )
        )
    card = Customer.objects.filter(pk=reply.customer).first()
    name, reach = phone.beside(reply.reach)
    intake = Intake(
        door=Door.WEB,
        words=said,
        fact=_sign(reply).why.ja,
        division=reply.division,
        customer=reply.customer,
        caller=card.name if card else name,
        reach=reach or (card.phone if card else ""),
        reach_missing=not reply.reach and card is None,
    )
    return int(cases.receive(intake, by=by, at=at)[0].stream.partition(":")[2])
