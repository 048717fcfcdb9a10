"""The six checks of a late delivery, computed where the records allow it (S000-10 to S000-15). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.causes.facts import CheckAnswered, HandoverRecorded, KnowledgeRecorded
from nattoku.causes.standards import Standards
from nattoku.causes.templates import Check
from nattoku.causes.way import Leg
from nattoku.causes.words import Known, Process, Verdict
from nattoku.lib.clock import span, when
from nattoku.lib.text import Text


@dataclass(frozen=True)
class Measured:
    """What the records say about a check, and why."""

    verdict: Verdict
    why: Text


@dataclass(frozen=True)
class CheckState:
    """A check with what the records say and what a person answered; the person's answer counts."""

    check: Check
    measured: Measured | None = None
    answered: CheckAnswered | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The answer, None while there is none."""
        if self.answered:
            return self.answered.verdict
        return self.measured.verdict if self.measured else None

    @property
    def differs(self) -> bool:
        """Whether a person answered otherwise than the records say: both are shown."""
        return bool(self.answered and self.measured and self.answered.verdict is not self.measured.verdict)


@dataclass(frozen=True)
class Evidence:
    """What the checks are computed from. known: the last record of each process."""

    legs: Sequence[Leg]
    handovers: Sequence[HandoverRecorded]
    known: Mapping[Process, KnowledgeRecorded]
    moments: Mapping[str, datetime]
    due_at: datetime | None
    standards: Standards


def measure(code: str, evidence: Evidence) -> Measured | None:
    """What the records say about a check of the delivery template; None where they say nothing."""
    computed = {"C1": _entered, "C2": _travelled, "C3": _knew, "C4": _passed_on, "C5": _received, "C6": _told_before}
    return computed[code](evidence) if code in computed else None


def _entered(e: Evidence) -> Measured | None:
    """C1: entered by the latest safe time (the date less our lead), and within the standard of the order desk."""
    leg = next((one for one in e.legs if one.code == "order"), None)
    if leg is None or leg.verdict is Verdict.UNKNOWN:
        return None
    safe = e.due_at - e.standards.lead if e.due_at else None
    tight = safe is not None and leg.begun_at > safe  # then the promise was at fault, not the order desk
    if safe and leg.ended_at and not tight and leg.ended_at > safe:
        why = Text(
            "受注の登録は{at}で、間に合う最後の時点（{safe}）を{over}過ぎていました",
            "entered at {at}, {over} after the latest safe time ({safe})",
        ).with_(at=when(leg.ended_at), safe=when(safe), over=span(leg.ended_at - safe))
        return Measured(Verdict.BROKEN, why)
    return Measured(leg.verdict, leg.says)


def _travelled(e: Evidence) -> Measured | None:
    """C2: the handover from order to shipping against its standard, or else the shipping leg against its limit."""
    passed = [h for h in e.handovers if (h.process, h.to) == (Process.ORDER, Process.SHIPPING)]
    if passed:
        return _gap(passed[-1].sent_at, passed[-1].received_at, e.standards.handover)
    leg = next((one for one in e.legs if one.code == "shipping"), None)
    if leg is None or leg.verdict is Verdict.UNKNOWN:
        return None
    return Measured(leg.verdict, leg.says)


def _knew(e: Evidence) -> Measured | None:
    """C3, three-valued: known at, not known, or nobody can say."""
    k = e.known.get(Process.SHIPPING)
    if k is None:
        return None
    if k.knew is Known.NO:
        return Measured(Verdict.BROKEN, Text("把握していませんでした", "they did not know"))
    if k.knew is Known.UNKNOWN or k.known_at is None:
        return Measured(
            Verdict.UNKNOWN, Text("把握していたかどうか、またその時刻は不明です", "whether or when is unknown")
        )
    late = e.due_at is not None and k.known_at > e.due_at
    words = (
        Text("{at}に把握しました（期日のあと）", "known at {at}, after the date")
        if late
        else Text("{at}に把握していました", "known at {at}")
    )
    return Measured(Verdict.BROKEN if late else Verdict.OK, words.with_(at=when(k.known_at)))


def _passed_on(e: Evidence) -> Measured | None:
    """C4: the lag from knowing to telling."""
    k = e.known.get(Process.SHIPPING)
    if k is None:
        return None
    if k.knew is Known.NO:
        return Measured(Verdict.NOT_APPLICABLE, Text("把握していなかったため", "since they did not know"))
    if k.told is Known.NO:
        return Measured(Verdict.BROKEN, Text("どこへも伝えていませんでした", "nobody was told"))
    return _gap(k.known_at, k.told_at, e.standards.tell)


def _received(e: Evidence) -> Measured | None:
    """C5: the lag from telling to receiving."""
    heard, k = e.known.get(Process.SALES), e.known.get(Process.SHIPPING)
    if k is not None and (k.knew is Known.NO or k.told is Known.NO):
        return Measured(Verdict.NOT_APPLICABLE, Text("伝えられていないため", "since nobody told them"))
    if heard is None:
        return None
    if heard.knew is Known.NO:
        return Measured(Verdict.BROKEN, Text("営業は受け取っていませんでした", "sales had not received it"))
    return _gap(k.told_at if k else None, heard.known_at, e.standards.tell)


def _told_before(e: Evidence) -> Measured | None:
    """C6: advance notice yes or no, when, and how long before the date."""
    spoke = [k for k in e.known.values() if k.told_to is Process.CUSTOMER]
    times = sorted(k.told_at for k in spoke if k.told is Known.YES and k.told_at)
    if times and e.due_at:
        ahead = e.due_at - times[0]
        words = (
            Text("{at}に、期日の{n}前にお伝えしました", "told at {at}, {n} before the date")
            if ahead > timedelta(0)
            else Text("お伝えしたのは{at}で、期日を{n}過ぎていました", "told at {at}, {n} after the date")
        )
        verdict = Verdict.OK if ahead > timedelta(0) else Verdict.BROKEN
        return Measured(verdict, words.with_(at=when(times[0]), n=span(abs(ahead))))
    if any(k.told is Known.YES for k in spoke):
        return Measured(
            Verdict.UNKNOWN, Text("お伝えしましたが、時刻か期日が不明です", "told, but the time or the date is unknown")
        )
    if any(k.told is Known.NO for k in spoke):
        return Measured(
            Verdict.BROKEN, Text("前もってのご説明はありませんでした", "the customer was not told beforehand")
        )
    if spoke:
        return Measured(Verdict.UNKNOWN, Text("お伝えしたかどうか不明です", "whether they were told is unknown"))
    return None


def _gap(sent: datetime | None, received: datetime | None, standard: timedelta) -> Measured:
    """A lag against its standard; a missing time is unknown, never zero (S000-5)."""
    if sent is None or received is None:
        return Measured(
            Verdict.UNKNOWN,
            Text("時刻が不明のため、かかった時間は分かりません", "a time is unknown, so the lag is unknown"),
        )
    lag = received - sent
    words = Text("{lag}かかりました（基準は{s}）", "it took {lag} (standard: {s})").with_(
        lag=span(lag), s=span(standard)
    )
    return Measured(Verdict.BROKEN if lag > standard else Verdict.OK, words)
