"""The line of the day, the thirteen points and the tone rules that hold them, and what each keeps for themself."""

from datetime import date, timedelta
from typing import Any

import pytest

from nattoku.credo import queries, rules
from nattoku.credo.words import LINES, POINTS
from nattoku.lib.refusal import Refusal
from nattoku.words.tone import Mode
from nattoku.words.tone.checking import check
from tests.company import Company


@pytest.mark.rule("S004-3.1.1")
def test_every_day_has_its_line_and_a_mark_once_it_was_read(company: Company, api: Any) -> None:
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(len(LINES))]
    assert {rules.line_of(LINES, day)[0] for day in days} == set(range(1, len(LINES) + 1)), "each in turn"
    sato = api(company.sato)
    assert not sato.get("/credo").json()["today"]["read"]
    assert sato.post("/credo/read").json()["today"]["read"]
    assert sato.post("/credo/read").status_code == 201
    assert sato.post("/credo/read", {"aloud": True}).status_code == 201
    assert not api(company.mori).get("/credo").json()["today"]["read"], "read by oneself"
    assert api(company.mori).get("/credo").json()["days_with_mark"] == {"read": 1, "aloud": 1, "of": 30}
    assert api(company.viewer).post("/credo/read").status_code == 403


@pytest.mark.rule("S004-3.1.1")
def test_the_representative_writes_the_credo_in_both_languages(company: Company, api: Any) -> None:
    ours = {"lines": ["まず、お礼を。"], "lines_en": ["Thanks first."], "reason": "話し合って決めた"}
    assert api(company.chiba).post("/credo", ours).status_code == 403
    assert api(company.daihyo).post("/credo", ours | {"lines_en": []}).status_code == 400
    assert api(company.daihyo).post("/credo", ours).json()["today"]["line"] == "まず、お礼を。"


@pytest.mark.rule("S004-3.1.1.1")
def test_the_stance_is_thirteen_points_each_with_an_example_and_the_rules_that_hold_it() -> None:
    found = queries.points()
    assert [one.point.row for one in found] == [f"S004-5.{n}" for n in range(1, 14)]
    for one in found:
        assert one.point.instead != one.point.said
        assert one.rows, f"no rule of the tone check holds {one.point.row}"


_ROWS = {6: "S004-5.6", 8: "S004-5.8", 9: "S004-5.9", 10: "S004-5.10", 12: "S004-5.12", 13: "S004-5.13"}


def remarks(text: str) -> set[str]:
    return {hit.rule.rstrip("0123456789") for hit in check(text, Mode.APOLOGY) if hit.start is not None}


@pytest.mark.rule("S004-5.6", "S004-5.8", "S004-5.9", "S004-5.10", "S004-5.11", "S004-5.12", "S004-5.13")
@pytest.mark.parametrize("number", [2, 4, 6, 7, 8, 9, 10, 11, 12, 13])
def test_the_check_remarks_on_what_a_point_says_not_to_say_and_not_on_what_we_say(number: int) -> None:
    point = POINTS[number - 1]
    groups = {rule.rstrip("0123456789") for rule in point.tone}
    assert remarks(point.instead.ja) & groups, point.instead.ja
    assert not remarks(point.said.ja) & groups, point.said.ja


def test_the_look_at_oneself_is_asked_every_half_year_and_nobody_else_reads_it(company: Company, api: Any) -> None:
    assert rules.half(date(2026, 6, 30)) == date(2026, 1, 1)
    assert rules.half(date(2026, 7, 1)) == date(2026, 7, 1)
    sato = api(company.sato)
    assert sato.get("/me/stance").json()["due"]
    assert sato.post("/me/stance", {"answers": [1] * 12}).status_code == 400
    assert sato.post("/me/stance", {"answers": [1] * 12 + [3]}).status_code == 400
    assert not sato.post("/me/stance", {"answers": [1] * 13, "words": "慣れに気をつける"}).json()["due"]
    for other in (company.chiba, company.kato, company.daihyo):
        mine = api(other).get("/me/stance").json()
        assert mine["due"]
        assert mine["looks"] == []


def test_a_beginner_practises_point_by_point(company: Company, api: Any) -> None:
    from django.test import Client

    page = Client()
    page.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert api(company.sato).get("/me/stance").json()["to_practise"] == list(range(1, 14))
    page.post("/credo/training", {"point": "1", "chosen": "instead", "key": "a"})
    assert 1 in api(company.sato).get("/me/stance").json()["to_practise"]
    page.post("/credo/training", {"point": "1", "chosen": "said", "key": "b"})
    assert 1 not in api(company.sato).get("/me/stance").json()["to_practise"]
    with pytest.raises(Refusal):
        rules.refuse_gaps([])
