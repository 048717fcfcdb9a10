"""The day's digest: what was not urgent for one person, in one message; each part keeps its own outcome."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nattoku.lib.clock import when
from nattoku.notices.audiences import ways
from nattoku.notices.models import Notice
from nattoku.notices.reaction import addressed
from nattoku.people import queries as people

KIND = "notices.digest"
MOST = 200


def gather(*, at: datetime) -> int:
    """Bundle what is due for each person; returns how many digests were made. One alone goes as it is."""
    if not Notice.objects.filter(state="gathering", due_at__lte=at).exists():
        return 0
    made = 0
    with transaction.atomic():
        due = Notice.objects.select_for_update().filter(state="gathering", due_at__lte=at).order_by("id")
        whose: dict[str, list[Notice]] = defaultdict(list)
        for notice in due[:MOST]:
            whose[notice.to].append(notice)
        for to, notices in whose.items():
            made += _bundle(to, notices, at=at)
    return made


def _bundle(to: str, notices: Sequence[Notice], *, at: datetime) -> int:
    person = people.person(to.removeprefix("person:"))
    rows = Notice.objects.filter(pk__in=[n.pk for n in notices])
    if len(notices) == 1 or person is None:
        rows.update(state="waiting")
        return 0
    subject, body = words(notices, at=at)
    digest = Notice(
        stream="",
        seq=0,
        kind=KIND,
        to=to,
        subject=subject,
        body=body,
        due_at=at,
        created_at=at,
        **addressed(ways(person)),
    )
    if notices[0].channel == "demo":
        digest.channel, digest.further = "demo", []
    digest.save(force_insert=True)
    rows.update(state="gathered", digest=digest.ref)
    return 1


def words(notices: Sequence[Notice], *, at: datetime) -> tuple[str, str]:
    """(subject, body): each notice under its own subject, in the order things happened."""
    parts = [f"■ {n.subject}\n{n.body}" for n in notices]
    return f"【まとめ】{when(at).ja}　{len(notices)}件", "\n\n".join(parts)
