"""OCEL 2.0 (JSON, SQLite, XML): events that belong to many objects, read as the cases of one kind of object.

An event of two orders is an event in the life of each. People and systems are objects too: they become the actors.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree
from xml.parsers import expat
from zoneinfo import ZoneInfo

from nattoku.drill.building import Builder
from nattoku.drill.columns import NAMES, Columns
from nattoku.drill.log import TOKYO, Log
from nattoku.drill.relations import circles
from nattoku.drill.scratch import ENTITIES, UNREADABLE, declared, readable
from nattoku.drill.written import NO_ENCODING
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_PEOPLE: Final = re.compile(r"employee|resource|person|staff|worker|user|system|machine|社員|担当|従業員|作業者", re.I)
_NAMED: Final = re.compile(r"name|氏名|名前", re.I)
_CASES: Final = re.compile(r"cases?|orders?|complaints?|案件|苦情|注文|受注", re.I)
_BY: Final = re.compile(r"resource|creator|editor|approver|inserter|_by$|blocker|_rem$|担当|actor|user", re.I)

NO_TYPE = Text(
    "「{name}」という種類のものがありません。--object で指定してください。ある種類：{there}",
    "There is no kind of object {name!r}. Please name one with --object: {there}",
)
NO_OCEL = Text(
    "{file} は OCEL 2.0 の形をしていません（{form}）。", "{file} does not have the form of OCEL 2.0 ({form})."
)
_FORMS: Final = {
    "_json": Text(
        "objects と events の並びに、id・type・time と relationships が要ります",
        "it needs the lists objects and events, with id, type, time and relationships",
    ),
    "_xml": Text(
        "objects と events の中に、id と type を持つ object と event が要ります",
        "it needs objects and events, each object and event with id and type",
    ),
    "_sqlite": Text(
        "event、object、event_object、event_map_type、object_map_type の表が要ります。ほかの表は sqlite:///ファイル?table=表 で読みます",
        "it needs the tables event, object, event_object, event_map_type and object_map_type; any other table is read as "
        "sqlite:///FILE?table=TABLE",
    ),
}
NO_OBJECTS = Text("{file} には、案件として読めるものがありません。", "{file} holds no object to read as a case.")
READ_AS = Text("「{type}」ごとの案件として読みました", "read as the cases of {type!r}")
OUTSIDE = Text("{n:,}件の記録は、この種類のどれにも結びついていません", "{n:,} events belong to no object of this kind")
UNKNOWN = Text("{n:,}件の結びつきの相手が、記録の中にありません", "{n:,} relations lead to objects that are not there")
TWICE = Text("同じ番号の記録が{n:,}件ありました", "{n:,} events have the id of another one")
OBJECT_TWICE = Text(
    "同じ番号のものが{n:,}件重なっていました（最初のものを使いました）",
    "{n:,} objects have the id of another one (the first was taken)",
)
LOST = Text(
    "ものとものの結びつき{n:,}件の相手が、記録の中にありません",
    "{n:,} relations between objects lead to objects that are not there",
)
CIRCLE = Text(
    "ものとものの結びつきが環になっています（{n:,}件、例：{way}）",
    "relations between objects go in a circle ({n:,} objects, such as {way})",
)
MOST_SHOWN: Final = 8  # objects of a circle that are named


@dataclass
class Event:
    """One event and the objects it belongs to, in the order of the file."""

    id: str
    type: str
    time: str
    values: dict[str, str] = field(default_factory=dict)
    objects: list[str] = field(default_factory=list)


@dataclass
class Ocel:
    """types: the type of each object. values: the first value of each of its attributes."""

    events: list[Event] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    related: dict[str, list[str]] = field(default_factory=dict)  # objects to objects
    repeated: int = 0  # objects whose id was there already


def read_ocel(file: Path, columns: Columns, *, zone: ZoneInfo = TOKYO, object_type: str | None = None) -> Log:
    """The life of every object of one type; without one named, of orders, cases or complaints where there are some,
    else of the type with the most objects that have two events or more, people aside.

    Refused (400): not an OCEL 2.0, or no such type.
    """
    ocel = _ocel(file)
    chosen = _chosen(ocel, object_type, file)
    builder = Builder(zone)
    outside = sum(not _added(builder, ocel, event, chosen) for event in ocel.events)
    promised = columns.promised.split() if columns.promised else NAMES["promised"].split()
    for name, kind in ocel.types.items():
        if kind == chosen:
            values = ocel.values.get(name, {})
            builder.about(name, values, next((values[key] for key in promised if values.get(key)), None))
    return builder.log(file.name, READ_AS.with_(type=chosen), *_findings(ocel, outside))


def _added(builder: Builder, ocel: Ocel, event: Event, chosen: str) -> bool:
    """Whether the event belongs to an object of the chosen type; it is then in the life of each of them."""
    mine = list(dict.fromkeys(one for one in event.objects if ocel.types.get(one) == chosen))
    for case in mine:
        builder.add(case, event.type, event.time, _actor(ocel, event, chosen), None)
    return bool(mine)


def _actor(ocel: Ocel, event: Event, chosen: str) -> str | None:
    for one in event.objects:
        kind = ocel.types.get(one, "")
        if kind != chosen and _PEOPLE.search(kind):
            named = (value for key, value in ocel.values.get(one, {}).items() if _NAMED.search(key))
            return next(named, one)
    return next((value for key, value in event.values.items() if value and _BY.search(key)), None)


def _chosen(ocel: Ocel, asked: str | None, file: Path) -> str:
    there = sorted(set(ocel.types.values()))
    if asked is not None:
        if asked not in there:
            raise Refusal(NO_TYPE.with_(name=asked, there=", ".join(there)), status=400)
        return asked
    touched = Counter(one for event in ocel.events for one in set(event.objects) if one in ocel.types)
    lives = Counter({kind: 0 for one in touched if not _PEOPLE.search(kind := ocel.types[one])})
    lives.update(kind for one, events in touched.items() if events > 1 and (kind := ocel.types[one]) in lives)
    if not lives:
        raise Refusal(NO_OBJECTS.with_(file=file.name), status=400)
    return min(lives, key=lambda kind: (_CASES.fullmatch(kind) is None, -lives[kind], kind))


def _findings(ocel: Ocel, outside: int) -> list[Text]:
    unknown = sum(one not in ocel.types for event in ocel.events for one in event.objects)
    twice = len(ocel.events) - len({event.id for event in ocel.events})
    lost = sum(other not in ocel.types for others in ocel.related.values() for other in others)
    told = ((OUTSIDE, outside), (UNKNOWN, unknown), (TWICE, twice), (OBJECT_TWICE, ocel.repeated), (LOST, lost))
    findings = [words.with_(n=n) for words, n in told if n]
    caught, way = circles(ocel.related)
    return [*findings, CIRCLE.with_(n=caught, way=" → ".join(way[:MOST_SHOWN]))] if caught else findings


def _ocel(file: Path) -> Ocel:
    with readable(file):
        reader = _reader(file)
        try:
            return reader(file)
        except (json.JSONDecodeError, ElementTree.ParseError, expat.ExpatError) as broken:
            raise Refusal(UNREADABLE.with_(file=file.name, why=broken), status=400) from broken
        except UnicodeDecodeError as broken:
            raise Refusal(NO_ENCODING.with_(file=file.name, at=broken.start), status=400) from broken
        except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as other:
            if isinstance(other, sqlite3.Error) and not isinstance(other, sqlite3.OperationalError):
                raise Refusal(UNREADABLE.with_(file=file.name, why=other), status=400) from other
            raise Refusal(NO_OCEL.with_(file=file.name, form=_FORMS[reader.__name__]), status=400) from other


def _reader(file: Path) -> Callable[[Path], Ocel]:
    with file.open("rb") as raw:
        head = raw.read(64)
    if head.startswith(b"SQLite format 3") or file.suffix.lower() in (".sqlite", ".sqlite3", ".db"):
        return _sqlite
    return _xml if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _json


def _json(file: Path) -> Ocel:
    read = json.loads(file.read_bytes())
    ocel = Ocel()
    for one in read["objects"]:
        name = _word(one["id"])
        _object(
            ocel, name, _word(one["type"]), ((_word(a["name"]), a.get("value")) for a in one.get("attributes") or ())
        )
        _relate(ocel, name, _related(one))
    for one in read["events"]:
        values = {_word(a["name"]): _said(a.get("value")) for a in one.get("attributes") or ()}
        time = _said(one.get("time"))
        ocel.events.append(Event(_word(one["id"]), _word(one["type"]), time, values, list(_related(one))))
    return ocel


def _related(one: dict[str, Any]) -> Iterable[str]:
    return (_word(relation["objectId"]) for relation in one.get("relationships") or ())


def _word(value: Any) -> str:
    """A name, blank where there is none. TypeError, UnicodeEncodeError: it is no name."""
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError(value)
    return _said(value)


def _said(value: Any) -> str:
    """UnicodeEncodeError: half a character, which nobody could write again."""
    words = "" if value is None else str(value)
    words.encode()
    return words


def _xml(file: Path) -> Ocel:
    ocel = Ocel()
    _without_entities(file)
    for _when, one in ElementTree.iterparse(file):  # noqa: S314 entities are refused above
        if one.tag == "object" and one.get("type") is not None:
            _object(
                ocel, one.attrib["id"], one.attrib["type"], ((a.get("name"), a.text) for a in one.iter("attribute"))
            )
            _relate(ocel, one.attrib["id"], (r.get("object-id", "") for r in one.iter("relationship")))
            one.clear()
        elif one.tag == "event" and one.get("type") is not None:
            values = {a.get("name", ""): a.text or "" for a in one.iter("attribute")}
            objects = [r.get("object-id", "") for tag in ("relationship", "object") for r in one.iter(tag)]
            time = one.get("time", "")
            ocel.events.append(Event(one.attrib["id"], one.attrib["type"], time, values, [o for o in objects if o]))
            one.clear()
    if not ocel.types:
        raise ValueError("no objects")
    return ocel


def _without_entities(file: Path) -> None:
    """Refused (400): the document declares entities, which it can do only before its first element."""

    def refuse(*_: Any) -> None:
        raise Refusal(ENTITIES, status=400)

    before = True

    def first(*_: Any) -> None:
        nonlocal before
        before = False

    parser = expat.ParserCreate()
    parser.EntityDeclHandler, parser.StartElementHandler = refuse, first
    with file.open("rb") as raw, declared():
        while before and (piece := raw.read(1 << 16)):
            parser.Parse(piece, False)


def _sqlite(file: Path) -> Ocel:
    ocel = Ocel()
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        db.row_factory = sqlite3.Row
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        details = {part: _details(db, part, tables) for part in ("object", "event")}
        for name, kind in db.execute("SELECT ocel_id, ocel_type FROM object"):
            _object(ocel, _word(name), _word(kind), details["object"].get(_word(name), {}).items())
        if "object_object" in tables:
            for name, other in db.execute("SELECT ocel_source_id, ocel_target_id FROM object_object ORDER BY rowid"):
                _relate(ocel, _word(name), [_word(other)])
        objects: dict[str, list[str]] = {}
        for event, one in db.execute("SELECT ocel_event_id, ocel_object_id FROM event_object ORDER BY rowid"):
            objects.setdefault(_word(event), []).append(_word(one))
        for name, kind in db.execute("SELECT ocel_id, ocel_type FROM event ORDER BY rowid"):
            values = dict(details["event"].get(name := _word(name), {}))
            ocel.events.append(Event(name, _word(kind), values.pop("ocel_time", ""), values, objects.get(name, [])))
    finally:
        db.close()
    return ocel


def _details(db: sqlite3.Connection, part: str, tables: set[str]) -> dict[str, dict[str, str]]:
    """The columns of each object's or event's own table; the first value of a changing one."""
    told: dict[str, dict[str, str]] = {}
    for (mapped,) in db.execute(f"SELECT DISTINCT ocel_type_map FROM {part}_map_type").fetchall():
        if f"{part}_{mapped}" not in tables:
            continue
        table = f"{part}_{mapped}".replace('"', '""')
        for row in db.execute(f'SELECT * FROM "{table}" ORDER BY ocel_time'):
            values = told.setdefault(_word(row["ocel_id"]), {})
            for key in row.keys():  # noqa: SIM118 a Row iterates over its values
                if key not in ("ocel_id", "ocel_changed_field") and row[key] is not None:
                    values.setdefault(key, str(row[key]))
    return told


def _relate(ocel: Ocel, name: str, others: Iterable[str]) -> None:
    if there := [other for other in others if other]:
        ocel.related.setdefault(name, []).extend(there)


def _object(ocel: Ocel, name: str, kind: str, values: Any) -> None:
    ocel.repeated += name in ocel.types
    ocel.types.setdefault(name, kind)
    for key, value in values:
        if key and key != "ocel_time" and value is not None:
            ocel.values.setdefault(name, {}).setdefault(key, _said(value).strip())
