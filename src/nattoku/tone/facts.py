"""What may happen to a remark: it is said, with a reason, not to apply."""

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text

KINDS_OF_TEXT = {
    "letters": Text("お手紙", "the letter"),
    "response.handling": Text("進め方のご説明", "how it is handled"),
    "response.cause": Text("原因のご説明", "the cause"),
    "response.interim": Text("途中のご報告", "the interim report"),
    "response.contact_rules": Text("今後のご連絡の進め方", "how we keep in touch"),
    "solutions.presented": Text("解決案のご提示", "the solution presented"),
    "closure.completion_told": Text("お客様への完了のご報告", "the completion report to the customer"),
    "closure.customer_thanked": Text("お客様への御礼", "the thanks to the customer"),
    "cases.contacted": Text("お客様へのご連絡", "the contact with the customer"),
    "cases.item_answered": Text("事項へのお答え", "the answer to an item"),
    "cases.noted": Text("社内の記録", "an internal note"),
    "mail.answer_written": Text("メールのお返事", "the answer by mail"),
    "reports.shared": Text("第一報（部門への共有）", "the first information to the divisions"),
    "reports.action_reported": Text("処置報告", "the action report"),
    "reports.completed": Text("部門への完了報告", "the completion report to the divisions"),
}

# What a door asks more exactly than words can: money and liability wait for the representative's decision there.
# Where a vague word can be given its date in the same form (追って, 近日中), that is asked instead.
_DATED_THERE = frozenset({"J3", "J4", "J5"})
ELSEWHERE = {
    "solutions.presented": frozenset({"L1", "L2", "L3", "L5", "L7"}),
    "cases.contacted": _DATED_THERE,
    "cases.item_answered": _DATED_THERE,
    "mail.answer_written": _DATED_THERE,
}

# A letter is read by a leader before it goes; what goes to the divisions is read by theirs, and must not wait. A note
# goes nowhere.
READ_BY_A_LEADER = ("letters/", "reports.", "cases.noted")


@fact(
    "tone.dismissed",
    ja="言葉の点検の指摘（{rule}）は当たらないとしました",
    en="A remark of the tone check ({rule}) was said not to apply",
)
class Dismissed(Fact):
    """about: which text ("letters/1", "response.cause"); words: what was remarked on, "" for something missing."""

    about: str
    rule: str
    words: Personal[str]
    reason: Personal[str]
