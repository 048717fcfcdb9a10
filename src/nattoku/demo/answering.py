"""Liability, losses, the solution and its answer, as a story tells them."""

from collections.abc import Mapping, Sequence

from nattoku.cases import queries
from nattoku.demo.calling import Calling
from nattoku.demo.moments import Due
from nattoku.losses import actions as losses
from nattoku.solutions import actions as solutions
from nattoku.solutions import cards, judging
from nattoku.solutions import rules as solved
from nattoku.solutions.actions import LegalAnswer
from nattoku.solutions.facts import Applies, Basis, Party, Question

_NOT_APPLICABLE: Mapping[Question, tuple[str, ...]] = {
    Question.CONTRACT: ("契約書を読みました。追完や減額の定めには当たりません。", "約款のうえで当社が負うものはありません。お気持ちへのお応えとして考えます。"),
    Question.TIME_LIMIT: ("期限のあるお申し出には当たりません。", "返品・通知の期限は過ぎておらず、問題になりません。"),
    Question.REPORTING: ("おけがも製品の事故もなく、届け出には当たりません。", "届け出が要るものはありません。"),
    Question.ADMISSION: ("お詫びは行き届かなかったことに限り、支払いを認める言葉は使いません。", "確かめた事実だけを申し上げ、賠償には触れません。"),
}  # fmt: skip


class Answering(Calling):
    """Stages 4 and 5."""

    def weighed(
        self,
        *options: tuple[str, str],
        costs: Sequence[int] = (),
        instead: tuple[str, str, int, str] | None = None,
        applies: Mapping[Question, str] | None = None,
    ) -> None:
        """Options with their grounds, and the four questions of liability; applies: those that do, and how.

        costs: of the options, in yen. instead: what was looked at beside them, with its cost and why the division did
        not agree to it.
        """
        for n, (what, grounds) in enumerate(options):
            self.moment(gap=(3, 9))
            self._option(what, grounds, cost=costs[n] if n < len(costs) else None)
        if instead:
            what, grounds, cost, why_not = instead
            self._option(what, grounds, cost=cost, why_not=why_not)
        said = applies or {}
        self.moment(gap=(5, 15))
        answers = [
            LegalAnswer(question=q, answer=said.get(q) or self.rng.choice(_NOT_APPLICABLE[q]), applies=q in said)
            for q in Question
        ]
        solutions.check_law(self.no, answers=answers, judged_by=self.leader.name, by=self.me, at=self.at)
        self._law_answered()

    def _option(self, what: str, grounds: str, *, cost: int | None, why_not: str = "") -> None:
        """Weighed, and what the division thinks of it."""
        number = solutions.weigh(
            self.no, what=what, grounds=grounds, basis=[Basis.RECORD], cost=cost, by=self.me, at=self.at
        )
        solutions.judge_option(
            self.no,
            option=number,
            party=Party.DIVISION,
            agrees=not why_not,
            words=why_not,
            by=self.leader,
            at=self.at,
        )

    def _law_answered(self) -> None:
        """The law cards that the customer's words call for."""
        _, past, state = queries.opened(self.no, by=self.me)
        for line in cards.unanswered(judging.lines(state, past)):
            judging.answer_card(
                self.no,
                card=line.card.id,
                applies=Applies.NO,
                because="ご契約の内容と記録を確かめました。この場合には当たりません。",
                judged_by=self.leader.name,
                by=self.me,
                at=self.at,
            )

    def loss_asked(self, reason: str, basis: str, *, amount: int = 0, goods: str = "") -> None:
        """The representative is asked."""
        self.moment(gap=(3, 9))
        losses.request(self.no, amount=amount, goods=goods, reason=reason, basis=basis, by=self.me, at=self.at)
        self._carry()

    def loss_decided(self, words: str, *, approve: bool = True, delegate: bool = False) -> None:
        """承認 or 差し戻し; delegate: by the manager, within the signed limit."""
        self.moment(gap=(20, 90))
        by = self.stage.people["kashiwagi"] if delegate else self.top
        losses.decide(self.no, approve=approve, reason=words, by=by, at=self.at)
        if approve and not delegate and self._options():
            solutions.judge_option(
                self.no, option=1, party=Party.REPRESENTATIVE, agrees=True, words=words, by=by, at=self.at
            )

    def paid(self, amount: int, what: str) -> None:
        happened = self.moment()
        losses.record_expense(self.no, amount=amount, what=what, happened_at=happened, by=self.me, at=self.at)

    def presented(
        self,
        what: str,
        grounds: str,
        *,
        next: Due | None,
        basis: Sequence[Basis] = (Basis.RECORD, Basis.POLICY),
        channel: str = "phone",
        words: str = "",
        option: int = 0,
    ) -> None:
        """解決案 with its grounds. option: which of those weighed; 0 takes the first."""
        self.reported_interim(next)
        happened = self.moment(gap=(2, 6), lag=(4, 10))
        solutions.present(
            self.no,
            what=what,
            grounds=grounds,
            channel=channel,
            basis=basis,
            option=option or min(1, self._options()),
            recipient=self.guest.voice,
            words=words,
            next_at=self.due(next),
            happened_at=happened,
            by=self.me,
            at=self.at,
        )

    def _options(self) -> int:
        """How many were weighed."""
        return len(solved.solutions_of(queries.opened(self.no, by=self.me)[1]).options)

    def accepted(self, words: str, *, due: Due) -> None:
        happened = self.moment(gap=(0.5, 2), lag=(2, 5))
        solutions.answer(
            self.no, accepted=True, words=words, due_at=self.due(due), happened_at=happened, by=self.me, at=self.at
        )

    def turned_down(self, words: str) -> None:
        happened = self.moment(gap=(0.5, 2), lag=(2, 5))
        solutions.answer(self.no, accepted=False, words=words, happened_at=happened, by=self.me, at=self.at)

    def carried_out(self, words: str) -> None:
        happened = self.moment(gap=(2, 6), lag=(3, 12))
        solutions.carry_out(self.no, words=words, happened_at=happened, by=self.me, at=self.at)
