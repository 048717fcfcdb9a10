"""The odds of promises, held against the past: real orders of a marketplace, each told with what was known then.

    python -m bench.odds [--since 2018-03-01]

Columns that were known when the promise was given: the customer's state and the seller. A reliability table, and the
odds beside how often promises had been kept by then (the base rate) and the seller's promise taken at its word.
Nothing here passes or fails.
"""

import argparse
import tempfile
from pathlib import Path

import duckdb

from bench.olist import OLIST, here
from nattoku import drill
from nattoku.drill.comparing import before
from nattoku.drill.log import Log

KNOWN = ("customer_state", "seller_id")
JOINED = """COPY (
    SELECT o.order_id, order_purchase_timestamp, order_approved_at, order_delivered_carrier_date,
        order_delivered_customer_date, order_estimated_delivery_date, customer_state, seller_id
    FROM '{place}/olist_orders_dataset.csv' o LEFT JOIN '{place}/olist_customers_dataset.csv' USING (customer_id)
    LEFT JOIN (SELECT order_id, min(seller_id) AS seller_id FROM '{place}/olist_order_items_dataset.csv' GROUP BY ALL)
        USING (order_id)
    ORDER BY order_purchase_timestamp, order_id) TO '{file}' (HEADER)"""


def told(log: Log, name: str, like: tuple[str, ...], since: int | None) -> None:
    """One table."""
    score = drill.score(log, since=since, like=like)
    base, word = score["base_rate"], score["promise"]
    print(f"{name}: {score['n']:,} promises, {score['kept']:.3f} kept; safe date kept {score['safe']['kept']:.3f}")
    for who, each in (("odds", score), ("base rate", base), ("seller's promise", word)):
        print(f"  {who:17} Brier {each['brier']:.4f}  AUC {each['auc']:.3f}")
    for row in ("told", "kept"):
        print(f"  {row:5}", *(f"{part[row]:.2f}" for part in score["reliability"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", default="2018-03-01")
    asked = parser.parse_args()
    if not here():
        print(f"the Olist tables are not at {OLIST}")
        return
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-odds-") as place:
        file = Path(place, "orders.csv")
        duckdb.execute(JOINED.format(place=OLIST, file=file))
        log = drill.read(file)
        since = duckdb.execute("SELECT epoch_us(?::TIMESTAMPTZ)", [f"{asked.since} 00:00:00+09"]).fetchall()[0][0]
        told(log.of_cases(before(log, since)), f"before {asked.since}", KNOWN, None)
        told(log, f"{asked.since} and later", KNOWN, since)
        told(log, f"{asked.since} and later, no column", (), since)


if __name__ == "__main__":
    main()
