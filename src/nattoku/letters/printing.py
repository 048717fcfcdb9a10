"""A draft of a case on its way to paper: its sheets for the screen, its files for the printer."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from nattoku.cases.part import Part
from nattoku.customers import queries as customers
from nattoku.letters import rules
from nattoku.letters.facts import LetterDrafted
from nattoku.letters.paper import letter_of
from nattoku.letters.words import PARTS, LetterKind
from nattoku.lib import clock
from nattoku.lib.honorific import bare_name
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.lib.typeset import faces
from nattoku.lib.typeset.layout import blocks
from nattoku.lib.typeset.letter import Direction, Face, Letter, Paper
from nattoku.lib.typeset.printed import TYPES, Format, previews, printed
from nattoku.people import queries as people
from nattoku.people.forms import Fields


def of(part: Part, draft: LetterDrafted, at: datetime, *, scroll: bool = False) -> Letter:
    """The letter with the customer's address for its envelope, and colleagues' names kept whole.

    scroll: on scroll paper (巻紙) instead of sheets; a short note stays on its slip.
    """
    card = customers.customer(part.state.customer)
    colleagues = people.names({r.by for r in part.past} | {part.state.contact}).values()
    names = [word for name in colleagues for word in (name.replace(" ", ""), *name.split())]
    on = at.astimezone(clock.TOKYO).date()
    made = letter_of(draft, on=on, address=card.address if card else "", names=tuple(names), ours=people.described())
    return made.model_copy(update={"paper": Paper.SCROLL}) if scroll and made.paper is not Paper.NOTE else made


def typed(part: Part, fields: Fields, at: datetime) -> LetterDrafted:
    """What stands in the form, as a draft that nobody keeps."""
    kind = fields.choice("kind", LetterKind) or LetterKind.APOLOGY
    card = customers.customer(part.state.customer)
    name = bare_name(clean(fields.line("recipient") or "　", Text("宛名", "Addressee"), longest=200, required=False))
    company = card is not None and card.company and name == bare_name(card.name)
    parts = {field: clean(fields.text(field), words, longest=10_000, required=False) for field, words, _ in PARTS}
    sender = fields.text("sender")
    text = fields.text("text").strip() or rules.compose(
        name, parts, company=company, sender=sender, on=at.astimezone(clock.TOKYO), opening=fields.line("opening")
    )
    return LetterDrafted(letter=0, kind_of=kind, recipient=name, text=text, sender=sender)


@dataclass(frozen=True)
class Shown:
    """images: the sheets as addresses of pictures. lent: what another face stood in for. hindered: why there are none."""

    images: list[str]
    lent: list[Text]
    hindered: Text | None


def sheets(letter: Letter, *, face: Face) -> Shown:
    """The sheets by the same layout as the PDF."""
    try:
        pages = previews(letter, direction=Direction.VERTICAL, face=face)
    except Refusal as refusal:
        return Shown([], [], refusal.sentence)
    lent = faces.missing("".join(b.text for b in blocks(letter, Direction.VERTICAL)), face)
    images = [f"data:image/svg+xml;base64,{b64encode(page.encode()).decode()}" for page in pages]
    return Shown(images, [one.words for one in lent], None)


@dataclass(frozen=True)
class File:
    content: bytes
    type: str
    suffix: str


def file(letter: Letter, *, kind: str, face: Face) -> File:
    """pdf, docx, html or envelope; Refusal 404 for another kind."""
    if kind not in list(Format):
        raise Refusal(Text("その形では書き出せません。", "There is no such form."), status=404)
    asked = Format(kind)
    made = printed(letter, kind=asked, direction=Direction.VERTICAL, face=face)
    suffix = "envelope.pdf" if asked is Format.ENVELOPE else asked.value
    return File(made.content, TYPES[asked], suffix)
