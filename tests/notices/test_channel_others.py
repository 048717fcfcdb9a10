"""What is LINE WORKS's, Teams's and Apprise's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nattoku.notices.channels import Letter, Refused, Sent, Unknown
from nattoku.notices.channels.apprise.client import Others, harmless
from nattoku.notices.channels.apprise.settings import Settings as OthersSettings
from nattoku.notices.channels.lineworks.client import LineWorks
from nattoku.notices.channels.lineworks.message import LONGEST, message
from nattoku.notices.channels.lineworks.settings import Settings as LineWorksSettings
from nattoku.notices.channels.teams.card import LONGEST as LONGEST_CARD
from nattoku.notices.channels.teams.card import card
from nattoku.notices.channels.teams.client import Teams
from nattoku.notices.channels.teams.settings import Settings as TeamsSettings
from tests.peers.lineworks import PEM, LineWorksPeer
from tests.peers.teams import TeamsPeer

LETTER = Letter("N-7f3a", "channel:room-1", "第1次情報", "椅子が届いていないとのことです。")
Open = Callable[..., LineWorks]


@pytest.fixture
def works() -> Iterator[LineWorksPeer]:
    with LineWorksPeer() as running:
        yield running


@pytest.fixture
def lineworks(works: LineWorksPeer, tmp_path: Path) -> Open:
    def build(**changed: object) -> LineWorks:
        (tmp_path / "key.pem").write_bytes(PEM)
        said: dict[str, object] = {"bot": "1", "client": "client", "secret": "secret", "account": "robot@example"}
        said |= {"key": tmp_path / "key.pem", "url": works.url, "auth_url": works.auth_url, "timeout": 1}
        return LineWorks(LineWorksSettings.model_validate(said | changed))

    return build


def test_one_token_serves_many_letters(works: LineWorksPeer, lineworks: Open) -> None:
    channel = lineworks()
    assert all(isinstance(channel.send(LETTER), Sent) for _ in range(3))
    assert works.granted == 1
    assert [call.path for call in works.posts] == ["/v1.0/bots/1/channels/room-1/messages"] * 3


def test_a_person_is_written_to_directly(works: LineWorksPeer, lineworks: Open) -> None:
    lineworks().send(Letter("N-1", "user:sato@example.co.jp", "件名", "本文", mention="sato@example.co.jp"))
    assert works.posts[0].path == "/v1.0/bots/1/users/sato@example.co.jp/messages"
    assert "<m" not in works.posts[0].json["content"]["text"]


@pytest.mark.parametrize("wrong", [{"secret": "other"}, {"account": "nobody"}, {"key": "/nowhere"}, {"bot": ""}])
def test_a_sign_in_that_cannot_work_is_refused_for_good_before_any_letter_leaves(
    works: LineWorksPeer, lineworks: Open, wrong: dict[str, object]
) -> None:
    outcome = lineworks(**wrong).send(LETTER)
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert works.posts == []


def test_a_token_that_was_ended_early_is_renewed_for_the_next_attempt(works: LineWorksPeer, lineworks: Open) -> None:
    channel = lineworks()
    channel.send(LETTER)
    channel._token._since -= 3600
    works.granted += 1  # the peer now wants another one
    outcome = channel.send(LETTER)
    assert isinstance(outcome, Refused)
    assert not outcome.final
    assert isinstance(channel.send(LETTER), Sent)


def test_a_new_token_that_is_refused_at_once_is_not_asked_for_again_and_again(
    works: LineWorksPeer, lineworks: Open
) -> None:
    channel = lineworks()
    channel.send(LETTER)
    works.granted += 1
    outcome = channel.send(LETTER)
    assert isinstance(outcome, Refused)
    assert outcome.final


def test_in_line_works_only_whom_we_name_is_pinged() -> None:
    hostile = 'a <m userId="all"> < M userId="sato"> <b>'
    said = message(Letter("N-1", "channel:r", hostile, hostile, mention="chiba all"), room=True)
    assert said.startswith('<m userId="chiba"> ')
    assert said.count("<m") == 1
    assert "< M" not in said


@pytest.mark.parametrize("body", ["長" * 5000, "😀" * 5000, "<m" * 3000])
def test_a_long_letter_fits_into_line_works_and_says_that_it_was_cut(body: str) -> None:
    said = message(Letter("N-1", "channel:r", "件名", body), room=True)
    assert len(said.encode("utf-16-le")) // 2 <= LONGEST
    assert "長いため、ここまで" in said
    assert said.endswith("〔N-1〕")


def test_a_card_is_never_too_large_and_keeps_words_as_words() -> None:
    made = card(Letter("N-1", "", "**件名**", "[押す](https://example.com)\n" + "長" * 50_000))
    assert len(made) <= LONGEST_CARD
    assert "長いため、ここまで".encode() in made
    assert b'"TextBlock"' not in made, "a TextBlock would read Markdown"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/hook",
        "https://logic.azure.com.example.com/x",
        "https://evillogic.azure.com.example/x",
        "http://prod-1.japaneast.logic.azure.com/x",
        "https://a@prod-1.japaneast.logic.azure.com/x",
        "https://prod-1.japaneast.logic.azure.com:8443/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1:80/x",
    ],
)
def test_only_microsofts_own_hosts_are_called(address: str) -> None:
    assert Teams(TeamsSettings()).check_address(address)


def test_the_url_of_a_workflow_is_an_address() -> None:
    teams = Teams(TeamsSettings())
    assert teams.check_address("https://prod-1.japaneast.logic.azure.com:443/workflows/a/x?sig=b") is None
    assert teams.check_address("https://a.webhook.office.com/webhookb2/x") is None


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "syslog://",
        "exec://x",
        "json://127.0.0.1/",
        "xml://inside",
        "ntfy://inside/t",
        "discord://a/b?verify=no",
        "discord://a/b?retry=5",
        "discord://a/b, file:///etc/passwd",
        "https://discord.com/x",
    ],
)
def test_what_acts_on_our_own_machine_or_takes_a_host_is_no_address(address: str) -> None:
    assert Others(OthersSettings()).check_address(address)
    outcome = Others(OthersSettings()).send(Letter("N-1", address, "件名", "本文"))
    assert isinstance(outcome, Refused)
    assert outcome.final


def test_no_list_allows_what_acts_on_our_own_machine() -> None:
    assert Others(OthersSettings(schemas="file,syslog,discord")).check_address("file:///tmp/x")
    assert Others(OthersSettings(schemas="file,syslog,discord")).check_address("discord://1/2") is None
    assert Others(OthersSettings(schemas="")).check_address("discord://1/2")


def test_nobody_is_pinged_by_a_customers_words() -> None:
    assert harmless("@everyone <@1> `code` [a](b)") == "＠everyone ＜＠1＞ ｀code｀ ［a］(b)"


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_no_of_another_service_may_have_arrived_all_the_same() -> None:
    with TeamsPeer() as peer:
        channel = Others(OthersSettings(schemas="json"))
        letter = Letter("N-1", f"json://127.0.0.1:{peer.port}/x", "件名", "本文")
        peer.will("403")
        assert isinstance(channel.send(letter), Unknown)
        assert isinstance(channel.send(letter), Sent)
        assert "N-1" in peer.posts[-1].json["message"]
