"""The public orders hold what plain SQL counts in them."""

import os
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nattoku import drill

REAL = Path(os.environ.get("NATTOKU_SHARED", Path(__file__).parents[3] / "shared")) / "data/orders"
STAGES = (
    "order_purchase_timestamp",
    "order_approved_at",
    "order_delivered_carrier_date",
    "order_delivered_customer_date",
)
LATE = "order_delivered_customer_date >= order_estimated_delivery_date + INTERVAL 1 DAY"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the public orders are not on this machine")


@pytest.fixture
def db(tmp_path: Path) -> Any:
    """orders with their state and score; steps: each event after the one before it."""
    with duckdb.connect() as db:
        db.execute(
            f"""CREATE TABLE orders AS SELECT o.*, customer_state, score FROM '{REAL}/olist_orders_dataset.csv' o
            JOIN '{REAL}/olist_customers_dataset.csv' USING (customer_id) LEFT JOIN (SELECT order_id, min(review_score) AS
            score FROM '{REAL}/olist_order_reviews_dataset.csv' GROUP BY order_id) USING (order_id)"""
        )
        events = " UNION ALL ".join(
            f"SELECT order_id, '{name}' AS stage, {name} AS moment, {place} AS place FROM orders"
            for place, name in enumerate(STAGES)
        )
        db.execute(
            f"""CREATE TABLE steps AS SELECT stage, lag(stage) OVER w AS came, epoch(moment) - epoch(lag(moment) OVER w) AS took
            FROM ({events}) WHERE moment IS NOT NULL WINDOW w AS (PARTITION BY order_id ORDER BY moment, place)"""
        )
        db.execute(f"COPY (SELECT * EXCLUDE (customer_id) FROM orders) TO '{tmp_path}/orders.csv'")
        yield db


def test_edges_and_stages_have_the_counts_medians_and_p90_of_sql(db: Any, tmp_path: Path) -> None:
    read = drill.read(tmp_path / "orders.csv")
    spread = "count(*), median(took), quantile_cont(took, 0.9)"
    rows = db.execute(f"SELECT came, stage, {spread} FROM steps WHERE came IS NOT NULL GROUP BY ALL").fetchall()
    edges = {(e["from"], e["to"]): [e["count"], e["median"], e["p90"]] for e in drill.flow(read)["edges"]}
    assert edges == {(a, b): pytest.approx(of) for a, b, *of in rows}
    rows = db.execute(f"SELECT stage, {spread} FROM steps WHERE came IS NOT NULL GROUP BY ALL").fetchall()
    stages = {s["stage"]: [s["count"], s["median"], s["p90"]] for s in drill.stages(read)}
    assert stages == {stage: pytest.approx(of) for stage, *of in rows}


def test_late_orders_their_risk_ratios_and_strata_are_those_of_sql(db: Any, tmp_path: Path) -> None:
    read = drill.read(tmp_path / "orders.csv")
    assert len(drill.late(read)) == db.execute(f"SELECT count(*) FROM orders WHERE {LATE}").fetchone()[0]
    counts = f"count(*) FILTER ({LATE} AND here), count(*) FILTER (here), count(*) FILTER ({LATE} AND NOT here), count(*) FILTER (NOT here)"
    ended = "FROM (SELECT *, customer_state = 'RJ' AS here FROM orders WHERE order_delivered_customer_date IS NOT NULL)"
    a, n, b, m = db.execute(f"SELECT {counts} {ended}").fetchone()
    strata = db.execute(f"SELECT {counts} {ended} WHERE score IS NOT NULL GROUP BY score").fetchall()
    (told,) = (one for one in drill.causes(read, "late", within="score") if one["value"] == "RJ")
    ratio, spread = (a / n) / (b / m), 1.959964 * sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    assert (told["with_outcome"], told["n"], told["cases"]) == (a, n, n + m)
    assert told["risk_ratio"] == pytest.approx(ratio, abs=1e-6)
    assert told["interval"] == pytest.approx([exp(log(ratio) - spread), exp(log(ratio) + spread)], abs=1e-5)
    above = sum(hit * others / (some + others) for hit, some, _hit, others in strata)
    below = sum(hit * some / (some + others) for _hit, some, hit, others in strata)
    assert told["stratified"] == pytest.approx(above / below, abs=1e-6)
