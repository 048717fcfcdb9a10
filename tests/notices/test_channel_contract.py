"""What every channel promises, asked of each folder that is there, and of each against a server that fails in every way."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from nattoku.notices.channels import UNREADABLE, Channel, Letter, Readers, Refused, Sent, Unknown, channels, label
from nattoku.notices.channels.apprise.client import Others
from nattoku.notices.channels.apprise.settings import Settings as OthersSettings
from nattoku.notices.channels.lineworks.client import LineWorks
from nattoku.notices.channels.lineworks.settings import Settings as LineWorksSettings
from nattoku.notices.channels.slack.client import Slack
from nattoku.notices.channels.slack.settings import Settings as SlackSettings
from nattoku.notices.channels.teams.client import Teams
from nattoku.notices.channels.teams.settings import Settings as TeamsSettings
from nattoku.notices.channels.webhook.client import Webhook
from nattoku.notices.channels.webhook.settings import Settings as WebhookSettings
from nattoku.notices.channels.webpush.client import WebPush
from nattoku.notices.channels.webpush.keys import Keys
from nattoku.notices.channels.webpush.settings import Settings as WebPushSettings
from tests.peers.lineworks import PEM, LineWorksPeer
from tests.peers.push import Browser, PushPeer
from tests.peers.slack import TOKEN, SlackPeer
from tests.peers.teams import TeamsPeer

# What Apprise imports warns of modules that later Pythons no longer have.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
LETTER = Letter("N-7f3a", "", "【一報】受付番号 1001　納期", "椅子が届いていないとのことです。")
NONSENSE = [
    "",
    " ",
    "どこか",
    "a b",
    "\x00",
    "http://169.254.169.254/",
    "javascript:alert(1)",
    "x" * 5000,
    "[]",
    "../..",
]
STORED = ("store-then-500", "store-then-drop", "slow")
SHIPPED = sorted(set(channels()) - {"demo"})


@dataclass
class Pair:
    """A channel and the server it talks to, an address there, and what of the letters arrived."""

    channel: Channel
    peer: Any
    address: str

    @property
    def arrived(self) -> int:
        return len(self.peer.stored if isinstance(self.peer, PushPeer) else self.peer.posts)

    @property
    def letter(self) -> Letter:
        return replace(LETTER, address=self.address)


def _slack(within: ExitStack, _: Path) -> Pair:
    peer = within.enter_context(SlackPeer())
    return Pair(Slack(SlackSettings(url=peer.url, token=TOKEN, timeout=2, settle=0)), peer, "C0001")


def _teams(within: ExitStack, _: Path) -> Pair:
    peer = within.enter_context(TeamsPeer())
    return Pair(Teams(TeamsSettings(timeout=2, loopback=True)), peer, peer.address)


def _lineworks(within: ExitStack, folder: Path) -> Pair:
    peer = within.enter_context(LineWorksPeer())
    (folder / "key.pem").write_bytes(PEM)
    who = {"bot": "1", "client": "client", "secret": "secret", "account": "robot@example"}
    where = {"key": folder / "key.pem", "url": peer.url, "auth_url": peer.auth_url, "timeout": 2}
    return Pair(LineWorks(LineWorksSettings.model_validate(who | where)), peer, "channel:room-1")


def _webpush(within: ExitStack, folder: Path) -> Pair:
    peer = within.enter_context(PushPeer())
    channel = WebPush(WebPushSettings(timeout=2, loopback=True), Keys(folder / "webpush.pem"))
    return Pair(channel, peer, Browser(peer.endpoint()).subscription)


def _apprise(within: ExitStack, _: Path) -> Pair:
    peer = within.enter_context(TeamsPeer())
    return Pair(Others(OthersSettings(schemas="json", timeout=2)), peer, f"json://127.0.0.1:{peer.port}/x")


def _webhook(within: ExitStack, _: Path) -> Pair:
    peer = within.enter_context(TeamsPeer())
    return Pair(Webhook(WebhookSettings(timeout=2, loopback=True)), peer, peer.address)


BUILT = {
    "slack": _slack,
    "teams": _teams,
    "lineworks": _lineworks,
    "webpush": _webpush,
    "webhook": _webhook,
    "apprise": _apprise,
}
SAYS_WHY = sorted(set(BUILT) - {"apprise"})  # Apprise says only yes or no


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    with ExitStack() as within:
        built = BUILT[request.param](within, tmp_path)
        yield built
        getattr(built.channel, "close", lambda: None)()


def test_every_folder_is_a_channel_with_a_name_of_its_own_and_a_word_in_both_languages() -> None:
    known = channels()
    assert set(known) == {"chatwork", "mail", "demo", *BUILT}
    for name in known:
        assert len(name) <= 20, "a notice keeps it in twenty characters"
        assert label(name).ja
        assert label(name).en
    assert label("pigeon").ja == "pigeon"


@pytest.mark.parametrize("address", NONSENSE)
@pytest.mark.parametrize("name", SHIPPED)
def test_nonsense_is_no_address_and_is_said_so_in_both_languages(name: str, address: str) -> None:
    channel = channels()[name]
    sentence = channel.check_address(address)
    assert sentence
    assert sentence.ja != sentence.en


@pytest.mark.parametrize("name", sorted(BUILT))
def test_a_letter_to_nonsense_is_refused_for_good_and_nothing_raises(name: str) -> None:
    for address in NONSENSE:
        outcome = channels()[name].send(replace(LETTER, address=address))
        assert isinstance(outcome, Refused)
        assert outcome.final


@pytest.mark.parametrize("pair", sorted(BUILT), indirect=True)
def test_a_letter_arrives_once_and_what_the_peer_calls_it_fits_into_its_row(pair: Pair) -> None:
    outcome = pair.channel.send(pair.letter)
    assert isinstance(outcome, Sent)
    assert 0 < len(outcome.peer_id) <= 200
    assert pair.arrived == 1


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "410"])
@pytest.mark.parametrize("pair", SAYS_WHY, indirect=True)
def test_a_no_is_a_no_for_good_and_stores_nothing(pair: Pair, status: str) -> None:
    pair.peer.will(status)
    outcome = pair.channel.send(pair.letter)
    assert isinstance(outcome, (Refused, Unknown))
    assert pair.arrived == 0
    if isinstance(pair.peer, SlackPeer):
        return  # its noes come with 200 and a word
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert outcome.reason.ja != outcome.reason.en


@pytest.mark.parametrize("pair", SAYS_WHY, indirect=True)
def test_who_asks_us_to_slow_down_is_left_alone_for_as_long_as_it_asks(pair: Pair) -> None:
    pair.peer.will("429")
    outcome = pair.channel.send(pair.letter)
    assert isinstance(outcome, Refused)
    assert not outcome.final
    assert outcome.retry_after is not None
    assert outcome.retry_after.total_seconds() == 7
    again = pair.channel.send(replace(pair.letter, ref="N-other"))
    assert isinstance(again, Refused)
    assert not again.final
    assert pair.arrived == 0


@pytest.mark.parametrize("behaviour", [*STORED, "drop", "503"])
@pytest.mark.parametrize("pair", sorted(BUILT), indirect=True)
def test_what_may_have_arrived_is_unknown_and_read_back_or_honestly_unreadable(pair: Pair, behaviour: str) -> None:
    begun = datetime.now(UTC)
    pair.peer.will(behaviour)
    assert isinstance(pair.channel.send(pair.letter), Unknown)
    found = pair.channel.find(pair.letter, since=begun)
    if isinstance(pair.peer, SlackPeer):
        assert isinstance(found, Sent) is (behaviour in STORED)
        assert found is not UNREADABLE
    elif isinstance(pair.peer, PushPeer) or isinstance(pair.channel, Webhook):
        assert found is None, "a second copy takes the place of the first, or is known by its id"
    else:
        assert found is UNREADABLE


@pytest.mark.parametrize("pair", SAYS_WHY, indirect=True)
def test_a_peer_that_is_not_there_has_certainly_got_nothing(pair: Pair) -> None:
    pair.peer.__exit__()
    outcome = pair.channel.send(pair.letter)
    assert isinstance(outcome, Refused)
    assert not outcome.final
    pair.peer.__enter__()


@pytest.mark.parametrize("pair", sorted(BUILT), indirect=True)
def test_the_longest_letter_with_the_strangest_characters_is_carried(pair: Pair) -> None:
    words = "長" * 200_000 + '\ud800<m userId="all"><!channel>@everyone'
    letter = replace(
        pair.letter, subject="件" * 3_000 + "\ud800\r\n", body=words, mention="x <y> U0ABC, all", urgent=True
    )
    assert isinstance(pair.channel.send(letter), Sent)
    assert isinstance(pair.channel.send(replace(letter, ref="N-empty", subject="", body="")), Sent)


@pytest.mark.parametrize("pair", sorted(BUILT), indirect=True)
def test_who_reads_an_address_is_said_or_said_to_be_unknown(pair: Pair) -> None:
    assert isinstance(pair.channel.readers(pair.address), Readers) or pair.channel.readers(pair.address) is UNREADABLE
