"""TCVN3 (ABC) and VNI-Windows, the encodings of Vietnamese offices before Unicode.

Both put Vietnamese letters on the places of Latin-1, so a text in them looks like "Céng hßa" (TCVN3) or "Coäng hoøa"
(VNI). TCVN3 has no capitals with tones: such words were set in a capital font (.VnTimeH), which a caller that knows the
font turns into capitals. Tables: TCVN 5712:1993 (VN3) and VNI for Windows.
"""

import re
from typing import Final, Literal

from caicach.kernel.text.folding import fold

Legacy = Literal["tcvn3", "vni"]

_TCVN3_CODES: Final = (
    "µ¶·¸¹" "¨»¼½¾Æ" "©ÇÈÉÊË" "®" "ÌÎÏÐÑ" "ªÒÓÔÕÖ" "×ØÜÝÞ" "ßáâãä" "«åæçèé" "¬êëìíî" "ïñòóô" "\u00adõö÷øù" "úûüýþ"
    "¡¢§£¤¥¦"
)  # fmt: skip
_TCVN3_LETTERS: Final = (
    "àảãáạ" "ăằẳẵắặ" "âầẩẫấậ" "đ" "èẻẽéẹ" "êềểễếệ" "ìỉĩíị" "òỏõóọ" "ôồổỗốộ" "ơờởỡớợ" "ùủũúụ" "ưừửữứự" "ỳỷỹýỵ"
    "ĂÂĐÊÔƠƯ"
)  # fmt: skip
_TCVN3: Final = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

# Marks after the vowel, in the order sắc huyền hỏi ngã nặng; circumflex and breve bring their own.
_VNI_MARKS: Final = {
    "a": {"ù": "á", "ø": "à", "û": "ả", "õ": "ã", "ï": "ạ", "ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ",
          "â": "â", "á": "ấ", "à": "ầ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"},
    "e": {"ù": "é", "ø": "è", "û": "ẻ", "õ": "ẽ", "ï": "ẹ", "â": "ê", "á": "ế", "à": "ề", "å": "ể", "ã": "ễ", "ä": "ệ"},
    "o": {"ù": "ó", "ø": "ò", "û": "ỏ", "õ": "õ", "ï": "ọ", "â": "ô", "á": "ố", "à": "ồ", "å": "ổ", "ã": "ỗ", "ä": "ộ"},
    "ô": {"ù": "ớ", "ø": "ờ", "û": "ở", "õ": "ỡ", "ï": "ợ"},
    "u": {"ù": "ú", "ø": "ù", "û": "ủ", "õ": "ũ", "ï": "ụ"},
    "ö": {"ù": "ứ", "ø": "ừ", "û": "ử", "õ": "ữ", "ï": "ự"},
    "y": {"ù": "ý", "ø": "ỳ", "û": "ỷ", "õ": "ỹ"},
}  # fmt: skip
_VNI_SINGLE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel, marks in _VNI_MARKS.items():
        for mark, letter in marks.items():
            pairs[vowel + mark] = letter
            # A capital vowel takes a capital mark, but a capital at the head of a small word may not.
            pairs[vowel.upper() + mark.upper()] = pairs[vowel.upper() + mark] = letter.upper()
    for code, letter in _VNI_SINGLE.items():
        pairs[code], pairs[code.upper()] = letter, letter.upper()
    return pairs


_VNI: Final = _vni_pairs()
_VNI_TOKEN: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def decode_tcvn3(text: str) -> str:
    """Unicode of a TCVN3 text that was read as Latin-1.

    >>> decode_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return text.translate(_TCVN3)


def decode_vni(text: str) -> str:
    """Unicode of a VNI-Windows text that was read as Latin-1 or Windows-1252.

    >>> decode_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return _VNI_TOKEN.sub(lambda match: _VNI[match.group()], text)


_WORD: Final = re.compile(r"[^\W\d_]+|[^\x00-\x7f\s]+", re.UNICODE)
_TOKEN: Final = re.compile(r"[^\s\d.,;:!?()\"'/\-]+")
_VIETNAMESE_ONLY: Final = re.compile(
    r"[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0110\u0111\u0300\u0301\u0303\u0309\u0323]"
)
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uyu|uay|uoi|uou|ieu|yeu|oai|oay|oeo|uya|uau|ia|ie|iu|ya|ye|ua|ue|ui|uo|uu|uy|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_MARKED: Final = re.compile(r"[àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ]")


def _share_of_syllables(text: str, decoded: str) -> float:
    """Share of the words changed by decoding that came out as Vietnamese syllables."""
    words = [(a, b) for a, b in zip(_TOKEN.findall(text), _TOKEN.findall(decoded), strict=False) if not a.isascii()]
    if not words:
        return 0.0
    good = sum(1 for _, b in words if _MARKED.search(b.lower()) and _SYLLABLE.fullmatch(fold(b)))
    return good / len(words)


def detect(text: str) -> Legacy | None:
    """Which legacy encoding a text (read as Latin-1 or Windows-1252) is in, or None for any other text.

    Decides by what the words become: nearly all words with letters beyond ASCII must turn into Vietnamese syllables.

    >>> detect("Céng hßa x· héi chñ nghÜa ViÖt Nam"), detect("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
    ('tcvn3', 'vni')
    >>> detect("Cộng hòa xã hội"), detect("déjà vu à l'hôtel"), detect("plain English")
    (None, None, None)
    """
    sample = text[:20_000]
    if sample.isascii() or _VIETNAMESE_ONLY.search(sample):
        return None
    if sum(1 for word in _WORD.findall(sample) if not word.isascii()) < 3:
        return None
    shares: dict[Legacy, float] = {
        "tcvn3": _share_of_syllables(sample, decode_tcvn3(sample)),
        "vni": _share_of_syllables(sample, decode_vni(sample)),
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.8 else None
