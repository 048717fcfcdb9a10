"""The knowledge line: who knew of the trouble, whom they told, when it was received, when the customer heard. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.causes.facts import KnowledgeRecorded
from nattoku.causes.words import Known, Process
from nattoku.lib.clock import span
from nattoku.lib.text import Text


@dataclass(frozen=True)
class Moment:
    """One point of the line: whether, when, and which process. `at` None: nobody can say when."""

    value: Known = Known.UNKNOWN
    at: datetime | None = None
    process: Process | None = None


@dataclass(frozen=True)
class Line:
    """known -> told inside -> received -> the customer told. knowable_at: when the records would have shown it.

    dark: (since when somebody of us knew, until when the customer heard), None where either is not known.
    """

    known: Moment = Moment()
    told: Moment = Moment()
    received: Moment = Moment()
    customer: Moment = Moment()
    due_at: datetime | None = None
    knowable_at: datetime | None = None
    dark: tuple[datetime, datetime] | None = None

    @property
    def before_due(self) -> timedelta | None:
        """How long before the date the customer was told; negative: afterwards; None: unknown or never."""
        return self.due_at - self.customer.at if self.due_at and self.customer.at else None

    @property
    def dark_words(self) -> Text:
        """The time in which we knew and the customer did not, in words."""
        if self.customer.value is Known.UNKNOWN or (self.customer.value is Known.YES and self.customer.at is None):
            return Text("お客様にいつお伝えしたかは不明です", "When the customer was told is unknown")
        if self.dark is None:
            return Text("社内の誰がいつ知ったかは不明です", "Who of us knew, and when, is unknown")
        length = span(self.dark[1] - self.dark[0])
        if self.customer.value is Known.NO:
            return Text(
                "社内で知ってから{n}、お客様はご存じないまま、お申し出をいただきました",
                "For {n} we knew and the customer did not, until the complaint",
            ).with_(n=length)
        return Text(
            "社内で知ってから{n}、お客様はご存じありませんでした", "For {n} we knew and the customer did not"
        ).with_(n=length)


def line_of(
    known: Mapping[Process, KnowledgeRecorded],
    *,
    due_at: datetime | None,
    complaint_at: datetime,
    knowable_at: datetime | None = None,
) -> Line:
    """Fold what each process knew (the last record of each) into one line. What is not recorded is unknown."""
    first = _first(known)
    told = _told(first)
    received = _received(known, told)
    customer = _customer(known)
    return Line(
        known=_knew(first),
        told=told,
        received=received,
        customer=customer,
        due_at=due_at,
        knowable_at=knowable_at,
        dark=_dark(known, customer, complaint_at),
    )


def _first(known: Mapping[Process, KnowledgeRecorded]) -> KnowledgeRecorded | None:
    """Who knew first; else whoever may have known; else whoever did not."""
    rank = {Known.YES: 0, Known.UNKNOWN: 1, Known.NO: 2}
    entries = sorted(known.values(), key=lambda k: (rank[k.knew], k.known_at is None, k.known_at or 0))
    return entries[0] if entries else None


def _knew(first: KnowledgeRecorded | None) -> Moment:
    return Moment(first.knew, first.known_at, first.process) if first else Moment()


def _told(first: KnowledgeRecorded | None) -> Moment:
    return Moment(first.told, first.told_at, first.told_to) if first else Moment()


def _received(known: Mapping[Process, KnowledgeRecorded], told: Moment) -> Moment:
    if told.value is Known.NO:
        return Moment(Known.NO, None, told.process)
    if told.process is Process.CUSTOMER:
        return told
    heard = known.get(told.process or Process.SALES)
    return Moment(heard.knew, heard.known_at, heard.process) if heard else Moment()


def _customer(known: Mapping[Process, KnowledgeRecorded]) -> Moment:
    """The earliest telling of the customer; NO only when somebody says so."""
    spoke = [k for k in known.values() if k.told_to is Process.CUSTOMER]
    told = sorted((k for k in spoke if k.told is Known.YES), key=lambda k: (k.told_at is None, k.told_at))
    if told:
        return Moment(Known.YES, told[0].told_at, told[0].process)
    value = Known.NO if any(k.told is Known.NO for k in spoke) else Known.UNKNOWN
    return Moment(value)


def _dark(
    known: Mapping[Process, KnowledgeRecorded], customer: Moment, complaint_at: datetime
) -> tuple[datetime, datetime] | None:
    since = min((k.known_at for k in known.values() if k.knew is Known.YES and k.known_at), default=None)
    until = complaint_at if customer.value is Known.NO else customer.at
    return (since, until) if since and until and until > since else None
