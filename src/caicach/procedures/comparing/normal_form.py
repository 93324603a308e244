"""One form for what means the same: composed letters, white space, place of the tone mark, case and signs, short names.

Each step is named, so that what was looked over can be told.
"""

import re
from functools import lru_cache
from typing import Final

from caicach.kernel.text.characters import clean
from caicach.kernel.text.folding import squeeze

_PAIRS: Final = dict(
    pair.split("/")
    for pair in [
        "òa/oà",
        "óa/oá",
        "ỏa/oả",
        "õa/oã",
        "ọa/oạ",
        "òe/oè",
        "óe/oé",
        "ỏe/oẻ",
        "õe/oẽ",
        "ọe/oẹ",
        "ùy/uỳ",
        "úy/uý",
        "ủy/uỷ",
        "ũy/uỹ",
        "ụy/uỵ",
    ]
)
_NEW_PLACE: Final = {old: new for new, old in _PAIRS.items()}
_SHORT: Final = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "vpđkđđ": "văn phòng đăng ký đất đai",
    "đkđđ": "đăng ký đất đai",
    "vpđk": "văn phòng đăng ký", "bhxh": "bảo hiểm xã hội", "tthc": "thủ tục hành chính", "hcc": "hành chính công",
    "gcn": "giấy chứng nhận", "qsdđ": "quyền sử dụng đất", "ttpvhcc": "trung tâm phục vụ hành chính công",
    "tp": "thành phố", "cp": "chính phủ", "qđ": "quyết định", "nđ": "nghị định", "tt": "thông tư", "tw": "trung ương",
    "htx": "hợp tác xã", "cccd": "căn cước công dân", "dvc": "dịch vụ công", "hs": "hồ sơ", "bq": "bình quân",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+(?:[.,/][^\W_]+)*")
_BULLET: Final = re.compile(r"(?m)^[\s•▪►●◆–+*-]+|(?<=[.;:]) [-+*] ")
_OF_PROCEDURE: Final = re.compile(r"^(?:(?:tên )?thủ tục(?: hành chính)?|tthc)\s*[:.–-]?\s+", re.IGNORECASE)

STEPS: Final = ("white_space", "tone_place", "case_and_signs", "short_names", "order")
"""The names of the steps, in the order in which they are taken; before them all, text is composed."""


@lru_cache(maxsize=60_000)
def forms(text: str) -> tuple[str, ...]:
    """The text after each step.

    >>> forms("Uỷ ban  nhân dân, xã Hoà Bình")[1:3]
    ('Ủy ban nhân dân, xã Hòa Bình', 'ủy ban nhân dân xã hòa bình')
    """
    spaced = squeeze(clean(text))
    placed = with_tones_in_place(spaced)
    words = _WORD.findall(_BULLET.sub(" ", placed.lower()))
    words = [word.strip(".,") for word in words]
    whole = [_SHORT.get(word, word) for word in words]
    ordered = " ".join(sorted(" ".join(whole).split()))
    return spaced, placed, " ".join(words), " ".join(whole), ordered


def with_tones_in_place(text: str) -> str:
    """«hoà», «uỷ» with the mark on the first vowel, as «hòa», «ủy»; «toàn» keeps its one right place.

    >>> with_tones_in_place("Uỷ ban Hoà Bình thoả thuận, toàn quyền, quỹ, HOÀ")
    'Ủy ban Hòa Bình thỏa thuận, toàn quyền, quỹ, HÒA'
    """
    return _PLACE.sub(lambda found: _moved(found.group()), text)


_PLACE: Final = re.compile("(?<![Qq])(?:" + "|".join(_NEW_PLACE) + r")(?![^\W\d_])", re.IGNORECASE)


def _moved(pair: str) -> str:
    new = _NEW_PLACE[pair.lower()]
    if pair.isupper():
        return new.upper()
    return new[0].upper() + new[1] if pair[0].isupper() else new


def ignored_between(one: str, other: str, *, ordered: bool = False) -> tuple[str, ...] | None:
    """The steps that made the two texts one, or None where they stay different.

    >>> ignored_between("Hoà  Bình", "Hòa Bình"), ignored_between("Hòa Bình", "Hoa Bình")
    (('white_space', 'tone_place'), None)
    """
    if one == other:
        return ()
    first, second = forms(one), forms(other)
    last = len(STEPS) if ordered else len(STEPS) - 1
    for step in range(last):
        if first[step] == second[step]:
            return _steps_needed((one, *first[: step + 1]), (other, *second[: step + 1]))
    return None


def _steps_needed(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """A step counts where it changed one text and not the other in the same way."""
    needed = []
    for at, name in enumerate(STEPS[: len(first) - 1]):
        changed = first[at] != first[at + 1], second[at] != second[at + 1]
        if changed[0] != changed[1] or (all(changed) and at == len(first) - 2):
            needed.append(name)
    return tuple(needed) or (STEPS[len(first) - 2],)


def name_form(name: str) -> str:
    """A name for matching: without the words «Thủ tục» before it.

    >>> name_form("Thủ tục cấp lại Giấy phép"), name_form("Cấp lại giấy phép.")
    ('cấp lại giấy phép', 'cấp lại giấy phép')
    """
    return forms(_OF_PROCEDURE.sub("", squeeze(name)))[3]
