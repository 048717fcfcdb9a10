"""What a visit must be before anybody goes. Rules alone: no database."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from nattoku.customers import suitability
from nattoku.ledger.facts import Recorded
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.visits import facts, rules, timing
from nattoku.visits.rules import Visitor
from nattoku.visits.words import Compared, Known, Purpose, Received, Wishes
from tests.company import NOW

CHIBA = Visitor("chiba", "千葉 亮", "daihyo", leads=True)
SATO = Visitor("sato", "佐藤 光", "chiba")
PLAN = facts.VisitPlanned(
    visit=1,
    purposes=[Purpose.APOLOGISE, Purpose.LISTEN],
    starts_at=NOW + timedelta(hours=4),
    ends_at=NOW + timedelta(hours=5),
    visitors=["sato", "chiba"],
    speaks_first="chiba",
    takes_notes="sato",
    needs_approval=False,
    purpose="至らなかった点をお詫びし、お困りのことを初めから伺う",
    place="お客様のご自宅",
    hypothesis="お届けの遅れ",
    leaving="本日はここで失礼いたします",
)
MADE = facts.VisitMade(
    visit=1,
    started_at=NOW,
    ended_at=NOW + timedelta(minutes=40),
    minutes=40,
    late=0,
    over=0,
    visitors=["sato", "chiba"],
    arrival=[Known.TROUBLE],
    received=Received.YES,
    continues=Wishes.YES,
    compared=Compared.MISMATCH,
    items=[],
    words="最初の一本の電話が欲しかった",
    who_i_am="営業部の責任者の千葉",
    failed_at="指導が足りなかった",
    suffered="長いあいだ不安な思い",
    apology="",
    cause_found="お知らせがなかったこと",
    hints=[],
)


def past(*happened: Any, by: str = "sato") -> list[Recorded]:
    return [
        Recorded(id=i, stream="case:1", seq=i, by=by, happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def may_plan(plan: facts.VisitPlanned = PLAN, *happened: Any, **given: Any) -> None:
    with_ = {"going": [SATO, CHIBA], "refused": set(), "clashes": [], "at": NOW} | given
    rules.may_plan(plan, rules.visits_of(past(*happened)), **with_)


def test_a_plan_with_purpose_two_people_a_place_and_an_agreed_end_stands() -> None:
    may_plan()


@pytest.mark.rule("S001-14")
@pytest.mark.parametrize("purposes", [[], [Purpose.RETAIN]])
def test_a_plan_without_a_purpose_or_only_to_keep_the_contract_comes_back_with_the_question(
    purposes: list[Purpose],
) -> None:
    with pytest.raises(Refusal, match="何のために伺うのですか"):
        may_plan(replace(PLAN, purposes=purposes))
    with pytest.raises(Refusal, match="何のために伺うのですか"):
        may_plan(replace(PLAN, purpose="  "))


def test_keeping_the_contract_may_stand_beside_another_purpose() -> None:
    may_plan(replace(PLAN, purposes=[Purpose.LISTEN, Purpose.RETAIN]))


def test_going_alone_needs_a_reason_and_a_leaders_yes() -> None:
    alone = replace(PLAN, visitors=["sato"])
    with pytest.raises(Refusal, match="二人以上"):
        may_plan(alone, going=[SATO])
    may_plan(replace(alone, alone_because="急なお電話で、上司は移動中のため"), going=[SATO])
    assert rules.needs_approval(rules.Visits(), number=1, going=1, despite="")
    assert not rules.needs_approval(rules.Visits(), number=1, going=2, despite="")


@pytest.mark.rule("T10", "S001-1")
def test_the_customers_wish_not_to_meet_somebody_comes_first() -> None:
    with pytest.raises(Refusal, match="佐藤 光さんにはお会いになりたくない"):
        may_plan(refused={"sato"})
    may_plan(replace(PLAN, despite="佐藤さんにも会って話したい"), refused={"sato"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place": ""}, "場所"),
        ({"ends_at": PLAN.starts_at}, "お約束した終わり"),
        ({"starts_at": NOW - timedelta(minutes=1)}, "これからの日時"),
        ({"hypothesis": ""}, "見立て"),
    ],
)
def test_each_missing_answer_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        may_plan(replace(PLAN, **change))


@pytest.mark.rule("S001-6")
def test_a_time_the_customer_asked_us_to_avoid_needs_a_reason() -> None:
    monday_ten = datetime(2026, 11, 30, 10, 0, tzinfo=TOKYO)
    known = suitability.Known(not_when="月曜の午前、昼休み", busy="月末")
    found = suitability.clashes(known, starts_at=monday_ten, ends_at=monday_ten + timedelta(hours=1))
    assert ["月曜の午前" in found[0].ja, "月末" in found[1].ja, len(found)] == [True, True, 2]
    with pytest.raises(Refusal, match="月曜の午前"):
        may_plan(clashes=found)
    may_plan(replace(PLAN, timing_because="この時刻にとお客様が仰った"), clashes=found)


@pytest.mark.parametrize(
    ("part", "covered"),
    [
        ("月曜", True),
        ("火曜", False),
        ("月・木はお休み", True),
        ("月と木は定休", True),
        ("土日", False),
        ("平日の午前", True),
        ("平日の午後", False),
        ("10時〜11時", True),
        ("９時から１０時半", True),
        ("午後1時から3時", False),
        ("30日", True),
        ("月初", False),
        ("お子さまのお迎えで忙しい", False),
        ("月謝のお支払い日", False),
    ],
)
def test_the_words_on_the_card_are_read_as_days_and_hours(part: str, covered: bool) -> None:
    monday_ten = datetime(2026, 11, 30, 10, 0, tzinfo=TOKYO)
    clash = suitability.clashes(
        suitability.Known(not_when=part), starts_at=monday_ten, ends_at=monday_ten + timedelta(hours=1)
    )
    assert bool(clash) is covered


@pytest.mark.rule("S001-17c")
def test_the_superior_speaks_first_and_the_other_writes() -> None:
    assert rules.first_to_speak([SATO, CHIBA]) == "chiba"
    assert rules.notes_by([SATO, CHIBA], "chiba") == "sato"


@pytest.mark.rule("T3")
def test_a_further_visit_is_approved_before_anybody_goes() -> None:
    second = replace(PLAN, visit=2, needs_approval=True)
    first = past(PLAN, facts.VisitBegun(visit=1), MADE)
    assert rules.needs_approval(rules.visits_of(first), number=2, going=2, despite="")
    visit = rules.visits_of(past(PLAN, MADE, second))[2]
    with pytest.raises(Refusal, match="リーダーの承認"):
        rules.may_go(visit)
    rules.may_go(rules.visits_of(past(PLAN, MADE, second, facts.VisitApproved(visit=2)))[2])


def test_planning_anew_needs_a_new_approval() -> None:
    plan = replace(PLAN, needs_approval=True)
    visit = rules.visits_of(past(plan, facts.VisitApproved(visit=1), plan))[1]
    assert not visit.may_go


def test_staff_may_decline_to_go_alone_and_then_nobody_goes() -> None:
    alone = replace(PLAN, visitors=["sato"], needs_approval=True, alone_because="急ぎ")
    visit = rules.visits_of(past(alone))[1]
    rules.may_decline_alone(visit, by="sato")
    with pytest.raises(Refusal):
        rules.may_decline_alone(visit, by="chiba")
    declined = rules.visits_of(past(alone, facts.AloneDeclined(visit=1), facts.VisitApproved(visit=1)))[1]
    with pytest.raises(Refusal, match="一人では伺いません"):
        rules.may_go(declined)


def test_nobody_approves_going_alone_oneself() -> None:
    alone = replace(PLAN, visitors=["chiba"], needs_approval=True, alone_because="急ぎ")
    with pytest.raises(Refusal, match="ほかのリーダー"):
        rules.may_approve(rules.visits_of(past(alone))[1], by="chiba")


def test_after_no_visit_is_wished_for_it_takes_words_of_invitation() -> None:
    declined = facts.VisitDeclined(words="来ていただかなくて結構です")
    with pytest.raises(Refusal, match="来ていただかなくて結構です"):
        may_plan(PLAN, declined)
    may_plan(replace(PLAN, invited="一度会って話しましょう"), declined)


@pytest.mark.rule("S003-4")
def test_once_it_has_begun_the_hypothesis_is_frozen_and_the_record_compares_it() -> None:
    begun = facts.VisitBegun(visit=1)
    with pytest.raises(Refusal, match="書き換えられません"):
        may_plan(replace(PLAN, hypothesis="本当は別のことだった"), PLAN, begun)
    visits = rules.visits_of(past(PLAN, begun, MADE))
    assert visits[1].plan.hypothesis == "お届けの遅れ"
    assert visits[1].made is not None
    assert visits[1].made.compared is Compared.MISMATCH
    with pytest.raises(Refusal, match="お怒りの理由"):
        rules.may_record(rules.visits_of(past(PLAN))[1], replace(MADE, cause_found=""))


@pytest.mark.rule("S001-15")
def test_three_fields_make_the_sentence_of_apology_and_none_may_be_missing() -> None:
    said = rules.stance("営業部の責任者の千葉です", "私の指導が足りなかったこと。", "長いあいだ不安な思い")
    assert said == (
        "営業部の責任者の千葉でございます。私の指導が足りなかったために、"
        "長いあいだ不安な思いをおかけしました。心よりお詫び申し上げます。"
    )
    for missing in ("who_i_am", "failed_at", "suffered"):
        with pytest.raises(Refusal, match="お詫びの立場"):
            rules.may_record(rules.visits_of(past(PLAN))[1], replace(MADE, **{missing: ""}))


def test_ones_own_failing_names_nobody_else() -> None:
    with pytest.raises(Refusal, match="ご自分と会社のこと"):
        rules.refuse_blame("佐藤の確認が足りなかった", concerns="佐藤")


def test_the_words_for_leaving_say_when_we_will_call() -> None:
    assert rules.leaving_words(NOW) == (
        "本日はここで失礼いたします。お話は持ち帰り、11月22日(日) 10:00にご連絡いたします"
    )


def test_the_letter_falls_due_on_a_business_day() -> None:
    saturday = datetime(2026, 11, 21, 18, 0, tzinfo=TOKYO)
    assert timing.on_business_day(saturday) == datetime(2026, 11, 24, 18, 0, tzinfo=TOKYO)  # Mon 23: a holiday
