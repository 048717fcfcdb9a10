"""What happens when a due moment comes near or passes, and while we wait for the customer."""

from datetime import datetime
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact


class Because(StrEnum):
    """Why the wait for the customer is over."""

    ANSWERED = "answered"
    DATE_CAME = "date_came"


@fact(
    "deadlines.reminded",
    ja="「{what}」の期日が近いため、{person}さんに知らせます",
    en="“{what}” is due soon; {person} is reminded",
    by_machine=True,
)
class Reminded(Fact):
    """Dated when the reminder was due. promise: the promise's id, or a timer's ("deadlines.cause:1")."""

    promise: str
    what: str
    person: str


@fact(
    "deadlines.escalated",
    ja="「{what}」が期限を過ぎたため、{person}さんに知らせます",
    en="“{what}” is past due; {person} is told",
    by_machine=True,
)
class Escalated(Fact):
    """Dated when it was due, whenever it was noticed. rung: 1 for the first person told. promise: as in Reminded."""

    promise: str
    what: str
    rung: int
    person: str


@fact(
    "deadlines.reminder_told",
    ja="期日が近い{count}件を、{person}さんにまとめて知らせました",
    en="{person} was reminded of {count} due soon",
    by_machine=True,
)
class ReminderTold(Fact):
    """One message for all reminders that were written for one person at the same time; text: what it says."""

    person: str
    count: int
    text: Personal[str]


@fact(
    "deadlines.escalation_told",
    ja="期限を過ぎた{count}件を、{person}さんにまとめて知らせました",
    en="{person} was told of {count} past due",
    by_machine=True,
)
class EscalationTold(Fact):
    """One message for everything past due that was noticed for one person at the same time; text: what it says."""

    person: str
    count: int
    text: Personal[str]


@fact(
    "deadlines.paused",
    ja="お客様のお返事を待っています",
    en="We are waiting for the customer's answer",
)
class Paused(Fact):
    """The inside timers stand until the customer answers, or until `until`, when we ask again."""

    until: datetime
    reason: Personal[str]


@fact("deadlines.resumed", ja="お返事待ちを終えました（{because}）", en="The wait for the customer is over ({because})")
class Resumed(Fact):
    because: Because
    words: Personal[str] = ""


@fact("deadlines.reviewed", ja="長く続いている案件を見直しました", en="A long-open case was reviewed")
class Reviewed(Fact):
    """The representative has looked at why it is still open, and says how it goes on."""

    words: Personal[str]
