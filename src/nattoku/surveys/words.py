"""When we ask, what we ask, and how long an answer takes: one minute. Pure. No question sells anything."""

from enum import StrEnum
from typing import Final

from nattoku.lib.text import Text

LEAST: Final = 5  # fewer answers than this are never shown, nor can they be had by subtracting
LOW: Final = 2  # satisfaction of 5 from which we ask what went wrong


class SurveyOccasion(StrEnum):
    """When it is asked. closing: by name, because we want to put right what is left."""

    YEARLY = "yearly"
    EVENT = "event"
    CLOSING = "closing"


class SaidSo(StrEnum):
    """An answer to yes or no."""

    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


class StandardsDecision(StrEnum):
    """What a review of our standards came to."""

    KEEP = "keep"
    RAISE = "raise"
    CHANGE = "change"


class AnswerInto(StrEnum):
    """What became of a low answer."""

    SIGN = "sign"
    COMPLAINT = "complaint"
    NOTED = "noted"


OCCASIONS: Final = {
    SurveyOccasion.YEARLY: Text("年に一度のアンケート", "Yearly survey"),
    SurveyOccasion.EVENT: Text("催しのあとのアンケート", "Survey after an event"),
    SurveyOccasion.CLOSING: Text("お申し出が終わったあとのアンケート", "Survey after a complaint"),
}
DECISIONS: Final = {
    StandardsDecision.KEEP: Text("いまの水準を保つ", "Keep the standard"),
    StandardsDecision.RAISE: Text("水準を上げる", "Raise the standard"),
    StandardsDecision.CHANGE: Text("やり方を改める", "Change how we do it"),
}
INTO: Final = {
    AnswerInto.SIGN: Text("兆しとしてお伺いする", "A sign to ask about"),
    AnswerInto.COMPLAINT: Text("お申し出として承った", "Received as a complaint"),
    AnswerInto.NOTED: Text("承りました", "Noted"),
}
FIVE: Final = [(str(n), Text(str(n), str(n))) for n in range(1, 6)]
TEN: Final = [(str(n), Text(str(n), str(n))) for n in range(11)]
YES_NO: Final = [("yes", Text("はい", "Yes")), ("no", Text("いいえ", "No"))]
QUESTIONS: Final = {
    "csat": Text("全体として、どのくらいご満足いただけましたか", "Overall, how satisfied are you?"),
    "ces": Text("ご用を済ませるのは、楽でしたか", "How easy was it to get things done with us?"),
    "nps": Text(
        "親しい方に、どのくらい勧めたいと思われますか", "How likely are you to recommend us to somebody close?"
    ),
    "listened": Text("お話を、十分にお聞きできましたか", "Did we listen to you well enough?"),
    "clear": Text("ご説明は、分かりやすかったですか", "Was what we explained clear?"),
    "prompt": Text("ご連絡は、お待たせせずにできましたか", "Did you hear from us in good time?"),
    "dissatisfied": Text(
        "この一年に、ご不満に思われたことはありましたか", "Were you dissatisfied with anything in the past year?"
    ),
    "told": Text("それを、わたくしどもにお伝えくださいましたか", "Did you tell us?"),
}
PROCESS: Final = ("listened", "clear", "prompt")
EDGES: Final = Text("1：まったくそう思わない　5：とてもそう思う", "1: not at all, 5: very much")
EDGES_SATISFIED: Final = Text("1：たいへん不満　5：たいへん満足", "1: very dissatisfied, 5: very satisfied")
EDGES_TEN: Final = Text("0：まったく勧めない　10：ぜひ勧めたい", "0: not at all, 10: certainly")
