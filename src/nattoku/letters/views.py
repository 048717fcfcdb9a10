"""Letters as pages: written from guided parts, seen as they will be printed."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.cases import part as parts
from nattoku.cases import promising, queries
from nattoku.cases.part import Part
from nattoku.cases.rules import facts_of
from nattoku.customers import queries as customers
from nattoku.ledger import queries as promises
from nattoku.letters import actions, answers, guide, printing, rules, tone, words
from nattoku.letters.words import NOTE_EXAMPLE, PARTS, LetterKind, Method
from nattoku.lib import clock
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.lib.typeset.letter import Face, Paper
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, local, submit
from nattoku.people.models import Person
from nattoku.tone import forms as remarked


@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, no: str) -> HttpResponse:
    """All letters of a case; writing a new one."""
    if request.method == "GET":
        return _letters(request, no)
    _refuse_strangers(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> str:
        number = _draft(no, 0, fields, by, at)
        return f"/cases/{no}/letters/{number}"

    return submit(request, act, then="", again=lambda refusal: _letters(request, no, refusal))


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, no: str, letter: int) -> HttpResponse:
    """One letter: what is looked at before approval, approval, sending; its sheet for printing."""
    if request.method == "GET":
        return _letter(request, no, letter)
    _refuse_strangers(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        wanted = _ACTS.get(fields.line("act"))
        if wanted is None:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        wanted(no, letter, fields, by, at)

    return submit(
        request,
        act,
        then=f"/cases/{no}/letters/{letter}",
        again=lambda refusal: _letter(request, no, letter, refusal),
    )


def _refuse_strangers(request: HttpRequest, no: str) -> None:
    queries.visible_case(no, by=who(request))
    access.allow(who(request), "letters.write")


def _draft(no: str, letter: int, fields: Fields, by: Person, at: datetime) -> int:
    kind = fields.choice("kind", LetterKind)
    if kind is None:
        raise Refusal(Text("手紙の種類をお選びください。", "Please choose the kind of letter."), status=400)
    number = actions.draft(
        no,
        kind=kind,
        recipient=fields.line("recipient"),
        text=fields.text("text"),
        parts={name: fields.text(name) for name, *_ in PARTS},
        sender=fields.text("sender"),
        opening=fields.line("opening"),
        letter=letter,
        by=by,
        at=at,
    )
    remarked.dismiss(no, f"letters/{number}", fields, by=by, at=at)
    return number


def _decide(no: str, letter: int, fields: Fields, by: Person, at: datetime) -> None:
    if fields.flag("approve"):
        remarked.dismiss(no, f"letters/{letter}", fields, by=by, at=at)
        actions.approve(no, letter=letter, as_customer=fields.text("words"), by=by, at=at)
    else:
        actions.send_back(no, letter=letter, reason=fields.text("words"), by=by, at=at)


def _send(no: str, letter: int, fields: Fields, by: Person, at: datetime) -> None:
    method = fields.choice("method", Method)
    if method is None:
        raise Refusal(Text("お送りする方法をお選びください。", "Please choose how it goes out."), status=400)
    actions.send(
        no,
        letter=letter,
        method=method,
        sent_at=fields.moment("sent_at"),
        why_mail=fields.text("why_mail"),
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        by=by,
        at=at,
    )


def _returned(no: str, letter: int, fields: Fields, by: Person, at: datetime) -> None:
    actions.take_back(no, letter=letter, reason=fields.text("reason"), by=by, at=at)


def _promise(no: str, letter: int, fields: Fields, by: Person, at: datetime) -> None:
    due_at = fields.moment("due_at")
    if due_at is None:
        raise Refusal(Text("お約束の日時を入力してください。", "Please say by when."), status=400)
    one = promising.Saying(fields.text("what"), due_at, fields.line("vague"))
    promising.promise(no, one, about=f"letters/{letter}", by=by, at=at)


def _elsewhere(no: str, letter: int, fields: Fields, by: Person, at: datetime) -> None:
    words, reason = fields.line("said"), fields.text("reason")
    promising.explain(no, about=f"letters/{letter}", words=words, reason=reason, by=by, at=at)


_ACTS: dict[str, Callable[[str, int, Fields, Person, datetime], object]] = {
    "draft": _draft,
    "decide": _decide,
    "send": _send,
    "returned": _returned,
    "promise": _promise,
    "elsewhere": _elsewhere,
}


def _letters(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    found = rules.letters_of(part.past)
    due = promises.open_of_kind(part.case.stream, actions.VISIT_LETTER)
    visited = facts_of(part.past, "visits.made")
    offered = {"apology": str(getattr(visited[-1].fact, "apology", ""))} if visited else {}
    wanted = next((kind for kind in LetterKind if kind == request.GET.get("kind")), None)
    if wanted is LetterKind.ACCOUNT:  # drawn from what is confirmed, and from nothing else (S002-8a)
        offered["account"] = "\n".join(
            str(getattr(r.fact, "what", "")) for r in facts_of(part.past, "causes.confirmed")
        )
    if wanted is LetterKind.NOTE:
        offered |= NOTE_EXAMPLE
    return parts.shown(
        request,
        "letters/letters.html",
        part,
        refusal=refusal,
        rows=[(one, answers.state(one)) for one in found.values()],
        due=due[0] if due else None,
        pending=any(not one.out for one in found.values()),
        offered=offered,
        kind=wanted or ("apology_and_thanks" if due or visited else "apology"),
        wanted=wanted,
        letter=None,
        next_number=max(found, default=0) + 1,
        remarks=[],
        **_writing(part, now(request)),
    )


def _letter(request: HttpRequest, no: str, number: int, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    letter = rules.the_letter(rules.letters_of(part.past), number)
    return parts.shown(
        request,
        "letters/letter.html",
        part,
        refusal=refusal,
        letter=letter,
        is_now=answers.state(letter),
        **_on_paper(part, letter, request),
        checks=rules.checks(letter.draft, part.past),
        remarks=remarked.whole(tone.asked(letter.draft, part.past), part.past, request.POST if refusal else None),
        undertakings=[] if letter.approved else promising.left(no, **actions.undertaken(letter), by=part.by),
        local=local,
        may_approve=part.may("letters.approve") and part.by.pk not in letter.drafts,
        offered={},
        kind=letter.draft.kind_of.value,
        **_writing(part, now(request)),
    )


def _on_paper(part: Part, letter: rules.Letter, request: HttpRequest) -> dict[str, object]:
    """The sheets as they will be printed, or why there are none."""
    chosen = {"face": _face(request), "scroll": _scroll(request)}
    if access.masks(part.by):
        return {"sheets": [], "lent": [], "hindered": None, **chosen}
    made = printing.of(part, letter.draft, letter.drafted_at, scroll=_scroll(request))
    shown = printing.sheets(made, face=_face(request))
    return {"sheets": shown.images, "lent": shown.lent, "hindered": shown.hindered, **chosen}


def _scroll(request: HttpRequest) -> bool:
    return (request.POST.get("paper") or request.GET.get("paper", "")) == Paper.SCROLL


def _face(request: HttpRequest) -> Face:
    asked = request.POST.get("face") or request.GET.get("face", "")
    return Face.BRUSH if asked == Face.BRUSH else Face.MINCHO


@require_POST
def preview(request: HttpRequest, no: str) -> HttpResponse:
    """The sheets of what is being written, as a piece of page; nothing is kept."""
    part = parts.opened(request, no)
    access.allow(part.by, "letters.write")
    try:
        draft = printing.typed(part, Fields(request.POST), now(request))
        shown = printing.sheets(printing.of(part, draft, now(request)), face=_face(request))
    except Refusal as refusal:
        shown = printing.Shown([], [], refusal.sentence)
    found = {"sheets": shown.images, "lent": shown.lent, "hindered": shown.hindered}
    return render(request, "letters/_sheets.html", found)


@require_GET
def paper(request: HttpRequest, no: str, letter: int) -> HttpResponse:
    """The letter as a file for whoever may read it; form: pdf, docx, html, envelope."""
    part = parts.opened(request, no)
    found = rules.the_letter(rules.letters_of(part.past), letter)
    access.allow(part.by, "letters.write")
    made = printing.file(
        printing.of(part, found.draft, found.drafted_at, scroll=_scroll(request)),
        kind=request.GET.get("form", "pdf"),
        face=_face(request),
    )
    answer = HttpResponse(made.content, content_type=made.type)
    answer["Content-Disposition"] = f'attachment; filename="{no}-{letter}.{made.suffix}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _writing(part: Part, at: datetime) -> dict[str, object]:
    """What the form of a letter shows."""
    card, caller = customers.customer(part.state.customer), part.state.received.caller
    today = at.astimezone(clock.TOKYO).date()
    return {
        "w": words,
        "openings": guide.OPENINGS,
        "season": guide.season(today),
        "wishes": guide.greeting(LetterKind.THANKS, today),
        "recipient": part.private(card.name if card and card.name not in caller else caller),
        "reading": part.private(card.reading) if card else "",
        "my_name": people.signature(part.by),
    }
