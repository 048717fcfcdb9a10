"""The watcher on a real ledger: nothing said twice, nothing dated wrong, nobody flooded, nobody told who may not know."""

from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.words import Door, Severity, Urgency
from nattoku.closure import actions as closure
from nattoku.deadlines import actions
from nattoku.deadlines.watcher import watch
from nattoku.ledger.append import history
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.policies import actions as policies
from nattoku.reports import actions as reports
from tests.company import Company
from tests.deadlines.histories import tokyo

TUESDAY = tokyo(24)
MACHINE = ("deadlines.reminded", "deadlines.escalated")


def received(company: Company, at: datetime = TUESDAY, *, quiet: bool = True) -> str:
    """A case; quiet: told to the leader and shared, so that only slow things are left."""
    intake = cases.Intake(door=Door.PHONE, words="まだ届かない", fact="椅子2脚が届いていない")
    stream = cases.receive(intake, by=company.sato, at=at)[0].stream
    if quiet:
        no = stream.partition(":")[2]
        reports.tell_leader(no, person="chiba", by=company.sato, at=at)
        reports.share(no, by=company.sato, at=at)
        cases.assess(no, severity=Severity.C, urgency=Urgency.PLANNED, by=company.sato, at=at)
    return stream


def number(stream: str) -> str:
    return stream.partition(":")[2]


def written(stream: str, *kinds: str) -> list[Recorded]:
    return [r for r in history(stream) if r.kind in (kinds or MACHINE)]


def told(person: str) -> list[Notice]:
    return list(Notice.objects.filter(to=f"person:{person}", kind__startswith="deadlines.").order_by("id"))


def test_a_machine_that_slept_three_days_dates_everything_as_it_was_due_and_sends_one_message_each(
    company: Company,
) -> None:
    streams = [received(company), received(company, TUESDAY + timedelta(hours=1))]
    woke = TUESDAY + timedelta(days=3)
    watch(at=woke)
    for stream, began in zip(streams, (TUESDAY, TUESDAY + timedelta(hours=1)), strict=True):
        said = written(stream)
        assert all(began < r.happened_at <= woke == r.recorded_at for r in said)
        ids = [(r.kind, vars(r.fact)["promise"], vars(r.fact).get("rung")) for r in said]
        assert len(ids) == len(set(ids)) > 4
        late = {vars(r.fact)["promise"]: r.happened_at for r in said if vars(r.fact).get("rung") == 1}
        assert late["deadlines.handling:1"] == tokyo(25, "18:00")
        assert late[f"{stream}:1:2"] == tokyo(25, "18:00"), "the next contact"
    assert len(told("chiba")) == 1, "the superior hears of both cases in one message"
    assert all(f"受付番号 {number(s)}" in told("chiba")[0].body for s in streams)
    assert [n.kind for n in told("sato")] == ["deadlines.reminder_told"]
    before = FactRow.objects.count()
    assert watch(at=woke) == 0
    assert FactRow.objects.count() == before, "each once"


def test_looking_every_few_hours_or_once_leaves_the_same_dates(company: Company) -> None:
    often, once = received(company), received(company)
    end = TUESDAY + timedelta(days=4)
    actions.pause(number(once), reason="同じにするため", until=end, by=company.sato, at=TUESDAY)
    actions.pause(number(often), reason="同じにするため", until=end, by=company.sato, at=TUESDAY)
    for hours in range(0, 96, 5):
        watch(at=TUESDAY + timedelta(hours=hours))
    late = received(company)
    watch(at=end)

    def dates(stream: str) -> set[tuple[str, str, int, datetime]]:
        return {
            (r.kind, vars(r.fact)["promise"].removeprefix(stream), vars(r.fact).get("rung", 0), r.happened_at)
            for r in written(stream)
        }

    assert dates(often) == dates(once)
    assert {d for d in dates(late) if "cause" not in d[1]} >= {d for d in dates(often) if "silence" in d[1]}


def test_what_was_done_in_time_is_never_spoken_of(company: Company) -> None:
    stream = received(company)
    for day in (24, 25, 26, 27):
        at = tokyo(day, "11:00")
        cases.contact(
            number(stream), channel="phone", words="経過", next_at=at + timedelta(days=4), by=company.sato, at=at
        )
        watch(at=tokyo(day, "17:00"))
    contacts = [r for r in written(stream) if "next_contact" in str(r.fact) or "silence" in vars(r.fact)["promise"]]
    assert [r for r in contacts if r.kind == "deadlines.escalated"] == []


def test_a_ring_fenced_case_is_told_to_its_readers_alone(company: Company) -> None:
    open_, fenced = received(company), received(company)
    cases.ring_fence(number(fenced), readers=["sato"], reason="個人情報の心配", by=company.chiba, at=TUESDAY)
    watch(at=TUESDAY + timedelta(days=10))
    heard = {vars(r.fact)["person"] for r in written(fenced)}
    assert heard <= {"sato", "chiba"}
    assert "daihyo" in {vars(r.fact)["person"] for r in written(open_)}
    lists = [n for n in Notice.objects.filter(kind__startswith="deadlines.") if n.stream != fenced]
    assert lists
    assert all(f"受付番号 {number(fenced)}" not in n.body for n in lists)


def test_somebody_who_has_left_is_not_told_but_the_one_above(company: Company) -> None:
    stream = received(company)
    people.leave(person="sato", by="kato", at=TUESDAY)
    watch(at=TUESDAY + timedelta(days=3))
    # ueno's own division has not yet read the first information
    assert {vars(r.fact)["person"] for r in written(stream)} <= {"chiba", "daihyo", "ueno"}


def test_what_is_owed_after_the_end_is_watched_and_the_timers_are_not(company: Company) -> None:
    stream = received(company)
    closure.hear_last_word(
        number(stream), words="よく分かりました", meaning=closure.Meaning.SATISFIED, unasked="先に仰った", said_to="佐藤", through="phone",
        by=company.sato, at=TUESDAY + timedelta(hours=1),
    )  # fmt: skip
    watch(at=TUESDAY + timedelta(days=14))
    ids = {vars(r.fact)["promise"] for r in written(stream)}
    assert ids
    assert all(i.startswith(stream) for i in ids)


@pytest.mark.rule("S003-17")
def test_after_three_days_without_a_word_the_contact_hears_and_after_seven_the_superior(company: Company) -> None:
    stream = received(company)
    watch(at=TUESDAY + timedelta(days=8))
    silent = [(r.kind, vars(r.fact)["person"], r.happened_at) for r in written(stream) if "silence" in str(r.fact)]
    assert silent[:2] == [
        ("deadlines.reminded", "sato", tokyo(27)),
        ("deadlines.escalated", "chiba", tokyo(1, month=12)),
    ]


def test_the_thirty_days_and_eight_weeks_are_told_to_the_head_and_to_the_representative(company: Company) -> None:
    stream = received(company)
    watch(at=TUESDAY + timedelta(weeks=9))
    by = {vars(r.fact)["promise"]: vars(r.fact)["person"] for r in written(stream, "deadlines.escalated")}
    assert (by["deadlines.long_open:1"], by["deadlines.review:1"]) == ("chiba", "daihyo")


def test_the_representative_alone_reviews_and_then_nobody_is_asked(company: Company) -> None:
    stream = received(company)
    with pytest.raises(Refusal) as refusal:
        actions.review(number(stream), words="続ける", by=company.chiba, at=TUESDAY)
    assert refusal.value.status == 403
    actions.review(number(stream), words="来週お伺いする", by=company.daihyo, at=TUESDAY + timedelta(weeks=7))
    watch(at=TUESDAY + timedelta(weeks=9))
    assert "deadlines.review:1" not in {vars(r.fact)["promise"] for r in written(stream, "deadlines.escalated")}


def test_a_wait_ends_by_itself_on_the_day_we_ask_again_dated_then(company: Company) -> None:
    stream = received(company)
    until = tokyo(26, "09:00")
    actions.pause(number(stream), reason="お写真をお待ちしています", until=until, by=company.sato, at=TUESDAY)
    watch(at=tokyo(26, "08:59"))
    assert written(stream, "deadlines.resumed") == []
    watch(at=tokyo(28))
    (resumed,) = written(stream, "deadlines.resumed")
    assert (resumed.happened_at, vars(resumed.fact)["because"]) == (until, "date_came")
    watch(at=tokyo(29))
    assert len(written(stream, "deadlines.resumed")) == 1


def test_the_next_contact_is_not_put_off_by_a_wait(company: Company) -> None:
    stream = received(company)
    actions.pause(number(stream), reason="お返事待ち", until=tokyo(10, month=12), by=company.sato, at=TUESDAY)
    watch(at=tokyo(26))
    late = {vars(r.fact)["promise"] for r in written(stream, "deadlines.escalated")}
    assert f"{stream}:1:2" in late


def test_waiting_twice_going_on_without_waiting_and_dates_that_cannot_be_are_refused(company: Company) -> None:
    no = number(received(company))
    act = {"by": company.sato, "at": TUESDAY}
    for until in (TUESDAY, TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=32), datetime(9999, 12, 31)):
        with pytest.raises(Refusal, match="日以内") as refusal:
            actions.pause(no, reason="お返事待ち", until=until, **act)
        assert refusal.value.status == 400
    with pytest.raises(Refusal, match="待っていません"):
        actions.resume(no, **act)
    with pytest.raises(Refusal, match="何のお返事"):
        actions.pause(no, reason=" ", until=tokyo(26), **act)
    actions.pause(no, reason="お返事待ち", until=tokyo(26), **act)
    with pytest.raises(Refusal, match="すでに"):
        actions.pause(no, reason="お返事待ち", until=tokyo(27), **act)
    actions.resume(no, words="写真が届きました", **act)
    actions.pause(no, reason="もう一度", until=tokyo(27), **act)


def test_a_step_that_was_decided_is_the_step_that_is_taken(company: Company) -> None:
    policies.decide(key="deadlines.step_urgent", value=5, reason="早く", by=company.daihyo, at=TUESDAY)
    stream = received(company, quiet=False)
    watch(at=TUESDAY + timedelta(minutes=26))
    rungs = [r.happened_at - TUESDAY for r in written(stream, "deadlines.escalated") if f"{stream}:1:0" in str(r.fact)]
    assert rungs == [timedelta(minutes=15), timedelta(minutes=20)]


def test_a_case_whose_facts_lie_ahead_of_the_clock_is_left_alone(company: Company) -> None:
    stream = received(company, TUESDAY + timedelta(days=1), quiet=False)
    watch(at=TUESDAY)
    assert written(stream) == []


def test_it_is_as_right_after_its_memory_was_lost(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    from nattoku.deadlines import watcher

    stream = received(company, quiet=False)
    for minutes in range(0, 120, 7):
        monkeypatch.setattr(watcher, "_next", {})
        watch(at=TUESDAY + timedelta(minutes=minutes))
    rungs = [vars(r.fact)["rung"] for r in written(stream, "deadlines.escalated") if f"{stream}:1:0" in str(r.fact)]
    assert rungs == [1, 2]
