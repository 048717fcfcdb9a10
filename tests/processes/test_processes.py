"""What is usual is seen from all orders; one order beside them; the odds of a date. Roles only, never names."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.drill.staging import begun
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.orders import actions as orders
from nattoku.orders import comparing, population, promising
from nattoku.orders.population import Asked
from nattoku.processes import drawing
from tests.company import Company

HEAD = "number,ordered,approved,handed,delivered,promised"


def rows(at: datetime) -> Iterator[str]:
    """Forty-eight orders that go as always, two whose handover to the carrier took five days."""
    for n in range(50):
        ordered = at.astimezone(TOKYO) - timedelta(days=90 - n)
        approved, handed = ordered + timedelta(hours=1), ordered + timedelta(hours=5 + n % 7)
        if n in (20, 40):
            handed += timedelta(days=5)
        moments = (ordered, approved, handed, handed + timedelta(days=1))
        said = ",".join(f"{m:%Y-%m-%d %H:%M}" for m in moments)
        yield f"A-{n:02},{said},{ordered + timedelta(days=4):%Y-%m-%d}"


@pytest.fixture
def imported(company: Company, at: datetime, tmp_path: Path) -> Company:
    file = tmp_path / "orders.csv"
    file.write_text("\n".join([HEAD, *rows(at)]))
    orders.import_csv(file, {name: name for name in HEAD.split(",")}, by=company.kato, at=at)
    return company


def test_an_order_is_told_beside_all_others_in_one_sentence_a_step(imported: Company) -> None:
    found = comparing.passages(population.orders(), "A-40")
    slow = [one for one in found if one.long]
    assert [(one.came, one.went) for one in slow] == [("approved", "handed")]
    assert slow[0].others == 49
    assert "ほかの49件では、10件のうち9件が" in slow[0].says.ja
    assert "5日" in slow[0].says.ja
    assert not any(one.long for one in comparing.passages(population.orders(), "A-10"))
    with pytest.raises(Refusal) as unknown:
        comparing.passages(population.orders(), "A-99")
    assert unknown.value.status == 404


def test_filters_combine_and_the_late_ones_are_the_late_ones(imported: Company, at: datetime) -> None:
    log = population.orders()
    late = population.narrowed(log, Asked(late=True))
    assert {log.cases[code] for code in population.present(late)} == {"A-20", "A-40"}
    since = at.astimezone(TOKYO).date() - timedelta(days=60)
    both = population.narrowed(log, Asked(late=True, since=since))
    assert {log.cases[code] for code in population.present(both)} == {"A-40"}
    assert population.summary(both) == population.summary(both) | {"n": 1, "late": 1, "late_rate": 1.0}


def test_more_orders_are_seen_as_soon_as_they_are_imported(imported: Company, at: datetime, tmp_path: Path) -> None:
    assert len(population.present(population.orders())) == 50
    more = tmp_path / "more.csv"
    more.write_text(f"{HEAD}\nB-1,2026-10-01 10:00,2026-10-01 11:00,2026-10-01 15:00,2026-10-02 15:00,2026-10-05")
    orders.import_csv(more, {name: name for name in HEAD.split(",")}, by=imported.kato, at=at + timedelta(minutes=1))
    assert len(population.present(population.orders())) == 51


def test_the_odds_rest_on_past_orders_only_and_say_when_they_cannot_be_told(imported: Company, at: datetime) -> None:
    log = population.orders()
    near, far = (promising.odds(log, at + timedelta(days=days), at=at) for days in (1, 5))
    assert near.p is not None
    assert far.p is not None
    assert near.p < far.p
    assert far.p > 0.8
    assert far.n == 50
    early = at - timedelta(days=80)
    assert promising.odds(log, early + timedelta(days=5), at=early).p is None, "ten orders are too few"
    with pytest.raises(Refusal):
        promising.odds(log, at - timedelta(days=1), at=at)


def test_the_map_leaves_rare_arrows_out_and_says_how_many(imported: Company) -> None:
    log = population.orders()
    flow = {
        "activities": {"a": 9, "b": 9, "c": 1},
        "edges": [_edge("a", "b", 9), _edge("a", "c", 1), _edge("c", "a", 1)],
    }
    drawn = drawing.process_map(flow, ["a", "b", "c"], by="count", share=0.5)
    assert [(e.came, e.went, e.weight) for e in drawn.edges] == [("a", "b", 5)]
    assert drawn.left_out == 2
    assert drawing.in_order(log) == ["ordered", "approved", "handed", "delivered"]
    assert len(drawing.spectrum(log, "approved", "handed")) == 50
    assert begun(log).min() > 0


def _edge(came: str, went: str, count: int) -> dict[str, Any]:
    return {"from": came, "to": went, "count": count, "median": 60.0, "mean": 60.0, "p90": 60.0}


@pytest.mark.rule("T5")
def test_the_pages_show_roles_and_no_names_and_each_table_comes_as_csv(imported: Company, client: Client) -> None:
    client.force_login(imported.sato)
    page = client.get("/processes").content.decode()
    for words in ("ご注文", "運送会社への引き渡し", "受け渡し", "50"):
        assert words in page
    main = page.partition("<main")[2]
    assert all(name not in main for name in ("佐藤 光", "千葉 亮", "加藤 恵"))
    assert "A-20" in client.get("/processes/late").content.decode()
    assert "A-40" in client.get("/processes/cases?step=approved>handed").content.decode()
    csv = client.get("/processes/late.csv").content.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("order,promised")
    assert len(csv) == 3
    assert client.get("/processes/nothing.csv").status_code == 404
    assert "%" in client.get(f"/processes/odds?date={timezone.now() + timedelta(days=8):%Y-%m-%d}").content.decode()
    assert client.get("/processes/odds?date=2020-01-01").status_code == 400


def test_the_api_answers_as_the_command_does(imported: Company, api: Any) -> None:
    sato = api(imported.sato)
    edges = {(e["from"], e["to"]): e["count"] for e in sato.get("/drill/map").json()["edges"]}
    assert edges == {("ordered", "approved"): 50, ("approved", "handed"): 50, ("handed", "delivered"): 50}
    assert {one["case"] for one in sato.get("/drill/late").json()} == {"A-20", "A-40"}
    assert sato.get("/drill/late").json()[0]["first_break"]["stage"] == "handed"
    assert len(sato.get("/drill/trace/A-20").json()["events"]) == 4
    assert sato.get("/drill/trace/none").status_code == 404
    assert sato.get("/drill/odds", promised_at=(timezone.now() + timedelta(days=8)).isoformat()).json()["p"] > 0.5


def test_the_api_tells_all_orders_at_a_glance_and_what_goes_with_being_late(imported: Company, api: Any) -> None:
    sato = api(imported.sato)
    glance = sato.get("/drill").json()
    assert (glance["orders"], glance["done"], glance["late"]) == (50, 50, 2)
    assert glance["late_rate"] == pytest.approx(0.04)
    told = sato.get("/drill/causes").json()
    assert all(one["n"] >= 1 for one in told)


def test_without_orders_the_page_says_so(company: Company, client: Client, api: Any) -> None:
    client.force_login(company.sato)
    for address in ("/processes", "/processes/late", "/processes/cases", "/processes/odds"):
        assert "ご注文の記録がまだありません" in client.get(address).content.decode()
    assert api(company.sato).get("/drill/map").status_code == 404


def test_a_figure_leads_to_its_orders_and_what_was_asked_stays_in_every_form(imported: Company, client: Client) -> None:
    client.force_login(imported.sato)
    page = client.get("/processes?late=1&through=handed").content.decode()
    assert "late=1&amp;through=handed&amp;path=ordered%3Eapproved%3Ehanded%3Edelivered" in page
    whole = client.get("/processes").content.decode()
    assert "/processes/late?broke=handed" in whole
    broke = client.get("/processes/late?broke=handed").content.decode()
    assert "A-20" in broke
    assert "A-20" not in client.get("/processes/late?broke=delivered").content.decode()
    assert "A-20" in client.get("/processes/late.csv?broke=handed").content.decode()
    way = client.get("/processes/cases?path=ordered>approved>handed>delivered&late=1").content.decode()
    assert "A-40" in way
    assert "A-10" not in way
    assert way.count('name="path" value="ordered&gt;approved&gt;handed&gt;delivered"') == 2
    assert "A-40" not in client.get("/processes/cases?path=ordered>handed").content.decode()


def test_an_open_order_is_warned_of_while_its_date_lies_ahead(
    imported: Company, tmp_path: Path, client: Client, api: Any
) -> None:
    """Two have been open for 25 hours: the date of one is in an hour, of the other in sixty."""
    at = timezone.now()
    ordered = at.astimezone(TOKYO) - timedelta(hours=25)
    lines = (
        f"{no},{ordered:%Y-%m-%d %H:%M},,,,{at.astimezone(TOKYO) + timedelta(hours=h):%Y-%m-%d %H:%M}"
        for no, h in (("TIGHT", 1), ("LOOSE", 60))
    )
    more = tmp_path / "open.csv"
    more.write_text("\n".join([HEAD, *lines]))
    orders.import_csv(more, {name: name for name in HEAD.split(",")}, by=imported.kato, at=at)
    warned = promising.at_risk(population.orders(), at=at)
    assert [(one.order, one.n) for one in warned] == [("TIGHT", 50)]
    assert warned[0].p < 0.1
    client.force_login(imported.sato)
    page = client.get("/processes/odds").content.decode()
    assert "TIGHT" in page
    assert "LOOSE" not in page
    assert [one["order"] for one in api(imported.sato).get("/drill/at-risk").json()] == ["TIGHT"]
    assert promising.at_risk(population.orders(), at=at - timedelta(days=2000)) == [], "too few were done by then"


def test_orders_are_narrowed_by_hands_by_days_and_by_what_was_known_when_promising(
    company: Company, at: datetime, tmp_path: Path, client: Client
) -> None:
    file = tmp_path / "orders.csv"
    areas = ("大阪", "沖縄")
    file.write_text("\n".join([f"{HEAD},area", *(f"{row},{areas[n % 2]}" for n, row in enumerate(rows(at)))]))
    orders.import_csv(file, by=company.kato, at=at)
    log = population.orders()

    def found(asked: Asked) -> int:
        return len(population.present(population.narrowed(log, asked)))

    assert found(Asked(known=(("area", "沖縄"),))) == 25
    assert found(Asked(at_least=5)) == 2
    assert found(Asked(at_most=5)) == 48
    assert found(Asked(at_least=5, known=(("area", "大阪"),))) == 2, "they combine"
    assert found(Asked(hand="order>shipping")) == 50
    assert found(Asked(hand="shipping>order")) == 0
    assert found(Asked(hand="nobody>else")) == 0
    client.force_login(company.daihyo)
    page = client.get("/processes?area=大阪&at_least=2&at_most=nan").content.decode()
    assert '<option value="大阪" selected>' in page
    assert "hand=order%3Eshipping" in page, "a cell of the heat map leads to its orders"
    assert 'name="at_least" value="2"' in page, "what was asked stays when the map is drawn anew"
    hand = client.get("/processes/cases?hand=order>shipping&at_least=5").content.decode()
    assert "受注</span> → <span" in hand
    assert '<a href="/orders/A-40">' in hand
    assert "A-10" not in hand


def test_where_nothing_fits_it_says_so(imported: Company, client: Client) -> None:
    client.force_login(imported.daihyo)
    for address in ("/processes", "/processes/cases", "/processes/late"):
        page = client.get(f"{address}?at_least=400").content.decode()
        assert "ありません" in page
        assert "<svg" not in page
