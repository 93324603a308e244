"""OCEL 2.0 in its three forms: one log, whichever type of object is the case."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.domain.columns import Column, ColumnMap
from caicach.dossiers.domain.intake import Intake, UnitName
from caicach.dossiers.engine.intake import staged_rows
from caicach.dossiers.logs.values import Roles
from caicach.kernel.errors import InvalidInput

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a log

TYPES = ("hồ sơ", "đơn vị")
Step = tuple[str, str, str, dict[str, str], list[str]]


def made(seed: int) -> tuple[dict[str, tuple[str, dict[str, str]]], list[Step]]:
    """Objects, and steps with the objects they belong to: none, one, many, one twice."""
    draw = Random(seed)
    objects = {f"HS{n}": ("hồ sơ", {"ma_tthc": f"VD.{n % 3}"}) for n in range(6)}
    objects |= {name: ("đơn vị", {}) for name in ("Sở A", "Xã B")}
    steps = []
    for n in range(40):
        of_step = draw.choices(sorted(objects), k=draw.randrange(4))
        at = f"2026-03-{2 + n // 4:02}T0{8 + n % 2}:{draw.randrange(60):02}:00+07:00"
        steps.append((f"e{n}", draw.choice(("Tiếp nhận", "Thẩm định & ký", "Trả")), at, {"phòng": "P1"}, of_step))
    return objects, steps


def written(folder: Path, form: str, objects: dict[str, tuple[str, dict[str, str]]], steps: list[Step]) -> Path:
    path = folder / f"log.{form}"
    if form in {"jsonocel", "json"}:
        told = {
            "objectTypes": [{"name": one, "attributes": []} for one in TYPES],
            "eventTypes": [],
            "objects": [
                {"id": key, "type": kind, "attributes": [{"name": n, "time": "1970-01-01T00:00:00Z", "value": v}
                 for n, v in facts.items()]} for key, (kind, facts) in objects.items()
            ],
            "events": [
                {"id": key, "type": kind, "time": at, "attributes": [{"name": n, "value": v} for n, v in facts.items()],
                 "relationships": [{"objectId": one, "qualifier": "q"} for one in of_step]}
                for key, kind, at, facts, of_step in steps
            ],
        }  # fmt: skip
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    elif form == "xmlocel":
        path.write_text(_xml(objects, steps), encoding="utf-8")
    else:
        _write_sqlite(path, objects, steps)
    return path


def _xml(objects: dict[str, tuple[str, dict[str, str]]], steps: list[Step]) -> str:
    def attributes(facts: dict[str, str], more: str = "") -> str:
        cells = "".join(f'<attribute name="{n}"{more}>{v}</attribute>' for n, v in facts.items())
        return f"<attributes>{cells}</attributes>"

    then = ' time="1970-01-01T00:00:00Z"'
    told = "".join(
        f'<object id="{key}" type="{kind}">{attributes(facts, then)}'
        '<objects><relationship object-id="Sở A" qualifier="của"/></objects></object>'
        for key, (kind, facts) in objects.items()
    )
    events = "".join(
        f'<event id="{key}" type="{kind.replace("&", "&amp;")}" time="{at}">{attributes(facts)}<objects>'
        + "".join(f'<relationship object-id="{one}" qualifier="q"/>' for one in of_step)
        + "</objects></event>"
        for key, kind, at, facts, of_step in steps
    )
    types = '<object-types><object-type name="hồ sơ"><attributes><attribute name="ma_tthc" type="string"/></attributes>'
    return f"<log>{types}</object-type></object-types><objects>{told}</objects><events>{events}</events></log>"


def _write_sqlite(path: Path, objects: dict[str, tuple[str, dict[str, str]]], steps: list[Step]) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as db:
        for what in ("event", "object"):
            db.execute(f"CREATE TABLE {what} (ocel_id TEXT, ocel_type TEXT)")
            db.execute(f"CREATE TABLE {what}_map_type (ocel_type TEXT, ocel_type_map TEXT)")
        db.execute("CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)")
        for at, kind in enumerate(TYPES):
            db.execute("INSERT INTO object_map_type VALUES (?, ?)", (kind, f"O{at}"))
        db.execute("CREATE TABLE object_O0 (ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT, ma_tthc TEXT)")
        db.execute("CREATE TABLE object_O1 (ocel_id TEXT)")
        for key, (kind, facts) in objects.items():
            db.execute("INSERT INTO object VALUES (?, ?)", (key, kind))
            if facts:
                db.execute("INSERT INTO object_O0 VALUES (?, '1970-01-01 00:00:00', NULL, ?)", (key, facts["ma_tthc"]))
                db.execute("INSERT INTO object_O0 VALUES (?, '2026-03-09 00:00:00', 'ma_tthc', 'về sau')", (key,))
        for at, kind in enumerate(sorted({one[1] for one in steps})):
            db.execute("INSERT INTO event_map_type VALUES (?, ?)", (kind, f"E{at}"))
            db.execute(f'CREATE TABLE event_E{at} (ocel_id TEXT, ocel_time TEXT, "phòng" TEXT)')
            of_kind = [(key, when, facts["phòng"]) for key, name, when, facts, _ in steps if name == kind]
            db.executemany(f"INSERT INTO event_E{at} VALUES (?, ?, ?)", of_kind)
        for key, kind, _, _, of_step in steps:
            db.execute("INSERT INTO event VALUES (?, ?)", (key, kind))
            pairs = [(key, one, f"q{place}") for place, one in enumerate(of_step)]
            db.executemany("INSERT INTO event_object VALUES (?, ?, ?)", pairs)
        db.commit()


@pytest.mark.parametrize("form", ["jsonocel", "json", "xmlocel", "sqlite"])
def test_steps_of_each_type_of_object_are_those_counted_one_by_one(tmp_path: Path, form: str) -> None:
    for seed in range(3):
        objects, steps = made(seed)
        path = written(tmp_path, form, objects, steps)
        for kind in TYPES:
            expected: Counter[tuple[str, str]] = Counter()
            for key in (one for one, (of_type, _) in objects.items() if of_type == kind):
                own = sorted((at, n, name) for n, (_, name, at, _, of_step) in enumerate(steps) if key in of_step)
                expected.update((a[2], b[2]) for a, b in pairwise(own))
            found = analyse(path, Question(Roles(case=kind), clock=None), today=date(2026, 11, 29))
            assert {(edge.source, edge.target): edge.count for edge in found.edges} == expected
            assert found.events == sum(objects[one][0] == kind for *_, of_step in steps for one in set(of_step))


def test_a_type_that_is_not_named_or_not_there_is_asked_for_with_those_there_are(tmp_path: Path) -> None:
    path = written(tmp_path, "jsonocel", *made(1))
    for asked in ("", "công dân"):
        with pytest.raises(InvalidInput) as raised:
            analyse(path, Question(Roles(case=asked)), today=date(2026, 11, 29))
        assert raised.value.code == "dossiers.ocel_type"
        assert raised.value.values["types"] == "hồ sơ, đơn vị"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonocel", b'{"objects": [{"id": 1'),
        ("a.jsonocel", b"[1, 2]"),
        ("a.xmlocel", b"<log><objects>"),
        ("a.xmlocel", b"<html></html>"),
        ("a.sqlite", b"SQLite format 3\0 and nothing"),
        ("a.sqlite", b""),
    ],
)
def test_what_is_no_such_log_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidInput, match="OCEL") as raised:
        analyse(tmp_path / name, Question(), today=date(2026, 11, 29))
    assert raised.value.code == "dossiers.not_ocel"


def test_of_a_log_that_is_cut_off_what_was_whole_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "xmlocel", *made(2))
    path.write_bytes(path.read_bytes()[:-400])
    found = analyse(path, Question(Roles(case="hồ sơ"), clock=None), today=date(2026, 11, 29))
    assert found.events > 0
    assert any(one.reason == "cut_off" for one in found.aside)


@pytest.mark.parametrize("form", ["json", "xmlocel", "sqlite"])
def test_dossiers_are_taken_in_with_their_facts_and_the_unit_that_is_an_object(tmp_path: Path, form: str) -> None:
    objects = {"000.H27-260302-0001": ("hồ sơ", {"ma_tthc": "VD.0"}), "Sở A": ("đơn vị", {})}
    of_both = ["000.H27-260302-0001", "Sở A"]
    steps: list[Step] = [
        ("e1", "Được tiếp nhận", "2026-03-02T08:00:00+07:00", {"phòng": "Phòng 1"}, of_both),
        ("e2", "Đã xử lý xong", "2026-03-03T01:00:00Z", {"phòng": "Phòng 2"}, of_both),
    ]
    path = written(tmp_path, form, objects, steps)
    columns = ColumnMap(
        {
            Column.CODE: "hồ sơ",
            Column.STATE: "concept:name",
            Column.AT: "time:timestamp",
            Column.UNIT: "đơn vị",
            Column.AGENCY: "phòng",
            Column.PROCEDURE: "ma_tthc",
        }
    )
    units = (UnitName("so a", "A", "I", None, None),)
    found = staged_rows(path, path.name, Intake(columns, units, date(2026, 11, 30)), tmp_path)
    assert (found.rows, found.aside) == (2, ())
    assert [(one.name, one.dossiers) for one in found.parts] == [("2026-03", 1)]
