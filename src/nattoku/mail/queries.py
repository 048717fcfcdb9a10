"""What is known of mails, and who may look at them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from nattoku.cases import queries as cases
from nattoku.lib import japanese_mail
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.mail.models import Mail, Original
from nattoku.mail.rules import Action, Known
from nattoku.mail.settings import mailboxes
from nattoku.notices.channels.mail import answer
from nattoku.notices.models import Notice
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

HOUR = timedelta(hours=1)
UNKNOWN = Text("そのメールが見つかりません。", "There is no such mail.")
GONE = Text("このメールの原本は、個人情報として消去されました。", "The original was deleted as personal data.")


def known(row: Mail, got: japanese_mail.Mail, *, at: datetime) -> Known:
    """What we know about this mail that it does not say itself."""
    box, ours = mailboxes()
    sender = got.sender.address.lower()
    named = answer.read([*row.envelope.get("to", ()), *got.to], sender, box)
    lately = Mail.objects.filter(action=Action.RECEIVED, at__gt=at - HOUR)
    return Known(
        again=bool(row.same) and Mail.objects.filter(same=row.same).exclude(pk=row.pk).exclude(action="").exists(),
        own=bool(sender) and sender in (box, ours),
        colleague=any(sender in (p.email.lower(), *_mailboxes(p)) for p in people.everybody("")),
        proven=named.no if named and named.ours else None,
        claimed=named.no if named and not named.ours else None,
        answered=_answered(got),
        an_hour=lately.count(),
        here_an_hour=lately.filter(sender__iexact=sender).count(),
    )


def notice_of(message_ids: Sequence[str]) -> Notice | None:
    """The notice that went out under one of these Message-IDs."""
    return Notice.objects.filter(channel="mail", peer__in=message_ids).order_by("-id").first() if message_ids else None


def first_of(row: Mail) -> Mail:
    """The first copy of the same mail."""
    found = Mail.objects.filter(same=row.same).exclude(pk=row.pk).exclude(action="").order_by("at").first()
    return found or row


def of_case(no: int | str, *, by: Person) -> "QuerySet[Mail]":
    """Every mail of a case this person may see, the oldest first."""
    case = cases.visible_case(no, by=by)
    access.allow(by, "mail.see")
    return Mail.objects.filter(case=case.no).order_by("at", "hash")


def in_sight(by: Person) -> "QuerySet[Mail]":
    """Mails that stand in no case, of the divisions this person leads or belongs to; the top sees all."""
    access.allow(by, "mail.look")
    found = Mail.objects.filter(case=None)
    return found if access.sees_everything(by) else found.filter(division__in=people.divisions_of(by.pk))


def waiting(by: Person) -> "QuerySet[Mail]":
    """要確認: what waits for a look, the oldest first."""
    return in_sight(by).filter(action=Action.QUARANTINED, looked_at=None).order_by("at", "hash")


def put_by(by: Person) -> "QuerySet[Mail]":
    """What machines sent, the newest first: kept and shown, never answered."""
    return in_sight(by).filter(action=Action.IGNORED).order_by("-at", "hash")


def original(mail: Mail) -> bytes:
    """The bytes as they came. Refusal 410 when they were deleted with the words."""
    found = Original.objects.filter(pk=mail.pk).first()
    if found is None:
        raise Refusal(GONE, status=410)
    return bytes(found.raw)


def one(found: "QuerySet[Mail]", mail: str) -> Mail:
    """One of these mails, or Refusal 404."""
    row = found.filter(pk=mail).first()
    if row is None:
        raise Refusal(UNKNOWN, status=404)
    return row


def _answered(got: japanese_mail.Mail) -> int | None:
    """The case of a mail that this one says it answers. It proves nothing: a Message-ID can be passed on."""
    notice = notice_of(got.answers)
    if notice is not None and notice.stream.startswith("case:"):
        return cases.no_of(notice.stream)
    earlier = Mail.objects.filter(message_id__in=[i[:1000] for i in got.answers]).exclude(case=None)
    return earlier.values_list("case", flat=True).order_by("-at").first() if got.answers else None


def _mailboxes(person: Person) -> list[str]:
    return [a.address.lower() for a in people.accounts(person.pk) if a.channel == "mail"]
