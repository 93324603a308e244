"""Records of procedures: what they say, what is wrong with them, which version holds on a day."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.procedures.record.record_reading import procedure_of
from caicach.procedures.record.register import register_of
from caicach.procedures.record.time_limits import time_limit_of
from caicach.procedures.record.values import Paper

REAL = Path(__file__).resolve().parents[3] / "shared" / "reference" / "procedures"


@pytest.mark.shared
def test_real_records_have_the_time_limits_of_the_gold() -> None:
    if not REAL.exists():
        pytest.skip("kept beside the project")
    gold = list(csv.DictReader(io.StringIO((REAL / "gold_processing_times.csv").read_text(encoding="utf-8-sig"))))
    records = [json.loads(line) for line in (REAL / "national_db_30.jsonl").read_text(encoding="utf-8").splitlines()]
    read = [(one.code, row) for one in map(procedure_of, records) for row in one.submissions]
    assert len(read) == len(gold) == 83
    for expected, (code, row) in zip(gold, read, strict=True):
        limit = time_limit_of(row.time_limit)
        assert (code, row.manner, row.fee) == (expected["procedure_code"], expected["channel"], expected["fee_text"])
        assert limit.kind == expected["class"]
        if limit.duration:
            assert (float(limit.duration.amount), limit.duration.unit) == (float(expected["amount"]), expected["unit"])


@pytest.mark.parametrize(
    ("text", "kind", "amount", "unit"),
    [
        ("0 Giờ", "duration", "0", "hour"),
        ("0.5 Giờ", "duration", "0.5", "hour"),
        ("0,5 ngày làm việc", "duration", "0.5", "working_day"),
        ("15 (mười lăm) ngày", "duration", "15", "calendar_day"),
        ("8 giờ làm việc", "duration", "8", "working_hour"),
        ("10-25", "range", None, None),
        ("từ 10 đến 25 ngày", "range", None, None),
        ("Không quy định", "not_regulated", None, None),
        ("Không có thông tin", "empty", None, None),
        ("", "empty", None, None),
        ("Ngay trong ngày", "free_text", None, None),
        ("30 ngày đối với dự án nhóm A", "free_text", None, None),
    ],
)
def test_what_is_no_duration_is_flagged_and_never_guessed(
    text: str, kind: str, amount: str | None, unit: str | None
) -> None:
    limit = time_limit_of(text)
    found = (str(limit.duration.amount), limit.duration.unit.value) if limit.duration else (None, None)
    assert (limit.kind, found) == (kind, (amount, unit))


def _lines(*records: object) -> bytes:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in records).encode()


def test_each_fault_of_a_register_is_told_with_its_line_and_the_rest_is_read() -> None:
    good = {"code": "1.000001", "name": "Cấp phép", "time_limit": "10-25"}
    found = register_of(
        "r.jsonl", _lines(good, "{broken", good, {**good, "name": "Khác"}, {"x": 1}, {"code": "12", "name": "A"})
    )
    told = [(one.kind, one.line) for one in found.problems]
    assert told == [
        ("time_limit", 1), ("not_json", 2), ("time_limit", 3), ("time_limit", 4), ("empty", 5), ("bad_code", 6),
        ("duplicate", 3), ("duplicate", 4),
    ]  # fmt: skip
    assert found.current["1.000001"].name == "Cấp phép"


def test_codes_of_one_family_are_one_procedure_with_versions_by_day() -> None:
    first = {"mã thủ tục": "1.000001", "tên thủ tục": "A", "ngày hiệu lực": "01/01/2024"}
    second = {"mã thủ tục": "1.000001.H19", "tên thủ tục": "B", "ngày hiệu lực": "01/7/2025", "change": "Bãi bỏ"}
    data = _lines(first, second)
    assert register_of("r", data, on=date(2025, 6, 30)).current["1.000001"].name == "A"
    found = register_of("r", data, on=date(2025, 7, 1))
    assert found.current["1.000001"].change == "abolished"
    assert [one.name for one in found.before["1.000001"]] == ["A"]
    assert register_of("r", data, on=date(2023, 1, 1)).current == {}


def test_csv_and_workbooks_say_the_same_as_lines_of_json() -> None:
    head = [
        "Mã TTHC",
        "Tên thủ tục hành chính",
        "Lĩnh vực",
        "Thời hạn giải quyết",
        "Phí, lệ phí (nếu có)",
        "Thành phần hồ sơ",
        "Căn cứ pháp lý",
    ]
    row = [
        "1.000001",
        "Cấp phép",
        "Đất đai",
        "5 ngày làm việc",
        "50.000 đồng",
        "- Đơn (01 bản chính)\n- Bản đồ (02 bản sao)",
        "Luật 31/2024/QH15",
    ]
    text = io.StringIO()
    csv.writer(text).writerows([head, row])
    book = Workbook()
    book.active.append(["DANH MỤC"])
    book.active.append(head)
    book.active.append(row)
    sheet = io.BytesIO()
    book.save(sheet)
    read = [
        register_of("r", data).current["1.000001"] for data in (text.getvalue().encode("utf-8-sig"), sheet.getvalue())
    ]
    assert read[0] == read[1]
    assert read[0].papers == (Paper("Đơn", originals=1), Paper("Bản đồ", copies=2))
    assert (read[0].submissions[0].time_limit, read[0].legal_bases[0].number) == ("5 ngày làm việc", "31/2024/QH15")


def test_what_is_not_told_is_no_data() -> None:
    read = procedure_of({"code": "1.000001", "name": "A", "content": {"mô_tả": "Không có thông tin", "từ_khóa": ""}})
    assert (read.description, read.keywords) == ("", "")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00bad", b"PK\x03\x04broken", b"[1, 2", b"[]"])
def test_a_file_that_is_no_register_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        register_of("r", data)


def test_the_command_prints_records_and_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(_lines({"code": "1.000001", "name": "A", "time_limit": "0 Giờ"}))
    assert main(["procedures", "import", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (
        told["records"][0]["submissions"][0] | {"class": "duration", "amount": 0.0, "unit": "hour"}
        == told["records"][0]["submissions"][0]
    )
    assert main(["procedures", "import", str(path)]) == 0
    assert "1 thủ tục" in capsys.readouterr().out
