"""The drill as a picture: where each thing stands on the page. Roles only, never names (T5). Pure.

Time runs right, a lane is a process. All lengths are pixels of the drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.causes.drill import Drill
from nattoku.causes.way import Event, moments_of
from nattoku.causes.words import Known, Process, lane
from nattoku.lib.clock import TOKYO, span, when
from nattoku.lib.text import Text
from nattoku.orders.words import ACTIVITIES

LEFT, RIGHT, TOP = 112, 72, 44
WIDTH = 1040
ROW, LANE = 20, 44


@dataclass(frozen=True)
class Lane:
    """One lane: its name, the line in its middle, its upper edge and its height."""

    process: Process
    words: Text
    y: float
    top: float
    height: float


@dataclass(frozen=True)
class Dot:
    """One thing that happened: shape is dot, known, told or complaint. row: the id of its row in the table."""

    shape: str
    x: float
    y: float
    label_y: float
    anchor: str
    label: Text
    title: Text
    row: str


@dataclass(frozen=True)
class Arrow:
    """From sent to received; dotted where the receipt is unknown."""

    x: float
    y: float
    to_x: float
    to_y: float
    unknown: bool
    title: Text


@dataclass(frozen=True)
class Stroke:
    """A vertical line with words above it."""

    x: float
    label: Text


@dataclass(frozen=True)
class Gap:
    """The span in which we knew and the customer did not."""

    x: float
    width: float
    top: float
    height: float
    label: Text


@dataclass(frozen=True)
class Picture:
    """The whole swimlane."""

    width: float
    height: float
    lanes: list[Lane]
    days: list[Stroke]
    dots: list[Dot]
    arrows: list[Arrow]
    promise: Stroke | None
    gap: Gap | None


@dataclass(frozen=True)
class Bar:
    """One leg of the order's way: what it took within its limit, and beyond it."""

    words: Text
    says: Text
    y: float
    x: float
    width: float
    late_x: float
    late_width: float


@dataclass(frozen=True)
class Waterfall:
    """Which stage ate the time between the order and the promised date."""

    width: float
    height: float
    bars: list[Bar]
    promise: Stroke | None


@dataclass
class _Mark:
    """Something to be put on a lane, before its place is known."""

    shape: str
    process: Process
    at: datetime
    label: Text
    title: Text
    row: str
    line: int = 0


@dataclass(frozen=True)
class _Scale:
    """Moments to pixels. What lies far outside is put at the edge."""

    begins: datetime
    ends: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.begins) / (self.ends - self.begins)
        return round(LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT), 1)


def picture_of(drill: Drill) -> Picture | None:
    """The swimlane; None while there is nothing to draw but the complaint."""
    marks = list(_marks(drill))
    scale = _scale(drill, marks)
    if scale is None:
        return None
    rows = _rows(marks, scale)
    lanes = _lanes(drill, rows)
    at = {one.process: one for one in lanes}
    bottom = lanes[-1].top + lanes[-1].height
    promise = (
        Stroke(scale.x(drill.due_at), Text("お約束 {d}", "Promised {d}").with_(d=when(drill.due_at)))
        if drill.due_at
        else None
    )
    return Picture(
        width=WIDTH,
        height=bottom + 28,
        lanes=lanes,
        days=list(_days(scale)),
        dots=[_dot(m, scale, at[m.process]) for m in marks],
        arrows=list(_arrows(drill, scale, at)),
        promise=promise,
        gap=_gap(drill, scale, at[Process.CUSTOMER]),
    )


def waterfall_of(drill: Drill) -> Waterfall | None:
    """The legs below one another, on the scale of the order; None without an order."""
    if not drill.legs:
        return None
    moments = moments_of(drill.events)
    scale = _Scale(min(moments.values()), max(moments.values()) + timedelta(hours=1))
    bars = []
    for i, leg in enumerate(drill.legs):
        end = leg.ended_at or scale.ends
        kept = min(end, leg.limit_at) if leg.limit_at else end
        kept = max(kept, leg.begun_at)
        x, mid, right = scale.x(leg.begun_at), scale.x(kept), scale.x(end)
        bars.append(Bar(leg.words, leg.says, TOP + i * 40, x, max(2, mid - x), mid, max(0, right - mid)))
    promise = Stroke(scale.x(drill.due_at), Text("お約束", "Promised")) if drill.due_at else None
    return Waterfall(WIDTH, TOP + len(bars) * 40 + 8, bars, promise)


def _marks(drill: Drill) -> Iterator[_Mark]:
    for i, event in enumerate(drill.events):
        if event.code != "promised":
            yield _event(event, i)
    for number, step in drill.steps.items():
        if step.begun_at:
            label = Text(step.role, step.role)
            yield _Mark("dot", step.process, step.begun_at, label, _titled(label, step.begun_at), f"step-{number}")
    for process, knew in drill.known.items():
        if knew.known_at:
            yield _known("known", process, knew.known_at, Text("知った", "Knew"))
        if knew.told is Known.YES and knew.told_at:
            yield _known("told", process, knew.told_at, Text("伝えた", "Told"))
    label = Text("お申し出", "Complaint")
    yield _Mark(
        "complaint", Process.CUSTOMER, drill.complaint_at, label, _titled(label, drill.complaint_at), "complaint"
    )


def _event(event: Event, index: int) -> _Mark:
    label = ACTIVITIES[event.code].label if event.code in ACTIVITIES else Text(event.code, event.code)
    return _Mark(
        "limit" if event.planned else "dot", event.process, event.at, label, _titled(label, event.at), f"event-{index}"
    )


def _known(shape: str, process: Process, at: datetime, label: Text) -> _Mark:
    return _Mark(shape, process, at, label, _titled(label, at), f"knew-{process.value}")


def _titled(label: Text, at: datetime) -> Text:
    return Text("{label}　{at}", "{label}, {at}").with_(label=label, at=when(at))


def _scale(drill: Drill, marks: list[_Mark]) -> _Scale | None:
    """From the first to the last moment; a complaint long after everything else stands at the right edge."""
    moments = [m.at for m in marks if m.shape != "complaint"] + ([drill.due_at] if drill.due_at else [])
    moments += [m for h in drill.handovers.values() for m in (h.fact.sent_at, h.fact.received_at) if m]
    if not moments:
        return None
    begins, ends = min(moments), max(moments)
    length = max(ends - begins, timedelta(hours=6))
    if begins - length < drill.complaint_at < ends + 2 * length:
        begins, ends = min(begins, drill.complaint_at), max(ends, drill.complaint_at)
    margin = max(ends - begins, timedelta(hours=6)) / 40
    return _Scale(begins - margin, ends + margin)


def _width(label: Text) -> float:
    return max(len(label.ja) * 14, len(label.en) * 7.5) + 10


def _side(x: float, label: Text) -> tuple[str, float]:
    """Text stands right of its dot, or left of it near the edge: (anchor, left end of the text)."""
    wide = _width(label)
    return ("end", x - wide) if x + wide > WIDTH else ("start", x)


def _rows(marks: list[_Mark], scale: _Scale) -> dict[Process, int]:
    """Put each label on the first line of its lane where it overlaps none; how many lines each lane needs."""
    used: dict[Process, list[float]] = {}
    for mark in sorted(marks, key=lambda m: _side(scale.x(m.at), m.label)[1]):
        _, left = _side(scale.x(mark.at), mark.label)
        ends = used.setdefault(mark.process, [])
        mark.line = next((i for i, end in enumerate(ends) if end <= left), len(ends))
        if mark.line == len(ends):
            ends.append(0)
        ends[mark.line] = left + _width(mark.label)
    return {p: len(ends) for p, ends in used.items()}


def _lanes(drill: Drill, rows: dict[Process, int]) -> list[Lane]:
    passed = [p for h in drill.handovers.values() if h.fact.sent_at for p in (h.fact.process, h.fact.to)]
    lanes, top = [], float(TOP)
    for process in dict.fromkeys((*drill.template.lanes, *rows, *passed)):  # written down before the template changed
        height = LANE + ROW * rows.get(process, 0)
        lanes.append(Lane(process, lane(process), top + 20, top, height))
        top += height
    return lanes


def _dot(mark: _Mark, scale: _Scale, at: Lane) -> Dot:
    x = scale.x(mark.at)
    anchor, _ = _side(x, mark.label)
    return Dot(mark.shape, x, at.y, at.y + 24 + ROW * mark.line, anchor, mark.label, mark.title, mark.row)


def _arrows(drill: Drill, scale: _Scale, lanes: dict[Process, Lane]) -> Iterator[Arrow]:
    for handover in drill.handovers.values():
        passed = handover.fact
        if passed.sent_at is None:
            continue
        x = scale.x(passed.sent_at)
        to_x = scale.x(passed.received_at) if passed.received_at else x + 24
        title = Text("受け取り不明", "receipt unknown")
        if handover.gap is not None:
            title = Text("受け取りまで{g}", "received after {g}").with_(g=span(handover.gap))
        yield Arrow(x, lanes[passed.process].y, to_x, lanes[passed.to].y, passed.received_at is None, title)


def _days(scale: _Scale) -> Iterator[Stroke]:
    """At most twelve days, each at its midnight in Tokyo."""
    first = scale.begins.astimezone(TOKYO).replace(hour=0, minute=0, second=0, microsecond=0)
    step = max(1, -(-(scale.ends - scale.begins).days // 11))
    day = first + timedelta(days=1)
    while day <= scale.ends:
        yield Stroke(scale.x(day), Text(f"{day.month}月{day.day}日", f"{day.day} {day:%b}"))
        day += timedelta(days=step)


def _gap(drill: Drill, scale: _Scale, customer: Lane) -> Gap | None:
    dark = drill.line.dark
    if dark is None:
        return None
    x, right = scale.x(dark[0]), scale.x(dark[1])
    label = Text("お客様はご存じない　{n}", "the customer did not know: {n}").with_(n=span(dark[1] - dark[0]))
    return Gap(x, max(2, right - x), TOP, customer.top + customer.height - TOP, label)
