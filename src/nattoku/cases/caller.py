"""A call that a telephone system announces: the number it shows, whose it may be, and what to say. No identity (R8-11)."""

from dataclasses import dataclass

from nattoku.customers import queries as customers
from nattoku.lib import phone
from nattoku.lib.text import Text

NO_IDENTITY = Text(
    "お電話番号だけでは、ご本人とは限りません。お名前を伺い、本人確認をお願いいたします。",
    "A number is not an identity. Please ask for the name, and check who is calling.",
)
WITHHELD = Text(
    "番号は通知されていません。「おそれいりますが、折り返しのお電話番号を伺えますでしょうか」とお尋ねください。",
    "The number is withheld. Please ask: “May I have a number at which we can call you back?”",
)
UNREADABLE = Text(
    "電話番号として読み取れませんでした。お客様に番号を復唱してお確かめください。",
    "That could not be read as a number. Please read it back to the caller.",
)


@dataclass(frozen=True)
class Caller:
    """said: as the telephone system sent it; reach: as people read it, "" while unknown; known: (id, name, town)."""

    said: str
    reach: str
    say: Text
    known: list[tuple[str, str, str]]

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """Whose number it may be, by name and town alone; nobody is chosen for the receiver."""
        named = [(pk, f"{name}　{town}".strip()) for pk, name, town in self.known]
        return [
            *((pk, Text(name, name)) for pk, name in named),
            ("", Text("わからない・ほかの方", "Not known, or somebody else")),
        ]


def caller(said: str) -> Caller:
    """Who may be calling from this number."""
    said = said.strip()[: phone.LONGEST]
    read = phone.number(said)
    if read is not None:
        return Caller(said, read.shown, NO_IDENTITY, customers.of_number(read))
    if phone.withheld(said):
        return Caller(said, "", WITHHELD, [])
    return Caller(said, said, UNREADABLE, [])
