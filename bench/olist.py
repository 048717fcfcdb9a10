"""Real late orders with a review of 1, each carried from the review's words to the customer's, over HTTP."""

import csv
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.client import Client

OLIST = Path(os.environ.get("NATTOKU_SHARED", Path(__file__).parents[2] / "shared")) / "data/orders"
PROCESSES = ("sales", "contract", "order", "shipping")
QUESTIONS = ("contract", "time_limit", "reporting", "admission")


def here() -> bool:
    """Whether the Olist tables are on this machine."""
    return (OLIST / "olist_orders_dataset.csv").is_file()


def late_orders(cases: int) -> list[tuple[str, str]]:
    """(order number, the review's words) of late orders with a review of 1 and words."""
    late = {
        row["order_id"]
        for row in _rows("olist_orders_dataset.csv")
        if row["order_delivered_customer_date"] > row["order_estimated_delivery_date"] > ""
    }
    found = [
        (row["order_id"], row["review_comment_message"])
        for row in _rows("olist_order_reviews_dataset.csv")
        if row["review_score"] == "1" and row["review_comment_message"].strip() and row["order_id"] in late
    ]
    return found[:cases]


def _rows(name: str) -> list[dict[str, str]]:
    with (OLIST / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def import_orders(data: Path) -> None:
    """`nattoku orders import DIR`, as an operator does it."""
    command = [sys.executable, "-m", "nattoku", "orders", "import", str(OLIST), "--data", str(data)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Refused(Exception):
    """An answer that should have been 200 or 201."""


class Carrier:
    """One receiver with the leader and the representative beside, at the API."""

    def __init__(self, port: int, tokens: dict[str, str]) -> None:
        self.clients = {pk: Client(port, token) for pk, token in tokens.items()}

    def send(self, path: str, body: Any, by: str = "sato") -> Any:
        """POST; the answer, or Refused with the problem."""
        status, answer = self.clients[by].post(f"/api/v1{path}", body)
        if status not in (200, 201):
            raise Refused(f"{path}: {status} {answer}")
        return answer

    def carry(self, order: str, words: str) -> None:
        """One case, from the review to the case file."""
        no = self.receive(order, words)
        self.drill(no, order)
        self.answer(no)
        self.end(no)

    def receive(self, order: str, words: str) -> str:
        complaint = {
            "id": f"olist-{order}",
            "door": "web",
            "words": words,
            "fact": "お約束の日を過ぎて品物が届いた",
            "about": ["delivery"],
            "order": order,
            "customer": {"name": "オリスト 様"},
            "danger": "no",
            "severity": "B",
        }
        no: str = self.send("/cases", complaint)["no"]
        self.send(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
        self.send(f"/cases/{no}/reports", {"kind": "shared", "divisions": ["sales", "logistics"]})
        self.send(f"/cases/{no}/identity", {"how": "ご注文番号"})
        self.send(f"/cases/{no}/orders", {"order": order})
        handling = {
            "kind": "handling",
            "words": "内容を確かめ、原因を調べ、3日以内に途中をご報告します",
            "next_at": _in(2),
        }
        self.send(f"/cases/{no}/explanations", handling)
        self.send(f"/cases/{no}/content", {"words": "お約束の日に届かなかった、とのこと"})
        return no

    def drill(self, no: str, order: str) -> None:
        drill = self.clients["sato"].get(f"/api/v1/cases/{no}/drill")[1]
        broken = (drill["first_broken"] or {"process": "shipping"})["process"]
        broken = broken if broken in PROCESSES else "shipping"
        for process in PROCESSES:
            if process != broken:
                body = {"process": process, "looked": "nothing_found", "because": "取り込んだ記録のとおり"}
                self.send(f"/cases/{no}/drill/processes", body)
        step = {"process": broken, "role": "係", "what": "標準の時間を超えた", "begun_at": "2018-08-01T12:00:00"}
        self.send(f"/cases/{no}/drill/steps", step | {"evidence": f"注文 {order} の記録"})
        self.send(f"/cases/{no}/drill/knowledge", _nobody_knew(broken) | {"told_to": "customer"})
        drill = self.clients["sato"].get(f"/api/v1/cases/{no}/drill")[1]
        for check in drill["checks"]:
            if check["verdict"] in (None, "", "unchecked"):
                body = {"code": check["code"], "verdict": "unknown", "because": "当時の記録がない"}
                self.send(f"/cases/{no}/drill/checks", body)
        cause = {"process": broken, "code": "C4", "what": "遅れを知らせる決まりがなかった", "evidence": "注文の記録"}
        self.send(f"/cases/{no}/causes", cause)
        measure = {"what": "期限を過ぎた注文をその日に営業へ知らせる", "process": broken, "due_at": _in(30)}
        self.send(f"/cases/{no}/drill/countermeasures", measure)
        self.send(f"/cases/{no}/drill/conclusion", {"words": "遅れを前もってお伝えできなかった"})

    def answer(self, no: str) -> None:
        told = {"kind": "cause", "causes": ["遅れを知らせる決まりがなかった"], "words": "", "next_at": _in(1)}
        self.send(f"/cases/{no}/explanations", told)
        answers = [{"question": q, "answer": "当社の手配の遅れによる", "applies": True} for q in QUESTIONS]
        self.send(f"/cases/{no}/solutions/legal", {"answers": answers, "judged_by": "千葉"})
        solution = {"what": "送料をお返しする", "grounds": "配送のお約束", "next_at": _in(1)}
        self.send(f"/cases/{no}/losses", {"amount": 1500, "reason": "お約束の遅れ", "basis": "配送のお約束"})
        self.send(f"/cases/{no}/losses/decision", {"approve": True, "reason": "お約束を守れなかったため"}, by="daihyo")
        self.send(f"/cases/{no}/solutions/presentation", solution)

    def end(self, no: str) -> None:
        word = {"words": "もういいですよ。ありがとう", "kind": "satisfied", "said_to": "佐藤", "through": "phone"}
        self.send(
            f"/cases/{no}/closure/report", {"done": "送料をお返しし、遅れをその日にお知らせする決まりを定めました。"}
        )
        heard = self.send(f"/cases/{no}/closure", word)
        if not heard["resolved"]:
            raise Refused(f"{no}: still owed {heard['owed']}")
        self.send(f"/cases/{no}/reports", {"kind": "completed"})
        page = {
            "fact": "お約束の日に届かなかった",
            "cause": "知らせる決まりがなかった",
            "countermeasure": "その日に知らせる",
        }
        self.send(f"/cases/{no}/file", page)


def carry(port: int, tokens: dict[str, str], *, data: Path, cases: int) -> list[str]:
    """Carry so many cases; what went wrong, in words (empty when nothing did)."""
    if not here():
        return [f"the Olist tables are not at {OLIST}"]
    import_orders(data)
    carrier, failures = Carrier(port, tokens), []
    begun = datetime.now(UTC)
    for order, words in late_orders(cases):
        try:
            carrier.carry(order, words)
        except Refused as refused:
            failures.append(str(refused))
    took = (datetime.now(UTC) - begun).total_seconds()
    print(f"olist: {cases} cases carried end to end in {took:.1f} s, {len(failures)} failed")
    return failures


def _in(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def _nobody_knew(process: str) -> dict[str, str]:
    return {"process": process, "knew": "no", "told": "no", "because": "記録がない"}
