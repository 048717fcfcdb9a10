"""Who hears by which way, at what hour: wide by default, grave at any hour, and never silently nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Danger, Door, Severity, Urgency
from nattoku.ledger.append import history
from nattoku.ledger.queries import open_of_kind
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.losses import actions as losses
from nattoku.notices import carrier, digests, hours
from nattoku.notices.channels import Letter, Outcome, Readers, Refused, Sent, Unknown
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from tests.company import NOW, Company

DOWN = Refused(Text("つながりません。", "It cannot be reached."), final=False)
NO_ROOM = Refused(Text("部屋がありません。", "There is no such room."), final=True)
SLOWER = Refused(Text("回数制限です。", "A limit."), final=False, retry_after=timedelta(minutes=1))
LOST = Unknown(Text("応答が途絶えました。", "The answer was lost."))


class Line:
    """A channel whose next answers are said beforehand; when nothing is said it says yes."""

    settle_after = timedelta(0)

    def __init__(self, name: str) -> None:
        self.name, self.answers, self.letters = name, list[Outcome](), list[Letter]()

    def send(self, letter: Letter) -> Outcome:
        self.letters.append(letter)
        return self.answers.pop(0) if self.answers else Sent(f"{self.name}:{letter.ref}")

    def find(self, letter: Letter, since: datetime | None = None) -> Any:
        return DOWN

    def check_address(self, address: str) -> Text | None:
        return None

    def readers(self, address: str) -> Readers:
        return Readers(inside=1)


@pytest.fixture
def lines(company: Company, monkeypatch: pytest.MonkeyPatch) -> dict[str, Line]:
    made = {name: Line(name) for name in ("chatwork", "mail", "webpush")}
    monkeypatch.setattr(carrier, "channels", lambda: made)
    return made


def receive(company: Company, severity: Severity | None = Severity.B, at: datetime = NOW, **more: Any) -> int:
    intake = Intake(door=Door.PHONE, words="届かない", fact="椅子が届いていない", severity=severity, **more)
    return int(cases.receive(intake, by=company.sato, at=at)[0].stream.removeprefix("case:"))


def work(at: datetime) -> None:
    with carrier.Carrier(lambda: at) as hands:
        while hands.round():
            hands.pause(0.01)


def told(**which: Any) -> set[str]:
    return set(Notice.objects.filter(**which).values_list("to", flat=True))


@pytest.mark.rule("S004-2.1.2.1")
@pytest.mark.parametrize("severity", [None, Severity.S, Severity.A])
def test_what_is_grave_or_not_yet_assessed_is_told_to_the_top_at_once(
    company: Company, severity: Severity | None
) -> None:
    receive(company, severity)
    assert told() == {"division:sales", "person:daihyo", "person:kato"}
    assert Notice.objects.filter(urgent=True, due_at=NOW).count() == 3


@pytest.mark.rule("S004-2.1.2.1")
@pytest.mark.parametrize("severity", [Severity.B, Severity.C])
def test_what_is_assessed_as_less_is_told_to_the_division(company: Company, severity: Severity) -> None:
    receive(company, severity)
    assert told() == {"division:sales"}


def test_danger_is_severity_s_and_wakes_the_top(company: Company) -> None:
    receive(company, None, danger=Danger.YES)
    assert "person:daihyo" in told(urgent=True)


def test_a_case_that_turns_out_to_be_graver_is_told_to_the_top_then(company: Company) -> None:
    no = receive(company, Severity.C)
    cases.assess(no, severity=Severity.A, urgency=Urgency.NOW, by=company.sato, at=NOW + timedelta(minutes=5))
    assert told(kind="cases.assessed") == {"person:daihyo", "person:kato"}


def test_an_assessment_that_says_what_was_told_already_makes_no_second_noise(company: Company) -> None:
    no = receive(company, None)
    cases.assess(no, severity=Severity.A, urgency=Urgency.NOW, by=company.sato, at=NOW + timedelta(minutes=5))
    cases.assess(no, severity=Severity.B, urgency=Urgency.TODAY, by=company.sato, at=NOW + timedelta(minutes=5))
    assert told(kind="cases.assessed") == set()


def test_a_room_calls_whoever_is_on_duty_by_their_account(company: Company) -> None:
    people.add_account(person="chiba", channel="chatwork", address="101", mention="8801", by="kato", at=NOW)
    receive(company)
    (room,) = Notice.objects.all()
    assert (room.to, room.mention) == ("division:sales", "8801")


def test_whoever_is_on_duty_hears_on_a_device_of_their_own_too(company: Company) -> None:
    people.add_account(person="chiba", channel="webpush", address='{"endpoint": "…"}', by="chiba", at=NOW)
    receive(company)
    assert {(n.to, n.channel) for n in Notice.objects.all()} == {
        ("division:sales", "chatwork"),
        ("person:chiba", "webpush"),
    }


def test_when_one_way_refuses_the_next_is_taken_and_both_are_facts(company: Company, lines: dict[str, Line]) -> None:
    no = receive(company)
    lines["chatwork"].answers = [NO_ROOM]
    work(NOW)
    assert [n.address for n in Notice.objects.filter(state="sent")] == ["chiba@example.jp"]
    assert [r.kind for r in history(f"case:{no}")][-2:] == ["notices.refused", "notices.delivered"]
    assert len(lines["mail"].letters) == 1


def test_when_the_last_way_refuses_it_waits_for_a_person(company: Company, lines: dict[str, Line]) -> None:
    receive(company)
    lines["chatwork"].answers, lines["mail"].answers = [NO_ROOM], [NO_ROOM]
    work(NOW)
    assert [(n.channel, n.passed_on) for n in Notice.objects.filter(state="refused").order_by("id")] == [
        ("chatwork", True),
        ("mail", False),
    ]


@pytest.mark.parametrize(("severity", "patience"), [(Severity.B, 10), (Severity.A, 3)])
def test_a_room_that_is_down_is_waited_for_and_then_the_next_way_is_taken(
    company: Company, lines: dict[str, Line], severity: Severity, patience: int
) -> None:
    receive(company, severity)
    lines["chatwork"].answers = [DOWN] * 3
    work(NOW)
    work(NOW + timedelta(minutes=patience - 1))
    assert Notice.objects.filter(to="division:sales", channel="mail").count() == 0
    work(NOW + timedelta(minutes=patience + 1))
    assert Notice.objects.filter(to="division:sales", channel="mail", state="sent").count() == 1
    assert len(lines["chatwork"].letters) == 3


def test_a_peer_that_only_asks_to_slow_down_is_not_down(company: Company, lines: dict[str, Line]) -> None:
    receive(company)
    lines["chatwork"].answers = [SLOWER] * 40
    for minute in range(30):
        work(NOW + timedelta(minutes=minute))
    assert Notice.objects.count() == 1


def test_what_may_have_arrived_is_never_sent_again_in_the_same_place(company: Company, lines: dict[str, Line]) -> None:
    receive(company)
    lines["chatwork"].answers = [LOST]
    for minute in range(0, 60, 5):
        work(NOW + timedelta(minutes=minute))
    assert len(lines["chatwork"].letters) == 1
    assert [n.channel for n in Notice.objects.filter(state="sent")] == ["mail"]


def test_quiet_hours_hold_back_what_can_wait_and_nothing_that_is_grave(company: Company) -> None:
    night = datetime(2026, 11, 22, 23, 30, tzinfo=TOKYO)
    people.set_room(division="sales", channel="", address="", by="kato", at=NOW)
    people.set_hearing(person="chiba", quiet_from="22:00", quiet_to="07:00", by="chiba", at=NOW)
    receive(company, Severity.B, at=night)
    receive(company, Severity.A, at=night)
    calm, grave = Notice.objects.filter(to="person:chiba").order_by("id")
    assert calm.due_at == datetime(2026, 11, 23, 7, 0, tzinfo=TOKYO)
    assert grave.due_at == night


@given(
    at=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1)).map(
        lambda d: d.replace(tzinfo=UTC)
    ),
    begins=st.times(),
    ends=st.times(),
)
def test_after_the_quiet_hours_it_is_never_quiet_and_never_a_day_later(at: datetime, begins: Any, ends: Any) -> None:
    quiet = (f"{begins:%H:%M}", f"{ends:%H:%M}")
    later = hours.after_quiet(at, *quiet)
    assert timedelta(0) <= later - at < timedelta(days=1)
    assert hours.after_quiet(later, *quiet) == later


@given(at=st.datetimes(max_value=datetime(2100, 1, 1), min_value=datetime(2000, 1, 1)), minutes=st.integers(0, 1439))
def test_the_next_digest_is_within_a_day_and_ahead(at: datetime, minutes: int) -> None:
    moment = at.replace(tzinfo=UTC)
    assert timedelta(0) < hours.next_digest(moment, minutes) - moment <= timedelta(days=1)


@pytest.fixture
def gathered(company: Company) -> tuple[int, int]:
    """Two calm cases that wait for the day's digest of one leader."""
    people.set_room(division="sales", channel="", address="", by="kato", at=NOW)
    people.set_hearing(person="chiba", digest=True, by="chiba", at=NOW)
    return receive(company), receive(company)


def test_a_digest_is_one_message_and_every_case_knows_that_it_was_told(
    gathered: tuple[int, int], lines: dict[str, Line]
) -> None:
    morning = hours.next_digest(NOW)
    assert digests.gather(at=NOW) == 0
    work(NOW)
    assert lines["mail"].letters == []
    assert digests.gather(at=morning) == 1
    work(morning)
    (letter,) = lines["mail"].letters
    assert all(f"受付番号 {no}" in letter.body for no in gathered)
    for no in gathered:
        assert history(f"case:{no}")[-1].kind == "notices.delivered"


def test_a_digest_that_is_refused_leaves_each_of_its_notices_to_be_looked_at(
    company: Company, gathered: tuple[int, int], lines: dict[str, Line]
) -> None:
    from nattoku.notices import queries

    morning = hours.next_digest(NOW)
    lines["mail"].answers = [NO_ROOM]
    digests.gather(at=morning)
    work(morning)
    assert [line.no for line in queries.troubled(by=company.chiba)] == list(gathered)


def test_what_is_grave_is_never_gathered(company: Company) -> None:
    people.set_hearing(person="daihyo", digest=True, by="daihyo", at=NOW)
    receive(company, Severity.S)
    assert Notice.objects.get(to="person:daihyo").state == "waiting"


def test_blanking_a_case_reaches_the_digest_that_quoted_it(
    gathered: tuple[int, int], lines: dict[str, Line], company: Company
) -> None:
    digests.gather(at=hours.next_digest(NOW))
    people.blank(stream=f"case:{gathered[0]}", fact=1, fields=["words", "fact"], reason="請求", by=company.kato, at=NOW)
    assert "椅子" not in Notice.objects.get(kind=digests.KIND).body


def test_who_is_asked_to_decide_is_told_by_when(company: Company) -> None:
    no = receive(company)
    losses.request(no, amount=30_000, reason="椅子の交換", basis="契約第5条", by=company.sato, at=NOW)
    asked = Notice.objects.get(kind="losses.requested")
    (due,) = open_of_kind(f"case:{no}", "losses.decide")
    assert (asked.to, asked.task_until) == ("person:daihyo", due.due_at)
