"""Tasks, files and replies, against a server that behaves like Chatwork."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nattoku.notices.channels import UNREADABLE, Letter, Refused, Sent, Unknown
from nattoku.notices.channels.chatwork.client import Chatwork
from nattoku.notices.channels.chatwork.post import LARGEST_FILE
from nattoku.notices.channels.chatwork.settings import Settings
from tests.peers.chatwork import ChatworkPeer

UNTIL = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # 15:00 in Tokyo
LETTER = Letter("N-7f3a", "1", "一報", "椅子が届いていないとのことです。", mention="2001", task_until=UNTIL)
FILED = Letter("N-8c1b", "1", "月次報告", "今月の控えです。", file=("控え 11月.csv", b"no,stage\n1,5\n"))
AFTER_STORING = ["500-after-store", "store-then-drop-connection", "store-then-slow(3)"]


@pytest.fixture
def peer() -> Iterator[ChatworkPeer]:
    with ChatworkPeer(rooms=("1",)) as running:
        running.rooms["1"].join(2001, "千葉 亮", 7, "株式会社みなと")
        running.rooms["1"].join(2002, "上野 綾", 7, "株式会社みなと")
        yield running


@pytest.fixture
def open_channel(peer: ChatworkPeer) -> Iterator[Callable[..., Chatwork]]:
    opened: list[Chatwork] = []

    def build(**changed: object) -> Chatwork:
        values = {"url": peer.url, "token": peer.token, "timeout": 2, "settle": 0} | changed
        opened.append(Chatwork(Settings.model_validate(values)))
        return opened[-1]

    yield build
    for channel in opened:
        channel.close()


@pytest.fixture
def channel(open_channel: Callable[..., Chatwork]) -> Chatwork:
    return open_channel()


def test_what_somebody_is_to_do_by_a_time_is_a_task_of_theirs(peer: ChatworkPeer, channel: Chatwork) -> None:
    outcome = channel.send(LETTER)
    (task,) = peer.rooms["1"].tasks
    assert (task.account_id, task.limit, task.limit_type) == (2001, int(UNTIL.timestamp()), "time")
    assert task.body == "一報\n椅子が届いていないとのことです。\n〔N-7f3a〕"
    assert outcome == Sent(peer.messages("1")[0].message_id), "an answer to the task's message is recognised"


def test_several_people_get_the_same_task_by_one_call(peer: ChatworkPeer, channel: Chatwork) -> None:
    assert isinstance(channel.send(replace(LETTER, mention="2001, 2002 2001")), Sent)
    assert [t.account_id for t in peer.rooms["1"].tasks] == [2001, 2002]
    assert [call for call in peer.calls if call[0] == "POST"] == [("POST", "/v2/rooms/1/tasks")]


def test_a_limit_without_an_account_to_keep_it_is_said_in_words(peer: ChatworkPeer, channel: Chatwork) -> None:
    channel.send(replace(LETTER, mention=""))
    assert peer.rooms["1"].tasks == []
    assert peer.messages("1")[0].body.endswith("期限：11月24日(火) 15:00\n〔N-7f3a〕[/info]")


def test_a_task_for_somebody_outside_the_room_is_refused_and_says_so(peer: ChatworkPeer, channel: Chatwork) -> None:
    outcome = channel.send(replace(LETTER, mention="9999"))
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert "メンバー" in outcome.reason.ja
    assert peer.accepted == []


def test_words_in_a_task_cannot_end_it_or_call_anybody(peer: ChatworkPeer, channel: Chatwork) -> None:
    channel.send(replace(LETTER, body="[/task][toall] 急いで"))
    assert "[" not in peer.rooms["1"].tasks[0].body


@pytest.mark.parametrize("behaviour", AFTER_STORING)
def test_a_task_whose_answer_was_lost_is_found_and_not_made_twice(
    peer: ChatworkPeer, channel: Chatwork, behaviour: str
) -> None:
    peer.will(behaviour)
    assert isinstance(channel.send(LETTER), Unknown)
    assert channel.find(LETTER) == Sent(peer.messages("1")[0].message_id)


def test_a_task_that_was_done_at_once_is_still_found_in_the_room(peer: ChatworkPeer, channel: Chatwork) -> None:
    peer.will("500-after-store")
    channel.send(LETTER)
    peer.rooms["1"].tasks.clear()
    assert channel.find(LETTER) == Sent(peer.messages("1")[0].message_id)


def test_a_task_that_was_never_made_is_certainly_not_there(peer: ChatworkPeer, channel: Chatwork) -> None:
    peer.will("500-before-store")
    assert isinstance(channel.send(LETTER), Unknown)
    assert channel.find(LETTER) is None


def test_in_a_busy_room_a_task_is_found_but_its_absence_is_not_certain(peer: ChatworkPeer, channel: Chatwork) -> None:
    peer.will("500-after-store")
    channel.send(LETTER)
    message = peer.messages("1")[0].message_id
    for n in range(100):
        peer.store(peer.rooms["1"], f"雑談 {n}")
    assert channel.find(LETTER) == Sent(message)
    assert channel.find(replace(LETTER, ref="N-other")) is UNREADABLE


def test_a_file_goes_with_its_message_and_arrives_byte_for_byte(peer: ChatworkPeer, channel: Chatwork) -> None:
    content = bytes(range(256)) * 100 + b"\r\n--boundary\r\n"
    outcome = channel.send(replace(FILED, file=("控え 11月.bin", content)))
    (file,) = peer.rooms["1"].files
    (message,) = peer.messages("1")
    assert (file.filename, file.content) == ("控え 11月.bin", content)
    assert "今月の控えです。\n〔N-8c1b〕" in message.body
    assert outcome == Sent(message.message_id)


@pytest.mark.parametrize("behaviour", AFTER_STORING)
def test_a_file_whose_answer_was_lost_is_found_by_its_message(
    peer: ChatworkPeer, channel: Chatwork, behaviour: str
) -> None:
    peer.will(behaviour)
    assert isinstance(channel.send(FILED), Unknown)
    assert channel.find(FILED) == Sent(peer.messages("1")[0].message_id)


@pytest.mark.parametrize("content", [b"", b"x" * (LARGEST_FILE + 1)])
def test_a_file_that_chatwork_cannot_take_is_named_in_words(
    peer: ChatworkPeer, channel: Chatwork, content: bytes
) -> None:
    assert isinstance(channel.send(replace(FILED, file=("大きな控え.csv", content))), Sent)
    assert peer.rooms["1"].files == []
    assert "ファイル「大きな控え.csv」は、納得 Nattoku の通知 N-8c1b でご覧ください。" in peer.messages("1")[0].body


def test_a_task_with_a_file_names_the_file_because_one_letter_is_one_call(
    peer: ChatworkPeer, channel: Chatwork
) -> None:
    channel.send(replace(LETTER, file=FILED.file))
    assert "ファイル「控え 11月.csv」" in peer.rooms["1"].tasks[0].body
    assert peer.rooms["1"].files == []


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd", "_etc_passwd"), ('a"b\r\nx: y.csv', 'a"b_x: y.csv'), (" . ", "N-8c1b")]
)
def test_a_files_name_is_one_plain_name(peer: ChatworkPeer, channel: Chatwork, name: str, kept: str) -> None:
    channel.send(replace(FILED, file=(name, b"x")))
    (message,) = peer.messages("1")
    assert kept in message.body.replace("%22", '"')


def test_when_the_room_cannot_be_asked_for_the_message_the_letter_has_still_arrived(
    peer: ChatworkPeer, open_channel: Callable[..., Chatwork]
) -> None:
    channel = open_channel(per_5min=1)
    assert channel.send(LETTER) == Sent(f"tasks/{peer.rooms['1'].tasks[0].task_id}")


def test_an_answer_to_somebody_calls_them_by_a_reply_tag(peer: ChatworkPeer, channel: Chatwork) -> None:
    said = peer.says("1", 2001, "いつの件ですか")
    channel.send(replace(LETTER, task_until=None, mention="", reply_to=f"2001:{said.message_id}"))
    assert peer.messages("1")[1].body.startswith(f"[rp aid=2001 to=1-{said.message_id}]\n[info]")


@pytest.mark.parametrize("reply_to", ["2001:", "x:1", "2001:1]\n[toall", "1:2:3"])
def test_what_names_no_message_makes_no_tag(peer: ChatworkPeer, channel: Chatwork, reply_to: str) -> None:
    channel.send(replace(LETTER, task_until=None, mention="", reply_to=reply_to))
    assert peer.messages("1")[0].body.startswith("[info]")
