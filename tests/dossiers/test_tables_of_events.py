"""Tables of events as they are exported: what is wrong is set aside with its reason, the rest is read."""

import gzip
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.domain.analysis import Analysis
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.logs.values import Roles
from caicach.kernel.errors import InvalidInput
from dossiers.damage import damaged_before_its_end, damaged_in_a_block

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a log

HEAD = "ma_ho_so,buoc,thoi_gian,nguoi\n"


def found_in(text: str | bytes, folder: Path, name: str = "log.csv", **question: object) -> Analysis:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return analyse(path, Question(**question), today=date(2026, 11, 29))


def reasons(found: Analysis) -> dict[str, int]:
    return {one.reason: one.count for one in found.aside}


def test_semicolon_and_byte_order_mark(tmp_path: Path) -> None:
    text = '\ufeffMã hồ sơ;Bước;Thời gian\n000.12;"Nhận; xem";17/02/2023 16:00\n000.12;Trả;20/02/2023 09:00:00\n'
    found = found_in(text, tmp_path)
    assert found.activities == {"Nhận; xem": 1, "Trả": 1}
    assert found.edges[0].mean_working_minutes == 180


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(separator: str, tmp_path: Path) -> None:
    assert found_in("case_id,activity,time\n1,a,2023-02-17\n".replace(",", separator), tmp_path).events == 1


def test_compressed(tmp_path: Path) -> None:
    assert found_in(gzip.compress((HEAD + "1,a,2023-02-17,\n").encode()), tmp_path, "log.csv.gz").events == 1


_MANY = HEAD + "".join(f"HS{case},b{step},2023-02-17 0{step}:00,x\n" for case in range(400) for step in range(3))
_PACKED = gzip.compress(_MANY.encode())


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz"])
@pytest.mark.parametrize(
    "content",
    [
        _MANY.encode(),
        _PACKED,
        gzip.compress(_MANY[:999].encode()) + gzip.compress(_MANY[999:].encode()),
        _PACKED + b"\0" * 99,
    ],
    ids=["plain", "packed", "two members", "padded"],
)
def test_whether_a_file_is_packed_is_told_by_its_bytes(content: bytes, name: str, tmp_path: Path) -> None:
    found = found_in(content, tmp_path, name)
    assert (found.events, found.aside) == (1200, ())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_packed_table_that_is_cut_off_gives_its_whole_lines_and_says_so(share: float, tmp_path: Path) -> None:
    found = found_in(_PACKED[: int(len(_PACKED) * share)], tmp_path, "log.csv.gz")
    assert 0 < found.events < 1200
    assert reasons(found) == {"cut_off": 1}
    assert any("bị cắt giữa chừng" in str(note) for note in found.notes)


_DAMAGED = {
    "head": b"\x1f\x8b\x08\x00" + b"\xff" * 99,
    "in a block": damaged_in_a_block(_PACKED),
    "before its end": damaged_before_its_end(_PACKED),
    "checksum": _PACKED[:-8] + b"12345678",
    "another member": _PACKED + b"\x1f\x8b\x08\x00" + b"\xff" * 99,
}


@pytest.mark.parametrize("name", ["log.csv.gz", "log.xes.gz", "log.xmlocel.gz"])
@pytest.mark.parametrize("damaged", _DAMAGED.values(), ids=_DAMAGED)
def test_a_packed_log_that_is_damaged_is_refused(damaged: bytes, name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"dossiers\.gzip"):
        found_in(damaged, tmp_path, name)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_columns_are_known_by_either_form_of_their_letters(form: str, tmp_path: Path) -> None:
    text = unicodedata.normalize(form, "Mã hồ sơ;Bước;Thời gian;Hẹn trả\n1;a;2023-02-17;2023-02-18\n")
    assert found_in(text, tmp_path).events == 1
    asked = Roles("Mã hồ sơ", "Bước", "Thời gian")
    found = found_in(text, tmp_path, roles=asked, limits=Limits(due="Hẹn trả"))
    assert found.on_time
    assert found.on_time.on_time == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("05-02-2024 08:00:00", "08:00"),
        ("5.2.2024 8:00", "08:00"),
        ("05/02/2024, 08:00", "08:00"),
        ("08:00 05/02/2024", "08:00"),
        ("08:00:00 05-02-2024", "08:00"),
        ("05-02-2024", "00:00"),
        ("05/02/2024 3:00:00 CH", "15:00"),
        ("05/02/2024 12:30 SA", "00:30"),
        ("2024-02-05 01:00:00 UTC", "08:00"),
        ("05/02/2024 08:00:00+07:00", "08:00"),
        ("05/02/2024 08:00:00,000", "08:00"),
    ],
)
def test_other_ways_of_writing_a_time(text: str, moment: str, tmp_path: Path) -> None:
    rows = f'case_id;activity;time\n1;đầu;2024-02-04T00:00:00+07:00\n1;cuối;"{text}"\n'
    hour, minute = map(int, moment.split(":"))
    assert found_in(rows, tmp_path).edges[0].mean_seconds == 86_400 + hour * 3600 + minute * 60


@pytest.mark.parametrize("text", ["05/02/2024 8:00:00 AM", "30-02-2024 08:00", "8:00 2024"])
def test_a_time_that_may_mean_two_is_set_aside(text: str, tmp_path: Path) -> None:
    assert reasons(found_in(f"case_id;activity;time\n1;a;{text}\n", tmp_path)) == {"time_unreadable": 1}


def test_line_ends_of_windows_and_breaks_inside_quotes(tmp_path: Path) -> None:
    found = found_in(HEAD.replace("\n", "\r\n") + '1,"a\r\nb",2023-02-17,x\r\n1,c,2023-02-18,x\r\n', tmp_path)
    assert found.events == 2


def test_each_bad_row_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    rows = (
        "HS1,nhận,2023-02-17 16:00,An",
        "HS1,trả,2023-02-20 09:00,An",
        "HS1,trả,2023-02-20 09:00,An",  # duplicate
        "HS1,trả,2023-02-20 09:00,Bình",  # somebody else: no duplicate
        ",nhận,2023-02-17 16:00,An",
        "HS2,,2023-02-17 16:00,An",
        "HS2,nhận,,An",
        "HS2,nhận,hôm qua,An",
        "HS2,nhận,2023-02-30,An",
        "HS2,nhận,1900-01-01 00:00,An",
        "HS2,nhận,31/12/2099,An",
        "HS2,nhận",
        "HS2,nhận,2023-02-17,An,thừa",
        "HS3,nhận,2023-02-17,An",
    )
    found = found_in(HEAD + "\n".join(rows) + "\n", tmp_path)
    assert reasons(found) == {
        "broken_row": 2, "time_impossible": 2, "time_unreadable": 2, "duplicate": 1, "no_case": 1, "no_activity": 1,
        "no_time": 1,
    }  # fmt: skip
    assert (found.cases, found.events) == (2, 4)
    assert all(str(one.why) for one in found.aside)
    told = {one.reason: one.examples for one in found.aside}
    assert told["time_unreadable"] == ("8: HS2 | nhận | hôm qua", "9: HS2 | nhận | 2023-02-30")


def test_duplicates_can_be_kept(tmp_path: Path) -> None:
    text = HEAD + "1,a,2023-02-17,x\n" * 3
    assert reasons(found_in(text, tmp_path)) == {"duplicate": 2}
    assert found_in(text, tmp_path, keeps_duplicates=True).events == 3


def test_where_nothing_but_three_columns_tells_steps_apart_only_neighbours_are_copies(tmp_path: Path) -> None:
    text = "case_id,activity,time\n1,a,2023-02-17\n1,b,2023-02-17\n1,a,2023-02-17\n1,a,2023-02-17\n"
    found = found_in(text, tmp_path)
    assert found.variants[0].sequence == ("a", "b", "a")
    assert reasons(found) == {"duplicate": 1}


def test_rows_out_of_order_are_put_in_order_and_counted(tmp_path: Path) -> None:
    found = found_in(HEAD + "1,b,2023-02-18,x\n2,a,2023-02-18,x\n1,a,2023-02-17,x\n", tmp_path)
    assert {one.sequence for one in found.variants} == {("a", "b"), ("a",)}
    assert any("xếp lại" in str(note) for note in found.notes)


def test_two_time_zones_are_one_time(tmp_path: Path) -> None:
    stamps = ("2023-02-17T16:00:00+07:00", "2023-02-17T09:30:00Z", "2023-02-17T11:45:00+0200", "2023-02-17T12:00+02")
    found = found_in(HEAD + "".join(f"1,b{n},{at},x\n" for n, at in enumerate(stamps)), tmp_path)
    assert found.durations.mean == 3600
    assert found.zones == {"+02": 1, "+0200": 1, "+07:00": 1, "Z": 1}
    assert any("múi giờ" in str(note) for note in found.notes)


def test_a_time_without_zone_among_foreign_zones_is_nobodys(tmp_path: Path) -> None:
    found = found_in(HEAD + "1,a,2023-02-17T09:00:00Z,x\n1,b,2023-02-17T16:30:00,x\n", tmp_path)
    assert reasons(found) == {"zone_unknown": 1}


def test_a_time_without_zone_beside_local_zones_is_local(tmp_path: Path) -> None:
    found = found_in(HEAD + "1,a,2023-02-17T16:00:00+07:00,x\n1,b,2023-02-17T16:30:00,x\n", tmp_path)
    assert (reasons(found), found.durations.mean) == ({}, 1800)


@pytest.mark.parametrize(
    "text",
    ["2023-02-17 16:00:00.250", "2023/02/17 16:00:00.250", "2023-02-17T16:00:00,250", "17/02/2023 16:00:00.250",
     "2023-02-17 09:00:00.250000+00:00", "2023/02/17 16:00:00.250 +07:00"],
)  # fmt: skip
def test_forms_of_times(text: str, tmp_path: Path) -> None:
    found = found_in(HEAD + f'1,a,2023-02-17T16:00:00+07:00,x\n1,b,"{text}",x\n', tmp_path)
    assert (reasons(found), found.durations.mean) == ({}, 0.25)


def test_finer_than_a_microsecond_is_cut_not_rounded(tmp_path: Path) -> None:
    text = HEAD + "1,a,2023-12-31T23:59:59.9999999+07:00,x\n1,b,2024-01-01T00:00:00+07:00,x\n"
    assert found_in(text, tmp_path).durations.mean == pytest.approx(1e-6)


def test_a_column_that_changes_its_kind_deep_in_the_file(tmp_path: Path) -> None:
    rows = [f"{n // 4},b{n % 4},2023-02-{n % 4 + 10} 08:00,{n}" for n in range(40_000)]
    rows += ["x1,b0,17/02/2023 08:00,chữ", "x1,b1,lúc 8 giờ,1e400", "0012,b0,2023-02-17T08:00,"]
    found = found_in(HEAD + "\n".join(rows) + "\n", tmp_path)
    assert (found.cases, found.events, reasons(found)) == (10_002, 40_002, {"time_unreadable": 1})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotes_that_are_never_closed_cost_their_own_rows_alone(end: str, tmp_path: Path) -> None:
    """Some are closed by a quote far behind them, the last by nothing; a blank line and one that is right between."""
    rows = [f"{n},b{n % 3},2023-02-{n % 9 + 10} 08:00,{n}" for n in range(3000)]
    for place in (2900, 1700, 900, 100):
        rows.insert(place, f'x{place},"mở,2023-02-17,x')
    rows[500:500] = ["", 'y,"hai\ndòng, một ô",2023-02-17,"x"']
    text = HEAD.replace("\n", end) + end.join(rows) + end
    found = found_in(text, tmp_path)
    assert (found.events, reasons(found)) == (3001, {"broken_row": 4})
    broken = next(one for one in found.aside if one.reason == "broken_row")
    assert [example.partition(": ")[2][:4] for example in broken.examples] == ["x100", "x900", "x170", "x290"]


def test_bytes_that_are_no_utf8_are_set_aside(tmp_path: Path) -> None:
    found = found_in((HEAD + "1,a,2023-02-17,x\n").encode() + b"1,\xff\xfe,2023-02-17,x\n1,c,2023-02-18,x\n", tmp_path)
    assert found.events == 2
    assert reasons(found) == {"broken_row": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "dossiers.no_columns"),
        ("chỉ một cột\n1\n", "dossiers.no_columns"),
        ("a,b,a\n1,2,3\n", "dossiers.no_columns"),
        ("x,y,z\n1,2,3\n", "dossiers.which_column"),
        ("Mã hồ sơ,Bước,Ngày\n".encode("utf-16"), "dossiers.not_utf8"),
        ("case_id,activity,time\n".encode("utf-16-le"), "dossiers.not_utf8"),
    ],
)
def test_heads_that_cannot_be_used(text: str | bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        found_in(text, tmp_path)
    assert refused.value.code == code


def test_a_column_that_is_not_there_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="ma_ho_so, buoc, thoi_gian, nguoi"):
        found_in(HEAD, tmp_path, roles=Roles(case="MaHS"))


def test_a_table_without_rows(tmp_path: Path) -> None:
    found = found_in(HEAD, tmp_path)
    assert (found.cases, found.events, found.edges, found.durations.mean) == (0, 0, (), None)


def test_parquet_of_every_kind_of_time(tmp_path: Path) -> None:
    for kind in ("TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_NS", "TIMESTAMP_S", "DATE", "VARCHAR"):
        path = tmp_path / f"{kind}.parquet"
        with duckdb.connect() as db:
            db.execute("SET TimeZone = 'UTC'")
            db.execute(
                f"COPY (SELECT 7 AS case_id, a AS activity, t::{kind} AS time FROM (VALUES "
                "('x', '2023-02-17 09:00:00'), "
                f"('y', '2023-02-18 09:00:00')) v(a, t)) TO '{path}'"
            )
        found = analyse(path, Question(), today=date(2026, 11, 29))
        assert (found.cases, found.durations.mean) == (1, 86_400), kind
        assert ("Z" in found.zones) == (kind == "TIMESTAMPTZ")


def test_parquet_of_other_things_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    path.write_bytes(b"PAR1 no")
    with pytest.raises(InvalidInput) as refused:
        analyse(path, Question(), today=date(2026, 11, 29))
    assert refused.value.code == "dossiers.parquet"
    duckdb.sql("SELECT 1 AS case_id, 'a' AS activity, 44958.3 AS time").write_parquet(str(path))
    with pytest.raises(InvalidInput) as refused:
        analyse(path, Question(), today=date(2026, 11, 29))
    assert refused.value.code == "dossiers.not_a_time"


def test_hours_of_viet_nam_whatever_the_zone_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    path = tmp_path / "log.parquet"
    moments = [datetime(2023, 2, 17, 9, tzinfo=UTC), datetime(2023, 2, 20, 2, tzinfo=UTC)]
    with duckdb.connect() as db:
        db.execute("CREATE TABLE t (case_id INT, activity TEXT, time TIMESTAMPTZ)")
        db.executemany("INSERT INTO t VALUES (1, ?, ?)", [("a", moments[0]), ("b", moments[1])])
        db.execute(f"COPY t TO '{path}'")
    assert analyse(path, Question(), today=date(2026, 11, 29)).edges[0].mean_working_minutes == 180


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        found_in("x", tmp_path, "log.docx")
    assert refused.value.code == "dossiers.kind"
