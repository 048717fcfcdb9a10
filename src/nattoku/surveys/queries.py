"""What pages may ask of surveys. Results are shown once, after the end, and never of fewer than five."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from nattoku.cases.models import Case
from nattoku.ledger.append import history, read
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Division, Person
from nattoku.signs.rules import Found
from nattoku.signs.words import SignKind
from nattoku.surveys import facts, rules
from nattoku.surveys.models import Reply, Survey
from nattoku.surveys.words import LEAST, SurveyOccasion

YEAR = timedelta(days=365)
NEWS = timedelta(days=60)
MOST = 100
UNKNOWN = Text("そのアンケートが見つかりません。", "There is no such survey.")
NO_REPLY = Text("そのお答えが見つかりません。", "There is no such answer.")


def visible_survey(no: int, *, by: Person) -> Survey:
    """Everybody in the company may see that a survey is held; its results show nobody. Unknown is Refusal 404."""
    access.allow(by, "surveys.see")
    found = Survey.objects.filter(pk=no).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def _mine(by: Person) -> Q:
    return Q() if access.sees_everything(by) else Q(division__in=people.divisions_of(by.pk))


def visible_reply(pk: str, *, by: Person) -> Reply:
    """An answer that was given by name, or whose writer wants to be contacted; any other is unknown (404)."""
    access.allow(by, "surveys.see")
    open_to_us = Q(case__isnull=False) | ~Q(reach="")
    found = Reply.objects.filter(_mine(by), open_to_us, pk=pk).first()
    if found is None:
        raise Refusal(NO_REPLY, status=404)
    return found


def to_take_up(by: Person) -> list[Reply]:
    """Low answers nobody has taken up yet, by name or with a wish to be contacted, the newest first."""
    access.allow(by, "surveys.see")
    open_to_us = Q(case__isnull=False) | ~Q(reach="")
    found = Reply.objects.filter(_mine(by), open_to_us, into="").order_by("-on", "pk")
    return [r for r in found[: 5 * MOST] if rules.low(r.csat, r.nps) or r.reach][:MOST]


def surveys(by: Person) -> list[tuple[Survey, int]]:
    """(survey, answers so far), the newest first."""
    access.allow(by, "surveys.see")
    found = list(Survey.objects.order_by("-no")[:MOST])
    return [(s, Reply.objects.filter(survey=s.no).count()) for s in found]


@dataclass(frozen=True)
class Outcome:
    """What an ended survey says; results: None while it is open or when too few answered. words: without order or scores."""

    survey: Survey
    answers: int
    results: rules.Results | None
    words: list[str]
    reviews: list[Recorded]


def outcome(no: int, *, by: Person) -> Outcome:
    """A survey and what may be shown of it."""
    survey = visible_survey(no, by=by)
    replies = list(Reply.objects.filter(survey=no))
    may = survey.ended_at is not None and rules.showable(replies)
    reviews = [r for r in history(facts.stream(no)) if isinstance(r.fact, facts.Reviewed)]
    words = sorted(r.words for r in replies if r.words) if may and not access.masks(by) else []
    return Outcome(survey, len(replies), rules.results(replies) if may else None, words, reviews)


@dataclass(frozen=True)
class Group:
    """One division over the last year. last: its last yearly survey's end; results: None where hidden."""

    division: Division
    last: datetime | None
    late: bool
    answers: int
    results: rules.Results | None
    reviewed: bool


@dataclass(frozen=True)
class Year:
    """All divisions, and the company; complaints: received in the same year, iceberg: (fewest, most) behind them."""

    groups: list[Group]
    total: rules.Results | None
    complaints: int
    iceberg: tuple[int, int] | None


def year(by: Person, *, at: datetime) -> Year:
    """Anonymous answers of the surveys that ended within a year, by division, of surveys that may be shown."""
    access.allow(by, "surveys.see")
    ended = list(Survey.objects.filter(ended_at__gte=at - YEAR, ended_at__lte=at))
    of: dict[int, list[Reply]] = {s.no: [] for s in ended}
    for reply in Reply.objects.filter(survey__in=of):
        of[reply.survey or 0].append(reply)
    may = {no: replies for no, replies in of.items() if rules.showable(replies)}
    everybody = [r for replies in may.values() for r in replies]
    total = rules.results(everybody) if everybody else None
    groups = [
        _group(d, [s for s in ended if s.division == d.pk], [r for r in everybody if r.division == d.pk], at=at)
        for d in people.divisions()
    ]
    complaints = Case.objects.filter(received_at__gte=at - YEAR).exclude(ending="no_complaint").count()
    return Year(groups, total, complaints, rules.iceberg(complaints, total.told) if total else None)


def _group(division: Division, ended: list[Survey], replies: list[Reply], *, at: datetime) -> Group:
    yearly = Survey.objects.filter(division=division.pk, occasion=SurveyOccasion.YEARLY, ended_at__isnull=False)
    last = yearly.order_by("-ended_at").first()
    streams = [facts.stream(s.no) for s in ended]
    reviewed = FactRow.objects.filter(stream__in=streams, kind=facts.Reviewed.kind).exists()
    late = last is None or last.ended_at is None or last.ended_at < at - YEAR
    found = rules.results(replies) if replies else None
    return Group(division, last.ended_at if last else None, late, len(replies), found, reviewed)


def process(by: Person, *, at: datetime) -> rules.Results | None:
    """What customers say of how we handled their complaints, over a year; None of fewer than five."""
    access.allow(by, "surveys.see")
    replies = list(Reply.objects.filter(case__isnull=False, on__gte=(at - YEAR).astimezone(TOKYO).date()))
    return rules.results(replies) if len(replies) >= LEAST else None


def is_event(ref: str, *, division: str) -> bool:
    """Whether STREAM:NUMBER is an event that this division held."""
    stream, _, seq = ref.rpartition(":")
    if stream != f"division:{division}" or not (seq.isascii() and seq.isdigit() and len(seq) < 10):
        return False
    return FactRow.objects.filter(stream=stream, seq=int(seq), kind="duties.event_held").exists()


def asked_after(survey: Survey) -> bool:
    """Whether it is written already that the event of this survey was followed by it."""
    rows = FactRow.objects.filter(stream=f"division:{survey.division}", kind=facts.EventSurveyed.kind)
    return any(r.fact.survey == survey.no for r in read(rows) if isinstance(r.fact, facts.EventSurveyed))


@dataclass(frozen=True)
class Unasked:
    """An event after which nobody was asked yet. survey: the number of one that was begun and not sent, 0 for none."""

    event: Recorded
    survey: int

    @property
    def ref(self) -> str:
        return f"{self.event.stream}:{self.event.seq}"


def unsurveyed(by: Person, *, at: datetime) -> list[Unasked]:
    """Events of the last 60 days after which nobody was asked (S004-1.2.3), the newest first.

    A survey that lies ready asks nobody: it was mailed, or somebody has answered it (on paper, by the code).
    """
    access.allow(by, "surveys.see")
    begun = {s.event: s for s in Survey.objects.exclude(event="")}
    answered = set(Reply.objects.filter(survey__in=[s.no for s in begun.values()]).values_list("survey", flat=True))
    asked = {ref for ref, s in begun.items() if s.mailed or s.no in answered}
    held = FactRow.objects.filter(kind="duties.event_held", happened_at__gte=at - NEWS).order_by("id")
    missing = [r for r in read(held) if not getattr(r.fact, "surveyed", True) and f"{r.stream}:{r.seq}" not in asked]
    return [Unasked(r, begun[ref].no if (ref := f"{r.stream}:{r.seq}") in begun else 0) for r in reversed(missing)]


def unanswered(*, at: datetime) -> Iterator[Found]:
    """Who was asked by name and has not answered by the last day."""
    rows = FactRow.objects.filter(kind=facts.Asked.kind, happened_at__gte=at - NEWS).order_by("id")
    today, answered = at.astimezone(TOKYO).date(), set(Reply.objects.values_list("case", flat=True))
    for recorded in read(rows):
        until, no = getattr(recorded.fact, "until", today), int(recorded.stream.partition(":")[2])
        case = Case.objects.filter(pk=no).exclude(customer="").first()
        if until < today and no not in answered and case:
            why = Text(
                "お申し出のあとのアンケートに、締め切りまでお返事がありませんでした。",
                "The survey after the complaint was not answered by its last day.",
            )
            yield Found(SignKind.UNANSWERED, why, case.customer, case.division, about=f"case:{no}")


def dropping(*, at: datetime) -> Iterator[Found]:
    """Whose satisfaction by name fell by two or more since the answer before."""
    since = (at - YEAR).astimezone(TOKYO).date()
    fresh = Reply.objects.exclude(customer="").filter(on__gte=since).values_list("customer", flat=True)
    for customer in sorted(set(fresh)):
        given = list(Reply.objects.filter(customer=customer, csat__gt=0).order_by("on", "case"))[-2:]
        if len(given) == 2 and given[0].csat - given[1].csat >= 2:
            why = Text(
                "アンケートの満足度が、{before}から{now}に下がりました（5段階）。",
                "Satisfaction fell from {before} to {now} of 5.",
            ).with_(before=given[0].csat, now=given[1].csat)
            yield Found(SignKind.DROPPING, why, customer, given[1].division, about=given[1].stream)
