"""A letter as it is handed in: who to, who from, when, and its paragraphs. The JSON of docs/letters.md."""

import json
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from nattoku.lib.honorific import addressed, bare_name
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean

Line = Annotated[str, StringConstraints(max_length=200, pattern=r"\A[^\r\n]*\z", strip_whitespace=True)]


class Direction(StrEnum):
    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


class Face(StrEnum):
    """What it is set in: print, or the look of a brush."""

    MINCHO = "mincho"
    BRUSH = "brush"


class Paper(StrEnum):
    """a4, b5, the narrow slip of a short note (一筆箋, 82 × 182 mm), or scroll paper (巻紙), cut where the letter ends."""

    A4 = "a4"
    B5 = "b5"
    NOTE = "note"
    SCROLL = "scroll"


class Party(BaseModel):
    """Somebody on the outside of a letter. name "" where a company alone is written to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = ""
    company: Line = ""
    title: Line = ""  # division and post: 営業部 部長
    postcode: Annotated[str, StringConstraints(pattern=r"\A(?:\d{3}-?\d{4})?\z")] = ""
    address: tuple[Line, ...] = Field((), max_length=4)
    phone: Line = ""

    @property
    def lines(self) -> list[str]:
        """Company, division and post, name: each where there is one."""
        return [line for line in (self.company, self.title, self.name) if line]


class Letter(BaseModel):
    """opening and closing are 頭語 and 結語; greeting follows the opening in the same paragraph."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    recipient: Party
    sender: Party
    date: date
    opening: Line = ""
    greeting: Annotated[str, StringConstraints(max_length=2000)] = ""
    body: tuple[Annotated[str, StringConstraints(max_length=20_000)], ...] = Field(min_length=1, max_length=200)
    closing: Line = ""
    subject: Line = ""
    kind: Line = ""
    names: tuple[Line, ...] = Field((), max_length=50)  # further names that are never split
    paper: Paper = Paper.A4

    @property
    def addressee(self) -> str:
        """The name with 様, or the company with 御中 when nobody is named."""
        if self.recipient.name:
            return addressed(self.recipient.name).ja
        return addressed(self.recipient.company, company=True).ja

    @property
    def paragraphs(self) -> list[str]:
        """The opening with its greeting, then the body; line breaks inside a paragraph part it."""
        head = "　".join(part for part in (self.opening, self.greeting.strip()) if part)
        body = [line.strip(" \t　") for one in self.body for line in one.splitlines()]
        return [p for p in (head, *body) if p]

    @property
    def text(self) -> str:
        """Everything on the paper, in the order of a vertical letter."""
        outside = [self.recipient.company, self.recipient.title] if self.recipient.name else [self.recipient.title]
        parts = [self.subject, *self.paragraphs, self.closing, self.date.isoformat(), *self.sender.lines]
        return "\n".join(p for p in (*parts, self.sender.phone, *outside, self.addressee) if p)


def read(document: str | bytes) -> Letter:
    """A letter from its JSON, or a Refusal (400) that says which field is wrong."""
    try:
        given = json.loads(document)
    except (ValueError, RecursionError):
        raise Refusal(Text("JSONとして読めません。", "It cannot be read as JSON."), status=400) from None
    return checked(given)


def checked(given: Any) -> Letter:
    """A letter from parsed JSON, or a Refusal (400) that names the field."""
    try:
        letter = Letter.model_validate(given)
    except ValidationError as wrong:
        where = sorted({".".join(str(part) for part in error["loc"]) or "letter" for error in wrong.errors()})
        raise Refusal(
            Text(
                "お手紙のこの項目をお確かめください（形は docs/letters.md）：{where}",
                "Please check these fields of the letter (the form is in docs/letters.md): {where}",
            ).with_(where=", ".join(where)),
            status=400,
        ) from None
    if not letter.recipient.lines:
        raise Refusal(Text("宛名（recipient.name）を入力してください。", "Please fill in: recipient.name."), status=400)
    clean(letter.text, Text("お手紙の文", "The letter"))
    return letter


_CJK = "\u3400-\u9fff\uf900-\ufaff々〆ヶ\U00020000-\U0003ffff"
_WITH_TITLE = re.compile(f"(?:[{_CJK}][\U000e0100-\U000e01ef]?){{1,8}}(?:様|御中)")
LONGEST_NAME = 14  # characters; what is longer may be split, or a column could not hold it


def unsplit(letter: Letter, text: str) -> list[tuple[int, int]]:
    """Where in `text` names stand that no column may split, as [start, end) of characters, in order, apart."""
    names = {*letter.names}
    for party in (letter.recipient, letter.sender):
        bare = bare_name(party.name)
        names |= {bare, bare.replace(" ", "").replace("　", ""), *bare.split()}
    spans = [found.span() for found in _WITH_TITLE.finditer(text)]
    for name in names:
        if len(name) > 1:
            spans += [m.span() for m in re.finditer(re.escape(name) + "(?:様|さま)?", text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    return [(start, end) for start, end in apart if end - start <= LONGEST_NAME]
