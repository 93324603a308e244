"""Text as it is pasted and extracted, composed and cleaned in one place."""

import unicodedata

import pytest

from caicach.kernel.text.characters import clean, writable
from caicach.kernel.text.folding import search_words


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Sở Tƣ pháp tham mƣu; ƢU TIÊN", "Sở Tư pháp tham mưu; ƯU TIÊN"),
        ("UBND các xa \u0303, phường; XA \u0303 HỘI", "UBND các xã, phường; XÃ HỘI"),
        ("tiê \u0301p nhận", "tiếp nhận"),
        ("Ðơn vị; ÐIỀU", "Đơn vị; ĐIỀU"),
        ("2150/UBND\u2212NC, 876/QĐ\u2010UBND, 1\u2011H19", "2150/UBND-NC, 876/QĐ-UBND, 1-H19"),
        ("15/QĐ\x02TTg", "15/QĐ-TTg"),
        ("2021\ufffe2025", "2021-2025"),
        ("dữ liệu\x0bcán bộ\r\nhai", "dữ liệu\ncán bộ\nhai"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "Thừa Thiên Huế"),
    ],
)
def test_text_becomes_what_was_meant(given: str, meant: str) -> None:
    assert clean(given) == meant
    assert clean(meant) == meant


def test_what_is_written_holds_no_sign_that_a_file_cannot() -> None:
    assert writable("a\x0bb\x00c\x1fd\ufffee") == "a\nbcde"
    assert writable("Tỉnh\tHà Tĩnh") == "Tỉnh\tHà Tĩnh"


def test_a_search_takes_decomposed_and_unmarked_text_alike() -> None:
    wanted = ["so", "noi", "vu"]
    assert search_words(unicodedata.normalize("NFD", "Sở Nội vụ")) == wanted
    assert search_words("SO NOI VU") == wanted
