"""The example register: procedures that were made up and say so, with a version of the year before."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

_MADE = "Dữ liệu dựng để dùng thử, không phải thủ tục thật."
_THINGS = (
    ("giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng", "Sở Xây dựng", "Cấp Tỉnh"),
    ("chứng chỉ hành nghề dược", "Dược phẩm", "Sở Y tế", "Cấp Tỉnh"),
    ("giấy phép bán buôn rượu", "Lưu thông hàng hóa", "Sở Công Thương", "Cấp Tỉnh"),
    ("bản sao trích lục hộ tịch", "Hộ tịch", "Ủy ban nhân dân cấp xã", "Cấp Xã"),
    ("giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "Ủy ban nhân dân cấp xã", "Cấp Xã"),
    ("giấy phép thành lập hội", "Tổ chức phi chính phủ", "Sở Nội vụ", "Cấp Tỉnh"),
)
_AMENDED = 5
_ACTS = ("Cấp", "Cấp lại", "Gia hạn", "Thu hồi")


def load_register(actor: "Actor", *, now: datetime) -> None:
    """Once: the same file again changes nothing."""
    from datetime import date

    from caicach.procedures import queries, services

    decided = (
        (date(2025, 7, 1), "1200/QĐ-UBND", date(2025, 6, 20), 0),
        (date(2026, 3, 1), "410/QĐ-UBND", date(2026, 2, 20), 1),
    )
    for since, number, signed, edition in decided:
        data = file_of_records(records_of_year_before() if edition == 0 else _records(1)[:_AMENDED])
        facts = services.ImportFacts(since, None, number, signed)
        made = services.bring_file(actor, data=data, filename=f"danh-muc-mau-{since.year}.jsonl", facts=facts, now=now)
        key = queries.import_preview(actor, made).key
        services.confirm_import(actor, import_id=made, key=key, now=now)


def file_of_records(records: Iterable[dict[str, Any]]) -> bytes:
    """A file of records, a line each."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in records).encode()


def records_of_year_before() -> list[dict[str, Any]]:
    """Before some of them were amended."""
    return _records(0)


def records_of_example() -> list[dict[str, Any]]:
    """Those in force."""
    return [*_records(1)[:_AMENDED], *_records(0)[_AMENDED:]]


def _records(edition: int) -> list[dict[str, Any]]:
    return [_record(thing, act, edition) for thing in range(len(_THINGS)) for act in range(len(_ACTS))]


def _record(thing: int, act: int, edition: int) -> dict[str, Any]:
    what, field, agency, level = _THINGS[thing]
    days = 15 - 2 * act - 3 * edition
    return {
        "code": f"9.{900000 + 10 * thing + act}",
        "name": f"{_ACTS[act]} {what} (mẫu)",
        "level": level,
        "field": field,
        "steps": f"Bước 1: Nộp hồ sơ tại Trung tâm Phục vụ hành chính công.\nBước 2: Thẩm định {days - 3} ngày.",
        "subjects": "Cá nhân, tổ chức",
        "performing_agency": agency,
        "results": what.capitalize(),
        "submissions": [
            {"manner": manner, "time_limit": f"{days} Ngày làm việc", "fee": f"Lệ phí: {50 - 10 * edition}.000 Đồng"}
            for manner in ("Trực tiếp", "Trực tuyến")
        ],
        "papers": [
            {"name": f"Đơn đề nghị {_ACTS[act].lower()} {what}", "originals": 1, "copies": 0},
            {"name": "Giấy tờ kèm theo", "originals": 0, "copies": 1 + edition},
        ],
        "legal_bases": [{"number": f"{10 + thing}/2025/NĐ-CP", "title": f"Nghị định mẫu về {what}"}],
        "description": _MADE,
    }
