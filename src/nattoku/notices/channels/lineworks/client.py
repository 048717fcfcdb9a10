"""The LINE WORKS channel: a bot that writes into a room or to a person. Nothing can be read back there."""

import re
from datetime import datetime, timedelta

import httpx

from nattoku.lib.text import Text
from nattoku.notices.channels import UNREADABLE, Letter, Outcome, Readers, Refused, Sent, Unreadable, calls
from nattoku.notices.channels.lineworks.message import WHO, message
from nattoku.notices.channels.lineworks.settings import Settings
from nattoku.notices.channels.lineworks.token import LINEWORKS, NOT_US, Token

_BAD = Text(
    "LINE WORKSの送り先は「channel:トークルームのID」か「user:ログインID」の形で入力してください。",
    "Please give a LINE WORKS address as “channel:ROOM ID” or “user:LOGIN ID”.",
)
_FINAL = {
    403: Text(
        "LINE WORKSのBotに、この送り先へ投稿する権限がありません。Botの公開範囲と招待をお確かめください。",
        "The LINE WORKS bot may not write there. Please check who may use it, and that it was invited.",
    ),
    404: Text(
        "この送り先がLINE WORKSに見つかりません。IDをお確かめください。",
        "LINE WORKS knows no such room or person. Please check the ID.",
    ),
}
_RENEWED = Text(
    "LINE WORKSの認証の期限が切れていました。取り直して送ります。",
    "The sign-in to LINE WORKS had run out. It is renewed and the letter sent.",
)
_AT_ONCE = timedelta(seconds=1)


class LineWorks:
    """Addresses are "channel:ID" and "user:ID"; mentions are user IDs or log-in IDs; a post has no name over there."""

    name = "lineworks"
    label = LINEWORKS
    settle_after = timedelta(0)
    address_hint = Text("user:ログインID、または channel:トークルームのID。", "user:LOGIN ID, or channel:ROOM ID.")

    def __init__(self, settings: Settings) -> None:
        self.ready = settings.complete
        self._bot = f"{settings.url}/bots/{settings.bot}"
        self._quiet = calls.Quiet()
        self._http = httpx.Client(timeout=settings.timeout)
        self._token = Token(settings, self._http)

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        kind, _, who = address.partition(":")
        fine = kind in ("channel", "user") and re.fullmatch(WHO, who) and who not in (".", "..")
        return None if fine else _BAD

    def send(self, letter: Letter) -> Outcome:
        if sentence := self.check_address(letter.address):
            return Refused(sentence, final=True)
        if wait := self._quiet.left("send"):
            return calls.slow_down(LINEWORKS, wait)
        token = self._token.get()
        if isinstance(token, Refused):
            return token
        kind, _, who = letter.address.partition(":")
        content = {"content": {"type": "text", "text": message(letter, room=kind == "channel")}}
        try:
            answer = self._http.post(
                f"{self._bot}/{kind}s/{who}/messages", json=content, headers={"authorization": f"Bearer {token}"}
            )
        except httpx.HTTPError as error:
            return calls.lost(error, LINEWORKS)
        return self._outcome(answer, letter, token)

    def find(self, letter: Letter, since: datetime | None = None) -> Unreadable:
        return UNREADABLE

    def readers(self, address: str) -> Readers | Unreadable:
        """A room may have partners of other companies, whom the bot is not told of."""
        return Readers(inside=1) if address.startswith("user:") else UNREADABLE

    def _outcome(self, answer: httpx.Response, letter: Letter, token: str) -> Outcome:
        status = answer.status_code
        if answer.is_success:
            return Sent(letter.ref)  # it tells no name of its own
        if status == 401:
            # A token lives for a day, and can be ended earlier: then a new one does.
            if self._token.forget(token):
                return Refused(_RENEWED, final=False, retry_after=_AT_ONCE)
            return Refused(NOT_US, final=True)
        if status == 429:
            wait = calls.asked_wait(answer, "ratelimit-reset")
            self._quiet.keep("send", wait)
            return calls.slow_down(LINEWORKS, wait)
        if answer.is_server_error:
            return calls.broken(LINEWORKS, status)
        return Refused(_FINAL[status], final=True) if status in _FINAL else calls.refused(LINEWORKS, status)
