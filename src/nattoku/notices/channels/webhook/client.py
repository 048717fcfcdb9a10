"""The webhook channel: one attempt per call, to the address that was looked at and to no other."""

import time
from datetime import datetime, timedelta

import httpx

from nattoku.lib.text import Text
from nattoku.notices.channels import Finding, Letter, Outcome, Readers, Refused, Sent, calls, guard
from nattoku.notices.channels.guard import Endpoint
from nattoku.notices.channels.webhook import signing
from nattoku.notices.channels.webhook.settings import Settings

HOOK = Text("Webhook", "Webhook")
_BAD = Text(
    "送り先は、公開されたサーバーの https:// で始まるURLにしてください。",
    "The address must be a URL of a public server that begins with https://.",
)
_GONE = Text(
    "送り先がもうない（410）と答えました。この登録を外してください。",
    "The receiver says that it is gone (410). Please remove it.",
)


class Webhook:
    """Addresses are URLs; `mention` is the receiver's id, by which the letter is signed; the body is sent as it is.

    A letter that may have arrived is sent again under the same `webhook-id`: Standard Webhooks has receivers take one
    id once, so that nothing happens twice.
    """

    name = "webhook"
    label = HOOK
    settle_after = timedelta(seconds=5)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._quiet = calls.Quiet()
        trusted = httpx.create_ssl_context(trust_env=False)
        if settings.ca:
            trusted.load_verify_locations(settings.ca)
        # No connection is kept, no proxy resolves for us, no redirect leads elsewhere.
        self._http = httpx.Client(
            verify=trusted,
            timeout=settings.timeout,
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        return None if guard.endpoint(address, loopback=self._settings.loopback) else _BAD

    def send(self, letter: Letter) -> Outcome:
        place = guard.endpoint(letter.address, loopback=self._settings.loopback)
        if place is None:
            return Refused(_BAD, final=True)
        if wait := self._quiet.left(place.host):
            return calls.slow_down(HOOK, wait)
        try:
            numbers = guard.addresses(place, loopback=self._settings.loopback)
        except (OSError, UnicodeError):
            return calls.unreached(HOOK)
        return self._carried(letter, place, numbers[0]) if numbers else Refused(_BAD, final=True)

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        """Never there: the receiver takes one id once."""
        return None

    def readers(self, address: str) -> Readers:
        return Readers(inside=0, outside=(address,))

    def _carried(self, letter: Letter, place: Endpoint, number: str) -> Outcome:
        at, body = int(time.time()), letter.body.encode(errors="replace")
        headers = {
            "host": place.origin.partition("://")[2],
            "content-type": "application/json",
            "user-agent": "Nattoku",
            "webhook-id": letter.ref,
            "webhook-timestamp": str(at),
            "webhook-signature": signing.signature(letter.mention, letter.ref, at, body),
        }
        try:
            asked = self._http.stream(
                "POST",
                place.at(number),
                content=body,
                headers=headers,
                extensions={"sni_hostname": place.host},
            )
            with asked as answer:  # what it says beyond the head is not read: it may be endless
                return self._outcome(answer, place)
        except httpx.HTTPError as error:
            return calls.lost(error, HOOK)

    def _outcome(self, answer: httpx.Response, place: Endpoint) -> Outcome:
        status = answer.status_code
        if answer.is_success:
            return Sent(str(status))
        if status == 410:
            return Refused(_GONE, final=True)
        if status == 429:
            wait = calls.asked_wait(answer)
            self._quiet.keep(place.host, wait)
            return calls.slow_down(HOOK, wait)
        if answer.is_server_error:
            return calls.broken(HOOK, status)
        return calls.refused(HOOK, status)
