"""The skills of answering a complaint, and the facts by which using one is seen. Pure data."""

from dataclasses import dataclass
from enum import StrEnum

from nattoku.lib.text import Text


class Skill(StrEnum):
    """What one may know, and use, or not."""

    IN_PRESENCE = "in_presence"
    READ_BACK = "read_back"
    THREE_WORDS = "three_words"
    LETTER = "letter"
    DRILL = "drill"
    LAST_WORD = "last_word"


@dataclass(frozen=True)
class Described:
    """name; how: what it is, in a sentence; page: where it can be learned; seen_in: kinds of facts whose actor used it."""

    name: Text
    how: Text
    page: str
    seen_in: tuple[str, ...]


SKILLS = {
    Skill.IN_PRESENCE: Described(
        Text("お客様の前での一報", "The first report in the customer's presence"),
        Text("事実だけを、お客様の前でリーダーにお電話します。", "The leader hears the facts alone, by phone, before the customer's eyes."),
        "/credo/training",
        ("reports.told_leader",),
    ),
    Skill.READ_BACK: Described(
        Text("復唱", "Reading back"),
        Text("伺った内容を繰り返し、お確かめいただきます。", "What was heard is repeated and confirmed by the customer."),
        "/credo/training",
        ("cases.content_confirmed",),
    ),
    Skill.THREE_WORDS: Described(
        Text("お詫びの三つの言葉", "The three words of an apology"),
        Text("自分は誰か、何が至らなかったか、どのような思いをおかけしたかを申し上げます。", "Who I am, what I failed at, what you suffered."),
        "/credo",
        ("visits.made",),
    ),
    Skill.LETTER: Described(
        Text("お詫びと御礼の手紙", "A letter of apology and thanks"),
        Text("伺ったその日に書き始め、上司に見てもらい、書状でお送りします。", "Begun on the day of the visit, read by the superior, sent on paper."),
        "/tone",
        ("letters.sent",),
    ),
    Skill.DRILL: Described(
        Text("工程をたどる", "Following the process"),
        Text("最後の一人を見ず、始めから終わりまで、いつ・誰が・何をしたかを確かめます。", "Not the last person: who did what, and when, from the first step to the last."),
        "/files",
        ("causes.confirmed", "causes.check_answered"),
    ),
    Skill.LAST_WORD: Described(
        Text("ご納得のお言葉を伺う", "Hearing the last word"),
        Text("「どのようなお言葉でしたか」を、そのまま書きます。", "What the customer said at the end is written down as it was said."),
        "/credo/training",
        ("closure.last_word_heard",),
    ),
}  # fmt: skip
