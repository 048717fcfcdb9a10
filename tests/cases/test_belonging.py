"""Who is responsible, whether the hurt has healed, which cases belong together, and which contract is special."""

from typing import Any

import pytest
from django.test import Client

from nattoku.cases import facts, rules
from nattoku.cases.words import Hurt
from nattoku.customers import actions as customers
from nattoku.ledger.append import history
from nattoku.ledger.facts import FACTS, personal_fields
from nattoku.lib.refusal import Refusal
from nattoku.people.models import Person
from tests.cases.test_rules import past, received
from tests.company import Company

HEARD = {"door": "phone", "words": "机が届かない。約束が違う", "fact": "お約束の机が届いていない"}


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.rule("S004-2.1.1")
def test_the_representative_is_responsible_for_every_case_and_nothing_can_say_otherwise(
    company: Company, api: Any
) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD | {"responsible": "sato"}).json()["no"]
    sato.post(f"/cases/{no}/contact", {"person": "chiba", "responsible": "chiba", "agreed": True})
    seen = sato.get(f"/cases/{no}").json()
    assert (seen["contact"], seen["responsible"]) == ("chiba", {"id": "daihyo", "name": "代田 守"})
    assert "代表 代田 守" in browser(company.sato).get(f"/cases/{no}").content.decode()
    named = {field for cls in FACTS.values() for field in cls.__dataclass_fields__}  # type: ignore[attr-defined]
    assert not {name for name in named if "responsib" in name}, "no fact could move it"


@pytest.mark.rule("S004-2.3.3")
def test_what_hurt_is_known_before_and_whether_it_healed_after() -> None:
    item = facts.ItemHeard(item=1, central=True, about=[], hurt=[Hurt.PROMISE_BROKEN, Hurt.ANXIOUS], wish=[], what="x")
    state = rules.case_of(past(received(), item))
    assert state.hurts == {Hurt.PROMISE_BROKEN: None, Hurt.ANXIOUS: None}
    rules.may_hear_healing(state, [Hurt.ANXIOUS], [Hurt.PROMISE_BROKEN])
    for healed, still in (([], []), ([Hurt.ANXIOUS], [Hurt.ANXIOUS]), ([Hurt.SHAMED], [])):
        with pytest.raises(Refusal):
            rules.may_hear_healing(state, healed, still)
    first = facts.HealingHeard(healed=[Hurt.ANXIOUS], still=[Hurt.PROMISE_BROKEN], words="まだ気になる")
    later = facts.HealingHeard(healed=[Hurt.PROMISE_BROKEN], still=[], words="もう結構です")
    assert rules.case_of(past(received(), item, first)).hurts[Hurt.PROMISE_BROKEN] is False
    after = rules.case_of(past(received(), item, first, later))
    assert after.hurts == {Hurt.PROMISE_BROKEN: True, Hurt.ANXIOUS: True}
    assert after.items[1].heard.hurt == [Hurt.PROMISE_BROKEN, Hurt.ANXIOUS], "what hurt before stays as it was heard"


@pytest.mark.rule("S004-2.3.3")
def test_healing_is_heard_on_its_page_and_stands_in_the_case(company: Company, api: Any) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD | {"hurt": ["promise_broken", "time_lost"]}).json()["no"]
    page = browser(company.sato)
    asked = page.get(f"/cases/{no}/healing").content.decode()
    assert "約束を破られた" in asked
    assert "恥をかいた" not in asked, "only what was heard to hurt is asked after"
    said = {"form": "0", "healed": ["promise_broken"], "still": ["time_lost"], "words": "もういいけれど、半日つぶれた"}
    assert page.post(f"/cases/{no}/healing", said | {"key": "h"}).status_code == 303
    assert sato.get(f"/cases/{no}").json()["hurts"] == {"promise_broken": True, "time_lost": False}
    assert "まだ残っている" in page.get(f"/cases/{no}").content.decode()
    assert sato.post(f"/cases/{no}/healing", {"healed": ["shamed"], "words": "x"}).status_code == 400


@pytest.mark.rule("S000-18")
def test_related_cases_lead_to_each_other_and_a_foreign_one_stays_unknown(company: Company, api: Any) -> None:
    sato = api(company.sato)
    one, other = (sato.post("/cases", HEARD | {"division": "sales"}).json()["no"] for _ in range(2))
    theirs = api(company.mori).post("/cases", HEARD | {"division": "logistics"}).json()["no"]
    link = {"other": other, "why": "同じ便のお届け"}
    assert sato.post(f"/cases/{one}/related", link).json()["related"] == [other]
    assert sato.get(f"/cases/{other}").json()["related"] == [one]
    assert f'href="/cases/{one}"' in browser(company.sato).get(f"/cases/{other}").content.decode()
    assert sato.post(f"/cases/{one}/related", link).status_code == 409
    assert sato.post(f"/cases/{one}/related", link | {"other": one}).status_code == 400
    assert sato.post(f"/cases/{one}/related", link | {"other": theirs}).status_code == 404
    api(company.kato).post(f"/cases/{one}/related", link | {"other": theirs})
    assert sato.get(f"/cases/{one}").json()["related"] == [other], "who may not see a case does not hear of it"
    assert len(api(company.kato).get(f"/cases/{one}").json()["related"]) == 2


@pytest.mark.rule("S000-18")
def test_every_report_says_where_to_reply_with_an_opinion(company: Company, api: Any) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD | {"division": "sales", "concerns": "森 海"}).json()["no"]
    sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    sent = sato.post(f"/cases/{no}/reports", {"kind": "shared"})
    assert sent.status_code == 201, sent.content.decode()
    assert sato.post(f"/cases/{no}/reports", {"kind": "action", "text": "お詫びしました", "divisions": ["sales"]})
    texts = [r.fact.text for r in history(f"case:{no}") if r.kind.startswith("reports.") and hasattr(r.fact, "text")]
    assert len(texts) == 2
    for text in texts:
        assert text.count("ご意見・お気づきのことは") == 1
        assert text.endswith(f"窓口の佐藤 光さんか、受付番号{no}の画面の「記録を加える」へお寄せください。")
    for reader in ("inside", "customer", "supplier"):
        assert "ご意見" in browser(company.chiba).get(f"/cases/{no}/print", {"for": reader}).content.decode()


@pytest.mark.rule("S000-7")
def test_special_terms_of_a_contract_are_shown_at_intake_and_on_the_case(company: Company, api: Any, at: Any) -> None:
    aoki = customers.register(name="青木 花子", division="sales", by=company.chiba, at=at)
    terms = {"title": "秋のお納め", "terms": "受注から3営業日で納品", "special": True}
    customers.record_contract(customer=aoki, **terms, by=company.chiba, at=at)
    customers.record_contract(customer=aoki, title="通常", terms="ふつう", by=company.chiba, at=at)
    sato, page = api(company.sato), browser(company.sato)
    who = {"customer": {"id": aoki, "name": "青木 花子"}}
    unknown = sato.post("/cases", HEARD | who).json()
    assert unknown["special_terms"] == [{"title": "＊＊＊", "terms": "＊＊＊"}], "that there are any is known at once"
    for address in (f"/cases/{unknown['no']}/report", f"/cases/{unknown['no']}"):
        shown = page.get(address).content.decode()
        assert "特別" in shown
        assert terms["terms"] not in shown, "no terms before the identity check (R8-11)"
    known = sato.post("/cases", HEARD | who | {"identified": "ご注文番号とお名前"}).json()
    assert known["special_terms"] == [{"title": "秋のお納め", "terms": "受注から3営業日で納品"}]
    for address in (f"/cases/{known['no']}/report", f"/cases/{known['no']}"):
        assert terms["terms"] in page.get(address).content.decode()
    assert personal_fields(FACTS["customers.contract_recorded"]) >= {"terms"}
    plain = sato.post("/cases", HEARD).json()
    assert plain["special_terms"] == []
