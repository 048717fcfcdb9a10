"""Histories for the rules of the drill, without a database."""

from collections.abc import Iterable
from datetime import datetime

from nattoku.cases import facts as cases
from nattoku.cases.words import Door, Kind
from nattoku.causes import facts
from nattoku.causes.templates import TEMPLATES
from nattoku.causes.words import Group, Looked, Process, Verdict
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.clock import TOKYO

P = Process


def t(text: str) -> datetime:
    """A moment of 2026 in Tokyo: t("10-05 09:00")."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=TOKYO)


def history(*happened: Fact, kind: Kind = Kind.DELIVERY, at: datetime | None = None) -> History:
    """A case received (on 13 October, 10:00), told and read back, and then these facts."""
    from nattoku.reports.facts import LeaderTold, Means

    received = cases.CaseReceived(
        door=Door.PHONE, division="sales", kind_of=kind, about=[], words="遅い", fact="お届けが遅れている"
    )
    told = LeaderTold(person="chiba", means=Means.PHONE, said="お届けが遅れている")
    heard = cases.ItemHeard(item=1, central=True, about=[], hurt=[], wish=[], what="お届けが遅れている")
    begin: list[Fact] = [received, told, heard, cases.ContentConfirmed(words="お届けが遅れている、とのこと")]
    when = at or t("10-13 10:00")
    return [
        Recorded(id=i, stream="case:1", seq=i, by="sato", happened_at=when, recorded_at=when, fact=fact)
        for i, fact in enumerate([*begin, *happened], start=1)
    ]


# A real shape: ordered on the 1st for the 10th, the shipping limit was the 5th, it was shipped on the 9th.
LATE = {
    "ordered": ("sales", "10-01 10:00"),
    "approved": ("order", "10-01 11:00"),
    "ship_limit": ("shipping", "10-05 10:00"),
    "handed": ("shipping", "10-09 09:00"),
    "promised": ("contract", "10-10 23:59"),
    "delivered": ("customer", "10-12 15:00"),
}


def order(**changed: str | None) -> Iterable[Fact]:
    """The caller's identity checked, and an order cited: LATE with some moments changed, or left out by None."""
    moments = {c: (p, changed.get(c, at)) for c, (p, at) in LATE.items()}
    planned = ("ship_limit", "promised")
    events: list[dict[str, str | None]] = [
        {
            "process": p,
            "code": c,
            "at": t(at).isoformat(),
            "role": p,
            "planned": "yes" if c in planned else "",
            "source": "f00d",
        }
        for c, (p, at) in moments.items()
        if at
    ]
    return [cases.Identified(how="ご注文番号"), cases.OrderCited(order="A-1", source="f00d", events=events)]


def looked(*but: Process, kind: Kind = Kind.DELIVERY) -> list[Fact]:
    """Every process of the template looked at, but these."""
    return [
        facts.StepChecked(process=p, looked=Looked.NOTHING_FOUND, because="記録を確かめた")
        for p in TEMPLATES[kind].processes
        if p not in but
    ]


def answered(*but: str, kind: Kind = Kind.DELIVERY) -> list[Fact]:
    """Every check of the template answered, but these."""
    return [facts.CheckAnswered(code=c.code, verdict=Verdict.OK) for c in TEMPLATES[kind].checks if c.code not in but]


def cause(process: Process = P.SHIPPING, **more: object) -> facts.CauseConfirmed:
    """A confirmed cause."""
    told: dict[str, object] = {
        "cause": 1,
        "group": Group.METHOD,
        "process": process,
        "steps": [],
        "what": "引き当てが漏れていた",
        "evidence": "出荷台帳",
        "whys": [],
    }
    return facts.CauseConfirmed(**(told | more))  # type: ignore[arg-type]
