"""The register as a table that the import reads again: its heads are the words of the national record."""

from collections.abc import Iterable
from typing import Final

from caicach.kernel.tables import Table
from caicach.procedures.record.packed_rows import cell_of_bases, cell_of_papers, cell_of_submissions
from caicach.procedures.record.values import Change, Procedure

HEADS: Final = {
    "code": "Mã thủ tục",
    "name": "Tên thủ tục",
    "state": "Trạng thái",
    "decision": "Số quyết định",
    "published_on": "Ngày công bố",
    "effective_on": "Ngày hiệu lực",
    "level": "Cấp thực hiện",
    "kind": "Loại thủ tục",
    "field": "Lĩnh vực",
    "steps": "Trình tự thực hiện",
    "manners": "Cách thức thực hiện",
    "submissions": "Hình thức nộp",
    "papers": "Thành phần hồ sơ",
    "sets": "Số lượng hồ sơ",
    "subjects": "Đối tượng thực hiện",
    "performing_agency": "Cơ quan thực hiện",
    "competent_agency": "Cơ quan có thẩm quyền",
    "authorised_agency": "Cơ quan được ủy quyền",
    "coordinating_agency": "Cơ quan phối hợp",
    "receiving_address": "Địa chỉ tiếp nhận HS",
    "results": "Kết quả thực hiện",
    "legal_bases": "Căn cứ pháp lý",
    "conditions": "Yêu cầu, điều kiện thực hiện",
    "keywords": "Từ khóa",
    "description": "Mô tả",
}
STATES: Final = {Change.NEW: "Ban hành mới", Change.AMENDED: "Sửa đổi, bổ sung", Change.ABOLISHED: "Bãi bỏ"}


def register_table(records: Iterable[Procedure]) -> Table:
    rows = (tuple(_cell(one, name) for name in HEADS) for one in records)
    return Table("Danh mục thủ tục hành chính", tuple(HEADS.values()), rows, fixed=2)


def _cell(one: Procedure, name: str) -> str:
    match name:
        case "state":
            return STATES[one.change] if one.change else ""
        case "published_on" | "effective_on":
            on = getattr(one, name)
            return f"{on:%d/%m/%Y}" if on else ""
        case "submissions":
            return cell_of_submissions(one)
        case "papers":
            return cell_of_papers(one)
        case "legal_bases":
            return cell_of_bases(one)
        case _:
            return str(getattr(one, name))
