"""The pages of the orders with 100,000 orders: the real Olist orders, again and again, each time a week later.

    python -m bench.processes [--orders N] [--folder DIR]

Imports the file through the command, as a company would, then asks each page as the representative. The peer of the
same run: the same rows out of the same database, read once and thrown away. Nothing here passes or fails.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from bench.olist import OLIST

PAGES = ("/processes", "/processes/late", "/processes/cases", "/processes/odds?date=2030-01-01")
MOMENTS = (
    "order_purchase_timestamp",
    "order_approved_at",
    "order_delivered_carrier_date",
    "order_delivered_customer_date",
    "order_estimated_delivery_date",
)


def made(orders: int, to: Path) -> int:
    """A file of so many orders; returns how many rows it has."""
    with (OLIST / "olist_orders_dataset.csv").open(newline="") as came, to.open("w", newline="") as went:
        rows = list(csv.DictReader(came))
        writer = csv.DictWriter(went, list(rows[0]))
        writer.writeheader()
        for n in range(orders):
            again, which = divmod(n, len(rows))
            row = dict(rows[which])
            row["order_id"] = f"{row['order_id']}-{again}"
            for name in MOMENTS:
                if row[name]:
                    row[name] = str(datetime.fromisoformat(row[name]) + timedelta(weeks=again))
            writer.writerow(row)
    return orders


def timed(what: str, began: float) -> None:
    print(f"{what:58} {time.perf_counter() - began:7.2f} s", flush=True)


def main() -> None:
    """Prints a line a figure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--orders", type=int, default=100_000)
    asked.add_argument("--folder", type=Path)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="nattoku-orders-") as scratch:
        place = told.folder or Path(scratch)
        os.environ["NATTOKU_DATA"] = str(place / "data")
        command = [sys.executable, "-m", "nattoku"]
        if not (place / "data").exists():
            company = {"company": "C", "division": "営業部", "name": "代田 守", "email": "daihyo@example.jp"}
            words = [
                w for name, said in (company | {"password": "a-long-password"}).items() for w in (f"--{name}", said)
            ]
            subprocess.run([*command, "init", *words], check=True, capture_output=True)
            folder = place / "tables"
            folder.mkdir(parents=True)
            made(told.orders, folder / "olist_orders_dataset.csv")
            began = time.perf_counter()
            imported = [*command, "orders", "import", str(folder), "--by", "daihyo@example.jp"]
            subprocess.run(imported, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            timed(f"{told.orders:,} orders imported by the command", began)
        _asked()


def _asked() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nattoku.settings")
    django.setup()
    from django.db import connection
    from django.test import Client

    from nattoku.orders import population
    from nattoku.people.models import Person

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT order_id, code, at, role FROM orders_orderevent WHERE NOT planned ORDER BY order_id, at")
        rows = sum(len(part) for part in iter(lambda: cursor.fetchmany(10_000), []))
    timed(f"the peer: the {rows:,} rows out of the database", began)
    for again in ("first", "again, in another process"):
        population.forget()
        began = time.perf_counter()
        log = population.orders()
        timed(f"{len(log.cases):,} orders as a log, {again}", began)
    client = Client(headers={"host": "localhost"})
    client.force_login(Person.objects.get(email="daihyo@example.jp"))
    client.get("/health")  # a server has its addresses read before anybody asks
    for page in [*PAGES, *PAGES]:
        began = time.perf_counter()
        answer = client.get(page)
        timed(f"{page} ({answer.status_code}, {len(answer.content):,} bytes)", began)


if __name__ == "__main__":
    main()
