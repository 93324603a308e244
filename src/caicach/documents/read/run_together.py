"""Lines in which several items run together: «... các nội dung sau: 1. Bộ Y tế ... sau:a) ...; b) ... 2. ...»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from caicach.documents.read.item_marks import following
from caicach.documents.read.letters import LOWER, UPPER
from caicach.documents.read.lines import Line
from caicach.documents.values import Span
from caicach.kernel.text.patterns import Pattern

_SHORTEST: Final = 60
_CLAUSE: Final = Pattern(rf"(?<=[.;:”\"])\s*(\d{{1,2}})\.\s*(?=[{UPPER}])")
_FIRST: Final = re.compile(rf"\s*(\d{{1,2}})\.\s*(?=[{UPPER}])")
_POINT: Final = Pattern(rf"(?<=[.;:”\"])\s*([a-zđ])\)\s*(?=[^\W\d_])|(?<=\w)\s+([a-zđ])\)\s+(?=[{UPPER}])")
_BRACKETED: Final = Pattern(r"(?:(?<=[.;:”\"])|^)\s*\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?=[^\W\d_])")
_GLUED: Final = Pattern(
    r"(?<=\w)(?:cong\s+h(?:oa|ao)\s+xa\s+hoi\s+chu\s+nghia|dang\s+cong\s+san\s+viet\s+nam|doc\s+lap\s?-\s?tu\s+do)"
)
_BODY_GLUED: Final = re.compile(
    rf"(?<=[{UPPER}]{{2}})(?=(?:SỞ|BAN|CHI CỤC|CỤC|TRUNG TÂM|VĂN PHÒNG|PHÒNG|THANH TRA|CÔNG AN|ĐẢNG ỦY|HỘI"
    rf"|TRƯỜNG|BỆNH VIỆN|XÃ|PHƯỜNG)\s[{UPPER}]{{2}})"
    rf"|(?<=[{UPPER}]{{2}})(?=Số\s?:)|(?<=phúc)(?=[{UPPER}][{LOWER}])|(?<=[{UPPER}]{{2}})(?=(?:Đ[ộo]c\s+l[ậa]p|CỘNG\s+H))"
)
"""Where two parts of a head stand without a blank between them: «TỈNH NGHỆ ANSỞ CÔNG THƯƠNGSố: ...»."""
_SIGN_GLUED: Final = re.compile(
    rf"(?<=[{UPPER}{LOWER}]\.)(?=(?:KT|TM|TL|TUQ|T/M)\.\s[{UPPER}]{{2}})|(?<=[{UPPER}]{{2}})(?=PHÓ\s[{UPPER}]{{2}})"
    rf"|(?<=[{UPPER}]{{2}})(?=[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}}\s*$)"
)
"""Those it goes to, in whose capacity, title and name, without blanks: «VT.KT. GIÁM ĐỐCPHÓ GIÁM ĐỐCCao Minh Tú»."""
_POSTS: Final = ("KT.", "TM.", "TL.", "TUQ.", "T/M.", "PHÓ ")
_CAPACITY: Final = re.compile(rf"(?:KT|TM|TL|TUQ|T/M)\.\s[{UPPER}]{{2}}|[{UPPER}]{{2}}[{UPPER}][{LOWER}]+\s[{UPPER}]")
_MOTTO: Final = re.compile(r"Độc\s+lập\s?-\s?Tự\s+do")
_WHOLE: Final = 300
"""Characters: a line that holds the motto and is longer holds more than the head."""
_PARTS: Final = re.compile(
    rf"(?<=\s)(?=CỘNG\s+H|Độc\s+lập\s?-|Số\s?:|V/v\s|Kính\s+gửi|Nơi\s+nhận\s?:|(?:KT|TM|TL|TUQ|T/M)\.\s[{UPPER}]{{2}})"
    rf"|(?<=phúc)\s+(?=[{UPPER}][{LOWER}])|(?<=năm\s\d{{4}})\s+(?=[{UPPER}]{{2}})|(?<=\./\.)\s+|(?<=;)\s+(?=-\s)"
    rf"|(?<=[{UPPER}]{{2}})\s+(?=PHÓ\s[{UPPER}]{{2}})|(?<=[{UPPER}]{{2}})\s+(?=[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}}\s*$)"
    rf"|(?<=[{LOWER}]\.)\s+(?=(?:Thực hiện|Triển khai|Căn cứ|Theo|Tiếp theo|Để|Ngày|Xét|Nhằm|Trên cơ sở|Qua)\s)"
)
"""Where the parts of a letter begin that came as one line."""
_NUMBERED: Final = re.compile(rf"[{UPPER}]{{2}}Số\s?:")
_SALUTED: Final = re.compile(rf"(?<=[{LOWER}]\.)(?=[{UPPER}][{LOWER}]+\s[{LOWER}])")
_LEAVE: Final = re.compile(
    r"(?<=[.;])\s+"
    r"(?=(?:Nhận được|Trong quá trình|Căn cứ nội dung|Trên đây|Trân trọng|Yêu cầu các|Đề nghị các|Đề nghị Thủ)\b)"
)
_DASH: Final = re.compile(rf"(?<=[.;:])\s*[-–+]\s+(?=[{UPPER}])")


def item_starts(text: str) -> tuple[int, ...]:
    """Where items begin inside a line; none where the line is one item or a sentence.

    Numbers are believed where they count on from 1; letters and dashes only beside such numbers.

    >>> line = "yêu cầu thực hiện các nội dung sau: 1. Sở Y tế: a) Cấp thuốc; b) Tập huấn. 2. Công an tỉnh tuần tra."
    >>> [line[start:start + 6] for start in item_starts(line)]
    ['1. Sở ', 'a) Cấp', 'b) Tập', '2. Côn']
    """
    if len(text) < _SHORTEST:
        return ()
    numbers = list(_series(_CLAUSE, text, "1"))
    bracketed = next(
        (found for first in ("1", "i", "a") if len(found := list(_series(_BRACKETED, text, first))) > 1), []
    )
    if bracketed and not numbers and text[: bracketed[0]].rstrip()[-1:] in {"", ":"}:
        return tuple(bracketed)
    if not numbers:
        numbers = _counting_on(text)
    if len(numbers) < 2 and not (numbers and text[: numbers[0]].rstrip().endswith(":")):
        return ()
    points = [at for first in _firsts(text) for at in _series(_POINT, text, "a", first)]
    dashes = [_begin(found) for found in _DASH.finditer(text, numbers[0])]
    leave = [found.end() for found in _LEAVE.finditer(text, numbers[-1])]
    return tuple(sorted({*numbers, *points, *(dashes if len(dashes) > 1 else ()), *leave[-1:]}))


def _counting_on(text: str) -> list[int]:
    """«1. ... 2. ... 3. ...» of a line that begins with a number: the numbers that count on from it."""
    first = _FIRST.match(text)
    behind = list(_series(_CLAUSE, text, following(first[1]), first.end())) if first else []
    return [0, *behind] if behind else []


def _series(mark: Pattern, text: str, first: str, start: int = 0) -> Iterator[int]:
    """Marks that follow one another: 1., 2., 3.; others between them are words of the text."""
    wanted = first
    for found in mark.finditer(text, start):
        if _number(found) == wanted:
            yield _begin(found)
            wanted = following(wanted.upper()).lower() if first == "i" else following(wanted)


def _firsts(text: str) -> list[int]:
    """Before every «a)», for each number has letters of its own."""
    return [found.start() for found in _POINT.finditer(text) if _number(found) == "a"]


def _number(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)


def _begin(found: re.Match[str]) -> int:
    return found.end() - len(found[0].lstrip())


def parted_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each that holds several items cut where they begin, two heads glued into one parted."""
    apart = [piece for line in lines for piece in _heads(line)]
    return tuple(piece for line in apart for piece in _pieces(line))


def _heads(line: Line) -> Iterator[Line]:
    """«BỘ NỘI VỤCỘNG HÒA XÃ HỘI ...», as two columns come out of a page without a blank between them."""
    found = _GLUED.search(line.folded) if line.text[:1].isupper() else None
    ends = {found.start()} if found else set()
    if len(line.text) > _WHOLE and _MOTTO.search(line.text):
        ends = {part.end() for part in _PARTS.finditer(line.text)}
    elif found or ("Số" in line.text[2:] and _NUMBERED.search(line.text)):
        ends |= {glued.start() for glued in _BODY_GLUED.finditer(line.text)}
    if any(map(line.text.__contains__, _POSTS)) and _CAPACITY.search(line.text):
        ends |= {glued.start() for glued in _SIGN_GLUED.finditer(line.text)}
    if line.folded.startswith("kinh gui"):
        ends |= {glued.start() for glued in _SALUTED.finditer(line.text)}
    bounds = [0, *sorted(ends - {0}), len(line.text)]
    if len(bounds) == 2:
        yield line
        return
    for start, end in pairwise(bounds):
        span = Span(line.span.start + start, line.span.start + end)
        yield replace(line, text=line.text[start:end], folded=line.folded[start:end], span=span)


def _pieces(line: Line) -> Iterator[Line]:
    starts = item_starts(line.text)
    if not starts:
        yield line
        return
    bounds = [0, *(start for start in starts if start), len(line.text)]
    for number, (start, end) in enumerate(pairwise(bounds)):
        words = line.text[start:end].rstrip()
        if not words:
            continue
        span = Span(line.span.start + start, line.span.start + start + len(words))
        folded = line.folded[start : start + len(words)]
        yield (
            replace(line, text=words, folded=folded, span=span)
            if not number
            else Line(words, folded, span, True, False)
        )
