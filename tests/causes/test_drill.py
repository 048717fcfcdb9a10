"""What the records show: gaps, legs, checks, the first broken stage, the knowledge line."""

from datetime import timedelta

import pytest

from nattoku.causes import facts
from nattoku.causes.drill import drill_of
from nattoku.causes.words import Known, Process, Verdict
from nattoku.ledger.facts import Fact
from tests.causes.histories import history, order, t

P = Process


def verdicts(*happened: Fact) -> dict[str, Verdict | None]:
    return {s.check.code: s.verdict for s in drill_of(history(*happened)).checks}


def handover(**times: str) -> facts.HandoverRecorded:
    return facts.HandoverRecorded(
        handover=1,
        process=P.ORDER,
        to=P.SHIPPING,
        medium="FAX",
        content="出荷指示",
        **{k: t(v) for k, v in times.items()},
    )


def knew(process: Process, at: str | None = None, **more: object) -> facts.KnowledgeRecorded:
    told: dict[str, object] = {"process": process, "knew": Known.YES, "known_at": t(at) if at else None}
    return facts.KnowledgeRecorded(**(told | more))  # type: ignore[arg-type]


@pytest.mark.rule("S000-5")
def test_a_handover_has_its_gaps_and_a_missing_receipt_is_unknown_and_never_zero() -> None:
    whole = handover(sent_at="10-01 11:00", received_at="10-01 15:00", acted_at="10-03 09:00")
    found = drill_of(history(whole)).handovers[1]
    assert found.gap == timedelta(hours=4)
    assert found.lag == timedelta(hours=42)
    unknown = drill_of(history(handover(sent_at="10-01 11:00"))).handovers[1]
    assert unknown.gap is None
    assert unknown.lag is None


@pytest.mark.rule("S000-10")
def test_c1_is_computed_from_the_time_of_entry_and_the_latest_safe_time() -> None:
    assert verdicts(*order())["C1"] is Verdict.OK
    assert verdicts(*order(approved="10-01 23:00", promised="10-04 12:00"))["C1"] is Verdict.BROKEN
    assert verdicts(*order(approved="10-04 10:00"))["C1"] is Verdict.BROKEN
    assert verdicts()["C1"] is None


@pytest.mark.rule("S000-11")
def test_c2_is_the_lag_from_order_to_shipping_against_its_standard() -> None:
    assert verdicts(handover(sent_at="10-01 11:00", received_at="10-01 15:00"))["C2"] is Verdict.OK
    assert verdicts(handover(sent_at="10-01 11:00", received_at="10-03 15:00"))["C2"] is Verdict.BROKEN
    assert verdicts(handover(sent_at="10-01 11:00"))["C2"] is Verdict.UNKNOWN
    assert verdicts(*order())["C2"] is Verdict.BROKEN
    assert verdicts(*order(handed="10-05 09:00"))["C2"] is Verdict.OK


@pytest.mark.rule("S000-12")
def test_c3_is_three_valued() -> None:
    assert verdicts(knew(P.SHIPPING, "10-06 09:00"))["C3"] is Verdict.OK
    assert verdicts(knew(P.SHIPPING, knew=Known.NO))["C3"] is Verdict.BROKEN
    assert verdicts(knew(P.SHIPPING, knew=Known.UNKNOWN))["C3"] is Verdict.UNKNOWN
    assert verdicts(*order(), knew(P.SHIPPING, "10-11 09:00"))["C3"] is Verdict.BROKEN
    assert verdicts()["C3"] is None


@pytest.mark.rule("S000-13")
def test_c4_is_the_lag_from_knowing_to_telling() -> None:
    def told(at: str | None, value: Known = Known.YES) -> facts.KnowledgeRecorded:
        return knew(P.SHIPPING, "10-06 09:00", told=value, told_to=P.SALES, told_at=t(at) if at else None)

    assert verdicts(told("10-06 10:00"))["C4"] is Verdict.OK
    assert verdicts(told("10-08 10:00"))["C4"] is Verdict.BROKEN
    assert verdicts(told(None))["C4"] is Verdict.UNKNOWN
    assert verdicts(told(None, Known.NO))["C4"] is Verdict.BROKEN


@pytest.mark.rule("S000-14")
def test_c5_is_the_lag_from_telling_to_receiving() -> None:
    told = knew(P.SHIPPING, "10-06 09:00", told=Known.YES, told_to=P.SALES, told_at=t("10-06 10:00"))
    assert verdicts(told, knew(P.SALES, "10-06 11:00"))["C5"] is Verdict.OK
    assert verdicts(told, knew(P.SALES, "10-08 11:00"))["C5"] is Verdict.BROKEN
    assert verdicts(told, knew(P.SALES, knew=Known.UNKNOWN))["C5"] is Verdict.UNKNOWN


@pytest.mark.rule("S000-15")
def test_c6_says_whether_the_customer_was_told_before_the_date_and_how_long_before() -> None:
    def told(at: str | None, value: Known = Known.YES) -> facts.KnowledgeRecorded:
        return knew(P.SALES, "10-06 09:00", told=value, told_to=P.CUSTOMER, told_at=t(at) if at else None)

    assert verdicts(*order(), told("10-08 10:00"))["C6"] is Verdict.OK
    assert verdicts(*order(), told("10-11 10:00"))["C6"] is Verdict.BROKEN
    assert verdicts(*order(), told(None, Known.NO))["C6"] is Verdict.BROKEN
    line = drill_of(history(*order(), told("10-08 23:59"))).line
    assert line.before_due == timedelta(days=2)


def test_a_persons_answer_counts_over_the_records_and_both_are_shown() -> None:
    said = facts.CheckAnswered(code="C2", verdict=Verdict.OK, because="お客様のご希望で発送を待った")
    state = drill_of(history(*order(), said)).checks[1]
    assert state.verdict is Verdict.OK
    assert state.differs


def test_the_first_broken_stage_is_the_first_that_broke_its_standard_and_not_the_last_seen() -> None:
    shipping = drill_of(history(*order())).first_broken
    assert shipping is not None
    assert (shipping.process, shipping.code) == (P.SHIPPING, "C2")
    slow = drill_of(history(*order(approved="10-03 10:00"))).first_broken
    assert slow is not None
    assert (slow.process, slow.code) == (P.ORDER, "C1")
    carrier = drill_of(history(*order(handed="10-04 10:00"))).first_broken
    assert carrier is not None
    assert carrier.code == "carriage"
    assert drill_of(history(*order(handed="10-04 10:00", delivered="10-09 10:00"))).first_broken is None


def test_a_missing_receipt_does_not_hide_the_limit_that_was_missed() -> None:
    found = drill_of(history(*order(), handover(sent_at="10-01 11:00"))).first_broken
    assert found is not None
    assert (found.process, found.code) == (P.SHIPPING, "shipping")


@pytest.mark.rule("S000-6")
def test_it_is_seen_whether_the_date_was_tight_from_the_start() -> None:
    assert drill_of(history(*order())).tight is False
    assert drill_of(history(*order(promised="10-03 10:00"))).tight is True
    assert drill_of(history()).tight is None


def test_what_was_never_done_is_late_once_its_limit_has_passed() -> None:
    found = drill_of(history(*order(handed=None, delivered=None)))
    assert found.late is True
    assert [leg.verdict for leg in found.legs] == [Verdict.OK, Verdict.BROKEN]
    assert found.first_broken is not None
    assert found.first_broken.code == "C2"


def test_a_missing_record_is_unknown_and_no_delay() -> None:
    found = drill_of(history(*order(approved=None)))
    assert found.legs[0].verdict is Verdict.UNKNOWN
    assert found.legs[0].took is None


def test_the_knowledge_line_goes_from_knowing_to_telling_the_customer() -> None:
    line = drill_of(
        history(
            *order(),
            knew(P.SHIPPING, "10-06 09:00", told=Known.YES, told_to=P.SALES, told_at=t("10-07 10:00")),
            knew(P.SALES, "10-07 15:00", told=Known.NO, told_to=P.CUSTOMER),
        )
    ).line
    assert (line.known.process, line.known.at) == (P.SHIPPING, t("10-06 09:00"))
    assert line.told.at == t("10-07 10:00")
    assert (line.received.process, line.received.at) == (P.SALES, t("10-07 15:00"))
    assert line.customer.value is Known.NO
    assert line.dark == (t("10-06 09:00"), t("10-13 10:00"))
    assert "7日1時間" in line.dark_words.ja
    assert line.knowable_at == t("10-05 10:00")


def test_an_empty_knowledge_line_says_unknown_everywhere() -> None:
    line = drill_of(history(*order())).line
    assert {m.value for m in (line.known, line.told, line.received, line.customer)} == {Known.UNKNOWN}
    assert line.dark is None
    assert "不明" in line.dark_words.ja


def test_an_order_is_not_used_until_the_callers_identity_is_checked() -> None:
    _, cited = order()
    found = drill_of(history(cited))
    assert found.order_hidden
    assert found.order is None
    assert found.legs == []
