"""Folding: every character of NFC text becomes exactly one, and offsets lead back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.text.folding import fold, fold_with_offsets, nfc

LATIN = st.text(st.characters(min_codepoint=1, max_codepoint=0x1EFF, exclude_categories=["Cs"]), max_size=60)
MARKED = st.text(st.sampled_from("aeiouydđAĐ \u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"), max_size=60)


@given(st.text(max_size=80))
def test_a_fold_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(LATIN, MARKED))
def test_offsets_lead_back_to_the_letter_in_any_form(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(nfc(text))
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(LATIN)
def test_the_range_behind_a_letter_folds_to_that_letter(text: str) -> None:
    source = unicodedata.normalize("NFD", text)
    folded = fold_with_offsets(source)
    for index, letter in enumerate(folded.text):
        start, end = folded.source_range(index, index + 1)
        assert start == end or letter in fold(nfc(source[start:end]))


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
