"""By when: the ways in which letters and the cells of plans set a deadline."""

from datetime import date

import pytest

from caicach.documents.deadlines.values import Duration, Recurrence
from caicach.documents.read.deadlines import find_deadline, read_deadline_cell
from caicach.kernel.vocabulary import DueUnit

ISSUED = date(2024, 3, 12)
DATED = [
    ("hoàn thành trước ngày 20 tháng 5 năm 2024. Trường hợp", "trước ngày 20 tháng 5 năm 2024", date(2024, 5, 20)),
    ("gửi Sở Nội vụ trong ngày 30\ntháng 4 năm 2024.", "trong ngày 30 tháng 4 năm 2024", date(2024, 4, 30)),
    ("theo quy định (trước\nngày 10/04/2024)./.", "trước ngày 10/04/2024", date(2024, 4, 10)),
    ("hoàn thành trong tháng 6/2024", "trong tháng 6/2024", date(2024, 6, 30)),
    ("trình trong quý II/2024", "trong quý II/2024", date(2024, 6, 30)),
    ("xong trước 30/6/2024", "trước 30/6/2024", date(2024, 6, 30)),
    ("chậm nhất 17 giờ 00 ngày 15/4/2024", "chậm nhất 17 giờ 00 ngày 15/4/2024", date(2024, 4, 15)),
    ("gửi danh sách trước 16h30, ngày 05/4/2024", "trước 16h30, ngày 05/4/2024", date(2024, 4, 5)),
    ("gửi danh sách trước 17:00 ngày 15/4/2024", "trước 17:00 ngày 15/4/2024", date(2024, 4, 15)),
    ("chậm nhất ngày 05/4/2024", "chậm nhất ngày 05/4/2024", date(2024, 4, 5)),
    ("tổ chức từ ngày 15/4 đến ngày 20/4/2024", "từ ngày 15/4 đến ngày 20/4/2024", date(2024, 4, 20)),
    ("hoàn thành trong năm 2024", "trong năm 2024", date(2024, 12, 31)),
    ("hoàn thành trước tháng 12/2024", "trước tháng 12/2024", date(2024, 11, 30)),
    ("báo cáo kết quả trước ngày 15/12/2024", "trước ngày 15/12/2024", date(2024, 12, 15)),
    ("báo cáo UBND tỉnh trước ngày 25/3/2024", "trước ngày 25/3/2024", date(2024, 3, 25)),
    ("Thời gian hoàn thành: Quý II/2024", "Quý II/2024", date(2024, 6, 30)),
]


@pytest.mark.parametrize(("text", "raw", "on"), DATED)
def test_a_date_named_is_the_deadline_and_its_words_are_quoted(text, raw, on):
    found = find_deadline(text, issued=ISSUED)
    assert found is not None
    assert (found.deadline.words, found.deadline.on, found.deadline.year_assumed) == (raw, on, False)
    assert " ".join(found.span.of(text).split()) == raw


@pytest.mark.parametrize(
    ("text", "issued", "on"),
    [
        ("trước ngày 25/3", ISSUED, date(2024, 3, 25)),
        ("trước 31/12", ISSUED, date(2024, 12, 31)),
        ("xong trước ngày 30 tháng 6", ISSUED, date(2024, 6, 30)),
        ("trước ngày 15/01", date(2024, 12, 20), date(2025, 1, 15)),
    ],
)
def test_a_year_left_out_is_the_letters_own_or_the_next_and_is_marked(text, issued, on):
    found = find_deadline(text, issued=issued)
    assert found is not None
    assert (found.deadline.on, found.deadline.year_assumed) == (on, True)


def test_without_a_date_of_issue_a_year_is_not_guessed():
    found = find_deadline("trước ngày 25/3", issued=None)
    assert found is not None
    assert (found.deadline.words, found.deadline.on) == ("trước ngày 25/3", None)


def test_a_working_day_duration_keeps_number_unit_and_event():
    found = find_deadline("trong vòng 10 ngày làm việc kể từ ngày nhận được văn bản này, gửi về", issued=ISSUED)
    assert found is not None
    assert found.deadline.duration == Duration(10, DueUnit.WORKING_DAYS)
    assert (found.deadline.event, found.deadline.on) == ("nhận được văn bản này", None)


@pytest.mark.parametrize(
    ("text", "raw", "recurrence"),
    [
        ("định kỳ hằng tháng báo cáo Sở Nội vụ", "định kỳ hằng tháng", Recurrence.MONTHLY),
        ("gửi trước ngày 25 hằng tháng", "trước ngày 25 hằng tháng", Recurrence.MONTHLY),
        ("báo cáo trước ngày 20 của tháng cuối quý", "trước ngày 20 của tháng cuối quý", Recurrence.QUARTERLY),
        ("báo cáo trước ngày 15/12 hằng năm", "trước ngày 15/12 hằng năm", Recurrence.YEARLY),
        ("định kỳ tổng hợp, báo cáo kết quả", "định kỳ", Recurrence.PERIODIC),
        ("định kỳ 6 tháng báo cáo Ban Thường vụ", "định kỳ 6 tháng", Recurrence.HALF_YEARLY),
        ("giao Sở Công Thương theo dõi, hằng quý tổng hợp kết quả", "hằng quý", Recurrence.QUARTERLY),
        (
            "Sở Tư pháp định kỳ 6 tháng, hằng năm hoặc đột xuất báo cáo UBND tỉnh",
            "định kỳ 6 tháng, hằng năm hoặc đột xuất",
            Recurrence.HALF_YEARLY,
        ),
        (
            "báo cáo theo định kỳ 6 tháng, hằng năm và đột xuất khi có yêu cầu",
            "định kỳ 6 tháng, hằng năm và đột xuất khi có yêu cầu",
            Recurrence.HALF_YEARLY,
        ),
    ],
)
def test_what_comes_back_has_a_recurrence_and_no_date(text, raw, recurrence):
    found = find_deadline(text, issued=ISSUED)
    assert found is not None
    assert (found.deadline.words, found.deadline.on, found.deadline.recurrence) == (raw, None, recurrence)


def test_a_relative_phrase_is_quoted_without_a_date():
    found = find_deadline("triển khai ngay từ những tháng đầu năm 2024 đảm bảo chất lượng", issued=ISSUED)
    assert found is not None
    assert (found.deadline.words, found.deadline.on) == ("ngay từ những tháng đầu năm 2024", None)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 12/QĐ-UBND ngày 12/5/2024 của UBND tỉnh",
        "đã sử dụng đất trước ngày 01/7/2014",
        "những hạn chế được chỉ ra trong năm 2022",
        "thường xuyên, kịp thời rà soát, cập nhật",
        "đánh giá chỉ tiêu hằng năm về việc làm, nêu rõ nguyên nhân đạt thấp",
        "đề kiểm tra định kì bảo đảm các yêu cầu",
        "giai đoạn 2022-2025, định hướng đến năm 2030",
        "ngày 29 tháng 4 năm 2024, Chính phủ đã ban hành Nghị quyết",
        "kế hoạch hằng năm của đơn vị",
        "",
    ],
)
def test_other_dates_and_words_are_not_deadlines(text):
    assert find_deadline(text, issued=ISSUED) is None


@pytest.mark.parametrize(
    ("cell", "on", "recurrence"),
    [
        ("Quý III Năm 2026", date(2026, 9, 30), None),
        ("Quý IV/2025- Quý II/2026", date(2026, 6, 30), None),
        ("Tháng 12/2025", date(2025, 12, 31), None),
        ("2026-2030", date(2030, 12, 31), None),
        ("2025", date(2025, 12, 31), None),
        ("Trước năm 2030", date(2029, 12, 31), None),
        ("Từ tháng 3/2024", None, None),
        ("Sau khi có quy chế", None, None),
        ("Thường xuyên", None, Recurrence.CONTINUOUS),
        ("Hàng năm", None, Recurrence.YEARLY),
        ("Tháng 12 hằng năm", None, Recurrence.YEARLY),
        ("Tháng 3 - 6/2024", date(2024, 6, 30), None),
    ],
)
def test_a_cell_names_a_period_whose_last_day_counts(cell, on, recurrence):
    found = read_deadline_cell(cell, issued=ISSUED)
    assert found is not None
    assert (found.deadline.words, found.deadline.on, found.deadline.recurrence) == (cell, on, recurrence)


def test_a_stretch_that_begins_after_the_letter_ends_with_the_deadline():
    text = "Các sở tự chấm điểm trên phần mềm từ ngày 10/4/2024 đến ngày 25/4/2024."
    found = find_deadline(text, issued=ISSUED)
    assert found is not None
    assert (found.deadline.words, found.deadline.on) == (text[34:-1], date(2024, 4, 25))
    assert find_deadline(text, issued=date(2024, 5, 1)) is None


def test_a_day_said_after_a_mere_year_is_the_deadline():
    text = "thực hiện đấu giá trong năm 2024. Danh mục gửi lãnh đạo tỉnh trước ngày 16/6/2024."
    found = find_deadline(text, issued=ISSUED)
    assert found is not None
    assert found.deadline.words == "trước ngày 16/6/2024"


def test_a_day_of_every_year_named_without_its_word_comes_back_and_is_none_of_this_year():
    found = find_deadline("báo cáo kết quả trước 15/6 hằng năm.", issued=ISSUED)
    assert found is not None
    assert (found.deadline.words, found.deadline.on) == ("trước 15/6 hằng năm", None)
    assert found.deadline.recurrence is Recurrence.YEARLY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("báo cáo trong vòng một tháng rưỡi kể từ ngày ký.", "trong vòng một tháng rưỡi kể từ ngày ký"),
        ("Sở Văn hóa tổ chức lễ hội vào mùng 10 tháng 3 âm lịch.", "10 tháng 3 âm lịch"),
        ("hoàn thành trước ngày 15/7 (âm lịch) năm 2026", "trước ngày 15/7 (âm lịch) năm 2026"),
    ],
)
def test_a_time_that_the_grammar_does_not_count_is_left_to_a_person_whole(text, words):
    found = find_deadline(text, issued=date(2026, 5, 20))
    assert found is not None
    assert (found.deadline.words, found.deadline.days, found.deadline.duration) == (words, (), None)
    assert [doubt.kind for doubt in found.deadline.doubts] == ["not_understood"]
