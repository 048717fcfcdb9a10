"""How long we allow ourselves. The sources give no hours or days: every default is ours, and editable."""

from datetime import datetime, timedelta

from nattoku.ledger.facts import PROMISES, Opening
from nattoku.ledger.queries import head_hash
from nattoku.policies.facts import COMPANY
from nattoku.policies.models import Policy

_kept: tuple[str, dict[str, Policy]] | None = None


def in_force() -> dict[str, Policy]:
    """The decision in force for each key, read again only after a fact of the company stream."""
    global _kept
    now = head_hash(COMPANY)
    if _kept is None or _kept[0] != now or not now:
        _kept = (now, {p.key: p for p in Policy.objects.all()})
    return _kept[1]


def opening(
    kind: str, *, to: str, at: datetime, due_at: datetime | None = None, owed_by: str = "", detail: str = ""
) -> Opening:
    """A promise of this kind, due when said, or after the allowance in force (which it then names)."""
    return openings((kind, to), at=at, due_at=due_at, owed_by=owed_by, detail=detail)[0]


def openings(
    *wanted: tuple[str, str],
    at: datetime,
    due_at: datetime | None = None,
    owed_by: str = "",
    detail: str = "",
) -> tuple[Opening, ...]:
    """Several promises (kind, to) at once, with one look at the policies."""
    decided = in_force()
    made = []
    for kind, to in wanted:
        policy = decided.get(kind)
        allowed = timedelta(minutes=policy.value) if policy else PROMISES[kind].allowance
        made.append(
            Opening(
                kind=kind,
                to=to,
                due_at=due_at or at + allowed,
                owed_by=owed_by,
                detail=detail,
                policy=None if due_at or not policy else policy.decided,
            )
        )
    return tuple(made)


def limit(key: str, default: int) -> int:
    """A named limit in its own unit, or our default."""
    policy = in_force().get(key)
    return policy.value if policy else default
