"""Purchases as offices save them are read; what is left out is said with its line."""

from datetime import date

import pytest

from nattoku.lib.refusal import Refusal
from nattoku.silence.purchases import LATER, NO_AMOUNT, NO_CUSTOMER, NO_DATE, RETURNED, SHORT, read

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    "said",
    ["2026-10-03", "2026/10/3", "20261003", "２０２６年１０月３日", "令和8年10月3日", "R8.10.3", "2026-10-03 15:20"],
)
def test_a_date_is_read_however_an_office_writes_it(said: str) -> None:
    got = read(f'顧客名,売上日,金額\n山田商店,{said},"1,200円"\n'.encode(), AS_OF)
    assert [date.fromordinal(int(day)) for day in got.day] == [date(2026, 10, 3)]
    assert got.amount.tolist() == [1200.0]


def test_a_file_saved_by_excel_in_cp932_with_tabs_is_read() -> None:
    got = read("得意先\t日付\t売上金額\n髙橋商店\t2026/10/3\t\\500\n".encode("cp932"), AS_OF)
    assert got.customers == ["髙橋商店"]


def test_every_line_that_is_left_out_is_named_with_its_reason() -> None:
    rows = [
        "A,2026-13-40,1",
        "A,いつか,1",
        "A,2026-10-03,多い",
        ",2026-10-03,1",
        "A,2027-01-01,1",
        "A,2026-10-03,-5",
        "A",
    ]
    got = read("\n".join(["customer,date,amount", *rows, "", "A,2026-10-03,0"]).encode(), AS_OF)
    bad, late = NO_DATE.with_(value="2026-13-40"), NO_DATE.with_(value="いつか")
    whys = [bad, late, NO_AMOUNT.with_(value="多い"), NO_CUSTOMER, LATER, RETURNED, SHORT]
    assert [(line, why.ja) for line, why in got.left_out] == [(n, why.ja) for n, why in enumerate(whys, start=2)]
    assert len(got.day) == 1, "what costs nothing is a purchase all the same"


@pytest.mark.parametrize("raw", [b"", b"a,b,c\n1,2,3\n", b"\x81", b'customer,date,amount\n"A,2026-10-03,1\n'])
def test_what_is_no_table_of_purchases_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read(raw, AS_OF)
    assert refused.value.status == 400
