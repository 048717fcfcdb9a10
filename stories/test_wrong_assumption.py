"""Three went, were scolded for forty minutes, the assumed cause was wrong, and a letter was written that evening (S003)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.company import NOW, Company

COMPLAINT = {
    "door": "phone",
    "words": "話にならない。責任者を連れて説明に来なさい",
    "fact": "お見積もりのご説明の後、責任者の訪問を求められた",
    "about": ["terms"],
    "customer": {"name": "青木 太郎", "reading": "あおき たろう"},
    "danger": "no",
    "severity": "B",
}


def posted(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def owed(case: Any) -> list[str]:
    return [p["kind"] for p in case["promises"] if p["outcome"] == "open"]


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.rule("S003-1", "S003-2", "S003-4", "S003-10", "S003-12", "S004-2.2.2.1", "R8-8", "T3", "T13")
def test_the_assumed_cause_was_wrong_and_a_letter_followed(company: Company, api: Any, clock: Any) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    no = posted(sato.post("/cases", COMPLAINT))["no"]
    posted(sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"}))
    posted(sato.post(f"/cases/{no}/reports", {"kind": "shared"}))
    starts = NOW + timedelta(hours=5)
    plan = {
        "purposes": ["apologise", "listen"],
        "purpose": "ご不満を初めから伺い、お詫びする",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=30)).isoformat(),
        "place": "青木様のご自宅",
        "hypothesis": "お見積もりの金額が高いと思われた",
    }
    # The contact and the superior go by default; a third may go along.
    assert posted(sato.post(f"/cases/{no}/visits", plan))["visits"][0]["plan"]["visitors"] == ["sato", "chiba"]
    three = posted(sato.post(f"/cases/{no}/visits", plan | {"visit": 1, "visitors": ["sato", "chiba", "daihyo"]}))
    assert three["visits"][0]["plan"]["takes_notes"] == "sato"
    assert owed(three).count("visits.visit") == 1

    clock.move_to(starts + timedelta(minutes=5))
    late = posted(sato.post(f"/cases/{no}/visits/1/arrival", {"happened_at": clock_of(starts, minutes=5)}))
    assert [p["outcome"] for p in late["promises"] if p["kind"] == "visits.visit"] == ["moved", "late"]
    assert "visits.record" in owed(late)
    rewritten = posted(sato.post(f"/cases/{no}/visits", plan | {"visit": 1, "hypothesis": "別の理由"}), 409)
    assert "書き換えられません" in rewritten["detail"]

    clock.move_to(starts + timedelta(hours=1))
    record = {
        "started_at": clock_of(starts, minutes=5),
        "ended_at": clock_of(starts, minutes=45),
        "who_i_am": "営業部の責任者の千葉",
        "failed_at": "確認が足りなかった",
        "suffered": "軽んじられたというお気持ち",
        "words": "金額の話ではない。頼んだことを最後までやり切っていない",
        "received": "not_yet",
        "continues": "unknown",
        "compared": "mismatch",
        "cause_found": "お約束したことを最後までやり切らず、結果のご報告もなかった",
        "hints": ["結果が出なくても、したことは知らせてほしい"],
        "next_at": (NOW + timedelta(days=1)).isoformat(),
    }
    made = posted(sato.post(f"/cases/{no}/visits/1/record", record))
    one = made["visits"][0]
    assert one["plan"]["hypothesis"] == "お見積もりの金額が高いと思われた"
    assert one["record"]["compared"] == "mismatch"
    assert (one["record"]["minutes"], one["record"]["late"], one["record"]["over"]) == (40, 5, 15)
    assert "visits.record" not in owed(made)
    [letter] = [p for p in made["promises"] if p["kind"] == "visits.letter"]
    assert letter["blocking"]
    assert letter["owed_by"] == "sato"
    assert letter["due_at"].startswith("2026-11-24")  # Monday 23 November is a holiday

    closed = posted(
        sato.post(
            f"/cases/{no}/closure",
            {"words": "もういいですよ", "kind": "satisfied", "through": "phone", "unasked": "お電話で先に仰った"},
        ),
        200,
    )
    assert [p["kind"] for p in closed["owed"]] == ["visits.letter"]

    clock.move_to(NOW + timedelta(hours=10))  # that evening
    wrote = {
        "kind": "apology_and_thanks",
        "text": "青木 太郎様\n\n本日はお時間を頂戴し、ご連絡の件でご迷惑をおかけし、申し訳ございませんでした。\n"
        "「最後までやり切りなさい」とのお言葉を、しっかりと受け止めております。\n"
        "教えてくださり、ありがとうございます。\n\n佐藤 光",
    }
    posted(sato.post(f"/cases/{no}/letters", wrote))
    undated = posted(chiba.post(f"/cases/{no}/letters/1/approval", {"approve": True, "words": "はい"}), 409)
    assert undated["unanswered"] == ["次のご連絡の日付がある（○月○日）"]
    posted(chiba.post(f"/cases/{no}/letters/1/approval", {"approve": False, "words": "次の日付を入れましょう"}))
    wrote |= {"letter": 1, "text": wrote["text"].replace("教えて", "11月23日に、私からお電話いたします。\n教えて")}
    posted(sato.post(f"/cases/{no}/letters", wrote))
    yes = {"approve": True, "words": "はい。自分でも受け取れる"}
    unowed = posted(chiba.post(f"/cases/{no}/letters/1/approval", yes), 409)
    assert unowed["unanswered"] == ["「11月23日」のお約束がまだ記録されていません"]
    calls = {"what": "佐藤からお電話いたします", "due_at": "2026-11-23T17:00+09:00"}
    posted(chiba.post(f"/cases/{no}/letters/1/approval", yes | {"promises": [calls]}))
    assert "紙で" in posted(sato.post(f"/cases/{no}/letters/1/sent", {"method": "mail"}), 409)["detail"]
    sent = posted(sato.post(f"/cases/{no}/letters/1/sent", {"method": "handwritten"}))
    assert [p["outcome"] for p in sent["promises"] if p["kind"] == "visits.letter"] == ["kept"]

    # A further visit waits for the leader.
    again = plan | {
        "starts_at": (NOW + timedelta(days=2)).isoformat(),
        "ends_at": (NOW + timedelta(days=2, hours=1)).isoformat(),
    }
    second = posted(sato.post(f"/cases/{no}/visits", again))
    assert second["visits"][1]["state"] == "waiting"
    assert "承認" in posted(sato.post(f"/cases/{no}/visits/2/arrival", {}), 409)["detail"]
    assert sato.post(f"/cases/{no}/visits/2/approval", {"approve": True}).status_code == 403
    approved = posted(chiba.post(f"/cases/{no}/visits/2/approval", {"approve": True, "words": "私も参ります"}))
    assert approved["visits"][1]["state"] == "ready"
    no_more = {"words": "もう来なくていい。電話で十分", "instead": "phone"}
    declined = posted(sato.post(f"/cases/{no}/visits/declined", no_more))
    assert declined["visit_declined"] == "もう来なくていい。電話で十分"
    assert "cases.next_contact" in owed(declined)
    assert "visits.visit" not in owed(declined)


def clock_of(moment: Any, *, minutes: int) -> str:
    return str((moment + timedelta(minutes=minutes)).isoformat())
