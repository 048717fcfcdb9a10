"""What can happen to an order: each activity with its process, its role and its words. Pure data."""

from dataclasses import dataclass

from nattoku.lib.text import Text


@dataclass(frozen=True)
class Activity:
    """One thing that happens to an order. planned: a moment agreed beforehand, not a happening."""

    code: str
    process: str
    role: str
    label: Text
    planned: bool = False


ACTIVITIES = {
    a.code: a
    for a in (
        Activity("ordered", "sales", "customer", Text("ご注文", "Ordered")),
        Activity("promised", "contract", "sales", Text("お約束のお届け日", "Promised date"), planned=True),
        Activity("approved", "order", "order", Text("受注の確定", "Order accepted")),
        Activity("ship_limit", "shipping", "shipping", Text("発送の期限", "Shipping limit"), planned=True),
        Activity("handed", "shipping", "shipping", Text("運送会社への引き渡し", "Handed to the carrier")),
        Activity("delivered", "customer", "carrier", Text("お届け", "Delivered")),
    )
}
ROLES = {
    "customer": Text("お客様", "Customer"),
    "sales": Text("営業", "Sales"),
    "order": Text("受注", "Order desk"),
    "shipping": Text("発送", "Shipping"),
    "carrier": Text("運送会社", "Carrier"),
}
