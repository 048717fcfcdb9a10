"""What hurt and what is wanted are both asked, and what is wanted gets an answer before the end (T7). Pure."""

from nattoku.cases import facts
from nattoku.cases.rules import CaseState, facts_of, refuse_missing
from nattoku.cases.words import WISHES, Wish
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.text import Text

HURT = Text("お気持ち（心情）", "what hurt")
WISH = Text("お求めになっていること", "what is wanted")
HEAD = Text("この案件はまだ終えられません", "This case cannot be ended yet")
UNANSWERED = Text(
    "お求めになっていること「{wish}」（お申し出{item}）に、まだお答えしていません",
    "what is wanted (“{wish}”, item {item}) has no answer yet",
)
# To be heard is answered by hearing. What was presented, or done on the spot, answers everything wanted before it.
NO_ANSWER_NEEDED = frozenset({Wish.LISTEN})
ANSWERING_ALL = ("solutions.presented", "closure.done_on_the_spot")


def unasked(state: CaseState) -> list[Text]:
    """Which of the two nobody has asked yet."""
    if state.asked:
        return []
    heard = [one.heard for one in state.items.values()]
    open_ = {HURT: any(one.hurt for one in heard), WISH: any(one.wish for one in heard)}
    return [name for name, known in open_.items() if not known]


def unanswered(history: History) -> list[tuple[int, Wish]]:
    """(item, what is wanted) without an answer after it was said: of the item itself, or by a solution presented."""
    wanted = [(r.seq, r.fact) for r in facts_of(history, facts.ItemHeard.kind, facts.HeartAsked.kind)]
    found: dict[tuple[int, Wish], int] = {}
    for seq, said in wanted:
        if isinstance(said, facts.ItemHeard | facts.HeartAsked):
            found |= {(said.item, wish): seq for wish in said.wish if (said.item, wish) not in found}
    return [key for key, seq in found.items() if key[1] not in NO_ANSWER_NEEDED and not _answered(history, key[0], seq)]


def refuse_unanswered(history: History) -> None:
    """Refused (409) with everything that is wanted and has no answer (T7)."""
    refuse_missing(HEAD, missing(history))


def missing(history: History) -> list[Text]:
    """The same in words."""
    return [UNANSWERED.with_(wish=WISHES[wish], item=item) for item, wish in unanswered(history)]


def _answered(history: History, item: int, seq: int) -> bool:
    return any(_answers(r, item) for r in history if r.seq > seq)


def _answers(recorded: Recorded, item: int) -> bool:
    said = recorded.fact
    return recorded.kind in ANSWERING_ALL or (isinstance(said, facts.ItemAnswered) and said.item == item)
