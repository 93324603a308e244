"""Encodings of the years before Unicode: TCVN3 (ABC, fonts .Vn...), VNI-Windows (fonts VNI-...) and VISCII.

All put Vietnamese letters in the places of Western ones, so a file holds "Uû ban" or "Uû ban nh©n d©n" and only the
font made it readable. The input is bytes, or the same read as Latin-1 or Windows-1252 (what most programs show).
"""

import re
from collections.abc import Callable
from typing import Final, Literal

from caicach.kernel.text.folding import nfc
from caicach.kernel.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni", "viscii"]

# TCVN 5712:1993, VN3: A1-FE. The gaps hold no letter. AD (ư) is the soft hyphen of Latin-1: programs like to drop it.
_TCVN3: Final[dict[int, str]] = {
    **dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)),
    **dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True)),
    **dict(zip(range(0xBB, 0xBF), "ằẳẵắ", strict=True)),
    **dict(zip(range(0xC6, 0xCD), "ặầẩẫấậè", strict=True)),
    **dict(zip(range(0xCE, 0xD9), "ẻẽéẹềểễếệìỉ", strict=True)),
    **dict(zip(range(0xDC, 0xE0), "ĩíịò", strict=True)),
    **dict(zip(range(0xE1, 0xF0), "ỏõóọồổỗốộờởỡớợù", strict=True)),
    **dict(zip(range(0xF1, 0xFF), "ủũúụừửữứựỳỷỹýỵ", strict=True)),
}

# VISCII (RFC 1456): 80 to FF without a gap, and six capitals in places of control characters.
_VISCII: Final[dict[int, str]] = {
    **dict(zip((0x02, 0x05, 0x06, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True)),
    **dict(
        enumerate(
            "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
            "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
            start=0x80,
        )
    ),
}

# VNI-Windows: a letter, then a sign that carries the tone and, for a and e, the shape.
_VNI_TONES: Final = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_A: Final = {"â": "â", "á": "ấ", "à": "ầ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"}
_VNI_BREVE: Final = {"ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"}
_VNI_SINGLE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        for sign, tone in _VNI_TONES.items():
            pairs[base + sign] = nfc(_VNI_SINGLE.get(base, base) + tone)
    for shaped in "aeo":
        for sign, letter in _VNI_A.items():
            pairs[shaped + sign] = nfc(nfc(letter).translate(_circumflexed(shaped)))
    for sign, letter in _VNI_BREVE.items():
        pairs["a" + sign] = letter
    return pairs


def _circumflexed(base: str) -> dict[int, str]:
    rows = {"a": "âấầẩẫậ", "e": "êếềểễệ", "o": "ôốồổỗộ"}
    return {ord(a): b for a, b in zip(rows["a"], rows[base], strict=True)}


_VNI: Final = _vni_pairs()
_VNI_UNIT: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z\u0080-\u00ff]+")
_UNICODE_WORD: Final = re.compile(r"[^\W\d_]+")
_TONED: Final = frozenset("".join(_TCVN3.values())) - frozenset("ĂÂÊÔƠƯĐ")
_BEYOND_LATIN_1: Final = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def decode_tcvn3(source: bytes | str, *, capitals: bool = False) -> str:
    """Unicode (NFC) of TCVN3 text; characters outside the table stay.

    TCVN3 has no capitals with tones: "QUYẾT" is stored as "QUYÕT" in an ordinary font, or in small letters in a font
    whose name ends in H (.VnTimeH), which draws capitals: pass ``capitals`` for that one. Without it, a small
    letter inside a word in capitals is raised.

    >>> decode_tcvn3("céng hßa x· héi chñ nghÜa ViÖt Nam")
    'cộng hòa xã hội chủ nghĩa Việt Nam'
    >>> decode_tcvn3("QUYÕT §ÞNH cña Bé"), decode_tcvn3("Uû ban", capitals=True)
    ('QUYẾT ĐỊNH của Bộ', 'UỶ BAN')
    """
    text = nfc(_as_text(source).translate(_TCVN3))
    return text.upper() if capitals else _raise_capitals(text)


def decode_vni(source: bytes | str) -> str:
    """Unicode (NFC) of VNI-Windows text; characters outside the table stay.

    >>> decode_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), decode_vni("QUYEÁT ÑÒNH")
    ('Cộng hòa xã hội chủ nghĩa Việt Nam', 'QUYẾT ĐỊNH')
    """
    return nfc(_VNI_UNIT.sub(_vni_letter, _as_text(source)))


def decode_viscii(source: bytes | str) -> str:
    r"""Unicode (NFC) of VISCII text.

    >>> decode_viscii(b"Vi\xaet Nam, qu\xe4n l\xfd")
    'Việt Nam, quản lý'
    """
    return nfc(_as_text(source).translate(_VISCII))


def _vni_letter(found: re.Match[str]) -> str:
    """The case is that of the first letter: "AÙnh" and "Aùnh" are both "Ánh"."""
    unit = found.group()
    letter = _VNI[unit.lower()]
    return letter.upper() if unit[0].isupper() else letter


def _as_text(source: bytes | str) -> str:
    return source.decode("latin-1") if isinstance(source, bytes) else source


def detect(source: bytes | str) -> Encoding | None:
    """The old encoding that ``source`` is in, or None where it is ordinary text or too short to tell.

    Words that hold a letter beyond ASCII are spelled out in three ways, as they are, as TCVN3 and as VNI; an old
    encoding is named only where nearly all of them become Vietnamese syllables and clearly more than before.

    >>> detect("Uû ban nh©n d©n tØnh Hµ TÜnh"), detect("UÛy ban nhaân daân tænh Haø Tónh")
    ('tcvn3', 'vni')
    >>> detect("Ủy ban nhân dân tỉnh Hà Tĩnh"), detect("le procès-verbal a été signé à Genève")
    (None, None)
    """
    text = _text_to_judge(source)
    if text is None or _BEYOND_LATIN_1.search(text):
        return None
    # One sign alone is no witness: a row of "·" would be a row of "ã".
    words = [word for word in _WORD.findall(text[:100_000]) if len(word) > 1 and not word.isascii()]
    if len(words) < 3:
        return None
    as_is = _share(words, nfc)
    ways: dict[Encoding, Callable[[str], str]] = {"tcvn3": _plain_tcvn3, "vni": decode_vni, "viscii": decode_viscii}
    scores = {encoding: _share(words, decode) for encoding, decode in ways.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= 0.75 and scores[best] >= as_is + 0.2 else None


def _text_to_judge(source: bytes | str) -> str | None:
    """Bytes that are good UTF-8 or start with the mark of UTF-16 are not in an old encoding."""
    if isinstance(source, str):
        return source
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return source.decode("latin-1")
    return None


def _share(words: list[str], decode: Callable[[str], str]) -> float:
    return sum(is_syllable(decode(word)) for word in words) / len(words)


def _plain_tcvn3(word: str) -> str:
    return word.translate(_TCVN3)


def _raise_capitals(text: str) -> str:
    """Raise toned letters in words whose other letters are capitals.

    "Bé" alone could be Bộ or BỘ: a word whose only capital stands first follows the words on both sides of it.
    """
    return "".join(_raise_in_line(line) for line in text.splitlines(keepends=True))


def _raise_in_line(line: str) -> str:
    found = list(_UNICODE_WORD.finditer(line))
    if not any(_TONED & set(word.group()) and _holds_capital(word.group()) for word in found):
        return line
    kinds = [_kind(word.group()) for word in found]
    pieces, end = [], 0
    for index, word in enumerate(found):
        beside = {kind for kind in (*kinds[max(index - 1, 0) : index], *kinds[index + 1 : index + 2]) if kind}
        capitals = kinds[index] == "capitals" or (kinds[index] == "first" and beside == {"capitals"})
        pieces += [line[end : word.start()], word.group().upper() if capitals else word.group()]
        end = word.end()
    return "".join([*pieces, line[end:]])


def _holds_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _kind(word: str) -> str:
    """ "capitals", "first" (one capital, then only toned letters), "small", or "" where the word has no witness."""
    untoned = [letter for letter in word if letter not in _TONED]
    if not untoned:
        return ""
    if any(letter.islower() for letter in untoned):
        return "small"
    only_first = len(untoned) == 1 and word[0] == untoned[0] and len(word) > 1
    return "first" if only_first else "capitals"
