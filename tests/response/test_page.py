"""The page of what the customer is told."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Danger, Door
from nattoku.ledger.append import append, history
from nattoku.people.models import Person
from nattoku.response import facts
from tests.company import Company
from tests.response.test_explanations import LATE, confirmed, listened


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at - timedelta(days=400))[0].stream)


def visit(no: int, reader: Person, **posted: str) -> tuple[int, str]:
    client, path = Client(), f"/cases/{no}/explanations"
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    got = client.post(path, {"key": str(uuid4()), **posted}, follow=True) if posted else client.get(path)
    return got.status_code, got.content.decode()


def filled(html: str) -> list[str]:
    return re.findall(r'<button class="button button-next"[^>]*>([^<]*)<', html)


def test_the_three_explanations_are_told_one_after_another(company: Company, no: int, at: Any) -> None:
    status, html = visit(no, company.sato)
    assert status == 200
    for words in facts.EXPLANATIONS.values():
        assert words.ja in html
    assert html.count("まだお伝えしていません。") == 3
    assert "調査中です。" in html
    handling = {
        "act": "handling",
        "words": "木曜ごろに原因をお知らせします",
        "channel": "phone",
        "stage-3": "2099-01-01",
    }
    _, html = visit(no, company.sato, **handling)
    assert "木曜ごろに原因をお知らせします" in html
    assert "1月1日" in html
    append(f"case:{no}", confirmed(LATE), by="sato", at=at - timedelta(days=1))
    _, html = visit(no, company.sato)
    assert LATE in html
    seq = str(len(history(f"case:{no}")))
    _, html = visit(no, company.sato, act="cause", causes=seq, channel="phone")
    assert f'<p class="written">{LATE}</p>' in html
    agreed = {
        "act": "contact_rules",
        "hours": "平日10時から17時",
        "channel": "phone",
        "agreed": "yes",
        "person": "sato",
    }
    status, html = visit(no, company.sato, **agreed)
    assert (status, "復唱してお確かめいただいてから" in html) == (409, True)
    listened(no, company, at)
    _, html = visit(no, company.sato, **agreed)
    assert "平日10時から17時" in html
    assert "まだお伝えしていません。" not in html
    assert filled(html) == []
    broken = {"act": "rule_broken", "what": "お約束より遅い時間にお電話した", "which": "hours"}
    assert visit(no, company.sato, **broken)[0] == 400
    _, html = visit(no, company.sato, **broken, side="ours")
    for words in ("お約束より遅い時間にお電話した", "私どものこと", "取り決めと違ったこと"):
        assert words in html


def test_an_unconfirmed_cause_is_refused_on_the_page_too(company: Company, no: int) -> None:
    status, html = visit(no, company.sato, act="cause", causes="配送会社のせい", channel="phone")
    assert status == 409
    assert "まだ確かめられていない原因はお伝えできません" in html


def test_an_interim_report_is_given_on_the_page(company: Company, no: int) -> None:
    given = {
        "act": "interim",
        "known": "倉庫を出ていない",
        "unknown": "理由",
        "next": "記録を調べる",
        "channel": "phone",
    }
    status, html = visit(no, company.sato, **given)
    assert (status, "倉庫を出ていない" in html) == (200, True)
    status, html = visit(no, company.sato, **(given | {"unknown": ""}))
    assert (status, "倉庫を出ていない</textarea>" in html) == (400, True)


def test_a_viewer_reads_masked_and_a_stranger_not_at_all(company: Company, no: int) -> None:
    visit(no, company.sato, act="handling", words="木曜ごろに", channel="phone")
    status, html = visit(no, company.viewer)
    assert (status, "木曜ごろに" in html, "<textarea" in html) == (200, False, False)
    assert visit(no, company.mori)[0] == 404
    assert visit(no, company.sato, act="dance")[0] == 400
    assert visit(no, company.sato, act="contact_rules", hours="平日", channel="phone", person="sato")[0] == 400
