"""The orders that nobody complains of: what is usual, so that what is not can be seen."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from nattoku.lib.clock import TOKYO

ORDERS = 400
DAYS = 180
LATE = 0.08  # of the handovers to the carrier take days
OPEN, CLOSE = 9, 18
AREAS = {"埼玉": 0, "東京": 0, "千葉": 2, "大阪": 12, "北海道": 40, "沖縄": 64}  # hours more on the way
PRODUCTS = {"椅子": 0, "食卓": 6, "収納": 10, "特注家具": 48}  # hours more until it is ready
SUPPLIERS = ("ひのき工房", "青葉木工", "北の家具")


def everyday(at: datetime) -> Iterator[dict[str, str]]:
    """One row an order of the last half year, in the columns of the import; the same for the same day."""
    chance = Random(178)  # noqa: S311  the same orders every time, no secret
    apart = Random(179)  # noqa: S311
    today = at.astimezone(TOKYO).date()
    for n in range(ORDERS):
        day = today - timedelta(days=chance.randrange(1, DAYS))
        ordered = datetime.combine(day, time(chance.randrange(OPEN, CLOSE), chance.randrange(60)), TOKYO)
        approved = ordered + timedelta(minutes=chance.randrange(10, 200))
        area, product = apart.choice(list(AREAS)), apart.choices(list(PRODUCTS), (5, 3, 3, 1))[0]
        handed = approved + timedelta(
            hours=PRODUCTS[product] + chance.lognormvariate(3.0, 0.5),
            days=chance.choice((3, 4, 6)) if chance.random() < LATE else 0,
        )
        delivered = handed + timedelta(hours=AREAS[area] + chance.lognormvariate(3.3, 0.35))
        moments = {"ordered": ordered, "approved": approved, "handed": handed, "delivered": delivered}
        reached = {name: moment for name, moment in moments.items() if moment < at}
        yield {
            "number": f"W{day:%y%m%d}-{n:03}",
            "state": "お届け済み" if "delivered" in reached else "発送済み" if "handed" in reached else "受注",
            "promised": f"{day + timedelta(days=chance.choice((4, 5, 7))):%Y-%m-%d}",
            "ship_limit": f"{ordered + timedelta(days=3):%Y-%m-%d %H:%M}",
            "area": area,
            "product": product,
            "supplier": apart.choice(SUPPLIERS),
            **{name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in reached.items()},
        }
