"""A case from the first word to the explanations: what a story says, written through the actions of the rooms."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from nattoku.cases import actions as cases
from nattoku.cases import contacting, queries
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.words import About, Anger, Danger, Door, Hurt, Kind, Severity, Toward, Urgency, Wish
from nattoku.cases.words import Stage as Stages
from nattoku.causes import actions as causes
from nattoku.deadlines import watcher
from nattoku.demo.customers import Guest
from nattoku.demo.moments import Due, Moments
from nattoku.ledger import queries as promises
from nattoku.ledger.models import Promise
from nattoku.lib.clock import TOKYO
from nattoku.notices import actions as notices
from nattoku.notices import outbox
from nattoku.notices.channels import demo as channel
from nattoku.notices.facts import ACKNOWLEDGE
from nattoku.notices.marking import Ended, mark
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from nattoku.reports.facts import Means
from nattoku.reports.on_the_spot import settle_on_the_spot
from nattoku.response import actions as response
from nattoku.response.facts import Side, Term

ALL_THE_SAME = "この方法と日時でよいと、お客様から伺いました。"
_INTERIMS = (
    "途中の様子をお伝えしました。分かったこと、まだのこと、次にお電話する日の順にお話ししています。",
    "中間のご報告をしました。「知らせてくれるだけで安心します」とのことです。",
    "ここまでに分かったことと、これからの見込みをお伝えしました。",
    "進み具合をお電話でご報告しました。ご質問はありませんでした。",
)
_CALLS = (
    "お約束のお電話をし、調べているところをお伝えしました。",
    "きょうまでに分かったことをお電話でお伝えし、次の日時をお約束しました。",
    "お約束の時刻の前にお電話しました。「はい、お待ちしています」とのことです。",
    "進み具合をお伝えしました。まだ分からないことは、分からないと申し上げました。",
    "お電話で様子を伺い、続きのご連絡の日時を決めました。",
    "社内の確かめにもう少し日をいただきたいと申し上げ、お許しをいただきました。",
)
_CALLS_LATER = (
    "ご用意の進み具合をお電話でお伝えしました。",
    "お約束の日に変わりがないことをお伝えしました。「分かりました」とのことです。",
    "お電話で、その後お困りのことがないかを伺いました。",
    "次のご連絡までにいたしますことを、順にお伝えしました。",
)
_AS_WRITTEN = "お手紙に書いたとおりにいたしました。"
_A_WHILE = timedelta(minutes=150)
_SECOND = timedelta(seconds=1)


@dataclass
class Stage:
    """What every story of one filling shares."""

    now: datetime
    people: dict[str, Person]
    guests: dict[str, Guest]


class Telling(Moments):
    """The base of a script: who tells, to whom, and the acts that every case has."""

    def __init__(
        self, stage: Stage, *, guest: Guest, me: str, division: str, order: str, begins: datetime, rng: Random
    ) -> None:
        super().__init__(now=stage.now, begins=begins, rng=rng)
        self.stage, self.guest, self.order = stage, guest, order
        self.division = division
        self.me = stage.people[me]
        self.no = 0
        self.written: set[str] = set()  # ids of the promises our letters made

    @property
    def leader(self) -> Person:
        """Who leads the division of the case; the manager where that is who received it."""
        head = people.heads(self.division)[0]
        return self.stage.people["kashiwagi"] if head.pk == self.me.pk else self.stage.people[head.pk]

    @property
    def top(self) -> Person:
        return self.stage.people["tsutsumi"]

    @property
    def stream(self) -> str:
        return case_facts.stream(self.no)

    def on(self, days: int, clock: str, *, late: bool = False) -> None:
        """Go to this time; what was promised to the customer until then is kept on the way, unless it is to be late."""
        wanted = self.day(days, clock)
        if not late:
            self._keep_in_touch(wanted)
            due = min((p.due_at for p in self._owed_calls()), default=wanted + _A_WHILE)
            wanted = min(wanted, max(self.at, due - _A_WHILE))
            self.kept_as_written(wanted)
        self.go(wanted)

    def _keep_in_touch(self, until: datetime) -> None:
        for _ in range(9):
            due = min((p.due_at for p in self._owed_calls()), default=until)
            if due >= until:
                return
            self.go(max(self.at, due - timedelta(minutes=self.rng.randrange(20, 110))))
            self.called(self._said(), next=min(until + _A_WHILE, self.at + timedelta(days=4)))

    def kept_until_now(self) -> None:
        """No call of today's earlier hours was forgotten: the story goes on until now."""
        for _ in range(3):
            due = min((p.due_at for p in self._owed_calls()), default=self.now)
            call = max(self.at, due - timedelta(minutes=self.rng.randrange(20, 110)))
            if due >= self.now or call > self.now - timedelta(minutes=15):
                return
            self.go(call)
            self.called(self._said(), next=self.ahead(1, f"{self.rng.randrange(10, 18)}:00"))

    def _said(self) -> str:
        case = queries.case(self.no)
        later = case is not None and case.stage >= Stages.WEIGHING
        return self.rng.choice(_CALLS_LATER if later else _CALLS)

    def _owed_calls(self) -> list[Promise]:
        return promises.open_of_kind(self.stream, case_facts.NEXT_CONTACT, case_facts.INTERIM_REPORT)

    def received(
        self,
        words: str,
        fact: str,
        *about: About,
        door: Door = Door.PHONE,
        items: Sequence[str] = (),
        hurt: Sequence[Hurt] = (),
        wish: Sequence[Wish] = (),
        anger: Anger | None = None,
        toward: Toward = Toward.COMPANY,
        severity: Severity | None = None,
        urgency: Urgency = Urgency.TODAY,
        danger: Danger = Danger.NO,
        kind: Kind | None = None,
        call_back: Due | None = None,
        concerns: str = "",
        asked_for: str = "",
        relation: str = "",
        identified: str = "ご登録のお電話番号とお名前",
        reach: str = "",
        unknown_caller: bool = False,
        unsure: bool = False,
        lag: tuple[float, float] = (3, 8),
    ) -> None:
        """The complaint is written down, minutes after it was heard."""
        happened = self.moment(gap=(0, 0.01), lag=lag)
        intake = Intake(
            door=door,
            words=words,
            fact=fact,
            about=about,
            kind=kind,
            happened_at=happened,
            division=self.division,
            customer="" if unknown_caller else self.guest.pk,
            caller="" if unknown_caller else self.guest.voice,
            relation=relation,
            reach="" if unknown_caller else reach or self.guest.phone,
            reach_missing=unknown_caller,
            identified="" if unknown_caller else identified,
            call_back_at=self.due(call_back),
            danger=danger,
            unsure=unsure,
            order=self.order,
            despite=ALL_THE_SAME,
            concerns=concerns,
            asked_for=asked_for,
            items=[fact, *items] if items else [],
            hurt=hurt,
            wish=wish,
            anger=anger,
            toward=toward,
            severity=severity,
            urgency=urgency,
        )
        self.no = queries.no_of(cases.receive(intake, by=self.me, at=self.at)[0].stream)
        self._carry()

    def settled_on_the_spot(
        self, words: str, fact: str, *about: About, done: str, cause: str, thanks: str, door: Door = Door.PHONE
    ) -> None:
        """その場で解決: everything within the first contact."""
        happened = self.moment(gap=(0, 0.01), lag=(6, 12))
        intake = Intake(
            door=door,
            words=words,
            fact=fact,
            about=about,
            happened_at=happened,
            division=self.division,
            customer=self.guest.pk,
            caller=self.guest.voice,
            reach=self.guest.phone,
            identified="ご登録のお電話番号とお名前",
            danger=Danger.NO,
            order=self.order,
            despite=ALL_THE_SAME,
            severity=Severity.C,
            urgency=Urgency.TODAY,
        )
        self.no = settle_on_the_spot(
            intake,
            done=done,
            cause=cause,
            words=thanks,
            told=self._on_duty().pk,
            in_presence=door is Door.VISIT or None,
            told_at=happened + (self.at - happened) / 2,
            by=self.me,
            at=self.at,
        )
        self._carry()

    def reported(self, *, missed: bool = False, in_presence: bool | None = None, late: float = 0) -> None:
        """The leader on duty is told by phone; missed: the first one does not answer. late: minutes later than usual."""
        if missed:
            self.moment(gap=(1, 2), lag=(0.2, 0.5))
            reports.miss_leader(self.no, person=self._on_duty().pk, by=self.me, at=self.at)
        self.wait(late)
        happened = self.moment(gap=(0.5, 2), lag=(0.5, 3))
        reports.tell_leader(
            self.no,
            person=self._on_duty(1 if missed else 0).pk,
            means=Means.IN_PERSON if in_presence else Means.PHONE,
            in_presence=in_presence,
            happened_at=happened,
            by=self.me,
            at=self.at,
        )
        if not in_presence and not missed:
            reports.tell_customer(self.no, by=self.me, at=self.at)

    def shared(self, *divisions: str) -> None:
        """The first information goes to the rooms, as the intake has written it."""
        self.moment(gap=(1, 4), lag=(0.1, 0.5))
        named = sorted({self.division, *divisions}) if divisions else []
        why = "ほかの部門は、このお申し出に関わりがないため" if named else ""
        reports.share(self.no, divisions=named, why_narrow=why, by=self.me, at=self.at)
        self._carry()
        self._read_elsewhere()

    def taken(self, *, takes: bool = True) -> None:
        """The leader acknowledges."""
        self.moment(gap=(1, 5), lag=(0.1, 0.3))
        reports.acknowledge(self.no, takes=takes, by=self.leader, at=self.at)

    def opened(self, *divisions: str, takes: bool = True) -> None:
        """What follows every receipt: told, shared, acknowledged."""
        self.reported()
        self.shared(*divisions)
        self.taken(takes=takes)

    def called(
        self, words: str, *, next: Due | None, interim: bool = False, channel: str = "phone", reached: bool = True
    ) -> None:
        """The customer was contacted, and when we call again was said."""
        happened = self.moment(gap=(1, 3), lag=(3, 9))
        interim = interim or (reached and self._interim_falls_due(next))
        contacting.contact(
            self.no,
            channel=channel,
            words=words,
            next_at=self.due(next),
            reached=reached,
            interim=interim,
            happened_at=happened,
            despite=ALL_THE_SAME,
            by=self.me,
            at=self.at,
        )
        if reached:
            self._keep_written(
                [p for p in self._owed_in_writing() if p.due_at.astimezone(TOKYO).date() <= self.at.date()]
            )

    @contextmanager
    def promising_in_writing(self) -> Iterator[None]:
        """What is promised meanwhile is promised by a letter."""
        before = {p.pk for p in promises.open_of_kind(self.stream, case_facts.PROMISED)}
        yield
        self.written |= {p.pk for p in promises.open_of_kind(self.stream, case_facts.PROMISED)} - before

    def kept_as_written(self, until: datetime) -> None:
        """What letters promised until then is kept on the way there, shortly before it is due."""
        for owed in self._owed_in_writing():
            if owed.due_at <= until:
                self.go(max(self.at, owed.due_at - timedelta(minutes=self.rng.randrange(20, 60))))
                self._keep_written([owed])

    def _owed_in_writing(self) -> list[Promise]:
        return [p for p in promises.open_of_kind(self.stream, case_facts.PROMISED) if p.pk in self.written]

    def _keep_written(self, owed: list[Promise]) -> None:
        for one in owed:
            cases.keep_promise(self.no, promise=one.pk, words=_AS_WRITTEN, by=self.me, at=self.at)

    def reported_interim(self, next: Due | None) -> None:
        """A short interim report, where one would fall due before the next contact."""
        if self._interim_falls_due(next):
            self.called(self.rng.choice(_INTERIMS), next=next, interim=True)

    def _interim_falls_due(self, next: Due | None) -> bool:
        owed = promises.open_of_kind(self.stream, case_facts.INTERIM_REPORT)
        until = self.due(next) or self.at + timedelta(days=1)
        return bool(owed) and owed[0].due_at < until

    def noted(self, words: str, *, by: str = "") -> None:
        self.moment()
        cases.note(self.no, words=words, by=self.who(by), at=self.at)

    def heard(self, what: str, *about: About, hurt: Sequence[Hurt] = (), wish: Sequence[Wish] = ()) -> None:
        """One more thing complained of."""
        self.moment()
        cases.hear_item(self.no, what=what, about=about, hurt=hurt, wish=wish, by=self.me, at=self.at)

    def answered_item(self, item: int, words: str) -> None:
        self.moment()
        cases.answer_item(self.no, item=item, words=words, by=self.me, at=self.at)

    def angrier(self, anger: Anger, toward: Toward = Toward.COMPANY) -> None:
        """A step of the ladder, up or down."""
        self.moment(gap=(0.3, 1), lag=(0.3, 1))
        cases.hear_anger(self.no, anger=anger, toward=toward, by=self.me, at=self.at)

    def assessed(self, severity: Severity, urgency: Urgency, why: str = "") -> None:
        self.moment()
        cases.assess(self.no, severity=severity, urgency=urgency, why=why, by=self.leader, at=self.at)

    def first_aid(self, what: str, cost: int = 0) -> None:
        self.moment()
        cases.give_first_aid(self.no, what=what, cost=cost, by=self.me, at=self.at)

    def promised(self, what: str, due: Due) -> None:
        """We told the customer that we will do this by then."""
        self.moment(gap=(0.5, 1), lag=(0.5, 1))
        until = self.due(due)
        assert until is not None
        cases.promise(self.no, what=what, due_at=until, despite=ALL_THE_SAME, by=self.me, at=self.at)

    def kept(self, words: str) -> None:
        """The oldest promise of that kind was kept; its time decides whether in time."""
        happened = self.moment(gap=(1, 2), lag=(1, 4))
        owed = self._first_promised()
        cases.keep_promise(self.no, promise=owed.pk, words=words, happened_at=happened, by=self.me, at=self.at)

    def moved(self, due: Due, consent: str) -> None:
        self.moment()
        owed = self._first_promised()
        until = self.due(due)
        assert until is not None
        cases.move_promise(self.no, promise=owed.pk, due_at=until, consent=consent, by=self.me, at=self.at)

    def _first_promised(self) -> Promise:
        """The oldest that was promised aloud; what letters promised comes after it."""
        return min(promises.open_of_kind(self.stream, case_facts.PROMISED), key=lambda p: p.pk in self.written)

    def passed_on(self, to: str, *, asked: bool = False) -> None:
        self.moment(gap=(0.3, 1), lag=(0.3, 1))
        cases.transfer(self.no, to=to, asked=asked, by=self.me, at=self.at)

    def contact_is(self, person: str, why: str) -> None:
        """Another one keeps in touch from now on, and tells the rest of the story."""
        self.moment()
        cases.name_contact(self.no, person=person, why=why, agreed=True, by=self.leader, at=self.at)
        self.me = self.stage.people[person]

    def fenced(self, *readers: str, reason: str) -> None:
        self.moment()
        cases.ring_fence(self.no, readers=[self.me.pk, *readers], reason=reason, by=self.leader, at=self.at)

    def cited(self) -> None:
        """The order's history becomes evidence."""
        self.moment(gap=(2, 6), lag=(0.1, 0.5))
        causes.cite_order(self.no, order=self.order, by=self.me, at=self.at)

    def confirmed(self, words: str) -> None:
        """The content was read back, and the customer said that it is right."""
        self.moment()
        cases.confirm_content(self.no, words=words, by=self.me, at=self.at)

    def handling(self, words: str, *, next: Due | None, estimates: dict[int, int] | None = None) -> None:
        """説明①. estimates: stage -> days from today."""
        self.reported_interim(next)
        happened = self.moment(gap=(1, 2), lag=(2, 5))
        days: dict[int, Any] = {
            n: self.day(d, "12:00", since=self.at.date()).date() for n, d in (estimates or {}).items()
        }
        response.explain_handling(
            self.no,
            words=words,
            channel="phone",
            estimates=days,
            next_at=self.due(next),
            happened_at=happened,
            despite=ALL_THE_SAME,
            by=self.me,
            at=self.at,
        )

    def interim(self, known: str, unknown: str, next_step: str, *, next: Due | None, channel: str = "phone") -> None:
        """中間のご報告."""
        happened = self.moment(gap=(1, 2), lag=(3, 8))
        response.report_interim(
            self.no,
            known=known,
            unknown=unknown,
            next=next_step,
            channel=channel,
            next_at=self.due(next),
            happened_at=happened,
            despite=ALL_THE_SAME,
            by=self.me,
            at=self.at,
        )

    def ways(
        self, hours: str, *, words: str = "", next: Due | None, frequency: str = "", channel: str = "phone"
    ) -> None:
        """説明③: how we keep in touch was agreed."""
        self.reported_interim(next)
        happened = self.moment(gap=(1, 2), lag=(2, 5))
        response.agree_contact_rules(
            self.no,
            hours=hours,
            channel=channel,
            agreed=True,
            frequency=frequency,
            words=words,
            next_at=self.due(next),
            happened_at=happened,
            despite=ALL_THE_SAME,
            by=self.me,
            at=self.at,
        )

    def otherwise(self, what: str, side: Side, term: Term) -> None:
        """Something was done otherwise than agreed; the leader hears of it."""
        happened = self.moment(gap=(1, 2), lag=(2, 5))
        response.note_broken_rule(
            self.no, what=what, side=side, term=term, happened_at=happened, by=self.me, at=self.at
        )

    def _read_elsewhere(self) -> None:
        """The other divisions say that they have read it, one a little after the other; now and then one does not yet."""
        for owed in promises.open_of_kind(self.stream, ACKNOWLEDGE):
            if self.rng.random() < 0.07 or self.now - self.at < timedelta(minutes=20):
                continue
            head = people.person(owed.owed_by)
            if head is not None:
                self.moment(gap=(2, 12), lag=(0.0, 0.1))
                notices.acknowledge(self.no, by=head, at=self.at)

    def nobody_reports(self) -> None:
        """Time goes by until now; the watcher tells one after the other."""
        owed = promises.open_of_kind(self.stream, case_facts.REPORT_TO_LEADER)[0]
        step = owed.due_at - owed.opened_at
        due = owed.due_at
        while due < self.now - timedelta(seconds=10):
            self.ago((self.now - due).total_seconds() / 60 - 0.05)
            watcher.watch(at=self.at)
            self._carry()
            due += step

    def who(self, pk: str) -> Person:
        return self.stage.people[pk] if pk else self.me

    def _on_duty(self, rank: int = 0) -> Person:
        ladder = people.duty(self.division, at=self.at, receiver=self.me.pk)
        leading = [p for p in ladder if access.may(p, "reports.acknowledge")]
        return leading[min(rank, len(leading) - 1)]

    def _carry(self) -> None:
        """What went into the outbox arrives in the demo channel a moment later, as the worker would write it."""
        if not outbox.anything_due(at=self.at):
            return
        at = self.at + (self.now - self.at) * 0.001 if self.now - self.at < _SECOND else self.at + _SECOND
        for one in outbox.lease(at=self.at):
            demo = channel.channel()
            mark([Ended(one.notice, outbox.carry(one, demo, at=at), demo)], at=at)
        self.at = at
