"""Mails in the JSON API."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers as case_answers
from nattoku.cases import queries as cases
from nattoku.cases.saying import SayingsIn
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.mail import actions, answering, queries
from nattoku.mail.models import Mail
from nattoku.people.door import now, once_only, who

router = Router()


class MailAnswerIn(SayingsIn):
    words: str = Field(examples=["山田太郎様\n\nご連絡をくださり、ありがとうございます。"])
    subject: str = Field("", description="Empty: that of the thread")
    next_at: Moment | None = Field(None, description="The next contact it promises, from its delivery on")
    despite: str = Field("", description="Why so, where the customer's card speaks against it (409 `unanswered`)")
    seen: int | None = Field(None, description="The version of the case you have seen; a colleague's answer since: 409")
    again: bool = Field(False, description="Once more, after a colleague's answer or while one is on its way")


class Looked(StrEnum):
    """What a person decided."""

    LINKED = "linked"
    BEGUN = "begun"
    DISMISSED = "dismissed"


class MailLookIn(Schema):
    decided: Looked = Field(Looked.DISMISSED, examples=["dismissed"])
    no: str = Field("", description="linked: the case it belongs to")
    reason: str = Field("", description="dismissed: why nothing follows", examples=["社内の連絡"])


@router.get("/cases/{no}/mails", response=list[dict[str, Any]], summary="The mails of a case, the oldest first")
def of_case(request: HttpRequest, no: str) -> Any:
    """body: what the writer wrote; quoted: what the writer's program quoted below it."""
    return [_told(mail) for mail in queries.of_case(no, by=who(request))]


@router.get("/cases/{no}/mails/answers", response=list[dict[str, Any]], summary="Our answers, and whether they arrived")
def answers(request: HttpRequest, no: str) -> Any:
    """state: of the outbox; `sent` once the mail server took it, `unknown` where nobody can tell (送信結果不明)."""
    _, past, _ = cases.opened(no, by=who(request), act="mail.see")
    return [
        {
            "answers": one.fact.answers,
            "notice": one.fact.notice,
            "at": one.recorded.happened_at.isoformat(),
            "by": one.name,
            "to": one.fact.address,
            "subject": one.fact.subject,
            "words": one.fact.words,
            "state": one.state,
        }
        for one in answering.answers_of(past)
    ]


@router.post("/cases/{no}/mails/{mail}/answer", response={201: dict[str, Any]}, summary="Answer a mail of a case")
def answer(request: HttpRequest, no: str, mail: str, body: MailAnswerIn) -> Any:
    """Through the outbox, in the mail's own thread. It counts as a contact once it was delivered; 409: what holds it."""
    by, at = who(request), now(request)

    def act() -> Reply:
        notice = answering.answer(no, mail, **body.given(), by=by, at=at)
        return Reply(201, case_answers.case(no, by=by) | {"notice": notice}, f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), act)


@router.get("/mails", response=list[dict[str, Any]], summary="Mails that wait for a look, the oldest first")
def waiting(request: HttpRequest) -> Any:
    """reason: why none was simply taken in. claims: the case it claims to belong to, which proves nothing."""
    return [_told(mail) for mail in queries.waiting(who(request))[:200]]


@router.post("/mails/{held}", response={201: dict[str, Any]}, summary="Settle a mail that waits for a look")
def look(request: HttpRequest, held: str, body: MailLookIn) -> Any:
    """linked to a case, begun as a complaint of its own, or dismissed with a reason."""
    by, at = who(request), now(request)

    def act() -> Reply:
        no: int | None = None
        match body.decided:
            case Looked.LINKED:
                no = actions.link(held, no=body.no, by=by, at=at)
            case Looked.BEGUN:
                no = actions.begin(held, by=by, at=at)
            case Looked.DISMISSED:
                actions.dismiss(held, reason=body.reason, by=by, at=at)
        return Reply(201, {"mail": held, "case": str(no) if no else None}, f"case:{no}" if no else "")

    return once_only(request, body.model_dump(mode="json"), act)


def _told(mail: Mail) -> dict[str, Any]:
    lang = get_language() or "ja"
    return {
        "id": mail.hash,
        "at": mail.at.isoformat(),
        "action": mail.action,
        "reason": mail.why.to(lang) if mail.why else None,
        "case": str(mail.case) if mail.case else None,
        "claims": str(mail.claims) if mail.claims else None,
        "from": {"name": mail.sender_name, "address": mail.sender},
        "subject": mail.subject,
        "body": mail.body,
        "quoted": mail.quoted,
        "automatic": mail.automatic,
        "attachments": mail.attachments,
    }
