"""Which column of a file means what: our own named columns, and the tables of the Olist data. No Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.orders.reading import Row, Unfit, last_moment, moment

LONGEST_NUMBER = 100

# Field -> (column as we would name it, its words). A file may name its columns otherwise.
FIELDS: Final[dict[str, Text]] = {
    "number": Text("注文番号", "number"),
    "customer": Text("お客様番号", "customer"),
    "state": Text("状態", "state"),
    "promised": Text("お約束の日", "promised"),
    "ordered": Text("注文日時", "ordered"),
    "approved": Text("受注日時", "approved"),
    "ship_limit": Text("発送期限", "ship_limit"),
    "handed": Text("発送日時", "handed"),
    "delivered": Text("お届け日時", "delivered"),
    "area": Text("お届け先の地域", "area"),
    "product": Text("品目", "product"),
    "supplier": Text("仕入先", "supplier"),
}
KNOWN: Final = ("area", "product", "supplier")  # known when a date is promised: its odds look at orders like it
OLIST_ORDERS: Final = {
    "number": "order_id",
    "customer": "customer_id",
    "state": "order_status",
    "ordered": "order_purchase_timestamp",
    "approved": "order_approved_at",
    "handed": "order_delivered_carrier_date",
    "delivered": "order_delivered_customer_date",
    "promised": "order_estimated_delivery_date",
}
OLIST_ITEMS: Final = ("order_id", "shipping_limit_date")
OLIST_CUSTOMERS: Final = ("customer_id", "customer_state")
OLIST_REVIEWS: Final = (
    "review_id",
    "order_id",
    "review_score",
    "review_comment_title",
    "review_comment_message",
    "review_creation_date",
    "review_answer_timestamp",
)
MOMENTS: Final = ("ordered", "approved", "ship_limit", "handed", "delivered")


@dataclass(frozen=True)
class OrderRow:
    """An order as a file tells it. moments: activity code -> when; known: see KNOWN."""

    number: str
    customer: str = ""
    state: str = ""
    promised_at: datetime | None = None
    moments: Mapping[str, datetime] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewRow:
    """A customer's words about an order. score: 1 to 5."""

    number: str
    ref: str
    score: int
    title: str
    words: str
    at: datetime


def columns_of(header: list[str], named: Mapping[str, str]) -> dict[str, str]:
    """Field -> column: as named by the caller, or our Japanese or English name where the file has it."""
    found = {f: next((n for n in (words.ja, words.en) if n in header), "") for f, words in FIELDS.items()}
    return {f: c for f, c in (found | dict(named)).items() if c}


def order_row(columns: Mapping[str, str], *, days_only: bool = False) -> Callable[[Row], OrderRow]:
    """How to read an order from a row. days_only: a promise at midnight names a day (as the Olist tables do)."""

    def read(row: Row) -> OrderRow:
        raw = {f: row[c] for f, c in columns.items()}
        moments = {}
        for name in MOMENTS:
            if read_at := moment(raw.get(name, ""), FIELDS[name]):
                moments[name] = read_at[0]
        if "ordered" not in moments:
            raise Unfit(Text("注文日時がありません", "it has no time of ordering"))
        return OrderRow(
            number=_number(raw["number"]),
            customer=raw.get("customer", "")[:100],
            state=raw.get("state", "")[:40],
            promised_at=_promised(raw.get("promised", ""), days_only),
            moments=moments,
            known=_known({name: raw.get(name, "") for name in KNOWN}),
        )

    return read


def limit_row(row: Row) -> OrderRow:
    """The seller and its shipping limit, from a row of the Olist items."""
    read_at = moment(row["shipping_limit_date"], FIELDS["ship_limit"])
    if read_at is None:
        raise Unfit(Text("発送期限がありません", "it has no shipping limit"))
    moments, known = {"ship_limit": read_at[0]}, _known({"supplier": row.values.get("seller_id", "")})
    return OrderRow(number=_number(row["order_id"]), moments=moments, known=known)


def area_row(row: Row) -> OrderRow:
    """Where a customer lives, from a row of the Olist customers; the order is named by its customer."""
    if not row["customer_id"]:
        raise Unfit(Text("お客様番号がありません", "it has no customer number"))
    return OrderRow(number="", customer=row["customer_id"], known=_known({"area": row["customer_state"]}))


def review_row(row: Row) -> ReviewRow:
    """A review, from a row of the Olist reviews."""
    read_at = moment(row["review_answer_timestamp"] or row["review_creation_date"], Text("評価の日時", "review time"))
    if read_at is None or row["review_score"] not in ("1", "2", "3", "4", "5"):
        raise Unfit(Text("評価の日時か点数（1から5）がありません", "it has no review time or no score from 1 to 5"))
    return ReviewRow(
        number=_number(row["order_id"]),
        ref=row["review_id"][:100],
        score=int(row["review_score"]),
        title=row["review_comment_title"],
        words=row["review_comment_message"],
        at=read_at[0],
    )


def promised_until(day: date) -> datetime:
    """The last second of a promised day."""
    return last_moment(datetime.combine(day, time(), TOKYO))


def _known(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value[:LONGEST_NUMBER] for name, value in values.items() if value}


def _number(raw: str) -> str:
    if not raw or len(raw) > LONGEST_NUMBER:
        raise Unfit(Text("注文番号がないか、長すぎます", "the order number is missing or too long"))
    return raw


def _promised(raw: str, days_only: bool) -> datetime | None:
    read_at = moment(raw, FIELDS["promised"])
    if read_at is None:
        return None
    at, has_clock = read_at
    midnight = (at.hour, at.minute, at.second) == (0, 0, 0)
    return last_moment(at) if not has_clock or (days_only and midnight) else at
