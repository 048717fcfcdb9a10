"""What a person looks at first, and what nobody has to: without a database."""

from datetime import timedelta

import pytest

from nattoku.lib.refusal import Refusal
from nattoku.webform import rules
from nattoku.webform.facts import Sign
from nattoku.webform.rules import Came, Entry

MINUTE = timedelta(minutes=1)
USUAL = Entry(words="届いた椅子の脚が折れていました", phone="090-1234-5678", consent=True)


def test_what_a_person_writes_waits_for_nobody() -> None:
    assert rules.signs(USUAL, Came(MINUTE)) == []


@pytest.mark.parametrize(
    ("entry", "came", "sign"),
    [
        (USUAL, Came(MINUTE, trap=True), Sign.TRAP),
        (USUAL, Came(timedelta(seconds=2)), Sign.FAST),
        (USUAL, Came(None), Sign.FORGED),
        (Entry(words="https://example.com/a www.example.com/b みて"), Came(MINUTE), Sign.LINKS),
        (USUAL, Came(MINUTE, here_an_hour=5), Sign.MANY_HERE),
        (USUAL, Came(MINUTE, here_a_day=20), Sign.MANY_HERE),
        (USUAL, Came(MINUTE, all_an_hour=100), Sign.MANY),
    ],
)
def test_what_looks_like_a_machine_has_its_reason(entry: Entry, came: Came, sign: Sign) -> None:
    assert rules.signs(entry, came) == [sign]


def test_a_link_within_a_story_is_a_story() -> None:
    assert not rules.only_links("https://example.com/order/1 の注文が三日たっても届きません")


@pytest.mark.parametrize(
    "entry",
    [
        Entry(words=" \n ", phone="090-1234-5678", consent=True),
        Entry(words="届かない", consent=True),
        Entry(words="届かない", phone="090-1234-5678"),
    ],
)
def test_what_is_missing_is_asked_for_in_words(entry: Entry) -> None:
    with pytest.raises(Refusal) as refused:
        rules.refuse_unfinished(entry, is_mail=False)
    assert refused.value.status == 400


def test_whoever_wants_no_answer_gives_no_address_and_no_name() -> None:
    entry = Entry(words="届かない", silent=True, consent=True)
    rules.refuse_unfinished(entry, is_mail=False)
    assert entry.reach == ""
