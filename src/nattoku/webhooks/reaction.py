"""From a fact of a case to the outbox rows for the receivers that asked for its kind, in the same transaction."""

import json
import secrets
from fnmatch import fnmatch

from nattoku.cases import queries as cases
from nattoku.ledger.append import mark
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import insert
from nattoku.notices.models import Notice
from nattoku.webhooks import queries


def react(recorded: Recorded) -> None:
    """Nothing of a ring-fenced case, nothing that a machine noted, nothing of a demo leaves the house."""
    if not recorded.stream.startswith("case:") or recorded.fact.by_machine:
        return
    asking = [hook for hook in queries.hooks() if any(fnmatch(recorded.kind, kind) for kind in hook.kinds)]
    if not asking or mark("demo"):
        return
    case = cases.case(cases.no_of(recorded.stream))
    if case is None or case.ring_fenced:
        return
    insert([_notice(recorded, hook.pk, hook.url) for hook in asking])


def _notice(recorded: Recorded, hook: str, url: str) -> Notice:
    return Notice(
        ref=f"N-{secrets.token_hex(8)}",
        stream=recorded.stream,
        seq=recorded.seq,
        kind=recorded.kind,
        to=f"hook:{hook}",
        channel="webhook",
        address=url,
        mention=hook,
        subject=recorded.kind,
        body=json.dumps(payload(recorded), ensure_ascii=False),
        state="waiting",
        due_at=recorded.recorded_at,
        created_at=recorded.recorded_at,
    )


def payload(recorded: Recorded) -> dict[str, object]:
    """What a receiver reads (Standard Webhooks: type, timestamp, data). Whoever may know more asks the API."""
    return {
        "type": recorded.kind,
        "timestamp": recorded.recorded_at.isoformat(),
        "data": {
            "case": str(cases.no_of(recorded.stream)),
            "fact": recorded.seq,
            "happened_at": recorded.happened_at.isoformat(),
        },
    }
