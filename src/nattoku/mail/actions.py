"""What people do with a mail that waits for a look (要確認)."""

from datetime import datetime

from django.db import transaction

from nattoku.cases import queries as cases
from nattoku.ledger.append import append, history
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.mail import facts, queries, taking
from nattoku.mail.models import Mail, Original
from nattoku.people import access
from nattoku.people.models import Person

LOOKED = Text("ほかの方がすでに確かめました。", "Somebody has already looked at it.")
BLANK = "（消去済み）"


def link(mail: str, *, no: int | str, by: Person, at: datetime) -> int:
    """A person looked: it belongs to this case. Returns the case's number."""
    access.allow(by, "mail.look")
    with transaction.atomic():
        row = _held(mail, by=by)
        case, _, _ = cases.opened(no, by=by, act="cases.write")
        linked = facts.Linked(
            mail=row.hash,
            attachments=len(row.attachments),
            sender=taking.shown(row),
            subject=row.subject,
            words=row.body,
        )
        append(case.stream, linked, by=by.pk, at=at)
        _looked(row, by=by, at=at, case=case.no)
    return case.no


def begin(mail: str, *, by: Person, at: datetime) -> int:
    """A person looked: it is a complaint of its own, received by that person. Returns the number of its case."""
    access.allow(by, "mail.look")
    with transaction.atomic():
        row = _held(mail, by=by)
        taking.begin(row, by=by, contact=by, answers=False, at=at)
        assert row.case is not None
        _looked(row, by=by, at=at, case=row.case)
    return row.case


def dismiss(mail: str, *, reason: str, by: Person, at: datetime) -> None:
    """A person looked: nothing follows from it. It stays with its original and the reason."""
    access.allow(by, "mail.look")
    reason = clean(reason, Text("理由", "Reason"), longest=500)
    with transaction.atomic():
        row = _held(mail, by=by)
        row.dismissed = reason
        _looked(row, by=by, at=at, case=None)


def purge(stream: str) -> None:
    """When the words of a mail's fact were blanked, the original and what was read from it go too."""
    gone: set[str] = set()
    past = history(stream)
    for recorded in past:
        named = getattr(recorded.fact, "mail", "") if recorded.kind.startswith("mail.") else ""
        if named and (recorded.blanked or (past[0].blanked and recorded.kind == "mail.arrived" and recorded.seq < 10)):
            gone.add(named)
    Original.objects.filter(pk__in=gone).delete()
    Mail.objects.filter(pk__in=gone).update(
        sender_name="", sender=BLANK, subject=BLANK, body=BLANK, quoted=None, attachments=[], message_id="", envelope={}
    )


def _held(mail: str, *, by: Person) -> Mail:
    row = queries.one(queries.in_sight(by) | Mail.objects.exclude(looked_at=None), mail)
    if not row.waits:
        raise Refusal(LOOKED)
    return row


def _looked(row: Mail, *, by: Person, at: datetime, case: int | None) -> None:
    row.looked_by, row.looked_at, row.case = by.pk, at, case
    row.save()
