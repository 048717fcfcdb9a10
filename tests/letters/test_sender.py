"""The company's own name and address on a letter and its envelope."""

from datetime import date

from nattoku.letters.facts import LetterDrafted
from nattoku.letters.paper import letter_of
from nattoku.letters.words import LetterKind
from nattoku.lib.typeset import envelope
from nattoku.people.facts import CompanyDescribed
from nattoku.people.naming import signature

OURS = CompanyDescribed(
    name="株式会社みほん",
    postcode="100-0001",
    address="東京都千代田区千代田1番1号\nみほんビル4階",
    phone="03-0000-0000",
)


def test_the_back_of_the_envelope_says_where_we_are_without_anybody_typing_it() -> None:
    sender = signature(OURS, division="営業部", name="佐藤 光")
    draft = LetterDrafted(
        letter=1,
        kind_of=LetterKind.APOLOGY,
        recipient="青木 花子",
        text=f"青木 花子様\n\nお詫び申し上げます。\n\n2026年11月22日\n\n{sender}",
        sender=sender,
    )
    letter = letter_of(draft, on=date(2026, 11, 22), ours=OURS)
    said = envelope.text(letter)
    assert "東京都千代田区千代田一番一号" in said
    assert "みほんビル四階" in said
    assert (letter.sender.company, letter.sender.title, letter.sender.name) == ("株式会社みほん", "営業部", "佐藤 光")
    assert letter.sender.phone == "03-0000-0000"
