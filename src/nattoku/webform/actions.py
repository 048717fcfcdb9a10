"""A posting becomes a complaint at once, or waits for a leader's look. Nothing is dropped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases import queries as case_queries
from nattoku.cases.rules import first_sentence
from nattoku.cases.words import About, Danger, Door
from nattoku.ledger.append import opened
from nattoku.ledger.facts import Recorded
from nattoku.ledger.once import Reply, once
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.notices.acknowledging import acknowledge
from nattoku.people import access
from nattoku.people import actions as people_actions
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.webform import queries, rules, warning
from nattoku.webform.facts import CONSENT, Lang, Posted, Sign
from nattoku.webform.models import Posting
from nattoku.webform.rules import Entry

MOST_HELD_A_DAY = 5_000
FULL = Text(
    "ただ今たいへん多くのお申し出をいただいており、この画面では承れません。おそれいりますが、お電話でお願いいたします。",
    "Very many messages are arriving just now and this page cannot take yours. Please call us instead.",
)
UNKNOWN = Text("そのお申し出が見つかりません。", "There is no such message.")
LOOKED = Text("ほかの方がすでに確かめました。", "Somebody has already looked at it.")


@dataclass(frozen=True)
class Came:
    """By which opening of the form, from where, and whether the field that nobody sees was filled in."""

    key: str
    age: timedelta | None
    visitor: str
    trap: bool = False


def post(entry: Entry, came: Came, *, division: str, is_mail: bool, at: datetime) -> str:
    """Take a posting in, once for one opening of the form; returns its ref.

    Refused (400) when something is missing or the form was open for more than a day, (422) when this opening has sent
    something else before.
    """
    rules.refuse_unfinished(entry, is_mail=is_mail)
    if came.age is not None and came.age > rules.LATEST:
        raise Refusal(rules.STALE, status=400)
    web = people_actions.door("web", at=at)

    def act() -> Reply:
        seen = rules.signs(entry, queries.came(came.age, came.visitor, trap=came.trap, at=at))
        posting = Posting(ref=came.key, at=at, division=division, visitor=came.visitor, signs=seen, silent=entry.silent)
        if seen:
            _hold(posting, entry)
            return Reply(303, {"ref": posting.ref})
        received = _receive(posting, entry, contact=_in_charge(division, at=at), by=web, at=at)
        return Reply(303, {"ref": posting.ref}, received.stream)

    body = ["webform", division, asdict(entry)]
    ref: str = once(f"web:{came.key}", body, act, by=web.pk, at=at).answer["ref"]
    return ref


def take(ref: str, *, by: Person, at: datetime) -> int:
    """A leader looked: it is a complaint, received by the leader. Returns the number of its case."""
    access.allow(by, "webform.look")
    with transaction.atomic():
        posting = _held(ref, by=by)
        entry = entry_of(posting)
        posting.looked_by, posting.looked_at = by.pk, at
        received = _receive(posting, entry, contact=by, by=by, at=at, signs=posting.signs, state="taken")
    return case_queries.no_of(received.stream)


def dismiss(ref: str, *, reason: str, by: Person, at: datetime) -> None:
    """A leader looked: it is no complaint. What was typed is deleted; that it came, and why it was put aside, stays."""
    access.allow(by, "webform.look")
    reason = clean(reason, Text("理由", "Reason"), longest=500)
    with transaction.atomic():
        posting = _held(ref, by=by)
        known = {"state": "dismissed", "entry": {}, "reason": reason, "looked_by": by.pk, "looked_at": at}
        Posting.objects.filter(pk=posting.pk).update(**known)


def entry_of(posting: Posting) -> Entry:
    """What was typed in a posting that waits."""
    kept: dict[str, Any] = posting.entry
    typed = {"about": tuple(map(About, kept["about"])), "danger": Danger(kept["danger"]), "lang": Lang(kept["lang"])}
    return Entry(**(kept | typed))


def _in_charge(division: str, *, at: datetime) -> Person:
    found = people.duty(division, at=at)
    if not found:
        raise Refusal(FULL, status=503)  # nobody works here yet
    return found[0]


def _held(ref: str, *, by: Person) -> Posting:
    posting = queries.held(by).filter(pk=ref).first()
    if posting is None:
        known = queries.in_sight(by).filter(pk=ref).exists()
        raise Refusal(LOOKED) if known else Refusal(UNKNOWN, status=404)
    return posting


def _hold(posting: Posting, entry: Entry) -> None:
    if Posting.objects.filter(state="held", at__gt=posting.at - timedelta(days=1)).count() >= MOST_HELD_A_DAY:
        raise Refusal(FULL, status=503)
    _clean(entry)
    warn = not warning.warned(posting.division, at=posting.at)
    posting.state, posting.entry = "held", asdict(entry)
    posting.save(force_insert=True)
    if warn:
        warning.warn(posting)


def _receive(
    posting: Posting,
    entry: Entry,
    *,
    contact: Person,
    by: Person,
    at: datetime,
    signs: Sequence[str] = (),
    state: str = "received",
) -> Recorded:
    posted = Posted(
        lang=entry.lang,
        consent=CONSENT,
        silent=entry.silent,
        signs=[Sign(sign) for sign in signs],
        words=clean(entry.convenient, Text("ご都合のよい時間", "When to reach you"), longest=500, required=False),
        mail=clean(entry.mail, Text("メールアドレス", "E-mail address"), longest=254, required=False),
    )
    intake = cases.Intake(
        door=Door.WEB,
        words=entry.words,
        fact=first_sentence(entry.words)[:2000],
        about=entry.about,
        happened_at=posting.at,
        division=posting.division,
        caller=entry.name,
        reach=entry.reach,
        reach_missing=not entry.reach,
        contact=contact.pk,
        danger=entry.danger,
        order=entry.order,
        also=(posted,),
    )
    received = cases.receive(intake, by=by, at=at)[0]
    posting.state, posting.case, posting.entry = state, case_queries.no_of(received.stream), {}
    posting.save()
    if entry.mail.strip() and not entry.silent:
        acknowledge(
            received,
            address=entry.mail,
            name=queries.surname(contact),
            following=following(received, contact, silent=entry.silent),
            lang=entry.lang,
            at=at,
        )
    return received


def following(received: Recorded, contact: Person, *, silent: bool) -> Text:
    """What happens next and by when (JIS Q 10002 7.4)."""
    due = next((p.due_at for p in opened(received) if p.kind == case_facts.NEXT_CONTACT), None)
    return queries.following(due, contact, silent=silent)


def _clean(entry: Entry) -> None:
    """What could not be written down as a complaint is refused now, in words, and not when a leader looks."""
    clean(entry.words, cases.WORDS)
    for value in (entry.name, entry.phone, entry.mail, entry.convenient, entry.order):
        clean(value, Text("ご記入の内容", "What you wrote"), longest=500, required=False)
