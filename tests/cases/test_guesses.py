"""A cause that is only supposed is not given as one, by whatever door it would go to the customer."""

import pytest

from nattoku.cases import guesses
from nattoku.causes.facts import CauseConfirmed, HypothesisFormed
from nattoku.causes.words import Group, Process
from nattoku.ledger.facts import Fact, History, Recorded
from tests.company import NOW

SLOW, LATE = "配送会社の遅れ", "出荷の指示が倉庫に届いていなかった"


def told(*happened: Fact) -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by="sato", happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def supposed(what: str) -> HypothesisFormed:
    return HypothesisFormed(hypothesis=1, process=Process.SHIPPING, what=what)


def confirmed(what: str) -> CauseConfirmed:
    group = next(iter(Group))
    return CauseConfirmed(
        cause=1, group=group, process=Process.SHIPPING, steps=[], what=what, evidence="出荷記録", whys=[]
    )


@pytest.mark.rule("S002-8a")
@pytest.mark.parametrize(
    "words",
    [
        "原因は配送会社の遅れでした。",
        "配送会社の遅れによるものです",
        "記録を調べました。\n配送会社の遅れでご迷惑をおかけしました。",
    ],
)
def test_a_hypothesis_given_as_the_cause_is_found(words: str) -> None:
    assert guesses.guesses(told(supposed(SLOW), confirmed(LATE)), words) == [SLOW]


@pytest.mark.parametrize(
    "words",
    [
        "配送会社の遅れかどうかを確かめております。",
        "配送会社の遅れの有無を調査しています。",
        f"原因は、{LATE}ことでした。",
        "ご迷惑をおかけしております。",
        "",
    ],
)
def test_what_is_being_looked_into_or_confirmed_may_be_said(words: str) -> None:
    assert guesses.guesses(told(supposed(SLOW), confirmed(LATE)), words) == []


def test_a_hypothesis_that_was_confirmed_is_a_cause() -> None:
    assert guesses.guesses(told(supposed(SLOW), confirmed(f"{SLOW}があった")), f"{SLOW}です") == []


def test_a_word_of_every_day_is_no_hypothesis_to_be_found_everywhere() -> None:
    assert guesses.guesses(told(supposed("遅れ。")), "お届けの遅れをお詫びします") == []
