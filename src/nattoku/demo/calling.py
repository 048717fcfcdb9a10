"""Visits and letters, as a story tells them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from nattoku.cases import promising, queries
from nattoku.cases.promising import Saying, Sayings
from nattoku.cases.words import About
from nattoku.customers import suitability
from nattoku.demo.drilling import Drilling
from nattoku.demo.moments import Due
from nattoku.demo.people import COMPANY
from nattoku.demo.telling import ALL_THE_SAME
from nattoku.letters import actions as letters
from nattoku.letters import rules
from nattoku.letters.words import LetterKind, Method
from nattoku.people import queries as people
from nattoku.policies import queries as policies
from nattoku.visits import actions as visits
from nattoku.visits.actions import Plan, Record
from nattoku.visits.words import Compared, Felt, Known, Purpose, Received, Wishes


class Calling(Drilling):
    """What happens at the customer's door, and by post."""

    def visit_planned(
        self,
        purpose: str,
        hypothesis: str,
        *purposes: Purpose,
        starts: Due,
        minutes: int = 60,
        visitors: Sequence[str] = (),
        timing_because: str = "",
        alone_because: str = "",
        place: str = "",
        despite: str = "",
    ) -> int:
        """Returns the visit's number."""
        self.moment(gap=(4, 9))
        begins = self.due(starts)
        assert begins is not None
        ends = begins + timedelta(minutes=minutes)
        self._appointed = begins
        plan = Plan(
            purposes=purposes,
            purpose=purpose,
            starts_at=begins,
            ends_at=ends,
            place=place or f"{self.guest.town}{self.guest.address}",
            hypothesis=hypothesis,
            visitors=visitors,
            timing_because=timing_because or self._agreed_all_the_same(begins, ends),
            alone_because=alone_because,
            despite=despite,
        )
        number = visits.plan(self.no, plan, by=self.me, at=self.at)
        self._carry()
        return number

    def visit_approved(self, words: str, *, visit: int) -> None:
        self.moment(gap=(10, 40))
        visits.approve(self.no, visit=visit, words=words, by=self.leader, at=self.at)

    def visit_declined(self, words: str, *, instead: str, next: Due) -> None:
        """The customer does not wish for a visit."""
        happened = self.moment()
        visits.decline(
            self.no,
            words=words,
            instead=instead,
            next_at=self.due(next),
            happened_at=happened,
            by=self.me,
            at=self.at,
        )

    def visited(
        self,
        words: str,
        *,
        visit: int = 1,
        who_i_am: str,
        failed_at: str,
        suffered: str,
        next: Due | None,
        minutes: int = 55,
        received: Received = Received.YES,
        continues: Wishes = Wishes.UNKNOWN,
        compared: Compared = Compared.MATCH,
        cause_found: str = "",
        items: Sequence[str] = (),
        hints: Sequence[str] = (),
        started: datetime | None = None,
    ) -> None:
        """It took place, and was written up after leaving."""
        begins = started or self._appointed - timedelta(minutes=5)
        ends = begins + timedelta(minutes=minutes)
        self.at = max(self.at, begins)
        self.moment(gap=(0.1, 0.2), lag=(0.1, 0.2))
        visits.begin(self.no, visit=visit, happened_at=begins, by=self.me, at=self.at)
        self.at = max(self.at, ends)
        self.moment(gap=(8, 15), lag=(10, 25))
        record = Record(
            started_at=begins,
            ended_at=ends,
            who_i_am=who_i_am,
            failed_at=failed_at,
            suffered=suffered,
            words=words,
            arrival=(Known.TROUBLE, Known.WORRY),
            received=received,
            continues=continues,
            compared=compared,
            cause_found=cause_found,
            items=items,
            hints=hints,
            despite=ALL_THE_SAME,
            unhappy=(about := self._about()),
            fine=[] if continues is Wishes.NO or About.PRODUCT in about else [About.PRODUCT],
            felt=Felt.WELL if minutes > policies.number("visits.long") else Felt.NOT_ASKED,
            next_at=self.due(next),
        )
        visits.record(self.no, record, visit=visit, by=self.me, at=self.at)

    def _about(self) -> list[About]:
        """What the customer came about."""
        return list(queries.opened(self.no, by=self.me)[2].received.about)

    def debriefed(self, remark: str, lesson: str, *, visit: int = 1, concerned: str = "") -> None:
        self.moment(gap=(10, 30))
        visits.debrief(
            self.no,
            visit=visit,
            remark=remark,
            lesson=lesson,
            thanked_concerned=concerned,
            thanked_reporter="すぐに電話で知らせてくれたことに、お礼を言いました。",
            by=self.me,
            at=self.at,
        )

    def letter(
        self,
        kind: LetterKind,
        parts: Mapping[str, str],
        *,
        method: Method = Method.HANDWRITTEN,
        as_customer: str = "",
        why_mail: str = "",
        next: Due | None = None,
        sent: bool = True,
    ) -> int:
        """Drafted; approved when as_customer is given; then sent. Returns its number."""
        self.moment(gap=(20, 50))
        number = letters.draft(
            self.no,
            kind=kind,
            recipient=self.guest.addressee,
            parts=parts,
            sender=f"{COMPANY}　{self._division_name()}\n{self.me.name}",
            by=self.me,
            at=self.at,
        )
        if as_customer:
            self.moment(gap=(15, 45))
            with self.promising_in_writing():
                letters.approve(
                    self.no,
                    letter=number,
                    as_customer=as_customer,
                    said=self._undertaken(number, next),
                    by=self.leader,
                    at=self.at,
                )
            if sent:
                self.moment(gap=(10, 30))
                letters.send(
                    self.no,
                    letter=number,
                    method=method,
                    why_mail=why_mail,
                    next_at=self.due(next),
                    despite=ALL_THE_SAME,
                    by=self.me,
                    at=self.at,
                )
        return number

    def _undertaken(self, number: int, next: Due | None) -> Sayings:
        """The dates of a letter become promises: at the moment of the next contact where that is the same day."""
        letter = rules.letters_of(queries.opened(self.no, by=self.leader)[1])[number]
        left = promising.left(self.no, **letters.undertaken(letter), by=self.leader)
        call = self.due(next)
        return Sayings(
            [
                Saying(
                    one.what,
                    call if call and one.due_at and call.date() == one.due_at.date() else one.due_at,
                    despite=ALL_THE_SAME,
                )
                for one in left
                if one.due_at
            ]
        )

    def _agreed_all_the_same(self, begins: datetime, ends: datetime) -> str:
        known = suitability.Known(not_when=self.guest.not_when, busy=self.guest.busy)
        clash = suitability.clashes(known, starts_at=begins, ends_at=ends)
        return "お客様から、この日時にとのご指定をいただきました。" if clash else ""

    def _division_name(self) -> str:
        own = people.divisions_of(self.me.pk)
        division = people.division(own[0] if own else self.division)
        return division.name if division else ""
