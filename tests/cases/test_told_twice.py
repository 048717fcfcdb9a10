"""Two people who answer the same customer know of each other."""

from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import queries
from nattoku.cases.words import Door
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from tests.company import Company

LATER = timedelta(minutes=10)


@pytest.fixture
def no(company: Company, at: datetime) -> int:
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="届かない")
    return queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)


def told(no: int) -> int:
    return len([r for r in history(f"case:{no}") if r.kind == "cases.contacted"])


def test_a_contact_written_down_after_a_colleagues_is_asked_whether_it_was_once_more(
    company: Company, no: int, at: datetime
) -> None:
    seen = len(history(f"case:{no}"))
    cases.contact(no, channel="phone", words="千葉です", next_at=None, seen=seen, by=company.chiba, at=at)
    mine = {"channel": "phone", "words": "佐藤です", "next_at": None, "by": company.sato, "at": at + LATER}
    with pytest.raises(Refusal) as refused:
        cases.contact(no, seen=seen, **mine)
    assert refused.value.status == 409
    assert "千葉 亮さんが11月22日(日) 10:00に、お客様へご連絡済みです。" in refused.value.sentence.ja
    assert refused.value.confirm is not None
    assert told(no) == 1
    cases.contact(no, seen=seen, again=True, **mine)
    assert told(no) == 2


def test_what_i_have_seen_myself_or_done_myself_or_did_not_reach_the_customer_asks_nothing(
    company: Company, no: int, at: datetime
) -> None:
    seen = len(history(f"case:{no}"))
    cases.contact(no, channel="phone", words="不在", reached=False, next_at=None, by=company.chiba, at=at)
    cases.contact(no, channel="phone", words="佐藤です", next_at=None, seen=seen, by=company.sato, at=at)
    cases.contact(no, channel="mail", words="続き", next_at=None, seen=seen, by=company.sato, at=at + LATER)
    seen = len(history(f"case:{no}"))
    cases.contact(no, channel="phone", words="千葉です", next_at=None, seen=seen, by=company.chiba, at=at + LATER)
    assert told(no) == 4
