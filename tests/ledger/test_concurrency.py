"""Two people at the same case: nothing is lost, nothing is doubled, and who was late is told so in words."""

from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import answers
from nattoku.customers.facts import CustomerRegistered, Dealings
from nattoku.ledger.append import append, history
from nattoku.ledger.models import Answer, FactRow
from nattoku.ledger.verify import verify
from nattoku.lib.refusal import Refusal
from nattoku.notices.facts import Delivered
from nattoku.people.actions import SYSTEM
from nattoku.reports.facts import LeaderTold, Means
from tests.company import NOW, Company
from tests.conftest import Api
from tests.ledger.company_of_facts import intake
from tests.ledger.crowd import at_once, times

COMPLAINT = {"door": "phone", "words": "まだ届かない", "fact": "椅子が届いていない"}
LATER = NOW + timedelta(minutes=1)


def test_thirty_complaints_at_the_same_time_get_thirty_numbers(own_company: Company) -> None:
    apis = [Api(own_company, p) for p in (own_company.sato, own_company.chiba, own_company.mori)]
    got = at_once(*times(30, lambda i: apis[i % 3].post("/cases", COMPLAINT)))
    assert [r.status_code for r in got] == [201] * 30, [r.content for r in got if r.status_code != 201][:1]
    assert sorted(int(r.json()["no"]) for r in got) == list(range(1001, 1031))
    assert verify().broken == []


def test_one_complaint_sent_twelve_times_at_the_same_time_is_one_complaint(own_company: Company) -> None:
    sato = Api(own_company, own_company.sato)
    same = {"Idempotency-Key": "6c9f7c1e-0000-4000-8000-000000000001"}
    got = at_once(*times(12, lambda _: sato.post("/cases", COMPLAINT, **same)))
    assert {r.status_code for r in got} == {201}
    assert len({r.content for r in got}) == 1
    assert FactRow.objects.filter(kind="cases.received").count() == 1
    assert Answer.objects.count() == 1


def test_many_writers_on_one_case_lose_nothing(own_company: Company) -> None:
    sato = Api(own_company, own_company.sato)
    no = sato.post("/cases", COMPLAINT).json()["no"]
    got = at_once(*times(16, lambda i: sato.post(f"/cases/{no}/items", {"what": f"事項{i}"})))
    assert {r.status_code for r in got} == {201}
    shown = sato.get(f"/cases/{no}").json()
    assert {i["what"] for i in shown["items"]} == {"椅子が届いていない"} | {f"事項{i}" for i in range(16)}
    seqs = list(FactRow.objects.filter(stream=f"case:{no}").order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert verify().broken == []


def test_two_who_keep_one_promise_at_the_same_time_keep_it_once(own_company: Company) -> None:
    sato = Api(own_company, own_company.sato)
    no = sato.post("/cases", COMPLAINT).json()["no"]
    due = {"what": "代わりの椅子", "due_at": "2100-01-01T00:00:00+09:00"}
    owed = next(
        p["id"] for p in sato.post(f"/cases/{no}/promises", due).json()["promises"] if p["kind"] == "cases.promised"
    )
    got = at_once(*times(6, lambda i: sato.post(f"/cases/{no}/promises/{owed}/kept", {"words": f"果たした{i}"})))
    assert sorted(r.status_code for r in got) == [201] + [409] * 5
    assert {r.json()["detail"] for r in got if r.status_code == 409} == {"そのお約束はすでに果たされています。"}
    assert FactRow.objects.filter(kind="cases.promise_kept").count() == 1


def test_two_who_begin_one_stream_do_not_both_begin_it(own_company: Company) -> None:
    def begin(i: int) -> str:
        card = CustomerRegistered(customer="twin", company=False, dealings=Dealings.DEALINGS, name=f"青木{i}")
        try:
            append("customer:twin", card, by="sato", at=NOW)
        except Refusal as refusal:
            return f"late: {refusal.status}"
        return "first"

    got = at_once(*times(4, begin))
    assert {"first"} <= set(got) <= {"first", "late: 409"}
    assert len(history("customer:twin")) == got.count("first")
    assert verify().broken == []


def stale(company: Company) -> tuple[int, int]:
    """A case whose page sato has open: (number, the version it shows)."""
    no = int(cases.receive(intake(), by=company.sato, at=NOW)[0].stream.partition(":")[2])
    append(f"case:{no}", *_told(), by="sato", at=NOW)
    return no, answers.case(no, by=company.sato)["version"]


def _told() -> list[Any]:
    return [LeaderTold(person="chiba", means=Means.PHONE, said="届いていない")]


def test_somebody_who_looks_at_an_old_page_is_told_so_in_words_and_nothing_is_written(own_company: Company) -> None:
    company = own_company
    no, seen = stale(company)
    cases.note(no, words="先に一言", by=company.chiba, at=LATER)
    before = FactRow.objects.count()
    with pytest.raises(Refusal, match="ほかの方がこの案件に記録を加えました") as refusal:
        cases.confirm_content(no, words="復唱", by=company.sato, at=LATER, expected_version=seen)
    assert refusal.value.status == 409
    assert FactRow.objects.count() == before
    cases.confirm_content(no, words="復唱", by=company.sato, at=LATER, expected_version=seen + 1)


def test_a_page_does_not_grow_old_by_what_a_machine_wrote(company: Company) -> None:
    no, seen = stale(company)
    delivered = Delivered(notice="N-1", channel="chatwork", to="division:sales")
    append(f"case:{no}", delivered, delivered, by=SYSTEM, at=LATER)
    cases.confirm_content(no, words="復唱", by=company.sato, at=LATER, expected_version=seen)


def test_a_machines_fact_does_not_cover_a_persons(own_company: Company) -> None:
    company = own_company
    no, seen = stale(company)
    cases.note(no, words="先に一言", by=company.chiba, at=LATER)
    append(f"case:{no}", Delivered(notice="N-1", channel="chatwork", to="division:sales"), by=SYSTEM, at=LATER)
    with pytest.raises(Refusal):
        cases.confirm_content(no, words="復唱", by=company.sato, at=LATER, expected_version=seen)


def test_a_version_that_does_not_exist_yet_is_refused(company: Company) -> None:
    no, seen = stale(company)
    with pytest.raises(Refusal):
        cases.confirm_content(no, words="復唱", by=company.sato, at=LATER, expected_version=seen + 1)


def test_a_note_asks_for_no_version(company: Company) -> None:
    no, _ = stale(company)
    cases.note(no, words="一", by=company.sato, at=LATER)
    cases.note(no, words="二", by=company.chiba, at=LATER)
