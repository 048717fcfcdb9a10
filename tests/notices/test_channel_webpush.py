"""Web push against a push service on loopback, read with the device's own key."""

import json
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import http_ece
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nattoku.notices.channels import Letter, Refused, Sent, Unknown, guard
from nattoku.notices.channels.webpush.client import WebPush
from nattoku.notices.channels.webpush.keys import Keys
from nattoku.notices.channels.webpush.settings import Settings
from tests.peers.push import Browser, PushPeer

WORDS = "青木様の椅子が届いていないとのことです。"


def letter(to: Browser, **more: object) -> Letter:
    said = {"ref": "N-7f3a", "subject": "【一報】受付番号 1001　納期", "body": WORDS, "mention": "青木"} | more
    return Letter(address=to.subscription, **said)  # type: ignore[arg-type]


@pytest.fixture
def peer() -> Iterator[PushPeer]:
    with PushPeer() as running:
        yield running


@pytest.fixture
def push(tmp_path: Path) -> Iterator[WebPush]:
    made = WebPush(Settings(timeout=1, loopback=True, contact="nattoku@example.co.jp"), Keys(tmp_path / "webpush.pem"))
    yield made
    made.close()


def test_the_device_reads_number_and_kind_and_where_the_case_stands_and_no_word_of_the_customer(
    peer: PushPeer, push: WebPush
) -> None:
    device = Browser(peer.endpoint())
    assert isinstance(push.send(letter(device)), Sent)
    told = device.read(peer.stored[0].sealed)
    assert told == {
        "title": "【一報】受付番号 1001 納期",
        "url": "/cases/1001",
        "tag": "N-7f3a",
        "urgent": False,
        "lang": "ja",
    }
    assert "青木" not in json.dumps(told, ensure_ascii=False)


def test_another_device_cannot_read_it(peer: PushPeer, push: WebPush) -> None:
    device = Browser(peer.endpoint())
    push.send(letter(device))
    with pytest.raises(http_ece.ECEException):
        Browser(peer.endpoint()).read(peer.stored[0].sealed)


def test_the_push_service_learns_who_pushes_and_how_urgent_it_is(peer: PushPeer, push: WebPush) -> None:
    device = Browser(peer.endpoint())
    push.send(letter(device, urgent=True))
    push.send(letter(device))
    loud, quiet = peer.stored
    sworn = loud.claims(peer.origin)
    assert sworn["sub"] == "mailto:nattoku@example.co.jp"
    assert timedelta(0) < datetime.fromtimestamp(sworn["exp"], UTC) - datetime.now(UTC) <= timedelta(hours=24)
    assert f"k={push.public_key}" in loud.headers["authorization"]
    assert (loud.headers["urgency"], quiet.headers["urgency"]) == ("high", "normal")
    assert int(loud.headers["ttl"]) > 0
    assert loud.headers["content-encoding"] == "aes128gcm"


def test_a_second_copy_takes_the_place_of_the_first_at_the_service_and_on_the_screen(
    peer: PushPeer, push: WebPush
) -> None:
    device = Browser(peer.endpoint())
    peer.will("store-then-drop")
    assert isinstance(push.send(letter(device)), Unknown)
    assert push.find(letter(device)) is None
    push.send(letter(device))
    first, second = peer.stored
    assert first.headers["topic"] == second.headers["topic"] == "N-7f3a"
    assert device.read(first.sealed)["tag"] == device.read(second.sealed)["tag"]


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_device_that_is_gone_is_refused_for_good_and_says_what_to_do(
    peer: PushPeer, push: WebPush, status: str
) -> None:
    peer.will(status)
    outcome = push.send(letter(Browser(peer.endpoint())))
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert "もう一度オン" in outcome.reason.ja


def test_an_answer_without_an_end_is_not_read_to_its_end(peer: PushPeer, push: WebPush) -> None:
    peer.will("endless")
    assert isinstance(push.send(letter(Browser(peer.endpoint()))), Sent)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "webpush.pem"
    made = Keys(file).public
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Keys(file).public == made
    assert [one.name for one in tmp_path.iterdir()] == ["webpush.pem"]


def test_a_key_that_cannot_be_read_refuses_in_words(peer: PushPeer, tmp_path: Path) -> None:
    (tmp_path / "webpush.pem").write_text("not a key")
    outcome = WebPush(Settings(loopback=True), Keys(tmp_path / "webpush.pem")).send(letter(Browser(peer.endpoint())))
    assert isinstance(outcome, Refused)
    assert "webpush.pem" in outcome.reason.ja


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example.com/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://0177.0.0.1/x",
        "https://127.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://push.example.com:22/x",
        "https://user@push.example.com/x",
        "https://push.example.com\\@127.0.0.1/x",
        "https://push.example.com",
        "https://①②⑦.0.0.1/x",
        "file:///etc/passwd",
        "https://intranet/x",
        "https://push.example.com/x\r\nHost: inside",
    ],
)
def test_an_address_that_points_inside_is_no_push_service(push: WebPush, tmp_path: Path, url: str) -> None:
    closed = WebPush(Settings(), Keys(tmp_path / "webpush.pem"))
    assert closed.check_address(Browser(url).subscription)
    outcome = closed.send(letter(Browser(url)))
    assert isinstance(outcome, Refused)
    assert outcome.final


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("nothing", False),
    ],
)
def test_only_machines_of_the_open_internet_are_public(number: str, public: bool) -> None:
    assert guard.public(number) is public


def test_a_name_that_leads_inside_is_not_called(
    peer: PushPeer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolved(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, 443)) for n in ("93.184.216.34", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    outcome = WebPush(Settings(), Keys(tmp_path / "k.pem")).send(letter(Browser("https://push.example.com/x")))
    assert isinstance(outcome, Refused)
    assert outcome.final
    assert "公開されたサーバーではない" in outcome.reason.ja


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / f"{name}.crt", folder / f"{name}.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encoding, shape = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(encoding, shape, serialization.NoEncryption()))
    return files


@pytest.mark.parametrize(("name", "arrives"), [("localhost", True), ("push.example.com", False)])
def test_over_https_the_certificate_must_be_that_of_the_name_though_we_call_its_number(
    tmp_path: Path, name: str, arrives: bool
) -> None:
    files = certificate(tmp_path, name)
    with PushPeer(certificate=files, host="localhost") as peer:
        channel = WebPush(Settings(timeout=2, loopback=True, ca=str(files[0])), Keys(tmp_path / "webpush.pem"))
        outcome = channel.send(letter(Browser(peer.endpoint())))
        assert isinstance(outcome, Sent if arrives else Refused)
        assert len(peer.stored) == arrives
        if arrives:
            assert peer.stored[0].headers["host"] == f"localhost:{peer.port}"
