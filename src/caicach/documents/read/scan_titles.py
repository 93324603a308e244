"""Lines in capitals that every letter has in the same words: titles of those who sign, the motto, names of types.

A seal lies over them, a letter is lost or two words run into one: «CHỦ ïỊCH», «HÓ GIÁM ĐỐC», «CHỦTỊCH». What is one
letter away from exactly one of these lines is that line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final

from caicach.documents.read.tesseract import SeenWord
from caicach.documents.read.vocabulary import DOCUMENT_TYPES
from caicach.kernel.text.folding import fold

_LINES: Final = """
CHỦ TỊCH; PHÓ CHỦ TỊCH; GIÁM ĐỐC; PHÓ GIÁM ĐỐC; BỘ TRƯỞNG; THỦ TƯỚNG; PHÓ THỦ TƯỚNG; CHÁNH VĂN PHÒNG
PHÓ CHÁNH VĂN PHÒNG; CỤC TRƯỞNG; PHÓ CỤC TRƯỞNG; VỤ TRƯỞNG; PHÓ VỤ TRƯỞNG; TRƯỞNG BAN; PHÓ TRƯỞNG BAN; TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG; CHỦ NHIỆM; PHÓ CHỦ NHIỆM; BÍ THƯ; PHÓ BÍ THƯ; TỔNG GIÁM ĐỐC; PHÓ TỔNG GIÁM ĐỐC; VIỆN TRƯỞNG
HIỆU TRƯỞNG; TỔNG CỤC TRƯỞNG; CHÁNH THANH TRA; ỦY BAN NHÂN DÂN; HỘI ĐỒNG NHÂN DÂN; BAN THƯỜNG VỤ; VĂN PHÒNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM; THỦ TƯỚNG CHÍNH PHỦ; ĐẢNG CỘNG SẢN VIỆT NAM; NƠI NHẬN; TRƯỞNG ĐOÀN; KIỂM SOÁT VIÊN
"""
_SHORTEST: Final = 7
_CAPITAL: Final = 0.7
_CLEAR: Final = 93.0


def motto_apart(seen: Sequence[SeenWord]) -> list[SeenWord]:
    """The last word of the issuer and the first of the motto, run into one («LĨNHCỘNG HÒA»), as two."""
    out: list[SeenWord] = []
    for one, after in pairwise([*seen, None]):
        if one is None:
            break
        text = one.word.text
        if len(text) > 4 and text.endswith("CỘNG") and after and fold(after.word.text) == "hoa":
            cut = one.word.right - (one.word.right - one.word.left) * 4 / len(text)
            out.append(replace(one, word=replace(one.word, text=text[:-4], right=cut)))
            out.append(replace(one, word=replace(one.word, text="CỘNG", left=cut)))
        else:
            out.append(one)
    return out


def titles_right(seen: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a page with such lines put right where they stand alone and were not seen clearly."""
    out: list[SeenWord] = []
    for run in _runs(seen):
        right = _line_of(run)
        out += run if right is None else _laid_out(run, right)
    return out


def _runs(seen: Sequence[SeenWord]) -> Iterator[list[SeenWord]]:
    """Stretches of capitals on one line, without a wide gap, and all other words one by one."""
    run: list[SeenWord] = []
    for one in seen:
        if run and not (_is_capital(one) and _goes_on(run[-1], one)):
            yield run
            run = []
        if _is_capital(one):
            run.append(one)
        else:
            yield [one]
    if run:
        yield run


def _is_capital(seen: SeenWord) -> bool:
    letters = [char for char in seen.word.text if char.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= _CAPITAL * len(letters)


def _goes_on(before: SeenWord, one: SeenWord) -> bool:
    return before.line == one.line and -before.word.size < one.word.left - before.word.right < 1.5 * before.word.size


def _line_of(run: Sequence[SeenWord]) -> str | None:
    said = "".join(seen.word.text for seen in run)
    letters = "".join(filter(str.isalnum, fold(said)))
    if len(letters) < _SHORTEST - 1 or any(map(str.isdigit, letters)):
        return None
    exact = _titles_by_letters().get(letters)
    if exact is not None:
        return exact if " ".join(seen.word.text for seen in run).strip(" .:") not in _same(exact) else None
    if min(seen.certainty for seen in run) >= _CLEAR:
        return None
    near = {
        line for known, line in _titles_by_letters().items() if len(known) >= _SHORTEST and _is_one_away(letters, known)
    }
    return near.pop() if len(near) == 1 else None


@cache
def _titles_by_letters() -> dict[str, str]:
    listed = (line.strip() for row in _LINES.splitlines() for line in row.split(";"))
    lines = [line for line in (*listed, *(kind.upper() for kind in DOCUMENT_TYPES)) if " " in line]
    return {fold(line).replace(" ", ""): line for line in lines}


def _same(line: str) -> tuple[str, ...]:
    """Both placings of the tone: «HÒA» and «HOÀ», «ỦY» and «UỶ»."""
    return line, line.replace("ÒA", "OÀ"), line.replace("ỦY", "UỶ")


def _is_one_away(one: str, other: str) -> bool:
    """One letter changed, lost or added."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + (len(one) >= len(other)) :] == other[at + (len(other) >= len(one)) :]


def _laid_out(run: Sequence[SeenWord], line: str) -> list[SeenWord]:
    """The words of the line over the stretch that was seen, in proportion to their letters."""
    left, right = run[0].word.left, run[-1].word.right
    step, at, out = (right - left) / len(line), 0, list[SeenWord]()
    tail = run[-1].word.text[len(run[-1].word.text.rstrip(".:;,")) :]
    words = line.split()
    for number, word in enumerate(words):
        text = word + tail if number == len(words) - 1 else word
        place = replace(run[0].word, text=text, left=left + at * step, right=left + (at + len(word)) * step)
        out.append(replace(run[0], word=place))
        at += len(word) + 1
    return out
