"""Bad input through the API: a clear sentence and 4xx, nothing half-written; good letters unchanged."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from nattoku.ledger.models import FactRow, Head
from tests.company import Company
from tests.conftest import Api

COMPLAINT = {"door": "phone", "words": "まだ届かない", "fact": "椅子が届いていない"}
LONG = "あ" * 100_001
GOOD = [
    "😠👨‍👩‍👧‍👦🇯🇵",
    "𠮷野家の𠮷",
    "髙橋・﨑",
    "一行目\n二行目\n\n四行目",
    "品名\t数量",
    "  前後の空白  ",
    "か\u3099がﾊﾟ",
    "\u200b\ufeff",
]
BAD = {
    "empty words": ({"words": ""}, "お客様のお言葉を入力してください。"),
    "blank words": ({"words": " \n\t　"}, "お客様のお言葉を入力してください。"),
    "empty fact": ({"fact": ""}, "事実"),
    "no words at all": ({"words": None}, "words"),
    "too many words": ({"words": LONG}, "長すぎます（100,001文字）"),
    "too long a fact": ({"fact": "あ" * 2001}, "長すぎます"),
    "too long an item": ({"items": ["あ" * 10_001]}, "長すぎます"),
    "NUL": ({"words": "届か\x00ない"}, "制御文字（U+0000）が3文字目"),
    "escape": ({"words": "\x1b[31m赤"}, "制御文字（U+001B）"),
    "backspace in the fact": ({"fact": "椅子\x08"}, "制御文字（U+0008）"),
    "form feed in an item": ({"items": ["一\x0c"]}, "制御文字（U+000C）"),
    "C1 control": ({"caller": "x", "words": "一\x85二"}, "制御文字（U+0085）"),
    "line separator": ({"words": "一\u2028二"}, "制御文字（U+2028）"),
    "half a character": ({"words": "一\ud842"}, "U+D842"),
    "half a character in the name": ({"customer": {"name": "\ud842"}}, "U+D842"),
    "half a character where an id belongs": ({"customer": {"id": "\ud842"}}, "扱えない文字"),
    "NUL where an id belongs": ({"customer": {"id": "\x00"}}, ""),
    "NUL in the division": ({"division": "\x00"}, "部門が見つかりません"),
    "half a character in the division": ({"division": "\udfff"}, "部門が見つかりません"),
    "NUL in the name": ({"customer": {"name": "青\x00木"}}, "U+0000"),
    "NUL in the reading": ({"customer": {"name": "青木", "reading": "\x00"}}, "U+0000"),
    "NUL in the phone": ({"customer": {"name": "青木", "phone": "\x00"}}, "U+0000"),
    "NUL in where to call back": ({"reach": "\x00"}, "U+0000"),
    "NUL in who calls back": ({"call_back_by": "\x00"}, ""),
    "somebody unknown calls back": ({"call_back_by": "nobody"}, ""),
    "unknown division": ({"division": "nowhere"}, "部門が見つかりません"),
    "unknown customer": ({"customer": {"id": "nobody"}}, "お客様が見つかりません"),
    "no such door": ({"door": "window"}, "door"),
    "no such severity": ({"severity": "Z"}, "severity"),
    "no moment": ({"happened_at": "yesterday"}, "happened_at"),
    "a moment outside of time": ({"happened_at": "9999-12-31T23:59:59-12:00"}, "読み取れません"),
    "a moment before all time": ({"happened_at": "0001-01-01T00:00:00+14:00"}, "読み取れません"),
    "call back in the past": ({"call_back_at": "2020-01-01T00:00:00+09:00"}, "これからの日時"),
    "words that are a number": ({"words": 5}, "words"),
    "items that are no list": ({"items": "届かない"}, "items"),
}


@pytest.fixture
def sato(company: Company) -> Api:
    return Api(company, company.sato)


def written() -> dict[str, int]:
    """How many rows each table of ours has: what is half-written would show."""
    return {m._meta.label: m._default_manager.count() for m in apps.get_models() if m.__module__.startswith("nattoku.")}


def problem(got: Any) -> str:
    """The sentence of a refusal, in a body that says the same as its status."""
    assert got["Content-Type"] == "application/problem+json"
    body = got.json()
    assert body["status"] == got.status_code
    sentence: str = body["detail"]
    assert sentence
    return sentence


@pytest.mark.parametrize("name", BAD)
def test_a_complaint_that_cannot_be_taken_is_refused_in_words_and_leaves_nothing(sato: Api, name: str) -> None:
    wrong, said = BAD[name]
    before = written()
    got = sato.post("/cases", COMPLAINT | wrong, **{"Idempotency-Key": f"bad {len(name)}"})
    assert 400 <= got.status_code < 500, got.content
    assert said in problem(got)
    assert written() == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"door": "phone"}', b'{"words": 1e999}', b"[" * 100_000]
)
def test_a_body_that_is_no_complaint_is_refused_in_words(sato: Api, body: bytes) -> None:
    before = written()
    got = sato.client.post("/api/v1/cases", body, content_type="application/json")
    assert 400 <= got.status_code < 500
    assert problem(got)
    assert written() == before


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=1), timedelta(days=4000)])
def test_nothing_has_happened_yet_that_lies_ahead(sato: Api, ahead: timedelta) -> None:
    moment = (timezone.now() + ahead).isoformat()
    no = sato.post("/cases", COMPLAINT).json()["no"]
    before = written()
    for path, body in (
        ("/cases", COMPLAINT),
        (f"/cases/{no}/facts", {"words": "一言"}),
        (f"/cases/{no}/contacts", {"channel": "phone", "words": "お話しした"}),
    ):
        got = sato.post(path, body | {"happened_at": moment})
        assert got.status_code == 400
        assert "未来" in problem(got)
        assert written() == before


def test_a_clock_that_is_a_little_fast_is_forgiven_and_a_promise_may_lie_ahead(sato: Api) -> None:
    soon = (timezone.now() + timedelta(minutes=4)).isoformat()
    got = sato.post("/cases", COMPLAINT | {"happened_at": soon})
    assert got.status_code == 201
    ahead = {"what": "お届け", "due_at": (timezone.now() + timedelta(days=30)).isoformat()}
    assert sato.post(f"/cases/{got.json()['no']}/promises", ahead).status_code == 201


def test_an_unknown_and_a_foreign_case_answer_alike(company: Company) -> None:
    sato, mori = Api(company, company.sato), Api(company, company.mori)
    no = sato.post("/cases", COMPLAINT).json()["no"]
    owed = sato.get(f"/cases/{no}").json()["promises"][0]["id"]
    before = written()
    paths = ["", "/facts", "/items", "/contacts", "/promises", f"/promises/{owed}/kept", "/closure", "/assessment"]
    for path in paths:
        bodies = {"words": "x", "what": "x", "channel": "phone", "due_at": "2100-01-01T00:00:00Z", "severity": "A"}
        bodies |= {"urgency": "now", "kind": "satisfied", "said_to": "x", "through": "phone", "said_at": None}
        call = mori.get if path in ("", "/facts") else lambda p: mori.post(p, bodies)  # noqa: B023
        foreign, unknown = call(f"/cases/{no}{path}"), call(f"/cases/9999{path}")
        assert (foreign.status_code, unknown.status_code) == (404, 404), path
        assert foreign.content == unknown.content
    assert written() == before


@pytest.mark.parametrize(
    "no",
    [
        "0",
        "-1",
        "1001.0",
        "01001",
        "１００１",
        "+1001",
        "1_001",
        "99999999999999999999",
        "x",
        "%00",
        "1001%00",
        "1001 ",
    ],
)
def test_a_number_that_is_no_cases_answers_like_an_unknown_one(sato: Api, no: str) -> None:
    assert sato.post("/cases", COMPLAINT).status_code == 201
    before = written()
    assert sato.get(f"/cases/{no}").status_code == 404
    assert sato.post(f"/cases/{no}/facts", {"words": "x"}).status_code == 404
    assert written() == before


@pytest.mark.parametrize("promise", ["x", "case:1001:1:99", "case:9999:1:0", "%00", "%F0%A0%AE%B7"])
def test_a_promise_that_does_not_exist_is_refused(sato: Api, promise: str) -> None:
    no = sato.post("/cases", COMPLAINT).json()["no"]
    got = sato.post(f"/cases/{no}/promises/{promise}/kept", {})
    assert got.status_code in ((404, 400) if "%00" in promise else (404,)), "no PostgreSQL even looks for a NUL"


def test_a_moment_without_an_offset_was_said_in_tokyo(sato: Api) -> None:
    got = sato.post("/cases", COMPLAINT | {"happened_at": "2026-01-02T03:04:05", "call_back_at": "2100-01-01T00:00:00"})
    assert got.status_code == 201
    no = got.json()["no"]
    assert sato.get(f"/cases/{no}").json()["happened_at"] == "2026-01-01T18:04:05+00:00"
    sato.post(f"/cases/{no}/promises", {"what": "お届け", "due_at": "2100-01-01T09:00:00"})
    due = {p["due_at"] for p in sato.get(f"/cases/{no}").json()["promises"]}
    assert due >= {"2099-12-31T15:00:00+00:00", "2100-01-01T00:00:00+00:00"}
    for path, body in (
        ("contacts", {"channel": "phone", "words": "x", "next_at": "2020-01-01T00:00:00"}),
        ("promises", {"what": "x", "due_at": "2020-01-01T00:00:00"}),
    ):
        assert sato.post(f"/cases/{no}/{path}", body).status_code == 400


def test_the_same_id_is_the_same_complaint_and_with_another_body_it_is_refused(sato: Api) -> None:
    same = {"Idempotency-Key": "the client's own"}
    first = sato.post("/cases", COMPLAINT, **same)
    before = written()
    again = sato.post("/cases", COMPLAINT, **same)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    other = sato.post("/cases", COMPLAINT | {"fact": "別のこと"}, **same)
    assert other.status_code == 422
    assert "同じ送信番号" in problem(other)
    assert written() == before


def test_the_id_in_the_body_does_as_well_as_the_header(sato: Api) -> None:
    mine = COMPLAINT | {"id": "0b0e7b1c-0000-4000-8000-000000000001"}
    first, again = sato.post("/cases", mine), sato.post("/cases", mine)
    assert first.json()["no"] == again.json()["no"]
    assert sato.post("/cases", mine | {"words": "別の言葉"}).status_code == 422


def test_the_same_id_of_somebody_else_is_another_complaint(company: Company) -> None:
    same = {"Idempotency-Key": "1"}
    one = Api(company, company.sato).post("/cases", COMPLAINT, **same)
    other = Api(company, company.chiba).post("/cases", COMPLAINT, **same)
    assert one.json()["no"] != other.json()["no"]


def test_what_was_refused_can_be_corrected_under_the_same_id(sato: Api) -> None:
    same = {"Idempotency-Key": "1"}
    assert sato.post("/cases", COMPLAINT | {"words": ""}, **same).status_code == 400
    assert sato.post("/cases", COMPLAINT, **same).status_code == 201


@pytest.mark.parametrize("key", ["x" * 201, "x" * 10_000])
def test_an_id_that_is_too_long_is_refused(sato: Api, key: str) -> None:
    before = written()
    got = sato.post("/cases/1001/facts", {"words": "x"}, **{"Idempotency-Key": key})
    received = sato.post("/cases", COMPLAINT, **{"Idempotency-Key": key})
    assert (got.status_code, received.status_code) == (400, 400)
    assert problem(received) == "送信番号が長すぎます。"
    assert written() == before


@pytest.mark.parametrize("words", GOOD)
def test_emoji_rare_characters_line_breaks_and_tabs_are_kept_and_shown_unchanged(sato: Api, words: str) -> None:
    said = {
        "words": words + "。",
        "fact": words + "、事実",
        "items": [words + "事項"],
        "customer": {"name": words + "様"},
    }
    got = sato.post("/cases", COMPLAINT | said)
    assert got.status_code == 201, got.content
    no = got.json()["no"]
    sato.post(f"/cases/{no}/facts", {"words": words + "記録"})
    shown = sato.get(f"/cases/{no}")
    assert "charset=utf-8" in shown["Content-Type"]
    case = json.loads(shown.content.decode("utf-8"))
    assert case["words"] == words + "。"
    assert case["fact"] == words + "、事実"
    assert case["items"][0]["what"] == words + "事項"
    assert case["customer"]["name"] == words + "様"
    facts = sato.get(f"/cases/{no}/facts").json()["facts"]
    assert facts[-1]["words"] == words + "記録"


def test_exactly_a_hundred_thousand_characters_are_words_too(sato: Api) -> None:
    got = sato.post("/cases", COMPLAINT | {"words": "𠮷" * 100_000})
    assert got.status_code == 201
    assert sato.get(f"/cases/{got.json()['no']}").json()["words"] == "𠮷" * 100_000


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/facts", {"words": "\x00"}),
        ("/facts", {"words": "\ud800"}),
        ("/items", {"what": " "}),
        ("/items", {"what": "\ud800"}),
        ("/items/answers", {"item": 99, "words": "x"}),
        ("/items/answers", {"item": 10**30, "words": "x"}),
        ("/assessment", {"severity": "A", "urgency": "now", "why": "\x00"}),
        ("/identity", {"how": "\x00"}),
        ("/customer", {"customer": "\x00"}),
        ("/customer", {"customer": "\ud800"}),
        ("/contact", {"person": "\x00"}),
        ("/contact", {"person": "viewer"}),
        ("/content", {"words": "x", "expected_version": -1}),
        ("/contacts", {"channel": "\x00", "words": "x"}),
        ("/contacts", {"channel": "x" * 21, "words": "x"}),
        ("/contacts", {"channel": "phone", "words": "x", "next_at": "2020-01-01T00:00:00Z"}),
        ("/promises", {"what": "x", "due_at": "2020-01-01T00:00:00Z"}),
        ("/promises", {"what": "x", "due_at": "9999-12-31T23:59:59-12:00"}),
        ("/promises", {"what": "x", "due_at": "2100-01-01T00:00:00Z", "owed_by": "\x00"}),
        ("/promises", {"what": "x", "due_at": "2100-01-01T00:00:00Z", "owed_by": "nobody"}),
        ("/first-aid", {"what": "x", "cost": -1}),
        ("/first-aid", {"what": "x", "cost": 10**30}),
        ("/transfers", {"to": "\x00"}),
        ("/transfers", {"to": "nobody"}),
        ("/ring-fence", {"readers": ["\x00"], "reason": "x"}),
        ("/ring-fence", {"readers": ["nobody"], "reason": "x"}),
        ("/reports", {"kind": "told_leader", "person": "\x00"}),
        ("/reports", {"kind": "shared", "divisions": ["\x00"]}),
        ("/closure", {"words": "\x00", "kind": "satisfied", "said_to": "x", "through": "phone"}),
        ("/closure", {"words": "x", "kind": "satisfied", "said_to": "\ud800", "through": "phone"}),
    ],
)
def test_whatever_is_said_of_a_case_is_looked_at_before_it_is_written(
    company: Company, path: str, body: dict[str, Any]
) -> None:
    no = Api(company, company.sato).post("/cases", COMPLAINT).json()["no"]
    chiba = Api(company, company.chiba)
    before = written()
    got = chiba.post(f"/cases/{no}{path}", body, **{"Idempotency-Key": "k"})
    assert 400 <= got.status_code < 500, got.content
    assert problem(got)
    assert written() == before
    assert FactRow.objects.filter(stream=f"case:{no}").count() == Head.objects.get(stream=f"case:{no}").count
