"""What sincerity is made of, from the first call to the figure: told at once, asked to be taught, counted for no person."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.company import NOW, Company

COMPLAINT = {
    "door": "phone",
    "words": "約束の時間に誰も来ない。青木です。",
    "fact": "お約束の10時に、どなたもお伺いしていなかった",
    "customer": {"name": "青木 花子", "reading": "あおき はなこ"},
    "danger": "no",
}


def posted(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


@pytest.mark.rule("S004-1.1.1")
def test_the_superior_hears_by_phone_first_and_the_rooms_read_the_facts_without_the_customers_name(
    company: Company, api: Any
) -> None:
    sato = api(company.sato)
    with time_machine.travel(NOW, tick=False) as clock:
        no = posted(sato.post("/cases", COMPLAINT))["no"]
        clock.shift(timedelta(minutes=3))
        posted(sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba", "means": "phone"}))
        clock.shift(timedelta(minutes=4))
        posted(sato.post(f"/cases/{no}/reports", {"kind": "shared", "divisions": ["sales", "logistics"]}))
        told, shared = sato.get(f"/cases/{no}/reports").json()["reports"]
        assert [told["kind"], shared["kind"]] == ["reports.told_leader", "reports.shared"]
        assert "お約束の10時に" in json.dumps(shared, ensure_ascii=False)
        assert "青木" not in json.dumps(shared, ensure_ascii=False)

        uncalled = posted(sato.post("/cases", COMPLAINT))["no"]
        posted(sato.post(f"/cases/{uncalled}/reports", {"kind": "shared"}))
        owed = {p["kind"] for p in sato.get(f"/cases/{uncalled}").json()["promises"] if p["outcome"] == "open"}
        assert "cases.report_to_leader" in owed, "sharing does not stand for the call"


@pytest.mark.rule("S004-5.5")
def test_before_the_door_one_reads_how_to_ask_to_be_taught(company: Company, api: Any, client: Client) -> None:
    chiba = api(company.chiba)
    no = posted(chiba.post("/cases", COMPLAINT))["no"]
    starts = NOW.replace(year=2030, month=11, day=26)
    plan = {
        "purposes": ["listen"],
        "purpose": "お困りのことを初めから教えていただく",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=1)).isoformat(),
        "place": "青木様のお宅",
        "hypothesis": "日程の行き違い",
    }
    posted(chiba.post(f"/cases/{no}/visits", plan))
    client.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/cases/{no}/visits/1/guide").content.decode()
    assert "教えていただく気持ちで伺います" in page
    assert page.count("教えていただけますか") >= 4


@pytest.mark.rule("S004-3.2.1")
def test_a_kept_promise_is_counted_for_the_division_and_for_no_person(company: Company, api: Any) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    with time_machine.travel(NOW, tick=False) as clock:
        case = posted(sato.post("/cases", COMPLAINT))
        posted(sato.post(f"/cases/{case['no']}/reports", {"kind": "told_leader", "person": "chiba"}))
        clock.shift(timedelta(minutes=20))
        contact = {
            "channel": "phone",
            "words": "経緯をお調べしております。",
            "next_at": (NOW + timedelta(days=1)).isoformat(),
        }
        posted(sato.post(f"/cases/{case['no']}/contacts", contact))
        clock.shift(timedelta(days=3))
        (sales,) = [one for one in chiba.get("/figures").json()["divisions"] if one["division"] == "sales"]
        kept, silence = sales["sincerity"]["kept"], sales["sincerity"]["longest_silence_days"]
        assert (kept["hit"], kept["n"]) == (1, 2), "the next contact was kept once, and once nobody called"
        assert silence >= 2
        for person in ("sato", "佐藤", "chiba", "千葉"):
            assert person not in json.dumps(sales, ensure_ascii=False)
