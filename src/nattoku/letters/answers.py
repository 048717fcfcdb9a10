"""Letters as JSON."""

from typing import Any

from nattoku.cases import queries
from nattoku.cases.answers import MASKED, lang
from nattoku.ledger.facts import History
from nattoku.letters import rules
from nattoku.people import access
from nattoku.people.models import Person


def letters(no: int | str, *, by: Person) -> dict[str, Any]:
    """{"letters": [...]}; words masked for a viewer."""
    _, past, _ = queries.opened(no, by=by)
    hide = access.masks(by)
    return {"letters": [_letter(one, past, hide) for one in rules.letters_of(past).values()]}


def _letter(letter: rules.Letter, past: History, hide: bool) -> dict[str, Any]:
    draft = letter.draft
    return {
        "letter": letter.number,
        "kind": draft.kind_of,
        "state": state(letter),
        "recipient": MASKED if hide else draft.recipient,
        "text": MASKED if hide else draft.text,
        "drafted_by": letter.drafted_by,
        "drafted_at": letter.drafted_at.isoformat(),
        "checks": [{"what": c.words.to(lang()), "ok": c.ok} for c in rules.checks(draft, past)],
        "sent_back": MASKED if hide and letter.sent_back else letter.sent_back,
        "method": letter.sent.method if letter.sent else None,
        "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
        "returned": MASKED if hide and letter.returned else letter.returned,
    }


def state(letter: rules.Letter) -> str:
    """One word: returned, sent, approved, sent_back, drafted."""
    if letter.returned:
        return "returned"
    if letter.sent:
        return "sent"
    if letter.approved:
        return "approved"
    return "sent_back" if letter.sent_back else "drafted"
