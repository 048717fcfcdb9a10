"""The three explanations, beside the five stages (S002-7 to S002-9)."""

from datetime import date, datetime
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text

HANDLING, CAUSE, CONTACT_RULES = (
    "response.handling_explained",
    "response.cause_explained",
    "response.contact_rules_agreed",
)
EXPLANATIONS = {
    HANDLING: Text("進め方と期間", "How it is handled, and how long"),
    CAUSE: Text("なぜ起きたか", "Why it happened"),
    CONTACT_RULES: Text("今後のご連絡の進め方", "How we keep in touch"),
}


@fact(
    HANDLING,
    ja="どのように進め、いつごろになるかをご説明しました（{channel}）",
    en="How it is handled and about how long was explained ({channel})",
    tells_customer=True,
)
class HandlingExplained(Fact):
    """estimates: stage number -> date, 目安 only: no promise hangs on them (R8-9).

    despite, here and in the other explanations: why so, where the customer's card speaks against it.
    """

    channel: str
    estimates: dict[str, date]
    words: Personal[str]
    despite: Personal[str] = ""


@fact(
    CAUSE,
    ja="確かめた原因をご説明しました（{channel}）",
    en="The confirmed cause was explained ({channel})",
    tells_customer=True,
)
class CauseExplained(Fact):
    """causes: seq numbers of the `causes.confirmed` facts it was drawn from, never empty (S002-8a)."""

    channel: str
    causes: list[int]
    words: Personal[str]
    despite: Personal[str] = ""


@fact(
    "response.interim_reported",
    ja="途中の状況をご報告しました（{channel}）",
    en="An interim report was given ({channel})",
    tells_customer=True,
)
class InterimReported(Fact):
    channel: str
    known: Personal[str]
    unknown: Personal[str]
    next: Personal[str]
    despite: Personal[str] = ""


@fact(
    CONTACT_RULES,
    ja="今後のご連絡の進め方をご相談しました（お客様のご同意：{agreed}）",
    en="How we keep in touch was talked over (customer agreed: {agreed})",
    tells_customer=True,
)
class ContactRulesAgreed(Fact):
    """person: who keeps in touch; channel, hours, frequency, place: how. manual: version of our written rules."""

    person: str
    channel: str
    agreed: bool
    manual: str
    hours: Personal[str]
    frequency: Personal[str] = ""
    place: Personal[str] = ""
    words: Personal[str] = ""
    despite: Personal[str] = ""


class Side(StrEnum):
    """On which side something went otherwise than agreed. No judgement, and nobody's name."""

    OURS = "ours"
    THEIRS = "theirs"
    UNSAID = "unsaid"  # in facts written before it was asked


class Term(StrEnum):
    """What is agreed for one case beside the manual."""

    NONE = "none"
    PERSON = "person"
    HOURS = "hours"
    CHANNEL = "channel"
    FREQUENCY = "frequency"
    PLACE = "place"


SIDES = {
    Side.OURS: Text("私どものこと", "on our side"),
    Side.THEIRS: Text("お客様のこと", "on the customer's side"),
    Side.UNSAID: Text("どちらのことか記していません", "on which side was not said"),
}
TERMS = {
    Term.PERSON: Text("窓口", "Contact person"),
    Term.HOURS: Text("ご連絡の時間", "Hours"),
    Term.CHANNEL: Text("ご連絡の方法", "Channel"),
    Term.FREQUENCY: Text("回数の目安", "Frequency"),
    Term.PLACE: Text("お目にかかる場所", "Where we meet"),
    Term.NONE: Text("手引きの条", "A rule of the manual"),
}


@fact(
    "response.rule_broken",
    ja="取り決めたご連絡の進め方と違うことがありました（{side}）",
    en="The agreed way of keeping in touch was not kept ({side})",
)
class RuleBroken(Fact):
    """A fact and nothing more: ours or the customer's, without a judgement (S002-9b).

    Which rule: `rule` of the manual's version `manual` (from 1), or the `term` agreed for this case.
    """

    what: Personal[str]
    side: Side = Side.UNSAID
    manual: str = ""
    rule: int = 0
    term: Term = Term.NONE


@fact(
    "response.manual_decided",
    ja="ご連絡の進め方の手引き（第{version}版）を定めました（{reason}）",
    en="The rules of contact were decided (version {version}): {reason}",
)
class ManualDecided(Fact):
    """A version of our written rules, in force from now on (S002-9a). Cases keep the version they agreed on.

    lines, lines_en: one rule each, in the same order; what has no English is shown in Japanese. They name nobody.
    """

    version: str
    lines: list[str]
    lines_en: list[str]
    reason: str


@fact(
    "response.guide_mailed",
    ja="進め方のご案内をメールでお出ししました。届くと、ご説明したことになります",
    en="The sheet on how we handle it was mailed; once delivered, it counts as told",
)
class GuideMailed(Fact):
    """Not told yet: `notices.delivered` for this notice makes it so. next_at: the next contact that the sheet names."""

    notice: str
    next_at: datetime
    estimates: dict[str, date]
    address: Personal[str]
    words: Personal[str]
    despite: Personal[str] = ""


@fact(
    "response.released",
    ja="お客様の画面でお見せする文を定めました",
    en="What the customer's page may say was released",
)
class Released(Fact):
    """What a leader lets the customer read on the status page; a later one replaces it. Nothing else is shown."""

    known: Personal[str]
    unknown: Personal[str] = ""


@fact(
    "response.link_made",
    ja="お客様の画面へのリンクを作りました（{expires_at}まで）",
    en="A link to the customer's page was made (until {expires_at})",
)
class LinkMade(Fact):
    """trace: SHA-256 of the link's secret of 256 bits, in hex; the secret itself is kept nowhere."""

    trace: str
    expires_at: datetime


@fact(
    "response.link_revoked",
    ja="お客様の画面へのリンクを使えなくしました",
    en="A link to the customer's page was revoked",
)
class LinkRevoked(Fact):
    trace: str
