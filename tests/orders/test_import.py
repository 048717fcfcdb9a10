"""Order histories come in as they are; what cannot be read is said with its line."""

from datetime import datetime
from pathlib import Path

import pytest

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.orders import actions, population, queries
from nattoku.orders.models import Order, OrderEvent, OrderImport, Review
from tests.company import Company

ORDERS = """order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date
A-1,c1,delivered,2026-10-01 10:00:00,2026-10-01 11:00:00,2026-10-09 09:00:00,2026-10-12 15:00:00,2026-10-10 00:00:00
A-2,c2,shipped,2026-10-02 10:00:00,,,,2026-10-11 00:00:00
,c3,shipped,2026-10-02 10:00:00,,,,2026-10-11 00:00:00
A-4,c4,shipped,yesterday,,,,2026-10-11 00:00:00
A-5,c5,shipped
A-1,c1,delivered,2026-10-01 10:00:00,,,,2026-10-10 00:00:00
"""
ITEMS = """order_id,order_item_id,shipping_limit_date
A-1,1,2026-10-04 10:00:00
A-1,2,2026-10-05 10:00:00
A-9,1,2026-10-05 10:00:00
"""
REVIEWS = """review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,review_answer_timestamp
r1,A-1,1,,"届くのが遅い。
𠮷日に間に合わなかった 😠",2026-10-13 00:00:00,2026-10-13 09:30:00
r2,A-1,9,,,2026-10-13 00:00:00,2026-10-13 09:30:00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "olist_orders_dataset.csv").write_text(ORDERS, encoding="utf-8-sig")
    (tmp_path / "olist_order_items_dataset.csv").write_text(ITEMS)
    (tmp_path / "olist_order_reviews_dataset.csv").write_text(REVIEWS)
    return tmp_path


def test_the_olist_tables_are_read_with_purchase_approval_limit_carrier_delivery_and_promised_day(
    company: Company, at: datetime, folder: Path
) -> None:
    actions.import_olist(folder, by=company.kato, at=at)
    order = Order.objects.get(pk="A-1")
    assert str(order.promised_on) == "2026-10-10"
    happened = {e.code: f"{e.at.astimezone(TOKYO):%m-%d %H:%M}" for e in order.events.all()}
    assert happened == {
        "ordered": "10-01 10:00",
        "approved": "10-01 11:00",
        "promised": "10-10 23:59",
        "ship_limit": "10-05 10:00",
        "handed": "10-09 09:00",
        "delivered": "10-12 15:00",
    }
    assert order.reviews.get().words == "届くのが遅い。\n𠮷日に間に合わなかった 😠"


def test_every_row_that_is_refused_is_told_with_its_line_and_the_reason(
    company: Company, at: datetime, folder: Path
) -> None:
    orders, items, reviews = actions.import_olist(folder, by=company.kato, at=at)
    assert [(r.line, r.why.ja) for r in orders.refused] == [
        (4, "注文番号がないか、長すぎます"),
        (5, "注文日時「yesterday」を日時として読み取れません"),
        (6, "列の数が3で、見出しの8と違います"),
        (7, "注文番号A-1がこのファイルに二度あります"),
    ]
    assert [(r.line, r.why.ja) for r in items.refused] == [(4, "注文A-9が取り込まれていません")]
    assert [r.line for r in reviews.refused] == [4]
    assert orders.taken == 2
    assert OrderImport.objects.get(pk=orders.hash).refusals[0] == {"line": 4, "why": list(orders.refused[0].why)}


def test_the_same_files_again_double_nothing(company: Company, at: datetime, folder: Path) -> None:
    def counted() -> tuple[int, ...]:
        return tuple(m.objects.count() for m in (Order, OrderEvent, Review, OrderImport))

    actions.import_olist(folder, by=company.kato, at=at)
    before = counted()
    again = actions.import_olist(folder, by=company.kato, at=at)
    assert counted() == before
    assert all(one.known for one in again)


def test_a_later_file_replaces_what_an_earlier_one_said(company: Company, at: datetime, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("注文番号,注文日時,お約束の日\n7,2026/10/1 9:00,2026年10月5日\n", encoding="cp932")
    first = actions.import_csv(file, by=company.kato, at=at)
    file.write_text("注文番号,注文日時,お約束の日\n7,2026/10/1 9:00,2026年10月8日\n", encoding="cp932")
    second = actions.import_csv(file, by=company.kato, at=at)
    order = Order.objects.get(pk="7")
    assert str(order.promised_on) == "2026-10-08"
    assert order.source_id == second.hash != first.hash


def test_who_looks_while_a_file_is_read_sees_all_of_it_afterwards(
    company: Company, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    file = tmp_path / "orders.csv"
    file.write_text("注文番号,注文日時\n" + "".join(f"N-{i},2026-10-01 09:00\n" for i in range(5)))
    seen = []
    actions.import_csv(file, told=lambda *_: seen.append(len(population.orders().cases)), by=company.kato, at=at)
    assert seen == [2, 4, 5]
    assert len(population.orders().cases) == 5


def test_a_csv_may_name_its_columns_as_it_likes(company: Company, at: datetime, tmp_path: Path) -> None:
    file = tmp_path / "book.csv"
    file.write_text("No,When\nX-1,2026-10-01T09:00:00\n")
    done = actions.import_csv(file, {"number": "No", "ordered": "When"}, by=company.kato, at=at)
    assert (done.taken, done.refused) == (1, [])
    file.write_text("Nr,When\nX-1,2026-10-01T09:00:00\n")
    with pytest.raises(Refusal, match="列がありません：注文番号"):
        actions.import_csv(file, by=company.kato, at=at)


def test_a_file_that_is_no_text_is_refused_in_words(company: Company, at: datetime, tmp_path: Path) -> None:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x81 \xfe")
    with pytest.raises(Refusal, match="シフトJIS") as refused:
        actions.import_csv(file, by=company.kato, at=at)
    assert refused.value.status == 400


def test_a_viewer_may_not_import_and_sees_no_words_of_the_customer(
    company: Company, at: datetime, folder: Path
) -> None:
    with pytest.raises(Refusal):
        actions.import_olist(folder, by=company.viewer, at=at)
    actions.import_olist(folder, by=company.kato, at=at)
    shown = queries.shown(queries.visible_order("A-1", by=company.viewer), lang="ja", hide=True)
    assert shown["customer"] == shown["reviews"][0]["words"] == "＊＊＊"


def test_an_unknown_order_answers_404(company: Company) -> None:
    with pytest.raises(Refusal) as refused:
        queries.visible_order("nothing", by=company.sato)
    assert refused.value.status == 404


def test_seller_and_state_of_the_olist_tables_are_known_when_a_date_is_promised(
    company: Company, at: datetime, folder: Path
) -> None:
    items = "order_id,seller_id,shipping_limit_date\nA-1,s1,2026-10-04 10:00:00\nA-1,s2,2026-10-05 10:00:00\n"
    (folder / "olist_order_items_dataset.csv").write_text(items)
    (folder / "olist_customers_dataset.csv").write_text("customer_id,customer_state\nc1,SP\nc99,RJ\n,RJ\n")
    done = actions.import_olist(folder, by=company.kato, at=at)
    assert Order.objects.get(pk="A-1").known == {"supplier": "s1", "area": "SP"}
    assert Order.objects.get(pk="A-2").known == {}
    assert [one.line for one in done[-1].refused] == [4], "a customer without a number"
