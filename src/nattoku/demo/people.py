"""Twelve people of 木立（こだち）, a seller of office furniture and interiors: three divisions, who leads whom, who is on duty.

Invented, all of it. No telephone number can be rung: in Japan the digit after the area code is never 0.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from nattoku.people import actions
from nattoku.people.facts import Role
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from nattoku.response import manual

COMPANY: Final = "木立オフィス・インテリア"
SALES, SHIPPING, SERVICE = "sales", "shipping", "service"

DIVISIONS: Final = (
    (SALES, "営業部", "Sales", "000000101"),
    (SHIPPING, "受注・発送部", "Orders and Shipping", "000000102"),
    (SERVICE, "お客様サービス部", "Customer Service", "000000103"),
)


@dataclass(frozen=True)
class Member:
    """One of the twelve. pk: the id, and the local part of the address."""

    pk: str
    name: str
    reading: str
    phone: str
    role: Role
    superior: str = ""
    division: str = ""
    leads: bool = False


_R, _L = Role.RECEIVER, Role.LEADER
MEMBERS: Final = (
    Member("tsutsumi", "堤 宗一郎", "つつみ そういちろう", "090-0000-0101", Role.REPRESENTATIVE),
    Member("kashiwagi", "柏木 香織", "かしわぎ かおり", "090-0000-0102", Role.MANAGER, "tsutsumi"),
    Member("enomoto", "榎本 徹", "えのもと とおる", "090-0000-0111", _L, "tsutsumi", SALES, leads=True),
    Member("yoshioka", "𠮷岡 彩", "よしおか あや", "090-0000-0112", _R, "enomoto", SALES),
    Member("hamaguchi", "浜口 悠斗", "はまぐち ゆうと", "090-0000-0113", _R, "enomoto", SALES),
    Member("kubodera", "久保寺 誠", "くぼでら まこと", "090-0000-0121", _L, "tsutsumi", SHIPPING, leads=True),
    Member("shoji", "東海林 望", "しょうじ のぞみ", "090-0000-0122", _R, "kubodera", SHIPPING),
    Member("kadowaki", "門脇 大輔", "かどわき だいすけ", "090-0000-0123", _R, "kubodera", SHIPPING),
    Member("hanyuda", "羽生田 由紀", "はにゅうだ ゆき", "090-0000-0131", _L, "kashiwagi", SERVICE, leads=True),
    Member("igarashi", "五十嵐 蓮", "いがらし れん", "090-0000-0132", _R, "hanyuda", SERVICE),
    Member("takanashi", "髙梨 千尋", "たかなし ちひろ", "090-0000-0133", _R, "hanyuda", SERVICE),
    Member("aizawa", "相沢 実", "あいざわ みのる", "090-0000-0141", Role.VIEWER, "tsutsumi", SERVICE),
)

_DESCRIBED: Final = {
    "name": COMPANY,
    "name_en": "Kodachi Office & Interior",
    "reading": "こだち おふぃす・いんてりあ",
    "postcode": "999-0000",
    "address": "見本県木立市青葉町一丁目2番3号\n木立ビル4階",
    "phone": "090-0000-0100",
    "mail": "madoguchi@example.jp",
    "hours": "平日 9時から18時30分（祝日と年末年始を除きます）",
    "doors": "お電話、メール、ウェブの入力画面、営業所の窓口で承ります。\n営業時間の外は、ウェブの入力画面とメールをご利用ください。",
    "title": "代表取締役",
}

_IN_PLACE: Final = (
    "お客様へのお詫びとご説明、訪問、お手紙。損失をお受けするかどうかの決裁と、最後の責任は代表にあります。"
)

# (first on weekdays, its stand-ins), (first at the weekend, its stand-ins); at night the heads of the division
_DUTY: Final[dict[str, tuple[tuple[str, list[str]], tuple[str, list[str]]]]] = {
    SALES: (("enomoto", ["kashiwagi"]), ("hanyuda", ["enomoto", "kashiwagi"])),
    SHIPPING: (("kubodera", ["hanyuda"]), ("kubodera", ["enomoto"])),
    SERVICE: (("hanyuda", ["kashiwagi"]), ("hanyuda", ["kubodera", "kashiwagi"])),
}


def found(*, at: datetime) -> None:
    """Set the company up as it has stood since `at`. Nobody has a password: a demo is entered by one click."""
    by: dict[str, Any] = {"by": actions.SYSTEM, "at": at}
    for pk, name, name_en, room in DIVISIONS:
        actions.open_division(name=name, name_en=name_en, division=pk, **by)
        actions.set_room(division=pk, channel="chatwork", address=room, **by)
    for m in MEMBERS:
        actions.join(
            name=m.name,
            reading=m.reading,
            email=f"{m.pk}@example.jp",
            phone=m.phone,
            role=m.role,
            superior=m.superior,
            person=m.pk,
            **by,
        )
        if m.division:
            actions.assign(person=m.pk, division=m.division, leads=m.leads, **by)
    for division in _DUTY:
        actions.set_duty(division=division, slots=_week(division), **by)
    actions.describe_company(**_DESCRIBED, by=Person.objects.get(pk="tsutsumi"), at=at)
    for leader in ("enomoto", "kubodera", "hanyuda"):
        actions.delegate(person=leader, scope=_IN_PLACE, by=Person.objects.get(pk="tsutsumi"), at=at)
    _write_the_manual(at=at)
    _sign_limits(at=at)


def _week(division: str) -> list[dict[str, Any]]:
    slots = []
    for weekday in range(7):
        person, stand_ins = _DUTY[division][weekday >= 5]
        slots.append(
            {"weekday": weekday, "from": "09:00", "to": "18:30", "person": person, "stand_ins": list(stand_ins)}
        )
    return slots


def _write_the_manual(*, at: datetime) -> None:
    first = [rule.ja for rule in manual.FIRST]
    manual.decide(
        lines=[*first, "お約束の時間にお電話がつながらないときは、翌営業日の同じ時間に改めてお電話します。"],
        lines_en=[
            *(rule.en for rule in manual.FIRST),
            "When nobody answers at the agreed time, we call at the same time of the next business day.",
        ],
        reason="つながらなかったあとのお電話の時間が、人によってまちまちだったため",
        by=Person.objects.get(pk="tsutsumi"),
        at=at,
    )


def _sign_limits(*, at: datetime) -> None:
    top = Person.objects.get(pk="tsutsumi")
    first_aid = "代わりの品や急ぎの送料は、その場で使えるようにしておくため"
    policies.decide(key="cases.first_aid_yen", value=20_000, reason=first_aid, by=top, at=at)
    small = "少額のことでお客様をお待たせしないため"
    policies.decide(key="losses.delegate_yen", value=10_000, reason=small, by=top, at=at)
