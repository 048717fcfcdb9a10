"""The mail channel against a real SMTP server, over real sockets."""

import email
import re
import socket
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.notices.channels import UNREADABLE, Letter, Readers, Refused, Sent, Unknown
from nattoku.notices.channels.mail.conversation import hand_over
from nattoku.notices.channels.mail.envelope import mail
from nattoku.notices.channels.mail.mail import Mail
from nattoku.notices.channels.mail.settings import Settings
from tests.peers.smtp import SmtpPeer

SENDER = "nattoku@minato.example"
LETTER = Letter("N-7f3a", "chiba@minato.example", "第1次情報", "商品が届いていないとのことです。\n.\n𠮷野様 😀")
Open = Callable[..., Mail]


@pytest.fixture
def peer() -> Iterator[SmtpPeer]:
    with SmtpPeer() as running:
        yield running


def opened(peer: SmtpPeer, **changed: object) -> Mail:
    values = {
        "smtp_host": peer.host,
        "smtp_port": peer.port,
        "smtp_starttls": False,
        "smtp_timeout": 2,
        "mail_from": SENDER,
    }
    return Mail(Settings.model_validate(values | changed))


def subject_of(message: Message) -> str:
    return str(make_header(decode_header(message["Subject"])))


def refusal(outcome: object) -> Refused:
    assert isinstance(outcome, Refused)
    return outcome


def test_a_mail_arrives_readable_marked_and_answered_by_no_machine(peer: SmtpPeer) -> None:
    assert opened(peer).send(LETTER) == Sent("<N-7f3a@minato.example>")
    (arrived,) = peer.arrived
    one = arrived.message
    assert (arrived.sender, arrived.recipients) == (SENDER, ("chiba@minato.example",))
    assert subject_of(one) == "第1次情報"
    assert one.get_content_type() == "text/plain"
    words = bytes(one.get_payload(decode=True)).decode()
    assert words.replace("\r\n", "\n") == f"{LETTER.body}\n\n〔N-7f3a〕\n"
    assert one["Message-ID"] == "<N-7f3a@minato.example>"
    assert one["X-Nattoku-Notice"] == "N-7f3a"
    assert one["Auto-Submitted"] == "auto-generated"


def test_a_later_mail_hangs_under_the_earlier_one(peer: SmtpPeer) -> None:
    opened(peer).send(Letter("N-2", "a@b.example", "s", "b", reply_to="<N-1@minato.example>"))
    assert peer.arrived[0].message["In-Reply-To"] == "<N-1@minato.example>"


@given(subject=st.text(), body=st.text(), reply_to=st.text())
def test_no_words_become_a_header(subject: str, body: str, reply_to: str) -> None:
    raw = mail(Letter("N-1", "a@b.example", subject, body, reply_to=reply_to), SENDER)
    one = email.message_from_bytes(raw)
    assert sorted(one.keys()) == [
        "Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version",
        "Message-ID", "Subject", "To", "X-Nattoku-Notice",
    ]  # fmt: skip
    assert subject_of(one) == re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", subject).strip(" ")
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "subject",
    [
        "件名\r\nBcc: all@example.com",
        "件名\n\nbody",
        "=?utf-8?q?x=0D=0ABcc:_all@example.com?=",
        "x\u2028Bcc: all@example.com",
        "x\x0b\x85Bcc: all@example.com",
    ],
)
def test_a_subject_adds_no_recipient(peer: SmtpPeer, subject: str) -> None:
    opened(peer).send(Letter("N-1", "a@b.example", subject, "b"))
    (arrived,) = peer.arrived
    assert arrived.recipients == ("a@b.example",)
    assert arrived.message["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    [
        "", "a", "@b.example", "a@", "a@b.example, c@d.example", "A <a@b.example>", "a@b.example\n",
        "a@b.example\r\nBcc: c@d.example", '"a b"@b.example', "山@b.example", "a@日本.example",
        "a@b..example", "a@b.example>", "a b@c.example", f"{'a' * 65}@b.example",
    ],
)  # fmt: skip
def test_an_address_that_is_not_exactly_one_is_refused_in_words(peer: SmtpPeer, address: str) -> None:
    channel = opened(peer)
    assert channel.check_address(address)
    assert refusal(channel.send(Letter("N-1", address, "s", "b"))).final
    assert peer.arrived == []


@pytest.mark.parametrize("address", ["a@b", "first.last+tag@sub.example.co.jp", "a..b.@docomo.example"])
def test_ordinary_addresses_and_those_of_old_mobile_phones_are_taken(peer: SmtpPeer, address: str) -> None:
    assert isinstance(opened(peer).send(Letter("N-1", address, "s", "b")), Sent)
    assert peer.arrived[0].recipients == (address,)


@pytest.mark.parametrize("answer", ["451", "rcpt-451", "drop-before-data"])
def test_a_server_that_cannot_now_refuses_for_now(peer: SmtpPeer, answer: str) -> None:
    peer.will(answer)
    assert not refusal(opened(peer).send(LETTER)).final
    assert peer.arrived == []


@pytest.mark.parametrize("answer", ["550", "rcpt-550"])
def test_a_server_that_never_will_refuses_for_good(peer: SmtpPeer, answer: str) -> None:
    peer.will(answer)
    outcome = refusal(opened(peer).send(LETTER))
    assert outcome.final
    assert "550" in outcome.reason.ja


def test_a_connection_lost_after_the_mail_was_handed_over_leaves_us_not_knowing(peer: SmtpPeer) -> None:
    peer.will("drop-after-data")
    channel = opened(peer)
    assert isinstance(channel.send(LETTER), Unknown)
    assert len(peer.arrived) == 1, "it was taken in once and is not silently sent again"
    assert channel.find(LETTER) is UNREADABLE


def test_a_server_that_falls_silent_after_the_mail_leaves_us_not_knowing(peer: SmtpPeer) -> None:
    peer.will("silent-after-data")
    assert isinstance(opened(peer, smtp_timeout=1).send(LETTER), Unknown)


def test_a_server_that_is_not_there_refuses_for_now(peer: SmtpPeer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not refusal(opened(peer, smtp_port=port).send(LETTER)).final


def test_without_a_server_or_a_sender_nothing_is_tried(peer: SmtpPeer) -> None:
    for changed in ({"smtp_host": ""}, {"mail_from": ""}, {"mail_from": "not an address"}):
        outcome = refusal(opened(peer, **changed).send(LETTER))
        assert outcome.final
        assert "NATTOKU_" in outcome.reason.ja


def test_a_line_of_one_dot_does_not_end_the_mail(peer: SmtpPeer) -> None:
    raw = b"Subject: x\r\n\r\n.\r\n..a\r\n"
    settings = Settings(smtp_host=peer.host, smtp_port=peer.port, smtp_starttls=False)
    hand_over(raw, sender=SENDER, to="a@b.example", peer_id="<1@b.example>", settings=settings)
    assert peer.arrived[0].raw == raw


def test_a_mail_does_not_leave_in_clear_where_starttls_is_asked_for(peer: SmtpPeer) -> None:
    outcome = refusal(opened(peer, smtp_starttls=True).send(LETTER))
    assert outcome.final
    assert "STARTTLS" in outcome.reason.ja
    assert peer.arrived == []


def test_the_log_in_is_used_and_a_wrong_one_is_refused_in_words() -> None:
    with SmtpPeer(login=("nattoku", "right")) as peer:
        wrong = refusal(opened(peer, smtp_user="nattoku", smtp_password="wrong").send(LETTER))
        assert wrong.final
        assert "NATTOKU_SMTP_PASSWORD" in wrong.reason.ja
        assert isinstance(opened(peer, smtp_user="nattoku", smtp_password="right").send(LETTER), Sent)


def test_a_mailbox_outside_our_domain_is_an_outside_reader(peer: SmtpPeer) -> None:
    channel = opened(peer)
    assert channel.readers("chiba@Minato.example") == Readers(inside=1)
    assert channel.readers("x@partner.example") == Readers(inside=0, outside=("x@partner.example",))


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(Settings.model_validate({"smtp_password": "secret"}))


def test_an_answer_comes_back_to_an_address_that_only_this_correspondent_was_given() -> None:
    def back(letter: Letter, answers: str = "box@minato.example") -> str | None:
        return email.message_from_bytes(mail(letter, SENDER, answers))["Reply-To"]

    one = back(Letter("N-1", "a@b.example", "s", "b", about="case:1001"))
    assert one is not None
    assert re.fullmatch(r"box\+1001\.[a-z2-7]{26}@minato\.example", one)
    assert one == back(Letter("N-2", "A@b.example", "s", "b", about="case:1001"))
    assert one != back(Letter("N-1", "c@b.example", "s", "b", about="case:1001"))
    assert one != back(Letter("N-1", "a@b.example", "s", "b", about="case:1002"))
    assert back(Letter("N-1", "a@b.example", "s", "b", about="customer:x")) is None
    assert back(Letter("N-1", "a@b.example", "s", "b", about="case:1001"), "") is None
    assert back(Letter("N-1", "a@b.example", "s", "b", about="case:1001"), f"{'a' * 40}@minato.example") is None


def test_a_file_goes_with_it_under_its_japanese_name_and_the_words_stay_first() -> None:
    raw = mail(Letter("N-1", "a@b.example", "s", "本文", file=("見積①\r\nBcc: x.pdf", b"%PDF-1\x00")), SENDER)
    words, file = email.message_from_bytes(raw).get_payload()
    assert words.get_content_type() == "text/plain"
    assert file.get_filename() == "見積① Bcc: x.pdf"
    assert file.get_payload(decode=True) == b"%PDF-1\x00"


def test_a_signature_of_the_domain_can_stand_on_it() -> None:
    """DKIM: each field once, no line over 998 bytes, encoded words of at most 75 signs that cut no character."""
    long = "髙橋様😀の件について" * 40
    raw = mail(Letter("N-1", "a@b.example", long, "長い行" * 2000, about="case:1001"), SENDER, "box@minato.example")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    one = email.message_from_bytes(raw)
    for name in ("From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "Reply-To", "Auto-Submitted"):
        assert len(one.get_all(name, [])) == 1
    words = re.findall(r"=\?utf-8\?[bq]\?[^?]*\?=", one["Subject"])
    assert len(words) > 5
    for word in words:
        assert len(word) <= 75
        str(make_header(decode_header(word))).encode("utf-8")
        assert "\ufffd" not in str(make_header(decode_header(word)))
    assert subject_of(one) == long
