"""きょう: what I owe, whom I keep waiting, in one sentence and two lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.board import waiting
from nattoku.board.waiting import Row
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person

QUIET = Text("きょうお待たせしているお約束はありません。", "Nobody is waiting for you today.")

SOON = timedelta(days=10)  # five business days and their holidays; what is owed inside and due later is not stuck


@dataclass(frozen=True)
class Day:
    """sentence: what stands at the top, first: what it names first. customers, inside: two lists, earliest first."""

    sentence: Text
    first: Row | None
    customers: list[Row]
    inside: list[Row]
    version: int


def day_of(by: Person, *, at: datetime) -> Day:
    """My day."""
    access.allow(by, "board.day")
    version = waiting.version()
    owed = waiting.of_person(by, at=at)
    customers = [r for r in owed if r.to_customer]
    owed = [r for r in owed if r.to_customer or r.promise.due_at < at + SOON]
    inside = [r for r in owed if not r.to_customer]
    return Day(sentence(owed, at=at), owed[0] if owed else None, customers, inside, version)


def sentence(owed: list[Row], *, at: datetime) -> Text:
    """きょうのお約束が3件あります。最初は10時30分、青木様へのご連絡です。 owed: the earliest first."""
    if not owed:
        return QUIET
    due, first = [r for r in owed if r.state != "open"], owed[0]
    if not due:
        return Text(
            "きょうが期日のお約束はありません。次は{when}、{short}です。",
            "Nothing is due today. Next: {when}, {short}.",
        ).with_(when=when(first.promise.due_at), short=first.short)
    late = sum(r.state == "late" for r in due)
    if late:
        return Text(
            "期日を過ぎたお約束が{late}件{more}あります。最初は{short}です。",
            "{late} overdue{more}. First: {short}.",
        ).with_(late=late, more=_more(len(due) - late), short=first.short)
    return Text(
        "きょうのお約束が{n}件あります。最初は{clock}、{short}です。",
        "{n} due today. First: {clock}, {short}.",
    ).with_(n=len(due), clock=_clock(first.promise.due_at), short=first.short)


def _more(n: int) -> Text:
    return Text(f"、ほかにきょうのお約束が{n}件", f", {n} more due today") if n else Text("", "")


def _clock(moment: datetime) -> Text:
    local = moment.astimezone(TOKYO)
    minutes = f"{local.minute}分" if local.minute else ""
    return Text(f"{local.hour}時{minutes}", f"{local:%H:%M}")
