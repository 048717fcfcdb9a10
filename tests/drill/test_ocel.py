"""Events of many objects, read as the life of one kind of object, from each of the three forms of OCEL 2.0."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from nattoku import drill
from nattoku.drill.relations import circles
from nattoku.lib.refusal import Refusal

EVENTS: list[tuple[str, str, str, list[str]]] = [
    ("e1", "受注", "2026-09-01T09:00:00+09:00", ["O1", "S1"]),
    ("e2", "受注", "2026-09-01T10:00:00+09:00", ["O2", "S1"]),
    ("e3", "出荷", "2026-09-02T09:00:00+09:00", ["O1", "O2", "P1", "S2"]),
    ("e4", "棚卸", "2026-09-03T09:00:00+09:00", ["X9"]),
]
OBJECTS = {"O1": "注文", "O2": "注文", "P1": "小包", "S1": "社員", "S2": "社員"}
NAMES = {"S1": "佐藤", "S2": "鈴木"}


def as_json(place: Path) -> Path:
    told: dict[str, Any] = {
        "objects": [
            {"id": o, "type": t, "attributes": [{"name": "氏名", "value": NAMES[o]}] if o in NAMES else []}
            for o, t in OBJECTS.items()
        ],
        "events": [
            {"id": e, "type": t, "time": at, "relationships": [{"objectId": o, "qualifier": ""} for o in objects]}
            for e, t, at, objects in EVENTS
        ],
    }
    return _written(place / "log.json", json.dumps(told, ensure_ascii=False))


def as_xml(place: Path) -> Path:
    objects = "".join(
        f'<object id="{o}" type="{t}"><attributes><attribute name="氏名">{NAMES.get(o, "")}</attribute></attributes></object>'
        for o, t in OBJECTS.items()
    )
    events = "".join(
        f'<event id="{e}" type="{t}" time="{at}"><objects>'
        + "".join(f'<relationship object-id="{o}" qualifier=""/>' for o in belongs)
        + "</objects></event>"
        for e, t, at, belongs in EVENTS
    )
    return _written(place / "log.xml", f"<log><objects>{objects}</objects><events>{events}</events></log>")


def as_sqlite(place: Path) -> Path:
    with sqlite3.connect(place / "log.sqlite") as db:
        db.executescript(
            """CREATE TABLE event (ocel_id, ocel_type); CREATE TABLE object (ocel_id, ocel_type);
            CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);
            CREATE TABLE event_map_type (ocel_type, ocel_type_map); CREATE TABLE object_map_type (ocel_type, ocel_type_map);
            CREATE TABLE object_staff (ocel_id, ocel_time, 氏名); INSERT INTO object_map_type VALUES ('社員', 'staff');"""
        )
        db.executemany("INSERT INTO object VALUES (?, ?)", OBJECTS.items())
        db.executemany("INSERT INTO object_staff VALUES (?, '1970-01-01', ?)", NAMES.items())
        for at, kind in enumerate(dict.fromkeys(event[1] for event in EVENTS)):
            db.execute(f"CREATE TABLE event_t{at} (ocel_id, ocel_time)")
            db.execute("INSERT INTO event_map_type VALUES (?, ?)", (kind, f"t{at}"))
            db.executemany(f"INSERT INTO event_t{at} VALUES (?, ?)", [(e[0], e[2]) for e in EVENTS if e[1] == kind])
        db.executemany("INSERT INTO event VALUES (?, ?)", [event[:2] for event in EVENTS])
        db.executemany("INSERT INTO event_object VALUES (?, ?, '')", [(e[0], o) for e in EVENTS for o in e[3]])
    db.close()
    return place / "log.sqlite"


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("form", [as_json, as_xml, as_sqlite])
def test_an_event_of_two_orders_is_in_the_life_of_each_and_people_are_its_actors(form: Any, tmp_path: Path) -> None:
    read = drill.read(form(tmp_path))
    assert sorted(read.cases) == ["O1", "O2"]
    for order in ("O1", "O2"):
        assert [(e["what"], e["who"]) for e in drill.trace(read, order)["events"]] == [
            ("受注", "佐藤"),
            ("出荷", "鈴木"),
        ]
    assert [finding.en for finding in read.findings] == [
        "read as the cases of '注文'",
        "1 events belong to no object of this kind",
        "1 relations lead to objects that are not there",
    ]


def test_the_same_events_can_be_read_for_each_parcel(tmp_path: Path) -> None:
    read = drill.read(as_json(tmp_path), object_type="小包")
    assert (read.cases, len(read)) == (["P1"], 1)


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"objects": 3}', "<log/>", "<log>", '<!DOCTYPE a [<!ENTITY b "c">]><log/>', ""]
)
def test_what_is_no_ocel_is_refused_in_words(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refusal):
        drill.read(_written(tmp_path / "log.json", content))


@pytest.mark.parametrize(
    "changed",
    [
        {"objects": None},
        {"events": "many"},
        {"objects": [{"id": ["O1"], "type": "注文"}]},
        {"objects": [{"id": "O1", "type": {"a": 1}}]},
        {"events": [{"id": "e", "type": ["受注"], "time": "2026-09-01", "relationships": []}]},
        {"events": [{"id": "e", "type": "受注", "time": "2026-09-01", "relationships": [{"objectId": ["O1"]}]}]},
        {"events": [{"id": "e", "type": "受注", "time": "2026-09-01", "attributes": [{"name": ["x"]}]}]},
        {"events": [{"id": "\ud800", "type": "受注", "time": "2026-09-01"}]},
    ],
)
def test_values_of_another_type_are_refused_with_the_form_that_is_read(tmp_path: Path, changed: dict[str, Any]) -> None:
    told = json.loads(as_json(tmp_path).read_text(encoding="utf-8")) | changed
    with pytest.raises(Refusal) as refused:
        drill.read(_written(tmp_path / "log.json", json.dumps(told)))
    assert "OCEL 2.0" in refused.value.sentence.en


@pytest.mark.parametrize("content", ["[" * 100_000, '{"objects": ' + "[" * 100_000])
def test_json_without_end_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refusal):
        drill.read(_written(tmp_path / "log.json", content))


@pytest.mark.parametrize("before", ["", f"<!--{'x' * 100_000}-->"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_entities_are_refused_wherever_and_however_they_are_declared(
    tmp_path: Path, before: str, encoding: str
) -> None:
    document = f'{before}<!DOCTYPE a [<!ENTITY b "c">]>' + as_xml(tmp_path).read_text(encoding="utf-8")
    (tmp_path / "log.xml").write_bytes(document.replace("受注", "&b;").encode(encoding))
    with pytest.raises(Refusal):
        drill.read(tmp_path / "log.xml")


@pytest.mark.parametrize(
    ("kind", "chosen"), [("case", "case"), ("Orders", "Orders"), ("苦情", "苦情"), ("promise", "item")]
)
def test_orders_and_cases_are_what_is_read_unless_there_are_none(tmp_path: Path, kind: str, chosen: str) -> None:
    objects = {"A": kind, "B": "item", "C": "item"}
    events = [
        {
            "id": f"e{day}",
            "type": "受注",
            "time": f"2026-09-0{day}",
            "relationships": [{"objectId": o} for o in objects],
        }
        for day in (1, 2)
    ]
    told = {"objects": [{"id": o, "type": t} for o, t in objects.items()], "events": events}
    read = drill.read(_written(tmp_path / "log.json", json.dumps(told)))
    assert read.findings[0].en == f"read as the cases of '{chosen}'"


def test_a_log_of_one_event_is_a_log(tmp_path: Path) -> None:
    told = {
        "objects": [{"id": "A", "type": "order"}],
        "events": [{"id": "e", "type": "受注", "time": "2026-09-01", "relationships": [{"objectId": "A"}]}],
    }
    assert len(drill.read(_written(tmp_path / "log.json", json.dumps(told)))) == 1


def test_a_kind_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        drill.read(as_json(tmp_path), object_type="案件")
    assert "注文" in refused.value.sentence.ja


def test_relations_that_go_in_a_circle_and_ids_that_come_twice_are_told_in_each_form(tmp_path: Path) -> None:
    told = json.loads(as_json(tmp_path).read_text(encoding="utf-8"))
    around = {"O1": ["O2"], "O2": ["P1"], "P1": ["O1", "X7"]}
    for one in told["objects"]:
        one["relationships"] = [{"objectId": o, "qualifier": ""} for o in around.get(one["id"], ())]
    told["objects"].append({"id": "O2", "type": "小包"})
    told["events"].append(told["events"][0])
    told["events"].append({"id": "e9", "type": "受注", "time": "いつか", "relationships": [{"objectId": "O1"}]})
    read = drill.read(_written(tmp_path / "log.json", json.dumps(told, ensure_ascii=False)))
    assert [finding.en for finding in read.findings][3:] == [
        "1 events have the id of another one",
        "1 objects have the id of another one (the first was taken)",
        "1 relations between objects lead to objects that are not there",
        "relations between objects go in a circle (3 objects, such as O1 → O2 → P1 → O1)",
    ]
    assert sorted(read.cases) == ["O1", "O2"]
    assert [(one.why.en, one.count) for one in read.dropped] == [("the time cannot be read", 1)]


def test_circles_are_found_in_xml_and_sqlite_too(tmp_path: Path) -> None:
    xml = as_xml(tmp_path).read_text(encoding="utf-8")
    to_itself = '<objects><relationship object-id="O1" qualifier=""/></objects></object>'
    xml = xml.replace("</object>", to_itself, 1)
    read = drill.read(_written(tmp_path / "log.xml", xml))
    assert read.findings[-1].en == "relations between objects go in a circle (1 objects, such as O1 → O1)"
    with sqlite3.connect(as_sqlite(tmp_path)) as db:
        db.execute("CREATE TABLE object_object (ocel_source_id, ocel_target_id, ocel_qualifier)")
        db.execute("INSERT INTO object_object VALUES ('O1', 'O2', ''), ('O2', 'O1', '')")
    db.close()
    assert drill.read(tmp_path / "log.sqlite").findings[-1].en.endswith("(2 objects, such as O1 → O2 → O1)")


def test_a_chain_of_relations_may_be_long_and_is_no_circle() -> None:
    chain = {str(at): [str(at + 1)] for at in range(5_000)}
    assert circles(chain) == (0, ())
    assert circles(chain | {"5000": ["0"]})[0] == 5_001
