"""Event logs of many objects (OCEL 2.0) in its three forms: JSON, XML, SQLite.

An event may belong to many objects; which type of object is the case is chosen (``case_type``), and the event is a step
of every object of that type that it is related to, once, however many qualifiers the relation has. Events keep the
order of the file, times stay as written. The log is held in memory whole: events may name objects that come later.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from xml.parsers import expat

from caicach.dossiers.logs.unpacking import plain_chunks, require_sound
from caicach.dossiers.problems import bad_log

JSON_FORMS: Final = (".jsonocel", ".json")
XML_FORMS: Final = (".xmlocel", ".xml")
SQLITE_FORMS: Final = (".sqlite", ".sqliteocel", ".sqlite3", ".db")
_PARTS: Final = ("objectTypes", "eventTypes", "objects", "events")
Facts = dict[str, str]


@dataclass(slots=True)
class OcelObject:
    type: str
    facts: Facts = field(default_factory=dict)
    """Attributes; of those that change, the first value told."""


@dataclass(slots=True)
class OcelEvent:
    activity: str
    time: str | None
    facts: Facts = field(default_factory=dict)
    objects: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ocel:
    objects: dict[str, OcelObject] = field(default_factory=dict)
    events: list[OcelEvent] = field(default_factory=list)
    is_cut_off: bool = False

    def related(self, event: OcelEvent) -> Mapping[str, list[str]]:
        """By type the objects of an event, each once; an object that the log does not tell of has no type."""
        found: dict[str, list[str]] = {}
        for key in dict.fromkeys(event.objects):
            if key in self.objects:
                found.setdefault(self.objects[key].type, []).append(key)
        return found


def is_ocel(name: str, path: Path) -> bool:
    """By the name; of ``.json``, which may be a table too, by the first word of the file."""
    low = name.casefold().removesuffix(".gz")
    if low.endswith(".json"):
        head = next(iter(plain_chunks(path)), b"").removeprefix(b"\xef\xbb\xbf").lstrip()
        return head[:1] == b"{" and head[1:200].lstrip().startswith(tuple(f'"{part}"'.encode() for part in _PARTS))
    return low.endswith((*JSON_FORMS, *XML_FORMS, *SQLITE_FORMS))


def read_ocel(path: Path, name: str) -> Ocel:
    """Raises InvalidInput (``dossiers.not_ocel``)."""
    low = name.casefold().removesuffix(".gz")
    try:
        if low.endswith(JSON_FORMS):
            return _of_json(json.loads(b"".join(plain_chunks(path))))
        return _of_sqlite(path) if low.endswith(SQLITE_FORMS) else _of_xml(path, name)
    except (ValueError, KeyError, TypeError, AttributeError, sqlite3.Error, EOFError) as error:
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        why = "Không phải OCEL 2.0: {detail}."
        todo = "Hãy xuất lại nhật ký theo OCEL 2.0."
        raise bad_log("not_ocel", name, why, todo=todo, detail=detail) from error


def case_type(log: Ocel, name: str, asked: str) -> str:
    """The type of object that is the case: the one asked for, else the only one. Raises InvalidInput."""
    types = sorted({one.type for one in log.objects.values()})
    if asked in types:
        return asked
    if not asked and len(types) == 1:
        return types[0]
    why = "Sự kiện thuộc nhiều loại đối tượng: {types}." if not asked else "Không có loại đối tượng «{asked}»: {types}."
    todo = "Hãy nêu loại đối tượng là hồ sơ (--case LOẠI, hoặc cột mã hồ sơ)."
    raise bad_log("ocel_type", name, why, todo=todo, types=", ".join(types[:40]) or "—", asked=asked)


def columns_of(log: Ocel, kind: str) -> tuple[str, ...]:
    """What a step can be asked for besides: attributes of events and of the case, other types of objects."""
    found = dict.fromkeys(key for event in log.events for key in event.facts)
    found |= dict.fromkeys(key for one in log.objects.values() if one.type == kind for key in one.facts)
    return tuple(found | dict.fromkeys(one.type for one in log.objects.values() if one.type != kind))


def steps_of(log: Ocel, kind: str, columns: tuple[str, ...]) -> Iterator[tuple[str | None, ...]]:
    """Case, activity, time, then the columns: of an event, else of its case, else the first object of that type."""
    for event in log.events:
        related = log.related(event)
        firsts = {of_type: keys[0] for of_type, keys in related.items()}
        for key in related.get(kind, ()):
            told = {**firsts, **log.objects[key].facts, **event.facts}
            yield key, event.activity, event.time, *(told.get(column) for column in columns)


def _of_json(told: dict[str, Any]) -> Ocel:
    log = Ocel()
    for one in told["objects"]:
        facts: Facts = {}
        for attribute in one.get("attributes") or ():
            facts.setdefault(attribute["name"], _text(attribute["value"]))
        log.objects[str(one["id"])] = OcelObject(str(one["type"]), facts)
    for one in told["events"]:
        facts = {attribute["name"]: _text(attribute["value"]) for attribute in one.get("attributes") or ()}
        objects = [str(relation["objectId"]) for relation in one.get("relationships") or ()]
        log.events.append(OcelEvent(str(one["type"]), one.get("time"), facts, objects))
    return log


def _text(value: object) -> str:
    return "" if value is None else str(value)


class _XmlHandlers:
    """What the parser calls for every element; an attribute's value is the text inside it."""

    def __init__(self) -> None:
        self.log = Ocel()
        self.has_log = False
        self._object: tuple[str, OcelObject] | None = None
        self._event: OcelEvent | None = None
        self._attribute: str | None = None
        self._text: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self.has_log |= kind == "log"
        if kind == "object" and "id" in given:
            self._object = given["id"], OcelObject(given["type"])
        elif kind == "event" and "id" in given:
            self._event = OcelEvent(given["type"], given.get("time"))
        elif kind == "attribute" and (self._object or self._event):
            self._attribute, self._text = given["name"], []
        elif kind in {"relationship", "object"} and self._event is not None:
            self._event.objects.append(given["object-id"])

    def text(self, text: str) -> None:
        if self._attribute is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind == "attribute" and self._attribute is not None:
            facts = self._event.facts if self._event else self._object[1].facts if self._object else {}
            facts.setdefault(self._attribute, "".join(self._text).strip())
            self._attribute = None
        elif kind == "object" and self._object and not self._event:
            self.log.objects[self._object[0]] = self._object[1]
            self._object = None
        elif kind == "event" and self._event:
            self.log.events.append(self._event)
            self._event = None


def _of_xml(path: Path, name: str) -> Ocel:
    handlers = _XmlHandlers()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = handlers.start, handlers.end
    parser.CharacterDataHandler = handlers.text

    def refused(*_: object) -> None:
        why = "Tệp tự định nghĩa thực thể XML; nhật ký không cần đến."
        todo = "Hãy xuất lại nhật ký, không kèm DOCTYPE."
        raise bad_log("ocel_entities", name, why, todo=todo)

    parser.EntityDeclHandler = refused
    chunks = plain_chunks(path)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, EOFError) as error:
        require_sound(chunks)
        if not handlers.log.events:
            raise ValueError(str(error)) from error
        handlers.log.is_cut_off = True
    if not handlers.has_log:
        raise ValueError("<log>")
    return handlers.log


def _of_sqlite(path: Path) -> Ocel:
    log = Ocel()
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        objects = dict(db.execute("SELECT ocel_id, ocel_type FROM object ORDER BY rowid").fetchall())
        log.objects = {str(key): OcelObject(str(kind)) for key, kind in objects.items()}
        for key, facts in _typed(db, "object"):
            if key in log.objects:
                log.objects[key].facts = {**facts, **log.objects[key].facts}
        told = dict(_typed(db, "event"))
        events: dict[str, OcelEvent] = {}
        for key, kind in db.execute("SELECT ocel_id, ocel_type FROM event ORDER BY rowid"):
            facts = told.get(str(key), {})
            events[str(key)] = OcelEvent(str(kind), facts.pop("ocel_time", None), facts)
        for key, of_object in db.execute("SELECT ocel_event_id, ocel_object_id FROM event_object ORDER BY rowid"):
            if str(key) in events:
                events[str(key)].objects.append(str(of_object))
        log.events = list(events.values())
    return log


def _typed(db: sqlite3.Connection, kind: str) -> Iterator[tuple[str, Facts]]:
    """Rows of the table of each type, in the order of their times; of an object ``ocel_time`` is left out."""
    left_out = {"ocel_id", "ocel_changed_field"} | ({"ocel_time"} if kind == "object" else set())
    for (mapped,) in db.execute(f"SELECT ocel_type_map FROM {kind}_map_type").fetchall():  # noqa: S608 -- two words
        table = _quoted(f"{kind}_{mapped}")
        names = [column[0] for column in db.execute(f"SELECT * FROM {table} LIMIT 0").description]  # noqa: S608
        order = "ocel_time, rowid" if "ocel_time" in names else "rowid"
        rows = db.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608
        at = names.index("ocel_id")
        for row in rows:
            cells = zip(names, row, strict=True)
            yield str(row[at]), {name: str(cell) for name, cell in cells if cell is not None and name not in left_out}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
