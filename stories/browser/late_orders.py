"""A late order with a review of 1: a real one of the Olist tables where they are at hand, one of our own otherwise."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nattoku.lib.clock import TOKYO

SHARED = Path(os.environ.get("NATTOKU_SHARED", Path(__file__).parents[3] / "shared"))
OLIST = SHARED / "data/orders"
ORDERS, ITEMS, REVIEWS = (f"olist_{table}_dataset.csv" for table in ("orders", "order_items", "order_reviews"))
REAL = "dd787ad9c97e5504d6ea0bd294906902"  # handed to the carrier nine days after its seller's limit
OURS = {
    ORDERS: {
        "order_id": "atelier-0507",
        "customer_id": "c-0507",
        "order_status": "delivered",
        "order_purchase_timestamp": "2018-05-07 10:20:00",
        "order_approved_at": "2018-05-07 10:40:00",
        "order_delivered_carrier_date": "2018-05-22 09:30:00",
        "order_delivered_customer_date": "2018-05-26 14:00:00",
        "order_estimated_delivery_date": "2018-05-23 00:00:00",
    },
    ITEMS: {"order_id": "atelier-0507", "order_item_id": "1", "shipping_limit_date": "2018-05-14 12:00:00"},
    REVIEWS: {
        "review_id": "r-0507",
        "order_id": "atelier-0507",
        "review_score": "1",
        "review_comment_title": "誕生日に間に合いませんでした",
        "review_comment_message": "娘の誕生日のために頼んだ椅子です。\n届いたのは三日後で、お知らせは一度もありませんでした。",
        "review_creation_date": "2018-05-27 00:00:00",
        "review_answer_timestamp": "2018-05-27 09:12:00",
    },
}


@dataclass(frozen=True)
class LateOrder:
    """limit: until when the seller should have handed it to the carrier; written_at: when the review came."""

    number: str
    words: str
    limit: datetime
    written_at: datetime


def imported(data: Path, folder: Path) -> LateOrder:
    """Cut the order out into tables of `folder` and import these by the command, as the office does."""
    tables = {name: _rows(name) for name in (ORDERS, ITEMS, REVIEWS)}
    for name, rows in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    done = subprocess.run(
        [sys.executable, "-m", "nattoku", "orders", "import", str(folder), "--by", "kato@example.jp"],
        env=os.environ | {"NATTOKU_DATA": str(data), "NATTOKU_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    review = tables[REVIEWS][0]
    assert review["review_score"] == "1"
    return LateOrder(
        number=tables[ORDERS][0]["order_id"],
        words=review["review_comment_message"].strip(),
        limit=datetime.fromisoformat(tables[ITEMS][0]["shipping_limit_date"]).replace(tzinfo=TOKYO),
        written_at=datetime.fromisoformat(review["review_answer_timestamp"]),
    )


def _rows(name: str) -> list[dict[str, str]]:
    if not (OLIST / name).is_file():
        return [OURS[name]]
    with (OLIST / name).open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["order_id"] == REAL]
