"""Forms for what the customer hears from us, and for what we promise."""

from typing import Final

from nattoku.cases import actions, contacting, saying
from nattoku.cases.forms.shape import WHEN, Checked, Form, Input, Seen, everybody, moment, of
from nattoku.customers.facts import CHANNELS
from nattoku.lib.text import Text
from nattoku.people.forms import Fields

DUE = Text("いつまでに", "By when")


def _contact(seen: Seen, f: Fields) -> None:
    contacting.contact(
        seen.case.no,
        channel=f.line("channel"),
        words=f.text("words"),
        next_at=f.moment("next_at"),
        reached=not f.flag("missed"),
        interim=f.flag("interim"),
        happened_at=f.moment("happened_at"),
        seen=f.number("seen", seen.state.version),
        again=f.flag("again"),
        despite=f.text("despite"),
        sayings=saying.typed(f),
        by=seen.by,
        at=seen.at,
    )


def _promise(seen: Seen, f: Fields) -> None:
    due_at = moment(f, "due_at", DUE)
    actions.promise(
        seen.case.no,
        what=f.text("what"),
        due_at=due_at,
        owed_by=f.line("owed_by"),
        despite=f.text("despite"),
        by=seen.by,
        at=seen.at,
    )


def _owed(seen: Seen) -> str:
    return seen.promise.pk if seen.promise else ""


def _keep(seen: Seen, f: Fields) -> None:
    actions.keep_promise(
        seen.case.no,
        promise=_owed(seen),
        words=f.text("words"),
        happened_at=f.moment("happened_at"),
        by=seen.by,
        at=seen.at,
    )


def _move(seen: Seen, f: Fields) -> None:
    due_at = moment(f, "due_at", DUE)
    actions.move_promise(
        seen.case.no,
        promise=_owed(seen),
        due_at=due_at,
        consent=f.text("consent"),
        happened_at=f.moment("happened_at"),
        by=seen.by,
        at=seen.at,
    )


def _release(seen: Seen, f: Fields) -> None:
    actions.release_promise(seen.case.no, promise=_owed(seen), reason=f.text("reason"), by=seen.by, at=seen.at)


KEEP = Form(
    Text("お約束を果たした", "The promise was kept"),
    Text("お約束を果たしました", "Kept"),
    (Input("text", "words", Text("果たしたこと", "What was done")), WHEN),
    _keep,
)
MOVE = Form(
    Text("ご了承を得て日時を変える", "Move it with consent"),
    Text("ご了承をいただいた", "The customer agreed"),
    (
        Input("moment", "due_at", Text("新しい日時", "The new time"), required=True),
        Input("text", "consent", Text("ご了承のお言葉", "The words of consent"), required=True),
        Input(
            "moment",
            "happened_at",
            Text("ご了承をいただいた日時", "When the customer agreed"),
            hint=Text("空けておくと、いまになります。", "Empty takes now."),
        ),
    ),
    _move,
)
RELEASE = Form(
    Text("お約束を取り下げる", "Release it"),
    Text("取り下げる", "Release"),
    (Input("text", "reason", Text("理由", "Reason"), required=True),),
    _release,
    why=Text("果たす必要がなくなったときだけ。理由が残ります。", "Only when it need not be kept. The reason stays."),
)
PROMISE_FORMS: Final = (KEEP, MOVE, RELEASE)

PAGES: Final[dict[str, tuple[Form, ...]]] = {
    "contact-customer": (
        Form(
            Text("お客様にご連絡した", "The customer was contacted"),
            Text("お客様にお伝えした", "The customer was told"),
            (
                Input("chips", "channel", Text("ご連絡の方法", "How"), choices=of(CHANNELS), value=lambda _: "phone"),
                Input("text", "words", Text("お話の内容", "What was said"), required=True),
                Input("check", "missed", Text("お出にならなかった", "Nobody answered")),
                Input("check", "interim", Text("中間のご報告を兼ねた", "It was the interim report, too")),
                Input(
                    "moment",
                    "next_at",
                    Text("次のご連絡のお約束", "The next contact"),
                    hint=Text(
                        "空けておくと当社の初期値になります。終わるまで、必ず次のご連絡の日時があります。",
                        "Empty takes our default. While the case is open there is always a next contact.",
                    ),
                ),
                WHEN,
                Input("hidden", "seen", Text("版", "Version"), value=lambda seen: seen.state.version),
            ),
            _contact,
            to_customer=True,
            checked=Checked("words", contacting.ABOUT),
        ),
    ),
    "promise": (
        Form(
            Text("お客様にお約束した", "A promise to the customer"),
            Text("お客様にお約束した", "Promised"),
            (
                Input("text", "what", Text("お約束の内容", "What is promised"), required=True),
                Input("moment", "due_at", DUE, required=True),
                Input(
                    "select",
                    "owed_by",
                    Text("果たす者", "Who keeps it"),
                    choices=everybody,
                    value=lambda seen: seen.by.pk,
                ),
            ),
            _promise,
            why=Text(
                "分からない日時は、確かめてからお約束します。果たすまで残ります。",
                "Promise a time only when it has been confirmed. It stays until kept.",
            ),
            to_customer=True,
        ),
    ),
}
