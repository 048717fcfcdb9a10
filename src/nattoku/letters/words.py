"""The words of letters: kinds, ways of sending, and the parts with what each is for. Pure data."""

from enum import StrEnum

from nattoku.lib.text import Text


class LetterKind(StrEnum):
    """What is sent to a customer in writing."""

    APOLOGY = "apology"
    THANKS = "thanks"
    APOLOGY_AND_THANKS = "apology_and_thanks"
    INTERIM = "interim"
    ACCOUNT = "account"
    DELAY = "delay"
    NOTE = "note"


class Method(StrEnum):
    """How it goes out."""

    HANDWRITTEN = "handwritten"
    PRINTED_POST = "printed_post"
    MAIL = "mail"
    WITH_GOODS = "with_goods"


KINDS = {
    LetterKind.APOLOGY: Text("詫び状", "Letter of apology"),
    LetterKind.THANKS: Text("礼状", "Letter of thanks"),
    LetterKind.APOLOGY_AND_THANKS: Text("詫び状兼礼状", "Letter of apology and thanks"),
    LetterKind.INTERIM: Text("中間のご報告", "Interim report"),
    LetterKind.ACCOUNT: Text("経緯のご報告（顛末）", "Account of what happened"),
    LetterKind.DELAY: Text("納期遅れの一報", "Word of a delay"),
    LetterKind.NOTE: Text("一筆箋（お届けに添える一言）", "Short note with a delivery"),
}
METHODS = {
    Method.HANDWRITTEN: Text("手書き", "by hand"),
    Method.PRINTED_POST: Text("印刷して郵送", "printed and posted"),
    Method.MAIL: Text("電子メール", "by e-mail"),
    Method.WITH_GOODS: Text("お届けの品に添えて", "put in with the goods"),
}
# What a delivery after a wait may say, in the writer's own hand and with a business card (S003-16).
NOTE_EXAMPLE = {
    "heard": "先日はお越しくださり、ありがとうございました。",
    "account": "お待ちいただいておりましたお品が入りましたので、お届けいたします。",
    "ending": "お近くにお越しの折は、どうぞお声をおかけください。",
}
APOLOGISING = frozenset({LetterKind.APOLOGY, LetterKind.APOLOGY_AND_THANKS})
THANKING = frozenset({LetterKind.THANKS, LetterKind.APOLOGY_AND_THANKS})
AFTER_VISIT = APOLOGISING | THANKING
# Letters that leave something open say when we write or call next.
WITH_NEXT_DATE = frozenset(LetterKind) - {LetterKind.THANKS, LetterKind.NOTE}
# What is named above its first line.
WITH_SUBJECT = frozenset({LetterKind.INTERIM, LetterKind.ACCOUNT, LetterKind.DELAY})

# (field, what it is called, what it is for with an example)
PARTS = (
    (
        "greeting",
        Text("時候・安否", "Season and good wishes"),
        Text(
            "御礼のお手紙には季節の一言を。お詫びのお手紙では省き、すぐにお詫びを書きます。",
            "A word of the season in a letter of thanks. Left out in an apology: it comes first there.",
        ),
    ),
    (
        "apology",
        Text("お詫び", "Apology"),
        Text(
            "分かっているご迷惑と、ご自分の立場から。例：このたびは長らくお待たせし、誠に申し訳ございません。",
            "For what is known, from your own position. E.g. We are truly sorry to have kept you waiting.",
        ),
    ),
    (
        "heard",
        Text("伺ったこと", "What we heard"),
        Text(
            "この方だけに宛てた一文を必ず。いただいたお言葉のうち、心に残った一つを。例：「一本のお電話があれば」とのお言葉が胸に残っております。",
            "At least one sentence only this customer could receive. E.g. Your words “one call would do” stay with us.",
        ),
    ),
    (
        "account",
        Text("分かったこと・調べていること", "What is known, what is being looked into"),
        Text(
            "確かめた事実だけ。まだなら：経緯は私どもで確かめております。",
            "Confirmed facts only. If not yet: we are looking into what happened.",
        ),
    ),
    (
        "promise",
        Text("これからのお約束", "What we will do"),
        Text(
            "誰が・何を・いつまでに。次のご連絡の日付を書く。例：12月1日に、私、千葉からお電話いたします。",
            "Who, what, by when; with the date of the next contact. E.g. I, Chiba, will call on 1 December.",
        ),
    ),
    (
        "thanks",
        Text("御礼", "Thanks"),
        Text(
            "教えてくださったことへ。例：率直にお聞かせくださり、心より御礼申し上げます。",
            "For what we were told. E.g. Thank you for speaking so frankly.",
        ),
    ),
    (
        "ending",
        Text("結び", "Ending"),
        Text(
            "お相手をいたわる一文で終えます。例：寒さに向かう折、どうぞお健やかにお過ごしください。売り込みと追伸は書きません。",
            "One sentence of care for the reader. E.g. Please keep well in the cold. No selling, no P.S.",
        ),
    ),
)
