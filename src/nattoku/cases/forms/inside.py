"""Forms for what we do inside: who is the contact, first aid, passing on, the customer's card, ring-fencing."""

from typing import Final

from nattoku.cases import actions
from nattoku.cases.forms.shape import Choices, Form, Input, Seen, everybody
from nattoku.customers import queries as customers
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.forms import Fields


def _contacts(seen: Seen) -> Choices:
    """Who may be the contact: a person the customer refuses is not offered (R8-13)."""
    refused = customers.refused_people(seen.state.customer)
    found = people.everybody(seen.by.pk)
    return [(p.pk, p.name) for p in found if p.pk not in refused and access.may(p, "cases.write")]


def _name_contact(seen: Seen, f: Fields) -> None:
    actions.name_contact(
        seen.case.no, person=f.line("person"), why=f.text("why"), agreed=f.flag("agreed"), by=seen.by, at=seen.at
    )


def _first_aid(seen: Seen, f: Fields) -> None:
    actions.give_first_aid(seen.case.no, what=f.text("what"), cost=f.number("cost"), by=seen.by, at=seen.at)


def _transfer(seen: Seen, f: Fields) -> None:
    actions.transfer(seen.case.no, to=f.line("to"), asked=f.flag("asked"), by=seen.by, at=seen.at)


def _link(seen: Seen, f: Fields) -> None:
    actions.link_customer(seen.case.no, customer=f.line("customer"), by=seen.by, at=seen.at)


def _ring_fence(seen: Seen, f: Fields) -> None:
    actions.ring_fence(seen.case.no, readers=f.lines("readers"), reason=f.text("reason"), by=seen.by, at=seen.at)


PAGES: Final[dict[str, tuple[Form, ...]]] = {
    "contact": (
        Form(
            Text("窓口を決める", "Name the contact"),
            Text("窓口にした", "Named"),
            (
                Input(
                    "select",
                    "person",
                    Text("どなた", "Who"),
                    choices=_contacts,
                    value=lambda seen: seen.state.contact,
                ),
                Input("text", "why", Text("理由", "Why")),
                Input(
                    "check", "agreed", Text("お客様が望まれた・ご了承くださった", "The customer asked for it or agreed")
                ),
            ),
            _name_contact,
            why=Text(
                "お電話を受けた者は、引き継ぐ者が折り返すまで窓口を務めます。お会いになりたくないと仰っている者は、窓口にしません。",
                "Who answered the call stays the contact until the one who takes over has called back. Nobody whom the customer does not want to see.",
            ),
        ),
    ),
    "first-aid": (
        Form(
            Text("応急処置", "First aid"),
            Text("応急処置をした", "First aid was given"),
            (
                Input(
                    "text",
                    "what",
                    Text("したこと", "What was done"),
                    required=True,
                    hint=Text("交換、再発送、ご使用の停止など。", "Such as replacement, re-shipping, stopping use."),
                ),
                Input("number", "cost", Text("費用（円）", "Cost (yen)"), value=lambda _: 0),
            ),
            _first_aid,
            why=Text("代表が認めた範囲で、どの段階でもできます。", "At any stage, within the signed limit."),
        ),
    ),
    "transfer": (
        Form(
            Text("お電話のお取り次ぎ", "The caller was passed on"),
            Text("お取り次ぎした", "Passed on"),
            (
                Input("select", "to", Text("どなたに", "To whom"), choices=everybody),
                Input("check", "asked", Text("お客様が望まれた", "The customer asked for it")),
            ),
            _transfer,
            why=Text(
                "望まれないお取り次ぎが重なると、たらい回しになります。",
                "Being passed on again and again is an incident.",
            ),
        ),
    ),
    "link-customer": (
        Form(
            Text("お客様の登録と結ぶ", "Link the customer's card"),
            Text("登録と結んだ", "Link"),
            (
                Input(
                    "suggest",
                    "caller",
                    Text("どなた", "Who"),
                    hint=Text("三文字から候補が出ます。", "Suggestions appear from three characters."),
                ),
            ),
            _link,
        ),
    ),
    "ring-fence": (
        Form(
            Text("限られた方だけの案件にする", "Ring-fence the case"),
            Text("限られた方だけにした", "Ring-fence"),
            (
                Input("checks", "readers", Text("読める方", "Who may read it"), choices=everybody),
                Input("text", "reason", Text("理由", "Reason"), required=True),
            ),
            _ring_fence,
            why=Text(
                "ハラスメント、情報の漏えい、通報に関わるときに。ご自身は必ず含まれます。",
                "For harassment, a leak or whistle-blowing. You are always included.",
            ),
            act="cases.ring_fence",
        ),
    ),
}
