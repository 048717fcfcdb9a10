"""The client's own id: the same id gives the same answer, once; with another body it is refused."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction

from nattoku.ledger import chain
from nattoku.ledger.models import Answer
from nattoku.ledger.rows import execute, insert
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

LONGEST_KEY = 200
TOO_LONG = Text("送信番号が長すぎます。", "The id is too long.")
UNUSABLE = Text(
    "扱えない文字か、大きすぎる数値・日時が含まれています。お確かめください。",
    "It holds a character, a number or a date that cannot be used. Please check it.",
)
GONE = Text(
    "この内容はすでに受け付けています。個人情報が消去されたため、その時のお返事はもうありません。",
    "This has been received already. Its answer is gone, because personal data in it was blanked.",
)


@dataclass(frozen=True)
class Reply:
    """status (HTTP) and answer (a JSON value); stream says whose personal words it may hold."""

    status: int
    answer: Any
    stream: str = ""


def once(key: str, body: Any, act: Callable[[], Reply], *, by: str, at: datetime) -> Reply:
    """Do `act` and keep its answer under the client's id, in one transaction; an earlier answer is given again.

    key: the client's id, "" when it sent none, at most 200 characters. by: the actor, so that nobody reads
    another's answers. What no database can hold (half a character, NUL in an id, a moment outside of time) is
    refused (400) like any other bad input, whatever door it came by.
    Refused (422) when the id was used with another body, (410) when its answer held words that were blanked since.
    """
    if len(key) > LONGEST_KEY:
        raise Refusal(TOO_LONG, status=400)
    try:
        return _once(key, body, act, by=by, at=at)
    except (DataError, OverflowError, UnicodeEncodeError) as wrong:
        raise Refusal(UNUSABLE, status=400) from wrong


def _once(key: str, body: Any, act: Callable[[], Reply], *, by: str, at: datetime) -> Reply:
    if not key:
        with transaction.atomic():
            return act()
    full = f"{by}:{_hash(key)[:40]}"
    body_hash = _hash(chain.canonical(body))
    try:
        with transaction.atomic():
            insert([Answer(key=full, body_hash=body_hash, at=at)])
            reply = act()
            execute(
                "UPDATE ledger_answer SET status = %s, answer = %s, stream = %s WHERE key = %s",
                [reply.status, json.dumps(reply.answer, ensure_ascii=False), reply.stream, full],
            )
            return reply
    except IntegrityError:
        return _again(full, body_hash)


def _again(key: str, body_hash: str) -> Reply:
    kept = Answer.objects.filter(key=key).first()
    if kept is None:  # the collision was not about the key
        raise
    if not kept.answer:
        raise Refusal(GONE, status=410)
    if kept.body_hash != body_hash:
        raise Refusal(
            Text(
                "同じ送信番号で、内容の違うものが届きました。新しい番号で送り直してください。",
                "The same id arrived with another body. Please send it again under a new id.",
            ),
            status=422,
        )
    return Reply(kept.status, json.loads(kept.answer), kept.stream)


def forget(stream: str) -> None:
    """Answers about this stream, and what was asked, away for good; their ids still make nothing twice."""
    Answer.objects.filter(stream=stream).update(answer="", body_hash="")


def _hash(text: str) -> str:
    """Of any text a client can send, half characters included: the room then refuses those in words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
