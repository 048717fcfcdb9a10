"""What an answer of Slack means for the letter. Slack says no with status 200 and a word."""

import httpx
from pydantic import BaseModel, ValidationError

from nattoku.lib.text import Text
from nattoku.notices.channels import Outcome, Refused, Sent, calls

SLACK = Text("Slack", "Slack")
NO_TOKEN = Text(
    "Slackのトークンが設定されていません（NATTOKU_SLACK_TOKEN）。", "No Slack token is set (NATTOKU_SLACK_TOKEN)."
)
_TOKEN = Text(
    "Slackがトークンを認めませんでした。NATTOKU_SLACK_TOKEN をお確かめください。",
    "Slack did not accept the token. Please check NATTOKU_SLACK_TOKEN.",
)
_NOWHERE = Text(
    "このチャンネルがSlackに見つからないか、アプリが参加していません。IDと、アプリが招待されているかをお確かめください。",
    "Slack knows no such channel, or our app is not in it. Please check its ID, and that the app was invited.",
)
_ARCHIVED = Text("このSlackのチャンネルは保管されています。", "This Slack channel is archived.")
_SCOPE = Text(
    "Slackアプリに必要な権限がありません（chat:write、channels:history など）。",
    "The Slack app lacks a permission it needs (chat:write, channels:history …).",
)
_FINAL = (
    dict.fromkeys(
        ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission"), _TOKEN
    )
    | dict.fromkeys(("channel_not_found", "not_in_channel", "user_not_found", "cannot_dm_bot"), _NOWHERE)
    | {"is_archived": _ARCHIVED, "missing_scope": _SCOPE, "restricted_action": _SCOPE}
)
# Slack's own words for these: some part of the operation may have succeeded before the error.
_FAULTS = {"fatal_error", "internal_error", "service_unavailable", "team_added_to_org"}
_TOO_MANY = {"ratelimited", "rate_limited", "message_limit_exceeded"}


class Said(BaseModel):
    ok: bool
    error: str = ""
    ts: str = ""


def posted(answer: httpx.Response) -> Outcome:
    """The outcome of a post that was answered."""
    said = read(answer)
    if answer.status_code == 429 or (said and said.error in _TOO_MANY):
        return calls.slow_down(SLACK, calls.asked_wait(answer))
    if said and said.ok and said.ts:
        return Sent(said.ts[:200])
    if said is None or said.ok or said.error in _FAULTS or answer.is_server_error:
        return calls.broken(SLACK, said.error if said and said.error else answer.status_code)
    return _no(said.error)


def refused(answer: httpx.Response) -> Refused:
    """Why something could not be read. A fault of the peer is not final: it may be asked again."""
    said = read(answer)
    if answer.status_code == 429 or (said and said.error in _TOO_MANY):
        return calls.slow_down(SLACK, calls.asked_wait(answer))
    if said is None or said.ok or said.error in _FAULTS or answer.is_server_error:
        return calls.out_of_order(SLACK, said.error if said and said.error else answer.status_code)
    return _no(said.error)


def read(answer: httpx.Response) -> Said | None:
    try:
        return Said.model_validate_json(answer.content)
    except ValidationError:
        return None


def _no(error: str) -> Refused:
    return Refused(_FINAL[error], final=True) if error in _FINAL else calls.refused(SLACK, error)
