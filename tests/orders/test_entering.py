"""An order typed in as it is taken: how sure its date is stands beside the field, and stays with the order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.orders import actions, population, promising, taking_back
from nattoku.orders.models import Order, OrderImport
from nattoku.orders.tables import OrderRow, promised_until
from tests.company import Company

HEAD = "number,ordered,approved,handed,delivered,promised,area"


def lines(at: datetime) -> Iterator[str]:
    """Sixty orders that were done, each promised for four days: Osaka takes about a day, Okinawa about six."""
    for n in range(60):
        ordered = at.astimezone(TOKYO) - timedelta(days=100 - n, hours=1)
        took = timedelta(days=6 if n % 2 else 1, hours=n % 5)
        moments = (ordered, ordered + timedelta(hours=1), ordered + timedelta(hours=5), ordered + took)
        told = ",".join(f"{m:%Y-%m-%d %H:%M}" for m in moments)
        yield f"A-{n:02},{told},{ordered + timedelta(days=4):%Y-%m-%d},{'沖縄' if n % 2 else '大阪'}"


@pytest.fixture
def imported(company: Company, tmp_path: Path) -> Company:
    file = tmp_path / "orders.csv"
    file.write_text("\n".join([HEAD, *lines(timezone.now())]))
    actions.import_csv(file, by=company.kato, at=timezone.now())
    return company


def row(number: str, at: datetime, *, days: int | None = 3, area: str = "") -> OrderRow:
    until = promised_until((at.astimezone(TOKYO) + timedelta(days=days)).date()) if days is not None else None
    return OrderRow(number, promised_at=until, moments={"ordered": at}, known={"area": area} if area else {})


def test_what_was_told_of_the_date_stays_with_the_order(imported: Company) -> None:
    at = timezone.now()
    near = actions.enter(row("N-1", at, area="大阪"), by=imported.sato, at=at)
    far = actions.enter(row("N-2", at, area="沖縄"), by=imported.sato, at=at)
    assert near.odds is not None
    assert far.odds is not None
    assert near.odds > 0.7 > 0.5 > far.odds, "the same three days, and another place"
    assert (near.known, near.source.name, near.source.by) == ({"area": "大阪"}, actions.ENTERED, imported.sato.pk)
    assert "N-1" in population.orders().cases
    later = actions.enter(row("N-3", at, days=None), by=imported.sato, at=at)
    assert later.odds is None


def test_an_order_that_cannot_be_taken_is_refused_in_words_and_leaves_nothing(imported: Company) -> None:
    at, before = timezone.now(), OrderImport.objects.count()
    for wrong, status, said in (
        (row("", at), 400, "注文番号を入力"),
        (row("A-00", at), 409, "すでにあります"),
        (row("N-1", at, days=-1), 400, "これからの日"),
        (OrderRow("N-1", moments={"ordered": at + timedelta(days=1)}), 400, "これまでの日時"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.enter(wrong, by=imported.sato, at=at)
        assert (refused.value.status, said in refused.value.sentence.ja) == (status, True)
    with pytest.raises(Refusal) as foreign:
        actions.enter(row("N-1", at), division="shipping", by=imported.sato, at=at)
    assert foreign.value.status == 404
    with pytest.raises(Refusal) as viewing:
        actions.enter(row("N-1", at), by=imported.viewer, at=at)
    assert viewing.value.status == 403
    assert OrderImport.objects.count() == before


def test_an_order_that_was_entered_is_taken_back_like_a_file(imported: Company) -> None:
    at = timezone.now()
    entered = actions.enter(row("N-1", at), by=imported.sato, at=at)
    back = taking_back.take_back(entered.source_id, keep=(), by=imported.sato, at=at)
    assert (back.count, Order.objects.filter(pk="N-1").exists()) == (1, False)


def test_a_new_date_for_an_order_on_its_way_is_held_against_orders_open_as_long(imported: Company) -> None:
    """Open for two days already: those of Osaka are all done by then, so it is one that takes six."""
    at = timezone.now()
    begun = at - timedelta(days=2)
    actions.enter(OrderRow("OPEN", moments={"ordered": begun}), by=imported.sato, at=at)
    log = population.orders()
    soon = promising.odds(log, at + timedelta(days=2), at=at, order="OPEN")
    safe = promising.odds(log, at + timedelta(days=5), at=at, order="OPEN")
    assert (soon.n, safe.n) == (30, 30)
    assert soon.p is not None
    assert safe.p is not None
    assert soon.p < 0.1 < 0.9 < safe.p
    assert safe.safe_at is not None
    assert at + timedelta(days=4) < safe.safe_at < at + timedelta(days=5)
    fresh = promising.odds(log, at + timedelta(days=2), at=at)
    assert fresh.p is not None
    assert fresh.p > soon.p


def test_the_form_shows_the_odds_keeps_what_was_typed_and_says_what_was_taken(
    imported: Company, client: Client
) -> None:
    client.force_login(imported.sato)
    page = client.get("/orders/new").content.decode()
    assert '<option value="大阪">' in page
    day = (timezone.now().astimezone(TOKYO) + timedelta(days=3)).date()
    line = client.get("/orders/odds", {"at": str(day), "area": "沖縄", "plain": 1}).content.decode()
    assert "お届けが間に合う見込み：およそ" in line
    assert "100件のうち95件が間に合う日" in line
    typed = {"number": "A-00", "promised_on": str(day), "area": "沖縄", "key": "k1"}
    refused = client.post("/orders/new", typed)
    assert refused.status_code == 409
    assert "注文番号A-00はすでにあります" in refused.content.decode()
    assert 'value="沖縄"' in refused.content.decode()
    taken = client.post("/orders/new", {**typed, "number": "N-9", "key": "k2"}, follow=True).content.decode()
    assert "ご注文 N-9" in taken
    assert "お約束のときの見込み" in taken


def test_the_line_is_silent_where_there_is_nothing_to_say(company: Company, client: Client) -> None:
    client.force_login(company.sato)
    for at in ("", "2020-01-01", "いつか", "2099-01-01"):
        assert client.get("/orders/odds", {"at": at}).status_code == 204
    assert client.get("/orders/odds", {"at": "2099-01-01", "division": "no-such"}).status_code == 404


def test_orders_are_entered_and_asked_by_the_api(imported: Company, api: Any) -> None:
    sato = api(imported.sato)
    day = (timezone.now().astimezone(TOKYO) + timedelta(days=3)).date()
    made = sato.post("/orders", {"number": "N-1", "promised_on": str(day), "area": "大阪"})
    assert made.status_code == 201, made.json()
    assert made.json()["odds"] > 0.7
    assert sato.get("/orders/N-1").json()["odds"] == made.json()["odds"]
    assert sato.post("/orders", {"number": "N-1", "promised_on": str(day)}).status_code == 409
    asked = f"/drill/odds?promised_at={day}T12:00:00%2B09:00"
    assert sato.get(f"{asked}&area=大阪").json()["p"] > sato.get(f"{asked}&area=沖縄").json()["p"]
    assert sato.get(f"{asked}&order=N-1").json()["n"] == 60


def test_one_order_stands_on_a_page_with_its_date_its_steps_and_what_is_usual(
    imported: Company, client: Client
) -> None:
    at = timezone.now()
    actions.enter(row("N/1 赤", at, area="沖縄"), by=imported.sato, at=at)
    client.force_login(imported.sato)
    done = client.get("/orders/A-01").content.decode()
    assert "遅れてお届けしました" in done
    assert "運送会社への引き渡し" in done
    assert "ふだんと比べる" in done
    ahead = client.get("/orders/N%2F1%20%E8%B5%A4").content.decode()
    assert "お約束の日に間に合う見込み" in ahead
    assert "/intake?order=N/1%20%E8%B5%A4" in ahead
    assert client.get("/orders/none").status_code == 404
    assert 'value="N/1 赤"' in client.get("/intake?order=N/1%20%E8%B5%A4").content.decode()
    client.force_login(imported.viewer)
    assert client.get("/orders/A-01").status_code == 200
