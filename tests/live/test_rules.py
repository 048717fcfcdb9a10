"""Who is here, in words."""

from datetime import UTC, datetime, timedelta

from nattoku.lib.text import Text
from nattoku.live import rules
from nattoku.live.rules import Present

AT = datetime(2026, 11, 22, 2, 20, tzinfo=UTC)


def here(person: str, name: str, *, typing: bool = False, since: int = 0) -> Present:
    return Present(person, name, AT + timedelta(seconds=since), typing)


def test_one_is_not_told_of_oneself_and_who_came_first_stands_first() -> None:
    people = [here("mori", "森 一", since=2), here("sato", "佐藤 美咲"), here("chiba", "千葉 健", since=1)]
    assert [p.person for p in rules.others(people, "sato")] == ["chiba", "mori"]


def test_who_types_is_said_before_who_looks() -> None:
    people = [here("mori", "森 一"), here("chiba", "千葉 健", typing=True)]
    assert rules.said(people) == Text(
        "千葉さんが入力しています　森さんがこの案件を見ています", "千葉 is typing; 森 is looking at this case"
    )
    assert rules.said([]) == Text("", "")


def test_two_of_one_surname_are_told_apart_by_their_whole_names() -> None:
    people = [here("a", "佐藤 美咲"), here("b", "佐藤 健"), here("c", "千葉 健")]
    assert rules.called(people) == ["佐藤 美咲", "佐藤 健", "千葉"]


def test_a_crowd_is_counted() -> None:
    people = [here(str(n), f"人{n} 一") for n in range(5)]
    assert rules.said(people).ja == "人0さん、人1さん、人2さんほか2名がこの案件を見ています"


def test_the_time_of_an_answer_is_todays_clock_or_names_its_day() -> None:
    assert rules.told("千葉 健", AT, today=AT).ja == "千葉さんが11時20分にお客様へご連絡済みです"
    assert rules.told("千葉 健", AT, today=AT + timedelta(days=1)).ja == (
        "千葉さんが11月22日11時20分にお客様へご連絡済みです"
    )
