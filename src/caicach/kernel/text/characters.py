"""The one place where text is composed and cleaned: every door and every reader takes it in here, every writer out.

What people paste and what programs extract holds more than letters: decomposed text from a Mac, line breaks of word
processors (U+000B), letters of old converters (ƣ for ư), marks that drifted from their letter («XA ̃ HỘI»), the signs
that PDFium puts for a hyphen at the end of a line, hyphens of three kinds.
"""

import re
import unicodedata
from typing import Final

_LINE_END: Final = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BROKEN_WORD: Final = re.compile("(?<=\\w)[\x02\ufffe]")
"""PDFium's signs for a hyphen that ends a line: U+0002 by character, U+FFFE by range."""
_LOOSE_MARK: Final = re.compile(
    "(?<=[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9\u0300-\u036f]) +([\u0300-\u0303\u0306\u0309\u031b\u0323])"
)
"""A mark after a blank belongs to the letter before the blank."""
_ONE_FOR_ANOTHER: Final = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u205f\u3000", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
        "Ð": "Đ", "ð": "đ", "Ɖ": "Đ",  # look the same; OCR and old converters take one for the other
        "Ƣ": "Ư", "ƣ": "ư",  # no letter of Vietnamese: what old font converters leave for ư
        "\u2010": "-", "\u2011": "-", "\u2212": "-",
    }
)  # fmt: skip
_UNUSUAL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xadÐðƉƢƣ\u0300-\u036f\u2000-\u2011\u2028-\u202f\u205f-\u2069\u2212\u3000\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Composed text with "\n" line ends; control and unseen characters go, look-alikes become what is meant.

    >>> clean("Uy\u0309 ban\u00a0nha\u0302n da\u0302n\r\nTỉnh\x00"), clean("XA \u0303 HỘI, Tƣ pháp, 15/QĐ\u2011TTg")
    ('Uỷ ban nhân dân\nTỉnh', 'XÃ HỘI, Tư pháp, 15/QĐ-TTg')
    """
    if _UNUSUAL.search(text):
        text = _LINE_END.sub("\n", text).translate(_ONE_FOR_ANOTHER)
        text = _LONE_SURROGATE.sub("\ufffd", _UNSEEN.sub("", _BROKEN_WORD.sub("-", text)))
        text = _LOOSE_MARK.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def writable(text: str) -> str:
    r"""Text that XML and every format of files can hold: a line break of word processors becomes a plain one.

    >>> writable("Số\x00 12\x0bTỉnh")
    'Số 12\nTỉnh'
    """
    return _UNWRITABLE.sub("", text.replace("\x0b", "\n")) if _UNWRITABLE.search(text) else text
