"""The Chatwork channel against a server that behaves like Chatwork, over real sockets."""

import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from nattoku.notices.channels import UNREADABLE, Letter, Readers, Refused, Sent, Unknown
from nattoku.notices.channels.chatwork.client import Chatwork
from nattoku.notices.channels.chatwork.pace import Pace
from nattoku.notices.channels.chatwork.settings import Settings
from tests.peers.chatwork import ChatworkPeer

LETTER = Letter("N-7f3a", "1", "第1次情報", "商品が届いていないとのことです。")
Open = Callable[..., Chatwork]


@pytest.fixture
def peer() -> Iterator[ChatworkPeer]:
    with ChatworkPeer(rooms=("1", "2")) as running:
        yield running


@pytest.fixture
def open_channel(peer: ChatworkPeer) -> Iterator[Open]:
    opened: list[Chatwork] = []

    def build(**changed: object) -> Chatwork:
        values = {"url": peer.url, "token": peer.token, "timeout": 2, "settle": 0.5} | changed
        opened.append(Chatwork(Settings.model_validate(values)))
        return opened[-1]

    yield build
    for channel in opened:
        channel.close()


@pytest.fixture
def channel(open_channel: Open) -> Chatwork:
    return open_channel()


def refusal(outcome: object) -> Refused:
    assert isinstance(outcome, Refused)
    assert outcome.reason.ja != outcome.reason.en
    return outcome


def test_a_letter_arrives_in_its_room_and_we_learn_what_it_is_called_there(
    peer: ChatworkPeer, channel: Chatwork
) -> None:
    outcome = channel.send(LETTER)
    (arrived,) = peer.messages("1")
    assert outcome == Sent(arrived.message_id)
    assert arrived.body == ("[info][title]第1次情報[/title]商品が届いていないとのことです。\n〔N-7f3a〕[/info]")
    assert peer.messages("2") == []


def test_line_breaks_tabs_and_rare_characters_arrive_unchanged(peer: ChatworkPeer, channel: Chatwork) -> None:
    channel.send(Letter("N-1", "1", "件名", "一行目\n\t𠮷野家の髙橋様 😀&=+%"))
    assert "一行目\n\t𠮷野家の髙橋様 😀&=+%" in peer.messages("1")[0].body


@pytest.mark.parametrize("address", ["", "rid1", "1/../2", "１２", "1\n", "https://www.chatwork.com/#!rid1"])
def test_an_address_that_is_no_room_number_is_refused_in_words_before_anything_is_called(
    peer: ChatworkPeer, channel: Chatwork, address: str
) -> None:
    assert channel.check_address(address)
    assert refusal(channel.send(Letter("N-1", address, "s", "b"))).final
    assert peer.calls == []


def test_without_a_token_nothing_is_called(peer: ChatworkPeer, open_channel: Open) -> None:
    outcome = refusal(open_channel(token="").send(LETTER))
    assert outcome.final
    assert "NATTOKU_CHATWORK_TOKEN" in outcome.reason.ja
    assert peer.calls == []


def test_a_wrong_token_is_refused_for_good_and_says_which_setting_to_check(open_channel: Open) -> None:
    outcome = refusal(open_channel(token="wrong").send(LETTER))
    assert outcome.final
    assert "トークン" in outcome.reason.ja


def test_an_unknown_room_is_refused_for_good(channel: Chatwork) -> None:
    outcome = refusal(channel.send(Letter("N-1", "999", "s", "b")))
    assert outcome.final
    assert "ルーム" in outcome.reason.ja


@pytest.mark.parametrize("status", ["400", "403", "405"])
def test_what_chatwork_will_never_accept_is_refused_for_good(
    peer: ChatworkPeer, channel: Chatwork, status: str
) -> None:
    peer.will(status)
    assert refusal(channel.send(LETTER)).final
    assert peer.accepted == []


def test_the_longest_letter_of_all_is_accepted(peer: ChatworkPeer, channel: Chatwork) -> None:
    assert isinstance(channel.send(Letter("N-1", "1", "長" * 5_000, "文" * 100_000)), Sent)
    assert len(peer.messages("1")[0].body.encode()) <= 65_535


def test_a_server_that_is_not_there_refuses_for_now(open_channel: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not refusal(open_channel(url=f"http://127.0.0.1:{port}/v2").send(LETTER)).final


@pytest.mark.parametrize("behaviour", ["500-before-store", "503", "drop"])
def test_after_a_fault_that_stored_nothing_the_room_is_read_and_the_letter_is_not_there(
    peer: ChatworkPeer, channel: Chatwork, behaviour: str
) -> None:
    since = datetime.now(UTC)
    peer.will(behaviour)
    assert isinstance(channel.send(LETTER), Unknown)
    assert channel.find(LETTER, since) is None
    assert peer.accepted == []


@pytest.mark.parametrize("behaviour", ["500-after-store", "store-then-drop-connection", "store-then-slow(3)", "twice"])
def test_after_a_fault_that_stored_the_letter_it_is_found_and_not_sent_again(
    peer: ChatworkPeer, channel: Chatwork, behaviour: str
) -> None:
    peer.will(behaviour)
    outcome = channel.send(LETTER)
    first = peer.messages("1")[0].message_id
    assert isinstance(outcome, Unknown) or behaviour == "twice"
    assert channel.find(LETTER) == Sent(first)


def test_a_read_back_is_to_be_believed_only_once_a_slow_peer_has_settled(
    peer: ChatworkPeer, open_channel: Open
) -> None:
    channel = open_channel(timeout=1, settle=2.5)
    peer.will("slow(2.5)")
    assert isinstance(channel.send(LETTER), Unknown)
    assert channel.find(LETTER) is None, "too early: the peer has not stored it yet"
    time.sleep(channel.settle_after.total_seconds())
    assert channel.find(LETTER) == Sent(peer.messages("1")[0].message_id)


def test_an_empty_room_holds_no_letter(channel: Chatwork) -> None:
    assert channel.find(LETTER) is None


def test_a_mark_is_not_mistaken_for_a_longer_one(channel: Chatwork) -> None:
    channel.send(Letter("N-7f3a9", "1", "別の通知", "本文"))
    assert channel.find(LETTER) is None


def test_when_somebody_quoted_the_letter_the_letter_itself_is_found(peer: ChatworkPeer, channel: Chatwork) -> None:
    sent = channel.send(LETTER)
    peer.store(peer.rooms["1"], "[qt]〔N-7f3a〕[/qt] 了解しました")
    assert channel.find(LETTER) == sent


def test_in_a_busy_room_an_absence_is_certain_only_back_to_the_oldest_message_listed(
    peer: ChatworkPeer, channel: Chatwork
) -> None:
    for n in range(100):
        peer.store(peer.rooms["1"], f"雑談 {n}")
    now = datetime.now(UTC)
    assert channel.find(LETTER) is UNREADABLE
    assert channel.find(LETTER, now - timedelta(minutes=10)) is UNREADABLE
    assert channel.find(LETTER, now + timedelta(minutes=10)) is None


def test_where_a_message_was_deleted_since_nobody_can_tell(peer: ChatworkPeer, channel: Chatwork) -> None:
    since = datetime.now(UTC)
    sent = channel.send(LETTER)
    assert isinstance(sent, Sent)
    peer.delete(sent.peer_id)
    assert channel.find(LETTER, since) is UNREADABLE
    assert channel.find(LETTER, since + timedelta(hours=1)) is None


def test_a_room_that_cannot_be_read_just_now_is_no_proof_of_absence(peer: ChatworkPeer, open_channel: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not refusal(open_channel(url=f"http://127.0.0.1:{port}/v2").find(LETTER)).final
    assert refusal(open_channel(token="wrong").find(LETTER)).final


def test_our_own_pace_stops_before_the_room_is_flooded(peer: ChatworkPeer, channel: Chatwork) -> None:
    outcomes = [channel.send(Letter(f"N-{n}", "1", "s", "b")) for n in range(11)]
    assert all(isinstance(outcome, Sent) for outcome in outcomes[:10])
    last = refusal(outcomes[10])
    assert not last.final
    assert last.retry_after is not None
    assert timedelta(0) < last.retry_after <= timedelta(seconds=10)
    assert len(peer.calls) == 10
    assert isinstance(channel.send(Letter("N-other", "2", "s", "b")), Sent), "another room is not held up"


def test_a_429_for_the_token_is_not_answered_before_its_reset(peer: ChatworkPeer, channel: Chatwork) -> None:
    peer.calls_per_window, peer.window = 1, 120
    assert isinstance(channel.send(LETTER), Sent)
    peer.calls_per_window = 2  # somebody else's process takes what is left
    peer.count_call()
    outcome = refusal(channel.send(Letter("N-2", "2", "s", "b")))
    assert not outcome.final
    assert outcome.retry_after is not None
    assert timedelta(seconds=100) < outcome.retry_after <= timedelta(seconds=121)
    calls = len(peer.calls)
    assert not refusal(channel.send(Letter("N-3", "1", "s", "b"))).final
    assert len(peer.calls) == calls, "nothing is called while the peer asked us to wait"


def test_a_429_for_one_room_holds_that_room_only(peer: ChatworkPeer, open_channel: Open) -> None:
    channel = open_channel(per_room_10s=0)
    peer.posts_per_10s = 1
    channel.send(LETTER)
    outcome = refusal(channel.send(Letter("N-2", "1", "s", "b")))
    assert outcome.retry_after == timedelta(seconds=10)
    assert isinstance(channel.send(Letter("N-3", "2", "s", "b")), Sent)


def test_limits_can_be_switched_off_on_both_sides(peer: ChatworkPeer, open_channel: Open) -> None:
    peer.calls_per_window = peer.posts_per_10s = 0
    channel = open_channel(per_5min=0, per_room_10s=0)
    assert all(isinstance(channel.send(Letter(f"N-{n}", "1", "s", "b")), Sent) for n in range(320))


def test_never_more_than_the_limit_in_any_five_minutes() -> None:
    now = 0.0
    pace = Pace(300, 0, clock=lambda: now)
    granted: list[float] = []
    for second in range(1_200):
        now = float(second)
        granted += [now for _ in range(5) if pace.take("1") is None]
    assert max(sum(start <= t < start + 300 for t in granted) for start in range(900)) == 300


def test_one_connection_is_kept_for_many_letters(peer: ChatworkPeer, channel: Chatwork) -> None:
    for n in range(5):
        channel.send(Letter(f"N-{n}", "1", "s", "b"))
    assert peer.connections == 1


def test_members_of_another_company_are_named_before_anything_is_sent(peer: ChatworkPeer, channel: Chatwork) -> None:
    assert channel.readers("1") == Readers(inside=1)
    peer.rooms["1"].join(1002, "田中 恵", 7, "株式会社みなと")
    peer.rooms["1"].join(2001, "外山 誠", 9, "外山運送")
    peer.rooms["1"].join(2002, "個人の方", 0, "")
    assert channel.readers("1") == Readers(inside=2, outside=("外山 誠（外山運送）", "個人の方"))


def test_who_reads_an_unknown_room_is_refused_in_words(channel: Chatwork) -> None:
    assert refusal(channel.readers("999")).final


def test_the_token_is_neither_shown_nor_sent_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "secret" not in repr(Settings.model_validate({"token": "secret"}))
    with pytest.raises(ValueError, match="https") as error:
        Settings.model_validate({"token": "secret", "url": "http://chatwork.example/v2"})
    assert "secret" not in str(error.value)
    with pytest.raises(ValueError, match="token") as error:
        Settings.model_validate({"token": "secret\n"})
    assert "secret" not in str(error.value)


def test_the_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATTOKU_CHATWORK_URL", "http://127.0.0.1:9/v2/")
    monkeypatch.setenv("NATTOKU_CHATWORK_TOKEN", "from-outside")
    monkeypatch.setenv("NATTOKU_CHATWORK_PER_5MIN", "5000")
    settings = Settings()
    assert (settings.url, settings.token, settings.per_5min) == (
        "http://127.0.0.1:9/v2",
        "from-outside",
        5000,
    )
    assert settings.per_room_10s == 10
