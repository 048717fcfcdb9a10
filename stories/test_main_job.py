"""A complaint comes in by phone and is carried to the customer's own words, through the API."""

from typing import Any

import pytest

from nattoku.ledger.verify import verify
from tests.company import Company

COMPLAINT = {
    "door": "phone",
    "words": "頼んだ椅子がまだ届かない。\n\t3日も待っている 😠 𠮷野 髙橋",
    "fact": "11月19日お届けのお約束の椅子2脚が届いていない",
    "about": ["delivery"],
    "customer": {"name": "青木 花子", "reading": "あおき はなこ"},
    "danger": "no",
    "severity": "B",
}


@pytest.mark.rule("S004-2.3.1", "S004-4.2")
def test_a_complaint_is_received_reported_shared_and_closed_by_the_customers_words(company: Company, api: Any) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    received = sato.post("/cases", COMPLAINT)
    assert received.status_code == 201, received.content
    case = received.json()
    no = case["no"]
    assert case["report_card"]["whom"]["name"] == "千葉 亮"
    assert case["report_card"]["what"] == COMPLAINT["fact"]

    early = sato.post(f"/cases/{no}/closure/resolution")
    assert early.status_code == 409
    assert "ご納得のお言葉" in early.json()["detail"]

    done = {"done": "代わりの椅子2脚をお届けし、組み立てました。"}
    assert sato.get(f"/cases/{no}/closure/report").json()["happened"] == f"{COMPLAINT['fact']}。"
    assert sato.post(f"/cases/{no}/closure/report", done).status_code == 201
    words = {"words": "もういいですよ", "kind": "satisfied", "said_to": "佐藤", "through": "phone"}
    heard = sato.post(f"/cases/{no}/closure", words)
    assert heard.status_code == 200, heard.content
    assert [p["kind"] for p in heard.json()["owed"]] == ["cases.report_to_leader"]

    told = sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    assert told.status_code == 201, told.content
    assert sato.post(f"/cases/{no}/reports", {"kind": "shared", "divisions": ["sales", "logistics"]}).status_code == 201

    assert sato.post(f"/cases/{no}/closure/resolution").status_code == 201
    shown = chiba.get(f"/cases/{no}").json()
    assert shown["ending"] == "resolved"
    assert shown["words"] == COMPLAINT["words"]
    facts = chiba.get(f"/cases/{no}/facts").json()["facts"]
    assert facts[0]["kind"] == "cases.received"


def test_the_ledger_verifies_after_the_main_job(company: Company, api: Any, settings: Any, tmp_path: Any) -> None:
    settings.NATTOKU_DATA = str(tmp_path)  # a rolled-back test drops no anchors
    sato = api(company.sato)
    assert sato.post("/cases", COMPLAINT).status_code == 201
    assert [b.why.en for b in verify().broken] == ["anchors.jsonl is missing or empty"]
