"""Who hears of what: one table, fact -> audiences. A fact that nobody is told of is listed as quiet.

Wide by default (S004-2.1.2.1). Audiences: "leader" (the division's room, and whoever is on duty), "divisions" (the
rooms of the divisions the fact names), "top" (the representative and the complaints-handling manager, when the
severity is S, A or not yet assessed), "representative", "next" (the person the fact names).
A ring-fenced case is told to its named readers alone, whatever stands here.
"""

from typing import Final, TypeAlias

LEADER, DIVISIONS, REPRESENTATIVE, PERSON, TOP = "leader", "divisions", "representative", "person", "top"
Audiences: TypeAlias = str | tuple[str, ...]

ROUTES: Final[dict[str, Audiences]] = {
    "cases.received": (LEADER, TOP),
    "cases.assessed": TOP,
    "cases.passed_around": LEADER,
    "cases.mentioned": LEADER,
    "reports.shared": DIVISIONS,
    "reports.action_reported": DIVISIONS,
    "reports.completed": DIVISIONS,
    "deadlines.escalation_told": PERSON,
    "deadlines.reminder_told": PERSON,
    "mail.arrived": PERSON,
    "corrections.misdirected": LEADER,
    "corrections.deletion_asked": DIVISIONS,
    "corrections.corrected": DIVISIONS,
    "losses.requested": REPRESENTATIVE,
    "losses.changed": REPRESENTATIVE,
    "response.rule_broken": LEADER,
    "solutions.withdrawal_received": LEADER,
    "closure.end_requested": REPRESENTATIVE,
    "closure.last_word_heard": LEADER,
    "closure.concern_raised": (LEADER, PERSON),
    "closure.reopened": LEADER,
    "visits.planned": LEADER,
    "visits.danger_felt": LEADER,
    "visits.hint_assigned": PERSON,
}
# These wake people, whatever the severity.
LOUD: Final[frozenset[str]] = frozenset({"deadlines.escalation_told", "visits.danger_felt"})

QUIET: Final[frozenset[str]] = frozenset(
    {
        "ledger.blanked",
        "people.*",
        "policies.*",
        "customers.*",
        "cases.*",
        "response.*",
        "causes.*",
        "solutions.*",
        "visits.*",
        "letters.*",
        "losses.*",
        "closure.*",
        "deadlines.*",
        "notices.*",
        "reports.*",
        "lessons.*",
        "webform.*",
        "mail.*",
        "tone.*",
        "corrections.*",
        "webhooks.*",
        "imports.*",
        "signs.*",
        "surveys.*",
        "duties.*",
        "voice.*",
        "introductions.*",
        "clubs.*",
        "credo.*",
        "agreed.*",
        "skills.*",
        "lateness.*",
        "setup.*",
    }
)


def audiences(kind: str) -> tuple[str, ...]:
    """Who hears of a fact of this kind; empty when it is quiet."""
    named = ROUTES.get(kind, ())
    return (named,) if isinstance(named, str) else named
