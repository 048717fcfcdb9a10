"""お申し出の進め方のご案内: one sheet a customer reads in a minute (S002-7). What it says, on paper and in a mail.

Promises are the next contact and the interim report; the dates of the stages are 目安 (R8-9). Staff by surname alone.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from nattoku.cases.rules import CaseState
from nattoku.customers import queries as customers
from nattoku.ledger.facts import History
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.honorific import addressed
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import naming
from nattoku.people import queries as people
from nattoku.people.facts import CompanyDescribed
from nattoku.policies import queries as policies
from nattoku.response import rules
from nattoku.standing.shown import Standing, Step, steps

TITLE = Text("お申し出の進め方のご案内", "How we handle your matter")
SUBJECT = Text("お申し出の進め方のご案内（受付番号 {no}）", "How we handle your matter (number {no})")
GREETING = Text(
    "このたびはお知らせくださり、ありがとうございます。ご不便をおかけしておりますことをお詫び申し上げます。次のように進めてまいります。",
    "Thank you for telling us. We are sorry for the trouble. This is how we go on.",
)
PROMISED, WAY, REPORTING, WHERE = (
    Text("お約束", "What we promise"),
    Text("進め方", "The way we go"),
    Text("ご報告のしかた", "How we report"),
    Text("お申し出の状況の画面", "Where your matter stands"),
)
KEPT = Text(
    "それぞれの日時までに、担当の者からご連絡いたします。変わるときは、その前にご了承をいただきます。",
    "You hear from us by then. If a date must change, we ask for your consent before.",
)
ABOUT = Text(
    "目安は、お約束ではなく、おおよその日です。変わるときはお知らせします。",
    "These dates are estimates, not promises. We tell you when they change.",
)
HOW = Text(
    "原因は、確かめてからお伝えします。時間を要するときも、分かったことと、まだ分からないことをお知らせします。"
    "ご都合のよい方法と時間をお聞かせください。",
    "We tell you the cause once it is confirmed. If it takes time, we tell you what is known and what is not yet. "
    "Please tell us how and when to reach you.",
)
YOURS = Text(
    "お申し出がいまどの段階にあるかを、いつでもご覧になれます。お客様だけのアドレスですので、ほかの方にはお渡しにならないようお願いいたします。",
    "See at any time where your matter stands. The address is yours alone; please do not pass it on.",
)
STATES = {"done": Text("済みました", "done"), "now": Text("いまここです", "we are here"), "later": Text("", "")}
NEXT_IS_PAST = Text(
    "次のご連絡のお約束は、これからの日時にしてください。", "The next contact that the sheet names must lie ahead."
)


@dataclass(frozen=True)
class Terms:
    """What whoever tells may set: when we contact next, and the 目安 of the stages (stage number -> day)."""

    next_at: datetime
    estimates: dict[str, date]


@dataclass(frozen=True)
class Guide:
    """The sheet. interim_at None: no interim report is owed. address: of the customer's page, "" for none."""

    no: int
    name: Text
    on: datetime
    contact: str
    terms: Terms
    interim_at: datetime | None
    steps: list[Step]
    ours: CompanyDescribed
    address: str = ""

    @property
    def promises(self) -> list[tuple[Text, Text]]:
        rows = [(Text("次のご連絡", "Next contact"), by(self.terms.next_at, self.on))]
        if self.interim_at:
            name = Text("途中の状況のご報告", "Interim report")
            rows.append((name, by(self.interim_at, self.on)))
        return [*rows, (Text("担当", "In charge"), Text(self.contact, self.contact))]

    def with_address(self, address: str) -> "Guide":
        return replace(self, address=address)

    def text(self, lang: str) -> str:
        """The sheet as plain words, for a mail or to be copied."""
        parts = [
            self.name.to(lang),
            f"{TITLE.to(lang)}　{Text('受付番号', 'Number').to(lang)} {self.no}",
            GREETING.to(lang),
            _section(PROMISED.to(lang), *(f"{a.to(lang)}　{b.to(lang)}" for a, b in self.promises), KEPT.to(lang)),
            _section(
                WAY.to(lang), *(_step(n, one, self.on, lang) for n, one in enumerate(self.steps, 1)), *self._about(lang)
            ),
            _section(REPORTING.to(lang), HOW.to(lang)),
            _section(WHERE.to(lang), self.address, YOURS.to(lang)) if self.address else "",
            naming.foot(self.ours).to(lang),
        ]
        return "\n\n".join(part for part in parts if part)

    def _about(self, lang: str) -> list[str]:
        return [ABOUT.to(lang)] if any(one.about and one.state != "done" for one in self.steps) else []


def of(shown: Standing, state: CaseState, past: History, terms: Terms, *, at: datetime) -> Guide:
    """The sheet of a case as it is now."""
    card = customers.customer(state.customer)
    caller = state.received.caller
    return Guide(
        no=shown.no,
        name=addressed(caller or (card.name if card else ""), company=bool(card and card.company and not caller)),
        on=at,
        contact=shown.contact,
        terms=terms,
        interim_at=shown.interim_at if shown.interim_at and shown.interim_at > at else None,
        steps=steps(past, state, terms.estimates),
        ours=people.described(),
    )


def offered(shown: Standing, state: CaseState, past: History, *, at: datetime) -> Terms:
    """What stands in the form: the promise that is open, or our allowance; the 目安 told last, or our own pace."""
    ahead = shown.next_at if shown.next_at and shown.next_at > at else None
    next_at = ahead or policies.due(policies.allowance("cases.next_contact"), at=at, division=state.received.division)
    told = rules.told_estimates(past)
    return Terms(next_at, told or _pace(state, at=at))


def checked(next_at: datetime | None, days: dict[int, date | None], *, at: datetime) -> Terms:
    """What was typed; Refusal 400 when the next contact or a 目安 does not lie ahead, or they are out of order."""
    if next_at is None or next_at <= at:
        raise Refusal(NEXT_IS_PAST, status=400)
    return Terms(next_at, rules.estimates(days, at=at))


def by(moment: datetime, at: datetime) -> Text:
    """Until when, in words."""
    return Text("{when}まで", "by {when}").with_(when=when(moment, at=at))


def _pace(state: CaseState, *, at: datetime) -> dict[str, date]:
    """Our own defaults for telling the cause and presenting a solution, from receipt; what has passed is left out."""
    today = at.astimezone(TOKYO).date()
    found: dict[str, date] = {}
    for stage, key in (("3", "deadlines.cause"), ("5", "deadlines.solution")):
        due = policies.due(policies.allowance(key), at=state.happened_at, division=state.received.division)
        day = due.astimezone(TOKYO).date()
        if int(stage) >= state.stage and day >= max(today, *found.values(), today):
            found[stage] = day
    return found


def _section(head: str, *lines: str) -> str:
    return "\n".join([f"■ {head}", *lines])


def _step(n: int, one: Step, at: datetime, lang: str) -> str:
    about = (
        f"{Text('目安', 'about').to(lang)} {when(one.about, at=at).to(lang)}"
        if one.about and one.state != "done"
        else ""
    )
    said = "　".join(part for part in (STATES[one.state].to(lang), about) if part)
    return f"{n} {one.name.to(lang)}" + (f"　{said}" if said else "")
