"""次にすること: the one next thing of a case, read from its facts and its open promises. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from nattoku.board import links
from nattoku.cases import wishing
from nattoku.cases.rules import ENDINGS, CaseState, facts_of
from nattoku.cases.words import Stage
from nattoku.ledger.facts import PROMISES, History
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.response.rules import untold


class Owed(Protocol):
    """A promise as far as this page needs it: the read row fits."""

    @property
    def kind(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def blocking(self) -> bool: ...
    @property
    def detail(self) -> str: ...
    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Next:
    """One thing to do. due: None when nothing says by when; url: where it is done; kind: the promise it keeps."""

    title: Text
    why: Text
    due: datetime | None
    url: str
    late: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Seen:
    """What the rules below look at."""

    no: int
    state: CaseState
    history: History
    owed: Sequence[Owed]
    at: datetime

    def open(self, *kinds: str) -> Owed | None:
        """The earliest open promise of these kinds."""
        return next((p for p in self.owed if p.kind in kinds), None)

    def done(self, *kinds: str) -> bool:
        """Whether one of these facts has happened since the case was last reopened."""
        again = max((r.seq for r in facts_of(self.history, "closure.reopened")), default=0)
        return any(r.seq > again for r in facts_of(self.history, *kinds))

    def told(self, kind: str) -> bool:
        """Whether the customer was told this, ever."""
        return bool(facts_of(self.history, kind))

    def by_tonight(self, owed: Owed) -> bool:
        return owed.due_at.astimezone(TOKYO).date() <= self.at.astimezone(TOKYO).date()


Rule = Callable[[Seen], Next | None]


def next_thing(state: CaseState, history: History, promises: Sequence[Owed], at: datetime) -> Next:
    """The one next thing, in the order of the main job; what is late comes before everything.

    promises: those still open. The first rule that has something to say is the answer.
    """
    promises = [p for p in promises if p.kind not in ELSEWHERE]
    owed = sorted(promises, key=lambda p: (p.due_at, not p.blocking, p.kind))
    seen = Seen(links.no_of(history[0].stream), state, history, owed, at)
    order = _ORDER if state.open else _AFTERWARDS
    return next(found for rule in order if (found := rule(seen)) is not None)


# Colleagues of another division owe these: they see them in their own day, and they are not what this case waits for.
ELSEWHERE = ("notices.acknowledge",)


def task(owed: Owed) -> Text:
    """What is owed, in words, with the detail that was said to the customer."""
    words = PROMISES[owed.kind].what
    return Text(f"{words.ja}（{owed.detail}）", f"{words.en} ({owed.detail})") if owed.detail else words


def _of(seen: Seen, owed: Owed, why: Text) -> Next:
    late = owed.due_at < seen.at
    return Next(task(owed), why, owed.due_at, links.settled_at(owed.kind, owed.id), late=late, kind=owed.kind)


def _step(seen: Seen, title: Text, why: Text, page: str) -> Next:
    return Next(title, why, None, links.case_page(seen.no, page))


def _late(seen: Seen) -> Next | None:
    late = [p for p in seen.owed if p.due_at < seen.at]
    if not late:
        return None
    waits = (
        Text("お客様をお待たせしています。まずこれを果たします。", "The customer is waiting. This comes first.")
        if late[0].to == "customer"
        else Text("社内で止まっています。まずこれを進めます。", "It is stuck inside the company. This comes first.")
    )
    return _of(seen, late[0], waits)


def _first_report(seen: Seen) -> Next | None:
    owed = seen.open("cases.report_to_leader")
    why = Text("お申し出は、事実だけをすぐリーダーに電話で伝えます。", "The leader hears the facts, by phone, at once.")
    return _of(seen, owed, why) if owed else None


def _share(seen: Seen) -> Next | None:
    owed = seen.open("cases.share_first_information")
    why = Text(
        "関係部門が同じ言葉を読めるようにします。文はもうできています。",
        "The related divisions read the same words. The text is already written.",
    )
    return _of(seen, owed, why) if owed else None


def _last_word(seen: Seen) -> Next | None:
    """The word was heard: what it still needs."""
    whys = {
        "closure.answer_sign": Text(
            "「もういい」はご納得ではないかもしれません。リーダーがお電話で伺います。",
            "“Enough” may not have been satisfaction. A leader calls.",
        ),
        "closure.confirm_word": Text(
            "重大度S・Aでは、お言葉を伺った方とは別の一人が確かめます。",
            "For severity S and A somebody other than who heard the words confirms them.",
        ),
        "closure.decide_end": Text("代表の決裁をお待ちしています。", "The representative's decision is awaited."),
    }
    owed = seen.open(*whys)
    return _of(seen, owed, whys[owed.kind]) if owed else None


def _satisfied(seen: Seen) -> Next | None:
    """ご納得 was heard: what still holds the case, or the end."""
    words = facts_of(seen.history, "closure.last_word_heard", "closure.reopened")
    if not words or str(getattr(words[-1].fact, "meaning", "")) != "satisfied":
        return None
    holding = next((p for p in seen.owed if p.blocking and p.kind != "cases.next_contact"), None)
    if holding:
        why = Text(
            "ご納得のお言葉をいただきました。残るお約束を果たすと終えられます。",
            "The customer is satisfied. What is still owed comes before the end.",
        )
        return _of(seen, holding, why)
    if wishing.unanswered(seen.history):
        return _step(
            seen,
            Text("お求めになっていることにお答えする", "Answer what is wanted"),
            Text(
                "ご納得のお言葉をいただきました。お求めにお答えすると終えられます。",
                "The customer is satisfied. What is wanted gets its answer before the end.",
            ),
            "items",
        )
    return _step(
        seen,
        Text("解決（ご納得）として終える", "Close as resolved"),
        Text("ご納得のお言葉をいただき、残るお約束もありません。", "The customer is satisfied and nothing is owed."),
        "closure",
    )


def _understand(seen: Seen) -> Next | None:
    if seen.state.stage is not Stage.CONTENT:
        return None
    if seen.state.severity is None:
        return _step(
            seen,
            Text("重大度と緊急度を見立てる", "Assess severity and urgency"),
            Text("未評価のあいだは重大度Aとして扱います。", "Until assessed it counts as severity A."),
            "assess",
        )
    return _step(
        seen,
        Text("内容を復唱し、お確かめいただく", "Read the content back to the customer"),
        Text(
            "伺った事項をお客様と確かめると、原因の調査に進めます。",
            "Once the customer has confirmed it, we look for the cause.",
        ),
        "content",
    )


def _due_today(seen: Seen) -> Next | None:
    owed = next((p for p in seen.owed if p.blocking and seen.by_tonight(p)), None)
    why = (
        Text(
            "お客様にお伝えする日です。進みがなくても、進んでいないことをお伝えします。",
            "The customer hears from us today, even if only that nothing is new.",
        )
        if owed and owed.to == "customer"
        else Text("きょうが期日です。", "It is due today.")
    )
    return _of(seen, owed, why) if owed else None


def _explain_handling(seen: Seen) -> Next | None:
    if seen.told("response.handling_explained") or seen.state.stage < Stage.CONTENT:
        return None
    return _step(
        seen,
        Text("これからの進め方をお伝えする", "Tell the customer how it will be handled"),
        Text(
            "どのように、いつごろまでに調べるかをお伝えすると、お客様のご不安が減ります。",
            "Knowing how and how long, the customer worries less.",
        ),
        "explanations",
    )


def _drill(seen: Seen) -> Next | None:
    if seen.state.stage is not Stage.CAUSE:
        return None
    if not seen.done("causes.confirmed", "causes.unknown"):
        return _step(
            seen,
            Text("工程を始めから終わりまでたどる", "Follow the process from end to end"),
            Text(
                "最後の人だけを見ず、いつ・誰が・何をしたかを工程ごとに確かめます。",
                "Not only the last step: who did what, and when, in each.",
            ),
            "drill",
        )
    return _step(
        seen,
        Text("原因の調査をまとめる", "Conclude the search for the cause"),
        Text("すべての点検に答えると、解決案の検討に進めます。", "With every check answered we weigh solutions."),
        "drill",
    )


def _explain_cause(seen: Seen) -> Next | None:
    """As soon as a cause is confirmed, whatever else is still looked into (S002-8b)."""
    if not untold(seen.history) or seen.done("closure.completion_told"):
        return None
    return _step(
        seen,
        Text("原因をお客様にお伝えする", "Tell the customer the cause"),
        Text(
            "「なぜ起きたのか」もお申し出の一部です。確かめた原因は、調べ終わるのを待たず、早くお伝えします。",
            "“Why did it happen” is part of the complaint. What is confirmed is told soon, before everything is looked into.",
        ),
        "explanations",
    )


def _loss(seen: Seen) -> Next | None:
    owed = seen.open("losses.decide")
    why = Text(
        "損失を会社が負うかどうかは代表が決めます。決まるまで解決案はお示しできません。",
        "Only the representative decides on a loss. Until then no solution is presented.",
    )
    return _of(seen, owed, why) if owed else None


def _solution(seen: Seen) -> Next | None:
    if seen.state.stage is not Stage.WEIGHING:
        return None
    if not seen.done("solutions.option_weighed", "solutions.legal_checked"):
        return _step(
            seen,
            Text("法的責任と解決案を検討する", "Weigh liability and solutions"),
            Text(
                "契約・記録・法令に照らし、誰が確かめたかを残します。",
                "Against contract, record and law; and who looked at it.",
            ),
            "solutions",
        )
    return _step(
        seen,
        Text("解決案を根拠とともにお示しする", "Present the solution with its grounds"),
        Text("根拠のない解決案はお示しできません。", "A solution without grounds cannot be presented."),
        "solutions",
    )


def _promised(seen: Seen) -> Next | None:
    """A solution was presented: what it still owes comes before we ask for the customer's word."""
    owed = next((p for p in seen.owed if p.blocking and p.kind not in _EVER_OPEN), None)
    if owed is None or seen.state.stage < Stage.PRESENTED:
        return None
    return _of(seen, owed, Text("お約束したことを先に果たします。", "What was promised comes first."))


def _answer_to_solution(seen: Seen) -> Next | None:
    """Presented: the answer is heard first; a solution that was not accepted is weighed anew (継続)."""
    said = facts_of(seen.history, "solutions.presented", "solutions.answered")
    if seen.state.stage is not Stage.PRESENTED or not said:
        return None
    if said[-1].kind == "solutions.presented":
        return _step(
            seen,
            Text("解決案へのお返事を伺う", "Hear the answer to the solution"),
            Text("お示しした解決案を、お客様がどうお考えかを伺います。", "What the customer thinks of it."),
            "solutions",
        )
    if getattr(said[-1].fact, "accepted", True):
        return None
    return _step(
        seen,
        Text("解決案を改めて検討する", "Weigh another solution"),
        Text("ご納得いただけていないので、続けます。", "The customer did not accept it, so we go on."),
        "solutions",
    )


def _report_to_customer(seen: Seen) -> Next | None:
    """What was done is told before the word is asked for."""
    if seen.state.stage is not Stage.PRESENTED or seen.done("closure.completion_told"):
        return None
    return _step(
        seen,
        Text("対応が済んだことをお客様にご報告する", "Tell the customer that everything is done"),
        Text(
            "何が起き、なぜ起き、何をし、何を改めたかをお伝えしてから、お言葉を伺います。",
            "What happened, why, what we did and changed is told before we ask for the word.",
        ),
        "closure",
    )


def _ask_for_the_word(seen: Seen) -> Next | None:
    if seen.state.stage is not Stage.PRESENTED:
        return None
    return _step(
        seen,
        Text("お客様のお言葉を伺う", "Hear the customer's word"),
        Text(
            "解決にできるのは、お客様がご納得と仰ったときだけです。",
            "Only the customer's own words of satisfaction resolve it.",
        ),
        "closure",
    )


def _whatever_is_owed(seen: Seen) -> Next | None:
    if not seen.owed:
        return None
    return _of(seen, seen.owed[0], Text("次に期日が来るお約束です。", "The promise that is due next."))


def _contact(seen: Seen) -> Next:
    return _step(
        seen,
        Text("お客様にご連絡する", "Contact the customer"),
        Text("次のご連絡の日時が決まっていません。", "No next contact has been promised yet."),
        "contact-customer",
    )


def _aftercare(seen: Seen) -> Next | None:
    whys = {
        "closure.thank": Text(
            "お申し出とお言葉をくださったお客様に、御礼を申し上げます。",
            "The customer is thanked for having come to us, and for the word.",
        ),
        "closure.completion_report": Text(
            "どう終わったかを関係部門にお知らせします。", "The divisions read how it ended."
        ),
        "closure.case_file": Text(
            "事実・原因・対策を1ページに残すと、次の方が学べます。", "One page from which the next one learns."
        ),
        "closure.confirm_on_the_spot": Text(
            "その場での解決は、あとからリーダーが確かめます。", "A leader looks at it afterwards."
        ),
        "closure.effect_check": Text(
            "対策が効いているかを、その後のご様子をお客様に伺って確かめます。",
            "Does the countermeasure work? The customer is asked how it has been since.",
        ),
    }
    for kind, why in whys.items():
        if owed := seen.open(kind):
            return _of(seen, owed, why)
    return None


def _nothing(seen: Seen) -> Next:
    title = Text("することはありません", "Nothing is left to do")
    why = Text(
        "この案件は「{ending}」で終わり、残るお約束もありません。", "It has ended ({ending}) and nothing is owed."
    ).with_(ending=ENDINGS[seen.state.ending])
    return Next(title, why, None, "")


# Every open case has these; they never stand between a presented solution and the customer's word.
_EVER_OPEN = ("cases.next_contact", "cases.interim_report")
_ORDER: tuple[Rule, ...] = (
    _late,
    _first_report,
    _share,
    _last_word,
    _satisfied,
    _understand,
    _due_today,
    _explain_handling,
    _explain_cause,
    _drill,
    _loss,
    _solution,
    _promised,
    _answer_to_solution,
    _report_to_customer,
    _ask_for_the_word,
    _whatever_is_owed,
    _contact,
)
_AFTERWARDS: tuple[Rule, ...] = (_late, _aftercare, _whatever_is_owed, _nothing)
