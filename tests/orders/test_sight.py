"""Whose orders one sees: the company's totals, the own divisions' figures and orders, another's never (decision 0034)."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nattoku.orders import actions as orders
from tests.company import Company

HEAD = "number,ordered,handed,delivered,promised"


@pytest.fixture
def two(company: Company, at: Any, tmp_path: Path) -> Company:
    """Late orders of each division, and one of none."""
    for name, division in (("S", company.sales), ("L", company.logistics), ("N", "")):
        file = tmp_path / f"{name}.csv"
        rows = f"{name}-1,2026-10-01 10:00,2026-10-02 10:00,2026-10-09 10:00,2026-10-05"
        file.write_text(f"{HEAD}\n{rows}")
        orders.import_csv(file, {n: n for n in HEAD.split(",")}, division=division, by=company.kato, at=at)
    return company


@pytest.mark.rule("T5")
@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("sato", {"S-1", "N-1"}),
        ("chiba", {"S-1", "N-1"}),
        ("viewer", {"S-1", "N-1"}),
        ("mori", {"L-1", "N-1"}),
        ("kato", {"S-1", "L-1", "N-1"}),
        ("daihyo", {"S-1", "L-1", "N-1"}),
    ],
)
def test_single_orders_are_ones_own_divisions_and_the_totals_are_the_companys(
    two: Company, person: str, seen: set[str], client: Client, api: Any
) -> None:
    by = getattr(two, person)
    client.force_login(by)
    door = api(by)
    assert {one["case"] for one in door.get("/drill/late").json()} == seen
    assert sum(one["count"] for one in door.get("/drill/variants").json()) == 3
    for page in ("late", "cases", "late.csv", "orders.csv", "step.csv?step=ordered>handed"):
        shown = client.get(f"/processes/{page}").content.decode()
        assert {number for number in ("S-1", "L-1", "N-1") if number in shown} == seen, page
    for number in ("S-1", "L-1", "N-1"):
        assert door.get(f"/drill/trace/{number}").status_code == (200 if number in seen else 404)


@pytest.mark.rule("T5")
def test_another_divisions_figures_answer_like_those_of_an_unknown_one(two: Company, client: Client, api: Any) -> None:
    client.force_login(two.sato)
    assert client.get(f"/processes?division={two.sales}").status_code == 200
    assert client.get(f"/processes?division={two.logistics}").status_code == 404
    assert client.get(f"/processes/stages.csv?division={two.logistics}").status_code == 404
    assert "発送部" not in client.get("/processes").content.decode().partition("<main")[2]
    for what in ("map", "stages", "variants", "handovers", "late"):
        assert api(two.sato).get(f"/drill/{what}", division=two.logistics).status_code == 404
        assert api(two.kato).get(f"/drill/{what}", division=two.logistics).status_code == 200
