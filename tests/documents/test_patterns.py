"""No pattern of the readers may try every way to part a row of signs: of such a file the reader would never end."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as codes  # the parser of the standard library has no public door
from re import _parser as parser

import pytest
from tests.documents.deadline_wordings import WORDINGS

import caicach.documents
from caicach.documents.deadlines.holidays import HOLIDAY
from caicach.documents.read import cited_numbers, deadlines
from caicach.documents.read.reader import read_file
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.patterns import Pattern

LETTER = """SỞ NỘI VỤ
Số: 12/SNV-VP

Kính gửi: Các sở{signs}

1. Sở Y tế báo cáo{signs}x

Nơi nhận:
- Như trên{signs}x;
- Lưu: VT.
{signs}"""


def _values() -> Iterator[tuple[str, object]]:
    for found in pkgutil.walk_packages(caicach.documents.__path__, "caicach.documents."):
        for name, value in vars(importlib.import_module(found.name)).items():
            yield from ((f"{found.name}.{name}", one) for one in (value if isinstance(value, tuple) else (value,)))


def _guarded() -> list[Pattern]:
    return [one for _, one in _values() if isinstance(one, Pattern)]


def _patterns() -> dict[re.Pattern[str], str]:
    """Each once, by the first name it has: rooms import those of others."""
    found: dict[re.Pattern[str], str] = {}
    for name, one in _values():
        pattern = one.compiled if isinstance(one, Pattern) else one
        if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
            found.setdefault(pattern, name)
    return found


def _is_repeat_alone(body: parser.SubPattern) -> bool:
    """Whether an unbounded repeat inside may be all that the body matches: under another repeat it has many ways."""
    parts = list(body)
    for at, (code, value) in enumerate(parts):
        others = [one for other, one in enumerate(parts) if other != at]
        if any(parser.SubPattern(parser.State(), [one]).getwidth()[0] for one in others):
            continue
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[1] == codes.MAXREPEAT:
            return True
        if code is codes.SUBPATTERN and _is_repeat_alone(value[3]):
            return True
        if code is codes.BRANCH and any(map(_is_repeat_alone, value[1])):
            return True
    return False


def _nested(pattern: parser.SubPattern) -> bool:
    for code, value in pattern:
        match code:
            case codes.MAX_REPEAT | codes.MIN_REPEAT:
                if (value[1] == codes.MAXREPEAT and _is_repeat_alone(value[2])) or _nested(value[2]):
                    return True
            case codes.SUBPATTERN if _nested(value[3]):
                return True
            case codes.BRANCH if any(map(_nested, value[1])):
                return True
            case codes.ASSERT | codes.ASSERT_NOT if _nested(value[1]):
                return True
    return False


def test_no_pattern_repeats_a_repeat():
    parsed = {name: parser.parse(one.pattern, one.flags & ~re.UNICODE) for one, name in _patterns().items()}
    assert [name for name, one in parsed.items() if _nested(one)] == []


@pytest.mark.parametrize("sign", [";", "- ", ". ", "(", "“ ", "`", "|", " ´", "_", "; ."])
@pytest.mark.timeout(60)  # without an end it would be hours
def test_rows_of_signs_are_read_in_their_time(sign):
    read_file(LETTER.format(signs=f" {sign * 60} ").encode(), filename="cv.txt")


def _lines() -> Iterator[str]:
    for folder in ("letters", "blind_letters", "office_letters"):
        for path in sorted((Path(__file__).parent / folder).glob("*.txt"))[::3]:
            text = path.read_text(encoding="utf-8")
            yield from (line for line in text.splitlines() if line.strip())
            yield from (" ".join(part.split()) for part in text.split("\n\n"))


def _spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [one.span() for one in found]


@pytest.mark.slow
def test_what_is_tried_at_some_places_only_is_found_everywhere():
    """Deadlines begin with a word of time, numbers with a digit; guards of other patterns hide nothing."""
    guarded = {id(one): one for one in _guarded() if one.guards}.values()
    assert len(guarded) > 20
    starts = (deadlines._DATED, deadlines._PERIOD, deadlines._UNTIL, deadlines._CLOCK, deadlines._RELATIVE)
    starts += (deadlines._UNREAD, HOLIDAY.compiled)
    of_numbers = (cited_numbers._PARTY, cited_numbers._STATE, cited_numbers._NO_SLASH)
    for line in dict.fromkeys((*_lines(), *(wording for wording, _ in WORDINGS))):
        folded = fold(line)
        text = deadlines._Text(line, None, None)
        for pattern in starts:
            assert _spans(text._each(pattern)) == _spans(pattern.finditer(folded)), (line, pattern.pattern)
        for one in guarded:
            assert one.may_match(folded) or one.compiled.search(folded) is None, (line, one.compiled.pattern)
        found = cited_numbers._candidates(line, Span(0, len(line)))
        for pattern in of_numbers:
            assert _spans(one for one in found if one.re is pattern) == _spans(pattern.finditer(line)), line
