"""TCVN3 and VNI: complete tables in both cases, and no false alarm on ordinary text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.text.legacy import decode_tcvn3, decode_vni, detect

BASES = "aăâeêioôơuưy"
SMALL = "đăâêôơư" + "".join(
    unicodedata.normalize("NFC", base + tone) for base in BASES for tone in "\u0300\u0309\u0303\u0301\u0323"
)
SENTENCE = "Về việc tập trung triển khai thực hiện Kế hoạch cải cách hành chính của Ủy ban nhân dân huyện"

# The VNI keyboard table as printed in the manuals of the time: unaccented vowel, sign.
VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
VNI_SHAPED = {
    "ă": dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True)) | {"": "ê"},
    "^": dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True)) | {"": "â"},
}
VNI_I = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def to_tcvn3(text: str) -> bytes:
    """The way back, for text without toned capitals: built from the table by decoding every byte."""
    table = {decode_tcvn3(bytes([code])): code for code in range(256) if code != 0xA0}
    return bytes(table[char] for char in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    return "".join(_vni_of(char) for char in unicodedata.normalize("NFC", text))


def _vni_of(char: str) -> str:
    small = char.lower()
    if small in VNI_I:
        written = VNI_I[small]
    else:
        parts = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in parts if mark in VNI_TONES), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else unicodedata.normalize("NFC", parts)
        if base in "ơư":
            written = VNI_I[base] + VNI_TONES[tone]
        elif base in "ăâêô":
            plain = unicodedata.normalize("NFD", base)[0]
            written = plain + VNI_SHAPED["ă" if base == "ă" else "^"][tone]
        else:
            written = base + (VNI_TONES[tone] if tone else "")
    return written.upper() if char.isupper() else written


def test_every_small_letter_and_shaped_capital_comes_back_from_tcvn3() -> None:
    letters = SMALL + "ĂÂĐÊÔƠƯ"
    assert len(set(letters)) == len(letters) == 74
    assert "".join(decode_tcvn3(to_tcvn3(letter)) for letter in letters) == letters


@pytest.mark.parametrize("letter", [*SMALL, *SMALL.upper()])
def test_every_letter_in_both_cases_comes_back_from_vni(letter: str) -> None:
    assert decode_vni(to_vni(letter)) == letter


def test_a_font_of_capitals_makes_capitals_of_everything() -> None:
    assert decode_tcvn3(to_tcvn3("ủy ban nhân dân"), capitals=True) == "ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("QUYếT địNH", "QUYẾT ĐỊNH"),
        ("Các Bộ XÂY DựNG", "Các Bộ XÂY DỰNG"),
        ("CỦA Bộ NỘI VỤ", "CỦA BỘ NỘI VỤ"),
        ("ở Bộ Nội vụ", "ở Bộ Nội vụ"),
    ],
)
def test_toned_letters_inside_capitals_are_raised(stored: str, meant: str) -> None:
    small_tones = "".join(c.lower() if c.isupper() and c.lower() in SMALL[7:] else c for c in stored)
    assert decode_tcvn3(to_tcvn3(small_tones)) == meant


@pytest.mark.parametrize("as_bytes", [True, False])
def test_old_encodings_are_told_apart(as_bytes: bool) -> None:
    tcvn3 = to_tcvn3(SENTENCE.replace("Ủ", "ủ"))
    vni = to_vni(SENTENCE)
    assert detect(tcvn3 if as_bytes else tcvn3.decode("cp1252")) == "tcvn3"
    assert detect(vni.encode("latin-1") if as_bytes else vni) == "vni"


ORDINARY: list[str | bytes] = [
    SENTENCE,
    unicodedata.normalize("NFD", SENTENCE),
    SENTENCE.encode("utf-16"),
    "Có và không là hai câu hỏi khác nhau: à, ừ, ô".replace("ừ", "ù").replace("ỏ", "ò"),
    "le procès-verbal a été signé à Genève le 1er août, où l'été était très chaud",
    "Das Gebäude für die Bürger wurde größer: Straße, Öl, Übung, Äpfel",
    "El año pasado la administración pública española también cambió según él",
    "A decisão da função pública não é só do órgão, são três ações",
    "Page 5 § 12 © 2020 ® 30°C ½ ¼ «quote» £100 ¥200",
    "Le préfet a décidé à l'unanimité de créer une commission",
    "Größe, Fläche, Übergang und Öl für Schüler",
    "one · two · three · four · five",
    "plain ASCII text, no letter beyond it",
    "",
    SENTENCE.encode().decode("latin-1"),  # UTF-8 read as Latin-1
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_raises_no_alarm(text: str | bytes) -> None:
    assert detect(text) is None
    if isinstance(text, str):
        assert detect(text.encode()) is None


@given(st.binary(max_size=200))
def test_any_bytes_can_be_judged_and_decoded(data: bytes) -> None:
    detect(data)
    for decoded in (decode_tcvn3(data), decode_vni(data)):
        assert unicodedata.is_normalized("NFC", decoded)


def test_words_from_real_letters_come_back_whole() -> None:
    assert decode_tcvn3("§¶ng ñy tØnh Hµ TÜnh, Uû ban nh©n d©n") == "Đảng ủy tỉnh Hà Tĩnh, Uỷ ban nhân dân"
    assert decode_vni("UÛY BAN NHAÂN DAÂN TÆNH HAØ TÓNH; ñöôïc") == "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH; được"
    assert detect("C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u00ad¬ng") == "tcvn3"
