"""Is what we plan convenient for the customer? Warnings in words; whoever knows better goes on. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from nattoku.customers.facts import CHANNELS, Channel
from nattoku.lib.text import Text

HARDLY_SEEN = Text("{channel}は、ほとんどご覧にならないと伺っています。", "The customer hardly looks at {channel}.")
PREFERS = Text("{channel}でのご連絡をお望みです。", "The customer wishes to be reached by {channel}.")
NOT_WHEN = Text("ご連絡を控える時間：{words}", "When not to be reached: {words}")
BUSY = Text("お忙しさ：{words}", "How busy: {words}")
REFUSED = Text("お客様は{name}さんとお会いになりたくないと仰っています。", "The customer does not want to meet {name}.")


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


def _named(channel: str) -> Text:
    return CHANNELS[Channel(channel)] if channel in list(Channel) else Text(channel, channel)
