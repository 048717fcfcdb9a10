"""The channel to other chat services. Apprise says only yes or no, so a no may have arrived all the same."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.notices.channels import UNREADABLE, Letter, Outcome, Refused, Sent, Unknown, Unreadable
from nattoku.notices.channels.apprise.settings import Settings
from nattoku.notices.channels.calls import encodable

if TYPE_CHECKING:
    from apprise import NotifyBase

_BAD = Text(
    "この送り先の形では送れません。discord:// や tgram:// などのApprise形式で、許可されたサービスだけを入力してください。",
    "This address cannot be used. Please give an Apprise address (discord://, tgram:// …) of a service that is allowed.",
)
_UNCERTAIN = Text(
    "送り先のサービスが受け付けなかったか、応答が途絶えました。届いたかどうかは分かりません。",
    "The service did not accept it, or its answer was lost. Whether it arrived is not known.",
)
_UNTIL = Text("期限：{day}", "Due: {day}")
# They would switch off the check of certificates, split one letter into several, or send it again by themselves.
_FORBIDDEN = re.compile(r"[?&](verify|overflow|retry|rto|cto|redirect|emojis|format)=", re.IGNORECASE)


class Others:
    """Addresses are Apprise URLs, which hold secrets; nobody is pinged, nothing is threaded, nothing is read back."""

    name = "apprise"
    label = Text("その他のチャット（Apprise）", "Other chats (Apprise)")
    settle_after = timedelta(0)
    secret_address = True
    address_hint = Text(
        "Apprise形式のURL（discord://…、tgram://… など）。", "An Apprise URL (discord://…, tgram://… and others)."
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def check_address(self, address: str) -> Text | None:
        """The form alone. Whether a service can make sense of it shows when it is first used: Apprise takes a second
        to load, and is loaded only by those who send with it."""
        found = re.fullmatch(r"([a-z]{2,20})://[!-~]{1,1500}", address)
        fine = found and self._settings.allows(found[1]) and not _FORBIDDEN.search(address)
        # Apprise reads several addresses from one line.
        return None if fine and not re.search(r"[,;][ ]*[a-z]{2,20}://", address) else _BAD

    def send(self, letter: Letter) -> Outcome:
        if sentence := self.check_address(letter.address):
            return Refused(sentence, final=True)
        try:
            service = self._service(letter.address)
        except Exception:  # a plug-in that chokes on an address: nothing has been sent
            service = None
        if service is None:
            return Refused(_BAD, final=True)
        return self._given(service, letter)

    def find(self, letter: Letter, since: datetime | None = None) -> Unreadable:
        return UNREADABLE

    def readers(self, address: str) -> Unreadable:
        return UNREADABLE

    def _service(self, address: str) -> "NotifyBase | None":
        from apprise import Apprise, AppriseAsset
        from apprise.common import OverflowMode

        asset = AppriseAsset(app_id="Nattoku", app_desc="Nattoku", async_mode=False, secure_logging=True)
        made: Any = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
        if made:
            made.overflow_mode = OverflowMode.TRUNCATE
            made.socket_connect_timeout = made.socket_read_timeout = self._settings.timeout
        return made or None

    def _given(self, service: Any, letter: Letter) -> Outcome:
        try:
            taken = service.notify(body=_words(letter), title=harmless(" ".join(letter.subject.split())))
        except Exception:  # any of a hundred plug-ins; the letter may be out
            taken = False
        return Sent(letter.ref) if taken else Unknown(_UNCERTAIN)


def _words(letter: Letter) -> str:
    """The mark first: what is too long is cut off at its end."""
    until = _UNTIL.with_(day=when(letter.task_until)).to(letter.lang) if letter.task_until else ""
    file = letter.file[0] if letter.file else ""
    return "\n".join(part for part in (f"〔{letter.ref}〕", harmless(letter.body), until, harmless(file)) if part)


def harmless(words: str) -> str:
    """ "@everyone" pings on many services; "<", "`", "*" and the like are markup on some."""
    return encodable(words).translate(_WIDE)


_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "@<>`*~|\\[]"}
