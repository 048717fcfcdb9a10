"""What a beginner is told on the first day, as the API holds it: everybody is heard, gladly, and no date is guessed."""

from typing import Any

import pytest

from nattoku.customers import actions as customers
from nattoku.customers.facts import Dealings
from nattoku.ledger import queries as promises
from nattoku.notices.models import Notice
from tests.company import Company

HEARD = {"door": "phone", "words": "机の脚が、まっすぐ立たないんです。", "fact": "お届けした机の脚が傾いている"}


@pytest.mark.rule("S004-5.1.1")
@pytest.mark.parametrize("dealings", list(Dealings))
def test_whoever_comes_is_heard_and_the_case_knows_whether_they_are_our_customer(
    company: Company, api: Any, at: Any, dealings: Dealings
) -> None:
    who = customers.register(name="森田 弘", dealings=dealings, division="sales", by=company.sato, at=at)
    sato = api(company.sato)
    assert sato.post("/cases", HEARD | {"customer": {"name": "森田 弘", "id": who}}).status_code == 201
    assert sato.get(f"/customers/{who}").json()["dealings"] == dealings


@pytest.mark.rule("S004-5.1.2", "S004-5.1.3")
@pytest.mark.parametrize("door", ["visit", "phone"])
def test_who_met_or_answered_first_stands_in_the_case_and_is_its_contact(company: Company, api: Any, door: str) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD | {"door": door}).json()["no"]
    first = sato.get(f"/cases/{no}/facts").json()["facts"][0]
    assert (first["kind"], first["by"]) == ("cases.received", "佐藤 光")
    seen = sato.get(f"/cases/{no}").json()
    assert (seen["door"], seen["contact"]) == (door, "sato")

    chiba = api(company.chiba)
    handed = {"person": "ueno", "why": "担当を替えてほしいとのご希望"}
    moved = chiba.post(f"/cases/{no}/contact", handed)
    assert moved.status_code == 201, moved.content.decode()
    thanks = {"kind": "thanked", "text": "お話を最後まで伺い、すぐに知らせてくれました。"}
    assert chiba.post(f"/cases/{no}/reports", thanks).status_code == 201
    thanked = [one for one in chiba.get(f"/cases/{no}/facts").json()["facts"] if "first_contact" in one["kind"]]
    assert ["佐藤 光" in one["sentence"] for one in thanked] == [True], "whoever was our face, whoever is contact now"
    figures = chiba.get("/figures").json()["divisions"][0]
    assert figures["first_contact_thanked"] == {"hit": 1, "n": 1, "percent": 100}


@pytest.mark.rule("S004-2.3.2")
def test_what_hurt_and_a_claim_of_money_stand_apart_and_the_claim_is_answered(company: Company, api: Any) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD).json()["no"]
    claim = {"what": "送料を返してほしい", "hurt": ["promise_broken"], "wish": ["refund"]}
    assert sato.post(f"/cases/{no}/items", claim).status_code == 201
    item = sato.get(f"/cases/{no}").json()["items"][-1]
    assert (item["hurt"], item["wish"], item["answer"]) == (["promise_broken"], ["refund"], "")
    answered = sato.post(f"/cases/{no}/items/answers", {"item": 2, "words": "送料の件は、あす責任者からお答えします。"})
    assert answered.status_code == 201
    assert sato.get(f"/cases/{no}").json()["items"][-1]["answer"]


@pytest.mark.rule("S004-1.1.3")
def test_what_was_done_on_site_reaches_the_divisions_and_its_file_is_owed(company: Company, api: Any) -> None:
    sato = api(company.sato)
    spot = {
        "done": "脚を締め直した",
        "cause": "ねじが一本ゆるんでいた",
        "last_word": "これで安心しました",
        "told": "chiba",
    }
    no = sato.post("/cases/on-the-spot", HEARD | {"door": "visit", "in_presence": True, "danger": "no"} | spot).json()[
        "no"
    ]
    owed = {p.kind for p in promises.open_promises(f"case:{no}")}
    assert {"closure.case_file", "closure.completion_report"} <= owed, "open duties until they are done"
    assert (
        sato.post(
            f"/cases/{no}/reports", {"kind": "action", "text": "脚を締め直しました", "divisions": ["logistics"]}
        ).status_code
        == 201
    )
    told = Notice.objects.filter(stream=f"case:{no}", kind="reports.action_reported", to="division:logistics")
    assert [(n.channel, n.address) for n in told] == [("chatwork", "102")]
    file = {"fact": "脚が傾いていた", "cause": "ねじのゆるみ", "countermeasure": "出荷前に四本とも締める"}
    assert sato.post(f"/cases/{no}/file", file).status_code == 201
    assert "closure.case_file" not in {p.kind for p in promises.open_promises(f"case:{no}")}


@pytest.mark.rule("S004-1.4.5")
def test_an_outside_firm_is_a_step_of_the_process_like_any_other(company: Company, api: Any) -> None:
    """With a time, a handover to us whose receipt nobody knows, and a cause that is counted as one from outside."""
    sato, chiba = api(company.sato), api(company.chiba)
    no = sato.post("/cases", HEARD | {"about": ["delivery"], "division": "sales"}).json()["no"]
    step = {"process": "sales", "role": "広告の委託先", "what": "在庫のない品の広告を出し続けた"}
    assert sato.post(f"/cases/{no}/drill/steps", step | {"begun_at": "2026-10-13T10:00:00+09:00"}).status_code == 201
    sent = {"content": "在庫切れの連絡", "medium": "mail", "sent_at": "2026-10-12T18:00:00+09:00"}
    assert sato.post(f"/cases/{no}/handovers", sent | {"process": "shipping", "to": "sales"}).status_code == 201
    drill = sato.get(f"/cases/{no}/drill").json()
    (written,) = [one for one in drill["steps"] if one["role"] == "広告の委託先"]
    assert written["what"] == step["what"]
    (handed,) = drill["handovers"]
    assert (handed["gap"], handed["received_at"]) == (None, None), "unknown, and never zero"
    cause = {"process": "sales", "what": "在庫切れが委託先の広告に届く道がなかった", "evidence": "送信記録"}
    assert sato.post(f"/cases/{no}/causes", cause | {"group": "outside"}).status_code == 201
    assert chiba.get("/figures").json()["divisions"][0]["groups"] == {"outside": 1}


@pytest.mark.rule("S004-5.4", "T11")
def test_whoever_hears_an_order_takes_it_gladly_and_its_date_comes_after_it_was_confirmed(
    company: Company, api: Any, at: Any
) -> None:
    aoki = customers.register(name="青木 花子", division="sales", by=company.chiba, at=at)
    for person in (company.sato, company.chiba, company.kato):
        hears = api(person)
        order = {"care": "request", "occasion": "order", "words": "同じ机をもう一台"}
        assert hears.post(f"/customers/{aoki}/care", order | {"words": ""}).status_code == 400
        taken = hears.post(f"/customers/{aoki}/care", order).json()["due"]
        assert [one["care"] for one in taken] == ["request"], "accepted at once; what is owed is the date"
        given = f"/customers/{aoki}/care/{taken[0]['id']}/given"
        said = {"words": "12月3日にお届けします。", "channel": "phone"}
        assert hears.post(given, said).status_code == 400, "nobody has confirmed that date"
        assert hears.post(given, said | {"confirmed": "発送部の森さんに、在庫と便を確かめた"}).json()["due"] == []
