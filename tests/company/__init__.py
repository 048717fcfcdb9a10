"""A small company for tests: two divisions, one person in each role of the first, a leader and a receiver next door."""

from dataclasses import dataclass
from datetime import UTC, datetime

from nattoku.people import actions as people
from nattoku.people.facts import Role
from nattoku.people.models import Person

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # Sunday 10:00 in Tokyo
PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Company:
    """Sales and logistics. `sato` receives in sales, `chiba` leads it; `mori` receives in logistics."""

    sales: str
    logistics: str
    sato: Person
    chiba: Person
    mori: Person
    ueno: Person
    kato: Person
    daihyo: Person
    viewer: Person

    def token(self, person: Person) -> str:
        return people.issue_token(person=person.pk, label="test", by=person.pk, at=NOW)


def found_company(at: datetime = NOW, *, password: str | None = None) -> Company:
    """Set the company up through the same actions as everybody."""
    by = {"by": people.SYSTEM, "at": at}
    sales = people.open_division(name="営業部", name_en="Sales", division="sales", **by)
    logistics = people.open_division(name="発送部", name_en="Logistics", division="logistics", **by)

    def join(
        name: str, reading: str, pk: str, role: Role, superior: str, *divisions: str, leads: bool = False
    ) -> Person:
        people.join(
            name=name,
            reading=reading,
            email=f"{pk}@example.jp",
            phone=f"090-0000-{len(pk):04}",
            role=role,
            superior=superior,
            person=pk,
            password=password,
            **by,
        )
        for division in divisions:
            people.assign(person=pk, division=division, leads=leads, **by)
        return Person.objects.get(pk=pk)

    daihyo = join("代田 守", "だいた まもる", "daihyo", Role.REPRESENTATIVE, "")
    kato = join("加藤 恵", "かとう めぐみ", "kato", Role.MANAGER, "daihyo")
    chiba = join("千葉 亮", "ちば りょう", "chiba", Role.LEADER, "daihyo", sales, leads=True)
    ueno = join("上野 綾", "うえの あや", "ueno", Role.LEADER, "daihyo", logistics, leads=True)
    sato = join("佐藤 光", "さとう ひかる", "sato", Role.RECEIVER, "chiba", sales)
    mori = join("森 海", "もり かい", "mori", Role.RECEIVER, "ueno", logistics)
    viewer = join("見田 奏", "みた かなで", "viewer", Role.VIEWER, "chiba", sales)
    people.set_room(division=sales, channel="chatwork", address="101", **by)
    people.set_room(division=logistics, channel="chatwork", address="102", **by)
    return Company(
        sales=sales,
        logistics=logistics,
        sato=sato,
        chiba=chiba,
        mori=mori,
        ueno=ueno,
        kato=kato,
        daihyo=daihyo,
        viewer=viewer,
    )
