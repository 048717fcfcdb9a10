"""The list of what was agreed, as its facts leave it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from nattoku.agreed import facts
from nattoku.ledger.facts import Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


@dataclass
class Action:
    """One thing that one side does. done_at: None until it is done; dropped: why, "" while it holds."""

    number: int
    agreed: facts.ActionAgreed
    at: datetime
    done_at: datetime | None = None
    words: str = ""
    dropped: str = ""

    def late(self, today: date) -> bool:
        """Whether its day has passed and it is neither done nor dropped."""
        due = self.agreed.due_on
        return due is not None and due < today and self.done_at is None and not self.dropped


@dataclass
class Agreed:
    """A list of agreed actions. told: the facts by which the customer heard how far it is, in order."""

    actions: dict[int, Action] = field(default_factory=dict)
    told: list[Recorded] = field(default_factory=list)
    changed_at: datetime | None = None

    @property
    def holding(self) -> list[Action]:
        """Those that were not dropped."""
        return [one for one in self.actions.values() if not one.dropped]

    @property
    def done(self) -> int:
        return sum(one.done_at is not None for one in self.holding)

    @property
    def percent(self) -> int | None:
        """Whole percent of what was agreed that is done; None where nothing is agreed."""
        return 100 * self.done // len(self.holding) if self.holding else None

    @property
    def untold(self) -> bool:
        """Whether the customer does not know how far it is: nothing was told since the last change (S003-9)."""
        heard = self.told[-1].happened_at if self.told else None
        return bool(self.holding) and (heard is None or (self.changed_at is not None and self.changed_at > heard))


def agreed_of(history: Iterable[Recorded]) -> Agreed:
    """Fold the list of a case or a customer; other facts are passed over."""
    found = Agreed()
    for recorded in history:
        match recorded.fact:
            case facts.ActionAgreed(action=number) as agreed:
                found.actions[number] = Action(number, agreed, recorded.happened_at)
                found.changed_at = recorded.happened_at
            case facts.ActionDone(action=number, words=words) if number in found.actions:
                found.actions[number].done_at, found.actions[number].words = recorded.happened_at, words
                found.changed_at = recorded.happened_at
            case facts.ActionDropped(action=number, reason=reason) if number in found.actions:
                found.actions[number].dropped = reason
                found.changed_at = recorded.happened_at
            case facts.Told():
                found.told.append(recorded)
    return found


def refuse_settled(found: Agreed, number: int) -> None:
    """Refused (404) where there is no such action, (409) where it is done or dropped already."""
    one = found.actions.get(number)
    if one is None:
        raise Refusal(Text("その取り決めはありません。", "There is no such action."), status=404)
    if one.done_at is not None or one.dropped:
        raise Refusal(Text("この取り決めは、すでに済んでいます。", "That one is settled already."))


def refuse_empty(found: Agreed) -> None:
    """There must be something to tell (409)."""
    if not found.holding:
        raise Refusal(Text("取り決めたことがまだありません。", "Nothing has been agreed yet."))


def sheet(found: Agreed) -> str:
    """The list as the customer is told it: what is done with its day, and what is not yet. Japanese, as it goes out."""
    lines = [f"お約束した{len(found.holding)}件のうち、{found.done}件が済みました。"]
    for one in found.holding:
        whose = "" if one.agreed.side is facts.Side.US else "（お客様にお願いしていること）"
        state = f"済（{one.done_at.month}月{one.done_at.day}日）" if one.done_at else "これから"
        lines.append(f"・{one.agreed.what}{whose}　{state}")
    return "\n".join(lines)
