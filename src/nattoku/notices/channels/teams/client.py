"""The Teams channel: a post to a workflow's webhook. Nothing can be read back there."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx

from nattoku.lib.text import Text
from nattoku.notices.channels import UNREADABLE, Letter, Outcome, Refused, Sent, Unknown, Unreadable, calls
from nattoku.notices.channels.teams.card import card
from nattoku.notices.channels.teams.settings import Settings

TEAMS = Text("Microsoft Teams", "Microsoft Teams")
_BAD = Text(
    "TeamsのワークフローのURLを、https:// から全部貼り付けてください（「Webhook 要求を受信したとき」で作られるものです）。",
    "Please paste the whole URL of the Teams workflow, from https:// on (“When a Teams webhook request is received”).",
)
_GONE = Text(
    "このTeamsのワークフローは見つからないか、止められています。URLを作り直してください。",
    "This Teams workflow is gone or switched off. Please make a new URL.",
)
_FORBIDDEN = Text(
    "Teamsのワークフローが投稿を認めませんでした。URLが途中で切れていないかをお確かめください。",
    "The Teams workflow did not allow the post. Please check that the URL is complete.",
)
_LONG = Text("Teamsには長すぎます。", "It is too long for Teams.")
_FINAL = {401: _FORBIDDEN, 403: _FORBIDDEN, 404: _GONE, 410: _GONE, 413: _LONG}
_SAID_NO = Text(
    "Teamsが投稿に失敗したと答えました。届いたかどうかは分かりません。",
    "Teams answered that posting failed. Whether it arrived is not known.",
)


class Teams:
    """Addresses are webhook URLs, which are secrets; nobody is pinged, nothing is threaded, nothing is read back."""

    name = "teams"
    label = TEAMS
    settle_after = timedelta(0)
    secret_address = True
    address_hint = Text("Teamsの「ワークフロー」で作ったWebhookのURL。", "The webhook URL of a workflow made in Teams.")

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._quiet = calls.Quiet()
        self._http = httpx.Client(timeout=settings.timeout, follow_redirects=False)

    def close(self) -> None:
        self._http.close()

    def check_address(self, address: str) -> Text | None:
        return None if self._host(address) else _BAD

    def send(self, letter: Letter) -> Outcome:
        host = self._host(letter.address)
        if host is None:
            return Refused(_BAD, final=True)
        if wait := self._quiet.left(letter.address):
            return calls.slow_down(TEAMS, wait)
        try:
            answer = self._http.post(letter.address, content=card(letter), headers={"content-type": "application/json"})
        except httpx.HTTPError as error:
            return calls.lost(error, TEAMS)
        return self._outcome(answer, letter)

    def find(self, letter: Letter, since: datetime | None = None) -> Unreadable:
        return UNREADABLE

    def readers(self, address: str) -> Unreadable:
        return UNREADABLE

    def _outcome(self, answer: httpx.Response, letter: Letter) -> Outcome:
        status = answer.status_code
        if status == 429:
            wait = calls.asked_wait(answer)
            self._quiet.keep(letter.address, wait)
            return calls.slow_down(TEAMS, wait)
        if answer.is_success:
            # The former connectors say 200 and put the fault of what lies behind them into the words.
            if "failed" in answer.text[:500].lower():
                return Unknown(_SAID_NO)
            return Sent((answer.headers.get("x-ms-workflow-run-id") or letter.ref)[:200])
        if answer.is_server_error or status == 408:
            return calls.broken(TEAMS, status)
        return Refused(_FINAL[status], final=True) if status in _FINAL else calls.refused(TEAMS, status)

    def _host(self, address: str) -> str | None:
        """The host, when this is an address that we may call."""
        if not re.fullmatch(r"https?://[!-~]{1,2000}", address) or "\\" in address:
            return None
        try:
            parts = urlsplit(address)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return None
        if self._settings.loopback and parts.scheme == "http" and host == "127.0.0.1":
            return host
        plain = parts.scheme == "https" and port in (None, 443) and parts.username is None and bool(parts.path)
        return host if plain and self._settings.knows(host) else None
