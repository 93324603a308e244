"""Every line of a letter is in some part of it, or is shown as not understood with its place."""

import pytest

from caicach.documents.read.reader import read_file
from caicach.documents.values import Reading

HEAD = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 77/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 09 tháng 6 năm 2025
"""
TITLE = "KẾ HOẠCH\nSố hóa hồ sơ năm 2025\n"
BODY = "1. Sở Nội vụ số hóa hồ sơ trước ngày 30/9/2025.\n\n2. Sở Tài chính bố trí kinh phí./.\n"
TAIL = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn Thử\n"
STRAY = "Các đơn vị gửi số liệu về Sở Nội vụ trước ngày 15 hằng tháng để tổng hợp chung."


def read(*parts: str) -> Reading:
    return read_file("\n".join(parts).encode(), filename="van-ban.txt")


def not_understood(reading: Reading) -> list[str]:
    paths = [warning.path for warning in reading.warnings if warning.code == "reading.not_understood"]
    return [" ".join((reading.quote(path or "") or "").split()) for path in paths]


def test_a_letter_whose_parts_are_all_read_leaves_nothing() -> None:
    assert not_understood(read(HEAD, TITLE, BODY, TAIL)) == []


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((HEAD, STRAY, "", TITLE, BODY, TAIL), id="between the head and the title"),
        pytest.param((STRAY, "", HEAD, TITLE, BODY, TAIL), id="above the head"),
        pytest.param((HEAD, TITLE, BODY, STRAY, "", TAIL), id="between the end of the text and the recipients"),
    ],
)
def test_a_sentence_that_no_part_took_is_shown_with_its_place(parts: tuple[str, ...]) -> None:
    assert not_understood(read(*parts)) == [STRAY]


def test_the_sentence_says_the_words_that_were_not_understood() -> None:
    warning = next(w for w in read(HEAD, STRAY, "", TITLE, BODY, TAIL).warnings if w.code == "reading.not_understood")
    assert STRAY in str(warning.message)


def test_the_opening_above_whom_it_is_to_is_the_opening() -> None:
    invitation = "GIẤY MỜI\nDự họp về số hóa hồ sơ\n"
    reading = read(HEAD.replace("KH", "GM"), invitation, STRAY, "", "Kính mời: Lãnh đạo Sở Nội vụ.", "", BODY, TAIL)
    assert (reading.document.opening, not_understood(reading)) == (STRAY, [STRAY])  # it sets a day, for nobody's task
    assert reading.document.addressees == ("Lãnh đạo Sở Nội vụ",)


def test_stamps_and_scraps_are_not_text() -> None:
    stamps = "CÔNG VĂN ĐẾN\nSố: 12\n~~ .. %\n"
    assert not_understood(read(stamps, HEAD, TITLE, BODY, TAIL)) == []


@pytest.mark.parametrize("name", ["Trxn Văn Thử", "|rần Văn Thử"])
def test_a_name_that_a_seal_spoiled_is_marked(name: str) -> None:
    reading = read(HEAD, TITLE, BODY, TAIL.replace("Trần Văn Thử", name))
    doubts = [w.path for w in reading.warnings if (w.path or "").startswith("signatory")]
    assert doubts == ["signatory.name"]


def test_a_number_put_together_from_strokes_is_marked() -> None:
    reading = read(HEAD.replace("Số: 77/", "Số: Il/"), TITLE, BODY, TAIL)
    assert reading.document.number == "11"
    assert "number" in [w.path for w in reading.warnings]


def beside(reading: Reading) -> list[tuple[str, str]]:
    """What is told of the words of tasks: the value concerned, and the words."""
    paths = [warning.path or "" for warning in reading.warnings if ".beside." in (warning.path or "")]
    return [(path.partition(".beside.")[0], " ".join((reading.quote(path) or "").split())) for path in paths]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Hội nghị sơ kết họp sáng ngày 20/11/2025 tại hội trường.", "the sentence"),
        ("Giao hai tổ ở xã kiểm kê hồ sơ giấy còn lại.", "the sentence"),
        ("Sở Y tế có 12 phòng, đã số hóa từ năm 2024.", None),
        ("Ngày 05/3/2025, Bộ Nội vụ đã kiểm tra việc số hóa tại tỉnh.", None),
    ],
)
def test_an_opening_sentence_that_orders_or_names_a_day_ahead_is_told(sentence: str, words: str | None) -> None:
    reading = read(HEAD, TITLE, sentence, "", BODY, TAIL)
    assert not_understood(reading) == ([sentence] if words else [])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("gửi kết quả kiểm kê trước ngày 30/10/2025", "trước ngày 30/10/2025"),
        ("nghỉ giao dịch ngày 15/8/2025 để chuyển máy", "ngày 15/8/2025"),
        ("theo Kế hoạch số 12/KH-UBND ngày 05/3/2025", None),
    ],
)
def test_a_time_in_a_task_that_became_no_deadline_is_told(more: str, told: str | None) -> None:
    task = f"1. Sở Nội vụ số hóa hồ sơ trước ngày 30/9/2025; {more}.\n"
    reading = read(HEAD, TITLE, task, "\n2. Sở Tài chính bố trí kinh phí./.\n", TAIL)
    assert beside(reading) == ([("tasks.0", told)] if told else [])


def test_an_order_to_another_inside_a_task_is_told() -> None:
    order = "đề nghị mọi người chuẩn bị chu đáo"
    task = f"1. Sở Nội vụ số hóa hồ sơ trước ngày 30/9/2025; {order}.\n"
    assert beside(read(HEAD, TITLE, task, "\n2. Sở Tài chính bố trí kinh phí./.\n", TAIL)) == [("tasks.0", f"{order}.")]
