"""The pages of losses and of the representative's decisions."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door
from nattoku.closure import actions as closure
from nattoku.ledger.append import history
from nattoku.losses import actions, rules
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from nattoku.reports import actions as reports
from tests.company import Company


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at - timedelta(days=400))[0].stream)


def visit(person: Person, path: str, **posted: str) -> tuple[int, str]:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    got = client.post(path, {"key": str(uuid4()), **posted}, follow=True) if posted else client.get(path)
    return got.status_code, got.content.decode()


def filled(html: str) -> list[str]:
    return re.findall(r'<button class="button button-next"[^>]*>([^<]*)<', html)


def test_a_loss_is_asked_for_and_decided_on_the_pages(company: Company, no: int) -> None:
    path = f"/cases/{no}/losses"
    status, html = visit(company.sato, path, act="request", amount="１２，０００", reason="遅れ", basis="契約書第8条")
    assert (status, "12,000円" in html) == (200, True)
    assert "承認する" not in html
    status, html = visit(company.daihyo, "/decisions")
    for words in ("12,000円", "契約書第8条", "佐藤 光", "青木 花子", "願い出"):
        assert words in html
    assert filled(html) == ["承認する"]
    status, html = visit(
        company.daihyo, path, act="decide", loss="1", approve="0", reason="根拠を添えて", then="/decisions"
    )
    assert (status, "お待ちしている決裁はありません" in html) == (200, True)
    _, html = visit(company.sato, path)
    assert "差し戻し" in html
    assert "根拠を添えて" in html


def test_what_was_typed_comes_back_with_the_refusal(company: Company, no: int) -> None:
    path = f"/cases/{no}/losses"
    status, html = visit(company.sato, path, act="request", amount="たくさん", reason="遅れ 𠮷", basis="契約")
    assert status == 400
    assert "遅れ 𠮷</textarea>" in html
    assert 'value="たくさん"' in html
    paid = {"act": "expense", "amount": "1500", "what": "お届け", "paid_personally": "1"}
    status, html = visit(company.sato, path, **paid)
    assert (status, "会社が負担します" in html) == (409, True)
    status, html = visit(company.sato, path, **(paid | {"paid_personally": ""}))
    assert (status, "1,500円" in html) == (200, True)


def test_ends_by_company_decision_wait_on_the_same_page(company: Company, no: int, at: Any) -> None:
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    closure.request_end(no, tried="訪問3回", recourse="消費生活センター", by=company.sato, at=at)
    _, html = visit(company.daihyo, "/decisions")
    assert "会社判断で終える" in html
    assert "訪問3回" in html
    posted = {"act": "decide", "approve": "1", "reason": "やむを得ない", "then": "/decisions"}
    status, html = visit(company.daihyo, f"/cases/{no}/closure", **posted)
    assert (status, "お待ちしている決裁はありません" in html) == (200, True)
    assert opened(no, by=company.sato)[2].ending == "closure.company_decided"


@pytest.mark.rule("T14")
def test_the_representative_reads_what_a_delegate_decided(company: Company, no: int, at: Any) -> None:
    from django.utils import timezone

    policies.decide(key=actions.DELEGATE_LIMIT, value=5000, reason="少額", by=company.daihyo, at=at)
    actions.request(no, amount=3000, reason="遅れ", basis="契約", by=company.sato, at=timezone.now())
    _, html = visit(company.chiba, f"/cases/{no}/losses")
    assert filled(html) == ["承認する"]
    actions.decide(no, approve=True, reason="少額のため", by=company.chiba, at=timezone.now())
    _, html = visit(company.daihyo, "/decisions")
    assert "委任による決裁" in html
    assert "少額のため" in html
    assert "千葉 亮" in html


def test_only_the_representative_opens_the_decisions(company: Company, no: int, at: Any) -> None:
    for person in (company.sato, company.chiba, company.kato, company.viewer):
        assert visit(person, "/decisions")[0] == 403
    assert visit(company.mori, f"/cases/{no}/losses")[0] == 404
    actions.request(no, amount=3000, reason="遅れのこと", basis="契約", by=company.sato, at=at)
    status, html = visit(company.sato, f"/cases/{no}/losses", act="decide", loss="1", approve="1", reason="r")
    assert (status, "代表にお願いしてください" in html) == (403, True)
    assert rules.losses_of(history(f"case:{no}"))[1].pending
    _, html = visit(company.viewer, f"/cases/{no}/losses")
    assert "遅れのこと" not in html
    assert "<textarea" not in html
