"""What a call over HTTP that went wrong means for a letter: the same for every channel that speaks HTTP."""

import time
from datetime import timedelta
from threading import Lock
from urllib.parse import urlsplit

import httpx

from nattoku.lib.clock import span
from nattoku.lib.text import Text
from nattoku.notices.channels import Outcome, Refused, Unknown

# Nothing of the request had left us. Every other failure may have come after the peer stored the message.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_SHORTEST, _LONGEST = timedelta(seconds=1), timedelta(hours=1)
_HERE = {"127.0.0.1", "::1", "localhost"}

_UNREACHED = Text("{peer}に接続できません。送信していません。", "{peer} cannot be reached. Nothing was sent.")
_SILENT = Text(
    "{peer}への送信中に応答が途絶えました。届いたかどうかは、まだ分かりません。",
    "The answer of {peer} was lost while sending. Whether it arrived is not yet known.",
)
_BROKEN = Text(
    "{peer}が不具合を返しました（{what}）。届いたかどうかは、まだ分かりません。",
    "{peer} reported a fault ({what}). Whether it arrived is not yet known.",
)
_OUT_OF_ORDER = Text(
    "{peer}が不具合を返しました（{what}）。あとで確かめます。", "{peer} reported a fault ({what}). It is asked later."
)
_TOO_MANY = Text(
    "{peer}の回数制限です。あと{wait}待ってから送ります。",
    "The rate limit of {peer}. It is sent after {wait}.",
)
_OTHER = Text("{peer}が受け付けませんでした（{what}）。", "{peer} refused it ({what}).")


def lost(error: httpx.HTTPError, peer: Text) -> Outcome:
    """The outcome of a post that was not answered."""
    return unreached(peer) if isinstance(error, _NEVER_SENT) else Unknown(_SILENT.with_(peer=peer))


def unreached(peer: Text) -> Refused:
    return Refused(_UNREACHED.with_(peer=peer), final=False)


def broken(peer: Text, what: object) -> Unknown:
    """After a fault the message is sometimes stored nevertheless."""
    return Unknown(_BROKEN.with_(peer=peer, what=what))


def out_of_order(peer: Text, what: object) -> Refused:
    """A fault while something else was asked for than carrying the letter: it may be asked again."""
    return Refused(_OUT_OF_ORDER.with_(peer=peer, what=what), final=False)


def refused(peer: Text, what: object) -> Refused:
    """For good, for a reason that has no sentence of its own. what: the peer's own code, shown as it is."""
    return Refused(_OTHER.with_(peer=peer, what=str(what)[:80]), final=True)


def slow_down(peer: Text, wait: timedelta) -> Refused:
    # Rounded up: "after 0 minutes" would be no help.
    return Refused(_TOO_MANY.with_(peer=peer, wait=span(wait + timedelta(minutes=1))), final=False, retry_after=wait)


def asked_wait(answer: httpx.Response, *also: str) -> timedelta:
    """How long a 429 asks us to wait: Retry-After, or else the first of the headers `also`, in seconds."""
    for name in ("retry-after", *also):
        if (said := answer.headers.get(name, "").strip()).isdecimal() and said.isascii():
            return min(max(timedelta(seconds=int(said[:6])), _SHORTEST), _LONGEST)
    return timedelta(minutes=1)


class Quiet:
    """A peer that asked us to wait is left alone meanwhile, also with other letters. Safe to be shared by threads.

    key: what the limit holds for (a method, a host).
    """

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def keep(self, key: str, wait: timedelta) -> None:
        with self._lock:
            self._until[key] = max(self._until.get(key, 0.0), time.monotonic() + wait.total_seconds())

    def left(self, key: str) -> timedelta | None:
        """How much longer, or None."""
        with self._lock:
            seconds = self._until.get(key, 0.0) - time.monotonic()
            if seconds <= 0:
                self._until.pop(key, None)
        return timedelta(seconds=seconds) if seconds > 0 else None


def private_url(url: str) -> str:
    """A setting's address without its last slash. Raises ValueError for one that would carry a token in clear."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise ValueError("https is needed: the token must not travel in clear")
    return url.rstrip("/")


def encodable(words: str) -> str:
    """A lone surrogate has no UTF-8: a question mark then, rather than no message."""
    return words.encode("utf-8", "replace").decode()
