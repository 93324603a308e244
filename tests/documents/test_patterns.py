"""No pattern of the readers may try every way to part a row of signs: of such a file the reader would never end."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as codes  # the parser of the standard library has no public door
from re import _parser as parser

import pytest

import caicach.documents
from caicach.documents.read.reader import read_file

LETTER = """SỞ NỘI VỤ
Số: 12/SNV-VP

Kính gửi: Các sở{signs}

1. Sở Y tế báo cáo{signs}x

Nơi nhận:
- Như trên{signs}x;
- Lưu: VT.
{signs}"""


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(caicach.documents.__path__, "caicach.documents."):
        for name, value in vars(importlib.import_module(found.name)).items():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    yield f"{found.name}.{name}", one


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
    assert [name for name, one in _patterns() if _nested(parser.parse(one.pattern, one.flags & ~re.UNICODE))] == []


@pytest.mark.parametrize("sign", [";", "- ", ". ", "(", "“ ", "`", "|", " ´", "_", "; ."])
@pytest.mark.timeout(60)  # without an end it would be hours
def test_rows_of_signs_are_read_in_their_time(sign):
    read_file(LETTER.format(signs=f" {sign * 60} ").encode(), filename="cv.txt")
