"""Japanese mail as it really arrives, right to the character."""

from base64 import b64encode
from pathlib import Path

import pytest

from nattoku.lib.japanese_mail import content, read

SHARED = Path(__file__).parents[4] / "shared" / "data" / "mail"
BROKEN = "納品された商品が破損していました。至急ご対応ください。"
YAMADA = "㈱山田商事の①号機が故障。髙橋様・﨑田様ご立腹。№3"


def jis(text: str) -> bytes:
    """ISO-2022-JP as Windows writes it: rows that the standard does not have, under its name."""
    out, double = b"", False
    for sign in text:
        raw = sign.encode("cp932")
        if len(raw) == 2:
            pair = _unshifted(sign, *raw)
            out += (b"" if double else b"\x1b$B") + pair
        else:
            out += (b"\x1b(B" if double else b"") + raw
        double = len(raw) == 2
    return out + (b"\x1b(B" if double else b"")


NEC = {"髙": b"\x7c\x62", "﨑": b"\x79\x75"}


def _unshifted(sign: str, high: int, low: int) -> bytes:
    if high >= 0xF0:  # IBM's own rows have no place in JIS: NEC's copy of them does
        return NEC[sign]
    row = (high - (0x70 if high < 0xA0 else 0xB0)) * 2
    if low >= 0x9F:
        return bytes((row, low - 0x7E))
    return bytes((row - 1, low - (0x1F if low < 0x7F else 0x20)))


def word(text: str, charset: str = "ISO-2022-JP") -> bytes:
    raw = jis(text) if charset == "ISO-2022-JP" else text.encode("cp932" if "JIS" in charset else charset)
    return b"=?%s?B?%s?=" % (charset.encode(), b64encode(raw))


def mail(body: bytes, *head: bytes) -> bytes:
    return b"\r\n".join([b"From: a@b.example", b"MIME-Version: 1.0", *head, b"", body])


@pytest.mark.parametrize(
    ("name", "subject", "body"),
    [
        ("1", "商品破損の件", BROKEN),
        ("2", "㈱山田商事①号機", YAMADA),
        ("3", "商品破損の件", BROKEN),
        ("4", "㈱山田①", YAMADA),
        ("5", "商品破損の件", BROKEN),
        ("6", "商品破損の件", YAMADA),
        ("7", "【至急】納品物の破損について", BROKEN),
    ],
)
def test_seven_ways_japanese_mail_arrives(name: str, subject: str, body: str) -> None:
    if not (SHARED / f"{name}.eml").exists():
        pytest.skip(f"the shared data is not beside this repository: {SHARED}")
    got = read((SHARED / f"{name}.eml").read_bytes())
    assert (got.sender.name, got.sender.address) == ("山田太郎", f"cust{name}@example.jp")
    assert (got.subject, got.body, got.quoted) == (subject, body, None)


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        (b"iso-2022-jp", jis(YAMADA)),
        (b"ISO-2022-JP-MS", jis(YAMADA)),
        (b"cp50221", jis(YAMADA)),
        (b"us-ascii", jis(YAMADA)),
        (b"utf-8", jis(YAMADA)),
        (b"shift_jis", YAMADA.encode("cp932")),
        (b'"windows-31j"', YAMADA.encode("cp932")),
        (b"x-sjis", YAMADA.encode("cp932")),
        (b"iso-2022-jp", YAMADA.encode("cp932")),
        (b"utf-8", YAMADA.encode("cp932")),
        (b"iso-8859-1", YAMADA.encode()),
        (b"shift_jis", YAMADA.encode()),
        (b"no-such-charset", YAMADA.encode()),
        (b"utf-8", YAMADA.encode()),
    ],
)
def test_the_charset_may_be_anything_and_the_words_are_right(charset: bytes, raw: bytes) -> None:
    assert read(mail(raw, b"Content-Type: text/plain; charset=" + charset)).body == YAMADA


@pytest.mark.parametrize("raw", [jis(YAMADA), YAMADA.encode("cp932"), YAMADA.encode(), "ご連絡がない".encode("euc_jp")])
def test_without_a_charset_it_is_read_as_what_it_is(raw: bytes) -> None:
    assert read(mail(raw)).body in (YAMADA, "ご連絡がない")


@pytest.mark.parametrize("raw", [b"\x1b(I6E@\x1b(B", b"\x1b$B\x1b(B\x0e6E@\x0f", b"\x1b$B\x1b(B\xb6\xc5\xc0"])
def test_half_width_kana_by_escape_by_shift_and_by_the_eighth_bit(raw: bytes) -> None:
    assert read(mail(raw, b"Content-Type: text/plain; charset=iso-2022-jp")).body == "ｶﾅﾀ"


def test_euc_with_the_numbers_in_circles() -> None:
    raw = b"\xad\xa1\xb9\xe6\xb5\xa1 \x8e\xb6\x8f\xb0\xa1"
    assert read(mail(raw, b"Content-Type: text/plain; charset=euc-jp")).body == "①号機 ｶ丂"


def test_a_line_of_jis_that_never_returns_to_ascii_ends_with_the_line() -> None:
    raw = b"\x1b$B" + "届かない".encode("iso2022_jp")[3:-3] + b"\r\nplease call"
    assert read(mail(raw, b"Content-Type: text/plain; charset=iso-2022-jp")).body == "届かない\nplease call"


def test_encoded_words_cut_inside_a_character_are_one() -> None:
    raw = jis("㈱山田商事①号機の件")
    cut = [b64encode(raw[i : i + 7]) for i in range(0, len(raw), 7)]
    subject = b"\r\n ".join(b"=?iso-2022-jp?B?" + c + b"?=" for c in cut)
    assert read(mail(b"x", b"Subject: " + subject)).subject == "㈱山田商事①号機の件"
    utf8 = "髙橋様の件".encode()
    subject = b" ".join(b"=?UTF-8?B?" + b64encode(utf8[i : i + 4]) + b"?=" for i in range(0, len(utf8), 4))
    assert read(mail(b"x", b"Subject: Re: " + subject)).subject == "Re: 髙橋様の件"


def test_raw_japanese_in_the_head_is_read() -> None:
    for raw in (jis("㈱山田"), "㈱山田".encode("cp932"), "㈱山田".encode()):
        got = read(mail(b"x", b"Subject: " + raw, b"Reply-To: " + raw + b" <c@d.example>"))
        assert (got.subject, got.reply_to) == ("㈱山田", "c@d.example")


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*=UTF-8''" + b"".join(b"%%%02X" % c for c in "見積①.pdf".encode()),
        b"attachment; filename*0*=Shift_JIS'ja'"
        + b"".join(b"%%%02X" % c for c in "見積".encode("cp932"))
        + b";\r\n filename*1*="
        + b"".join(b"%%%02X" % c for c in "①.pdf".encode("cp932")),
        b'attachment; filename="' + word("見積①.pdf") + b'"',
        b'attachment; filename="' + word("見積①.pdf", "Shift_JIS") + b'"',
        b'attachment; filename="' + jis("見積①.pdf") + b'"',
        b'attachment; filename="' + "見積①.pdf".encode("cp932") + b'"',
        b'attachment; filename="' + "見積①.pdf".encode() + b'"',
    ],
)
def test_a_file_keeps_its_japanese_name(disposition: bytes) -> None:
    body = b"--b\r\n\r\nhello\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    raw = mail(
        body + b"Content-Disposition: " + disposition + b"\r\n\r\n" + b64encode(b"%PDF-1") + b"\r\n--b--\r\n",
        b"Content-Type: multipart/mixed; boundary=b",
    )
    got = read(raw)
    (one,) = got.attachments
    assert (got.body, one.name, one.type, one.bytes) == ("hello", "見積①.pdf", "application/pdf", 6)
    assert content(raw, one.at) == b"%PDF-1"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\Users\\\\a\\\\b.exe", "b.exe"),
        ("請求書\u202egpj.exe", "請求書gpj.exe"),
        ("", "添付1"),
        ("..", "添付1"),
    ],
)
def test_the_name_of_a_file_is_never_a_path_and_never_runs_backwards(said: str, kept: str) -> None:
    body = f'--b\r\n\r\nx\r\n--b\r\nContent-Disposition: attachment; filename="{said}"\r\nContent-Type: a/b\r\n\r\ny\r\n--b--'
    got = read(mail(body.encode(), b"Content-Type: multipart/mixed; boundary=b"))
    assert [one.name for one in got.attachments] == [kept]


def test_flowed_lines_are_joined_and_the_signature_is_not() -> None:
    raw = "商品が \r\n届きません。\r\n> 前の \r\n> メール\r\n-- \r\n山田".encode()
    got = read(mail(raw, b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"))
    assert (got.body, got.quoted) == ("商品が届きません。\n-- \n山田", "> 前のメール")


def test_a_mail_of_html_alone_is_read_as_text_and_runs_nothing() -> None:
    html = """<html><head><title>t</title><style>p{}</style></head><body><p>届いた椅子の<b>脚</b>が
    折れています&amp;危険です。</p><script>alert(1)</script><div>山田<br>東京</div>
    <blockquote><p>前のメール</p></blockquote></body></html>"""
    got = read(mail(html.encode("cp932"), b"Content-Type: text/html; charset=Shift_JIS"))
    assert got.body == "届いた椅子の脚が 折れています&危険です。\n\n山田\n東京"
    assert got.quoted == "> 前のメール"


def test_of_two_alternatives_the_plain_one_is_read_and_files_are_counted_once() -> None:
    body = (
        b"--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nplain\r\n"
        b"--i\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--i--\r\n"
        b"--o\r\nContent-Type: image/png; name=a.png\r\n\r\nPNG\r\n--o--"
    )
    got = read(mail(body, b"Content-Type: multipart/mixed; boundary=o"))
    assert got.body == "plain"
    assert "a.png" in [one.name for one in got.attachments]


def test_a_name_that_spells_an_address_is_only_a_name() -> None:
    got = read(b"From: =?utf-8?q?chiba=40minato=2Eexample_=3Cchiba=40minato=2Eexample=3E?= <evil@x.example>\n\nx")
    assert got.sender.address == "evil@x.example"
    assert read(b'From: "a@b.example, c" <d@e.example>, f@g.example\n\nx').sender.address == "d@e.example"


def test_what_no_printer_can_print_is_shown_as_unreadable_and_nothing_else_changes() -> None:
    assert read(mail("𠮷野\t髙橋😠\x00\x1b[31m".encode(), b"Content-Type: text/plain; charset=utf-8")).body == (
        "𠮷野\t髙橋😠\ufffd\ufffd[31m"
    )
