"""A receipt to an address that nobody has verified: at most one a day, quoting nothing of what was sent to us.

Whoever writes to us may give somebody else's address; a form or a mailbox that answers each time is a weapon.
"""

import hashlib
from datetime import datetime, timedelta

from nattoku.ledger.append import mark
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import insert, scalar
from nattoku.lib.text import Text
from nattoku.notices.audiences import Way
from nattoku.notices.models import Acknowledged, Notice
from nattoku.notices.reaction import addressed
from nattoku.people import naming
from nattoku.people import queries as people

APART = timedelta(hours=24)
MOST_A_DAY = 300  # of all addresses together
SUBJECT = Text("お申し出を承りました（受付番号 {no}）", "We have received your message (number {no})")
BODY = Text(
    "お申し出を承りました。\n\n受付番号：{no}\n担当：{name}\n\n{following}\n\n"
    "このメールは自動でお送りしています。お心当たりがない場合は、お手数ですが破棄してくださいますようお願いいたします。",
    "We have received your message.\n\nNumber: {no}\nIn charge: {name}\n\n{following}\n\n"
    "This message was sent automatically. If it was not you who wrote to us, please disregard it.",
)


def acknowledge(
    received: Recorded, *, address: str, name: str, following: Text, lang: str, at: datetime, reply_to: str = ""
) -> bool:
    """Put the receipt of a case into the outbox, unless this address had one within a day; whether it was put there.

    received: the fact `cases.received`. address: an e-mail address as given. name: who is in charge. following: what
    happens next and by when, in our own words. reply_to: where an answer finds the case.
    """
    if not may_acknowledge(address, at=at):
        return False
    no = received.stream.partition(":")[2]
    said = {"no": no, "name": name, "following": following}
    notice = Notice(
        stream=received.stream,
        seq=received.seq,
        kind=received.kind,
        to="customer",
        reply_to=reply_to,
        subject=SUBJECT.with_(**said).to(lang),
        body="\n\n".join(
            part for part in (BODY.with_(**said).to(lang), naming.foot(people.described()).to(lang)) if part
        ),
        due_at=at,
        created_at=at,
        **addressed((Way("demo" if mark("demo") else "mail", address.strip()),)),
    )
    insert([notice])
    return True


def may_acknowledge(address: str, *, at: datetime) -> bool:
    """Whether this address may be sent a receipt now; saying yes uses it up. One statement, so that two cannot both ask."""
    now = int(at.timestamp())
    since = now - int(APART.total_seconds())
    if Acknowledged.objects.filter(at__gt=since).count() >= MOST_A_DAY:
        return False
    taken = scalar(
        "INSERT INTO notices_acknowledged (address, at) VALUES (%s, %s) ON CONFLICT (address)"
        " DO UPDATE SET at = excluded.at WHERE notices_acknowledged.at <= %s RETURNING address",
        [_mailbox(address), now, since],
    )
    return taken is not None


def _mailbox(address: str) -> str:
    """The hash of the mailbox an address leads to: a+b@EXAMPLE.jp and A@example.jp are one."""
    local, _, domain = address.strip().casefold().rpartition("@")
    return hashlib.sha256(f"{local.partition('+')[0]}@{domain}".encode()).hexdigest()
