"""What certainty, first and last days are called, and the notice that stands beside every card. Pure data."""

from enum import StrEnum

from nattoku.lib.text import Text

NOTICE = Text(
    "法的判断ではありません。ここに示す法令と期限は一般的な目安です。確認した日は{checked_on}です。"
    "適用の有無、期限、最新の改正は、所管官庁や弁護士などの専門家にお確かめください。",
    "This is no legal judgement. The law and the dates shown are a general guide, checked on {checked_on}. "
    "Please ask the authority or a lawyer whether they apply, about the dates, and about recent amendments.",
)


class Certainty(StrEnum):
    """How sure we are of what the card says."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Unit(StrEnum):
    """In what a period is counted. PROMPT: 遅滞なく, the law names no number, we look at it the same day."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    PROMPT = "prompt"


class FirstDay(StrEnum):
    """Whether the day on which it happened is the first day."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"


class LastDay(StrEnum):
    """What becomes of a last day on which offices or shops are closed."""

    STANDS = "stands"
    CIVIL = "civil"
    OFFICES = "offices"


class Side(StrEnum):
    """Whose period it is: a right of the customer, or something we must do."""

    CUSTOMER = "customer"
    US = "us"


class Asked(StrEnum):
    """From when a case asks the question: as soon as it was received, or when solutions are weighed."""

    AT_ONCE = "at_once"
    WEIGHING = "weighing"


CERTAINTIES = {
    Certainty.HIGH: Text("高", "high"),
    Certainty.MIDDLE: Text("中", "middle"),
    Certainty.LOW: Text("低", "low"),
}
FIRST_DAYS = {
    FirstDay.COUNTED: Text("その日を1日目として数えます", "That day is counted as the first"),
    FirstDay.NOT_COUNTED: Text(
        "その日は数えず、翌日から数えます（民法140条）",
        "That day is not counted; it begins the day after (Civil Code 140)",
    ),
}
LAST_DAYS = {
    LastDay.STANDS: Text("末日が休日でも延びません", "A last day that is a holiday stands"),
    LastDay.CIVIL: Text(
        "末日が日曜・祝日・1月1日から3日のときは、その日にお取引をしない慣習があれば翌日まで（民法142条）",
        "A last day that is a Sunday, a public holiday or 1-3 January moves to the next, where that day is kept free of "
        "dealings (Civil Code 142)",
    ),
    LastDay.OFFICES: Text(
        "末日が土日・祝日・12月29日から1月3日のときは、次の開庁日まで（行政機関の休日に関する法律2条）",
        "A last day on which government offices are closed moves to the next open day",
    ),
}
SIDES = {
    Side.CUSTOMER: Text("お客様の権利", "A right of the customer"),
    Side.US: Text("当社がすること", "Something we must do"),
}
