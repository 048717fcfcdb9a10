"""Who was told inside, when, by what means, with which words."""

from enum import StrEnum

from nattoku.cases.words import Stage
from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text


class Means(StrEnum):
    """How a leader was told: the phone, or the quickest voice channel."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    VIDEO = "video"


MEANS = {
    Means.PHONE: Text("電話", "by phone"),
    Means.IN_PERSON: Text("口頭", "in person"),
    Means.VIDEO: Text("通話", "by video call"),
}


@fact(
    "reports.told_leader",
    ja="{person}さんに一報しました（{means}）",
    en="{person} was told ({means})",
    enters=Stage.CONTENT,
)
class LeaderTold(Fact):
    """The first report, facts only (S004-2.1.2). in_presence: in front of the customer; None: not face to face."""

    person: str
    means: Means
    in_presence: bool | None = None
    said: Personal[str]
    why_not: Personal[str] = ""


@fact(
    "reports.customer_told",
    ja="責任者に報告したことを、お客様にお伝えしました",
    en="The customer was told that it had been reported",
)
class CustomerTold(Fact):
    """Whoever did not hear the first report being made is told that it was (T12)."""


@fact("reports.not_reached", ja="{person}さんは電話に出られませんでした", en="{person} did not answer")
class LeaderNotReached(Fact):
    person: str


@fact("reports.acknowledged", ja="一報を受け取りました（{takes}）", en="The report was acknowledged ({takes})")
class Acknowledged(Fact):
    """A person's acknowledgement, not a machine's. takes: 'I take it', not merely 'read'."""

    takes: bool = False


@fact("reports.taken", ja="引き受けました", en="A leader took the case on", enters=Stage.CONTENT)
class Taken(Fact):
    """「引き受けます」: the leader has heard, from a notice or by voice, and answers for what comes next.

    It settles the first report, also where a machine received (mail, web) and nobody could phone (S004-2.1.2).
    """


@fact(
    "reports.outside_allowed",
    ja="社外の方がいる部屋への共有を認めました",
    en="Sharing with a room with outsiders was allowed",
)
class OutsideAllowed(Fact):
    division: str
    reason: Personal[str]


@fact(
    "reports.shared",
    ja="第1次情報を関係部門に共有しました",
    en="The first information was shared with the divisions",
)
class InformationShared(Fact):
    """text: what the rooms read. outside_allowed: divisions whose room with outsiders was approved.

    narrowed: why not everybody was told, where somebody was left out (S004-2.1.2.1).
    """

    divisions: list[str]
    outside_allowed: list[str]
    text: Personal[str]
    narrowed: Personal[str] = ""


@fact(
    "reports.action_reported",
    ja="処置を関係部門に報告しました",
    en="What was done was reported to the divisions",
)
class ActionReported(Fact):
    divisions: list[str]
    outside_allowed: list[str]
    text: Personal[str]


@fact("reports.completed", ja="完了を関係部門に報告しました", en="The completion was reported to the divisions")
class Completed(Fact):
    """oral: told in person after a complaint settled on the spot (R8-3)."""

    divisions: list[str]
    outside_allowed: list[str]
    oral: bool = False
    text: Personal[str]


@fact(
    "reports.first_contact_thanked",
    ja="{person}さんが最初にお客様に応対したことに、感謝を伝えました",
    en="{person} was thanked for having been the first to meet the customer",
)
class FirstContactThanked(Fact):
    """会社の顔 (S004-5.1.2, 5.1.3): whoever met or answered first. words: what they did well, told by a leader."""

    person: str
    words: Personal[str]
