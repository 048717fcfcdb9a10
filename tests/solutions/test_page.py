"""The page of solutions leads from weighing to carrying out, one thing at a time."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door, Stage
from nattoku.causes.facts import InvestigationConcluded
from nattoku.ledger.append import append
from nattoku.people.models import Person
from nattoku.solutions.facts import Question
from tests.company import Company

OPTION = {"act": "weigh", "what": "代わりの椅子を2脚お届けする", "grounds": "契約書第8条", "basis": "contract"}
CHECKED = {"act": "check", **{f"answer-{q}": "該当しない理由" for q in Question}, "none-contract": "1"}
SHOWN = {"act": "present", "what": OPTION["what"], "grounds": OPTION["grounds"], "channel": "phone", "option": "1"}


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at - timedelta(days=400))[0].stream)


def visit(no: int, person: Person, **posted: str) -> tuple[int, str]:
    client, path = Client(), f"/cases/{no}/solutions"
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    got = client.post(path, {"key": str(uuid4()), **posted}, follow=True) if posted else client.get(path)
    return got.status_code, got.content.decode()


def filled(html: str) -> list[str]:
    return re.findall(r'<button class="button button-next"[^>]*>([^<]*)<', html)


@pytest.mark.rule("S003-16")
def test_one_thing_is_next_from_weighing_to_carrying_out(company: Company, no: int, at: Any) -> None:
    sato = company.sato
    assert filled(visit(no, sato)[1]) == ["検討に加える"]
    assert filled(visit(no, sato, **OPTION)[1]) == ["確かめたことを記録する"]
    _, html = visit(no, sato, **CHECKED)
    assert "いまは「発生」の段階です" in html
    assert filled(html) == []
    status, html = visit(no, sato, **SHOWN)
    assert (status, "代わりの椅子を2脚お届けする</textarea>" in html) == (409, True)
    append(f"case:{no}", InvestigationConcluded(words="指示が届いていなかった"), by="sato", at=at - timedelta(days=1))
    _, html = visit(no, sato)
    assert filled(html) == ["お客様にお示しした"]
    assert filled(visit(no, sato, **SHOWN)[1]) == ["お返事を記録する"]
    assert opened(no, by=sato)[2].stage is Stage.PRESENTED
    no_thanks = {"act": "answer", "words": "それでは困る", "accepted": "no"}
    assert filled(visit(no, sato, **no_thanks)[1]) == ["検討に加える"]
    assert filled(visit(no, sato, **(OPTION | {"what": "担当もかえる"}))[1]) == ["お客様にお示しした"]
    visit(no, sato, **(SHOWN | {"what": "担当もかえる", "option": "2"}))
    accepted = {"act": "answer", "words": "それで結構です", "accepted": "yes"}
    assert filled(visit(no, sato, **accepted)[1]) == ["解決案を実行した"]
    _, html = visit(no, sato, act="carry_out", words="お届けした", note="1")
    assert filled(html) == []
    assert "一筆箋と名刺を添えました" in html


@pytest.mark.rule("S002-6")
def test_presenting_without_grounds_brings_the_form_back_with_what_was_typed(
    company: Company, no: int, at: Any
) -> None:
    append(f"case:{no}", InvestigationConcluded(words="w"), by="sato", at=at - timedelta(days=1))
    visit(no, company.sato, **CHECKED)
    status, html = visit(no, company.sato, **(SHOWN | {"grounds": " "}))
    assert (status, "解決案の根拠がありません" in html) == (409, True)
    assert f"{SHOWN['what']}</textarea>" in html


def test_a_viewer_reads_masked_and_a_stranger_not_at_all(company: Company, no: int) -> None:
    visit(no, company.sato, **OPTION)
    status, html = visit(no, company.viewer)
    assert (status, OPTION["what"] in html, "<textarea" in html) == (200, False, False)
    assert visit(no, company.mori)[0] == 404
    assert visit(no, company.sato, act="dance")[0] == 400
    assert visit(no, company.sato, act="answer", words="w", accepted="yes")[0] == 409
