"""An account by letter is drawn from confirmed causes; once it is sent, the customer has been told them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Danger, Door
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.letters import actions as letters
from nattoku.letters.words import LetterKind, Method
from nattoku.lib.clock import TOKYO
from nattoku.response import facts, rules
from nattoku.standing import lettering
from tests.company import Company
from tests.response.test_explanations import LATE, SLOW, confirmed, supposed

OTHER = "確認の手順を書いた紙がなかった"


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    made = no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    append(f"case:{made}", supposed(SLOW), confirmed(LATE), confirmed(OTHER), by="sato", at=at)
    return made


def test_only_the_causes_whose_own_words_stand_in_it_are_told(company: Company, no: int) -> None:
    past = history(f"case:{no}")
    known = {what: seq for seq, what in rules.confirmed(past).items()}
    assert lettering.told_by(past, f"調べましたところ、{LATE[:6]}\n{LATE[6:]}ことが分かりました。") == [known[LATE]]
    assert lettering.told_by(past, f"{LATE}。また、{OTHER}。") == [known[LATE], known[OTHER]]
    assert lettering.told_by(past, "お詫び申し上げます。") == []


@pytest.mark.rule("S002-8")
def test_a_sent_account_is_the_explanation_of_the_cause(company: Company, no: int, at: Any) -> None:
    due = promises.open_of_kind(f"case:{no}", case_facts.NEXT_CONTACT)[0].due_at.astimezone(TOKYO)
    parts = {
        "apology": "椅子をお届けできず、お詫び申し上げます。",
        "account": f"{LATE}ことが分かりました。",
        "promise": f"{due.month}月{due.day}日に改めてご連絡いたします。",
        "thanks": "お知らせくださり、ありがとうございました。",
    }
    number = letters.draft(no, kind=LetterKind.ACCOUNT, parts=parts, opening="拝啓", by=company.sato, at=at)
    letters.approve(no, letter=number, as_customer="納得します", by=company.chiba, at=at)
    assert rules.explained(history(f"case:{no}"))[facts.CAUSE].fact is None
    posted = at + timedelta(hours=2)
    letters.send(no, letter=number, method=Method.PRINTED_POST, sent_at=posted, by=company.sato, at=posted)
    told = rules.explained(history(f"case:{no}"))[facts.CAUSE]
    assert (told.at, told.by) == (posted, "sato")
    assert told.words == parts["account"]
    assert list(rules.untold(history(f"case:{no}")).values()) == [OTHER]


def test_the_form_of_an_account_is_filled_with_confirmed_causes_alone(company: Company, no: int) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/cases/{no}/letters?kind=account").content.decode()
    assert f"{LATE}\n{OTHER}</textarea>" in page
    assert SLOW not in page
    assert LATE not in client.get(f"/cases/{no}/letters").content.decode().partition("<form")[2]
