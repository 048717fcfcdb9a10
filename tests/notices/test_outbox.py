"""The outbox against real peers: done only when the channel said yes, never twice, never silent."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door, Severity
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.notices import marking, outbox
from nattoku.notices.carrier import Carrier
from nattoku.notices.channels import Channel
from nattoku.notices.channels.chatwork.client import Chatwork
from nattoku.notices.channels.chatwork.settings import Settings as ChatworkSettings
from nattoku.notices.channels.mail.mail import Mail
from nattoku.notices.channels.mail.settings import Settings as MailSettings
from nattoku.notices.models import Notice
from tests.company import NOW, Company
from tests.peers.chatwork import ChatworkPeer
from tests.peers.smtp import SmtpPeer


class Office:
    """One waiting notice, the channels, and a clock that is moved by hand."""

    def __init__(self, peer: ChatworkPeer, post: SmtpPeer) -> None:
        self.peer, self.post = peer, post
        self.at = NOW
        self.open()

    def open(self, token: str = "", timeout: float = 5.0) -> None:
        """Fresh channels, as in a worker that has just been started."""
        settings = {"url": self.peer.url, "token": token or self.peer.token, "timeout": timeout, "settle": 5}
        post = {"smtp_host": self.post.host, "smtp_port": self.post.port, "smtp_starttls": False}
        self.known: dict[str, Channel] = {
            "chatwork": Chatwork(ChatworkSettings.model_validate(settings)),
            "mail": Mail(MailSettings.model_validate(post | {"mail_from": "nattoku@minato.example"})),
        }

    def round(self, after: timedelta = timedelta(0)) -> Notice:
        """One round of the worker, so much later; the notice as it is then."""
        self.at += after
        with Carrier(lambda: self.at, self.known) as carrier:
            carrier.round()
        return self.notice

    @property
    def notice(self) -> Notice:
        return Notice.objects.get()

    @property
    def facts(self) -> list[str]:
        return [r.kind for r in history(self.notice.stream) if r.kind.startswith("notices.")]


@pytest.fixture
def office(company: Company) -> Iterator[Office]:
    intake = Intake(door=Door.PHONE, words="届かない", fact="椅子が届いていない", severity=Severity.B)
    cases.receive(intake, by=company.sato, at=NOW)
    Notice.objects.update(further=[])  # one way only; what happens when there is another is told in test_ways.py
    with ChatworkPeer(rooms=("101",)) as peer, SmtpPeer() as post:
        yield Office(peer, post)


@pytest.fixture
def by_mail(office: Office) -> Office:
    Notice.objects.update(channel="mail", address="chiba@minato.example")
    return office


def until(true: Callable[[], object]) -> None:
    """Waits for the peer, as long as it takes."""
    while not true():
        time.sleep(0.02)


def test_a_notice_is_done_when_the_channel_said_yes_and_that_is_a_fact(office: Office) -> None:
    sent = office.round()
    (arrived,) = office.peer.messages("101")
    assert (sent.state, sent.peer) == ("sent", arrived.message_id)
    assert office.facts == ["notices.delivered"]
    office.round(timedelta(hours=1))
    assert len(office.peer.accepted) == 1


def test_a_fault_after_storing_is_read_back_and_there_is_one_message_only(office: Office) -> None:
    office.peer.will("500-after-store")
    assert office.round().state == "unsure"
    assert office.round(timedelta(seconds=4)).state == "unsure"  # the peer's own delay is not over
    assert office.round(timedelta(seconds=2)).state == "sent"
    assert len(office.peer.accepted) == 1
    assert office.facts == ["notices.delivered"]


def test_a_fault_before_storing_is_read_back_and_then_sent(office: Office) -> None:
    office.peer.will("500-before-store")
    office.round()
    assert office.round(timedelta(seconds=6)).state == "sent"
    assert len(office.peer.accepted) == 1


def test_a_slow_peer_that_stored_it_after_all_gets_no_second_message(office: Office) -> None:
    office.open(timeout=1)
    office.peer.will("slow(2)")
    assert office.round().state == "unsure"
    until(lambda: office.peer.accepted)
    assert office.round(timedelta(seconds=6)).state == "sent"
    assert len(office.peer.accepted) == 1


def test_being_asked_to_slow_down_is_honoured(office: Office) -> None:
    office.peer.will("429")
    waiting = office.round()
    assert (waiting.state, waiting.due_at - office.at) == ("waiting", timedelta(seconds=10))
    office.round(timedelta(seconds=9))
    assert len(office.peer.calls) == 1
    office.open()
    assert office.round(timedelta(seconds=2)).state == "sent"
    assert len(office.peer.accepted) == 1


def test_a_refused_notice_is_visible_with_its_reason_and_can_be_sent_again(office: Office, company: Company) -> None:
    office.open(token="wrong")
    refused = office.round()
    assert refused.state == "refused"
    assert "トークン" in refused.reason_ja
    assert refused.reason_en
    assert office.facts == ["notices.refused"]
    office.open()
    assert office.round(timedelta(hours=1)).state == "refused"  # never by itself
    outbox.send_again(office.notice, by=company.sato.pk, at=office.at)
    assert office.round().state == "sent"
    assert office.facts == ["notices.refused", "notices.sent_again", "notices.delivered"]


def test_what_was_sent_cannot_be_sent_again(office: Office, company: Company) -> None:
    office.round()
    with pytest.raises(Refusal, match="送り直せるのは"):
        outbox.send_again(office.notice, by=company.sato.pk, at=office.at)


def test_what_cannot_be_read_back_just_now_stays_unsure_and_waits_as_long_as_the_peer_asks(office: Office) -> None:
    office.peer.will("500-after-store")
    office.round()
    office.peer.calls_per_window = 1  # the reading back is told to slow down
    unsure = office.round(timedelta(seconds=6))
    assert unsure.state == "unsure"
    assert unsure.due_at - office.at > timedelta(minutes=4)
    office.peer.calls_per_window = 0
    office.open()
    assert office.round(timedelta(minutes=5)).state == "sent"
    assert len(office.peer.accepted) == 1
    assert office.facts == ["notices.delivered"]


def test_what_could_not_be_read_back_for_a_day_waits_for_a_person(office: Office) -> None:
    office.peer.will("500-after-store")
    office.round()
    office.open(token="wrong")
    assert office.round(timedelta(hours=25)).state == "unknown"
    assert office.facts == ["notices.unknown"]


def test_a_mail_whose_fate_is_unknown_is_never_sent_again_by_itself(by_mail: Office) -> None:
    by_mail.post.will("drop-after-data")
    by_mail.round()
    assert by_mail.round(timedelta(seconds=1)).state == "unknown"
    assert by_mail.facts == ["notices.unknown"]
    by_mail.round(timedelta(days=2))
    assert len(by_mail.post.arrived) == 1


def test_a_mail_that_was_lost_before_it_was_handed_over_is_sent_once(by_mail: Office) -> None:
    by_mail.post.will("drop-before-data")
    assert by_mail.round().state == "waiting"
    assert by_mail.round(timedelta(seconds=2)).state == "sent"
    assert len(by_mail.post.arrived) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_what_a_dead_worker_left_behind_is_read_back_first(office: Office, arrived: bool) -> None:
    (taken,) = outbox.lease(at=office.at)
    if arrived:  # it died after the peer had stored the message, before it could mark it
        outbox.carry(taken, office.known["chatwork"], at=office.at)
    assert office.round(timedelta(seconds=60)).state == "sending"  # still leased
    assert office.round(timedelta(seconds=60)).state == "sent"
    assert len(office.peer.accepted) == 1
    reads = [call for call in office.peer.calls if call[0] == "GET"]
    assert reads


def test_a_worker_that_lost_its_lease_writes_nothing(office: Office) -> None:
    (slow,) = outbox.lease(at=office.at)
    channel = office.known["chatwork"]
    outcome = outbox.carry(slow, channel, at=office.at)
    office.round(timedelta(seconds=100))
    before = (office.notice.state, office.facts)
    marking.mark([marking.Ended(slow.notice, outcome, channel)], at=office.at)
    assert (office.notice.state, office.facts) == before == ("sent", ["notices.delivered"])


def test_nothing_is_begun_that_the_lease_does_not_cover(office: Office) -> None:
    times: list[datetime] = [NOW, NOW, NOW + timedelta(seconds=60)]  # looked, leased, and then a long wait
    with Carrier(lambda: times.pop(0) if len(times) > 1 else times[0], office.known) as carrier:
        carrier.round()
    assert (office.notice.state, office.peer.accepted) == ("waiting", [])
    assert office.round().state == "sent"


def test_a_slow_peer_keeps_nobody_else_waiting(office: Office, company: Company) -> None:
    office.peer.usual = "slow(3)"
    more = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", severity=Severity.B)
    for _ in range(12):
        cases.receive(more, by=company.sato, at=NOW)
    Notice.objects.filter(pk=Notice.objects.latest("pk").pk).update(channel="mail", address="chiba@minato.example")
    with Carrier(lambda: office.at, office.known) as carrier:
        carrier.round()
        until(lambda: office.post.arrived)
        assert office.peer.accepted == []
