"""What an answer of Chatwork, or its absence, means for the letter."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, ValidationError

from nattoku.lib.clock import span
from nattoku.lib.text import Text
from nattoku.notices.channels import Outcome, Refused, Sent, Unknown
from nattoku.notices.channels.chatwork.pace import PER_ROOM
from nattoku.notices.channels.chatwork.post import Kind

# Nothing of the request had left us. Every other failure may have come after the peer stored the message.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_SHORTEST, _LONGEST = timedelta(seconds=1), timedelta(hours=1)

_FINAL = {
    400: Text(
        "Chatworkが本文を受け付けませんでした（空か、長すぎます）。",
        "Chatwork did not accept the text (it is empty or too long).",
    ),
    401: Text(
        "Chatworkがトークンを認めませんでした。NATTOKU_CHATWORK_TOKEN（OAuthの場合はその三つの設定）をお確かめください。",
        "Chatwork did not accept the token. Please check NATTOKU_CHATWORK_TOKEN (with OAuth: its three settings).",
    ),
    403: Text(
        "このChatworkアカウントには、このルームへ投稿する権限がありません。",
        "This Chatwork account may not post to this room.",
    ),
    404: Text(
        "このルームがChatworkに見つかりません。番号と、アカウントが参加しているかをお確かめください。",
        "Chatwork knows no such room. Please check its number, and that the account is a member.",
    ),
}
_BAD_TASK = Text(
    "Chatworkがタスクを受け付けませんでした。担当者のアカウントIDと、このルームのメンバーかどうかをお確かめください。",
    "Chatwork did not accept the task. Please check the account number of whoever is to do it, "
    "and that they are a member of the room.",
)
_OTHER = Text("Chatworkが受け付けませんでした（{status}）。", "Chatwork refused it ({status}).")
_TOO_MANY = Text(
    "Chatworkの回数制限です。あと{wait}待ってから送ります。",
    "Chatwork's rate limit. It is sent after {wait}.",
)
_UNREACHED = Text("Chatworkに接続できません。送信していません。", "Chatwork cannot be reached. Nothing was sent.")
_SILENT = Text(
    "送信中に応答が途絶えました。届いたかどうかは、まだ分かりません。",
    "The answer was lost while sending. Whether it arrived is not yet known.",
)
_BROKEN = Text(
    "Chatworkが不具合を返しました（{status}）。届いたかどうかは、まだ分かりません。",
    "Chatwork reported a fault ({status}). Whether it arrived is not yet known.",
)


class _Message(BaseModel):
    message_id: str

    @property
    def peer_id(self) -> str:
        return self.message_id


class _Tasks(BaseModel):
    task_ids: Annotated[list[int], Field(min_length=1)]

    @property
    def peer_id(self) -> str:
        return f"tasks/{self.task_ids[0]}"


class _File(BaseModel):
    file_id: int

    @property
    def peer_id(self) -> str:
        return f"files/{self.file_id}"


_STORED: dict[Kind, type[_Message | _Tasks | _File]] = {"messages": _Message, "tasks": _Tasks, "files": _File}


def posted(answer: httpx.Response, kind: Kind) -> Outcome:
    """The outcome of a post that was answered; a task is called "tasks/NUMBER", a file "files/NUMBER"."""
    if answer.is_success:
        try:
            return Sent(_STORED[kind].model_validate_json(answer.content).peer_id)
        except ValidationError:
            return Unknown(_BROKEN.with_(status=answer.status_code))
    if kind == "tasks" and answer.status_code == 400:
        return Refused(_BAD_TASK, final=True)
    # After a fault the message is sometimes stored nevertheless: only reading back can tell.
    return Unknown(_BROKEN.with_(status=answer.status_code)) if answer.is_server_error else refused(answer)


def refused(answer: httpx.Response) -> Refused:
    """Why a call was not granted. A fault of the peer is not final: for a read it may be asked again."""
    status = answer.status_code
    if status == 429:
        wait, _ = pause(answer)
        return slow_down(wait)
    if answer.is_server_error or answer.is_success:
        return Refused(_BROKEN.with_(status=status), final=False)
    return Refused(_FINAL.get(status, _OTHER).with_(status=status), final=True)


def lost(error: httpx.HTTPError) -> Outcome:
    """The outcome of a post that was not answered."""
    return unreached() if isinstance(error, _NEVER_SENT) else Unknown(_SILENT)


def unreached() -> Refused:
    return Refused(_UNREACHED, final=False)


def slow_down(wait: timedelta) -> Refused:
    # Rounded up: "after 0 minutes" would be no help.
    return Refused(_TOO_MANY.with_(wait=span(wait + timedelta(minutes=1))), final=False, retry_after=wait)


def pause(answer: httpx.Response) -> tuple[timedelta, bool]:
    """How long a 429 asks us to wait, and whether it means this room alone (calls are left on the token)."""
    this_room = answer.headers.get("x-ratelimit-remaining", "0") != "0"
    asked = answer.headers.get("retry-after", "")
    if asked.isdecimal():
        wait = timedelta(seconds=int(asked))
    else:
        # The reset is that of the token's five minutes; a room's burst is over sooner.
        wait = PER_ROOM if this_room else until_reset(answer)
    return min(max(wait, _SHORTEST), _LONGEST), this_room


def until_reset(answer: httpx.Response) -> timedelta:
    """From the peer's own now to its reset, so that a wrong clock here does no harm. One minute if unsaid."""
    reset = answer.headers.get("x-ratelimit-reset", "")
    if not reset.isdecimal():
        return timedelta(minutes=1)
    return datetime.fromtimestamp(int(reset), UTC) - _peers_now(answer)


def ahead(answer: httpx.Response) -> timedelta | None:
    """How far the peer's clock is ahead of ours, to the second; None when it does not say what time it is."""
    return _peers_now(answer) - datetime.now(UTC) if answer.headers.get("date") else None


def _peers_now(answer: httpx.Response) -> datetime:
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return datetime.now(UTC)
