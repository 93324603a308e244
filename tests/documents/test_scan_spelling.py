"""What recognition spelled wrong and can only be one thing is put right; everything else stays as it was seen."""

import pytest

from caicach.documents.read.scan_spelling import spelled_right
from caicach.documents.read.scan_titles import motto_apart, titles_right
from caicach.documents.read.tesseract import SeenWord
from caicach.documents.read.words import Word


def seen(text: str, certainty: float = 80.0) -> list[SeenWord]:
    words, left = [], 0.0
    for word in text.split():
        words.append(SeenWord(Word(word, left, left + 10 * len(word), 100, 20), certainty))
        left += 10 * len(word) + 8
    return words


def said(words: list[SeenWord]) -> str:
    return " ".join(word.word.text for word in words)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("thành phó Hà Nội;", "thành phố Hà Nội;"),
        ("Uỷ ban nhan dân tỉnh", "Uỷ ban nhân dân tỉnh"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("thưc hiện nhiêm vụ", "thực hiện nhiệm vụ"),
        ("Sở Nôi vụ", "Sở Nội vụ"),
        ("nghlệp", "nghiệp"),
        ("(đế b/c)", "(để b/c)"),
        ("chủ nghĩa đế quốc", "chủ nghĩa đế quốc"),
    ],
)
def test_a_term_and_a_word_with_one_possible_reading_are_put_right(read: str, right: str) -> None:
    assert said(spelled_right(seen(read))) == right


@pytest.mark.parametrize(
    "text", ["Nguyễn Thanh Phó", "cộng hoà", "Uỷ ban", "Đắk Nông", "đuợc", "Krông Pắk", "QĐ-UBND", "e-mail"]
)
def test_names_and_what_could_be_several_words_stay(text: str) -> None:
    assert said(spelled_right(seen(text))) == text


def test_two_words_seen_clearly_side_by_side_need_not_be_a_term() -> None:
    assert said(spelled_right(seen("chủ trương ban hành", 97.0))) == "chủ trương ban hành"


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("CHỦ ïỊCH", "CHỦ TỊCH"),
        ("HÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("CHỦTỊCH", "CHỦ TỊCH"),
        ("PHO CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("UỶ BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"),
        ("KT. BỘ TRƯỞNG", "KT. BỘ TRƯỞNG"),
        ("SỞ TÀI CHÍNH", "SỞ TÀI CHÍNH"),
    ],
)
def test_a_line_of_capitals_one_letter_from_a_title_is_that_title(read: str, right: str) -> None:
    assert said(titles_right(seen(read))) == right


def test_issuer_and_motto_run_into_one_word_come_apart() -> None:
    assert said(motto_apart(seen("NAM HỒNG LĨNHCỘNG HÒA XÃ HỘI"))) == "NAM HỒNG LĨNH CỘNG HÒA XÃ HỘI"
