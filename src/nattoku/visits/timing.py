"""Does a visit fall on a time the customer told us not to come? Pure: reads the card's own words (S001-6)."""

from datetime import datetime, timedelta

import jpholiday

from nattoku.customers.hours import PARTS, covers
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text


def clashes(*, not_when: str, busy: str, starts_at: datetime, ends_at: datetime) -> list[Text]:
    """The customer's own words that speak against this time; each asks for a reason to go all the same.

    not_when, busy: as written on the card, e.g. "月曜と木曜の午前". Words that cannot be read as a time never
    clash; they are shown beside the plan.
    """
    found = []
    for words, said in (
        (not_when, Text("ご都合がつかない時", "a time when the customer cannot be reached")),
        (busy, Text("お忙しい時", "a busy time of the customer")),
    ):
        for part in (p.strip() for p in PARTS.split(words)):
            if part and covers(part, starts_at=starts_at, ends_at=ends_at):
                found.append(
                    Text(
                        "{said}にあたります（{part}）。それでも伺うなら理由を書きます",
                        "it falls on {said} ({part}); a reason is needed to go all the same",
                    ).with_(said=said, part=part)
                )
    return found


def on_business_day(moment: datetime) -> datetime:
    """The moment itself, or the same hour of the first day after it that is no weekend or holiday in Japan."""
    day = moment.astimezone(TOKYO)
    while day.weekday() >= 5 or jpholiday.is_holiday(day.date()):
        day += timedelta(days=1)
    return day
