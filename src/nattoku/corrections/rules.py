"""What went astray in a case, and what of it is still open. Pure."""

from dataclasses import dataclass

from nattoku.corrections import facts
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


@dataclass
class Astray:
    """One misdirected thing. asked, deleted, corrected: the facts that put it right, None while they are awaited."""

    recorded: Recorded
    fact: facts.Misdirected
    asked: Recorded | None = None
    deleted: Recorded | None = None
    corrected: Recorded | None = None


def astray_of(history: History) -> dict[int, Astray]:
    """number -> what went astray."""
    found: dict[int, Astray] = {}
    for recorded in history:
        match recorded.fact:
            case facts.Misdirected(number=number) as got:
                found[number] = Astray(recorded, got)
            case facts.DeletionAsked(number=number):
                found[number].asked = recorded
            case facts.Deleted(number=number):
                found[number].deleted = recorded
            case facts.Corrected(number=number):
                found[number].corrected = recorded
    return found


def awaited(history: History, number: int, part: str) -> Astray:
    """What still waits to be deleted or corrected. Refusal 404 for an unknown number, 409 when it is done already."""
    one = astray_of(history).get(number)
    if one is None:
        raise Refusal(Text("その誤送信の記録はありません。", "Nothing of that number went astray."), status=404)
    if getattr(one, part) is not None:
        raise Refusal(Text("すでに済んでいます。", "That is done already."))
    return one


def deletion_words(no: int) -> str:
    """What the wrong room reads: asked to delete, told no more than it has seen."""
    return (
        f"【削除のお願い】先ほどの受付番号 {no} の投稿は、宛先を誤ったものです。申し訳ありません。\n"
        "お読みになった方は、投稿を削除し、書き写しや転送があればそれも消して、この投稿にその旨をお返事ください。"
    )
