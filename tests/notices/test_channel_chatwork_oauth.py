"""Showing who we are by OAuth 2, against a real token endpoint that takes each refresh token once."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from nattoku.notices.channels import Letter, Refused, Sent
from nattoku.notices.channels.chatwork.client import Chatwork
from nattoku.notices.channels.chatwork.credentials import OAuth
from nattoku.notices.channels.chatwork.settings import Settings
from tests.peers.chatwork import ChatworkPeer

LETTER = Letter("N-7f3a", "1", "件名", "本文")
Open = Callable[..., Chatwork]


@pytest.fixture
def peer() -> Iterator[ChatworkPeer]:
    with ChatworkPeer(token="nobody-has-it") as running:
        yield running


def settings(peer: ChatworkPeer, **changed: object) -> Settings:
    values = {
        "url": peer.url,
        "oauth_url": peer.oauth_url,
        "client_id": peer.oauth.client,
        "client_secret": peer.oauth.secret,
        "refresh_token": "refresh-0",
        "token": "",
        "timeout": 2,
    }
    return Settings.model_validate(values | changed)


@pytest.fixture
def open_channel(peer: ChatworkPeer, tmp_path: Path) -> Iterator[Open]:
    opened: list[Chatwork] = []

    def build(**changed: object) -> Chatwork:
        opened.append(Chatwork(settings(peer, **changed), tmp_path / "refresh"))
        return opened[-1]

    yield build
    for channel in opened:
        channel.close()


def test_one_access_token_serves_many_letters(peer: ChatworkPeer, open_channel: Open) -> None:
    channel = open_channel()
    assert all(isinstance(channel.send(LETTER), Sent) for _ in range(3))
    assert peer.oauth.exchanged == ["refresh-0"]


def test_a_token_that_is_no_longer_believed_is_renewed_once_and_the_letter_arrives_once(
    peer: ChatworkPeer, open_channel: Open
) -> None:
    channel = open_channel()
    channel.send(LETTER)
    peer.oauth.forget()
    assert isinstance(channel.send(LETTER), Sent)
    assert len(peer.messages("1")) == 2
    assert peer.oauth.exchanged == ["refresh-0", "refresh-1"]


def test_a_renewed_token_that_is_not_believed_either_is_refused_for_good(
    peer: ChatworkPeer, open_channel: Open
) -> None:
    peer.will("401", "401")
    outcome = open_channel().send(LETTER)
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert len(peer.calls) == 2, "asked again once, not for ever"


def test_a_token_is_renewed_before_its_end(peer: ChatworkPeer) -> None:
    now = 0.0
    oauth = OAuth(settings(peer), clock=lambda: now)
    first = oauth.headers()
    now = 1_600.0
    assert oauth.headers() == first
    now = 1_700.0
    assert oauth.headers() != first
    assert peer.oauth.exchanged == ["refresh-0", "refresh-1"]


def test_the_next_start_goes_on_with_the_newest_refresh_token(
    peer: ChatworkPeer, open_channel: Open, tmp_path: Path
) -> None:
    open_channel().send(LETTER)
    assert S_IMODE((tmp_path / "refresh").stat().st_mode) == 0o600
    assert isinstance(open_channel().send(LETTER), Sent)
    assert peer.oauth.exchanged == ["refresh-0", "refresh-1"]


def test_another_process_that_used_our_refresh_token_up_left_us_its_newer_one(
    peer: ChatworkPeer, tmp_path: Path
) -> None:
    ours, theirs = (OAuth(settings(peer), tmp_path / "refresh") for _ in range(2))
    for oauth in (ours, theirs, ours, theirs):
        headers = oauth.headers()
        assert isinstance(headers, dict)
        oauth.renew(headers)
    assert peer.oauth.exchanged == ["refresh-0", "refresh-1", "refresh-2", "refresh-3"]


def test_a_new_refresh_token_in_the_settings_begins_anew(peer: ChatworkPeer, open_channel: Open) -> None:
    open_channel().send(LETTER)
    peer.oauth.refresh = "asked-for-again"
    assert isinstance(open_channel(refresh_token="asked-for-again").send(LETTER), Sent)


def test_credentials_that_are_not_accepted_are_refused_for_good_and_name_the_settings(
    peer: ChatworkPeer, open_channel: Open
) -> None:
    outcome = open_channel(client_secret="wrong").send(LETTER)
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert "NATTOKU_CHATWORK_CLIENT_ID" in outcome.reason.en
    assert peer.accepted == []


def test_a_token_endpoint_that_is_away_or_broken_is_asked_again_later(peer: ChatworkPeer, open_channel: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    away = open_channel(oauth_url=f"http://127.0.0.1:{port}/token").send(LETTER)
    peer.oauth.status = 503
    broken = open_channel().send(LETTER)
    for outcome in (away, broken):
        assert isinstance(outcome, Refused)
        assert not outcome.final
    assert peer.accepted == []


def test_without_all_three_settings_the_token_is_used(peer: ChatworkPeer, open_channel: Open) -> None:
    assert isinstance(open_channel(client_secret="", token="nobody-has-it").send(LETTER), Sent)
    assert peer.oauth.exchanged == []


def test_the_secrets_are_neither_shown_nor_sent_in_clear() -> None:
    secrets = {"client_id": "ci-1", "client_secret": "cs-1", "refresh_token": "rt-1", "webhook_token": "d3QtMQ=="}
    shown = repr(Settings.model_validate(secrets))
    assert not [secret for secret in secrets.values() if secret in shown]
    with pytest.raises(ValueError, match="https"):
        Settings.model_validate({"oauth_url": "http://chatwork.example/token"})
