"""Asking a customer what hurt and what is wanted, both at once: neither is guessed from the other (T7, S004-2.3.3)."""

from collections.abc import Sequence
from datetime import datetime

from nattoku.cases import facts, queries
from nattoku.cases.rules import refuse_if_ended
from nattoku.cases.words import Hurt, Wish
from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.models import Person

NOTHING_SAID = Text(
    "お気持ちと、お求めになっていることを、それぞれお選びください。仰らなかったときは「特に仰らなかった」をお選びください。",
    "Please choose what hurt and what is wanted; where nothing was said, choose “nothing was said”.",
)


def ask(
    no: int | str,
    *,
    hurt: Sequence[Hurt],
    wish: Sequence[Wish],
    expected_version: int | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Both were asked, about the central item; an empty list: the customer said nothing of it."""
    case, _, state = queries.opened(no, by=by, act="cases.write")
    refuse_if_ended(state)
    central = next((n for n, one in state.items.items() if one.heard.central), min(state.items, default=0))
    if not central:
        raise Refusal(Text("お申し出の事項がまだありません。", "No item of the complaint is written down yet."))
    asked = facts.HeartAsked(item=central, hurt=list(hurt), wish=list(wish))
    append(case.stream, asked, by=by.pk, at=at, expected_version=expected_version)
