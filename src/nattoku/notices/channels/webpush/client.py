"""The web push channel: one attempt per call, to the address that was looked at and to no other."""

import ssl
from datetime import datetime, timedelta

import httpx

from nattoku.lib.text import Text
from nattoku.notices.channels import Finding, Letter, Outcome, Readers, Refused, Sent, calls, guard
from nattoku.notices.channels.guard import Endpoint
from nattoku.notices.channels.webpush.keys import Keys
from nattoku.notices.channels.webpush.message import Device, device, payload, sealed, topic
from nattoku.notices.channels.webpush.settings import Settings

PUSH = Text("プッシュ通知", "Push")
_TRIES = 3  # addresses of one name
_BAD = Text(
    "この端末のプッシュ通知の登録を読み取れません。その端末で、もう一度オンにしてください。",
    "This device's registration for push cannot be read. Please switch it on again on that device.",
)
_INSIDE = Text(
    "プッシュ通知の送り先が公開されたサーバーではないため、送りません。",
    "The address for push is not a public server, so nothing is sent there.",
)
_GONE = Text(
    "この端末の登録は無効になっています。その端末で、プッシュ通知をもう一度オンにしてください。",
    "This device is no longer registered. Please switch push on again on that device.",
)
_NOT_US = Text(
    "プッシュ通知のサービスが、この登録を私どものものと認めませんでした。その端末で、もう一度オンにしてください。",
    "The push service does not know this registration as ours. Please switch push on again on that device.",
)
_LONG = Text("プッシュ通知には長すぎます。", "It is too long for push.")
_NO_KEY = Text(
    "プッシュ通知の鍵（データの場所の webpush.pem）を読めません。",
    "The key for push (webpush.pem beside the data) cannot be read.",
)
_FINAL = {400: _NOT_US, 401: _NOT_US, 403: _NOT_US, 404: _GONE, 410: _GONE, 413: _LONG}


class WebPush:
    """Addresses are subscriptions as JSON, one for each device; nobody is pinged, nothing is threaded.

    What a device shows cannot be read back. It need not be: a second copy has the same topic at the push service and
    the same tag on the screen, and takes the place of the first.
    """

    name = "webpush"
    label = PUSH
    settle_after = timedelta(seconds=5)
    secret_address = True

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings, self._keys = settings, keys
        self._quiet = calls.Quiet()
        trusted = httpx.create_ssl_context(trust_env=False)
        if settings.ca:
            trusted.load_verify_locations(settings.ca)
        self._http = _client(settings, trusted)

    @property
    def public_key(self) -> str:
        """What a browser is given to subscribe with."""
        return self._keys.public

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        found = device(address)
        return None if found and guard.endpoint(found.endpoint, loopback=self._settings.loopback) else _BAD

    def send(self, letter: Letter) -> Outcome:
        to = device(letter.address)
        place = guard.endpoint(to.endpoint, loopback=self._settings.loopback) if to else None
        if to is None or place is None:
            return Refused(_BAD, final=True)
        if wait := self._quiet.left(place.host):
            return calls.slow_down(PUSH, wait)
        try:
            numbers = guard.addresses(place, loopback=self._settings.loopback)
        except (OSError, UnicodeError):
            return calls.unreached(PUSH)
        if not numbers:
            return Refused(_INSIDE, final=True)
        try:
            headers = self._headers(letter, place)
        except (OSError, ValueError):
            return Refused(_NO_KEY, final=True)
        return self._carried(letter, to, place, numbers[:_TRIES], headers)

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        """Never there: to send it a second time shows nothing twice."""
        return None

    def readers(self, address: str) -> Readers:
        return Readers(inside=1)

    def _headers(self, letter: Letter, place: Endpoint) -> dict[str, str]:
        return {
            "host": place.origin.partition("://")[2],
            "authorization": self._keys.authorization(place.origin, self._settings.sub),
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(self._settings.keep),
            "urgency": "high" if letter.urgent else "normal",
            "topic": topic(letter),
        }

    def _carried(
        self, letter: Letter, to: Device, place: Endpoint, numbers: list[str], headers: dict[str, str]
    ) -> Outcome:
        """To the first of the addresses that can be connected to."""
        body, outcome = sealed(payload(letter), to), calls.unreached(PUSH)
        for number in numbers:
            try:
                asked = self._http.stream(
                    "POST", place.at(number), content=body, headers=headers, extensions={"sni_hostname": place.host}
                )
                with asked as answer:  # whatever it says beyond the head is not read: it may be endless
                    return self._outcome(answer, place)
            except httpx.HTTPError as error:
                lost = calls.lost(error, PUSH)
                if not isinstance(lost, Refused):
                    return lost
        return outcome

    def _outcome(self, answer: httpx.Response, place: Endpoint) -> Outcome:
        status = answer.status_code
        if answer.is_success:
            return Sent(answer.headers.get("location", "")[-200:] or str(status))
        if status == 429:
            wait = calls.asked_wait(answer)
            self._quiet.keep(place.host, wait)
            return calls.slow_down(PUSH, wait)
        if answer.is_server_error:
            return calls.broken(PUSH, status)
        return Refused(_FINAL[status], final=True) if status in _FINAL else calls.refused(PUSH, status)


def _client(settings: Settings, trusted: ssl.SSLContext) -> httpx.Client:
    # No connection is kept: two names at one address must not share one. No proxy: it would resolve for itself.
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(
        verify=trusted, timeout=settings.timeout, limits=limits, trust_env=False, follow_redirects=False
    )
