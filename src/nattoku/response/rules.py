"""What may be told, and what has been told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nattoku.cases.rules import CaseState, facts_of
from nattoku.cases.words import Stage
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.response.facts import (
    CAUSE,
    CONTACT_RULES,
    EXPLANATIONS,
    HANDLING,
    ContactRulesAgreed,
    RuleBroken,
    Side,
    Term,
)

CONFIRMED, SUPPOSED = "causes.confirmed", "causes.hypothesis_formed"
UNCONFIRMED = Text(
    "まだ確かめられていない原因はお伝えできません。『調査中です。{by}までにご報告いたします』とお伝えください",
    "A cause that is not confirmed cannot be told. Please say: “We are looking into it, and will report by {by}.”",
)
SOME_TIME = Text("○日○時", "(day, time)")


@dataclass(frozen=True)
class Told:
    """One of the three explanations: the fact that gave it last, None while the customer has not heard it."""

    kind: str
    name: Text
    fact: Recorded | None

    @property
    def at(self) -> datetime | None:
        return self.fact.happened_at if self.fact else None

    @property
    def by(self) -> str:
        return self.fact.by if self.fact else ""

    @property
    def words(self) -> str:
        return str(getattr(self.fact.fact, "words", "")) if self.fact else ""


def explained(history: History) -> dict[str, Told]:
    """The three explanations in their order: kind -> what was told last, when, by whom, in which words."""
    last = {r.kind: r for r in facts_of(history, *EXPLANATIONS)}
    return {kind: Told(kind, name, last.get(kind)) for kind, name in EXPLANATIONS.items()}


def confirmed(history: History) -> dict[int, str]:
    """seq -> text of every confirmed cause."""
    return {r.seq: str(getattr(r.fact, "what", "")) for r in facts_of(history, CONFIRMED)}


def untold(history: History) -> dict[int, str]:
    """Confirmed causes that the customer has not heard yet: known, so they are told (S002-8c)."""
    told = {n for r in facts_of(history, "response.cause_explained") for n in getattr(r.fact, "causes", [])}
    return {seq: text for seq, text in confirmed(history).items() if seq not in told}


@dataclass(frozen=True)
class Earliness:
    """How early the customer heard a cause (S002-8b). since_confirmed: of the first one told; None: nothing told yet.

    waiting: for how long the oldest cause that is confirmed and not told has been waiting, None when there is none.
    """

    since_received: timedelta | None
    since_confirmed: timedelta | None
    waiting: timedelta | None


def earliness(history: History, *, at: datetime) -> Earliness:
    """From receipt, and from the confirmation, to the moment the customer heard why it happened."""
    told = facts_of(history, CAUSE)
    first = min(told, key=lambda r: r.happened_at, default=None)
    known = {r.seq: r.happened_at for r in facts_of(history, CONFIRMED)}
    owed = [known[seq] for seq in untold(history)]
    waiting = at - min(owed) if owed else None
    if first is None:
        return Earliness(None, None, waiting)
    begun = [known[seq] for seq in getattr(first.fact, "causes", []) if seq in known]
    confirmed = max(timedelta(), first.happened_at - min(begun)) if begun else None
    return Earliness(first.happened_at - history[0].happened_at, confirmed, waiting)


def may_explain(
    history: History, wanted: Sequence[int | str], words: str = "", *, report_by: datetime | None = None
) -> list[int]:
    """The seq numbers of the confirmed causes that are meant by numbers or texts (S002-8, S002-8a).

    Refused (409) when one of them is not confirmed, when none is named, or when the words give a hypothesis as
    the cause. report_by: when we report next, for the sentence to say instead.
    """
    known = confirmed(history)
    seq_of = {text: seq for seq, text in known.items()}
    meant = [w if isinstance(w, int) else seq_of.get(w.strip(), 0) for w in wanted]
    supposed = [str(getattr(r.fact, "what", "")).strip() for r in facts_of(history, SUPPOSED)]
    guessed = [s for s in supposed if s and s in words and not any(s in text for text in known.values())]
    if not meant or guessed or any(seq not in known for seq in meant):
        raise Refusal(UNCONFIRMED.with_(by=when(report_by) if report_by else SOME_TIME))
    return list(dict.fromkeys(meant))


def cause_words(history: History, causes: Sequence[int]) -> str:
    """The explanation drawn from the confirmed causes themselves, for whoever adds no words of their own."""
    known = confirmed(history)
    return "\n".join(known[seq] for seq in causes)


def told_estimates(history: History) -> dict[str, date]:
    """The 目安 of the stages as they were told last; nothing before that."""
    told = facts_of(history, HANDLING)
    found: dict[str, date] = getattr(told[-1].fact, "estimates", {}) if told else {}
    return found


def estimates(stages: dict[int, date | None], *, at: datetime) -> dict[str, date]:
    """The dates of the stages as 目安: in order, none in the past (R8-9). Refused (400) otherwise."""
    given = [(n, day) for n, day in sorted(stages.items()) if day]
    today = at.astimezone(TOKYO).date()
    if any(n not in list(Stage) for n, _ in given):
        raise Refusal(Text("段階は1から5までです。", "There are five stages, 1 to 5."), status=400)
    days = [day for _, day in given]
    if days != sorted(days) or any(day < today for day in days):
        raise Refusal(
            Text(
                "目安の日付は、きょう以降を段階の順にお選びください。",
                "The dates must lie ahead, in order of the stages.",
            ),
            status=400,
        )
    return {str(int(n)): day for n, day in given}


def agreed(history: History) -> ContactRulesAgreed | None:
    """How we keep in touch, as it was talked over last; None while it was not."""
    told = facts_of(history, CONTACT_RULES)
    return told[-1].fact if told and isinstance(told[-1].fact, ContactRulesAgreed) else None


def may_agree(state: CaseState) -> None:
    """The customer agrees after having been heard (R8-9): refused (409) until the content was read back."""
    if not state.read_back:
        raise Refusal(
            Text(
                "ご連絡の進め方へのご同意は、お話を伺い、復唱してお確かめいただいてから承ります。先に「復唱し、お確かめいただいた」と記録してください。",
                "The customer agrees to the contact rules after having been heard: first read the content back.",
            )
        )


def agreed_terms(agreed: ContactRulesAgreed) -> dict[Term, str]:
    """What was agreed for this case, where something was: term -> its words (the person's id, the channel's code)."""
    found = {
        Term.PERSON: agreed.person,
        Term.HOURS: agreed.hours,
        Term.CHANNEL: agreed.channel,
        Term.FREQUENCY: agreed.frequency,
        Term.PLACE: agreed.place,
    }
    return {term: words for term, words in found.items() if words}


def broken(
    agreed: ContactRulesAgreed | None, what: str, *, side: Side, rule: int, term: Term, rules: int
) -> RuleBroken:
    """The breach as a fact that names its rule (S002-9b). rules: how many the agreed version of the manual has.

    Refused (409) where nothing has been talked over yet, (400) where the rule or the side is not named.
    """
    if agreed is None:
        raise Refusal(
            Text(
                "ご連絡の進め方をまだご相談していません。先にご相談した内容を記録してください。",
                "How we keep in touch has not been talked over yet. Please record that first.",
            )
        )
    named = 1 <= rule <= rules if term is Term.NONE else rule == 0 and term in agreed_terms(agreed)
    if not named or side is Side.UNSAID:
        raise Refusal(
            Text(
                "どの取り決めと違ったのか、どちらのことかをお選びください。",
                "Please say which rule was not kept, and on which side.",
            ),
            status=400,
        )
    return RuleBroken(what=what, side=side, manual=agreed.manual, rule=rule, term=term)
