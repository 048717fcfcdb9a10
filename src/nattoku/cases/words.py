"""The words of the intake: what each choice is called on screen. Pure data (spec: vocabulary 4.3, 4.4)."""

from enum import IntEnum, StrEnum

from nattoku.lib.text import Text


class Door(StrEnum):
    """Through what the complaint came."""

    PHONE = "phone"
    VISIT = "visit"
    MAIL = "mail"
    WEB = "web"
    CHAT = "chat"
    LETTER = "letter"


class About(StrEnum):
    """対象: what it is about."""

    PRODUCT = "product"
    SERVICE = "service"
    CONDUCT = "conduct"
    DELIVERY = "delivery"
    BILLING = "billing"
    TERMS = "terms"
    INFORMATION = "information"
    PAPERWORK = "paperwork"
    EVENT = "event"
    PRIVACY = "privacy"
    PREMISES = "premises"
    HANDLING = "handling"
    OTHER = "other"


class Hurt(StrEnum):
    """心情: what hurts (S004-2.3.3)."""

    SLIGHTED = "slighted"
    PROMISE_BROKEN = "promise_broken"
    SHAMED = "shamed"
    ANXIOUS = "anxious"
    UNFAIR = "unfair"
    TIME_LOST = "time_lost"
    DECEIVED = "deceived"


class Wish(StrEnum):
    """求めるもの: what is wanted (T7)."""

    LISTEN = "listen"
    APOLOGY = "apology"
    EXPLANATION = "explanation"
    REPAIR = "repair"
    REFUND = "refund"
    DAMAGES = "damages"
    OTHER_PERSON = "other_person"
    IMPROVEMENT = "improvement"
    IN_WRITING = "in_writing"
    END_DEALINGS = "end_dealings"
    AUTHORITY = "authority"


class Danger(StrEnum):
    """おけが・発煙・健康・個人情報の心配 (R8-14)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """重大度. Unassessed notifies as A."""

    S = "S"
    A = "A"
    B = "B"
    C = "C"


class Urgency(StrEnum):
    """緊急度."""

    NOW = "now"
    TODAY = "today"
    THREE_DAYS = "three_days"
    PLANNED = "planned"


class Reach(StrEnum):
    """How widely a public mention is read, as far as one can see."""

    UNKNOWN = "unknown"
    FEW = "few"
    MANY = "many"
    PRESS = "press"


class Anger(IntEnum):
    """怒りの段階 (S003-6)."""

    SILENT = 0
    REMARK = 1
    SCOLDING = 2
    SUPERIOR = 3
    ENDING = 4
    LEGAL = 5


class Toward(StrEnum):
    """To whom the anger goes: never one global score (S001-17a)."""

    COMPANY = "company"
    STAFF = "staff"
    SUPERIOR = "superior"


class Kind(StrEnum):
    """Which drill fits (R8-2)."""

    DELIVERY = "delivery"
    CONDUCT = "conduct"
    QUALITY = "quality"
    BILLING = "billing"
    TERMS = "terms"
    EVENT = "event"
    OTHER = "other"


class Narrow(StrEnum):
    """限られた方だけで始める: what is not told wide from the first moment (R8-7)."""

    NO = ""
    HARASSMENT = "harassment"
    LEAK = "leak"
    WHISTLE = "whistle"


class Stage(IntEnum):
    """The five stages (S002-2 to S002-6)."""

    OCCURRED = 1
    CONTENT = 2
    CAUSE = 3
    WEIGHING = 4
    PRESENTED = 5


DOORS = {
    Door.PHONE: Text("お電話", "Phone"),
    Door.VISIT: Text("対面", "In person"),
    Door.MAIL: Text("メール", "E-mail"),
    Door.WEB: Text("ウェブ", "Web"),
    Door.CHAT: Text("チャット", "Chat"),
    Door.LETTER: Text("お手紙", "Letter"),
}
ABOUTS = {
    About.PRODUCT: Text("商品", "Product"),
    About.SERVICE: Text("サービス", "Service"),
    About.CONDUCT: Text("応対・態度・身だしなみ", "Manner"),
    About.DELIVERY: Text("納期・配送", "Delivery"),
    About.BILLING: Text("価格・請求", "Price or invoice"),
    About.TERMS: Text("契約・説明", "Contract or explanation"),
    About.INFORMATION: Text("情報・表示・広告", "Information or advertising"),
    About.PAPERWORK: Text("手続・書類", "Paperwork"),
    About.EVENT: Text("予約・催し", "Booking or event"),
    About.PRIVACY: Text("個人情報", "Personal data"),
    About.PREMISES: Text("設備・環境", "Premises"),
    About.HANDLING: Text("お申し出への対応", "How the complaint was handled"),
    About.OTHER: Text("その他", "Other"),
}
HURTS = {
    Hurt.SLIGHTED: Text("ないがしろにされた", "Slighted"),
    Hurt.PROMISE_BROKEN: Text("約束を破られた", "A promise was broken"),
    Hurt.SHAMED: Text("恥をかいた", "Put to shame"),
    Hurt.ANXIOUS: Text("不安", "Anxious"),
    Hurt.UNFAIR: Text("不公平", "Treated unfairly"),
    Hurt.TIME_LOST: Text("時間を奪われた", "Robbed of time"),
    Hurt.DECEIVED: Text("嘘・ごまかし", "Deceived"),
}
WISHES = {
    Wish.LISTEN: Text("話を聞いてほしい", "To be heard"),
    Wish.APOLOGY: Text("謝罪", "An apology"),
    Wish.EXPLANATION: Text("説明", "An explanation"),
    Wish.REPAIR: Text("交換・修理", "Replacement or repair"),
    Wish.REFUND: Text("返金・減額", "A refund"),
    Wish.DAMAGES: Text("賠償", "Damages"),
    Wish.OTHER_PERSON: Text("担当の交代", "Another person in charge"),
    Wish.IMPROVEMENT: Text("改善", "Improvement"),
    Wish.IN_WRITING: Text("書面", "It in writing"),
    Wish.END_DEALINGS: Text("お取引の停止", "An end of dealings"),
    Wish.AUTHORITY: Text("公的な対応", "An authority"),
}
DANGERS = {
    Danger.YES: Text("あり", "Yes"),
    Danger.NO: Text("なし", "No"),
    Danger.UNKNOWN: Text("未確認", "Not asked yet"),
}
REACHES = {
    Reach.UNKNOWN: Text("分からない", "Not known"),
    Reach.FEW: Text("限られた方", "A few readers"),
    Reach.MANY: Text("広く読まれている", "Widely read"),
    Reach.PRESS: Text("報道された", "In the press"),
}
SEVERITIES = {
    Severity.S: Text("S（人身・火災・個人情報・公表・法令期限）", "S (injury, fire, personal data, publicity)"),
    Severity.A: Text("A（お取引停止・高額・複数のお客様）", "A (end of dealings, high value, several customers)"),
    Severity.B: Text("B（1件の不具合・遅れ・応対）", "B (one defect, delay or manner)"),
    Severity.C: Text("C（ご意見・軽微）", "C (opinion, minor)"),
}
URGENCIES = {
    Urgency.NOW: Text("今すぐ", "Now"),
    Urgency.TODAY: Text("当日", "Today"),
    Urgency.THREE_DAYS: Text("3営業日", "3 business days"),
    Urgency.PLANNED: Text("計画", "Planned"),
}
ANGERS = {
    Anger.SILENT: Text("0 無言", "0 silent"),
    Anger.REMARK: Text("1 苦言", "1 a remark"),
    Anger.SCOLDING: Text("2 お叱り", "2 a scolding"),
    Anger.SUPERIOR: Text("3 上司・担当交代のご要求", "3 wants the superior or another person"),
    Anger.ENDING: Text("4 お取引停止・解約", "4 wants to end dealings"),
    Anger.LEGAL: Text("5 法的手段・公表", "5 law or publicity"),
}
TOWARDS = {
    Toward.COMPANY: Text("会社", "the company"),
    Toward.STAFF: Text("応対した者", "whoever served them"),
    Toward.SUPERIOR: Text("上司", "the superior"),
}
KINDS = {
    Kind.DELIVERY: Text("納期・配送", "Delivery"),
    Kind.CONDUCT: Text("応対", "Manner"),
    Kind.QUALITY: Text("品質", "Quality"),
    Kind.BILLING: Text("請求", "Invoice"),
    Kind.TERMS: Text("説明・契約", "Explanation or contract"),
    Kind.EVENT: Text("予約・催し", "Booking or event"),
    Kind.OTHER: Text("その他", "Other"),
}
NARROWS = {
    Narrow.HARASSMENT: Text("ハラスメント", "Harassment"),
    Narrow.LEAK: Text("個人情報・秘密の漏えい", "A leak of personal data or secrets"),
    Narrow.WHISTLE: Text("内部通報", "Whistle-blowing"),
}
STAGES = {
    Stage.OCCURRED: Text("発生", "Occurred"),
    Stage.CONTENT: Text("内容の把握", "Grasping the content"),
    Stage.CAUSE: Text("原因の調査", "Looking for the cause"),
    Stage.WEIGHING: Text("法的責任と解決案の検討", "Weighing liability and solutions"),
    Stage.PRESENTED: Text("解決案の提示", "Presenting the solution"),
}
STAGES_FOR_CUSTOMERS = {
    Stage.OCCURRED: Text("受付", "Received"),
    Stage.CONTENT: Text("内容の確認", "Understanding"),
    Stage.CAUSE: Text("原因の調査", "Looking for the cause"),
    Stage.WEIGHING: Text("対応の検討", "Considering an answer"),
    Stage.PRESENTED: Text("ご回答", "Answer"),
}

_KIND_OF = {
    About.DELIVERY: Kind.DELIVERY,
    About.CONDUCT: Kind.CONDUCT,
    About.HANDLING: Kind.CONDUCT,
    About.PRODUCT: Kind.QUALITY,
    About.SERVICE: Kind.QUALITY,
    About.BILLING: Kind.BILLING,
    About.TERMS: Kind.TERMS,
    About.INFORMATION: Kind.TERMS,
    About.EVENT: Kind.EVENT,
}


def kind_of(about: list[About]) -> Kind:
    """The drill that fits what it is about; delivery first, since it has the most to look at."""
    kinds = [_KIND_OF.get(a, Kind.OTHER) for a in about]
    return Kind.DELIVERY if Kind.DELIVERY in kinds else next(iter(kinds), Kind.OTHER)
