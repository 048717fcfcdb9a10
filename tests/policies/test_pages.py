"""取り決め on pages, in the API and on the command line: what is in force, since when, by whom, why."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from nattoku.ledger.facts import PROMISES
from nattoku.people.models import Person
from nattoku.policies import queries
from nattoku.policies.cli import policies as command
from nattoku.policies.defaults import DEFAULTS
from tests.company import Company


def client(person: Person) -> Client:
    made = Client()
    made.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return made


def test_every_default_is_listed_and_says_that_it_is_ours(company: Company) -> None:
    shown = client(company.viewer).get("/policies").content.decode()
    assert shown.count("初期値（当社の目安）") == len(PROMISES) + len(DEFAULTS)
    for words in [p.what for p in PROMISES.values()] + [d.what for d in DEFAULTS.values()]:
        assert words.ja in shown


def test_the_representative_decides_in_business_days_and_the_history_says_why(company: Company) -> None:
    daihyo, page = client(company.daihyo), "/policies/deadlines.cause"
    typed = {"key": "a", "number": "３", "measure": "business_days", "reason": "ご意見を受けて"}
    assert daihyo.post(page, typed).status_code == 303
    allowed = queries.allowance("deadlines.cause")
    assert (allowed.length.days, allowed.business) == (3, True)
    shown = client(company.sato).get(page).content.decode()
    for words in ("3営業日", "ご意見を受けて", "代田 守", "5営業日"):
        assert words in shown
    assert "<form class=" not in shown.partition("<main")[2], "a receiver reads, and has no form"


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "0", "measure": "minutes", "reason": "r"},
        {"number": "5", "measure": "moons", "reason": "r"},
        {"number": "五", "measure": "days", "reason": "r"},
        {"number": "5", "measure": "days", "reason": ""},
    ],
)
def test_a_slip_of_the_hand_brings_the_form_back_and_decides_nothing(company: Company, typed: dict[str, str]) -> None:
    answer = client(company.daihyo).post("/policies/deadlines.cause", typed | {"key": "a"})
    assert answer.status_code == 400
    assert f'value="{typed["number"]}"' in answer.content.decode()
    assert queries.decisions("deadlines.cause") == []


def test_an_unknown_policy_is_not_found(company: Company) -> None:
    assert client(company.daihyo).get("/policies/nothing").status_code == 404


def test_a_time_of_day_and_money_are_typed_as_such(company: Company) -> None:
    daihyo = client(company.daihyo)
    assert daihyo.post("/policies/notices.digest_at", {"key": "a", "number": "07:15", "reason": "r"}).status_code == 303
    assert queries.number("notices.digest_at") == 7 * 60 + 15
    assert daihyo.post("/policies/notices.digest_at", {"key": "b", "number": "25:15", "reason": "r"}).status_code == 400
    assert (
        daihyo.post("/policies/cases.first_aid_yen", {"key": "c", "number": "20,000", "reason": "r"}).status_code == 303
    )
    assert "20,000円" in daihyo.get("/policies").content.decode()


def test_the_manager_sets_hours_and_closed_days_on_one_page(company: Company) -> None:
    kato = client(company.kato)
    week = {f"day{i}": "10:00-16:00" if i < 6 else "" for i in range(7)}
    hours = {"act": "hours", "key": "a", "division": "logistics", "reason": "土曜日も出荷"}
    assert kato.post("/policies/calendar", hours | week).status_code == 303
    assert queries.weeks()["logistics"] == ["10:00-16:00"] * 6 + [""]
    closed = {"act": "closed", "key": "b", "holidays": "1", "closed": "2026-12-28\r\n2026-12-25", "reason": "棚卸"}
    assert kato.post("/policies/calendar", closed).status_code == 303
    assert queries.closed_days().closed == ["2026-12-25", "2026-12-28"]
    assert queries.closed_days().year_end == []
    shown = kato.get("/policies/calendar").content.decode()
    for words in ("10:00-16:00", "土曜日も出荷", "棚卸", "勤労感謝の日"):
        assert words in shown
    never = {"act": "hours", "key": "c", "division": "sales", "reason": "休む"}
    refused = kato.post("/policies/calendar", never)
    assert refused.status_code == 400
    assert "営業している時間がありません" in refused.content.decode()
    assert kato.post("/policies/calendar", hours | {"key": "d", "none": "1"}).status_code == 303
    assert "logistics" not in queries.weeks()


def test_the_api_decides_and_tells(company: Company) -> None:
    daihyo = Client(headers={"Authorization": f"Bearer {company.token(company.daihyo)}"})
    body = json.dumps({"value": 2880, "business": True, "reason": "早く"})
    made = daihyo.post("/api/v1/policies/deadlines.handling", body, content_type="application/json")
    assert (made.status_code, made.json()["words"], made.json()["ours"]) == (201, "2営業日", False)
    told = {p["key"]: p for p in daihyo.get("/api/v1/policies").json()["policies"]}
    assert told["deadlines.handling"]["decisions"][0]["reason"] == "早く"
    assert told["cases.report_to_leader"]["words"] == "15分"
    assert daihyo.get("/api/v1/calendar").json()["year_end"] == ["12-29", "01-03"]


def test_the_command_line_decides_and_shows(company: Company) -> None:
    run = CliRunner().invoke
    made = run(command, ["decide", "deadlines.step", "60", "--business", "--reason", "早く"])
    assert made.exit_code == 0, made.output
    assert "営業時間で1時間" in made.output
    shown = json.loads(run(command, ["show", "deadlines.step", "--json"]).stdout)["policies"][0]
    assert (shown["value"], shown["business"], shown["decisions"][0]["by"]) == (60, True, "daihyo")
    assert json.loads(run(command, ["calendar"]).stdout)["holidays"] is True
