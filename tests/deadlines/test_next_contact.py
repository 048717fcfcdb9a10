"""Whatever happens to a case: while it is open, there is a day on which the customer hears from us."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nattoku.cases import actions as cases
from nattoku.cases import facts
from nattoku.cases.rules import case_of
from nattoku.cases.words import Door, Severity, Urgency
from nattoku.closure import actions as closure
from nattoku.deadlines import actions as deadlines
from nattoku.deadlines.watcher import watch
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.reports import actions as reports
from nattoku.response import actions as response
from tests.company import NOW, Company

Step = Callable[[str, Company, datetime], object]


def _first_owed(no: str) -> str:
    owed = promises.open_promises(f"case:{no}")
    return owed[len(owed) // 2].pk if owed else "none"


STEPS: dict[str, Step] = {
    "told": lambda no, c, at: reports.tell_leader(no, person="chiba", by=c.sato, at=at),
    "shared": lambda no, c, at: reports.share(no, by=c.sato, at=at),
    "assessed": lambda no, c, at: cases.assess(no, severity=Severity.B, urgency=Urgency.TODAY, by=c.sato, at=at),
    "contacted": lambda no, c, at: cases.contact(
        no, channel="phone", words="経過", next_at=None, interim=True, by=c.sato, at=at
    ),
    "missed": lambda no, c, at: cases.contact(
        no, channel="phone", words="お留守", next_at=None, reached=False, by=c.sato, at=at
    ),
    "handled": lambda no, c, at: response.explain_handling(
        no, words="順にお調べします", channel="phone", by=c.sato, at=at
    ),
    "kept": lambda no, c, at: cases.keep_promise(no, promise=_first_owed(no), by=c.sato, at=at),
    "moved": lambda no, c, at: cases.move_promise(
        no, promise=_first_owed(no), due_at=at + timedelta(days=2), consent="いいですよ", by=c.sato, at=at
    ),
    "released": lambda no, c, at: cases.release_promise(
        no, promise=_first_owed(no), reason="不要になった", by=c.sato, at=at
    ),
    "paused": lambda no, c, at: deadlines.pause(
        no, reason="お返事待ち", until=at + timedelta(days=2), by=c.sato, at=at
    ),
    "resumed": lambda no, c, at: deadlines.resume(no, by=c.sato, at=at),
    "satisfied": lambda no, c, at: closure.hear_last_word(
        no,
        words="分かりました",
        meaning=closure.Meaning.SATISFIED,
        said_to="佐藤",
        through="phone",
        unasked="先に仰った",
        by=c.sato,
        at=at,
    ),
    "resigned": lambda no, c, at: closure.hear_last_word(
        no, words="もういい", meaning=closure.Meaning.RESIGNED, said_to="佐藤", through="phone", by=c.sato, at=at
    ),
    "withdrawn": lambda no, c, at: closure.withdraw(no, words="取り下げます", by=c.sato, at=at),
    "reopened": lambda no, c, at: closure.reopen(no, reason="また起きた", by=c.sato, at=at),
    "watched": lambda no, c, at: watch(at=at),
}


@pytest.mark.rule("S003-17")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 2000)), max_size=14))
def test_an_open_case_always_has_a_next_contact(company: Company, steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        intake = cases.Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない")
        stream = cases.receive(intake, by=company.sato, at=NOW)[0].stream
        at = NOW
        for step, minutes in steps:
            at += timedelta(minutes=minutes)
            with suppress(Refusal), transaction.atomic():
                STEPS[step](stream.partition(":")[2], company, at)
            owed = promises.open_of_kind(stream, facts.NEXT_CONTACT)
            assert len(owed) == (1 if case_of(history(stream)).open else 0), (step, steps)
        transaction.set_rollback(True)
