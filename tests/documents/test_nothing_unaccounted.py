"""Whatever a letter says: each day ahead and each order in its text became something, or the reading tells of it.

What is searched for here does not come from the reader: days written in figures or words, quarters and months behind
«trước», «trong», «hết», and sentences that open with an order.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from caicach.documents.read.reader import read_file
from caicach.documents.read.unclaimed import Claims
from caicach.documents.values import Reading, Span
from caicach.kernel.text.folding import fold

_HERE: Final = Path(__file__).parent
_REAL: Final = Path(__file__).parents[3] / "shared" / "directives"
_LETTERS: Final = sorted(
    path
    for folder in (_HERE / "letters", _HERE / "blind_letters", _HERE / "office_letters", _REAL)
    for path in folder.glob("*.txt")
)
_DAY: Final = re.compile(
    r"(?<![\d/-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(20\d\d)(?![\d/])"
    r"|ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(20\d\d)"
)
_PERIOD: Final = re.compile(
    r"\b(?:truoc|trong|het)\s+(?:quy\s+(?:i{1,3}|iv)|thang\s+\d{1,2})(?:\s*/\s*|\s+nam\s+)20\d\d\b"
)
_UNITS: Final = "Sở|Bộ|UBND|Ủy ban|Chủ tịch|Giám đốc|Công an|Phòng|Trưởng|Văn phòng"
_ORDER: Final = re.compile(rf"(?:^|[.;]\s+|\n\s*[-+*]?\s*|\n\s*\d+\.\s*)(?=(?:Giao|Yêu cầu|Đề nghị)\s+(?:{_UNITS})\s)")
_PAPER: Final = re.compile(
    r"(?:van\s+ban|cong\s+van|cong\s+dien|ke\s+hoach|quyet\s+dinh|nghi\s+\w+|thong\s+\w+|chi\s+thi|luat|ban\s+hanh|ket\s+luan|bao\s+cao)[^.;]{0,120}$"
)
_TOLD_BY_ITS_HEADING: Final = {
    "412": ["31/12/2026"],  # an aim: «Đến 31/12/2026, tối thiểu 60% người dân ...» under «Mục tiêu»
    "453": ["31/12/2026"],  # the same
    "703": ["31/10/2026"],  # until when the weather service expects rain
    "713": ["Trong quý III/2026"],  # what was done: «đã khảo sát»
    "1001": ["trong tháng 9/2026"],  # the same: «có 37 xã bị gián đoạn»
    "an-article-quoted-in-an-answer": ["15/8/2025"],  # the words of another paper, between quotation marks
}
_TELLS: Final = ("tasks.", "obligations.", "not_understood.", "lost_tables.")
_SAYS_WHEN: Final = ("deadline", "beside")
"""What a letter tells of a time: a task's deadline, or a mark beside it."""


@pytest.mark.parametrize("path", _LETTERS, ids=lambda path: path.stem)
def test_no_day_ahead_and_no_order_is_lost(path: Path) -> None:
    reading = read_file(path.read_bytes(), filename=path.name)
    times = [" ".join(one.of(reading.text).split()) for one in _lost_times(reading)]
    orders = [reading.text[at : at + 60] for at in _lost_orders(reading)]
    assert (times, orders) == (_TOLD_BY_ITS_HEADING.get(path.stem, []), [])


def _body(reading: Reading) -> Span:
    spans = [span for name, span in reading.spans.items() if name.split(".")[0] in ("opening", "body", "closing")]
    return Span(min((one.start for one in spans), default=0), max((one.end for one in spans), default=0))


def _lost_times(reading: Reading) -> Iterator[Span]:
    body, folded = _body(reading), fold(reading.text)
    issued = reading.document.date
    elsewhere = [s for n, s in reading.spans.items() if n.startswith(("citations.", "footnotes.", "legal_bases."))]
    told = [s for n, s in reading.spans.items() if _tells_a_time(n)]
    days = (found for found in _DAY.finditer(folded) if _is_ahead(found, issued))
    for found in (*days, *_PERIOD.finditer(folded)):
        span = Span(*found.span())
        if not body.start <= span.start < body.end or _PAPER.search(folded, max(0, span.start - 140), span.start):
            continue
        if not any(_touch(span, one) for one in (*elsewhere, *told)):
            yield span


def _tells_a_time(name: str) -> bool:
    parts = name.split(".")
    return parts[0] in ("not_understood", "lost_tables") or (len(parts) > 2 and parts[2] in _SAYS_WHEN)


def _is_ahead(found: re.Match[str], issued: date | None) -> bool:
    day, month, year = (int(one) for one in found.groups() if one)
    try:
        return issued is not None and date(year, month, day) > issued
    except ValueError:
        return True


def _lost_orders(reading: Reading) -> Iterator[int]:
    body = _body(reading)
    told = [span for name, span in reading.spans.items() if name.startswith(_TELLS)]
    for found in _ORDER.finditer(reading.text, body.start, body.end):
        stop = re.compile(r"[.;:]\s|$").search(reading.text, found.end())
        end = stop.start() if stop else body.end
        leads_on = reading.text[end : end + 1] == ":"
        if not leads_on and not any(_touch(Span(found.end(), end), one) for one in told):
            yield found.end()


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def test_a_place_that_begins_before_a_task_is_known_inside_it():
    claims = Claims([Span(2, 8), Span(12, 14), Span(30, 40)])
    assert list(claims.within(Span(5, 20))) == [Span(0, 3), Span(7, 9)]
