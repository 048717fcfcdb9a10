"""What the pages, the API and the command line say of each policy: its value, since when, by whom, why."""

from collections.abc import Iterable
from dataclasses import dataclass

from nattoku.ledger.facts import PROMISES, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.policies import queries, words
from nattoku.policies.actions import UNKNOWN
from nattoku.policies.defaults import DEFAULTS, TIME, YEN
from nattoku.policies.facts import PolicyDecided

PROMISED, RUNNING, MONEY, REST = (
    Text("お約束の期限", "What is promised, and by when"),
    Text("案件の目安と見張り", "Timers of a case, and who is told"),
    Text("金額の上限", "Limits of money"),
    Text("そのほか", "Everything else"),
)


@dataclass(frozen=True)
class Decided:
    """One decision of the past, the newest first in a list."""

    value: Text
    recorded: Recorded
    by: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """A policy in force. ours: nobody has decided it yet, our default holds; history: every decision of it."""

    key: str
    what: Text
    page: Text
    value: int
    unit: str
    business: bool
    default: Text
    history: tuple[Decided, ...]

    @property
    def words(self) -> Text:
        return words.worded(self.value, self.unit, business=self.business)

    @property
    def ours(self) -> bool:
        return not self.history

    @property
    def group(self) -> Text:
        if self.key in PROMISES:
            return PROMISED
        return RUNNING if self.key.startswith("deadlines.") else MONEY if self.unit == YEN else REST


def everything() -> list[Shown]:
    """Every policy, promises first, in the order they are declared."""
    found = queries.decisions()
    return [_shown(key, found) for key in (*PROMISES, *DEFAULTS)]


def one(key: str) -> Shown:
    """One policy. Refused (404) for a key nobody reads."""
    if key not in PROMISES and key not in DEFAULTS:
        raise Refusal(UNKNOWN, status=404)
    return _shown(key, queries.decisions(key))


def _shown(key: str, found: Iterable[Recorded]) -> Shown:
    if key in PROMISES:
        kind = PROMISES[key]
        value, unit, business = int(kind.allowance.total_seconds() // 60), TIME, kind.business
        what, page = kind.what, kind.page
    else:
        ours = DEFAULTS[key]
        value, unit, business, what, page = ours.value, ours.unit, ours.business, ours.what, ours.page
    default = words.worded(value, unit, business=business)
    past = [(r, r.fact) for r in found if isinstance(r.fact, PolicyDecided) and r.fact.key == key]
    if past:
        value, business = past[0][1].value, past[0][1].business
    names = people.names({r.by for r, _ in past})
    history = tuple(
        Decided(words.worded(f.value, unit, business=f.business), r, names.get(r.by, ""), f.reason) for r, f in past
    )
    return Shown(key, what, page, value, unit, business, default, history)
