"""A complaint's own order beside all others: the step that took long, and the month's complaints like it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from nattoku.cases.models import Case
from nattoku.orders.models import Order, OrderEvent, OrderImport
from tests.causes.histories import t
from tests.company import Company

USUAL = ("ordered", "approved", "handed", "delivered")
LONG = "ほかの32件では、10件のうち9件が4時間以内です"


@pytest.fixture
def company_with_orders(company: Company) -> Company:
    """Thirty orders handed over after four hours; A-1, A-2 and A-3 after three days more."""
    source = OrderImport.objects.create(hash="beef" * 16, name="o.csv", by="kato", at=t("10-20 09:00"), finished=True)
    for number in [f"N-{n}" for n in range(30)] + ["A-1", "A-2", "A-3"]:
        order = Order.objects.create(number=number, promised_at=t("10-10 23:59"), source=source)
        late = timedelta(days=3) if number.startswith("A") else timedelta()
        for code, at in zip(USUAL, ("10-01 10:00", "10-01 11:00", "10-01 15:00", "10-02 15:00"), strict=True):
            moved = t(at) + (late if code in ("handed", "delivered") else timedelta())
            OrderEvent.objects.create(order=order, process="order", code=code, at=moved, role="order", source=source)
    return company


def received(api: Any, by: Any, order: str) -> str:
    """Identified, read back, the order cited."""
    door = api(by)
    about = {"door": "phone", "words": "遅い", "fact": "届いていない", "about": ["delivery"], "order": order}
    no = str(door.post("/cases", about | {"happened_at": "2026-10-13T10:00:00+09:00"}).json()["no"])
    door.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    door.post(f"/cases/{no}/identity", {"how": "ご注文番号"})
    assert door.post(f"/cases/{no}/orders", {"order": order}).status_code == 201
    return no


@pytest.mark.rule("T5")
def test_the_drill_says_what_took_longer_than_usual_and_links_the_complaints_like_it_that_one_may_see(
    company_with_orders: Company, api: Any, client: Client
) -> None:
    company = company_with_orders
    first, second, plain = (received(api, company.sato, order) for order in ("A-1", "A-2", "N-1"))
    client.force_login(company.sato)
    page = client.get(f"/cases/{first}/drill").content.decode()
    assert LONG in page
    assert "同じ受け渡しに時間がかかったものは、この件を含めて2件です" in page
    assert f'href="/cases/{second}/drill"' in page
    assert f'href="/cases/{plain}/drill"' not in page
    assert "ふだんより長い受け渡し" not in client.get(f"/cases/{plain}/drill").content.decode()
    told = api(company.sato).get(f"/cases/{first}/drill").json()["beside"]
    assert (told["from"], told["to"], told["others"], told["cases"]) == ("approved", "handed", 32, [first, second])


def test_a_complaint_that_is_kept_narrow_is_in_no_count(company_with_orders: Company, api: Any) -> None:
    company = company_with_orders
    first, second = (received(api, company.sato, order) for order in ("A-1", "A-2"))
    Case.objects.filter(pk=second).update(ring_fenced=True)
    assert api(company.sato).get(f"/cases/{first}/drill").json()["beside"]["cases"] == [first]


def test_where_few_orders_can_be_compared_nothing_is_said(company_with_orders: Company, api: Any) -> None:
    first = received(api, company_with_orders.sato, "A-1")
    Order.objects.filter(number__startswith="N-").delete()
    OrderImport.objects.update(version="fewer")
    assert api(company_with_orders.sato).get(f"/cases/{first}/drill").json()["beside"] is None
