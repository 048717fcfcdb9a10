"""A leader hears that something waits for a look: once an hour, and never a word of what was typed."""

from datetime import datetime, timedelta

from nattoku.ledger.append import mark
from nattoku.ledger.rows import insert
from nattoku.notices.audiences import Way, ways
from nattoku.notices.models import Notice
from nattoku.notices.reaction import addressed
from nattoku.people import queries as people
from nattoku.webform.models import Posting

APART = timedelta(hours=1)
KIND = "webform.held"
SUBJECT = "【要確認】ウェブの入力画面に届いたもの"
BODY = (
    "ウェブの入力画面に、人が確かめてから受け付けるものが届きました（{shown}）。\n"
    "お申し出かもしれません。納得の「要確認」をご覧ください。"
)


def warned(division: str, *, at: datetime) -> bool:
    """Whether something else of this division has been waiting for a look within the hour."""
    return Posting.objects.filter(division=division, state="held", at__gt=at - APART, at__lte=at).exists()


def warn(posting: Posting) -> None:
    """Tell whoever is on duty."""
    whom = people.duty(posting.division, at=posting.at)[:1]
    rows = [
        Notice(
            stream="",
            seq=0,
            kind=KIND,
            to=f"person:{person.pk}",
            subject=SUBJECT,
            body=BODY.format(shown=posting.shown),
            due_at=posting.at,
            created_at=posting.at,
            **addressed((Way("demo", person.email),) if mark("demo") else ways(person)),
        )
        for person in whom
    ]
    insert(rows)
