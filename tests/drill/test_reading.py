"""What is read from files as they come, and what is said about the rest."""

import gzip
from pathlib import Path

import duckdb
import pytest

from nattoku import drill
from nattoku.drill import store
from nattoku.drill.columns import Columns
from nattoku.lib.refusal import Refusal
from tests.drill.logs import HEAD, ORDERS, log, written

XES = """<?xml version="1.0" encoding="UTF-8"?><log>
<trace><string key="concept:name" value="A"/><date key="due_date" value="2026-09-03T18:00:00+09:00"/>
<event><string key="concept:name" value="受注"/><date key="time:timestamp" value="2026-09-01T09:00:00+09:00"/>
<string key="org:resource" value="佐藤"><string key="concept:name" value="not this"/></string></event>
<event><string key="concept:name" value="出荷"/><date key="time:timestamp" value="2026-09-01T03:00:00Z"/></event>
<event><string key="concept:name" value="到着"/><date key="time:timestamp" value="soon"/></event>
</trace></log>"""


def test_rows_that_are_not_taken_are_told_with_their_reason_and_place(tmp_path: Path) -> None:
    read = log(tmp_path, ORDERS[0], ",出荷,2026-09-01 12:00,鈴木", "A,,2026-09-01 12:00,", "A,出荷,あした,", "A,出荷,,")
    assert len(read) == 1
    assert [(d.why.en, d.count, d.first) for d in read.dropped] == [
        ("the time cannot be read", 1, (4,)),
        ("the activity is empty", 1, (3,)),
        ("the case is empty", 1, (2,)),
        ("the time is empty", 1, (5,)),
    ]


@pytest.mark.parametrize(
    "moment", ["infinity", "99999-01-01", "9999-12-31 23:59", "いつか", "99", "26/09/01 9:00", "01.09.26", "20261301"]
)
def test_a_moment_that_no_calendar_holds_is_left_out_and_told(tmp_path: Path, moment: str) -> None:
    read = log(tmp_path, ORDERS[0], f"A,出荷,{moment},鈴木")
    assert (len(read), [d.count for d in read.dropped]) == (1, [1])


def test_a_packed_csv_is_read_like_a_plain_one(tmp_path: Path) -> None:
    file = written(tmp_path, *ORDERS)
    (tmp_path / "log.csv.gz").write_bytes(gzip.compress(file.read_bytes()))
    assert drill.flow(drill.read(tmp_path / "log.csv.gz")) == drill.flow(drill.read(file))


def test_a_row_with_too_many_columns_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    read = log(tmp_path, *ORDERS, "D,受注,2026-09-03 09:00,佐藤,多い,もっと")
    assert len(read) == len(ORDERS)
    assert [d.count for d in read.dropped] == [1]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-09-01 09:00:00",
        "2026/9/1 9:00",
        "2026年9月1日 9時00分",
        "2026-09-01T00:00:00Z",
        "2026-09-01T02:00:00+02:00",
        "1788220800",
        "1788220800000",
        "1788220800.0",
        "20260901090000",
        "202609010900",
        "1788220800000000000",
    ],
)
def test_a_moment_is_read_as_people_and_machines_write_it(tmp_path: Path, moment: str) -> None:
    read = log(tmp_path, f"A,受注,{moment},佐藤")
    assert read.moment(read.time[0]) == "2026-09-01T09:00:00+09:00"


def test_milliseconds_that_could_be_a_date_without_its_last_digit_are_milliseconds(tmp_path: Path) -> None:
    read = log(tmp_path, "A,受注,1768121000123,佐藤")
    assert read.moment(read.time[0]) == "2026-01-11T17:43:20.123000+09:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_file_saved_by_excel_in_japan_is_read_like_any_other(tmp_path: Path, encoding: str) -> None:
    assert log(tmp_path, *ORDERS, encoding=encoding).activities == ["受注", "出荷", "手配"]


def test_headers_with_humps_are_guessed_like_others(tmp_path: Path) -> None:
    found = Columns().within(["CustomerID", "OrderID", "EmployeeID", "TimeStamp", "EventName", "RequiredDate"])
    assert found == Columns("OrderID", "EventName", "TimeStamp", "EmployeeID", None, "RequiredDate")


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        log(tmp_path, *ORDERS, columns=Columns(actor="だれ"))
    assert "注文番号" in refused.value.sentence.ja


def test_a_table_without_a_time_is_refused_with_the_option_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        log(tmp_path, "A,受注", head="注文番号,工程")
    assert "--time" in refused.value.sentence.en


def test_a_promised_day_lasts_until_its_end(tmp_path: Path) -> None:
    read = log(tmp_path, "A,受注,2026-09-01 09:00,2026-09-03", head="注文番号,工程,日時,納期")
    assert read.promised is not None
    assert read.moment(read.promised[0]) == "2026-09-03T23:59:59.999999+09:00"


def test_one_row_an_order_with_a_column_a_stage_is_read_as_events(tmp_path: Path) -> None:
    rows = ("A,2026-09-01 09:00,2026-09-02 09:00,2026-09-04 09:00,2026-09-05", "B,2026-09-01 09:00,,,2026-09-05")
    read = log(tmp_path, *rows, head="order_id,ordered_at,shipped_at,delivered_at,promised_at")
    assert (len(read), read.activities) == (4, ["ordered_at", "shipped_at", "delivered_at"])
    assert read.done == "delivered_at"


def test_parquet_holds_the_same_log_as_csv(tmp_path: Path) -> None:
    file = written(tmp_path, *ORDERS)
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{file}')) TO '{tmp_path}/log.parquet'")
    assert drill.flow(drill.read(tmp_path / "log.parquet")) == drill.flow(drill.read(file))


@pytest.mark.parametrize("kind", ["INTEGER", "UINTEGER", "BIGINT", "DOUBLE", "DECIMAL(18, 3)"])
def test_numbers_in_parquet_are_moments_whatever_their_width(tmp_path: Path, kind: str) -> None:
    row = f"SELECT 'A' AS \"case\", '受注' AS activity, 1788220800::{kind} AS time"
    duckdb.execute(f"COPY ({row} UNION ALL SELECT 'A', '出荷', NULL) TO '{tmp_path}/log.parquet'")
    read = drill.read(tmp_path / "log.parquet")
    assert [read.moment(at) for at in read.time] == ["2026-09-01T09:00:00+09:00"]


@pytest.mark.parametrize("packed", [False, True])
def test_xes_is_read_packed_or_plain_and_nested_attributes_do_not_mislead(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / ("log.xes.gz" if packed else "log.xes")
    file.write_bytes(gzip.compress(XES.encode()) if packed else XES.encode())
    read = drill.read(file)
    assert [e["what"] for e in drill.trace(read, "A")["events"]] == ["受注", "出荷"]
    assert drill.trace(read, "A")["promised"] == "2026-09-03T18:00:00+09:00"
    assert [(d.why.en, d.count) for d in read.dropped] == [("the time cannot be read", 1)]


@pytest.mark.parametrize(
    "content",
    [gzip.compress(XES.encode())[:-60], XES[:-20].encode(), b"", b'<!DOCTYPE a [<!ENTITY b "c">]><log/>'],
)
def test_a_broken_xes_is_refused_in_words_and_nothing_of_it_is_taken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log.xes").write_bytes(content)
    with pytest.raises(Refusal):
        drill.read(tmp_path / "log.xes")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log.csv", b""),
        ("log.csv", HEAD.encode()),
        ("log.csv", bytes(2000)),
        ("log.csv", f"{HEAD}\n{ORDERS[0]}\n".encode() + f"{ORDERS[1]}\n".encode("cp932")),
        ("log.csv.gz", gzip.compress("\n".join([HEAD, *ORDERS * 99]).encode())[:-30]),
        ("log.csv.gz", ORDERS[0].encode()),
        ("log.xes", XES.replace("UTF-8", "Shift_JIS").encode("cp932")),
        ("log.xes", XES.replace("UTF-8", "Klingon").encode()),
        ("log.xes", b'<?xml version="1.0" encoding="Klingon"?><log/>'),
        ("log.parquet", b"PAR1" * 9),
        ("log.sqlite", b"no database"),
        ("log.bin", b"?"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal):
        drill.read(tmp_path / name)


def test_a_packed_csv_may_be_one_that_excel_saved(tmp_path: Path) -> None:
    (tmp_path / "log.csv.gz").write_bytes(gzip.compress("\n".join([HEAD, *ORDERS]).encode("cp932")))
    assert drill.read(tmp_path / "log.csv.gz").activities == ["受注", "出荷", "手配"]


@pytest.mark.parametrize("name", ["log[1]", "log*", "log?", "it's"])
def test_a_name_is_no_pattern_and_only_that_file_is_read(tmp_path: Path, name: str) -> None:
    for one in ("log1", "logs", name):
        written(tmp_path, f"{one},受注,2026-09-01 09:00,佐藤").rename(tmp_path / f"{one}.csv")
        duckdb.sql(f"SELECT '{one.replace(chr(39), '')}' AS \"case\", 'A' AS activity, now() AS time").write_parquet(
            str(tmp_path / "one.parquet")
        )
        (tmp_path / "one.parquet").rename(tmp_path / f"{one}.parquet")
    assert list(drill.read(tmp_path / f"{name}.csv").cases) == [name]
    assert list(drill.read(tmp_path / f"{name}.parquet").cases) == [name.replace("'", "")]


def test_a_folder_of_which_one_file_is_broken_is_refused(tmp_path: Path) -> None:
    duckdb.execute(f"COPY (SELECT 1 AS \"case\", 'A' AS activity, now() AS time) TO '{tmp_path}/a.parquet'")
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    with pytest.raises(Refusal):
        drill.read(tmp_path)


@pytest.mark.parametrize("name", ["log.csv", "log.xes", "log.json", "log.parquet", "folder"])
def test_what_nobody_may_read_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / name
    place.mkdir() if name == "folder" else place.write_text(HEAD)
    monkeypatch.setattr("os.access", lambda *_: False)  # whoever tests may be root
    with pytest.raises(Refusal) as refused:
        drill.read(place)
    assert "permission" in refused.value.sentence.en


def test_a_log_is_the_same_after_it_was_stored(tmp_path: Path) -> None:
    read = log(tmp_path, *(f"{row},2026-09-05,紙" for row in ORDERS), head=f"{HEAD},納期,経路")
    store.write(read, tmp_path / "kept")
    kept = drill.read(tmp_path / "kept")
    assert (drill.flow(kept), drill.variants(kept)) == (drill.flow(read), drill.variants(read))
    assert drill.trace(kept, "B") == drill.trace(read, "B")
    assert list(kept.attributes["経路"]) == list(read.attributes["経路"])


@pytest.mark.parametrize("cut", [1, 3, 5])
def test_a_log_kept_in_two_pieces_is_the_log_kept_in_one(tmp_path: Path, cut: int) -> None:
    whole = log(tmp_path, *ORDERS)
    for rows in (ORDERS[:cut], ORDERS[cut:]):
        store.append(log(tmp_path, *rows), tmp_path / "kept")
    kept = drill.read(tmp_path / "kept")
    assert drill.flow(kept) == drill.flow(whole)
    assert {tuple(v["path"]) for v in drill.variants(kept)} == {tuple(v["path"]) for v in drill.variants(whole)}
    assert drill.trace(kept, "B") == drill.trace(whole, "B")
    assert drill.trace(store.read_case(tmp_path / "kept", "B"), "B") == drill.trace(whole, "B")


@pytest.mark.parametrize(
    "part", ["log.json", "segments/0001/time.npy", "cases/0001/promised.npy", "index/0001/words.npy"]
)
@pytest.mark.parametrize("left", [None, 20])
def test_a_kept_log_that_was_damaged_is_refused_in_words(tmp_path: Path, part: str, left: int | None) -> None:
    rows = [f"{row},2026-09-05" for row in ORDERS]
    store.write(log(tmp_path, *rows, head=f"{HEAD},納期"), tmp_path / "kept")
    file = tmp_path / "kept" / part
    whole = file.read_bytes()
    file.unlink()
    if left is not None:
        file.write_bytes(whole[:left])
    with pytest.raises(Refusal):
        _asked(tmp_path / "kept")


def _asked(folder: Path) -> None:
    read = drill.read(folder)
    drill.late(read)
    drill.flow(read)
