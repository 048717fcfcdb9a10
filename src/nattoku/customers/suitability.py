"""Is what we plan convenient for the customer? Warnings in words; whoever knows better goes on. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.customers.facts import CHANNELS, Channel
from nattoku.customers.hours import PARTS, covers
from nattoku.lib.clock import when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

HARDLY_SEEN = Text("{channel}は、ほとんどご覧にならないと伺っています。", "The customer hardly looks at {channel}.")
PREFERS = Text("{channel}でのご連絡をお望みです。", "The customer wishes to be reached by {channel}.")
NOT_WHEN = Text("ご連絡を控える時間：{words}", "When not to be reached: {words}")
BUSY = Text("お忙しさ：{words}", "How busy: {words}")
REFUSED = Text("お客様は{name}さんとお会いになりたくないと仰っています。", "The customer does not want to meet {name}.")
FALLS_ON_CLOSED = Text(
    "{moment}は、ご連絡を控える時間（{part}）にあたります。",
    "{moment} falls on a time when the customer is not to be reached ({part}).",
)
FALLS_ON_BUSY = Text("{moment}は、お忙しい時（{part}）にあたります。", "{moment} falls on a busy time ({part}).")
DIFFERS = Text(
    "お客様から伺っていることと違います。{what}それでも進めるときは、理由をお書きください。",
    "This is not what the customer told us. {what} To go on all the same, please write down why.",
)
CALL = timedelta(minutes=1)  # a contact at a moment; only a visit has a length


@dataclass(frozen=True)
class Known:
    """What a card says. not_when, busy: in the words we heard; refused: id -> name of the people not to send."""

    preferred: Collection[str] = ()
    hardly_seen: Collection[str] = ()
    not_when: str = ""
    busy: str = ""
    refused: dict[str, str] | None = None


def warnings(known: Known, *, channel: str = "", people: Collection[str] = ()) -> list[Text]:
    """What speaks against reaching the customer by this channel through these people (S001-1, S001-5, S001-6).

    channel: "" while it is not chosen yet: then all that is known is said. Times and busy days were told in words,
    so they are said as they are, every time: nothing of them is guessed.
    """
    found = [REFUSED.with_(name=name) for person, name in (known.refused or {}).items() if person in people]
    if channel:
        found += [HARDLY_SEEN.with_(channel=_named(channel))] if channel in known.hardly_seen else []
        unwanted = bool(known.preferred) and channel not in known.preferred
    else:
        found += [HARDLY_SEEN.with_(channel=_named(one)) for one in known.hardly_seen]
        unwanted = bool(known.preferred)
    if unwanted:
        names = [_named(one) for one in known.preferred]
        found.append(PREFERS.with_(channel=Text("・".join(n.ja for n in names), ", ".join(n.en for n in names))))
    if known.not_when.strip():
        found.append(NOT_WHEN.with_(words=known.not_when.strip()))
    if known.busy.strip():
        found.append(BUSY.with_(words=known.busy.strip()))
    return found


def against(
    known: Known, *, channel: str = "", moments: Collection[datetime] = (), people: Collection[str] = ()
) -> list[Text]:
    """What plainly speaks against this plan, each wanting a reason to go on all the same (S001-1, S001-5, S001-6).

    channel: "" where none is chosen. moments: when the customer is promised to hear from us. Words on the card that
    cannot be read as a time are shown by `warnings` and hold nobody up. A letter is due on paper, whatever is preferred.
    """
    chosen = channel if channel in list(Channel) else ""
    wished = known.preferred if chosen and chosen != Channel.LETTER else ()
    told = Known(wished, known.hardly_seen if chosen else (), refused=known.refused)
    found = warnings(told, channel=chosen, people=people)
    for moment in moments:
        found += clashes(known, starts_at=moment, ends_at=moment + CALL)
    return found


def clashes(known: Known, *, starts_at: datetime, ends_at: datetime) -> list[Text]:
    """The customer's own words that speak against this time, of a call or of a whole visit (S001-6).

    Words that cannot be read as a time never clash; they are shown beside the plan.
    """
    found = []
    for words, falls in ((known.not_when, FALLS_ON_CLOSED), (known.busy, FALLS_ON_BUSY)):
        parts = [p.strip() for p in PARTS.split(words) if p.strip()]
        hit = [p for p in parts if covers(p, starts_at=starts_at, ends_at=ends_at)]
        found += [falls.with_(moment=when(starts_at), part=part) for part in hit]
    return found


class Unsuited(Refusal):
    """What is planned differs from the customer's card; a reason is wanted to go on all the same."""


def refuse_unexplained(objections: list[Text], despite: str) -> None:
    """Refused (409) with every objection in words, until a reason is given."""
    if objections and not despite.strip():
        what = Text("".join(o.ja for o in objections), " ".join(o.en for o in objections))
        raise Unsuited(DIFFERS.with_(what=what), unanswered=objections)


def _named(channel: str) -> Text:
    return CHANNELS[Channel(channel)] if channel in list(Channel) else Text(channel, channel)
