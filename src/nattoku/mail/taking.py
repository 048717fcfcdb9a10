"""From bytes to a case: kept first, then read within limits, then taken in once. Nothing is lost on the way."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases import queries as case_queries
from nattoku.cases.rules import first_sentence
from nattoku.cases.words import Door
from nattoku.ledger.append import append, opened
from nattoku.lib import japanese_mail
from nattoku.lib.clock import when
from nattoku.lib.japanese_mail.bounded import Reader, Unreadable
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.mail import facts, queries, rules, warning
from nattoku.mail.models import Mail, Original
from nattoku.mail.rules import Action, Reason, Verdict
from nattoku.mail.settings import settings
from nattoku.notices.acknowledging import acknowledge
from nattoku.people import actions as people_actions
from nattoku.people import queries as people
from nattoku.people.models import Person

NOBODY = Text(
    "メールを受け付ける部門と当番がまだありません。", "There is no division and nobody on duty to receive mail."
)


def receive(
    raw: bytes, *, reader: Reader, envelope: tuple[str | None, Sequence[str]] = (None, ()), at: datetime
) -> Mail:
    """Keep a message and take it in; the same bytes again are the same mail.

    envelope: (sender as the server said, None when it did not; recipients).
    """
    kept = keep(raw, envelope=envelope, at=at)
    return kept if kept.action else take(kept, reader=reader, at=at)


def keep(raw: bytes, *, envelope: tuple[str | None, Sequence[str]] = (None, ()), at: datetime) -> Mail:
    """The bytes are safe when this returns."""
    pk = hashlib.sha256(raw).hexdigest()
    came = {"from": envelope[0], "to": list(envelope[1])}
    with transaction.atomic():
        Original.objects.bulk_create([Original(hash=pk, raw=raw)], ignore_conflicts=True)
        Mail.objects.bulk_create([Mail(hash=pk, at=at, envelope=came)], ignore_conflicts=True)
    return Mail.objects.get(pk=pk)


def take(kept: Mail, *, reader: Reader, at: datetime) -> Mail:
    """Read it and take it in. A mail that nobody can read waits for a person, with its original."""
    original = Original.objects.filter(pk=kept.pk).first()
    if original is None:
        return kept
    try:
        got = reader.read(bytes(original.raw), from_nobody=kept.envelope.get("from") == "")
    except Unreadable:
        got = None
    with transaction.atomic():
        row = Mail.objects.select_for_update().get(pk=kept.pk)
        if row.action:  # somebody else was faster
            return row
        _fill(row, got)
        try:
            with transaction.atomic():
                _decide(row, got, at=at)
        except Refusal as refusal:
            row.action, row.reason, row.case = Action.QUARANTINED, Reason.REFUSED, None
            row.refused_ja, row.refused_en = refusal.sentence
        row.save()
        if row.waits:
            warning.warn(row)
    return row


def take_rest(*, reader: Reader, at: datetime, most: int = 50) -> int:
    """What was kept but not taken in, because something died in between; returns how many."""
    rest = list(Mail.objects.filter(action="", at__lt=at - timedelta(seconds=60)).order_by("at")[:most])
    for row in rest:
        take(row, reader=reader, at=at)
    return len(rest)


def _fill(row: Mail, got: japanese_mail.Mail | None) -> None:
    row.division = settings().mail_division or next((d.pk for d in people.divisions()), "")
    if got is None:
        return
    row.sender_name, row.sender, row.subject = got.sender.name, got.sender.address, got.subject
    row.body, row.quoted, row.automatic = got.body, got.quoted, got.automatic
    row.attachments = [asdict(one) for one in got.attachments]
    row.message_id = got.message_id
    said = "\x00".join([got.sender.address.lower(), got.message_id, got.subject, got.body])
    row.same = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest() if got.message_id else ""


def _decide(row: Mail, got: japanese_mail.Mail | None, *, at: datetime) -> None:
    if got is None:
        row.action, row.reason = Action.QUARANTINED, Reason.UNREADABLE
        return
    known = queries.known(row, got, at=at)
    decided = rules.verdict(got, known)
    row.action, row.reason = decided.action, decided.reason or ""
    match decided.action:
        case Action.THREADED:
            _thread(row, decided, colleague=known.colleague, at=at)
        case Action.RECEIVED:
            begin(row, by=people_actions.door("mail", at=at), answers=decided.answers, at=at)
        case Action.QUARANTINED:
            row.claims = decided.case
        case Action.IGNORED if decided.reason is Reason.BOUNCE:
            _returned(row, got, at=at)
        case Action.IGNORED if decided.reason is Reason.AGAIN:
            row.case = queries.first_of(row).case


def _thread(row: Mail, decided: Verdict, *, colleague: bool, at: datetime) -> None:
    assert decided.case is not None
    case = case_queries.case(decided.case)
    if case is None:  # a token of ours, but the case is in another database
        row.action, row.reason, row.claims = Action.QUARANTINED, Reason.UNPROVEN, decided.case
        return
    row.case = case.no
    arrived = arrival(row, proven=True, colleague=colleague, person=case.contact)
    append(case.stream, arrived, by=people_actions.door("mail", at=at).pk, at=at)


def begin(row: Mail, *, by: Person, answers: bool, contact: Person | None = None, at: datetime) -> None:
    """A mail begins a case: received by the door, kept in touch with by whoever is on duty (JIS Q 10002 7.4)."""
    on_duty = people.duty(row.division, at=at) if row.division else []
    if contact is None and not on_duty:
        raise Refusal(NOBODY, status=503)
    contact = contact or on_duty[0]
    words = row.body if row.body.strip() else row.subject
    intake = cases.Intake(
        door=Door.MAIL,
        words=words,
        fact=(first_sentence(words) or row.subject)[:2000],
        division=row.division,
        caller=(row.sender_name or row.sender)[:200],
        reach=row.sender[:200],
        contact=contact.pk,
        also=(arrival(row, proven=False, colleague=False, person=""),),
    )
    received = cases.receive(intake, by=by, at=at)[0]
    row.case = case_queries.no_of(received.stream)
    if answers:
        due = next((p.due_at for p in opened(received) if p.kind == case_facts.NEXT_CONTACT), None)
        acknowledge(
            received,
            address=row.sender,
            name=_surname(contact),
            following=_following(due, contact),
            lang="ja" if any("ぁ" <= c <= "ヿ" or "一" <= c <= "龥" for c in words) else "en",
            reply_to=row.message_id[:200],
            at=at,
        )


def arrival(row: Mail, *, proven: bool, colleague: bool, person: str) -> facts.Arrived:
    """The fact that this mail arrived."""
    return facts.Arrived(
        mail=row.hash,
        proven=proven,
        colleague=colleague,
        person=person,
        attachments=len(row.attachments),
        sender=shown(row),
        subject=row.subject,
        words=row.body,
    )


def shown(row: Mail) -> str:
    """How the sender is shown: the name a mail claims always with the address."""
    return f"{row.sender_name} <{row.sender}>" if row.sender_name else row.sender


def _returned(row: Mail, got: japanese_mail.Mail, *, at: datetime) -> None:
    """A bounce that brings back a notice of ours is a fact of its case, and holds no word of the bounce."""
    notice = queries.notice_of(got.returned)
    if notice is not None and notice.stream.startswith("case:"):
        row.case = case_queries.no_of(notice.stream)
        returned = facts.Returned(mail=row.hash, notice=notice.ref)
        append(notice.stream, returned, by=people_actions.door("mail", at=at).pk, at=at)


def _surname(person: Person) -> str:
    return person.name.replace("\u3000", " ").split(" ")[0]


def _following(due: datetime | None, contact: Person) -> Text:
    if due is None:
        return Text("{name}からご連絡いたします。", "{name} will contact you.").with_(name=_surname(contact))
    return Text("{when}までに、{name}からご連絡いたします。", "{name} will contact you by {when} (Japan time).").with_(
        when=when(due), name=_surname(contact)
    )
