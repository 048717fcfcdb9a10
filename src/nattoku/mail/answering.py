"""An answer to a customer's mail: through the outbox, in the mail's own thread. Delivery is what tells the customer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import guesses, promising, queries, suiting
from nattoku.cases.rules import CaseState, case_of, facts_of, refuse_if_ended
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import History, New, Recorded
from nattoku.lib.honorific import addressed
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.mail import facts, tone
from nattoku.mail.models import Mail
from nattoku.mail.queries import of_case, one
from nattoku.notices import queries as outbox
from nattoku.notices import to_customer
from nattoku.notices.facts import Delivered
from nattoku.notices.models import Notice
from nattoku.people import naming
from nattoku.people import queries as people
from nattoku.people.models import Person

WRITTEN = facts.AnswerWritten.kind
ON_ITS_WAY = ("waiting", "sending", "unsure", "unknown")
_RE = re.compile(r"^\s*(?:(?:re|aw|sv|返信|回答)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_LONGEST_MARK = 200  # characters of a Message-ID that the outbox keeps: what is longer cannot be named, and is not
NO_ADDRESS = Text(
    "このメールには、お返事をお送りできる差出人のアドレスがありません。",
    "This mail names no address that could be answered.",
)
WAITS = Text(
    "{name}さんのお返事が、まだ届いていません（{state}）。それでも、もう一通お送りしますか。",
    "An answer by {name} has not been delivered yet ({state}). Send another one all the same?",
)
STILL = Text("はい、もう一通送ります", "Yes, send another one")


@dataclass(frozen=True)
class Answer:
    """One answer of ours as people see it. state: of the outbox (sent, waiting, refused, unknown …)."""

    recorded: Recorded
    fact: facts.AnswerWritten
    name: str
    state: str

    @property
    def state_words(self) -> Text:
        return outbox.STATES.get(self.state, Text("", ""))

    @property
    def troubled(self) -> bool:
        return self.state in outbox.TROUBLED


@dataclass(frozen=True)
class Draft:
    """What stands in the form before anybody typed."""

    address: str
    subject: str
    words: str
    foot: str


def draft(no: int | str, mail: str, *, by: Person) -> Draft:
    """The thread's subject, the customer's name, thanks, and who writes. Refused (404) for a mail of another case."""
    row = answerable(no, mail, by=by)
    _, _, state = queries.opened(no, by=by, act="cases.write")
    name = addressed(state.received.caller or row.sender_name).ja
    ours = people.described()
    words = "\n".join(
        [
            *([name, ""] if name else []),
            "ご連絡をくださり、ありがとうございます。",
            "",
            "",
            " ".join(part for part in (ours.name, by.name.replace("\u3000", " ").split(" ")[0]) if part),
        ]
    )
    return Draft(row.sender, subject_of(row.subject), words, naming.foot(ours).ja)


def subject_of(subject: str) -> str:
    """Re: once, before the subject of the mail that is answered."""
    return f"Re: {_RE.sub('', subject).strip()}".strip()


def answer(
    no: int | str,
    mail: str,
    *,
    words: str,
    subject: str = "",
    next_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    seen: int | None = None,
    again: bool = False,
    by: Person,
    at: datetime,
) -> str:
    """Answer a mail of this case to whoever wrote it; returns the notice's mark. Nobody is told until it is delivered.

    subject: "" for that of the thread. next_at: the next contact it promises, from its delivery on.
    Refused (409) while the words promise what nobody owes, give a hypothesis as the cause, are held back by the tone
    check or by the customer's card (despite: why all the same), or while a colleague has told the customer since the
    version `seen`, or has an answer on its way (again: once more all the same).
    """
    row = answerable(no, mail, by=by)
    case, past, state = queries.opened(no, by=by, act="cases.write")
    refuse_if_ended(state)
    if not again:
        _refuse_double(past, seen, by=by)
    if next_at and next_at <= at:
        raise Refusal(
            Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."), status=400
        )
    guesses.refuse(past, words)
    ref = to_customer.new_mark()
    written = facts.AnswerWritten(
        answers=row.pk,
        notice=ref,
        next_at=next_at,
        address=row.sender,
        subject=clean(subject or subject_of(row.subject), Text("件名", "Subject"), longest=300),
        words=clean(words, Text("お返事", "The answer"), longest=20_000),
        despite=suiting.explained(state, despite, channel="mail", moments=[next_at]),
    )
    tone.hold(written, past, customer=state.received.caller)
    with transaction.atomic():
        (recorded,) = append(case.stream, written, by=by.pk, at=at)
        said = replace(sayings, ahead=[next_at] if next_at else [])
        promising.told(no, about=WRITTEN, text=written.words, channel="mail", said=said, by=by, at=at)
        _send(recorded, written, row, at=at)
    return ref


def _send(recorded: Recorded, written: facts.AnswerWritten, row: Mail, *, at: datetime) -> None:
    body = "\n\n".join(part for part in (written.words, naming.foot(people.described()).ja) if part)
    to_customer.mail(
        recorded,
        written.notice,
        address=written.address,
        subject=written.subject,
        body=body,
        reply_to=row.message_id if len(row.message_id) <= _LONGEST_MARK else "",
        at=at,
    )


def answerable(no: int | str, mail: str, *, by: Person) -> Mail:
    """A mail of this case that can be answered, or Refusal (404, 409)."""
    row = one(of_case(no, by=by), mail)
    if row.automatic or not row.sender.strip():
        raise Refusal(NO_ADDRESS)
    to_customer.refuse_unusable(row.sender)
    return row


def answers_of(past: History) -> list[Answer]:
    """Every answer of a case, the oldest first, with what became of it."""
    found = [(r, r.fact) for r in facts_of(past, WRITTEN) if isinstance(r.fact, facts.AnswerWritten)]
    states = dict(Notice.objects.filter(ref__in=[f.notice for _, f in found]).values_list("ref", "state"))
    names = people.names({r.by for r, _ in found})
    return [Answer(r, f, names.get(r.by, ""), states.get(f.notice, "")) for r, f in found]


def by_mail(past: History) -> dict[str, list[Answer]]:
    """The hash of a mail -> our answers to it."""
    found: dict[str, list[Answer]] = {}
    for sent in answers_of(past):
        found.setdefault(sent.fact.answers, []).append(sent)
    return found


def react(recorded: Recorded) -> None:
    """The mail server took it: the customer has been told, by whoever wrote it, at this moment, and once."""
    got = recorded.fact
    if not isinstance(got, Delivered) or got.to != "customer":
        return
    past = history(recorded.stream)
    written = next((r for r in facts_of(past, WRITTEN) if getattr(r.fact, "notice", "") == got.notice), None)
    told = {str(getattr(r.fact, "notice", "")) for r in facts_of(past, facts.Answered.kind)}
    if written is not None and isinstance(written.fact, facts.AnswerWritten) and got.notice not in told:
        _delivered(past, written, written.fact, at=recorded.recorded_at)


def _delivered(past: History, written: Recorded, fact: facts.AnswerWritten, *, at: datetime) -> None:
    state: CaseState = case_of(past)
    new = New(fact=facts.Answered(notice=fact.notice))
    if state.open:
        ahead = fact.next_at if fact.next_at and fact.next_at > at else None
        new = cases.told(new, written.stream, next_at=ahead, owed_by=state.contact, at=at)
    append(written.stream, new, by=written.by, at=at)


def _refuse_double(past: History, seen: int | None, *, by: Person) -> None:
    """Two of us who answer the same customer know of each other, also while the first answer is on its way."""
    if seen is not None:
        cases.refuse_second_answer(past, seen, by=by)
    waiting: Sequence[Answer] = [one for one in answers_of(past) if one.state in ON_ITS_WAY]
    if waiting:
        raise Refusal(WAITS.with_(name=waiting[-1].name, state=waiting[-1].state_words), confirm=STILL)
