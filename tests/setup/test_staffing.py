"""A list of colleagues is read as offices write it; a roster leaves no hour empty."""

from itertools import pairwise

from nattoku.imports.reading import sheets
from nattoku.lib.calendar import WEEKDAYS, hours_of
from nattoku.people.facts import Role
from nattoku.people.rules import ladder, slot_of
from nattoku.setup.roster import filled
from nattoku.setup.staffing import Colleague, Refused, colleagues, table_of
from tests.company import NOW


def read(text: str) -> list[Colleague | Refused]:
    table = table_of(sheets(text.encode(), "一覧"))
    assert table is not None
    return list(colleagues(table, has_representative=True))


def test_ordinary_titles_become_roles() -> None:
    rows = read(
        "氏名\tメール\t部署\t役職\n千葉\tc@x.jp\t営業部\t部長\n加藤\tk@x.jp\t本部\t苦情対応管理責任者\n"
        "佐藤\ts@x.jp\t営業部\t\n見田\tv@x.jp\t営業部\t閲覧\n緑川\tm@x.jp\t本社\t代表取締役"
    )
    people = [r for r in rows if isinstance(r, Colleague)]
    assert [p.role for p in people] == [Role.LEADER, Role.MANAGER, Role.RECEIVER, Role.VIEWER, Role.LEADER]
    assert [p.leads for p in people] == [True, False, False, False, False]
    assert "代表はお一人" in people[-1].assumed[0].ja, "there is one already"


def test_a_list_without_headings_is_read_by_its_addresses() -> None:
    (one,) = read("千葉 亮,c@x.jp,営業部,リーダー")
    assert isinstance(one, Colleague)
    assert (one.name, one.email, one.division, one.role) == ("千葉 亮", "c@x.jp", "営業部", Role.LEADER)


def test_who_cannot_sign_in_is_told_and_nobody_joins_twice() -> None:
    rows = read("氏名,メール,部署\n千葉,,営業部\n佐藤,s@x.jp,営業部\n佐藤,S@X.jp,発送部")
    assert [isinstance(r, Refused) for r in rows] == [True, False, True]
    assert "メールアドレス" in rows[0].why.ja  # type: ignore[union-attr]
    assert "3行目" in rows[2].why.ja  # type: ignore[union-attr]


def test_a_telephone_number_gets_its_zero_back() -> None:
    (one,) = read("氏名,メール,電話\n千葉,c@x.jp,9011112222")
    assert isinstance(one, Colleague)
    assert one.phone == "090-1111-2222"


def test_a_filled_roster_leaves_no_minute_of_the_week_empty() -> None:
    for week in (WEEKDAYS, (hours_of("00:00-24:00"),) * 7, ((),) * 6 + (hours_of("10:00-11:30"),)):
        slots = filled(week, by_day="chiba", behind=["daihyo"], otherwise="ueno", otherwise_behind=["daihyo"])
        for weekday in range(7):
            day = [s for s in slots if s["weekday"] == weekday]
            assert (day[0]["from"], day[-1]["to"]) == ("00:00", "24:00")
            assert all(a["to"] == b["from"] for a, b in pairwise(day))
        assert all(slot_of(s) for s in slots), "as the roster itself reads them"


def test_by_day_one_answers_and_otherwise_another_with_somebody_behind() -> None:
    slots = [slot_of(s) for s in filled(WEEKDAYS, by_day="chiba", behind=["chiba", "daihyo"], otherwise="ueno", otherwise_behind=["daihyo"])]  # fmt: skip
    assert NOW.isoformat() == "2026-11-22T01:00:00+00:00", "a Sunday"
    whom = ladder(slots, at=NOW, superior="", heads=[], representative="daihyo")
    assert whom == ["ueno", "daihyo"]
    monday = NOW.replace(day=24)  # Tuesday: the 23rd is a holiday
    assert ladder(slots, at=monday, superior="", heads=[], representative="daihyo") == ["chiba", "daihyo"]
