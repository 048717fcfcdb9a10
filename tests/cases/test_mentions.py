"""What is said in public of a matter: where and how widely, never in which words; it is graver than it was."""

import dataclasses
from datetime import datetime

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases import mentions, queries
from nattoku.cases.facts import Mentioned
from nattoku.cases.rules import CaseState
from nattoku.cases.words import Danger, Door, Reach, Severity, Urgency
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from tests.company import Company
from tests.conftest import Api

PLACE = "https://example.com/posts/1"


def received(company: Company, at: datetime, severity: Severity | None) -> int:
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="未着", danger=Danger.NO, severity=severity)
    return queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)


def state(no: int, company: Company) -> CaseState:
    return queries.opened(no, by=company.kato)[2]


@pytest.mark.rule("S002-8d")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Severity.C, Severity.B),
        (Severity.B, Severity.A),
        (Severity.A, Severity.S),
        (Severity.S, Severity.S),
        (None, None),
    ],
)
def test_the_first_mention_makes_a_case_graver_by_one_step(
    company: Company, at: datetime, before: Severity | None, after: Severity | None
) -> None:
    no = received(company, at, before)
    mentions.note(no, url=PLACE, reach=Reach.MANY, by=company.sato, at=at)
    assert state(no, company).severity is after
    mentions.note(no, url=f"{PLACE}2", by=company.sato, at=at)
    assert state(no, company).severity is after


@pytest.mark.rule("S002-8d")
def test_place_moment_and_reach_are_kept_the_leader_hears_and_insults_have_no_field(
    company: Company, at: datetime
) -> None:
    assert {f.name for f in dataclasses.fields(Mentioned)} == {"url", "reach"}  # type: ignore[arg-type]
    no = received(company, at, Severity.C)
    mentions.note(no, url=PLACE, reach=Reach.PRESS, happened_at=at, by=company.sato, at=at)
    (kept,) = [r for r in history(f"case:{no}") if isinstance(r.fact, Mentioned)]
    assert (kept.fact.url, kept.fact.reach, kept.happened_at) == (PLACE, Reach.PRESS, at)  # type: ignore[attr-defined]
    told = Notice.objects.get(kind="cases.mentioned", to="division:sales")
    assert "報道された" in told.body
    assert PLACE not in told.body


@pytest.mark.parametrize(
    "typed", ["", "example.com", "ひどい会社だと書かれている", f"{PLACE} ひどい会社", "ftp://a/b", "https://["]
)
def test_what_is_not_one_address_is_refused(company: Company, at: datetime, typed: str) -> None:
    no = received(company, at, Severity.C)
    before = len(history(f"case:{no}"))
    with pytest.raises(Refusal) as refused:
        mentions.note(no, url=typed, by=company.sato, at=at)
    assert refused.value.status == 400
    assert len(history(f"case:{no}")) == before


def test_on_the_page_and_through_the_api(company: Company, at: datetime) -> None:
    no = received(company, at, Severity.C)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert "口コミ・ネットで見かけた" in client.get(f"/cases/{no}").content.decode()
    typed = {"form": "0", "key": "a", "url": PLACE, "reach": "few", "happened_at": ""}
    assert client.post(f"/cases/{no}/mention", typed).status_code == 303
    assert (state(no, company).severity, state(no, company).urgency) == (Severity.B, Urgency.TODAY)
    sato = Api(company, company.sato)
    assert sato.post(f"/cases/{no}/mentions", {"url": PLACE}).status_code == 201
    assert sato.post(f"/cases/{no}/mentions", {"url": "x"}).status_code == 400
