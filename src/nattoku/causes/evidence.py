"""The same facts as the picture, as rows: for those who cannot see it, and with the names, as evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from nattoku.causes.drill import Drill
from nattoku.causes.facts import KnowledgeRecorded
from nattoku.causes.words import KNOWNS, PROCESSES, Known, Process
from nattoku.lib.text import Text
from nattoku.orders.words import ACTIVITIES, ROLES

Private = Callable[[str], str]
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Evidence:
    """One row. at None: nobody can say when. row: its id, to which the picture links."""

    row: str
    at: datetime | None
    process: Process
    what: Text | str
    who: Text | str = ""
    source: str = ""


def evidence_of(drill: Drill, private: Private) -> list[Evidence]:
    """All that is known with a process, in the order of time; private masks names for those who may not read them."""
    found = [*_events(drill), *_steps(drill, private), *_passed(drill, private), *_known(drill, private)]
    found.append(
        Evidence("complaint", drill.complaint_at, Process.CUSTOMER, Text("お申し出をいただいた", "The complaint"))
    )
    return sorted(found, key=lambda e: e.at or _NEVER)


def _events(drill: Drill) -> Iterator[Evidence]:
    for i, event in enumerate(drill.events):
        what = ACTIVITIES[event.code].label if event.code in ACTIVITIES else event.code
        yield Evidence(
            f"event-{i}", event.at, event.process, what, ROLES.get(event.role, event.role), event.source[:12]
        )


def _steps(drill: Drill, private: Private) -> Iterator[Evidence]:
    for number, step in drill.steps.items():
        who = f"{step.role}　{private(step.actor)}".strip()
        what, source = private(step.what), private(step.evidence)
        yield Evidence(f"row-step-{number}", step.begun_at, step.process, what, who, source)


def _passed(drill: Drill, private: Private) -> Iterator[Evidence]:
    for number, handover in drill.handovers.items():
        passed = handover.fact
        what = Text("{to}へ渡した：{c}", "passed to {to}: {c}").with_(
            to=PROCESSES[passed.to], c=private(passed.content)
        )
        who = " → ".join(filter(None, (private(passed.sent_by), private(passed.received_by))))
        yield Evidence(f"handover-{number}", passed.sent_at, passed.process, what, who, passed.medium)


def _known(drill: Drill, private: Private) -> Iterator[Evidence]:
    for process, knew in drill.known.items():
        yield Evidence(
            f"knew-{process.value}",
            knew.known_at,
            process,
            _sentence(knew),
            " → ".join(filter(None, (private(knew.knower), private(knew.told_person)))),
            private(knew.because),
        )


def _sentence(knew: KnowledgeRecorded) -> Text:
    words = Text("知っていたか：{k}　伝えたか：{t}", "knew: {k}, told: {t}").with_(
        k=KNOWNS[knew.knew], t=KNOWNS[knew.told]
    )
    if knew.told is Known.YES and knew.told_to:
        to = Text("（{p}へ）", " ({p})").with_(p=PROCESSES[knew.told_to])
        return Text(words.ja + to.ja, words.en + to.en)
    return words
