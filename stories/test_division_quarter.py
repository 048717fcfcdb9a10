"""What a division does in a quarter without anybody complaining, as its people write it down through the API."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from nattoku.duties import actions as duties
from nattoku.duties.words import Form
from tests.company import Company


def due(api: Any, duty: str) -> dict[str, Any]:
    found = next(d for d in api.get("/duties").json()["divisions"] if d["division"] == "sales")
    line: dict[str, Any] = next(one for one in found["duties"] if one["duty"] == duty)
    return line


@pytest.mark.rule("S004-1.4.1", "S004-1.4.1.1", "S004-1.4.8.1", "S004-1.4.8.2")
def test_the_seminar_of_the_quarter_may_be_free_wants_300_people_and_says_how_it_kept_time_and_form(
    company: Company, api: Any, at: datetime
) -> None:
    sato = api(company.sato)
    begins = at - timedelta(days=2)
    held: dict[str, Any] = {
        "title": "冬の働き方セミナー",
        "seminar": True,
        "free": True,
        "planned_from": begins.isoformat(),
        "planned_to": (begins + timedelta(hours=2)).isoformat(),
        "began_at": (begins + timedelta(minutes=3)).isoformat(),
        "ended_at": (begins + timedelta(hours=2, minutes=10)).isoformat(),
        "form": [one.value for one in list(Form)[:6]],
    }
    (event,) = sato.post("/duties/sales/events", held | {"people": 299}).json()["events"]
    assert event["free"]
    assert event["late_minutes"] == {"start": 3, "end": 10}
    assert event["form_percent"] == 75
    assert due(sato, "seminar")["state"] == "short", "it was held, and one person was missing"
    assert sato.post("/duties/sales/events", held | {"people": 300}).status_code == 201
    assert due(sato, "seminar")["state"] == "done"


@pytest.mark.rule("S004-1.4.2", "S004-1.4.3")
@pytest.mark.parametrize(("duty", "checked"), [("gifts", ["premiums"]), ("trials", ["terms_shown", "renewal_shown"])])
def test_gifts_and_trials_wait_until_somebody_looked_at_the_law(
    company: Company, api: Any, duty: str, checked: list[str]
) -> None:
    sato = api(company.sato)
    said = {"duty": duty, "evidence": "内容を見直しました。"}
    refused = sato.post("/duties/sales/done", said)
    assert refused.status_code in (400, 409)
    assert due(sato, duty)["state"] != "done"
    assert sato.post("/duties/sales/done", said | {"checked": checked}).status_code == 201
    assert due(sato, duty)["state"] == "done"


@pytest.mark.rule("S004-1.4.6.1")
def test_a_month_without_a_press_release_stays_missed_until_it_was_caught_up(
    company: Company, api: Any, at: datetime
) -> None:
    sato = api(company.sato)
    duties.watch(at=at - timedelta(days=40))
    duties.watch(at=at)

    def missed() -> list[str]:
        found = next(d for d in sato.get("/duties").json()["divisions"] if d["division"] == "sales")
        return [one["period"] for one in found["missed"] if one["duty"] == "press"]

    assert missed() == ["2026-10-01"]
    period = (at.replace(day=1) - timedelta(days=1)).date().isoformat()
    late = {"duty": "press", "evidence": "遅れて業界紙に送りました。", "period": period}
    assert sato.post("/duties/sales/done", late).status_code == 201
    assert not missed()
