"""取り違え・誤送信 is put right in the open: the room is asked to delete, the right words follow, the leak is asked about."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases import queries, timeline
from nattoku.cases.words import Door
from nattoku.corrections import actions, rules
from nattoku.corrections.facts import What
from nattoku.customers import actions as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices.models import Notice
from nattoku.reports import actions as reports
from nattoku.solutions import judging
from tests.company import Company


@pytest.fixture
def no(company: Company, at: datetime) -> int:
    """A complaint of the wrong Aoki, shared with both divisions."""
    aoki = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="届いていない", division="sales", customer=aoki)
    no = queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    reports.share(no, by=company.sato, at=at)
    return no


def posted(no: int, division: str) -> Notice:
    return Notice.objects.get(stream=f"case:{no}", kind="reports.shared", to=f"division:{division}")


def astray(no: int, company: Company, at: datetime, **more: Any) -> int:
    given = {"what": What.CHAT, "to": "発送部の部屋", "content": "別のお客様の受付の内容", "personal_data": True} | more
    return actions.misdirect(no, **given, by=company.sato, at=at)


@pytest.mark.rule("R8-15")
def test_a_post_in_the_wrong_room_is_answered_there_with_the_request_to_delete_it(
    no: int, company: Company, at: datetime
) -> None:
    astray(no, company, at, notice=posted(no, "logistics").ref)
    asked = Notice.objects.get(stream=f"case:{no}", kind="corrections.deletion_asked")
    assert (asked.to, asked.address) == ("division:logistics", "102")
    assert "削除" in asked.body
    assert "別のお客様" not in asked.body, "it tells no more than the room has read"
    assert Notice.objects.filter(stream=f"case:{no}", kind="corrections.misdirected", to="division:sales").exists()


def test_what_went_astray_is_called_by_its_name_in_the_timeline(no: int, company: Company, at: datetime) -> None:
    astray(no, company, at)
    told = [line.sentence for line in timeline.lines(history(f"case:{no}"))]
    assert Text("誤送信がありました（チャットの投稿）", "Something went to the wrong place (A chat post)") in told


@pytest.mark.rule("R8-15")
def test_deletion_and_correction_are_owed_until_a_person_has_made_sure(no: int, company: Company, at: datetime) -> None:
    number = astray(no, company, at)

    def owed() -> set[str]:
        return {p.kind for p in promises.open_promises(f"case:{no}") if p.kind.startswith("corrections.")}

    assert owed() == {"corrections.deletion", "corrections.correction"}
    actions.delete(no, number=number, how="部屋の管理者が消した", by=company.sato, at=at)
    assert owed() == {"corrections.correction"}
    actions.correct(
        no, number=number, text="【訂正】正しくは次のとおりです。", divisions=["logistics"], by=company.sato, at=at
    )
    assert owed() == set()
    told = Notice.objects.get(stream=f"case:{no}", kind="corrections.corrected")
    assert (told.to, told.body) == ("division:logistics", "【訂正】正しくは次のとおりです。")
    with pytest.raises(Refusal, match="すでに済んでいます"):
        actions.delete(no, number=number, how="もう一度", by=company.sato, at=at)


@pytest.mark.rule("R8-15")
def test_personal_data_that_went_astray_asks_the_leak_card_at_once_and_nothing_else_does(
    no: int, company: Company, at: datetime
) -> None:
    def asked() -> set[str]:
        _, past, state = queries.opened(no, by=company.sato)
        return {line.card.id for line in judging.lines(state, past) if line.open}

    astray(no, company, at, personal_data=False)
    assert "appi_prelim" not in asked()
    astray(no, company, at)
    assert "appi_prelim" in asked()


@pytest.mark.rule("R8-15")
def test_a_case_linked_to_the_wrong_customer_is_linked_to_the_right_one_by_one_more_fact(
    no: int, company: Company, at: datetime
) -> None:
    right = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    cases.identify(no, how="電話番号", by=company.sato, at=at)
    with pytest.raises(Refusal, match="取り違え"):
        cases.link_customer(no, customer=right, by=company.sato, at=at)
    cases.correct_customer(no, customer=right, reason="同姓同名の方", by=company.sato, at=at)
    case, past, state = queries.opened(no, by=company.sato)
    assert (state.customer, case.customer) == (right, right)
    assert (state.identified, case.identified) == ("", False), "whose identity was checked is another"
    assert [r.kind for r in past].count("cases.received") == 1, "nothing was taken out of the record"


def test_a_notice_of_another_case_a_number_nobody_wrote_and_an_unknown_division_are_refused(
    no: int, company: Company, at: datetime
) -> None:
    before = len(history(f"case:{no}"))
    with pytest.raises(Refusal) as unknown:
        astray(no, company, at, notice="N-0")
    assert unknown.value.status == 404
    with pytest.raises(Refusal) as nothing:
        actions.delete(no, number=1, how="消えた", by=company.sato, at=at)
    assert nothing.value.status == 404
    assert len(history(f"case:{no}")) == before
    number = astray(no, company, at)
    with pytest.raises(Refusal, match="部門"):
        actions.correct(no, number=number, text="正しい内容", divisions=["nowhere"], by=company.sato, at=at)
    assert rules.astray_of(history(f"case:{no}"))[number].corrected is None


def test_the_page_takes_a_misdirected_letter_and_shows_what_is_still_open(
    no: int, company: Company, client: Client
) -> None:
    client.force_login(company.sato)
    form = {"act": "misdirected", "key": "k1", "what": "letter", "to": "別の方のお宅", "content": "お詫び状"}
    assert client.post(f"/cases/{no}/corrections", form | {"personal_data": "yes"}).status_code == 303
    page = client.get(f"/cases/{no}/corrections").content.decode()
    assert "別の方のお宅" in page
    assert "消えたことを確かめた" in page
    assert "/law?card=appi_prelim" in page
    refused = client.post(f"/cases/{no}/corrections", form | {"key": "k2", "what": ""})
    assert refused.status_code == 400
    assert "お詫び状" in refused.content.decode(), "what was typed is still there"


def test_the_page_puts_the_right_customer_in_by_the_field_that_a_suggestion_fills(
    no: int, company: Company, client: Client, at: datetime
) -> None:
    other = customers.register(name="青木 花子", division="sales", phone="03-1234-5678", by=company.sato, at=at)
    client.force_login(company.sato)
    page = client.get(f"/cases/{no}/corrections").content.decode()
    filled = re.search(r'data-suggest-target="(\w+)"', page)
    assert filled is not None
    assert f'<input type="hidden" name="{filled[1]}"' in page
    form = {"act": "customer", "key": "k3", "caller": "青木 花子", "reason": "同じお名前の別の方と結んでいた"}
    assert client.post(f"/cases/{no}/corrections", form | {filled[1]: other}).status_code == 303
    assert queries.case(no).customer == other  # type: ignore[union-attr]
