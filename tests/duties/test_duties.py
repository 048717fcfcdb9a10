"""The duties as people use them: through the API, the pages and the calendar."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.words import Door
from nattoku.clubs import actions as clubs
from nattoku.customers import actions as customers
from nattoku.duties import actions, facts, feed, queries
from nattoku.duties.words import Care, Duty, Occasion
from nattoku.ledger.append import history
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from tests.company import Company


@pytest.fixture
def aoki(company: Company, at: datetime) -> str:
    return customers.register(name="青木 花子", division="sales", by=company.sato, at=at)


def due(answer: Any, division: str = "sales") -> dict[str, Any]:
    found = next(d for d in answer.json()["divisions"] if d["division"] == division)
    return {one["duty"]: one for one in found["duties"]}


def complain(company: Company, customer: str, at: datetime) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="届いていない", customer=customer, division="sales")
    return int(cases.receive(intake, by=company.sato, at=at)[0].stream.partition(":")[2])


@pytest.mark.rule("S004-1.4.6", "S004-1.4.8", "S004-1.4.9")
@pytest.mark.parametrize("duty", ["publishing", "team", "methods", "press"])
def test_a_duty_is_open_until_somebody_of_the_division_writes_down_what_shows_it(
    company: Company, api: Any, duty: str
) -> None:
    sato = api(company.sato)
    assert due(sato.get("/duties"))[duty]["state"] in ("open", "today")
    assert sato.post("/duties/sales/done", {"duty": duty, "evidence": " "}).status_code == 400
    done = sato.post("/duties/sales/done", {"duty": duty, "evidence": "雑誌に寄稿した", "results": 3})
    assert done.status_code == 201
    assert due(sato.get("/duties"))[duty]["state"] == "done"
    assert due(sato.get("/duties"), "logistics")[duty]["state"] != "done"
    assert api(company.mori).post("/duties/sales/done", {"duty": duty, "evidence": "x"}).status_code == 403


@pytest.mark.rule("S004-1.2.1")
def test_what_the_club_did_is_the_duty_done_without_a_second_entry(company: Company, api: Any) -> None:
    assert due(api(company.sato).get("/duties"))["club"]["state"] != "done"
    clubs.open_club(division="sales", name="木立の会", by=company.chiba, at=datetime.now(TOKYO))
    clubs.hold_activity(
        division="sales", title="秋の集い", words="", people=12, by=company.sato, at=datetime.now(TOKYO)
    )
    assert due(api(company.sato).get("/duties"))["club"]["state"] == "done"


def test_the_watcher_writes_what_was_missed_once_and_dates_it_when_it_was_due(company: Company, at: datetime) -> None:
    assert actions.watch(at=at) == 0, "from now on it is counted"
    later = at + timedelta(days=12)  # 4 December
    assert actions.watch(at=later) == 2, "the press release of November, in both divisions"
    assert actions.watch(at=later) == 0
    missed = [r for r in history("division:sales") if isinstance(r.fact, facts.DutyMissed)]
    assert [(r.fact.duty, r.happened_at) for r in missed] == [(Duty.PRESS, datetime(2026, 12, 1, tzinfo=TOKYO))]
    assert missed[0].recorded_at == later
    assert [m.period for m in queries.past_missed("sales")] == [date(2026, 11, 1)]
    actions.do(
        division="sales", duty=Duty.PRESS, evidence="遅れて発表", period=date(2026, 11, 5), by=company.sato, at=later
    )
    assert queries.past_missed("sales") == []


def test_the_representative_alone_decides_how_often_and_it_is_dated(company: Company, api: Any) -> None:
    body = {"duty": "press", "months": 3, "division": "sales", "reason": "人数に合わせる"}
    assert api(company.chiba).post("/duties/decisions", body).status_code == 403
    assert api(company.daihyo).post("/duties/decisions", body | {"months": 5}).status_code == 400
    assert api(company.daihyo).post("/duties/decisions", body | {"reason": ""}).status_code == 400
    assert api(company.daihyo).post("/duties/decisions", body).status_code == 201
    seen = api(company.sato).get("/duties")
    assert not due(seen)["press"]["ours"]
    assert due(seen)["press"]["until"] != due(seen, "logistics")["press"]["until"] or due(seen)["press"]["from"][
        5:7
    ] in ("01", "04", "07", "10")


@pytest.mark.rule("S004-1.3.1")
@pytest.mark.parametrize(("yen", "owed"), [(99_999, 0), (100_000, 1), (250_000, 1)])
def test_the_leader_owes_a_meeting_from_exactly_100000_yen_on_and_only_once(
    company: Company, aoki: str, at: datetime, yen: int, owed: int
) -> None:
    for _ in range(2):
        actions.record_profit(customer=aoki, yen=yen, by=company.sato, at=at)
    rows = queries.owed(company.chiba, at=at, care=Care.MEETING, mine=True)
    assert len(rows) == owed
    assert [pk for pk, _ in queries.unmet()] == [aoki] * owed
    if rows:
        meet = {"customer": aoki, "promise": rows[0].promise.pk, "words": "ご挨拶に伺いました。"}
        for by, channel in [(company.sato, "visit"), (company.chiba, "phone")]:
            with pytest.raises(Refusal):
                actions.give_care(**meet, channel=channel, by=by, at=at)
        actions.give_care(**meet, channel="visit", introduced=True, by=company.chiba, at=at)
        actions.record_profit(customer=aoki, yen=yen * 3, by=company.sato, at=at)
        assert queries.unmet() == []
        assert queries.owed(company.chiba, at=at, care=Care.MEETING) == []


@pytest.mark.rule("S004-1.3.1.1", "T9")
def test_at_the_meeting_new_business_is_not_spoken_of_while_a_complaint_is_open(
    company: Company, aoki: str, at: datetime
) -> None:
    actions.record_profit(customer=aoki, yen=300_000, by=company.sato, at=at)
    owed = queries.owed(company.chiba, at=at)[0].promise.pk
    no = complain(company, aoki, at)
    meet = {
        "customer": aoki,
        "promise": owed,
        "words": "お詫びに伺った",
        "channel": "visit",
        "by": company.chiba,
        "at": at,
    }
    with pytest.raises(Refusal, match=str(no)):
        actions.give_care(**meet, introduced=True)
    page = Client()
    page.force_login(company.chiba, backend="django.contrib.auth.backends.ModelBackend")
    assert 'name="introduced"' not in page.get(f"/customers/{aoki}/care").content.decode()
    actions.give_care(**meet)
    assert queries.balance().asks == 0


@pytest.mark.rule("S004-1.2.5", "T9")
def test_an_offer_rests_during_a_complaint_and_care_goes_on(
    company: Company, aoki: str, api: Any, at: datetime
) -> None:
    sato = api(company.sato)
    offer = {"care": "offer", "occasion": "related", "words": "机に合う照明"}
    planned = sato.post(f"/customers/{aoki}/care", offer).json()["due"][0]
    complain(company, aoki, at)
    shown = sato.get(f"/customers/{aoki}/care").json()
    assert shown["resting"]["until"] is None
    assert [(one["resting"], one["state"]) for one in shown["due"]] == [(True, "open")]
    given = f"/customers/{aoki}/care/{planned['id']}/given"
    assert sato.post(given, {"words": "ご案内した", "channel": "phone"}).status_code == 409
    assert sato.post(f"/customers/{aoki}/care", offer).status_code == 409
    assert sato.post(f"/customers/{aoki}/care", {"care": "follow_up", "occasion": "purchase"}).status_code == 201
    late = queries.owed(company.sato, at=at + timedelta(days=365), care=Care.OFFER)
    assert [row.state for row in late] == ["open"], "what rests is not late"


@pytest.mark.rule("S004-1.3.2", "S004-1.2.4")
def test_thanks_are_owed_on_occasions_and_counted_against_what_we_ask(company: Company, aoki: str, api: Any) -> None:
    sato = api(company.sato)
    ids = [
        sato.post(f"/customers/{aoki}/care", {"care": c, "occasion": o}).json()["due"]
        for c, o in [("thanks", "deal"), ("thanks", "visit"), ("thanks", "seminar"), ("offer", "related")]
    ][-1]
    assert [one["state"] for one in ids] == ["open"] * 4
    for one in ids:
        assert (
            sato.post(
                f"/customers/{aoki}/care/{one['id']}/given", {"words": "申し上げた", "channel": "letter"}
            ).status_code
            == 201
        )
    shown = sato.get(f"/customers/{aoki}/care").json()
    assert (shown["thanks"], shown["requests"], shown["due"]) == (3, 1, [])


@pytest.mark.rule("S004-1.4.7")
def test_calls_are_counted_by_what_was_kept_and_never_made_to_sell_against_a_no(
    company: Company, aoki: str, at: datetime
) -> None:
    def call(occasion: Occasion) -> str:
        return actions.promise_care(customer=aoki, care=Care.CALL, occasion=occasion, by=company.sato, at=at)

    kept, _ = call(Occasion.PAYMENT), call(Occasion.ENQUIRY)
    actions.give_care(customer=aoki, promise=kept, words="ご入金の御礼", channel="phone", by=company.sato, at=at)
    assert queries.calls_done(since=timedelta(days=365), at=at + timedelta(days=30)) == (1, 2)
    actions.decline_calls(customer=aoki, words="売り込みはいりません", by=company.sato, at=at)
    with pytest.raises(Refusal):
        call(Occasion.APPLICATION)
    call(Occasion.ENQUIRY)


def test_a_stranger_s_customer_is_not_there(company: Company, aoki: str, api: Any) -> None:
    assert api(company.mori).get(f"/customers/{aoki}/care").status_code == 404
    assert api(company.mori).post(f"/customers/{aoki}/care", {"care": "thanks", "occasion": "deal"}).status_code == 404


def test_the_calendar_names_no_customer_and_ends_when_it_is_revoked(company: Company, aoki: str, at: datetime) -> None:
    actions.promise_care(customer=aoki, care=Care.THANKS, occasion=Occasion.DEAL, by=company.sato, at=at)
    secret = feed.make(by=company.sato, at=at)
    answer = Client().get(f"/calendar/{secret}.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {"報道向けの発表 (営業部)", "お客様へ：礼状・御礼"} <= {str(e["SUMMARY"]) for e in events}
    assert "青木" not in answer.content.decode()
    assert secret not in str([r.fact for r in history("person:sato")])
    assert Client().get("/calendar/guessed.ics").status_code == 404
    again = feed.make(by=company.sato, at=at)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    feed.revoke(by=company.sato, at=at)
    assert Client().get(f"/calendar/{again}.ics").status_code == 404
