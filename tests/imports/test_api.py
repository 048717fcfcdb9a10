"""A ledger comes in by the API as on the pages: read, looked at, taken, told row by row, taken back."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from nattoku.cases.models import Case
from nattoku.imports import actions
from nattoku.orders.models import Order
from tests.company import NOW, Company
from tests.imports.ledgers import HEAD, ROW, book, row, text

Door = Callable[[Any], Any]


@pytest.fixture
def brought(company: Company, api: Door) -> Callable[..., tuple[Any, str]]:
    def bring(raw: bytes, name: str = "台帳.csv", **more: Any) -> tuple[Any, str]:
        door = api(company.kato)
        answer = door.post("/imports", {"name": name, "content": b64encode(raw).decode(), **more})
        assert answer.status_code == 201, answer.content
        return door, f"/imports/{answer.json()['import']}"

    return bring


def test_from_the_file_to_the_report_and_back(brought: Any) -> None:
    door, one = brought(text([HEAD, ROW, row(報告書番号="2", 受付日="いつか")], codec="cp932"))
    dry = door.get(f"{one}/rows").json()
    assert dry["dry_run"]
    assert [r["line"] for r in dry["rows"] if r["why"]] == [3]
    assert not Case.objects.exists()
    assert door.post(f"{one}/take").status_code == 202
    assert door.get(one).json()["state"] == "waiting", "the worker takes it in"
    while actions.step(at=NOW):
        pass
    told = door.get(one).json()
    assert (told["state"], told["taken"], told["refused"]) == ("done", 1, 1)
    report = door.get(f"{one}/rows").json()["rows"]
    assert report[0]["no"] == str(Case.objects.get().no)
    assert "いつか" in report[1]["why"]
    assert door.post(f"{one}/choices", {"silent_ended": True}).status_code == 409
    assert door.post(f"{one}/undo", {"reason": "去年の台帳だった"}).json()["count"] == 1
    assert not Case.objects.exists()
    assert door.get("/imports").json()["imports"][0]["state"] == "undone"


def test_columns_are_given_a_meaning_by_their_headings_and_what_is_not_there_is_named(brought: Any) -> None:
    door, one = brought(
        text([["いつ", "だれ", "なに"], ["2024/4/1", "青木", "届かない"], ["2024/4/2", "青木", "破損"]])
    )
    assert "どの列" in door.get(one).json()["missing"]
    assert (
        "「どこ」という列はありません" in door.post(f"{one}/choices", {"columns": {"どこ": "words"}}).json()["detail"]
    )
    wanted = {"いつ": "received", "だれ": "name", "なに": "words"}
    assert door.post(f"{one}/choices", {"columns": wanted}).json()["missing"] is None
    assert door.get(f"{one}/rows").json()["asked"] == {"青木": 1}
    told = door.post(f"{one}/choices", {"together": ["青木"]}).json()["choices"]
    assert told["together"] == ["青木"]
    assert [c["field"] for c in told["columns"]] == ["received", "name", "words"], "what is left out stays"


def test_a_report_comes_page_by_page(brought: Any) -> None:
    door, one = brought(text([HEAD, *(row(報告書番号=f"N{i}") for i in range(600))]))
    first = door.get(f"{one}/rows").json()
    rest = door.get(f"{one}/rows", after=first["next"]).json()
    assert [r["line"] for r in first["rows"] + rest["rows"]] == list(range(2, 602))
    assert rest["next"] is None


def test_orders_are_taken_at_once_and_back_again(brought: Any) -> None:
    raw = book([["受注番号", "受注日"], ["A-1", "R6.4.1"]])
    door, one = brought(raw, "注文.xlsx", what="orders")
    assert door.post(f"{one}/take").json()["state"] == "done"
    assert Order.objects.exists()
    assert door.post(f"{one}/undo", {"reason": "試し"}).json() == {
        "import": one.rpartition("/")[2],
        "count": 1,
        "kept": 0,
        "over": True,
    }


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"name": "x.csv", "content": "これは違う"}, "Base64"),
        ({"name": "x.csv"}, "content か text"),
        ({"name": "x.pdf", "content": b64encode(b"%PDF-1.7").decode()}, "PDF"),
    ],
)
def test_what_is_no_ledger_is_refused_in_words(company: Company, api: Door, body: Any, says: str) -> None:
    answer = api(company.kato).post("/imports", body)
    assert answer.status_code == 400
    assert says in answer.json()["detail"]
