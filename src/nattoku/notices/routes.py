"""Who hears of what: one table, fact -> audience. A fact that nobody is told of is listed as quiet.

Wide by default (S004-2.1.2.1). Audiences: "leader" (the division's room, or its heads by mail), "divisions"
(the rooms of the divisions the fact names), "representative", "next" (the person the fact names).
"""

from typing import Final

LEADER, DIVISIONS, REPRESENTATIVE, PERSON = "leader", "divisions", "representative", "person"

ROUTES: Final[dict[str, str]] = {
    "cases.received": LEADER,
    "reports.shared": DIVISIONS,
    "reports.action_reported": DIVISIONS,
    "reports.completed": DIVISIONS,
    "deadlines.escalated": PERSON,
    "losses.requested": REPRESENTATIVE,
    "closure.end_requested": REPRESENTATIVE,
    "closure.last_word_heard": LEADER,
    "closure.reopened": LEADER,
    "visits.planned": LEADER,
}

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
    }
)
