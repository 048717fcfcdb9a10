"""A leader hears that a mail waits for a look: once an hour, and never a word of what it says."""

from datetime import timedelta

from nattoku.ledger.append import mark
from nattoku.ledger.rows import insert
from nattoku.mail.models import Mail
from nattoku.mail.rules import Action
from nattoku.notices.audiences import Way, ways
from nattoku.notices.models import Notice
from nattoku.notices.reaction import addressed
from nattoku.people import queries as people

APART = timedelta(hours=1)
KIND = "mail.held"
SUBJECT = "【要確認】届いたメール"
BODY = (
    "人が確かめてから受け付けるメールが届きました。\nお申し出かもしれません。納得の「要確認のメール」をご覧ください。"
)


def warn(row: Mail) -> None:
    """Tell whoever is on duty, unless they were told of another within the hour."""
    others = Mail.objects.filter(division=row.division, action=Action.QUARANTINED, looked_at=None).exclude(pk=row.pk)
    if not row.division or others.filter(at__gt=row.at - APART, at__lte=row.at).exists():
        return
    rows = [
        Notice(
            stream="",
            seq=0,
            kind=KIND,
            to=f"person:{person.pk}",
            subject=SUBJECT,
            body=BODY,
            due_at=row.at,
            created_at=row.at,
            **addressed((Way("demo", person.email),) if mark("demo") else ways(person)),
        )
        for person in people.duty(row.division, at=row.at)[:1]
    ]
    insert(rows)
