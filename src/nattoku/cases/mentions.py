"""口コミ・SNSでの言及: where a matter is spoken of in public (S002-8d). Careless investigation gets talked about.

The place, the moment and the reach are kept, and nothing of what is written there: insults have no field.
"""

from datetime import datetime
from urllib.parse import urlsplit

from nattoku.cases import actions, queries
from nattoku.cases.facts import Assessed, Mentioned
from nattoku.cases.rules import facts_of
from nattoku.cases.timeline import name_choices
from nattoku.cases.words import REACHES, Reach, Severity, Urgency
from nattoku.ledger.facts import Fact, History, New
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person

URL = Text("見かけた場所のアドレス", "Where it is written")
WHY = "公の場で触れられているため"
NO_ADDRESS = Text(
    "アドレスは https:// から一つだけ入れてください。書かれている言葉は記録しません。",
    "Please give one address, from https:// on. What is written there is not recorded.",
)
_ORDER = list(Severity)  # S first
name_choices(REACHES)


def note(
    no: int | str,
    *,
    url: str,
    reach: Reach = Reach.UNKNOWN,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """A mention is written down; the first of a case raises its severity by one step, and the leader hears.

    A case nobody has assessed counts as A already (R8-14) and stays to be assessed. Refused (400) for what is not one
    address of the web.
    """
    _, past, state = queries.opened(no, by=by, act="cases.write")
    news: list[New | Fact] = [New(fact=Mentioned(url=address(url), reach=reach), happened_at=happened_at)]
    higher = raised(past, state.severity)
    if higher is not None:
        news.append(Assessed(severity=higher, urgency=state.urgency or Urgency.TODAY, why=WHY))
    actions.write(no, *news, by=by, at=at)


def raised(history: History, severity: Severity | None) -> Severity | None:
    """One step graver by the first mention; None where it stays: not assessed, S already, or raised before."""
    if severity in (None, Severity.S) or facts_of(history, Mentioned.kind):
        return None
    return _ORDER[_ORDER.index(severity) - 1]


def address(typed: str) -> str:
    """Exactly one http or https address."""
    typed = clean(typed, URL, longest=2000).strip()
    try:
        parts = urlsplit(typed)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and len(typed.split()) == 1
    except ValueError:
        good = False
    if not good:
        raise Refusal(NO_ADDRESS, status=400)
    return typed
