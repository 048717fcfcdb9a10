"""A promise is opened by one fact and settled by one later fact, and stays the same promise for ever."""

from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.facts import Noted, Promised
from nattoku.ledger import append as ledger
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import PROMISES, New, Opening, Settlement
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.calendar import Calendar
from nattoku.lib.refusal import Refusal
from nattoku.policies import actions as policies
from tests.company import NOW, Company
from tests.ledger.company_of_facts import intake

DUE = NOW + timedelta(hours=5)


def promised(company: Company, *, due_at: datetime = DUE) -> tuple[int, Promise]:
    """A case in which a chair was promised to the customer."""
    no = int(cases.receive(intake(), by=company.sato, at=NOW)[0].stream.partition(":")[2])
    cases.promise(no, what="代わりの椅子", due_at=due_at, by=company.sato, at=NOW)
    return no, promises.open_of_kind(f"case:{no}", "cases.promised")[0]


def outcome(promise: Promise) -> str:
    return Promise.objects.get(pk=promise.pk).outcome


@pytest.mark.parametrize(
    ("happened_at", "recorded_at", "expected"),
    [
        (DUE - timedelta(minutes=1), DUE - timedelta(minutes=1), "kept"),
        (DUE, DUE, "kept"),
        (DUE - timedelta(minutes=1), DUE + timedelta(hours=9), "kept"),
        (DUE + timedelta(seconds=1), DUE + timedelta(seconds=1), "late"),
    ],
    ids=["in time", "to the second", "in time, written down later", "a second late"],
)
def test_kept_or_late_is_decided_by_when_it_happened_not_by_when_it_was_written_down(
    company: Company, happened_at: datetime, recorded_at: datetime, expected: str
) -> None:
    no, owed = promised(company)
    cases.keep_promise(no, promise=owed.pk, happened_at=happened_at, by=company.sato, at=recorded_at)
    assert outcome(owed) == expected
    assert Promise.objects.get(pk=owed.pk).settled_at == happened_at


def test_a_promise_is_settled_once(own_company: Company) -> None:
    no, owed = promised(own_company)
    sato = own_company.sato
    cases.keep_promise(no, promise=owed.pk, words="お届けした", by=sato, at=NOW)
    before = FactRow.objects.count()
    later = DUE + timedelta(days=1)
    for again in (
        lambda: cases.keep_promise(no, promise=owed.pk, by=sato, at=later),
        lambda: cases.move_promise(no, promise=owed.pk, due_at=later + timedelta(1), consent="はい", by=sato, at=later),
        lambda: cases.release_promise(no, promise=owed.pk, reason="ご辞退", by=sato, at=later),
        lambda: append(
            f"case:{no}", New(fact=Noted(words="x"), settles=(Settlement(promise=owed.pk),)), by="sato", at=later
        ),
        lambda: append(
            f"case:{no}", New(fact=Noted(words="x"), settles=(Settlement(promise="case:1:1:0"),)), by="sato", at=later
        ),
    ):
        with pytest.raises(Refusal, match="すでに果たされています"):
            again()
        assert FactRow.objects.count() == before
    assert outcome(owed) == "kept"


def test_moving_it_with_consent_opens_a_successor_and_the_first_stays_moved(company: Company) -> None:
    no, owed = promised(company)
    friday, sunday = DUE + timedelta(days=1), DUE + timedelta(days=3)
    cases.move_promise(no, promise=owed.pk, due_at=friday, consent="金曜でいいですよ", by=company.sato, at=NOW)
    second = promises.open_of_kind(f"case:{no}", "cases.promised")[0]
    cases.move_promise(no, promise=second.pk, due_at=sunday, consent="日曜でも", by=company.sato, at=NOW)
    third = promises.open_of_kind(f"case:{no}", "cases.promised")[0]
    assert [outcome(p) for p in (owed, second, third)] == ["moved", "moved", "open"]
    assert (third.due_at, third.to, third.owed_by) == (sunday, owed.to, owed.owed_by)
    assert promises.what(third).ja == promises.what(owed).ja == "お客様とのお約束（代わりの椅子）"


def test_it_is_moved_with_the_customers_consent_and_into_the_future_only(company: Company) -> None:
    no, owed = promised(company)
    with pytest.raises(Refusal, match="ご了承のお言葉を入力"):
        cases.move_promise(no, promise=owed.pk, due_at=DUE, consent=" ", by=company.sato, at=NOW)
    with pytest.raises(Refusal, match="これからの日時"):
        cases.move_promise(no, promise=owed.pk, due_at=NOW, consent="はい", by=company.sato, at=NOW)


@pytest.mark.parametrize("kind", ["cases.report_to_leader", "cases.share_first_information"])
def test_what_we_owe_one_another_is_neither_put_off_nor_let_go(company: Company, kind: str) -> None:
    no, _ = promised(company)
    inside = promises.open_of_kind(f"case:{no}", kind)[0]
    with pytest.raises(Refusal, match="その記録をすることで"):
        cases.release_promise(no, promise=inside.pk, reason="忙しい", by=company.sato, at=NOW)
    with pytest.raises(Refusal, match="その記録をすることで"):
        cases.keep_promise(no, promise=inside.pk, by=company.sato, at=NOW)
    with pytest.raises(Refusal, match="その記録をすることで"):
        cases.move_promise(no, promise=inside.pk, due_at=DUE, consent="はい", by=company.sato, at=NOW)
    assert outcome(inside) == "open"


def test_every_open_case_keeps_a_next_contact(company: Company) -> None:
    no, _ = promised(company)
    owed = promises.open_of_kind(f"case:{no}", "cases.next_contact")[0]
    for act in (
        lambda: cases.keep_promise(no, promise=owed.pk, by=company.sato, at=NOW),
        lambda: cases.release_promise(no, promise=owed.pk, reason="要らない", by=company.sato, at=NOW),
    ):
        with pytest.raises(Refusal, match="次のご連絡が要ります"):
            act()
    cases.contact(no, channel="phone", words="お話しした", next_at=None, by=company.sato, at=NOW)
    assert len(promises.open_of_kind(f"case:{no}", "cases.next_contact")) == 1


@pytest.mark.parametrize("kind", sorted(PROMISES))
def test_a_promise_of_every_kind_has_an_identity_that_survives_a_rebuild(company: Company, kind: str) -> None:
    no, _ = promised(company)
    stream = f"case:{no}"
    opening = Opening(kind=kind, to="customer", due_at=DUE, owed_by="sato", detail="what")
    said = append(stream, New(fact=Promised(what="代わりの椅子"), opens=(opening, opening)), by="sato", at=NOW)[0]
    first, second = said.promise_id(0), said.promise_id(1)
    assert (first, second) == (f"{stream}:{said.seq}:0", f"{stream}:{said.seq}:1")
    settle = New(fact=Noted(words="果たした"), settles=(Settlement(promise=second),))
    append(stream, settle, by="sato", at=NOW)
    before = list(Promise.objects.order_by("pk").values())
    ledger.rebuild()
    assert list(Promise.objects.order_by("pk").values()) == before
    assert Promise.objects.get(pk=first).outcome == "open"
    assert Promise.objects.get(pk=second).outcome == "kept"
    assert Promise.objects.get(pk=first).blocking == PROMISES[kind].blocking


def test_a_promise_names_the_policy_that_was_in_force_when_it_was_opened(company: Company) -> None:
    first, _ = promised(company)
    policies.decide(key="cases.next_contact", value=30, reason="早く", by=company.daihyo, at=NOW)
    decided = FactRow.objects.filter(kind="policies.decided").latest("pk").pk
    second, _ = promised(company)
    before, after = (promises.open_of_kind(f"case:{no}", "cases.next_contact")[0] for no in (first, second))
    assert (before.policy, before.due_at) == (None, Calendar().days_later(NOW, 1))
    assert (after.policy, after.due_at - NOW) == (decided, timedelta(minutes=30))


def test_facts_of_other_cases_settle_nothing_here(own_company: Company) -> None:
    company = own_company
    _, owed = promised(company)
    other, _ = promised(company)
    with pytest.raises(Refusal):
        append(f"case:{other}", New(fact=Noted(words="x"), settles=(Settlement(promise=owed.pk),)), by="sato", at=NOW)
    with pytest.raises(Refusal) as refusal:
        cases.keep_promise(other, promise=owed.pk, by=company.sato, at=NOW)
    assert refusal.value.status == 404
    assert outcome(owed) == "open"
