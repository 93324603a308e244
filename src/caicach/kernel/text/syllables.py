"""Is this a written Vietnamese syllable? By the rules of spelling, without a word list.

Used to tell Vietnamese text in an old encoding from other text, and to judge what a scan was read as.
"""

import re
import unicodedata
from typing import Final

_TONES: Final = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
# c g ng before back vowels, k gh ngh before e ê i y: the spelling keeps them apart, and so do we.
_BEFORE_FRONT: Final = "k|gh|ngh"
_BEFORE_BACK: Final = "c|g|ng"
_ANYWHERE: Final = "b|ch|d|đ|gi|h|kh|l|m|n|nh|p|ph|qu|r|s|t|th|tr|v|x|"
_FRONT_OPEN: Final = "iêu|yêu|eo|êu|iu|ia|e|ê|i|y"
_BACK_OPEN: Final = (
    "oai|oay|oao|oeo|uây|uya|uyu|uêu|uôi|ươi|ươu|ai|ay|ao|au|ây|âu|oi|ôi|ơi|ui|ưi|ưu|ua|ưa|oa|oe|uê|uơ|uy|a|o|ô|ơ|u|ư"
)
_FRONT_CLOSED: Final = "iê|yê|e|ê|i|y"
_BACK_CLOSED: Final = "uyê|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|a|ă|â|o|ô|ơ|u|ư"
_SHAPE: Final = re.compile(
    rf"(?:(?:{_BEFORE_FRONT}|{_ANYWHERE}|g(?=i))(?:{_FRONT_OPEN}|(?:{_FRONT_CLOSED})(?P<stop1>ch|c|p|t|)(?:ng|nh|m|n|))"
    rf"|(?:{_BEFORE_BACK}|{_ANYWHERE})(?:{_BACK_OPEN}|(?:{_BACK_CLOSED})(?P<stop2>ch|c|p|t|)(?:ng|nh|m|n|)))"
)


def split_tone(word: str) -> tuple[str, tuple[str, ...]]:
    """The word without its tone marks, in small letters, and the tones met.

    >>> split_tone("Việt")
    ('viêt', ('nặng',))
    """
    parts = unicodedata.normalize("NFD", word.lower())
    bare = "".join(char for char in parts if char not in _TONES)
    return unicodedata.normalize("NFC", bare), tuple(_TONES[char] for char in parts if char in _TONES)


def is_syllable(word: str) -> bool:
    """True where ``word`` could stand in a Vietnamese text; capitals and either placing of the tone are accepted.

    >>> [word for word in ("Nghiêng", "khuỷu", "hòa", "hoà", "quốc", "gì", "Đ") if is_syllable(word)]
    ['Nghiêng', 'khuỷu', 'hòa', 'hoà', 'quốc', 'gì']
    >>> [word for word in ("kông", "cĩ", "quồc", "très", "việtnam", "ngê") if is_syllable(word)]
    []
    """
    bare, tones = split_tone(word)
    if len(tones) > 1 or len(bare) > 7:
        return False
    found = _SHAPE.fullmatch(bare)
    if found is None:
        return False
    stop = found["stop1"] or found["stop2"]
    if not stop:
        return True
    # After c, ch, p, t only sắc and nặng can be said: a strong witness against text in another encoding.
    return bare.endswith(stop) and tones in (("sắc",), ("nặng",))
