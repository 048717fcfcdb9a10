"""Whatever strangers send: kept within 10 seconds and 512 MB, and the next mail is read as if nothing had been."""

import random
from collections.abc import Iterator

import pytest

from nattoku.lib.japanese_mail import read
from nattoku.lib.japanese_mail.bounded import Reader, Unreadable
from tests.lib.japanese_mail.test_nature import REPORT
from tests.lib.japanese_mail.test_reading import YAMADA, jis, mail, word

MUTANTS = 10_000
SEEDS = [
    REPORT,
    mail(jis(YAMADA), b"Subject: " + word("商品破損の件"), b"Content-Type: text/plain; charset=iso-2022-jp"),
    mail(YAMADA.encode("cp932"), b"Subject: " + word("件", "Shift_JIS"), b"Content-Type: text/plain; charset=x-sjis"),
    mail(
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>a<blockquote>b</blockquote>\r\n--b\r\nContent-Type: a/b\r\n"
        b"Content-Disposition: attachment; filename*0*=utf-8''%E3%81%82; filename*1=b\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--",
        b"Content-Type: multipart/mixed; boundary=b",
    ),
    mail(
        "本文です\n\nOn Fri, Nov 20, 2026 a <a@b.example> wrote:\n> b".encode(),
        b"Content-Type: text/plain; format=flowed",
    ),
]
PIECES = [
    b"\x1b$B",
    b"\x1b(B",
    b"=?",
    b"?=",
    b";",
    b'"',
    b"\r\n",
    b"\n\n",
    b"--b",
    b"(",
    b"<",
    b"\x00",
    b"\xff",
    b"*0*=",
    b">",
]
HOSTILE = {
    "a type of 14,285 semicolons": b"Content-Type: text/plain" + b" ;" * 14_285 + b"\n\nx",
    "1,000 multiparts in one another": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(1000)
    ),
    "a sender of brackets": b"From: " + b"(" * 50_000 + b"\n\nx",
    "100,000 boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 100_000,
    "HTML that never ends": b"Content-Type: text/html\n\n" + b"<a " * 100_000 + b"<!--" * 50_000 + b"&#" * 50_000,
    "encoded words that never end": b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\n\nx",
    "escapes alone": b"\n\n" + b"\x1b$B" * 100_000,
    "100,000 fields": b"A: b\n" * 100_000 + b"\nx",
    "one line of 5 MB": b"Subject: " + b"a" * 5_000_000 + b"\n\n" + b" " * 1_000_000,
    "nothing": b"",
    "random bytes": random.Random(7).randbytes(200_000),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as running:
        yield running


def mutated(raw: bytes, dice: random.Random) -> bytes:
    out = bytearray(raw)
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(out) + 1)
        match dice.randrange(4):
            case 0:
                out[at : at + 1] = bytes((dice.randrange(256),))
            case 1:
                out[at:at] = dice.choice(PIECES) * dice.choice((1, 1, 1, 50))
            case 2:
                del out[at : at + dice.randrange(40)]
            case _:
                out[at:at] = out[at : at + dice.randrange(200)]
    return bytes(out)


def test_ten_thousand_mutated_mails_are_read_without_a_crash(reader: Reader) -> None:
    """Each in the bounded reader, as if a stranger had sent it: every one comes back as a mail."""
    dice = random.Random(20261122)
    for n in range(MUTANTS):
        raw = mutated(SEEDS[n % len(SEEDS)], dice)
        got = reader.read(raw)
        assert "\x00" not in got.body + got.subject, raw


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_written_to_hurt_is_read_like_any_other(reader: Reader, name: str) -> None:
    reader.read(HOSTILE[name])
    assert reader.read(SEEDS[1]).body == YAMADA


def test_a_mail_that_wants_too_much_memory_is_given_back_and_the_next_is_read() -> None:
    with Reader() as own:
        with pytest.raises(Unreadable):
            own.read(b"Content-Transfer-Encoding: base64\n\n" + b"A" * 300_000_000)
        assert own.read(SEEDS[1]).body == YAMADA


def test_a_reader_that_dies_is_replaced(reader: Reader) -> None:
    reader.read(SEEDS[1])
    assert reader._child is not None
    reader._child.kill()
    with pytest.raises(Unreadable):
        reader.read(SEEDS[1])
    assert reader.read(SEEDS[1]).body == YAMADA


def test_the_bounded_reader_says_what_the_reader_says(reader: Reader) -> None:
    for raw in SEEDS:
        assert reader.read(raw) == read(raw)
    assert reader.content(SEEDS[3], 1) == b"\x00\x00\x00"
