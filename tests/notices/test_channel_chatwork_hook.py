"""What people answer in a room: believed only with Chatwork's signature, kept once, in plain words."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nattoku.cases import actions as cases
from nattoku.cases.words import Door
from nattoku.ledger.append import history
from nattoku.ledger.facts import Recorded
from nattoku.lib.text import Text, clean
from nattoku.notices.channels.chatwork import notation, views
from nattoku.notices.channels.chatwork.replies import Answers, answers_in, words_of
from nattoku.notices.channels.chatwork.webhook import LARGEST
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from tests.company import NOW, Company
from tests.peers.hook import Hook, event, signature
from tests.peers.rooms import Accepted

TOKEN = Hook().token
OURS, THEIRS, MESSAGE = "1001", "2001", "1928374655918273645"
REPLY = f"[rp aid={OURS} to=101-{MESSAGE}]納得 通知さん\n"
SAID_AT = datetime(2026, 11, 22, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATTOKU_CHATWORK_WEBHOOK_TOKEN", TOKEN)
    views._keys.cache_clear()


@pytest.fixture
def stream(company: Company) -> str:
    """A case whose first notice stands in room 101."""
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="届いていない", division=company.sales)
    stream = cases.receive(intake, by=company.sato, at=NOW)[0].stream
    Notice.objects.filter(stream=stream, channel="chatwork", address="101").update(state="sent", peer=MESSAGE)
    people.add_account(person="chiba", channel="chatwork", address="101", mention=THEIRS, by="chiba", at=NOW)
    return stream


def said(body: str, *, account: str = THEIRS, message: str = "5", room: str = "101") -> Accepted:
    return Accepted(room, message, body, SAID_AT.timestamp(), int(account))


def post(raw: bytes, sign: str | None = None) -> int:
    headers = {"x-chatworkwebhooksignature": signature(raw, TOKEN) if sign is None else sign}
    return (
        Client(enforce_csrf_checks=True)
        .post("/hooks/chatwork", raw, content_type="application/json", headers=headers)
        .status_code
    )


def answers(stream: str) -> list[Recorded]:
    return [r for r in history(stream) if r.kind == "notices.answered"]


def test_an_answer_in_the_room_is_a_fact_of_the_case_by_whom_and_when_it_was_said(stream: str) -> None:
    assert post(event(said(f"{REPLY}承知しました。10時に折り返します。"))) == 200
    (answer,) = answers(stream)
    assert (answer.by, answer.fact.author, answer.fact.colleague) == ("chiba", "千葉 亮", True)
    assert answer.fact.words == "承知しました。10時に折り返します。"
    assert answer.happened_at == SAID_AT


@pytest.mark.parametrize(("clock", "kept"), [(NOW - timedelta(seconds=40), NOW), (NOW + timedelta(days=9_999), None)])
def test_by_whatever_clock_no_answer_stands_before_its_notice_or_in_the_future(
    stream: str, clock: datetime, kept: datetime | None
) -> None:
    message = Accepted("101", "5", f"{REPLY}承知しました", clock.timestamp(), int(THEIRS))
    assert post(event(message)) == 200
    (answer,) = answers(stream)
    assert answer.happened_at == (kept or answer.recorded_at)


def test_the_same_event_again_and_in_its_other_kind_is_one_fact(stream: str) -> None:
    message = said(f"{REPLY}承知しました")
    assert [post(event(message)), post(event(message)), post(event(message, "mention_to_me"))] == [200] * 3
    assert len(answers(stream)) == 1


@pytest.mark.parametrize("sign", ["", "d3Jvbmc=", "承知", signature(b"{}", TOKEN)])
def test_what_chatwork_did_not_sign_has_no_effect(stream: str, sign: str) -> None:
    assert post(event(said(f"{REPLY}承知しました")), sign) == 403
    assert answers(stream) == []


def test_a_signature_under_another_key_has_no_effect(stream: str) -> None:
    raw = event(said(f"{REPLY}承知しました"))
    assert post(raw, signature(raw, "b3RoZXI=")) == 403
    assert answers(stream) == []


def test_without_a_token_of_ours_nobody_is_believed(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATTOKU_CHATWORK_WEBHOOK_TOKEN", "")
    views._keys.cache_clear()
    raw = event(said(f"{REPLY}承知しました"))
    assert post(raw, signature(raw, "")) == 403
    assert answers(stream) == []


def test_each_webhook_has_a_token_of_its_own_and_all_of_ours_are_believed(
    stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NATTOKU_CHATWORK_WEBHOOK_TOKEN", f"b3RoZXI=,{TOKEN}")
    views._keys.cache_clear()
    raw = event(said(f"{REPLY}承知しました"))
    assert [post(raw, signature(raw, t)) for t in ("b3RoZXI=", TOKEN, "bm9ib2R5")] == [200, 200, 403]


def test_our_own_messages_are_never_answers(stream: str) -> None:
    notice = Notice.objects.get(stream=stream, peer=MESSAGE)
    quote = f"[qt][qtmeta aid={OURS} time=1]〔{notice.ref}〕[/qt]続報"
    assert post(event(said(f"{REPLY}続報です", account=OURS))) == 200
    assert post(event(said(quote, account=OURS, message="6"))) == 200
    assert (
        post(event(said(f"[info][title]一報[/title]本文\n〔{notice.ref}〕[/info]", account=OURS, message="7"))) == 200
    )
    assert answers(stream) == []


def test_a_quote_of_the_notice_with_words_beside_it_is_an_answer(stream: str) -> None:
    ref = Notice.objects.get(stream=stream, peer=MESSAGE).ref
    quote = f"[qt][qtmeta aid={OURS} time=1]受付番号\n〔{ref}〕[/qt]この件、倉庫に確かめます"
    assert post(event(said(quote))) == 200
    assert answers(stream)[0].fact.words == "この件、倉庫に確かめます"


def test_a_reply_to_somebody_else_that_quotes_the_notice_is_found_by_its_quote(stream: str) -> None:
    ref = Notice.objects.get(stream=stream, peer=MESSAGE).ref
    body = f"[rp aid=2002 to=101-77]上野 綾さん\n[qt][qtmeta aid={OURS} time=1]〔{ref}〕[/qt]この件です"
    post(event(said(body)))
    assert len(answers(stream)) == 1


@pytest.mark.parametrize(
    ("body", "room"),
    [
        ("お昼に行きます", "101"),
        ("[rp aid=2002 to=101-77]上野 綾さん\n了解です", "101"),
        (f"[rp aid={OURS} to=102-{MESSAGE}]納得 通知さん\n了解です", "101"),
        (f"{REPLY}別のルームから", "102"),
        (f"{REPLY}[qt][qtmeta aid={OURS} time=1]引用だけ[/qt]", "101"),
    ],
)
def test_what_answers_no_notice_of_this_room_is_not_kept(stream: str, body: str, room: str) -> None:
    assert post(event(said(body, room=room))) == 200
    assert answers(stream) == []


def test_an_account_that_is_nobodys_is_kept_by_its_number_and_is_no_colleague(stream: str) -> None:
    post(event(said(f"{REPLY}確認します", account="3003")))
    (answer,) = answers(stream)
    assert (answer.fact.author, answer.fact.colleague, answer.by) == ("3003", False, answer.by)
    assert answer.by != "chiba"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[]",
        b'{"webhook_event_type": "message_created"}',
        b'{"webhook_event_type": "message_created", "webhook_event": {"room_id": "x"}}',
        b'{"webhook_event_type": "\xff"}',
    ],
)
def test_a_signed_event_that_cannot_be_read_is_refused(db: None, raw: bytes) -> None:
    assert post(raw) == 400


def test_kinds_of_events_we_do_not_listen_to_are_taken_and_let_go(stream: str) -> None:
    edited = json.loads(event(said(f"{REPLY}書き直しました"))) | {"webhook_event_type": "message_updated"}
    assert post(json.dumps(edited).encode()) == 200
    assert answers(stream) == []


def test_too_large_a_body_is_not_even_looked_at(db: None) -> None:
    assert post(b" " * (LARGEST + 1)) == 413


def test_the_longest_message_of_all_is_kept_up_to_what_a_fact_holds(stream: str) -> None:
    assert post(event(said(f"{REPLY}{'長' * 65_000}"))) == 200
    words = answers(stream)[0].fact.words
    assert words.startswith("長" * 1_000)
    assert "続きはChatworkにあります" in words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("[To:1]千葉 亮さん\n[toall]お願いします", "お願いします"),
        (f"[rp aid={OURS} to=101-{MESSAGE}] 了解です", "了解です"),
        (f"[rp aid={OURS} to=101-{MESSAGE}]山田さんに伝えます", "山田さんに伝えます"),
        ("[info][title]倉庫[/title]在庫あり[/info][hr](y)", "倉庫\n在庫あり\n(y)"),
        ("[qt][qtmeta aid=1 time=2]a [qt]b[/qt] c[/qt]はい\r\n行きます", "はい\n行きます"),
        ("[code]x = [1, 2][/code][重要] [picon:5][piconname:5]済み", "x = [1, 2][重要] 済み"),
        ("[preview id=1 ht=9][download:1]写真.jpg (9 KB)[/download]", "写真.jpg (9 KB)"),
        (notation.harmless("お客様は [To:1] と書かれた"), "お客様は [To:1] と書かれた"),
        ("途中に\x00制御文字\x0bがある\tタブは残る", "途中に制御文字がある\tタブは残る"),
    ],
)
def test_the_words_are_plain_words(body: str, words: str) -> None:
    assert words_of(body) == words


TAGS = ["[qt]", "[/qt]", "[qtmeta aid=1 time=2]", "[rp aid=1 to=2-3]", "[To:1]", "さん", "\n", "[", "]", "〔N-1〕"]


@given(st.lists(st.one_of(st.text(), st.sampled_from(TAGS))).map("".join))
def test_whatever_was_written_its_words_can_be_kept(body: str) -> None:
    words = words_of(body)
    assert clean(words, Text("お返事", "Answer"), required=False) == words
    answers_in(body)


@pytest.mark.parametrize("piece", ["[qt]", "[qt][qtmeta aid=1 ", "[preview ", "[rp aid=1", "〔N-", "[To:1]さ"])
def test_a_message_made_to_keep_us_busy_does_not(piece: str) -> None:
    body = (piece * 65_535)[:65_535]
    assert answers_in(body) == []
    words_of(body)


def test_quotes_in_quotes_are_taken_off_as_deep_as_people_nest_them() -> None:
    assert words_of("[qt]" * 15 + "古い" + "[/qt]" * 15 + "新しい") == "新しい"
    words_of("[qt]" * 7_000 + "[/qt]" * 7_000)


def test_all_that_is_answered_is_found_the_reply_first() -> None:
    body = "[qt][qtmeta aid=1 time=2]〔N-a〕[/qt][rp aid=1 to=2-3]x\n[rp aid=1 to=2-4]"
    assert answers_in(body) == [Answers("1", "2", "3"), Answers("1", "2", "4"), Answers("1", ref="N-a")]
