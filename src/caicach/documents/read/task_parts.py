"""Several orders in one item, and articles that are only quoted.

«Sở A hoàn thành ...; Sở B bố trí kinh phí trước ngày 15/6. Giao Sở C tập huấn.» gives three units something to do.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.task_forms import agrees, is_order, is_statement, is_trouble_clause, starts_with_action
from caicach.documents.read.unit_names import Phrases
from caicach.documents.read.unit_phrases import asking_unit, assigned_first, assigned_within, orders_at
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.kept import kept_if_short

_BOUNDARY: Final = re.compile(r"[;.]\s+(?=[^\W\d_])")
ALSO: Final = re.compile(r"(?:dong\s+thoi|ben\s+canh\s+do|ngoai\s+ra|cung\s+voi\s+do)\s*,?\s")
TOPIC: Final = re.compile(r"\W*(?:ve|doi\s+voi|lien\s+quan(?:\s+den)?)\s[^:.;]{3,160}:\s+(?=\S)")
"""«Về giải ngân vốn đầu tư công: ...»: what the order behind it is about."""
_OPENS_QUOTE: Final = re.compile(r"[\"“”«]\s*\S")
_CLOSES_QUOTE: Final = re.compile(r"[\"“”»]\s*[.;,]?\s*(?:\./\.)?$")
_QUOTED_MARK: Final = re.compile(
    r"[\"“”«]\s*(?:(?:Điều|Khoản|Mục|Chương|Phần)\s+[\dIVX]|\d{1,2}[a-zđ]?\s?[.)]|[a-zđ]\s?\))"
)
_LONGEST_QUOTE: Final = 60
_LONGEST_NAMES: Final = 4_000  # characters
_LONGEST_QUOTED: Final = 20_000  # characters
_CLOSED_BY: Final = {"“": "”", "«": "»"}
_QUOTE_SIGN: Final = re.compile("[“”«»]")
TIMED: Final = re.compile(r"\W*(?:trong\s+(?:thoi\s+han|vong|thang|quy)|cham\s+nhat|truoc\s+ngay)\b[^,;:]{2,110},\s*")
"""«Trong thời hạn 10 ngày ..., Sở A trình ...»: the time that a sentence begins with."""


def parts_of(text: str) -> tuple[Span, ...]:
    """Where each order of a text stands; one part where it gives one."""
    if len(text) < 60 or (";" not in text and ". " not in text):
        return (Span(0, len(text)),)
    starts = [0]
    phrases = Phrases(text)
    for found in _boundaries(text):
        is_short = found.start() - starts[-1] <= _LONGEST_NAMES
        if is_short and is_bare_name(text[starts[-1] : found.start()]):
            continue  # «Thủ trưởng các sở; Chủ tịch UBND các xã: ...» is one list
        timed = TIMED.match(phrases.folded, found.end())
        if orders_at(phrases, found.end()) or (timed and orders_at(phrases, timed.end())):
            starts.append(found.end())
    return tuple(Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))


def orders_nothing(text: str) -> bool:
    """«Đồng ý ...», «Ngoài ra, Công văn số ... yêu cầu báo cáo»: what is said before the order of another part."""
    also = ALSO.match(fold(text)) or TOPIC.match(fold(text))
    text = text[also.end() :] if also else text
    if not agrees(text) and (starts_with_action(text) or is_order(text)):
        return False
    return is_statement(text) or not (assigned_first(text) or asking_unit(text) or assigned_within(text))


@kept_if_short
def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences and clauses of a text, between «. » and «; »."""
    starts = [0, *(found.end() for found in _boundaries(text))]
    return tuple(Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))


def without_trouble(text: str) -> str:
    """A paragraph up to the sentence that says what to do in difficulties; all of it where it begins with that."""
    for part in sentences_of(text)[1:]:
        end = part.start
        while text[end - 1].isspace():
            end -= 1
        if text[end - 1] == "." and is_trouble_clause(part.of(text)):
            return text[:end]
    return text


def _boundaries(text: str) -> Iterator[re.Match[str]]:
    """Ends of sentences and clauses that stand in no open bracket; one pass, however long the text."""
    depth = seen = 0
    for found in _BOUNDARY.finditer(text):
        depth += text.count("(", seen, found.start()) - text.count(")", seen, found.start())
        seen = found.start()
        if depth <= 0:
            yield found


def quoted_blocks(placed: Sequence[Placed], text: str) -> frozenset[int]:
    """The blocks that repeat the words of another document: between a quotation mark before an item and its end."""
    spans = _quotes(text)
    inside = {
        at for at, one in enumerate(placed) if any(a < one.span.start and one.span.end <= b + 3 for a, b in spans)
    }
    start: int | None = None
    for index, one in enumerate(placed):
        words = one.span.of(text)
        before = text[max(0, one.span.start - 2) : one.span.start].strip()
        is_opened = _OPENS_QUOTE.match(words) or before in {'"', "“", "«"}
        if start is None and ((one.block.number is not None and is_opened) or _QUOTED_MARK.match(words)):
            start = index
        if start is not None and _CLOSES_QUOTE.search(words):
            inside.update(range(start, index + 1))
            start = None
        elif start is not None and index - start > _LONGEST_QUOTE:
            start = None
    return frozenset(inside)


def _quotes(text: str) -> list[tuple[int, int]]:
    """Where marks that open and close stand around articles or items quoted inside running text."""
    found: list[tuple[int, int]] = []
    for opened in _QUOTED_MARK.finditer(text):
        if opened[0][0] not in _CLOSED_BY or (found and opened.start() < found[-1][1]):
            continue
        depth = 0
        for mark in _QUOTE_SIGN.finditer(text, opened.start(), opened.start() + _LONGEST_QUOTED):
            depth += 1 if mark[0] in _CLOSED_BY else -1
            if depth == 0:
                found.append((opened.start(), mark.end()))
                break
    return found


def is_bare_name(text: str) -> bool:
    """«Công an tỉnh» alone: a name says nothing of what is to be done."""
    found = assigned_first(text)
    return found is not None and not text[found.end :].strip(" .:;,-")
