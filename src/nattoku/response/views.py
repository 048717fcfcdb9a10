"""お客様への説明 as one page: how it is handled, why it happened, how we keep in touch, and interim reports."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import facts as cases
from nattoku.cases import part as parts
from nattoku.cases import saying
from nattoku.cases.rules import facts_of
from nattoku.cases.words import STAGES_FOR_CUSTOMERS, Stage
from nattoku.ledger import queries as promises
from nattoku.lib.clock import when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.response import actions, facts, manual, rules, tone
from nattoku.tone import forms as remarked

ESTIMATED = (Stage.CAUSE, Stage.WEIGHING, Stage.PRESENTED)
INVESTIGATING = Text(
    "ご迷惑をおかけしております。経緯は私どもで調査中です。{by}までにご報告いたします",
    "We are sorry for the trouble. We are looking into it, and will report by {by}",
)


@require_http_methods(["GET", "POST"])
def explanations(request: HttpRequest, no: str) -> HttpResponse:
    """What the customer has heard, with date and words; what they have not, with a form each."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        access.allow(by, "response.write")
        wanted = _ACTS.get(fields.line("act"))
        if wanted is None:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        if fields.line("act") in tone.FIELDS:
            remarked.dismiss(no, f"response.{fields.line('act')}", fields, by=by, at=at)
        wanted(no, fields, by, at)

    then = f"/cases/{no}/explanations"
    return submit(request, act, then=then, again=lambda refusal: _page(request, no, refusal))


def _handling(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.explain_handling(
        no,
        words=fields.text("words"),
        channel=fields.line("channel"),
        estimates={int(s): fields.day(f"stage-{int(s)}") for s in ESTIMATED},
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        sayings=saying.typed(fields),
        by=by,
        at=at,
    )


def _cause(no: str, fields: Fields, by: Person, at: datetime) -> None:
    chosen: list[int | str] = [int(n) if n.isdecimal() else n for n in fields.lines("causes")]
    words, channel = fields.text("words"), fields.line("channel")
    actions.explain_cause(
        no,
        causes=chosen,
        words=words,
        channel=channel,
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        sayings=saying.typed(fields),
        by=by,
        at=at,
    )


def _contact_rules(no: str, fields: Fields, by: Person, at: datetime) -> None:
    agreed = fields.line("agreed")
    if agreed not in ("yes", "no"):
        raise Refusal(Text("お客様のご同意をお選びください。", "Please say whether the customer agreed."), status=400)
    actions.agree_contact_rules(
        no,
        person=fields.line("person"),
        hours=fields.text("hours"),
        channel=fields.line("channel"),
        frequency=fields.text("frequency"),
        place=fields.text("place"),
        agreed=agreed == "yes",
        words=fields.text("words"),
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        sayings=saying.typed(fields),
        by=by,
        at=at,
    )


def _interim(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.report_interim(
        no,
        known=fields.text("known"),
        unknown=fields.text("unknown"),
        next=fields.text("next"),
        channel=fields.line("channel"),
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        sayings=saying.typed(fields),
        by=by,
        at=at,
    )


def _rule_broken(no: str, fields: Fields, by: Person, at: datetime) -> None:
    rule, term = which(fields.line("which"))
    side = fields.choice("side", facts.Side) or facts.Side.UNSAID
    actions.note_broken_rule(no, what=fields.text("what"), side=side, rule=rule, term=term, by=by, at=at)


def which(chosen: str) -> tuple[int, facts.Term]:
    """A rule's number, or a term that was agreed for the case: "3", "hours". (0, NONE) for anything else."""
    if chosen.isdecimal() and len(chosen) < 4:
        return int(chosen), facts.Term.NONE
    return 0, next((term for term in facts.Term if term == chosen), facts.Term.NONE)


_ACTS: dict[str, Callable[[str, Fields, Person, datetime], None]] = {
    "handling": _handling,
    "cause": _cause,
    "contact_rules": _contact_rules,
    "interim": _interim,
    "rule_broken": _rule_broken,
}


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    past, at = part.past, now(request)
    told, untold = rules.explained(past), rules.untold(past)
    due = promises.open_of_kind(part.case.stream, cases.INTERIM_REPORT, cases.NEXT_CONTACT)
    ahead = [p.due_at for p in due if p.due_at > at]
    by = when(min(ahead)) if ahead else rules.SOME_TIME
    agreed = rules.agreed(past)
    return parts.shown(
        request,
        "response/explanations.html",
        part,
        refusal=refusal,
        told=list(told.values()),
        told_fields=tone.FIELDS,
        remarks=tone.typed(request, past) if refusal else {},
        handling=told[facts.HANDLING].fact,
        agreed=agreed,
        confirmed={seq: part.private(text) for seq, text in rules.confirmed(past).items()},
        untold=untold,
        early=rules.earliness(past, at=at),
        reports=facts_of(past, "response.interim_reported"),
        broken=[(r, _rule_named(r.fact)) for r in facts_of(past, "response.rule_broken")],
        breakable=_breakable(agreed),
        sides=[(side.value, words) for side, words in facts.SIDES.items() if side is not facts.Side.UNSAID],
        sided=facts.SIDES,
        heard=bool(part.state.read_back),
        stages=[(int(s), STAGES_FOR_CUSTOMERS[s]) for s in ESTIMATED],
        manual=manual.current(),
        say_instead=INVESTIGATING.with_(by=by),
        contacts=[
            (p.pk, p.name)
            for p in Person.objects.filter(is_active=True, door="").order_by("reading", "pk")
            if access.may(p, "cases.write")
        ],
        next=_next(told, untold, heard=bool(part.state.read_back)) if part.state.open else "",
    )


def _breakable(agreed: facts.ContactRulesAgreed | None) -> list[tuple[str, Text]]:
    """What may be named: the terms agreed for this case, then the rules of the version it was agreed on."""
    if agreed is None:
        return []
    terms: list[tuple[str, Text]] = [(term.value, facts.TERMS[term]) for term in rules.agreed_terms(agreed)]
    return terms + [(str(n), _numbered(n, rule)) for n, rule in enumerate(manual.version(agreed.manual).rules, start=1)]


def _numbered(n: int, rule: Text) -> Text:
    return Text(f"手引き {n}　{rule.ja}", f"Rule {n}: {rule.en}")


def _rule_named(fact: object) -> Text:
    """The rule of a breach in words; nothing for those written before it was asked."""
    if not isinstance(fact, facts.RuleBroken):
        return Text("", "")
    if fact.term is not facts.Term.NONE:
        return facts.TERMS[fact.term]
    known = manual.versions().get(fact.manual)
    return _numbered(fact.rule, known.rules[fact.rule - 1]) if known and fact.rule else Text("", "")


def _next(told: dict[str, rules.Told], untold: dict[int, str], *, heard: bool) -> str:
    """Which explanation comes next; while no cause is confirmed, an interim report tells how far we are."""
    if told[facts.HANDLING].fact is None:
        return "handling"
    if untold:
        return "cause"
    if told[facts.CONTACT_RULES].fact is None and heard:
        return "contact_rules"
    return "interim" if told[facts.CAUSE].fact is None else ""
