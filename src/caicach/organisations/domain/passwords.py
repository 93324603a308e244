"""What makes a password easy to guess: words and habits, beside the list of common ones that Django keeps.

Length counts, not a mixture of kinds of signs (NIST SP 800-63B): what a guesser tries first is taken out, and
enough must be left.
"""

import re
from collections.abc import Iterable
from typing import Final

from caicach.kernel.text.folding import fold, nfc

SHORTEST: Final = 12
LONGEST: Final = 256
LEFT: Final = 6  # signs that must be left when everything guessable is gone
DISTINCT: Final = 5
_COMMON: Final = """
matkhau motconvit khongbiet anhyeuem emyeuanh iloveyou vietnam hanoi saigon hochiminh danang haiphong cantho congchuc
canbo cchc caicach hanhchinh chinhquyen ubnd uybannhandan sonoivu noivu quantri admin administrator root user guest
test demo password passw0rd welcome hello login letmein changeme secret default temp master dragon monkey football
princess sunshine superman batman abc xyz asd qwe zxc
"""
_WORDS: Final = frozenset(_COMMON.split())
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgb",
)
_LIKE: Final = {"a": "a@4", "b": "b8", "e": "e3", "g": "g9", "i": "i1!", "l": "l1", "o": "o0", "s": "s$5", "t": "t7"}
_YEAR: Final = re.compile(r"(?:[0-3]?\d[./-]?[01]?\d[./-]?)?(?:19|20)\d\d")
_REPEATED: Final = re.compile(r"(.{1,4}?)\1{2,}")
_NEITHER: Final = re.compile(r"[^a-z0-9]")


def is_guessable(password: str, about: Iterable[str] = ()) -> bool:
    """Whether a password is made of what guessers try: common words, rows of keys, years, names of its owner.

    >>> [is_guessable(p) for p in ("Matkhau@123456", "123456aA@123456", "qwertyuiop[]2026", "abcabcabcabcabc")]
    [True, True, True, True]
    >>> is_guessable("Tuphap@2026!!", ("tuphap", "Chuyên viên Sở Tư pháp"))
    True
    >>> is_guessable("mua-xuan-nho-nho"), is_guessable("con trâu gặm cỏ ven đê")
    (False, False)
    """
    plain = fold(nfc(password))
    if len(set(plain)) < DISTINCT:
        return True
    for word in sorted({*_of_owner(about), *_WORDS}, key=len, reverse=True):
        plain = _spelt(word).sub(" ", plain)
    plain = _without_rows(_REPEATED.sub(" ", _YEAR.sub(" ", plain)))
    return len(_NEITHER.sub("", plain)) < LEFT


def _of_owner(about: Iterable[str]) -> set[str]:
    """The names in one piece and word by word; short words name nobody."""
    words = [[_NEITHER.sub("", part) for part in re.split(r"[\s@._-]+", fold(nfc(name)))] for name in about]
    pieces = {"".join(parts) for parts in words} | {part for parts in words for part in parts}
    return {piece for piece in pieces if len(piece) >= 3}


def _spelt(word: str) -> re.Pattern[str]:
    """The word however people disguise it: «p@ssw0rd», «mat-khau»."""
    return re.compile(r"[\s._-]*".join(f"[{re.escape(_LIKE.get(sign, sign))}]" for sign in word))


def _without_rows(plain: str) -> str:
    """Four keys or more in the order of a keyboard, the alphabet or the digits, forwards or backwards."""
    kept, at = [], 0
    while at < len(plain):
        run = max((_run(plain, at, row) for row in (*_ROWS, *(row[::-1] for row in _ROWS))), default=0)
        if run < 4:
            kept.append(plain[at])
            run = 1
        at += run
    return "".join(kept)


def _run(plain: str, at: int, row: str) -> int:
    """How many signs from here on follow one another in the row."""
    length = 1
    while at + length < len(plain) and plain[at : at + length + 1] in row:
        length += 1
    return length
