"""Knowing is one thing, using another; each reads it of themself alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from nattoku.ledger.facts import Recorded
from nattoku.skills import facts, queries, rules
from nattoku.skills.words import SKILLS, Skill
from tests.company import NOW, Company


def said(fact: Any, at: datetime = NOW) -> Recorded:
    return Recorded(id=1, stream="person:sato", seq=1, by="sato", happened_at=at, recorded_at=at, fact=fact)


@pytest.mark.rule("S003-14")
def test_who_knows_and_does_not_use_is_told_apart_from_who_does_not_know() -> None:
    mine = rules.mine_of([said(facts.Known(skill=Skill.LETTER, knows=True))], [])
    by_skill = {one.skill: one for one in mine}
    assert (by_skill[Skill.LETTER].unused, by_skill[Skill.DRILL].knows, by_skill[Skill.DRILL].unused) == (
        True,
        None,
        False,
    )
    used = rules.mine_of([said(facts.Known(skill=Skill.LETTER, knows=True))], [("letters.sent", NOW)])
    assert {one.skill: (one.knows, one.used) for one in used}[Skill.LETTER] == (True, NOW), "the ledger saw it used"
    unlearned = rules.mine_of([said(facts.Used(skill=Skill.DRILL), NOW + timedelta(1))], [])
    assert {o.skill: (o.knows, o.unused) for o in unlearned}[Skill.DRILL] == (None, False), "used without saying so"


def test_together_only_numbers_are_told_and_of_fewer_than_three_people_not_even_those() -> None:
    knows, new = rules.mine_of([said(facts.Known(skill=Skill.LETTER, knows=True))], []), rules.mine_of([], [])
    assert rules.counted([knows, new]) == []
    (letter,) = [one for one in rules.counted([knows, knows, new]) if one.skill is Skill.LETTER]
    assert (letter.people, letter.know, letter.used, letter.unused) == (3, 2, 0, 2)


@pytest.mark.rule("S003-14")
def test_each_sees_the_own_skills_alone_and_what_was_done_counts_as_used(company: Company, api: Any) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    assert sato.post("/me/skills/known", {"skill": "letter"}).status_code == 201
    assert sato.post("/me/skills/used", {"skill": "drill", "words": "納期の件で"}).status_code == 201
    assert sato.post("/me/skills/known", {"skill": "magic"}).status_code == 400
    no = sato.post("/cases", {"door": "visit", "words": "届かない", "fact": "届いていない"}).json()["no"]
    sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba", "in_presence": True})
    mine = {one["skill"]: one for one in sato.get("/me/skills").json()["skills"]}
    assert (mine["letter"]["knows"], mine["letter"]["unused"]) == (True, True)
    assert mine["in_presence"]["used_at"]
    assert mine["drill"]["used_at"]
    theirs = {one["skill"]: one for one in chiba.get("/me/skills").json()["skills"]}
    assert theirs["letter"]["knows"] is None
    assert theirs["in_presence"]["used_at"] is None
    (letter,) = [one for one in queries.counted() if one.skill is Skill.LETTER]
    assert (letter.know, letter.unused) == (1, 1)
    assert set(SKILLS) == set(Skill)
