"""A real late order with a review of 1: its records come in, the review is the complaint, the drill finds the stage.

The Olist data is not part of the product; where it is absent, these stories are skipped.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nattoku.lib.clock import TOKYO
from nattoku.orders.actions import import_olist
from nattoku.orders.models import Order, OrderEvent, Review
from tests.company import Company

OLIST = Path(os.environ.get("NATTOKU_SHARED", Path(__file__).parents[2] / "shared")) / "data/orders"
pytestmark = pytest.mark.skipif(
    not (OLIST / "olist_orders_dataset.csv").is_file(), reason=f"the Olist tables are not at {OLIST}"
)
NUMBER = "dd787ad9c97e5504d6ea0bd294906902"  # shipped nine days after its seller's limit, review of 1
Send = Callable[..., Any]


@pytest.fixture
def imported(company: Company, at: datetime, tmp_path: Path) -> None:
    """The real tables, cut down to one order in fifty and the one of this story, with their headers."""
    for file in OLIST.glob("olist_*.csv"):
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        if "reviews" in file.name:  # words may hold line breaks: taken whole
            (tmp_path / file.name).write_text("".join(lines), encoding="utf-8")
            continue
        kept = [line for i, line in enumerate(lines) if i % 50 == 0 or NUMBER in line]
        (tmp_path / file.name).write_text("".join(kept), encoding="utf-8")
    import_olist(tmp_path, by=company.kato, at=at)


@pytest.fixture
def send(company: Company, api: Any) -> Send:
    """send(path, body): as the receiver in sales; the answer, which must be 201."""
    sato = api(company.sato)

    def sent(path: str, body: Any = None) -> Any:
        answer = sato.post(path, body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return sent


def received(send: Send, number: str) -> str:
    """The review's words, received as the complaint, told to the leader and read back."""
    review = Review.objects.filter(order=number, score=1).exclude(words="")[0]
    complaint = {
        "door": "web",
        "words": review.words,
        "happened_at": review.at.isoformat(),
        "fact": "お約束の日を過ぎても品物が届いていない",
        "about": ["delivery"],
        "order": number,
        "danger": "no",
        "severity": "B",
    }
    no = str(send("/cases", complaint)["no"])
    send(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    send(f"/cases/{no}/content", {"words": "お約束の日に届かず、お子様の催しに間に合わなかった、とのこと"})
    return no


@pytest.mark.usefixtures("imported")
def test_a_real_late_order_is_drilled_to_its_first_broken_stage_and_its_knowledge_line(
    company: Company, api: Any, send: Send
) -> None:
    sato = api(company.sato)
    no = received(send, NUMBER)

    cited = send(f"/cases/{no}/orders", {"order": NUMBER})
    assert cited["order"] == {"number": "＊＊＊", "hidden": True, "events": []}
    send(f"/cases/{no}/identity", {"how": "ご注文番号とお名前"})
    drill = sato.get(f"/cases/{no}/drill").json()
    assert drill["late"] is True
    assert {e["source"] for e in drill["order"]["events"]} == set(
        OrderEvent.objects.filter(order=NUMBER).values_list("source_id", flat=True)
    )

    # Delivered late, seen last at the carrier; but the stage that broke first is shipping, on 22 August.
    assert [(leg["leg"], leg["verdict"]) for leg in drill["legs"]] == [
        ("order", "ok"),
        ("shipping", "broken"),
        ("carriage", "broken"),
    ]
    assert drill["first_broken"]["process"] == "shipping"
    assert drill["first_broken"]["code"] == "C2"
    knowable = datetime.fromisoformat(drill["knowledge_line"]["knowable_at"])
    assert knowable.astimezone(TOKYO).isoformat() == "2018-08-22T17:15:32+09:00"

    early = sato.post(f"/cases/{no}/drill/conclusion", {"words": "発送の遅れ"})
    assert early.status_code == 409
    assert len(early.json()["unanswered"]) == len(drill["unchecked"]) + 1

    for process in ("sales", "contract", "order"):
        send(
            f"/cases/{no}/drill/processes",
            {"process": process, "looked": "nothing_found", "because": "取り込んだ記録のとおり"},
        )
    send(
        f"/cases/{no}/drill/steps",
        {
            "process": "shipping",
            "role": "出品者の発送係",
            "what": "発送の期限までに運送会社へ渡していなかった",
            "begun_at": "2018-08-22T17:15:32",
            "evidence": "注文の記録",
        },
    )
    send(
        f"/cases/{no}/drill/knowledge",
        {
            "process": "shipping",
            "knew": "yes",
            "known_at": "2018-08-22T17:15:32",
            "told": "no",
            "because": "期限超過の一覧に出ていた",
        },
    )
    shown = send(
        f"/cases/{no}/drill/knowledge",
        {"process": "sales", "knew": "no", "told": "no", "told_to": "customer", "because": "ご連絡の記録がない"},
    )
    line = shown["knowledge_line"]
    assert line["known"]["process"] == "shipping"
    assert [line[k]["value"] for k in ("known", "told", "received", "customer")] == ["yes", "no", "no", "no"]
    assert "ご存じない" in line["dark_words"]
    assert {c["code"]: c["verdict"] for c in shown["checks"]} == {
        "C1": "ok",
        "C2": "broken",
        "C3": "ok",
        "C4": "broken",
        "C5": "not_applicable",
        "C6": "broken",
    }

    send(
        f"/cases/{no}/causes",
        {
            "process": "shipping",
            "code": "C4",
            "what": "発送が間に合わないことを、営業へ知らせる決まりがなかった",
            "evidence": "注文の記録と発送の一覧",
            "steps": [1],
            "whys": ["期限超過の一覧を見るだけで、知らせる相手が決まっていなかった"],
        },
    )
    done = send(
        f"/cases/{no}/drill/countermeasures",
        {
            "what": "発送の期限を過ぎた注文は、その日のうちに営業の画面へ出し、お客様へのご連絡を促す",
            "process": "shipping",
            "due_at": "2027-03-01T18:00:00",
        },
    )
    assert done["unchecked"] == []
    assert any("発送" in w for w in done["warnings"])
    over = send(
        f"/cases/{no}/drill/conclusion", {"words": "発送の遅れを知りながら、お客様へ前もってお伝えできなかった"}
    )
    assert over["stage"] == 4
    kinds = [f["kind"] for f in sato.get(f"/cases/{no}/facts").json()["facts"]]
    assert kinds[-1] == "causes.investigation_concluded"


@pytest.mark.usefixtures("imported")
def test_an_order_is_read_through_the_api_and_an_unknown_one_is_not_there(
    company: Company, api: Any, send: Send
) -> None:
    sato = api(company.sato)
    order = sato.get(f"/orders/{NUMBER}").json()
    assert order["promised_on"] == "2018-08-29"
    assert order["reviews"][0]["score"] == 1
    assert sato.get("/orders/nothing").status_code == 404
    no = received(send, NUMBER)
    assert sato.post(f"/cases/{no}/orders", {"order": "nothing"}).status_code == 404
    assert sato.post("/cases/9999/orders", {"order": NUMBER}).status_code == 404
    assert api(company.mori).get(f"/cases/{no}/drill").status_code == 404
    assert Order.objects.filter(pk=NUMBER).exists()
