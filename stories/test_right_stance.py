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
    sato = api(company.sato)
    no = sato.post("/cases", HEARD | {"about": ["delivery"]}).json()["no"]
    step = {"process": "sales", "role": "広告の委託先", "what": "在庫のない品の広告を出し続けた"}
    assert sato.post(f"/cases/{no}/drill/steps", step).status_code == 201
    steps = sato.get(f"/cases/{no}/drill").content.decode()
    assert "広告の委託先" in steps


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
