"""The only writers of letters."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nattoku.cases import facts as cases
from nattoku.cases import promising, queries, suiting
from nattoku.cases.actions import told
from nattoku.cases.rules import refuse_if_ended
from nattoku.cases.timeline import name_choices
from nattoku.customers import queries as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import History, New, Settlement
from nattoku.letters import facts, rules, tone
from nattoku.letters.words import AFTER_VISIT, KINDS, METHODS, PARTS, LetterKind, Method
from nattoku.lib import clock
from nattoku.lib.honorific import bare_name
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies

VISIT_LETTER = "visits.letter"  # promised by the visit, settled here
name_choices(KINDS)
name_choices(METHODS)


def draft(
    no: int | str,
    *,
    kind: LetterKind,
    recipient: str = "",
    text: str = "",
    parts: Mapping[str, str] | None = None,
    sender: str = "",
    opening: str = "",
    letter: int = 0,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> int:
    """Write a draft, or write one anew (letter: its number); returns the number.

    text: the whole letter; empty composes it from `parts` (greeting, apology, heard, account, promise, thanks,
    ending) between `opening` (頭語, "" for none) and what closes it.
    recipient: "" takes the customer's correct name. Letters may be written after the end too.
    """
    case, past, state = queries.opened(no, by=by, act="letters.write")
    letters = rules.letters_of(past)
    if letter:
        rules.the_letter(letters, letter)
    rules.may_draft(letters.get(letter))
    number = letter or max(letters, default=0) + 1
    card = customers.customer(state.customer)
    name = recipient.strip() or (card.name if card else state.received.caller)
    name = bare_name(clean(name, Text("宛名", "Addressee"), longest=200))
    company = card is not None and card.company and name == bare_name(card.name)
    given = {
        field: clean((parts or {}).get(field, ""), words, longest=10_000, required=False) for field, words, _ in PARTS
    }
    sender = clean(sender or people.signature(by), Text("差出人", "Sender"), longest=400)
    composed = text.strip() or rules.compose(
        name, given, company=company, sender=sender, on=at.astimezone(clock.TOKYO), opening=opening
    )
    if not text.strip() and not any(given.values()):
        raise Refusal(Text("お手紙の文を入力してください。", "Please write the letter."), status=400)
    written = facts.LetterDrafted(
        letter=number,
        kind_of=kind,
        recipient=name,
        text=clean(text if text.strip() else composed, Text("お手紙の文", "The letter"), longest=20_000),
        sender=sender,
        opening=opening if not text.strip() else "",
        **given,
    )
    waiting = _settled(case.stream, past, letter=number, kind=facts.APPROVE)
    opens = () if waiting else (policies.opening(facts.APPROVE, to="role:leader", at=at),)
    append(case.stream, New(fact=written, happened_at=happened_at, opens=opens), by=by.pk, at=at)
    tone.count(written, letters[number].draft if number in letters else None, past)
    return number


def send_back(no: int | str, *, letter: int, reason: str, by: Person, at: datetime) -> None:
    """差し戻し: returned for revision, with the reason."""
    case, past, _ = queries.opened(no, by=by, act="letters.approve")
    found = rules.the_letter(rules.letters_of(past), letter)
    if found.approved or found.sent_back:
        raise Refusal(Text("確認は済んでいます。", "It has already been reviewed."))
    back = facts.LetterSentBack(letter=letter, reason=clean(reason, Text("理由", "Reason"), longest=2000))
    append(
        case.stream,
        New(fact=back, settles=_settled(case.stream, past, letter=letter, kind=facts.APPROVE)),
        by=by.pk,
        at=at,
    )


def approve(
    no: int | str,
    *,
    letter: int,
    as_customer: str,
    said: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """A leader other than the writer approves; the line on 'in the customer's place' stays with it (S001-21).

    said: what of the letter's promises is opened with it, or is promised elsewhere.
    """
    case, past, _ = queries.opened(no, by=by, act="letters.approve")
    rules.may_approve(found := rules.the_letter(rules.letters_of(past), letter), past, by=by.pk)
    tone.hold(found.draft, past)
    line = Text("自分がお客様なら、これで納得するか", "Would this satisfy me in the customer's place?")
    approved = facts.LetterApproved(letter=letter, as_customer=clean(as_customer, line, longest=1000))
    promising.hold(no, **undertaken(found), said=said, by=by, at=at)
    append(
        case.stream,
        New(fact=approved, settles=_settled(case.stream, past, letter=letter, kind=facts.APPROVE)),
        by=by.pk,
        at=at,
    )


def send(
    no: int | str,
    *,
    letter: int,
    method: Method,
    sent_at: datetime | None = None,
    why_mail: str = "",
    next_at: datetime | None = None,
    despite: str = "",
    by: Person,
    at: datetime,
) -> None:
    """It went out. Settles the letter owed after a visit, the interim report, or the letter to be sent again.

    sent_at: when it was posted. next_at: when we contact the customer next, where the letter says so.
    """
    case, past, state = queries.opened(no, by=by, act="letters.write")
    found = rules.the_letter(rules.letters_of(past), letter)
    rules.may_send(found, method=method, why_mail=why_mail)
    kind = found.draft.kind_of
    why_mail = clean(why_mail, Text("電子メールにする理由", "Why by e-mail"), longest=1000, required=False)
    despite = suiting.explained(state, despite, channel=rules.channel(method), moments=[next_at])
    sent = facts.LetterSent(letter=letter, kind_of=kind, method=method, why_mail=why_mail, despite=despite)
    settles = _settled(case.stream, past, letter=letter, kind=facts.SEND_AGAIN)
    if kind in AFTER_VISIT:
        owed = promises.open_of_kind(case.stream, VISIT_LETTER)
        settles += tuple(Settlement(promise=p.pk) for p in owed)
    new = New(fact=sent, happened_at=sent_at, settles=settles)
    if next_at or kind is LetterKind.INTERIM:
        refuse_if_ended(state)
        if next_at and next_at < at:
            raise Refusal(
                Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."), status=400
            )
        if next_at is None:
            due = promises.open_of_kind(case.stream, cases.NEXT_CONTACT)
            next_at = due[0].due_at if due and due[0].due_at > at else None
        new = told(
            new,
            case.stream,
            next_at=next_at,
            interim=kind is LetterKind.INTERIM,
            owed_by=state.contact,
            at=at,
        )
    append(case.stream, new, by=by.pk, at=at)


def take_back(
    no: int | str, *, letter: int, reason: str, happened_at: datetime | None = None, by: Person, at: datetime
) -> None:
    """It came back undelivered: it is owed again."""
    case, past, _ = queries.opened(no, by=by, act="letters.write")
    rules.may_return(rules.the_letter(rules.letters_of(past), letter))
    came = facts.LetterReturned(letter=letter, reason=clean(reason, Text("理由", "Reason"), longest=2000))
    again = policies.opening(facts.SEND_AGAIN, to="customer", at=at, owed_by=by.pk)
    append(case.stream, New(fact=came, happened_at=happened_at, opens=(again,)), by=by.pk, at=at)


def undertaken(letter: rules.Letter) -> dict[str, Any]:
    """What the gate of promises reads: which text, its words, and when it was written."""
    return {"about": f"letters/{letter.number}", "text": letter.draft.text, "written_at": letter.drafted_at}


def _settled(stream: str, past: History, *, letter: int, kind: str) -> tuple[Settlement, ...]:
    """What is still owed for this one letter: the promises its own facts opened."""
    own = {r.promise_id(i) for r in past if getattr(r.fact, "letter", None) == letter for i, _ in enumerate(r.opens)}
    return tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(stream, kind) if p.pk in own)
