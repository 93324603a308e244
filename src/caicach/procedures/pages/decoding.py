"""The text of a page from its bytes, whatever the server or the page says of its encoding.

By a byte order mark, by being good UTF-8, then by which reading makes Vietnamese syllables of its words: Windows-1258,
TCVN3, VNI, VISCII. Also text that is good Unicode on the outside and an old encoding inside.
"""

import html
import re
from dataclasses import dataclass
from typing import Final

from caicach.kernel.text import legacy
from caicach.kernel.text.folding import nfc
from caicach.kernel.text.syllables import is_syllable

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ENTITY: Final = re.compile(
    r"&(?:[AEIOUYNCaeiounyc][a-z]{3,5}|ETH|eth|szlig|THORN|thorn|copy|shy|not|para|middot|sect|laquo|raquo|ordf|ordm);"
)
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_JUDGED: Final = 60_000
_STRAY: Final = 0.2
"""Of the first bytes more than this are zero in UTF-16; fewer are dirt on a page of another encoding."""
_DECODERS: Final = {"tcvn3": legacy.decode_tcvn3, "vni": legacy.decode_vni, "viscii": legacy.decode_viscii}


@dataclass(frozen=True, slots=True)
class Text:
    """``encoding`` as it was, ``declared`` as the page said; ``was_composed`` is False where marks stood apart."""

    text: str
    encoding: str
    declared: str
    was_composed: bool


def text_of(data: bytes) -> Text:
    """The text of a page, composed.

    >>> text_of("Uû ban nh©n d©n tØnh Hµ TÜnh".encode("latin-1"))
    Text(text='Uỷ ban nhân dân tỉnh Hà Tĩnh', encoding='tcvn3', declared='', was_composed=True)
    """
    found = _DECLARED.search(data[:4096])
    declared = found.group(1).decode("ascii", "replace").lower() if found else ""
    text, encoding = _decoded(data, declared)
    composed = nfc(text)
    return Text(composed, encoding, declared, encoding == "windows-1258" or composed == text)


def _decoded(data: bytes, declared: str) -> tuple[str, str]:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _inside(data.decode(codec, "replace"), codec.removesuffix("-sig"))
    if data[:200].count(0) > _STRAY * len(data[:200]):
        codec = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return data.decode(codec, "replace"), codec
    data = data.replace(b"\x00", b"")
    try:
        return _inside(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        patched = data.decode("utf-8", "replace")
        if error.start > len(data) - 4 or patched.count("\ufffd") * 50 < sum(map(patched.count, "ệạếộáàốư")):
            return _inside(patched, "utf-8")
    return _of_one_byte(data, declared)


def _of_one_byte(data: bytes, declared: str) -> tuple[str, str]:
    """Bytes that are not UTF-8: the reading that makes the most Vietnamese syllables."""
    plain = data.decode("latin-1")
    window = data.decode("cp1258", "replace")
    old = legacy.detect(_judged(plain))
    if old and _share(_DECODERS[old](_judged(plain))) >= _share(nfc(_judged(window))):
        return _DECODERS[old](plain), old
    if "1258" in declared or _share(nfc(_judged(window))) >= 0.75:
        return window, "windows-1258"
    return data.decode("cp1252", "replace"), "windows-1252"


def _inside(text: str, encoding: str) -> tuple[str, str]:
    """Good Unicode may hold letters of an old font, as themselves or as entities."""
    if not _ENTITY.search(text) and not any("\xa1" <= letter <= "\xff" for letter in text[:_JUDGED]):
        return text, encoding
    spelt = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    old = legacy.detect(_judged(spelt))
    return (_DECODERS[old](spelt), old) if old else (text, encoding)


def _judged(text: str) -> str:
    return re.sub(r"<[^<>]{0,2000}>|&nbsp;|&#?\w{1,8};", " ", text[: 4 * _JUDGED])[:_JUDGED]


def _share(text: str) -> float:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
