"""The search for the cause, as a story tells it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from nattoku.causes import actions as causes
from nattoku.causes.actions import Knew, Notified
from nattoku.causes.drill import Drill, drill_of
from nattoku.causes.words import Code, Group, Known, Looked, Process, Reach, Verdict
from nattoku.demo.moments import Due
from nattoku.demo.telling import ALL_THE_SAME, Telling
from nattoku.ledger.append import history
from nattoku.response import actions as response

P = Process
# What is written where nothing was found: two ways to say it for every process.
IN_ORDER: Final[Mapping[Process, tuple[str, str]]] = {
    P.SALES: ("商談の控えを読み返しました。お約束の内容に食い違いはありません。", "お見積りと商談の記録が一致していることを確かめました。"),
    P.CONTRACT: ("契約書と注文書を並べて読みました。条件の読み違いはありません。", "標準の条件でのご契約です。特別な取り決めはありません。"),
    P.ORDER: ("受注の登録は当日のうちに済んでいました。", "注文書の受信時刻と登録時刻を比べ、遅れがないことを確かめました。"),
    P.SHIPPING: ("出荷の記録と運送の控えを突き合わせました。問題は見当たりません。", "倉庫の作業記録を見ました。予定どおりに出ています。"),
    P.PREPARING: ("お客様カードと引き継ぎの記録を確かめました。", "前日までの連絡の記録に抜けはありません。"),
    P.SERVING: ("同席した者と、応対の記録を確かめました。", "通話の控えを聞き、言葉を確かめました。"),
    P.AFTERWARDS: ("その日のうちに日報で共有されていました。", "引き継ぎの時刻と受け取った者を確かめました。"),
    P.MAKING: ("製造元の記録を取り寄せました。仕様どおりです。", "同じ製造分の検査成績を製造元に確かめました。"),
    P.INSPECTING: ("入荷検査の記録が残っています。", "検査票を見ました。項目はすべて埋まっています。"),
    P.STORING: ("倉庫と積み込みの様子を、写真と担当への聞き取りで確かめました。", "保管場所の湿度と積み方の記録を見ました。"),
    P.INSTRUCTING: ("お渡しした説明書の版と、ご説明の記録を確かめました。", "設置のときのご説明を、作業報告書で確かめました。"),
    P.QUOTING: ("お見積書とご契約書の金額が一致しています。", "お見積りの控えを見ました。条件はお客様のご理解と同じです。"),
    P.CHANGING: ("変更のご連絡はありませんでした。", "変更届の綴りを見ました。該当するものはありません。"),
    P.INVOICING: ("請求書の控えと送付の記録を確かめました。", "請求データの作成者と確認者を記録で確かめました。"),
    P.EXPLAINING: ("ご説明に使った資料と日報を確かめました。", "ショールームでのご説明の記録を読みました。"),
    P.WRITING: ("書面の文言を、法務の手引きと照らしました。", "約款の該当する条に誤りはありません。"),
    P.CONFIRMING: ("ご署名のある確認票が残っています。", "お申し込み時の確認項目はすべて記録されています。"),
    P.ANNOUNCING: ("ご案内の葉書とウェブの掲載を確かめました。", "ご案内の原稿と実際の掲載が一致しています。"),
    P.BOOKING: ("予約簿と確認メールの記録を見ました。", "ご予約の受付時刻と内容が残っています。"),
    P.RUNNING: ("当日の進行表と係の配置を確かめました。", "当日の係に一人ずつ話を聞きました。"),
    P.PROMISING: ("お約束の言葉を、記録と双方の記憶で確かめました。", "お伝えした内容の控えが残っています。"),
    P.WORKING: ("作業の記録と写真を確かめました。", "作業した者に順に話を聞きました。"),
    P.PASSING_ON: ("引き継ぎの記録を時刻順に並べました。抜けはありません。", "受け渡しは当日のうちに済んでいました。"),
}  # fmt: skip
ROLES: Final[Mapping[Process, str]] = {
    P.SALES: "営業",
    P.CONTRACT: "営業",
    P.ORDER: "受注",
    P.SHIPPING: "発送",
    P.MAKING: "仕入",
    P.INSPECTING: "検品",
    P.STORING: "倉庫",
    P.INVOICING: "経理",
    P.CUSTOMER: "お客様",
}


class Drilling(Telling):
    """Steps, handovers, knowledge, checks, causes."""

    def step(
        self, process: Process, what: str, *, begun: datetime | None = None, role: str = "", parent: int = 0
    ) -> int:
        """いつ・誰が・何をした; returns the step's number."""
        self.moment(gap=(2, 9))
        role = role or ROLES.get(process, "対応")
        return causes.record_step(
            self.no, process=process, role=role, what=what, begun_at=begun, parent=parent, by=self.me, at=self.at
        )

    def in_order(self, process: Process, because: str = "", *, looked: Looked = Looked.NOTHING_FOUND) -> None:
        """A whole process was looked at, and nothing was found (or it does not apply)."""
        self.moment(gap=(2, 9))
        because = because or self.rng.choice(IN_ORDER[process])
        causes.check_process(self.no, process=process, looked=looked, because=because, by=self.me, at=self.at)

    def handover(
        self,
        process: Process,
        to: Process,
        content: str,
        *,
        medium: str,
        sent: datetime | None = None,
        received: datetime | None = None,
        acted: datetime | None = None,
    ) -> None:
        """Sent and received; None is unknown."""
        self.moment(gap=(2, 6))
        causes.record_handover(
            self.no,
            process=process,
            to=to,
            content=content,
            medium=medium,
            sent_at=sent,
            received_at=received,
            acted_at=acted,
            by=self.me,
            at=self.at,
        )

    def knew(
        self,
        process: Process,
        known: datetime | bool | None,
        *,
        told: datetime | bool | None = None,
        to: Process | None = None,
        because: str = "",
    ) -> None:
        """Who knew and whom they told: a moment is yes, False is no, None nobody can say."""
        self.moment(gap=(2, 6))
        knew = Knew(
            process=process,
            knew=_known(known),
            known_at=known if isinstance(known, datetime) else None,
            told=_known(told),
            told_to=to,
            told_at=told if isinstance(told, datetime) else None,
            because=because,
        )
        causes.record_knowledge(self.no, knew, by=self.me, at=self.at)

    def check(self, code: str, verdict: Verdict, because: str = "") -> None:
        self.moment(gap=(1, 3), lag=(0.3, 1))
        causes.answer_check(self.no, code=code, verdict=verdict, because=because, by=self.me, at=self.at)

    def supposed(self, process: Process, what: str, *, because: str = "", code: Code | None = None) -> int:
        """A hypothesis; returns its number."""
        self.moment(gap=(1, 4))
        return causes.form_hypothesis(
            self.no, process=process, what=what, because=because, code=code, by=self.me, at=self.at
        )

    def dismissed(self, hypothesis: int, because: str) -> None:
        self.moment()
        causes.dismiss_hypothesis(self.no, hypothesis=hypothesis, because=because, by=self.me, at=self.at)

    def cause(
        self,
        process: Process,
        what: str,
        evidence: str,
        *,
        code: Code | None = None,
        group: Group | None = None,
        whys: Sequence[str] = (),
        steps: Sequence[int] = (),
        hypothesis: int = 0,
    ) -> None:
        """A cause, confirmed by evidence."""
        self.moment(gap=(3, 10))
        causes.confirm_cause(
            self.no,
            process=process,
            what=what,
            evidence=evidence,
            code=code,
            group=group,
            whys=whys,
            steps=steps,
            hypothesis=hypothesis,
            by=self.me,
            at=self.at,
        )

    def unknown(self, reason: str, next: Due) -> None:
        """原因不明, with the date on which we look again."""
        self.moment()
        again = self.due(next)
        assert again is not None
        causes.leave_unknown(self.no, reason=reason, next_at=again, by=self.me, at=self.at)

    def asked_about_promise(self, reason: str, *, asked: Known, whom: str = "", what: str = "") -> None:
        """Question set A."""
        self.moment()
        causes.explore_promise(
            self.no, reason=reason, asked=asked, confirmed_with=whom, confirmed_what=what, by=self.me, at=self.at
        )

    def asked_about_terms(self, terms: str, notified: Sequence[Notified]) -> None:
        """Question set B."""
        self.moment()
        causes.explore_terms(self.no, terms=terms, notified=notified, by=self.me, at=self.at)

    def rest_in_order(self, broken: Mapping[str, str] | None = None) -> None:
        """Whatever has not been looked at is, and is in order; broken: check -> why it is not."""
        for code, because in (broken or {}).items():
            self.check(code, Verdict.BROKEN, because)
        drill = self._drill()
        for process in drill.template.processes:
            if not drill.seen(process):
                self.in_order(process)
        for state in drill.checks:
            if state.verdict is None:
                self.check(state.check.code, Verdict.OK)

    def measure(self, what: str, process: Process, due: Due, *, done: str = "", owner: str = "") -> None:
        """A countermeasure; done: it was carried out the day before it was due, or today at the latest."""
        self.moment()
        until = self.due(due)
        assert until is not None
        person = self.who(owner) if owner else self.leader
        number = causes.decide_countermeasure(
            self.no,
            what=what,
            process=process,
            due_at=until,
            owner=person.pk,
            reach=Reach.PERMANENT,
            by=self.me,
            at=self.at,
        )
        self.measures.append((number, done or f"決めたとおりに始めました。（{what}）", until))

    def concluded(self, words: str) -> None:
        """The search is over; stage 4 begins."""
        self.moment()
        causes.conclude(self.no, words=words, by=self.me, at=self.at)

    def investigated(
        self,
        process: Process,
        found: str,
        *,
        cause: str,
        evidence: str,
        group: Group | None = None,
        code: Code | None = None,
        broken: Mapping[str, str] | None = None,
        whys: Sequence[str] = (),
        measure: str,
        due: Due = (10, "18:00"),
        summary: str = "",
    ) -> None:
        """The whole way of a plain case: one step found, one cause confirmed, one countermeasure."""
        step = self.step(process, found)
        self.rest_in_order(broken)
        self.cause(process, cause, evidence, group=group, code=code, whys=whys, steps=[step])
        self.measure(measure, process, due)
        self.concluded(summary or f"原因は次のとおり確かめられました。{cause}")

    def told_cause(self, words: str = "", *, next: Due | None) -> None:
        """説明②: every confirmed cause is told."""
        self.reported_interim(next)
        happened = self.moment(gap=(2, 5), lag=(3, 8))
        known: list[int | str] = [c.what for c in self._drill().causes.values()]
        response.explain_cause(
            self.no,
            causes=known,
            words=words,
            channel="phone",
            next_at=self.due(next),
            happened_at=happened,
            despite=ALL_THE_SAME,
            by=self.me,
            at=self.at,
        )

    @property
    def measures(self) -> list[tuple[int, str, datetime]]:
        """Decided countermeasures: number, what was done, until when."""
        kept: list[tuple[int, str, datetime]] = self.__dict__.setdefault("_measures", [])
        return kept

    def _drill(self) -> Drill:
        return drill_of(history(self.stream))


def _known(value: datetime | bool | None) -> Known:
    if value is None:
        return Known.UNKNOWN
    return Known.NO if value is False else Known.YES
