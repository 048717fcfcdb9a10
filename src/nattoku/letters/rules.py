"""May this letter be approved, may it be sent? What it must say. Pure."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from nattoku.cases import guesses
from nattoku.cases.rules import facts_of, refuse_missing
from nattoku.ledger.facts import History
from nattoku.letters import facts, guide
from nattoku.letters.words import AFTER_VISIT, APOLOGISING, KINDS, PARTS, THANKING, WITH_NEXT_DATE, LetterKind, Method
from nattoku.lib.honorific import addressed, bare_name, honorific
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_DATE = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日")
_SORRY = re.compile("申し訳|お詫び|おわび")
_GRATEFUL = re.compile("ありがと|有難|有り難|御礼|お礼|感謝")
_CAUSE = re.compile("原因は|原因が")
_LOOKING = re.compile("調査|調べ|確かめ|確認|不明|分かって|わかって")


@dataclass
class Letter:
    """One letter as its facts leave it."""

    number: int
    draft: facts.LetterDrafted
    drafted_by: str
    drafted_at: datetime
    drafts: list[str] = field(default_factory=list)
    sent_back: str = ""
    approved: bool = False
    as_customer: str = ""
    sent: facts.LetterSent | None = None
    sent_at: datetime | None = None
    returned: str = ""

    @property
    def out(self) -> bool:
        """Sent and not come back."""
        return self.sent is not None and not self.returned


def letters_of(history: History) -> dict[int, Letter]:
    """Fold a case's letters, by number."""
    letters: dict[int, Letter] = {}
    for recorded in history:
        fact = recorded.fact
        if isinstance(fact, facts.LetterDrafted):
            earlier = letters.get(fact.letter)
            drafts = [*(earlier.drafts if earlier else []), recorded.by]
            letters[fact.letter] = Letter(fact.letter, fact, recorded.by, recorded.happened_at, drafts)
            continue
        if not recorded.kind.startswith("letters."):
            continue
        letter = letters[getattr(fact, "letter", 0)]
        match fact:
            case facts.LetterSentBack(reason=reason):
                letter.sent_back = reason
            case facts.LetterApproved(as_customer=line):
                letter.approved, letter.as_customer = True, line
            case facts.LetterSent() as sent:
                letter.sent, letter.sent_at, letter.returned = sent, recorded.happened_at, ""
            case facts.LetterReturned(reason=reason):
                letter.returned = reason
    return letters


def channel(method: Method) -> str:
    """By which channel of the customer's card this way of sending arrives."""
    return "mail" if method is Method.MAIL else "letter"


def the_letter(letters: dict[int, Letter], number: int) -> Letter:
    """One of them, or Refusal 404."""
    if number not in letters:
        raise Refusal(Text("そのお手紙はありません。", "There is no such letter."), status=404)
    return letters[number]


def compose(
    recipient: str, parts: dict[str, str], *, company: bool = False, sender: str, on: datetime, opening: str = ""
) -> str:
    """The letter from its parts, in the order of the form; empty parts leave nothing behind."""
    head = "　".join(part for part in (opening, parts.get("greeting", "").strip()) if part)
    body = [head, *(parts.get(name, "").strip() for name, *_ in PARTS if name != "greeting"), guide.closing_of(opening)]
    day = f"{on.year}年{on.month}月{on.day}日"
    return "\n\n".join([addressed(recipient, company=company).ja, *(p for p in body if p), day, sender.strip()]).strip()


@dataclass(frozen=True)
class Check:
    """One thing a letter must have, and whether it does."""

    words: Text
    ok: bool


def checks(draft: facts.LetterDrafted, history: History) -> list[Check]:
    """What is looked at before approval, in words (S004-5.3, S001-23, S003-15, S002-8a)."""
    kind, text = draft.kind_of, draft.text
    confirmed = bool(facts_of(history, "causes.confirmed"))
    found = [_salutation(draft)]
    if kind in APOLOGISING or kind is LetterKind.DELAY:
        found.append(Check(Text("お詫びの言葉がある", "it apologises"), bool(_SORRY.search(text))))
    if kind in WITH_NEXT_DATE:
        words = Text("次のご連絡の日付がある（○月○日）", "it says the date of the next contact")
        found.append(Check(words, bool(_DATE.search(_without_date_line(text)))))
    found.append(Check(Text("御礼の言葉がある", "it thanks"), bool(_GRATEFUL.search(text))))
    found += _form(kind, text, visited=bool(facts_of(history, "visits.made")))
    if kind is LetterKind.ACCOUNT:
        words = Text("お伝えする原因が確かめられている", "the cause it explains has been confirmed")
        found.append(Check(words, confirmed))
    if not confirmed:
        words = Text("確かめていない原因を言い切っていない", "it asserts no cause that is not confirmed")
        found.append(Check(words, not _asserts_cause(text)))
    if guesses.guesses(history, text):
        words = Text("仮説のままの原因を述べていない", "it gives no cause that is only supposed")
        found.append(Check(words, False))
    return found


def _form(kind: LetterKind, text: str, *, visited: bool) -> list[Check]:
    """Opening and closing, and after a visit the sentence that only this customer could receive (S003-15)."""
    opening, _ = guide.framed(text)
    found = [
        Check(
            Text("頭語と結語が対になっている（拝啓—敬具）", "opening and closing belong together (拝啓—敬具)"),
            guide.paired(text),
        )
    ]
    if kind in APOLOGISING and opening:
        words = Text("お詫びのお手紙を「前略」で始めていない", "an apology does not begin with 前略")
        found.append(Check(words, opening not in guide.CURT))
    if kind is LetterKind.APOLOGY_AND_THANKS or (visited and kind in AFTER_VISIT):
        words = Text("この方だけに宛てた一文がある", "it has a sentence that only this customer could receive")
        found.append(Check(words, bool(guide.own_sentences(text))))
    return found


def _salutation(draft: facts.LetterDrafted) -> Check:
    name, text = (re.sub(r"\s", "", w) for w in (bare_name(draft.recipient), draft.text))
    title = honorific(draft.recipient)  # a name without 株式会社 may be a company's all the same: its card says so
    ok = bool(name) and text.startswith((f"{name}{title}", f"{name}御中"))
    words = Text(
        "宛名がお名前と「様」（会社宛ては「御中」）で始まっている", "it calls the customer by name, with the honorific"
    )
    return Check(words, ok)


def _without_date_line(text: str) -> str:
    """The date of the letter itself is no promise."""
    return "\n".join(line for line in text.splitlines() if not re.fullmatch(r"\s*\d{4}年\S+日\s*", line))


def _asserts_cause(text: str) -> bool:
    sentences = re.split("[。！？\n]", text)
    return any(_CAUSE.search(s) and not _LOOKING.search(s) for s in sentences)


def may_draft(letter: Letter | None) -> None:
    """A letter that has gone out is not written over; one that came back may be."""
    if letter and letter.out:
        raise Refusal(
            Text("すでにお送りしたお手紙です。新しいお手紙として書いてください。", "It has been sent. Write a new one.")
        )


def may_approve(letter: Letter, history: History, *, by: str) -> None:
    """Not by whoever wrote it, and only when every check holds."""
    if letter.approved:
        raise Refusal(Text("すでに承認されています。", "It has already been approved."))
    if letter.sent_back:
        raise Refusal(
            Text("差し戻した下書きです。書き直しをお待ちください。", "It was sent back; wait for a new draft.")
        )
    if by in letter.drafts:
        raise Refusal(
            Text("お手紙は、書いた方とは別の方が承認します。", "Somebody other than the writer approves a letter."),
            status=403,
        )
    missing = [c.words for c in checks(letter.draft, history) if not c.ok]
    refuse_missing(Text("まだ承認できません。次をお確かめください", "It cannot be approved; please check"), missing)


def may_send(letter: Letter, *, method: Method, why_mail: str) -> None:
    """After approval of the latest draft; thanks go on paper unless there is a reason (S003-12)."""
    if letter.out:
        raise Refusal(Text("すでにお送りしています。", "It has already been sent."))
    if not letter.approved:
        raise Refusal(
            Text(
                "お送りできるのは、いまの下書きがリーダーに承認されてからです。",
                "A letter goes out only after a leader approved its latest draft.",
            )
        )
    if method is Method.MAIL and letter.draft.kind_of in THANKING | APOLOGISING and not why_mail.strip():
        raise Refusal(
            Text(
                "{kind}は紙でお送りします。電子メールにするなら理由を書いてください。",
                "This letter goes on paper ({kind}). Give a reason if it must be e-mail.",
            ).with_(kind=KINDS[letter.draft.kind_of])
        )


def may_return(letter: Letter) -> None:
    """Only what went out on paper or by mail can come back."""
    if not letter.out:
        raise Refusal(Text("まだお送りしていないお手紙です。", "It has not been sent."))
