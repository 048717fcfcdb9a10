"""The drill as a page."""

from typing import Any

import pytest
from django.test import Client

from nattoku.orders.models import Order, OrderEvent, OrderImport
from tests.causes.histories import LATE, t
from tests.company import Company

WHEN = "2026-10-13T10:00:00+09:00"


@pytest.fixture
def order(company: Company) -> str:
    """An imported order: promised for the 10th, shipped on the 9th, four days after its limit."""
    source = OrderImport.objects.create(
        hash="f00d" * 16, name="orders.csv", by="kato", at=t("10-20 09:00"), finished=True
    )
    made = Order.objects.create(number="A-1", promised_at=t("10-10 23:59"), source=source)
    for code, (process, at) in LATE.items():
        OrderEvent.objects.create(
            order=made,
            process=process,
            code=code,
            at=t(at),
            role=process,
            planned=code in ("ship_limit", "promised"),
            source=source,
        )
    return "A-1"


@pytest.fixture
def case(company: Company, api: Any, order: str) -> str:
    """Received, told, read back, the order cited."""
    sato = api(company.sato)
    complaint = {
        "door": "phone",
        "words": "遅い",
        "fact": "お約束の日に届いていない",
        "about": ["delivery"],
        "happened_at": WHEN,
        "order": order,
    }
    no = str(sato.post("/cases", complaint).json()["no"])
    sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    sato.post(f"/cases/{no}/content", {"words": "お約束の日に届いていない、とのこと"})
    assert sato.post(f"/cases/{no}/orders", {"order": order}).status_code == 201
    return no


@pytest.fixture
def sato(company: Company) -> Client:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(client: Client, no: str) -> str:
    page = client.get(f"/cases/{no}/drill")
    assert page.status_code == 200
    return page.content.decode()


def posted(client: Client, no: str, act: str, **fields: str) -> Any:
    return client.post(f"/cases/{no}/drill", {"act": act, **fields})


def test_the_order_is_drawn_only_when_the_caller_has_been_identified(
    case: str, sato: Client, api: Any, company: Company
) -> None:
    assert "運送会社への引き渡し" not in shown(sato, case)
    api(company.sato).post(f"/cases/{case}/identity", {"how": "ご注文番号"})
    page = shown(sato, case)
    assert "<svg" in page
    assert "運送会社への引き渡し" in page
    assert "お約束 10月10日" in page
    assert "style=" not in page


def test_the_page_says_what_is_unchecked_and_offers_one_next_thing(case: str, sato: Client) -> None:
    page = shown(sato, case)
    assert "まだ確かめていないことが10件あります" in page
    assert page.count("button-next") == 1


def test_roles_stand_in_the_picture_and_names_in_the_evidence_alone(case: str, sato: Client) -> None:
    done = posted(
        sato,
        case,
        "step-shipping",
        process="shipping",
        role="発送係",
        what="引き当てが漏れた",
        actor="田中 一郎",
        begun_at="2026-10-05T10:00",
    )
    assert done.status_code == 303
    page = shown(sato, case)
    drawn, _, evidence = page.partition('id="evidence-title"')
    assert "発送係" in drawn
    assert "田中" not in drawn
    assert "田中 一郎" in evidence


def test_a_handover_without_receipt_is_drawn_dotted_and_called_unknown(case: str, sato: Client) -> None:
    posted(
        sato,
        case,
        "handover",
        process="order",
        to="shipping",
        content="出荷指示",
        medium="FAX",
        sent_at="2026-10-01T11:00",
    )
    page = shown(sato, case)
    assert "swim-arrow-unknown" in page
    assert "受け取り不明" in page


def test_the_time_in_which_the_customer_did_not_know_is_shaded_with_its_length(case: str, sato: Client) -> None:
    posted(sato, case, "knew", process="shipping", knew="yes", known_at="2026-10-06T09:00", told="no", told_to="")
    posted(sato, case, "knew", process="sales", knew="no", told="no", told_to="customer")
    page = shown(sato, case)
    assert "swim-gap" in page
    assert "7日1時間" in page


def test_a_refused_form_comes_back_with_what_was_typed(case: str, sato: Client) -> None:
    again = posted(sato, case, "check-C4", verdict="broken", because="")
    assert again.status_code == 400
    assert "理由を入力してください" in again.content.decode()
    early = posted(sato, case, "conclude", words="まとめ")
    assert early.status_code == 409
    ahead = posted(
        sato, case, "step-order", process="order", role="受注係", what="登録した 𠮷", begun_at="2099-01-01T00:00"
    )
    assert ahead.status_code == 400
    assert "登録した 𠮷" in ahead.content.decode()


def test_a_viewer_reads_masked_and_writes_nothing(case: str, sato: Client, company: Company) -> None:
    posted(sato, case, "step-order", process="order", role="受注係", what="登録した", actor="田中 一郎")
    client = Client()
    client.force_login(company.viewer, backend="django.contrib.auth.backends.ModelBackend")
    page = shown(client, case)
    assert "田中" not in page
    assert "登録した" not in page
    assert posted(client, case, "step-order", process="order", role="x", what="y").status_code == 403
    other = Client()
    other.force_login(company.mori, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(f"/cases/{case}/drill").status_code == 404


def test_the_page_is_english_when_asked(case: str, sato: Client) -> None:
    sato.cookies["django_language"] = "en"
    page = shown(sato, case)
    assert "Follow the process" in page
    assert "things are still unchecked" in page


def test_what_is_found_on_the_page_ends_the_search(case: str, sato: Client, api: Any, company: Company) -> None:
    api(company.sato).post(f"/cases/{case}/identity", {"how": "ご注文番号"})
    for process in ("sales", "contract", "order", "shipping"):
        posted(sato, case, f"looked-{process}", process=process, looked="nothing_found", because="記録のとおり")
    for code in ("C3", "C4", "C5", "C6"):
        posted(sato, case, f"check-{code}", verdict="unknown", because="記録がない")
    posted(sato, case, "hypothesis", process="shipping", what="引き当て漏れ")
    posted(
        sato,
        case,
        "cause",
        process="shipping",
        code="A1",
        what="確かめずに引き受けた",
        evidence="台帳",
        whys="一\n二",
        hypothesis="1",
    )
    assert "A：お約束した経緯を確かめる" in shown(sato, case)
    posted(sato, case, "promise", reason="在庫があると思った", asked="no")
    posted(sato, case, "countermeasure", what="注意する", process="sales", due_at="2099-01-01T10:00", owner="sato")
    page = shown(sato, case)
    assert "すべて確かめました。調査を終えられます" in page
    assert "仕組みで防ぐ手立て" in page
    version = page.split('name="version" value="')[1].split('"')[0]
    assert posted(sato, case, "conclude", words="まとめ", version=version).status_code == 303
    assert "原因の調査を終えました" in shown(sato, case)
    assert posted(sato, case, "done-1", words="行った").status_code == 303


@pytest.mark.rule("S000-17")
def test_the_page_on_which_countermeasures_are_decided_says_whose_design_they_are(case: str, sato: Client) -> None:
    shown = sato.get(f"/cases/{case}/drill").content.decode()
    assert "対策の立て方は私どもの定めで、もとの資料の教えではありません。" in shown
