"""How a story ends: with the customer's own words, or under another name; and what is done after the end."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from nattoku.cases import contacting, queries, wishing
from nattoku.cases.models import Case
from nattoku.cases.words import Wish
from nattoku.causes import actions as causes
from nattoku.closure import actions as closure
from nattoku.closure import completing, completion, facts
from nattoku.closure.facts import Meaning
from nattoku.demo.answering import Answering
from nattoku.demo.moments import Due
from nattoku.demo.telling import ALL_THE_SAME
from nattoku.ledger import queries as promises
from nattoku.lessons import actions as lessons
from nattoku.reports import actions as reports

ANSWERS: Final = {
    Wish.APOLOGY: "ご不快な思いをおかけしたことを、お詫び申し上げました。",
    Wish.EXPLANATION: "なぜこうなったかを、確かめたとおりにご説明しました。",
    Wish.REPAIR: "交換と修理のどちらでもお受けできると申し上げ、よいほうをお選びいただきました。",
    Wish.REFUND: "お代金の扱いを、契約書と約款に照らしてご説明しました。",
    Wish.DAMAGES: "お受けできる範囲と、その理由をご説明しました。",
    Wish.OTHER_PERSON: "ご連絡する者を代え、お名前をお伝えしました。",
    Wish.IMPROVEMENT: "手順をどう改めるかをお伝えしました。",
    Wish.IN_WRITING: "書面でもお届けすると申し上げました。",
    Wish.END_DEALINGS: "お取引をどうなさるかは、お客様のお考えのとおりにいたしますと申し上げました。",
    Wish.AUTHORITY: "ご相談いただける公的な窓口をお伝えしました。",
}


class Script(Answering):
    """Everything a story can say."""

    def word(self, words: str, meaning: Meaning = Meaning.SATISFIED, *, through: str = "phone") -> None:
        """The customer's word, verbatim; where nothing is owed it resolves the case. What was done is told before."""
        if meaning is Meaning.SATISFIED:
            self._keep_written(self._owed_in_writing())
            self._answered_wishes()
            self.told_what_was_done(through)
        happened = self.moment(gap=(1, 3), lag=(2, 6))
        closure.hear_last_word(
            self.no,
            words=words,
            meaning=meaning,
            said_to=self.me.name,
            through=through,
            said_at=happened,
            by=self.me,
            at=self.at,
        )
        self._carry()

    def _answered_wishes(self) -> None:
        """What no solution has answered is answered on the telephone, item by item."""
        left: dict[int, list[Wish]] = {}
        for item, wish in wishing.unanswered(queries.opened(self.no, by=self.me)[1]):
            left.setdefault(item, []).append(wish)
        for item, wishes in left.items():
            self.moment(gap=(1, 3), lag=(2, 6))
            words = "".join(ANSWERS[wish] for wish in wishes)
            contacting.answer_item(self.no, item=item, words=words, despite=ALL_THE_SAME, by=self.me, at=self.at)

    def told_what_was_done(self, through: str) -> None:
        """完了のご報告, drawn from the record."""
        _, past, state = queries.opened(self.no, by=self.me)
        if completion.told(past) is not None:
            return
        self.moment(gap=(1, 3), lag=(2, 6))
        draft = completion.draft(past, state)
        done = draft.done or "お申し出の内容を確かめ、お詫びしてご説明いたしました。"
        completing.tell(
            self.no, replace(draft, done=done), channel=through, despite=ALL_THE_SAME, by=self.me, at=self.at
        )
        self._carry()

    def thanked_customer(self) -> None:
        """御礼, where it is owed."""
        if promises.open_of_kind(self.stream, facts.THANK):
            self.moment(gap=(5, 20))
            completing.thank(self.no, words=THANKS, channel="phone", despite=ALL_THE_SAME, by=self.me, at=self.at)

    def second_person(self, how: str) -> None:
        """Severity S and A: somebody else confirms the words."""
        self.moment(gap=(30, 90))
        by = self.stage.people["kashiwagi"] if self.leader.pk == self.me.pk else self.leader
        closure.confirm_word(self.no, how=how, by=by, at=self.at)

    def sign_answered(self, words: str, *, next: Due) -> None:
        """A leader called whoever had given up."""
        self.moment(gap=(2, 5), lag=(3, 8))
        closure.answer_sign(
            self.no, words=words, next_at=self.due(next), despite=ALL_THE_SAME, by=self.leader, at=self.at
        )

    def end_asked(self, tried: str, recourse: str) -> None:
        self._answered_wishes()
        self.moment(gap=(5, 15))
        closure.request_end(self.no, tried=tried, recourse=recourse, by=self.me, at=self.at)
        self._carry()

    def end_decided(self, reason: str) -> None:
        self.moment(gap=(30, 90))
        closure.decide_end(self.no, approve=True, reason=reason, by=self.top, at=self.at)

    def withdrawn(self, words: str) -> None:
        self.moment()
        closure.withdraw(self.no, words=words, by=self.me, at=self.at)

    def merged(self, words: str) -> None:
        """The same complaint stands under an earlier number; words: withdrawn with these where there is none."""
        self.moment()
        earlier = Case.objects.filter(customer=self.guest.pk, no__lt=self.no).order_by("-no").first()
        if earlier is None:
            closure.withdraw(self.no, words=words, by=self.me, at=self.at)
        else:
            closure.merge(self.no, into=earlier.no, by=self.stage.people["kashiwagi"], at=self.at)

    def no_complaint(self, reason: str) -> None:
        self.moment()
        closure.find_no_complaint(self.no, reason=reason, by=self.leader, at=self.at)

    def reopened(self, reason: str) -> None:
        self.moment()
        closure.reopen(self.no, reason=reason, by=self.me, at=self.at)
        self._carry()

    def told_how_it_ended(self, text: str = "") -> None:
        """完了報告 to the divisions."""
        self.moment(gap=(15, 60))
        reports.complete(self.no, text=text, by=self.me, at=self.at)
        self._carry()
        self.thanked_customer()

    def looked_at(self, words: str) -> None:
        """A leader looks afterwards at what was settled on the spot."""
        self.moment(gap=(60, 120))
        closure.confirm_on_the_spot(self.no, words=words, by=self.leader, at=self.at)

    def file(
        self, fact: str, cause: str, countermeasure: str, *, words: str = "", learned: str = "", effect: str = ""
    ) -> None:
        """対応ファイル."""
        self.moment(gap=(20, 60))
        lessons.write(
            self.no,
            fact=fact,
            cause=cause,
            countermeasure=countermeasure,
            words=words,
            learned=learned,
            effect=effect,
            by=self.me,
            at=self.at,
        )

    def thanked(
        self,
        words: str,
        fact: str,
        cause: str,
        countermeasure: str,
        *,
        second: str = "",
        learned: str = "",
        through: str = "phone",
    ) -> None:
        """解決（ご納得） and what belongs to it: the completion report and the case file."""
        self.word(words, through=through)
        if second:
            self.second_person(second)
        self.told_how_it_ended()
        self.file(fact, cause, countermeasure, words=words, learned=learned)

    def afterwards(self) -> None:
        """What time has brought since: countermeasures done, their effect looked at after 30 and 90 days."""
        latest = self.now - timedelta(hours=3)
        for number, done, due in sorted(self.measures, key=lambda m: m[2]):
            if due < latest:
                self.measures.remove((number, done, due))
                self.at = max(self.at, due - timedelta(hours=self.rng.randrange(2, 20)))
                self.moment()
                causes.finish_countermeasure(self.no, countermeasure=number, words=done, by=self.leader, at=self.at)
        for owed in promises.open_of_kind(self.stream, facts.EFFECT_CHECK):
            if owed.due_at < latest:
                self.at = max(self.at, owed.due_at - timedelta(hours=self.rng.randrange(3, 30)))
                self.moment()
                words = self.rng.choice(_EFFECTS)
                asked = self.rng.choice(_SINCE)
                closure.check_effect(self.no, works=True, words=words, asked=asked, by=self.leader, at=self.at)


THANKS = "このたびはお申し出くださり、誠にありがとうございました。"
_SINCE = ("あれからは困ったことはありません。", "その後は順調です。気にかけてくれてありがとう。")
_EFFECTS = (
    "その後の同じお申し出は0件です。手順も続いています。",
    "記録を30件抜き取って見ました。すべて決めたとおりに行われています。",
    "現場に聞きました。手間は増えましたが、続けられるとのことです。",
    "該当するご注文を見直しました。お約束はすべて守られています。",
)
