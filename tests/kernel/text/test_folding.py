"""Folding: every character of NFC text becomes exactly one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.text.folding import fold, nfc


@given(st.text(max_size=80))
def test_a_fold_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    assert fold(nfc(letters) + nfc(letters).upper()).isascii()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("QUYẾT ĐỊNH", "quyet dinh"),
        ("Ð\u1eafk L\u1eafk", "dak lak"),  # Ð typed for Đ
        ("Straße", "straße"),
        ("İstanbul", "istanbul"),
        ("한국", "한국"),
    ],
)
def test_letters_that_lose_only_their_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40), st.text(alphabet="ăâđêôơưạệỉọứỷ ĐẾ-–“”\t\n\u00a0.x7", max_size=40))
def test_a_text_folds_as_its_letters_do_one_by_one(strange: str, usual: str) -> None:
    for text in (strange, usual, usual + strange, (usual + "\n") * 60 + strange):
        assert fold(text) == "".join(map(fold, text))


@pytest.mark.slow
def test_no_character_folds_in_company_to_more_than_alone() -> None:
    every = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    assert fold("".join(every)) == "".join(map(fold, every))
