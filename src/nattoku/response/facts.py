"""The three explanations, beside the five stages (S002-7 to S002-9)."""

from datetime import date, datetime

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
    """estimates: stage number -> date, 目安 only: no promise hangs on them (R8-9)."""

    channel: str
    estimates: dict[str, date]
    words: Personal[str]


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


@fact(
    "response.rule_broken",
    ja="お約束したご連絡の進め方と違うことがありました",
    en="The agreed way of keeping in touch was not kept",
)
class RuleBroken(Fact):
    """A fact and nothing more: ours or the customer's, without a judgement (S002-9b)."""

    what: Personal[str]


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
