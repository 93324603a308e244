"""Tables of letters from text and PDF are read as tables; one that lost its lines is shown, never a heap of tasks."""

from collections.abc import Sequence

import pytest

from caicach.documents.read.reader import read_file
from caicach.documents.values import BlockKind, Reading
from documents.plan_pdfs import plan_pdf

HEAD = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 77/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 09 tháng 6 năm 2025

KẾ HOẠCH
Số hóa hồ sơ năm 2025
"""
TAIL = """
Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

Trần Văn Thử
"""
ROWS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Hạn"),
    ("1", "Kiểm kê hồ sơ", "Sở Nội vụ", "Các sở, ban, ngành", "Trước ngày 30/6/2025"),
    ("2", "Mua máy quét", "Văn phòng UBND tỉnh", "", "15/8/2025"),
)
READ = [
    ("1", "Kiểm kê hồ sơ", ("Sở Nội vụ",), ("Các sở, ban, ngành",), "2025-06-30"),
    ("2", "Mua máy quét", ("Văn phòng UBND tỉnh",), (), "2025-08-15"),
]


def read(text: str) -> Reading:
    return read_file(text.encode(), filename="van-ban.txt")


def rows_of(reading: Reading) -> list[tuple[object, ...]]:
    return [(t.item, t.text, t.lead, t.cooperate, str(t.deadline.on) if t.deadline else None) for t in reading.tasks]


def lost(reading: Reading) -> list[str]:
    paths = [warning.path or "" for warning in reading.warnings if warning.code == "reading.table_not_read"]
    return [" ".join((reading.quote(path) or "").split()) for path in paths]


def boxed(rows: Sequence[Sequence[str]]) -> str:
    rule = "+----+----+----+----+----+"
    return "\n".join([rule, *(line for row in rows for line in ("| " + " | ".join(row) + " |", rule))])


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param("\n".join(" | ".join(row) for row in ROWS), id="bars"),
        pytest.param("\n".join(f"| {' | '.join(row)} |" for row in ROWS), id="bars at both ends"),
        pytest.param(boxed(ROWS), id="a box"),
        pytest.param("\n".join("\t".join(row) for row in ROWS), id="tabs"),
    ],
)
def test_a_table_drawn_in_text_gives_its_rows(drawn: str) -> None:
    reading = read(f"{HEAD}\n1. Các bước:\n\n{drawn}\n\n2. Sở Tài chính bố trí kinh phí.\n{TAIL}")
    assert rows_of(reading) == [*READ, ("2", "Sở Tài chính bố trí kinh phí.", ("Sở Tài chính",), (), None)]
    assert [block.kind for block in reading.document.body] == [BlockKind.CLAUSE, BlockKind.TABLE, BlockKind.CLAUSE]
    assert [reading.quote(f"tasks.0.{path}") for path in ("lead.0", "cooperate.0", "deadline")] == [
        "Sở Nội vụ",
        "Các sở, ban, ngành",
        "Trước ngày 30/6/2025",
    ]


def test_a_row_whose_unit_is_blank_is_proposed_without_a_lead() -> None:
    rows = (*ROWS, ("3", "Bàn giao hồ sơ", "", "", "30/9/2025"))
    reading = read(HEAD + "\n" + "\n".join(" | ".join(row) for row in rows) + "\n" + TAIL)
    assert rows_of(reading)[2:] == [("3", "Bàn giao hồ sơ", (), (), "2025-09-30")]


def test_bars_of_a_scanner_and_tabs_of_the_head_are_no_tables() -> None:
    reading = read(
        HEAD.replace("TỈNH MẪU", "TỈNH MẪU\t\tĐộc lập | Tự do |") + "\n1. Sở Nội vụ báo cáo | kết quả |\n" + TAIL
    )
    assert [block.kind for block in reading.document.body] == [BlockKind.CLAUSE]


def test_a_ruled_table_of_a_pdf_goes_on_over_the_page() -> None:
    first = [
        ("TT", "Nhiem vu", "Co quan chu tri", "Phoi hop", "Thoi gian"),
        ("1", "Kiem ke\nho so", "UBND tinh", "", "30/6/2025"),
    ]
    second = [("2", "Mua may quet", "UBND tinh", "", "15/8/2025"), ("3", "Ban giao", "UBND tinh", "", "30/9/2025")]
    reading = read_file(plan_pdf([first, second], ruled=True), filename="ke-hoach.pdf")
    assert rows_of(reading) == [
        ("1", "Kiem ke ho so", ("UBND tinh",), (), "2025-06-30"),
        ("2", "Mua may quet", ("UBND tinh",), (), "2025-08-15"),
        ("3", "Ban giao", ("UBND tinh",), (), "2025-09-30"),
    ]


LOST = """TT Nội dung công việc Đơn vị chủ trì Đơn vị phối hợp Thời gian hoàn thành

1 Tập huấn chữa cháy

Công an tỉnh trước ngày 30/9/2025

2 Kiểm tra chợ

Sở Công Thương; UBND các xã, phường

Cả năm
"""


def test_an_annex_that_lost_its_lines_is_one_table_for_a_person() -> None:
    reading = read(f"{HEAD}\n1. Công an tỉnh theo dõi Kế hoạch.\n{TAIL}\nPhụ lục\nDANH MỤC CÔNG VIỆC\n\n{LOST}")
    assert [task.text for task in reading.tasks] == ["Công an tỉnh theo dõi Kế hoạch."]
    assert lost(reading) == [" ".join(LOST.split())]


def test_a_table_that_lost_its_lines_ends_where_the_text_goes_on() -> None:
    reading = read(f"{HEAD}\nI. NHIỆM VỤ\n\n{LOST}\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ đôn đốc.\n{TAIL}")
    assert [(task.item, task.lead) for task in reading.tasks] == [("II.1", ("Sở Nội vụ",))]
    assert lost(reading) == [" ".join(LOST.split())]


def test_a_list_of_persons_gives_no_tasks() -> None:
    persons = "\n".join(f"{n} Trần Văn Thử 0{n}/04/1983 Giáo viên Trường Tiểu học Mẫu {n}" for n in range(1, 7))
    annex = f"\nPHỤ LỤC\nDANH SÁCH DỰ LỚP BỒI DƯỠNG\n\nTT Họ và tên Ngày sinh Chức vụ Đơn vị\n\n{persons}\n"
    reading = read(f"{HEAD}\n1. Sở Nội vụ mở lớp bồi dưỡng.\n{TAIL}{annex}")
    assert [task.item for task in reading.tasks] == ["1"]
    assert len(lost(reading)) == 1


def test_a_sentence_that_names_columns_is_no_header() -> None:
    reading = read(
        f"{HEAD}\nNội dung, thời gian, kết quả và sản phẩm do cơ quan chủ trì báo cáo.\n\n1. Sở Nội vụ báo cáo.\n{TAIL}"
    )
    assert (lost(reading), [task.item for task in reading.tasks]) == ([], ["1"])
