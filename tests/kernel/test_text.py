"""Vietnamese text through the interface of kernel.text."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.collation import sort_key
from caicach.kernel.text.dates import format_date, parse_date
from caicach.kernel.text.folding import fold, nfc
from caicach.kernel.text.legacy import decode_tcvn3, decode_vni, detect
from caicach.kernel.text.numbers import format_number, parse_number

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_drops_every_vietnamese_diacritic() -> None:
    assert fold(nfc(LETTERS) + LETTERS.upper()).isascii()


def test_legacy_letters_come_back_whole() -> None:
    assert decode_tcvn3("§¶ng ñy tØnh Hµ TÜnh, Uû ban nh©n d©n") == "Đảng ủy tỉnh Hà Tĩnh, Uỷ ban nhân dân"
    assert decode_vni("UÛY BAN NHAÂN DAÂN TÆNH HAØ TÓNH; ñöôïc") == "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH; được"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng", "tcvn3"),
        ("Caên cöù Luaät Toå chöùc chính quyeàn ñòa phöông", "vni"),
        ("Căn cứ Luật Tổ chức chính quyền địa phương", None),
        ("Le préfet a décidé à l'unanimité de créer une commission", None),
        ("Größe, Fläche, Übergang und Öl für Schüler", None),
        ("", None),
        ("§ 12 © 2023 ®", None),
    ],
)
def test_a_legacy_encoding_is_told_from_other_text(text: str, expected: str | None) -> None:
    assert detect(text) == expected


def test_dictionary_order_goes_by_letter_then_tone_then_next_syllable() -> None:
    words = ["đá", "da", "dạ", "dã", "dả", "dà", "dá", "ê", "e", "ơ", "ô", "o", "ư", "u"]
    assert sorted(words, key=sort_key) == ["da", "dà", "dả", "dã", "dá", "dạ", "đá", "e", "ê", "o", "ô", "ơ", "u", "ư"]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_written_is_the_number_read(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@pytest.mark.parametrize("text", ["1,234.5", "1.23", "12..5", "abc", "", "1.2345", "10-25"])
def test_an_ambiguous_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"text\.not_a_number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["31/02/2023", "2023-13-01", "hôm nay", "1/1/23", ""])
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"text\.not_a_date"):
        parse_date(text)


@given(st.dates())
def test_a_date_written_is_the_date_read(value: object) -> None:
    if getattr(value, "year", 0) >= 1000:
        assert parse_date(format_date(value)) == value  # type: ignore[arg-type]


def test_stored_text_is_composed() -> None:
    assert nfc(unicodedata.normalize("NFD", LETTERS)) == LETTERS
