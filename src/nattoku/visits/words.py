"""The words of a visit: what each choice is called, and what is read before entering. Pure data."""

from enum import StrEnum

from nattoku.lib.text import Text


class Purpose(StrEnum):
    """何のために伺うか (S001-14). RETAIN alone is no purpose."""

    APOLOGISE = "apologise"
    LISTEN = "listen"
    VERIFY = "verify"
    EXPLAIN = "explain"
    PRESENT = "present"
    DELIVER = "deliver"
    RETAIN = "retain"


class Manner(StrEnum):
    """How we show our face: in person, or by video where it is far (S004-2.2.1.1)."""

    IN_PERSON = "in_person"
    VIDEO = "video"


class Known(StrEnum):
    """What can be apologised for on arrival, before anything has been found out (R8-5)."""

    TROUBLE = "trouble"
    TIME = "time"
    WORRY = "worry"


class Received(StrEnum):
    """受け取っていただけたか (S001-16)."""

    YES = "yes"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class Wishes(StrEnum):
    """Whether the customer wishes to go on dealing with us (S001-12)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Compared(StrEnum):
    """The hypothesis against what was heard (S003-4)."""

    MATCH = "match"
    PARTLY = "partly"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class Felt(StrEnum):
    """How those who went felt, asked after a long visit (S003-3)."""

    NOT_ASKED = "not_asked"
    WELL = "well"
    STRAINED = "strained"
    UNSAFE = "unsafe"


class Decision(StrEnum):
    """What becomes of something we were taught (S003-7)."""

    ADOPTED = "adopted"
    TRIED = "tried"
    NOT_NOW = "not_now"


class Bearing(StrEnum):
    """Appearance and bearing, at the table and away from it (S001-9, S001-17b)."""

    NEAT = "neat"
    SCENT = "scent"
    THINGS = "things"
    TELEPHONE = "telephone"
    CAR_PARK = "car_park"
    WAITING = "waiting"
    GREETING = "greeting"
    ROLES = "roles"


PURPOSES = {
    Purpose.APOLOGISE: Text("お詫びする", "Apologise"),
    Purpose.LISTEN: Text("お話を伺う", "Listen"),
    Purpose.VERIFY: Text("事実・お品を確かめる", "See the facts or the goods"),
    Purpose.EXPLAIN: Text("経緯をご説明する", "Explain what happened"),
    Purpose.PRESENT: Text("解決案をご説明する", "Present the solution"),
    Purpose.DELIVER: Text("お品をお届け・お引き取りする", "Bring or collect goods"),
    Purpose.RETAIN: Text("お取引を続けていただく", "Keep the contract"),
}
MANNERS = {
    Manner.IN_PERSON: Text("お伺いする", "In person"),
    Manner.VIDEO: Text("ビデオ通話", "By video"),
}
KNOWNS = {
    Known.TROUBLE: Text("ご迷惑をおかけしていること", "the trouble"),
    Known.TIME: Text("お時間を頂戴したこと", "the time it has taken"),
    Known.WORRY: Text("ご心配をおかけしたこと", "the worry"),
}
RECEIVED = {
    Received.YES: Text("受け取っていただけた", "Yes"),
    Received.NOT_YET: Text("まだ", "Not yet"),
    Received.UNKNOWN: Text("分からない", "Cannot tell"),
}
WISHES = {
    Wishes.YES: Text("続けたい", "Wishes to go on"),
    Wishes.NO: Text("やめたい", "Wishes to end"),
    Wishes.UNKNOWN: Text("伺えていない", "Not known"),
}
COMPARED = {
    Compared.MATCH: Text("一致", "The same"),
    Compared.PARTLY: Text("一部違った", "Partly different"),
    Compared.MISMATCH: Text("違った", "Different"),
    Compared.UNKNOWN: Text("まだ分からない", "Not known yet"),
}
WHAT_FOR = Text("何のために伺うのですか", "What are you going for?")
FELT = {
    Felt.WELL: Text("差し支えなかった", "All was well"),
    Felt.STRAINED: Text("負担が大きかった", "It was a strain"),
    Felt.UNSAFE: Text("身の危険を感じた", "Felt unsafe"),
}
DECISIONS = {
    Decision.ADOPTED: Text("取り入れる", "Adopted"),
    Decision.TRIED: Text("試してみる", "To be tried"),
    Decision.NOT_NOW: Text("見送る", "Not now"),
}
PROMPTS = [
    Text(
        "どのようなことがございましたか。初めから教えていただけますか。",
        "What happened? Please tell us from the start.",
    ),
    Text("一番お困りになったのはどのようなことか、教えていただけますか。", "What troubled you most?"),
    Text("ほかにもお気づきのことがあれば、教えていただけますか。", "Is there anything else you noticed?"),
    Text("どのようになればよろしいか、教えていただけますか。", "How would you like it to be?"),
    Text("ご都合のよいご連絡方法とお時間を、教えていただけますか。", "How and when may we best reach you?"),
]
BEARING = {
    Bearing.NEAT: Text("服装・靴・髪は清潔で、控えめか", "Clothes, shoes and hair are clean and modest"),
    Bearing.SCENT: Text("香りの強いもの、目立つ飾りは外したか", "No strong scent, nothing that catches the eye"),
    Bearing.THINGS: Text(
        "名刺・訪問メモ・筆記具・お約束の品を持ったか", "Cards, this sheet, a pen, and what was promised"
    ),
    Bearing.TELEPHONE: Text(
        "携帯電話の音を切り、しまったか（計算にも使わない）", "The phone is silent and put away, also for sums"
    ),
    Bearing.CAR_PARK: Text(
        "駐車場やお車の中、行き帰りの道でも、見られていると心得たか", "Watched in the car park, the car and the street"
    ),
    Bearing.WAITING: Text(
        "受付や待合でも姿勢を正し、私語を慎むと心得たか", "Upright and quiet at the desk and in the waiting room"
    ),
    Bearing.GREETING: Text(
        "どなたにもご挨拶し、お見送りのあとも気を抜かないと心得たか", "Greets everybody, and keeps it up after leaving"
    ),
    Bearing.ROLES: Text(
        "誰が最初にお詫びし、誰が書き留めるかを決めたか", "Settled who apologises first and who takes notes"
    ),
}
