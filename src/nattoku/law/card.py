"""A law card: a question, what the law says in our own words, its period, how sure we are, and whom to ask. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nattoku.law.counting import Period
from nattoku.law.words import CERTAINTIES, NOTICE, Asked, Certainty, Side
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

OLD_AFTER = 365  # days since somebody looked whether the card still holds


class Standing(StrEnum):
    """Where a notice of withdrawal may stand. Never a refusal: a person judges."""

    WITHIN = "within"
    NOT_BEGUN = "not_begun"
    AFTER = "after"


STANDINGS = {
    Standing.WITHIN: Text("期間内の可能性があります", "It may be within the period"),
    Standing.NOT_BEGUN: Text(
        "書面がまだ渡っていないか不備があれば、期間は始まっていない可能性があります",
        "Without a proper document the period may not have begun",
    ),
    Standing.AFTER: Text(
        "数えた末日を過ぎています。書面の不備や妨げがあれば期間内の可能性があるため、専門家にお確かめください",
        "It is past the last day as counted. It may still be within the period, if the document was defective or the "
        "customer was hindered: please ask an expert",
    ),
}


@dataclass(frozen=True)
class Card:
    """One card. starts: what the period begins with; period None: the law names no day. form: where to report, filled
    in by the company. words, tags: what in a case calls for it. withdrawal: a right to step back without grounds.
    watched: what we must do by its last day is promised, and the watcher looks after it.
    """

    id: str
    title: Text
    question: Text
    basis: Text
    says: Text
    certainty: Certainty
    checked_on: date
    sources: tuple[str, ...]
    side: Side
    asked: Asked
    authority: Text
    starts: Text
    period: Period | None = None
    on_dispatch: bool = False
    withdrawal: bool = False
    watched: bool = False
    exceptions: tuple[Text, ...] = ()
    form: str = ""
    words: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()

    @property
    def notice(self) -> Text:
        """The fixed notice, with the day on which the card was checked."""
        return NOTICE.with_(checked_on=self.checked_on.isoformat())

    @property
    def sure(self) -> Text:
        return CERTAINTIES[self.certainty]

    def old(self, today: date) -> bool:
        """Whether nobody has looked at the card for a year."""
        return (today - self.checked_on).days > OLD_AFTER

    def due_on(self, happened: date) -> date:
        """The last day, counted from the day the period begins with. Refusal (400) where there is none, or far off."""
        if self.period is None:
            raise Refusal(
                Text("「{card}」に決まった期限はありません。", "“{card}” has no fixed date.").with_(card=self.title),
                status=400,
            )
        if not 1900 <= happened.year <= 2200:
            raise Refusal(
                Text("日付は1900年から2200年までにしてください。", "Please give a date from 1900 to 2200."), status=400
            )
        return self.period.ends(happened)

    def standing(self, *, began: date | None, sent: date) -> Standing:
        """Where a notice of withdrawal may stand. began: when the document or the goods arrived, None: not known, or never.

        sent: when it was dispatched, which is what counts where on_dispatch; else when it arrived.
        """
        if began is None:
            return Standing.NOT_BEGUN
        return Standing.WITHIN if sent <= self.due_on(began) else Standing.AFTER
