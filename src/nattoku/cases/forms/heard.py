"""Forms for what the customer said: who it is, each thing complained of, how angry, what it weighs."""

from typing import Final

from nattoku.cases import actions, contacting, facts, heart, intake, rules, saying, wishing
from nattoku.cases.forms.shape import WHEN, Checked, Choices, Form, Input, Seen, chosen, of
from nattoku.cases.words import (
    ABOUTS,
    ANGERS,
    HURTS,
    SEVERITIES,
    TOWARDS,
    URGENCIES,
    WISHES,
    About,
    Anger,
    Hurt,
    Severity,
    Toward,
    Urgency,
    Wish,
)
from nattoku.customers.facts import CHANNELS
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.forms import Fields
from nattoku.words.tone import Mode

SEVERITY, URGENCY = Text("重大度", "Severity"), Text("緊急度", "Urgency")
ANGER = Text("お怒りの強さ", "How angry")
TOLD_BY = Text("お答えした方法", "Through what")


def _items(seen: Seen) -> Choices:
    return [(n, f"{n}　{i.heard.what[:60]}") for n, i in seen.state.items.items()]


def _read_back(seen: Seen) -> str:
    return rules.read_back(seen.state.received, call_back=None, by="").ja


def _hurt(seen: Seen) -> list[Hurt]:
    return list(dict.fromkeys(one for item in seen.state.items.values() for one in item.heard.hurt))


def _wish(seen: Seen) -> list[Wish]:
    return list(dict.fromkeys(one for item in seen.state.items.values() for one in item.heard.wish))


def _identify(seen: Seen, f: Fields) -> None:
    actions.identify(seen.case.no, how=f.line("how"), by=seen.by, at=seen.at)


def _hear_item(seen: Seen, f: Fields) -> None:
    actions.hear_item(
        seen.case.no,
        what=f.text("what"),
        about=f.choices("about", About),
        hurt=f.choices("hurt", Hurt),
        wish=f.choices("wish", Wish),
        by=seen.by,
        at=seen.at,
    )


def _answer_item(seen: Seen, f: Fields) -> None:
    contacting.answer_item(
        seen.case.no,
        item=f.number("item"),
        words=f.text("words"),
        channel=f.line("channel") or "phone",
        despite=f.text("despite"),
        sayings=saying.typed(f),
        by=seen.by,
        at=seen.at,
    )


def _confirm(seen: Seen, f: Fields) -> None:
    version = f.number("version") or None
    hurt, wish = f.choices("hurt", Hurt), f.choices("wish", Wish)
    rules.may_confirm_content(seen.state)
    if wishing.unasked(seen.state):
        if not (hurt or f.flag("hurt_unsaid")) or not (wish or f.flag("wish_unsaid")):
            raise Refusal(heart.NOTHING_SAID, status=400)
        heart.ask(seen.case.no, hurt=hurt, wish=wish, expected_version=version, by=seen.by, at=seen.at)
        version = None  # looked at by the first of the two
    actions.confirm_content(seen.case.no, words=f.text("words"), expected_version=version, by=seen.by, at=seen.at)


def _assess(seen: Seen, f: Fields) -> None:
    actions.assess(
        seen.case.no,
        severity=chosen(f.choice("severity", Severity), SEVERITY),
        urgency=chosen(f.choice("urgency", Urgency), URGENCY),
        why=f.text("why"),
        by=seen.by,
        at=seen.at,
    )


def _anger(seen: Seen, f: Fields) -> None:
    anger = chosen(f.choice("anger", Anger), ANGER)
    toward = f.choice("toward", Toward) or Toward.COMPANY
    actions.hear_anger(seen.case.no, anger=anger, toward=toward, by=seen.by, at=seen.at)


def _note(seen: Seen, f: Fields) -> None:
    happened_at = f.moment("happened_at")
    actions.note(seen.case.no, words=f.text("words"), happened_at=happened_at, by=seen.by, at=seen.at)


PAGES: Final[dict[str, tuple[Form, ...]]] = {
    "identity": (
        Form(
            Text("本人確認", "Identity check"),
            Text("ご本人であることを確認した", "Identity checked"),
            (
                Input(
                    "chips",
                    "how",
                    Text("確認の方法", "How it was checked"),
                    choices=lambda _: [*intake.IDENTITIES[1:], ("身分証などの書面", Text("書面", "Papers"))],
                ),
            ),
            _identify,
            why=Text(
                "お電話番号だけではご本人とみなしません。済むと、ご住所・ご注文・これまでの経緯が表示されます。",
                "A caller's number is not a person. Once done, address, orders and history are shown.",
            ),
        ),
    ),
    "items": (
        Form(
            Text("お申し出の事項", "One more thing complained of"),
            Text("お申し出を書き留めた", "Write it down"),
            (
                Input("text", "what", Text("伺ったこと", "What was said"), required=True),
                Input("checks", "about", Text("何について", "About what"), choices=of(ABOUTS)),
                Input("checks", "hurt", Text("お気持ち（心情）", "What hurt"), choices=of(HURTS)),
                Input("checks", "wish", Text("お求めになっていること", "What is wanted"), choices=of(WISHES)),
            ),
            _hear_item,
            why=Text("ひとつずつ書きます。まとめて片付けません。", "One at a time; nothing is merged away."),
        ),
        Form(
            Text("事項にお答えした", "An item was answered"),
            Text("お客様にお答えした", "The customer was answered"),
            (
                Input("select", "item", Text("どのお申し出に", "Which item"), choices=_items),
                Input("chips", "channel", TOLD_BY, choices=of(CHANNELS), value=lambda _: "phone"),
                Input("text", "words", Text("お答え", "The answer"), required=True),
            ),
            _answer_item,
            to_customer=True,
            checked=Checked("words", contacting.ANSWER),
        ),
    ),
    "content": (
        Form(
            Text("内容を復唱し、お確かめいただいた", "The content was read back"),
            Text("お客様にお確かめいただいた", "The customer confirmed it"),
            (
                Input("text", "words", Text("復唱した内容", "What was read back"), value=_read_back, required=True),
                Input("checks", "hurt", Text("お気持ち（心情）", "What hurt"), choices=of(HURTS), value=_hurt),
                Input("check", "hurt_unsaid", Text("お気持ちは、特に仰らなかった", "Asked: nothing was said of it")),
                Input(
                    "checks", "wish", Text("お求めになっていること", "What is wanted"), choices=of(WISHES), value=_wish
                ),
                Input("check", "wish_unsaid", Text("お求めは、特に仰らなかった", "Asked: nothing is wanted")),
                Input("hidden", "version", Text("版", "Version"), value=lambda seen: seen.state.version),
            ),
            _confirm,
            why=Text("お確かめいただくと、原因の調査に進みます。", "After this the search for the cause begins."),
        ),
    ),
    "assess": (
        Form(
            Text("重大度と緊急度の見立て", "Severity and urgency"),
            Text("見立てた", "Assessed"),
            (
                Input(
                    "select",
                    "severity",
                    SEVERITY,
                    choices=of(SEVERITIES),
                    value=lambda seen: (seen.state.severity or Severity.A).value,
                ),
                Input(
                    "chips",
                    "urgency",
                    URGENCY,
                    choices=of(URGENCIES),
                    value=lambda seen: (seen.state.urgency or Urgency.TODAY).value,
                ),
                Input("text", "why", Text("理由", "Why")),
            ),
            _assess,
        ),
    ),
    "anger": (
        Form(
            Text("お怒りの強さ", "How angry"),
            Text("書き留めた", "Write it down"),
            (
                Input("select", "anger", ANGER, choices=of(ANGERS)),
                Input(
                    "chips",
                    "toward",
                    Text("どなたに対して", "Toward whom"),
                    choices=of(TOWARDS),
                    value=lambda _: "company",
                ),
            ),
            _anger,
            why=Text("相手ごとに記録します。", "Noted for each counterpart."),
        ),
    ),
    "note": (
        Form(
            Text("記録を加える", "Add a note"),
            Text("記録した", "Write it down"),
            (
                Input(
                    "text",
                    "words",
                    Text("記録", "Note"),
                    required=True,
                    hint=Text("お客様がお読みになっても差し支えない言葉で。", "In words the customer could read."),
                ),
                WHEN,
            ),
            _note,
            ended_too=True,
            checked=Checked("words", facts.Noted.kind, Mode.INTERNAL),
        ),
    ),
}
