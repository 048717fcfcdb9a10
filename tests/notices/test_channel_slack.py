"""What is Slack's own: a no inside of a 200, markup, history in pages, direct messages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from nattoku.notices.channels import UNREADABLE, Letter, Readers, Refused, Sent, Unknown
from nattoku.notices.channels.slack.client import Slack
from nattoku.notices.channels.slack.settings import Settings
from tests.peers.slack import TOKEN, SlackPeer

LETTER = Letter("N-7f3a", "C0001", "第1次情報", "椅子が届いていないとのことです。")


@pytest.fixture
def peer() -> Iterator[SlackPeer]:
    with SlackPeer("C0001", "D0SATO") as running:
        yield running


@pytest.fixture
def slack(peer: SlackPeer) -> Iterator[Slack]:
    made = Slack(Settings(url=peer.url, token=TOKEN, timeout=1, settle=0))
    yield made
    made.close()


def test_words_that_would_ping_or_be_markup_are_only_words(peer: SlackPeer, slack: Slack) -> None:
    words = "<!channel> <@U0SATO> *太字* https://example.com & :bomb:"
    slack.send(Letter("N-1", "C0001", words, words, mention="U0CHIBA, @here"))
    said = peer.posts[0].json
    assert "<!channel>" not in said["text"]
    assert said["text"].startswith("<@U0CHIBA> &lt;!channel&gt;")
    kinds = {block["text"]["type"] for block in said["blocks"] if "text" in block and words in block["text"]["text"]}
    assert kinds == {"plain_text"}
    assert not said["unfurl_links"]


@pytest.mark.parametrize(
    "word", ["channel_not_found", "not_in_channel", "is_archived", "invalid_auth", "missing_scope", "invalid_blocks"]
)
def test_a_no_of_slack_is_for_good_and_has_a_sentence(peer: SlackPeer, slack: Slack, word: str) -> None:
    peer.error(word)
    outcome = slack.send(LETTER)
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert "Slack" in outcome.reason.ja


@pytest.mark.parametrize("word", ["fatal_error", "internal_error"])
def test_a_fault_after_which_something_may_have_been_done_is_unknown(peer: SlackPeer, slack: Slack, word: str) -> None:
    peer.error(word)
    assert isinstance(slack.send(LETTER), Unknown)


def test_an_answer_in_a_thread_is_shown_in_the_channel_too(peer: SlackPeer, slack: Slack) -> None:
    first = slack.send(LETTER)
    assert isinstance(first, Sent)
    slack.send(Letter("N-2", "C0001", "続報", "本文", reply_to=first.peer_id))
    said = peer.posts[1].json
    assert (said["thread_ts"], said["reply_broadcast"]) == (first.peer_id, True)


def test_a_letter_is_found_on_a_later_page(peer: SlackPeer, slack: Slack) -> None:
    begun = datetime.now(UTC)
    sent = slack.send(LETTER)
    for n in range(5):
        slack.send(Letter(f"N-{n}", "C0001", "ほか", "本文"))
    peer.page = 2
    assert slack.find(LETTER, since=begun) == sent


def test_a_history_without_an_end_proves_no_absence(peer: SlackPeer, slack: Slack) -> None:
    begun = datetime.now(UTC)
    for n in range(7):
        slack.send(Letter(f"N-{n}", "C0001", "ほか", "本文"))
    peer.page = 1
    assert slack.find(LETTER, since=begun) is UNREADABLE
    assert slack.find(LETTER, since=begun + timedelta(hours=1)) is None


def test_a_mark_is_not_mistaken_for_a_longer_one(slack: Slack) -> None:
    slack.send(Letter("N-7f3a9", "C0001", "別の通知", "本文"))
    assert slack.find(LETTER) is None


def test_a_direct_message_is_read_back_from_its_own_conversation(slack: Slack) -> None:
    letter = Letter("N-1", "U0SATO", "件名", "本文")
    sent = slack.send(letter)
    assert isinstance(sent, Sent)
    assert slack.find(letter) == sent


@pytest.mark.parametrize("word", ["ratelimited", "internal_error"])
def test_what_cannot_be_read_just_now_is_no_proof_of_absence(peer: SlackPeer, slack: Slack, word: str) -> None:
    peer.error(word)
    found = slack.find(LETTER)
    assert isinstance(found, Refused)
    assert not found.final


def test_a_channel_shared_with_another_company_says_so(peer: SlackPeer, slack: Slack) -> None:
    assert slack.readers("C0001") is UNREADABLE
    peer.shared.add("C0001")
    readers = slack.readers("C0001")
    assert isinstance(readers, Readers)
    assert readers.outside


def test_without_a_token_nothing_is_called(peer: SlackPeer) -> None:
    outcome = Slack(Settings(url=peer.url, token="")).send(LETTER)
    assert isinstance(outcome, Refused)
    assert "NATTOKU_SLACK_TOKEN" in outcome.reason.ja
    assert peer.calls == []


def test_a_token_never_travels_in_clear() -> None:
    with pytest.raises(ValueError, match="https"):
        Settings(url="http://slack.example.com/api", token=TOKEN)
