"""The forms for whether a hurt has healed, and for cases that belong together."""

from typing import Final

from nattoku.cases import relating
from nattoku.cases.forms.shape import Choices, Form, Input, Seen
from nattoku.cases.words import HURTS, Hurt
from nattoku.lib.text import Text
from nattoku.people.forms import Fields


def _heard(seen: Seen) -> Choices:
    return [(hurt, HURTS[hurt]) for hurt in seen.state.hurts]


def _healing(seen: Seen, f: Fields) -> None:
    healed, still = f.choices("healed", Hurt), f.choices("still", Hurt)
    relating.hear_healing(seen.case.no, healed=healed, still=still, words=f.text("words"), by=seen.by, at=seen.at)


def _relate(seen: Seen, f: Fields) -> None:
    relating.relate(seen.case.no, other=f.line("other"), why=f.text("why"), by=seen.by, at=seen.at)


PAGES: Final[dict[str, tuple[Form, ...]]] = {
    "healing": (
        Form(
            Text("お気持ちは和らぎましたか", "Has it healed?"),
            Text("伺ったことを記録する", "Write it down"),
            (
                Input("checks", "healed", Text("和らいだもの", "Healed"), choices=_heard),
                Input("checks", "still", Text("まだ残っているもの", "Still hurts"), choices=_heard),
                Input(
                    "text",
                    "words",
                    Text("お客様のお言葉・ご様子", "The customer's words"),
                    required=True,
                    hint=Text("推し量らず、伺ったままに。", "As heard, not as guessed."),
                ),
            ),
            _healing,
            why=Text(
                "お客様が待っておられるのは、お金ではなく、傷ついたお気持ちが和らぐことです。伺えたものだけを選びます。",
                "Customers wait for a hurt to heal, not for money. Choose only what was heard.",
            ),
            ended_too=True,
        ),
    ),
    "related": (
        Form(
            Text("関連する案件と結ぶ", "Link a related case"),
            Text("結ぶ", "Link"),
            (
                Input("number", "other", Text("もう一つの受付番号", "The other case's number"), required=True),
                Input("text", "why", Text("どうつながるか", "How they belong together"), required=True),
            ),
            _relate,
            why=Text("両方の案件から、互いをたどれるようになります。", "Each case then leads to the other."),
            ended_too=True,
        ),
    ),
}
