"""Tables in JSON: no value and no name is lost, however late; what is no object is set aside where it stands."""

import gzip
import json
from pathlib import Path

import pytest

from caicach.dossiers.engine.connecting import connection
from caicach.dossiers.engine.raw_tables import RawTable, read_raw
from caicach.kernel.errors import InvalidInput
from dossiers.damage import damaged_in_a_block

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a file
Rows = list[dict[str, object]]


def read(content: str | bytes, folder: Path, filename: str = "log.jsonl") -> tuple[RawTable, Rows]:
    path = folder / "log"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with connection() as db:
        table = read_raw(db, path, filename)
        cells = ", ".join(table.places.values())
        found = db.execute(f"SELECT {table.row}, {cells} FROM raw ORDER BY 1").fetchall()
    return table, [{"line": row[0], **dict(zip(table.places, row[1:], strict=True))} for row in found]


def test_what_comes_after_twenty_thousand_lines_is_read_as_what_came_before(tmp_path: Path) -> None:
    lines = [json.dumps({"mã": f"HS-{at}", "ngày": at}) for at in range(20_600)]
    lines += ['{"mã": "HS-a", "ngày": "15 ngày"}', '{"mã": "HS-b", "muộn": 2.50}', "không phải JSON"]
    table, rows = read("\n".join(lines), tmp_path)
    assert len(rows) == 20_602
    assert rows[7] == {"line": 8, "mã": "HS-7", "ngày": "7", "muộn": None}
    assert [tuple(row.values())[1:] for row in rows[-2:]] == [("HS-a", "15 ngày", None), ("HS-b", None, "2.50")]
    assert (table.broken, table.broken_examples) == (1, ("20603",))


def test_what_is_no_object_is_told_by_its_line_with_blank_ones_counted(tmp_path: Path) -> None:
    bad = [b"[1]", b'"a"', b'{"a": NaN}', b'{"a": "\xff"}', b'{"a": "\\ud800"}', b'{"a":' * 9999, b'{"a": 1} {"a": 2}']
    content = b"\xef\xbb\xbf" + b"\r\n".join((b'{"a": true}', b"", b"  ", *bad, b' {"a": [1, 2.5]} ', b'{"a": "x'))
    table, rows = read(content, tmp_path)
    assert rows == [{"line": 1, "a": "true"}, {"line": 11, "a": "[1, 2.5]"}]
    assert (table.broken, table.broken_examples) == (8, ("4", "5", "6", "7", "8", "9", "10", "12"))


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": "1"}, {"b.b": {"c": 2}}]',
        '[\n{"a": "1"},\n{"b.b": {"c": 2}}\n]',
        '{\n"a": "1"\n}\n\n{"b.b":\n{"c": 2}\n}',
        '{"a": "1"}\n{"b.b": {"c": 2}}\n',
    ],
    ids=["array", "array by lines", "over many lines", "lines"],
)
@pytest.mark.parametrize("filename", ["log.jsonl", "log.json", "log.ndjson.gz"])
def test_an_array_and_objects_over_many_lines_are_read_whatever_the_name(
    content: str, filename: str, tmp_path: Path
) -> None:
    packed = gzip.compress(content.encode()) if filename.endswith(".gz") else content
    table, rows = read(packed, tmp_path, filename)
    told = [{name: cell for name, cell in row.items() if name != "line" and cell} for row in rows]
    assert told == [{"a": "1"}, {"b.b": '{"c": 2}'}]
    assert table.broken == 0


def test_a_first_line_that_is_cut_costs_itself_alone(tmp_path: Path) -> None:
    table, rows = read('{"a": 1, \n{"a": 2}\n', tmp_path)
    assert (rows, table.broken_examples) == ([{"line": 2, "a": "2"}], ("1",))


_OBJECTS = [{"mã": f"HS-{at}", "tệp": {"mã": "x"}, "ghi": 'a "b" [{] \\'} for at in range(60)]


@pytest.mark.parametrize("filename", ["log.json", "log.json.gz"])
@pytest.mark.parametrize(
    "form", [{}, {"indent": 1}, {"separators": (",", ":")}, {"indent": "\t", "ensure_ascii": False}]
)
def test_of_an_array_that_is_cut_off_the_whole_objects_are_rows(
    form: dict[str, object], filename: str, tmp_path: Path
) -> None:
    text = json.dumps(_OBJECTS, **form)  # type: ignore[arg-type]
    for share in (0.2, 0.5, 0.93):
        data = text.encode()[: int(len(text.encode()) * share)]
        table, rows = read(gzip.compress(data) if filename.endswith(".gz") else data, tmp_path, filename)
        whole = data.decode(errors="ignore").count("HS-") - 1
        assert whole <= len(rows) <= whole + 1
        assert [row["mã"] for row in rows] == [f"HS-{at}" for at in range(len(rows))]
        assert (table.is_cut_off, table.broken) == (True, 0)


def test_of_a_packed_array_that_is_cut_off_the_whole_objects_are_rows(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps([{"mã": f"HS-{at}", "n": at * at} for at in range(4000)]).encode())
    table, rows = read(packed[: len(packed) // 2], tmp_path, "log.json.gz")
    assert 1000 < len(rows) < 4000
    assert [row["mã"] for row in rows] == [f"HS-{at}" for at in range(len(rows))]
    assert table.is_cut_off
    with pytest.raises(InvalidInput, match=r"dossiers\.gzip"):
        read(damaged_in_a_block(packed), tmp_path, "log.json.gz")


@pytest.mark.parametrize("form", [{}, {"indent": 2}])
def test_an_object_that_is_damaged_costs_itself_alone(form: dict[str, object], tmp_path: Path) -> None:
    text = json.dumps(_OBJECTS, **form)  # type: ignore[arg-type]
    for number, (part, damaged) in enumerate((('"HS-7"', '"HS-7'), ('"HS-31"', "NaN"), ('"HS-59"', '"HS-59" 1'))):
        text = text.replace(part, damaged)
        table, rows = read(text, tmp_path, "log.json")
        assert (len(rows), table.broken, table.is_cut_off) == (59 - number, number + 1, False)


def test_an_array_that_only_lacks_its_end_is_cut_off(tmp_path: Path) -> None:
    table, rows = read('[{"a": 1}, {"a": 2}\n', tmp_path, "log.json")
    assert ([row["a"] for row in rows], table.is_cut_off) == (["1", "2"], True)


@pytest.mark.parametrize(
    ("content", "values", "broken"),
    [
        ('[{"a": 1}, {"a": [1, 2]', ["1"], 0),
        ('[\n {"a": 1},\n {"a": [1, 2]', ["1"], 0),
        ('[\n {"a": 1},\n {"a": [\n  {"a": 2},\n  {"a": 3}\n ]\n', ["1"], 0),
        ('[\n{\n"a": 1\n},\n{\n"b": [\n{\n"a": 2\n},\n{\n"a": 3\n}\n], "c": x', ["1"], 0),
        ('[{"a": 1}, {"a": 2, "l": [{"z": 1}, {"a": 3}]', ["1"], 0),
        ('[{"a": 1}, {"b": "x, "l": [{"z": 1}, {"a": 3}], "c": 1}, {"a": 4}', ["1", "4"], 1),
        ('[{"a": 1}, {"b": 2, "k: [{"a": 3}, {"a": 4}], "z": 1}, {"a": 5}', ["1", "5"], 1),
        ('[{"a": 1}, {"a": 2}, "l": [{"z": 1}, {"a": 3}]}, {"a": 4}]', ["1"], 0),
        ('[{"a": 1}, {"a": 2, "l": {"z": 1}, {"a": 3}], "b": 1}, {"a": 4}]', ["1"], 0),
        ('[{"a": 1}], "b": {"a": 2}, {"a": 3}]', ["1"], 0),
        ('{\n"a": 1\n}\n{\n"a": 2, "l": [{"z": 1}, {"a": 3}], "b": xx\n}\n{\n"a": 4\n}', ["1"], 0),
    ],
)
def test_where_the_rest_is_not_surely_outside_it_is_told_as_cut_off(
    content: str, values: list[str], broken: int, tmp_path: Path
) -> None:
    table, rows = read(content, tmp_path, "log.json")
    assert ([row["a"] for row in rows], table.broken, table.is_cut_off) == (values, broken, True)


@pytest.mark.parametrize("space", ["", "\n", "\n  "])
@pytest.mark.parametrize("damaged", ['{"a":2,"l":[{"z":1},{"a":3}],"b": xx}', '{"a":"2,"l":[{"z":1},{"a":3}],"b":1}'])
def test_what_stands_inside_a_damaged_object_is_no_row(damaged: str, space: str, tmp_path: Path) -> None:
    objects = ['{"a":1}', damaged, '{"c":2,"a":4}', damaged]
    table, rows = read(f"[{space}" + f",{space}".join(objects) + "]", tmp_path, "log.json")
    assert ([row["a"] for row in rows], table.broken, table.is_cut_off) == (["1", "4"], 2, False)


@pytest.mark.parametrize(
    "content",
    [
        '{"data":[{"a":1},{"a":2},{"a":3}',
        '{"data":[\n{"a":1},\n{"a":2},\n{"a":3}',
        '{"data":[\n{"a":1}\n,{"a":2}\n], "b": x}',
        '{\n"a": [\n{"z": 1}\n],\n"b": x}',
    ],
)
def test_of_a_file_that_is_one_damaged_object_nothing_inside_is_a_row(content: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"dossiers\.unreadable"):
        read(content, tmp_path, "log.json")


@pytest.mark.parametrize("content", ["không phải JSON\n", '[{"a", {"a"', '{"a":\n{\n'])
def test_a_file_without_any_object_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"dossiers\.unreadable"):
        read(content, tmp_path)


def test_objects_whose_names_are_data_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"dossiers\.no_columns"):
        read("\n".join(json.dumps({f"HS-{at}": 1}) for at in range(1001)), tmp_path)
