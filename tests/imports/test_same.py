"""Two customers of one name are never made one in silence."""

from dataclasses import replace

import pytest

from nattoku.customers.models import Customer
from nattoku.imports import actions, same
from nattoku.imports.choices import from_plain
from nattoku.imports.fields import What
from nattoku.imports.models import Upload
from nattoku.imports.same import marks
from tests.company import NOW, Company
from tests.imports.ledgers import text

HEAD = ["受付日", "顧客名", "フリガナ", "電話番号", "住所", "クレーム内容", "対応状況"]


def rows(*parties: tuple[str, str, str, str]) -> bytes:
    return text([HEAD, *(["2024/4/1", *party, f"届かない{i}", "完了"] for i, party in enumerate(parties))])


def brought(company: Company, *parties: tuple[str, str, str, str]) -> Upload:
    return actions.bring(name="台帳.csv", raw=rows(*parties), what=What.COMPLAINTS, by=company.kato, at=NOW)


def take(one: Upload, company: Company) -> None:
    actions.take(one, by=company.kato, at=NOW)
    while actions.step(at=NOW):
        pass


def test_two_of_one_name_without_anything_else_are_asked_about_and_stay_apart(company: Company) -> None:
    one = brought(company, ("佐々木 一郎", "", "", ""), ("佐々木　一郎様", "", "", ""), ("青木 花子", "", "", ""))
    looked = actions.look(one, by=company.kato, at=NOW)
    assert looked.asked == {"佐々木　一郎": 1}
    take(one, company)
    assert Customer.objects.count() == 3
    assert [ja for ja, _ in one.rows.get(line=3).said if "別のお客様" in ja]


def test_a_name_that_was_chosen_means_one_customer(company: Company) -> None:
    one = brought(
        company, ("山田商事", "", "", ""), ("山田商事", "", "", ""), ("鈴木", "", "", ""), ("鈴木", "", "", "")
    )
    choices = replace(from_plain(one.choices), together=("山田商事",))
    actions.choose(one, choices, by=company.kato)
    take(one, company)
    assert Customer.objects.filter(name="山田商事").count() == 1
    assert Customer.objects.filter(name="鈴木").count() == 2
    assert from_plain(one.choices) == choices, "the choice is kept as it was made"


def test_a_card_that_stands_is_not_taken_for_the_customer_of_a_row_by_its_name_alone(company: Company) -> None:
    take(brought(company, ("青木 花子", "", "03-1234-5678", "")), company)
    again = brought(company, ("青木 花子", "", "", ""))
    assert actions.look(again, by=company.kato, at=NOW).asked == {"青木 花子": 1}
    take(again, company)
    assert Customer.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "agree", "apart"),
    [
        (marks("", "03-1234-5678", "", ""), marks("", "０３（１２３４）５６７８", "", ""), True, False),
        (marks("", "", "A@x.jp", ""), marks("", "", "a@X.jp ", ""), True, False),
        (marks("", "", "", "千代田区１－２－３"), marks("", "", "", "千代田区1-2-3"), True, False),
        (marks("けん", "", "", "千代田区1-2"), marks("タケシ", "", "", "千代田区1-2"), False, True),
        (marks("アオキ ハナコ", "", "", ""), marks("あおきはなこ", "", "", ""), False, False),
        (marks("", "0312345678", "", ""), marks("", "0399990000", "", ""), False, True),
        (marks("", "", "", ""), marks("", "", "", ""), False, False),
    ],
)
def test_what_makes_one_customer_of_two_and_what_keeps_them_apart(
    one: same.Marks, other: same.Marks, agree: bool, apart: bool
) -> None:
    assert (same.agree(one, other), same.apart(one, other)) == (agree, apart)
