"""What is owed, across cases."""

from typing import Any

from stories.test_main_job import COMPLAINT
from tests.company import Company


def test_what_is_owed_is_listed_for_those_who_see_the_case_and_nobody_else(company: Company, api: Any) -> None:
    no = api(company.sato).post("/cases", COMPLAINT).json()["no"]
    owed = api(company.sato).get("/promises", mine=True).json()
    assert {p["case"] for p in owed} == {no}
    assert [p["due_at"] for p in owed] == sorted(p["due_at"] for p in owed)
    assert api(company.mori).get("/promises").json() == []
    assert len(api(company.daihyo).get("/promises").json()) == len(owed)
    assert api(company.sato).get("/promises", late=True).json() == []
