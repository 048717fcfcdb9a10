"""Whatever people do, in whatever order: the ledger says what a list of lists would say, and verifies."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from nattoku.cases.facts import CaseReceived, Noted, Promised
from nattoku.cases.words import Door, Kind
from nattoku.ledger import append as ledger
from nattoku.ledger.append import append, blank, history
from nattoku.ledger.facts import BLANK, New, Opening, Settlement
from nattoku.ledger.models import Answer, FactRow, Head, Promise
from nattoku.ledger.once import Reply, once
from nattoku.ledger.verify import verify
from nattoku.lib.refusal import Refusal
from nattoku.notices.facts import Delivered
from tests import databases
from tests.company import NOW
from tests.ledger.dump import dump

STREAMS = st.sampled_from(["case:1", "case:2", "case:3"])
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
MINUTES = st.integers(-300, 300)


@dataclass
class Told:
    """What the model remembers of one fact."""

    kind: str
    words: str
    by_machine: bool = False


@dataclass
class Model:
    """Streams as lists, promises as a table, answers by key."""

    streams: dict[str, list[Told]] = field(default_factory=dict)
    promises: dict[str, str] = field(default_factory=dict)
    due: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str | None] = field(default_factory=dict)


class Ledger(RuleBasedStateMachine):
    """A ledger of three cases on a database of its own."""

    template: databases.OwnDatabase

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.stack = ExitStack()
        place = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="nattoku-model-")))
        self.stack.enter_context(databases.copy(self.template, place / "data"))

    def teardown(self) -> None:
        self.stack.close()

    def add(self, stream: str, *told: Told, news: list[New], **more: Any) -> list[Any]:
        recorded = append(stream, *news, by="sato", at=NOW, **more)
        self.model.streams.setdefault(stream, []).extend(told)
        return recorded

    def open_promises(self, stream: str) -> list[str]:
        return [p for p, outcome in self.model.promises.items() if outcome == "open" and p.startswith(f"{stream}:")]

    @initialize()
    def receive(self) -> None:
        for stream in ("case:1", "case:2", "case:3"):
            got = CaseReceived(
                door=Door.PHONE, division="", kind_of=Kind.OTHER, about=[], words=f"言葉 {stream}", fact="事実"
            )
            self.add(stream, Told("cases.received", got.words), news=[New(fact=got)])

    @rule(stream=STREAMS, words=st.lists(WORDS, min_size=1, max_size=3))
    def note(self, stream: str, words: list[str]) -> None:
        news = [New(fact=Noted(words=w)) for w in words]
        self.add(stream, *(Told("cases.noted", w) for w in words), news=news)

    @rule(stream=STREAMS)
    def deliver(self, stream: str) -> None:
        done = Delivered(notice="N-1", channel="demo", to="division:sales")
        self.add(stream, Told("notices.delivered", "", by_machine=True), news=[New(fact=done)])

    @rule(stream=STREAMS, words=WORDS, minutes=MINUTES)
    def promise(self, stream: str, words: str, minutes: int) -> None:
        due_at = NOW + timedelta(minutes=minutes)
        opening = Opening(kind="cases.promised", to="customer", due_at=due_at, owed_by="sato", detail="what")
        said = New(fact=Promised(what=words), opens=(opening,))
        recorded = self.add(stream, Told("cases.promised", words), news=[said])
        pk = recorded[0].promise_id(0)
        self.model.promises[pk], self.model.due[pk] = "open", minutes

    @rule(
        stream=STREAMS,
        which=st.integers(0, 20),
        outcome=st.sampled_from(["done", "moved", "released"]),
        minutes=st.integers(-300, 0),
    )
    def settle(self, stream: str, which: int, outcome: str, minutes: int) -> None:
        open_ = self.open_promises(stream)
        if not open_:
            return
        pk = open_[which % len(open_)]
        said = New(
            fact=Noted(words="果たした"),
            happened_at=NOW + timedelta(minutes=minutes),
            settles=(Settlement(promise=pk, outcome=outcome),),
        )
        self.add(stream, Told("cases.noted", "果たした"), news=[said])
        done = "kept" if minutes <= self.model.due[pk] else "late"
        self.model.promises[pk] = done if outcome == "done" else outcome

    @precondition(lambda self: any(outcome != "open" for outcome in self.model.promises.values()))
    @rule(which=st.integers(0, 20))
    def settle_again(self, which: int) -> None:
        settled = sorted(p for p, outcome in self.model.promises.items() if outcome != "open")
        pk = settled[which % len(settled)]
        stream = pk.rsplit(":", 2)[0]
        self.refused(lambda: append(stream, Noted(words="先に"), self._settling(pk), by="sato", at=NOW), 409)

    @rule(stream=STREAMS, behind=st.integers(-2, 3))
    def act_on_an_old_page(self, stream: str, behind: int) -> None:
        told = self.model.streams[stream]
        seen = len(told) - behind
        fresh = 0 <= behind <= len(told) and all(t.by_machine for t in told[len(told) - behind :])
        if fresh:
            self.add(stream, Told("cases.noted", "ok"), news=[New(fact=Noted(words="ok"))], expected_version=seen)
        else:
            self.refused(lambda: append(stream, Noted(words="x"), by="sato", at=NOW, expected_version=seen), 409)

    @rule(stream=STREAMS, which=st.integers(0, 50))
    def blank(self, stream: str, which: int) -> None:
        told = self.model.streams[stream]
        at = which % len(told)
        name = {"cases.promised": "what"}.get(told[at].kind, "words")
        if told[at].words in ("", BLANK) or told[at].by_machine or told[at].kind == "ledger.blanked":
            self.refused(lambda: blank(stream, at + 1, [name], reason="x", by="daihyo", at=NOW), 409)
            return
        blank(stream, at + 1, [name], reason="ご依頼", by="daihyo", at=NOW)
        told[at].words = BLANK
        told.append(Told("ledger.blanked", ""))
        for key, answered in self.model.answers.items():
            if answered == stream:
                self.model.answers[key] = None

    @rule(key=st.sampled_from("abc"), stream=STREAMS)
    def act_once(self, key: str, stream: str) -> None:
        def act() -> Reply:
            append(stream, Noted(words=key), by="sato", at=NOW)
            return Reply(201, {"stream": stream}, stream)

        def again() -> Reply:
            return once(key, {"stream": stream}, act, by="sato", at=NOW)

        if key not in self.model.answers:
            assert again() == Reply(201, {"stream": stream}, stream)
            self.model.streams[stream].append(Told("cases.noted", key))
            self.model.answers[key] = stream
        elif self.model.answers[key] is None:
            self.refused(again, 410)
        elif self.model.answers[key] != stream:
            self.refused(again, 422)
        else:
            assert again().answer == {"stream": stream}

    @rule()
    def rebuild(self) -> None:
        before = dump()
        ledger.rebuild()
        assert dump() == before

    @invariant()
    def it_verifies(self) -> None:
        verdict = verify()
        assert verdict.broken == []
        assert verdict.facts == sum(map(len, self.model.streams.values()))

    @invariant()
    def it_says_what_the_model_says(self) -> None:
        for stream, told in self.model.streams.items():
            past = history(stream)
            assert [r.seq for r in past] == list(range(1, len(told) + 1))
            assert [r.kind for r in past] == [t.kind for t in told]
            assert [_words(r.fact) for r in past] == [t.words for t in told]
            assert Head.objects.get(stream=stream).count == len(told)
        assert dict(Promise.objects.values_list("pk", "outcome")) == self.model.promises
        kept = dict(Answer.objects.values_list("key", "answer"))
        assert len(kept) == len(self.model.answers)
        assert sum(1 for a in kept.values() if not a) == sum(1 for a in self.model.answers.values() if a is None)

    def refused(self, act: Any, status: int) -> None:
        """It is refused, and nothing is half-written."""
        before = FactRow.objects.count()
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.status == status
        assert FactRow.objects.count() == before

    @staticmethod
    def _settling(pk: str) -> New:
        return New(fact=Noted(words="もう一度"), settles=(Settlement(promise=pk),))


def _words(fact: Any) -> str:
    return str(getattr(fact, "words", getattr(fact, "what", "")))


def test_the_ledger_is_a_list_of_lists_that_verifies(migrated: databases.OwnDatabase, django_db_blocker: Any) -> None:
    Ledger.template = migrated
    with django_db_blocker.unblock():
        run_state_machine_as_test(
            Ledger,
            settings=settings(
                max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
