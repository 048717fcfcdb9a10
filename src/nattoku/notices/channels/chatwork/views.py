"""The door for Chatwork's webhooks."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from nattoku.notices.channels.chatwork import webhook
from nattoku.notices.channels.chatwork.replies import Answers, answers_in, words_of
from nattoku.notices.channels.chatwork.settings import Settings
from nattoku.notices.incoming import answered
from nattoku.notices.models import Notice
from nattoku.people import queries as people
from nattoku.people.door import now


@cache
def _keys() -> list[bytes]:
    return Settings().webhook_keys


@csrf_exempt
@login_not_required
@require_POST
def hook(request: HttpRequest) -> HttpResponse:
    """One event. 403 when Chatwork did not sign it, 413 too large, 400 unreadable; else 200, whatever became of it."""
    raw = _body(request)
    if raw is None:
        return _said(413)
    if not webhook.signed(raw, request.headers.get(webhook.SIGNATURE, ""), _keys()):
        return _said(403)
    try:
        event = webhook.event_of(raw)
    except ValidationError:
        return _said(400)
    if event is not None:
        _hear(event.message, request)
    return _said(200)


def _body(request: HttpRequest) -> bytes | None:
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > webhook.LARGEST:
        return None
    return request.body


def _hear(said: webhook.Message, request: HttpRequest) -> None:
    """An answer to a notice of ours becomes a fact of its case; everything else in the room is not our business."""
    words = words_of(said.body)
    for answer in answers_in(said.body) if words else []:
        # What is answered is a notice, so its author is our own account: who answers themselves here, is us.
        ours = answer.author == said.author
        peer = "" if ours else _peer(answer, said.room)
        if peer and _kept(peer, said, words, request):
            return


def _kept(peer: str, said: webhook.Message, words: str, request: HttpRequest) -> bool:
    no = answered(
        channel="chatwork",
        address=said.room,
        peer=peer,
        author=said.author,
        name=_label(said.author),
        words=words,
        message=said.message,
        said_at=said.said_at,
        at=now(request),
    )
    return no is not None


def _peer(answer: Answers, room: str) -> str:
    """What Chatwork calls the message that is answered, if it can be one of this room; else ""."""
    if answer.message:
        return answer.message if answer.room == room else ""
    found = Notice.objects.filter(ref=answer.ref, channel="chatwork", address=room).first()
    return found.peer if found else ""


def _label(account: str) -> str:
    """What a colleague called this account of theirs, or its number."""
    owner = people.account_owner("chatwork", account)
    labels = [a.label for a in people.accounts(owner.pk) if a.mention == account and a.label] if owner else []
    return labels[0] if labels else account


def _said(status: int) -> HttpResponse:
    return HttpResponse(status=status, content_type="text/plain; charset=utf-8")
