"""From a fact to the outbox rows that tell of it, in the same transaction."""

import secrets
from datetime import datetime

from nattoku.cases.facts import Assessed, CaseReceived
from nattoku.cases.rules import nameless
from nattoku.cases.timeline import lines
from nattoku.cases.words import KINDS, Door, Severity
from nattoku.ledger.append import mark
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow
from nattoku.ledger.rows import insert
from nattoku.lib.clock import when
from nattoku.notices import hours, routes
from nattoku.notices.audiences import About, Recipient, Way, about, recipients
from nattoku.notices.models import Notice
from nattoku.policies import queries as policies

NARROW = "限られた方だけでお扱いする案件です。内容は納得の画面でご確認ください。"


def react(recorded: Recorded) -> None:
    """Make one outbox row for each who must hear; nothing is sent here."""
    if not routes.audiences(recorded.kind) or not _news(recorded):
        return
    case = about(recorded)
    urgent = case.grave or recorded.kind in routes.LOUD
    subject, body = words(case, recorded)
    demo = mark("demo")
    rows = []
    for one in recipients(recorded, case, at=recorded.recorded_at):
        state, due_at = _moment(one, urgent=urgent, at=recorded.recorded_at)
        rows.append(
            Notice(
                stream=recorded.stream,
                seq=recorded.seq,
                kind=recorded.kind,
                to=one.to,
                subject=subject,
                body=body,
                urgent=urgent,
                task_until=_asked_until(one, recorded),
                state=state,
                due_at=due_at,
                created_at=recorded.recorded_at,
                **addressed(_shown(one.ways) if demo else one.ways),
            )
        )
    insert(rows)


def addressed(ways: tuple[Way, ...]) -> dict[str, object]:
    """The columns of a notice that goes by the first of these ways, and by the next when that one fails."""
    first, *further = ways
    return {
        "ref": f"N-{secrets.token_hex(8)}",
        "channel": first.channel,
        "address": first.address,
        "mention": first.mention,
        "further": [[w.channel, w.address, w.mention] for w in further],
    }


def words(case: About, recorded: Recorded) -> tuple[str, str]:
    """(subject, body): facts only, the number instead of the customer's name, no staff member's name (T1, R8-7)."""
    head = f"受付番号 {case.no}　{KINDS[case.kind].ja}"
    got = recorded.fact
    if case.readers is not None:
        return f"【限定】受付番号 {case.no}", f"受付番号 {case.no}\n{when(recorded.happened_at).ja}\n{NARROW}"
    if said := getattr(got, "text", ""):
        return f"【お申し出】{head}", said
    if isinstance(got, CaseReceived):
        return (
            f"【一報】{head}",
            f"新しいお申し出を受け付けました。\n{head}\n受付：{when(recorded.happened_at).ja}\n"
            f"事実：{nameless(got.fact, got.concerns)}\n{_asked(got.door)}",
        )
    return f"【お申し出】{head}", f"{head}\n{when(recorded.happened_at).ja}\n{lines([recorded])[0].sentence.ja}"


def _asked(door: Door) -> str:
    """Who does what next: a receiver phones; where nobody was there to receive, somebody takes it."""
    if door in (Door.MAIL, Door.WEB):
        return "お受けになる方は、納得の画面で「引き受けます」を押してください。"
    return "受けた者からお電話で一報します。"


def purge(stream: str) -> None:
    """Blank the bodies of a stream whose personal data was blanked, and the digests that quoted them."""
    gone, own = {"body": "（消去済み）", "subject": "（消去済み）"}, Notice.objects.filter(stream=stream)
    Notice.objects.filter(ref__in=set(own.exclude(digest="").values_list("digest", flat=True))).update(**gone)
    own.update(**gone)


def _news(recorded: Recorded) -> bool:
    """A severity is told when it is grave and had been told as less; unassessed was told as A (R8-14)."""
    if isinstance(recorded.fact, CaseReceived):
        return not recorded.fact.imported
    if not isinstance(recorded.fact, Assessed):
        return True
    if recorded.fact.severity not in (Severity.S, Severity.A):
        return False
    earlier = FactRow.objects.filter(stream=recorded.stream, seq__lt=recorded.seq)
    if earlier.filter(seq=1, recorded_at=recorded.recorded_at).exists():
        return False  # said at receipt, and told with it
    return recorded.fact.severity is Severity.S or earlier.filter(kind=recorded.kind).exists()


def _asked_until(one: Recipient, recorded: Recorded) -> datetime | None:
    """When the fact asks this very person to do something, by when: a channel that knows tasks makes one of it."""
    if one.person is None:
        return None
    mine = {f"person:{one.person.pk}", f"role:{one.person.role}"}
    due = [o.due_at for o in recorded.opens if o.to in mine or o.owed_by == one.person.pk]
    return min(due, default=None)


def _moment(one: Recipient, *, urgent: bool, at: datetime) -> tuple[str, datetime]:
    """(state, due_at) of a notice: at once, after the quiet hours, or gathered into the day's digest."""
    if urgent or one.person is None:
        return "waiting", at
    if one.person.digest:
        return "gathering", hours.next_digest(at, policies.limit("notices.digest_at", hours.DIGEST_AT))
    return "waiting", hours.after_quiet(at, one.person.quiet_from, one.person.quiet_to)


def _shown(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """A company that is only a demo reaches nobody outside."""
    return (Way("demo", ways[0].address),)
