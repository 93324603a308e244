"""What stands beside, behind or above a task in its own right: told or a task, and no time of it given to another."""

from datetime import date

import pytest

from caicach.documents.deadlines.values import DoubtKind, Recurrence
from caicach.documents.read.deadlines import find_deadline
from caicach.documents.read.reader import read_file
from caicach.documents.read.unit_phrases import assigned_first, cooperating
from caicach.documents.values import AssignedTask
from documents.invented_orders import letter


def tasks(body: str) -> list[AssignedTask]:
    return list(read_file(letter(body).encode(), filename="van-ban.txt").tasks)


def test_an_item_beside_tasks_is_proposed_whatever_its_first_word():
    found = tasks(
        "UBND tỉnh yêu cầu:\n\n1. Sở Y tế rà soát thuốc.\n\n"
        "2. Nhóm nòng cốt ở cơ sở mỗi nhóm một việc, ai cũng biết.\n\n3. Sở Nội vụ theo dõi."
    )
    assert [(task.item, task.lead) for task in found] == [("1", ("Sở Y tế",)), ("2", ()), ("3", ("Sở Nội vụ",))]


def test_a_second_paragraph_that_acts_is_a_task_of_its_own_with_its_time():
    first, second = tasks(
        "1. Văn phòng UBND tỉnh: tham mưu lịch tiếp công dân.\n\n"
        "Kiểm tra việc trực cơ quan; báo cáo Chủ tịch trước ngày 05 hằng tháng.\n\n2. Trân trọng."
    )
    assert (first.deadline, second.lead) == (None, ("Văn phòng UBND tỉnh",))
    assert second.deadline is not None
    assert second.deadline.recurrence is Recurrence.MONTHLY


def test_items_in_brackets_under_a_lead_in_are_items():
    found = tasks(
        "1. Sở Y tế chịu trách nhiệm:\n\n(1) Phân công cán bộ phụ trách; (2) tổ chức đối thoại trước ngày 15/11/2024; "
        "(3) không để phát sinh điểm nóng."
    )
    assert [task.text[:12] for task in found] == ["Phân công cá", "tổ chức đối ", "không để phá"]
    assert {task.lead for task in found} == {("Sở Y tế",)}


def test_the_time_of_a_phase_is_that_of_the_list_below_it():
    above, below = tasks(
        "1. Sở Y tế thực hiện:\n\n- Rà soát máy tính.\n\nGiai đoạn 2 (trong tháng 4/2024):\n\n- Cài đặt phần mềm."
    )
    assert above.deadline is None
    assert below.deadline is not None
    assert below.deadline.on == date(2024, 4, 30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kiểm tra đột xuất ít nhất 20 đơn vị mỗi quý;", "mỗi quý"),
        ("phân loại phản ánh trong 02 giờ làm việc; chuyển đơn vị xử lý", "trong 02 giờ làm việc"),
        ("xử lý phản ánh về tiếng ồn trong vòng 60 phút.", "trong vòng 60 phút"),
        ("báo lại trước 16h chiều nay.", "trước 16h chiều nay"),
        ("phụ trách chung, nắm tiến độ hằng ngày.", "hằng ngày"),
        ("theo dõi; 15 ngày báo cáo Trưởng ban một lần.", "15 ngày báo cáo Trưởng ban một lần"),
        ("Giám sát tại các phường mỗi tuần hai lần.", "mỗi tuần hai lần"),
        ("phát tin bão 30 phút một lần.", "30 phút một lần"),
        ("theo dõi; cuối mỗi quý tham mưu sơ kết.", "cuối mỗi quý"),
        ("thay màn hình hiển thị, hạn 10/11/2024.", "hạn 10/11/2024"),
        ("hoàn thành chậm nhất 05 ngày trước ngày khai mạc kỳ họp.", "chậm nhất 05 ngày trước ngày khai mạc kỳ họp"),
    ],
)
def test_times_that_were_not_seen(text: str, words: str):
    found = find_deadline(text, issued=date(2024, 3, 12))
    assert found is not None
    assert found.deadline.words == words


def test_what_has_no_unit_of_time_or_rhythm_here_is_doubted_and_life_has_none():
    minutes = find_deadline("xử lý trong vòng 60 phút.", issued=None)
    assert minutes is not None
    assert minutes.deadline.doubted(DoubtKind.NOT_UNDERSTOOD)
    assert find_deadline("chăm lo đời sống hằng ngày.", issued=None) is None


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Bí thư các chi bộ Làng Kênh, Làng Tơ Ver trực tiếp chỉ đạo", ["Bí thư các chi bộ Làng Kênh, Làng Tơ Ver"]),
        ("Ban Quản lý dự án công trình giao thông tỉnh khắc phục", ["Ban Quản lý dự án công trình giao thông tỉnh"]),
        ("Trung tâm Lưu trữ lịch sử đón Đoàn khảo sát", ["Trung tâm Lưu trữ lịch sử"]),
        ("Các phòng còn nợ hồ sơ (Thanh tra Sở, Phòng Nội vụ) nộp về kho", ["Thanh tra Sở", "Phòng Nội vụ"]),
        ("Anh Dũng (Phòng Nội vụ) kiểm tra máy chủ", ["Anh Dũng (Phòng Nội vụ)"]),
        ("P.VH-XH: phân công cán bộ trực", ["P.VH-XH"]),
    ],
)
def test_who_acts(text: str, leads: list[str]):
    found = assigned_first(text)
    assert found is not None
    assert [unit.text for unit in found.leads] == leads


def test_roman_items_in_a_line_are_items():
    found = tasks(
        "1. Sở Y tế: (i) trình quy hoạch trước ngày 15/8/2024; (ii) rà soát mốc giới; (iii) báo cáo 10 ngày/lần."
    )
    assert [task.text[:9] for task in found] == ["trình quy", "rà soát m", "báo cáo 1"]


def test_units_behind_cung_act_together():
    found = cooperating("Sở Y tế chủ trì, cùng Công an tỉnh, Chi cục Quản lý thị trường lập đoàn; cùng cấp, cùng lúc")
    assert [unit.text for unit in found] == ["Công an tỉnh", "Chi cục Quản lý thị trường"]
