"""Visits in the browser's eyes: what the pages say and what their forms do."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.customers import actions as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.clock import TOKYO
from nattoku.people.models import Person
from tests.company import NOW, Company

WEEKDAY = "月火水木金土日"[NOW.astimezone(TOKYO).weekday()] + "曜"
PLAN = {
    "act": "plan",
    "purposes": ["apologise", "listen"],
    "purpose": "お詫びし、初めから伺う",
    "place": "お客様のご自宅",
    "visitors": ["sato", "chiba"],
    "hypothesis": "お届けの遅れ",
}


def local(hours: float) -> str:
    return f"{(NOW + timedelta(hours=hours)).astimezone(TOKYO):%Y-%m-%dT%H:%M}"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def no(company: Company, clock: Any) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    return no_of(receive(intake, by=company.sato, at=NOW)[0].stream)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"key": uuid4().hex} | fields)


def planned(company: Company, no: int) -> Client:
    sato = signed_in(company.sato)
    answer = post(sato, f"/cases/{no}/visits", **PLAN, starts_at=local(4), ends_at=local(5))
    assert answer.status_code == 303, answer.content.decode()
    return sato


def test_a_refused_plan_comes_back_with_the_question_and_everything_that_was_typed(company: Company, no: int) -> None:
    fields = PLAN | {"purposes": ["retain"], "starts_at": local(4), "ends_at": local(5)}
    answer = post(signed_in(company.sato), f"/cases/{no}/visits", **fields)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "何のために伺うのですか" in page
    assert "お詫びし、初めから伺う" in page
    assert 'value="retain" checked' in page


@pytest.mark.rule("T8")
def test_the_face_comes_first_and_the_cause_follows_on_a_promised_date(company: Company, no: int) -> None:
    """A visit asks for no stage and no cause; the report that brings the cause nearer is owed with a date meanwhile."""
    planned(company, no)
    assert not [r for r in history(f"case:{no}") if r.kind.startswith("causes.")]
    (owed,) = [p for p in promises.open_promises(f"case:{no}") if p.kind == "cases.interim_report"]
    assert owed.due_at > NOW
    visit = next(p for p in promises.open_promises(f"case:{no}") if p.kind == "visits.visit")
    assert visit.due_at < owed.due_at


def test_a_visit_is_planned_reached_and_recorded_in_the_browser(company: Company, no: int, clock: Any) -> None:
    sato = planned(company, no)
    page = sato.get(f"/cases/{no}/visits/1").content.decode()
    assert "訪問メモを読む" in page
    clock.move_to(NOW + timedelta(hours=3, minutes=55))
    assert post(sato, f"/cases/{no}/visits/1", act="arrive").status_code == 303
    clock.move_to(NOW + timedelta(hours=6))
    record = {
        "act": "record",
        "started_at": local(4),
        "ended_at": local(5),
        "visitors": ["sato", "chiba"],
        "words": "一本のお電話が欲しかった",
        "items": "請求書の字が小さい\r\n\r\n電話がつながらない",
        "arrival": ["trouble"],
        "who_i_am": "営業部の責任者の千葉",
        "failed_at": "指導が足りなかった",
        "suffered": "長いあいだ不安な思い",
    }
    assert post(sato, f"/cases/{no}/visits/1", **record).status_code == 303
    page = sato.get(f"/cases/{no}/visits/1").content.decode()
    assert "私の指導が足りなかったために" in page
    assert promises.open_of_kind(f"case:{no}", "visits.letter")
    assert "ご訪問のあとのお手紙を、まだお送りしていません" in sato.get(f"/cases/{no}/letters").content.decode()


@pytest.mark.rule("R8-4", "S001-3", "S001-17b", "S004-5.5", "S003-5", "S001-17")
def test_the_sheet_is_read_before_entering_and_keeps_the_order_of_the_visit(company: Company, no: int) -> None:
    page = planned(company, no).get(f"/cases/{no}/visits/1/guide").content.decode()
    order = [
        "服装・靴・髪",
        "駐車場やお車の中",
        "受付や待合",
        "日ごろの仕事ぶりそのもの",
        "名乗り、お詫びする",
        "分かっているご迷惑だけ",
        "メモを取らせていただいてもよろしいでしょうか",
        "最後まで聴く",
        "言い分も申し上げません。教えていただく",
        "教えていただけますか",
        "伺ってから、ご自分の立場でお詫びする",
        "こだわらずに頭を下げます",
        "お約束する",
        "本日はここで失礼いたします",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "data-print" in page


def test_a_further_visit_waits_for_a_leader_on_the_page(company: Company, no: int) -> None:
    sato = signed_in(company.sato)
    alone = PLAN | {"visitors": ["sato"], "alone_because": "千葉は移動中", "starts_at": local(4), "ends_at": local(5)}
    assert post(sato, f"/cases/{no}/visits", **alone).status_code == 303
    page = sato.get(f"/cases/{no}/visits/1").content.decode()
    assert "一人では伺いません" in page
    assert "承認する" not in page
    chiba = signed_in(company.chiba)
    assert "承認する" in chiba.get(f"/cases/{no}/visits/1").content.decode()
    assert post(chiba, f"/cases/{no}/visits/1", act="decide", approve="1", words="").status_code == 303
    assert post(sato, f"/cases/{no}/visits/1", act="alone").status_code == 303
    assert "いま着いた" not in sato.get(f"/cases/{no}/visits/1").content.decode()


@pytest.mark.parametrize("path", ["visits", "visits/1", "visits/1/guide", "letters", "file"])
def test_a_foreign_case_is_not_there_and_a_viewer_reads_no_personal_words(company: Company, no: int, path: str) -> None:
    planned(company, no)
    assert signed_in(company.mori).get(f"/cases/{no}/{path}").status_code == 404
    assert signed_in(company.sato).get(f"/cases/{no}/{path}").status_code == 200
    viewer = signed_in(company.viewer).get(f"/cases/{no}/{path}")
    assert viewer.status_code in (200, 403)
    for secret in ("青木", "まだ届かない", "お届けの遅れ", "お客様のご自宅"):
        assert secret not in viewer.content.decode()


def test_an_unknown_visit_or_act_is_refused_in_words(company: Company, no: int) -> None:
    sato = planned(company, no)
    assert sato.get(f"/cases/{no}/visits/9").status_code == 404
    assert post(sato, f"/cases/{no}/visits/1", act="nothing").status_code == 400
    assert post(sato, f"/cases/{no}/visits", **(PLAN | {"starts_at": "", "ends_at": ""})).status_code == 400


RECORD = {
    "act": "record",
    "started_at": local(4),
    "ended_at": local(5),
    "visitors": ["sato", "chiba"],
    "words": "一本のお電話が欲しかった",
    "arrival": ["trouble"],
    "who_i_am": "営業部の責任者の千葉",
    "failed_at": "指導が足りなかった",
    "suffered": "長いあいだ不安な思い",
}


def test_what_was_promised_at_the_customers_is_owed_once_the_visit_is_recorded(
    company: Company, no: int, clock: Any
) -> None:
    sato = planned(company, no)
    clock.move_to(NOW + timedelta(hours=6))
    half = post(sato, f"/cases/{no}/visits/1", **RECORD, **{"promised-1": "手順書の写しをお届けする"})
    assert half.status_code == 400
    assert "手順書の写しをお届けする" in half.content.decode()
    owed = {"promised-1": "手順書の写しをお届けする", "promised_at-1": local(50)}
    assert post(sato, f"/cases/{no}/visits/1", **RECORD, **owed).status_code == 303
    found = [p for p in promises.open_promises(f"case:{no}") if p.kind == "cases.promised"]
    assert [p.due_at.astimezone(TOKYO).strftime("%Y-%m-%dT%H:%M") for p in found] == [local(50)]


@pytest.mark.rule("S001-6")
def test_the_next_contact_after_a_visit_is_held_against_the_card(company: Company, clock: Any) -> None:
    customer = customers.register(name="青木 花子", division="sales", by=company.sato, at=NOW)
    customers.learn_reach(
        customer=customer, preferred=[], hardly_seen=[], not_when=WEEKDAY, busy="", by=company.sato, at=NOW
    )
    intake = Intake(door=Door.PHONE, words="届かない", fact="未着", customer=customer, identified="お名前とご注文番号")
    no = no_of(receive(intake, by=company.sato, at=NOW)[0].stream)
    sato = signed_in(company.sato)
    plan = PLAN | {"starts_at": local(4), "ends_at": local(5), "timing_because": "この時刻にとお客様が仰った"}
    assert post(sato, f"/cases/{no}/visits", **plan).status_code == 303
    clock.move_to(NOW + timedelta(hours=6))
    again = post(sato, f"/cases/{no}/visits/1", **RECORD, next_at=local(24 * 7))
    assert again.status_code == 409
    assert WEEKDAY in again.content.decode()
    assert "それでも進める理由" in again.content.decode()
    kept = post(sato, f"/cases/{no}/visits/1", **RECORD, next_at=local(24 * 7), despite="この日をご希望になった")
    assert kept.status_code == 303
