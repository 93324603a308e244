"""Several orders in one item, and articles that are only quoted.

«Sở A hoàn thành ...; Sở B bố trí kinh phí trước ngày 15/6. Giao Sở C tập huấn.» gives three units something to do.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.letters import UPPER
from caicach.documents.read.task_forms import agrees, is_order, is_statement, is_trouble_clause, starts_with_action
from caicach.documents.read.unit_names import Phrases
from caicach.documents.read.unit_phrases import (
    acts_at,
    asking_unit,
    assigned_first,
    assigned_within,
    order_at,
    orders_at,
)
from caicach.documents.read.unit_vocabulary import VERB
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.kept import kept_if_short

_BOUNDARY: Final = re.compile(r"[;.]\s+(?=[^\W\d_])")
_COMMA: Final = re.compile(rf",\s+(?=[{UPPER}])")
"""«..., Sở B bố trí kinh phí»: perhaps another who is to act."""
_ENDS_OF_ORDERS: Final = re.compile(rf"{_BOUNDARY.pattern}|{_COMMA.pattern}")
_DUE_END: Final = re.compile(
    r"\b(?:truoc|trong|xong|cham\s+nhat|den(?:\s+het)?|vao|hoan\s+thanh)\s[^,;.]{0,24}?(?:\d{1,2}/\d{1,4}|[ivx]+/\d{4}|\d{4})$"
)
_BEGINS_CLAUSE: Final = re.compile(
    r"\W*(?:can\s+cu|tren\s+co\s+so|de|truong\s+hop|doi\s+voi|trong|khi|sau|theo|nham|tu|truoc|voi|ve|neu|do|vi|qua|ngoai|dong\s+thoi|ben\s+canh)\b"
)
_WORD_START: Final = re.compile(r"(?<![\w])[^\W\d_]")
_NEAR, _OPENING, _FEWEST_WORDS = 120, 24, 3
_HELPS: Final = re.compile(r"(?:phoi\s+hop|cung|tham\s+gia)\b")
_ASKS_ON: Final = re.compile(r"\b(?:de\s+nghi|kien\s+nghi|xin\s+y\s+kien|yeu\s+cau|giao|chi\s+dao|huong\s+dan)\s")
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
    if len(text) < 60 or (";" not in text and ". " not in text and _COMMA.search(text) is None):
        return (Span(0, len(text)),)
    starts = [0]
    phrases = Phrases(text)
    for found in _boundaries(text, _ENDS_OF_ORDERS):
        if text[found.start()] == ",":
            if _acts_anew(phrases, starts[-1], found):
                starts.append(found.end())
            continue
        is_short = found.start() - starts[-1] <= _LONGEST_NAMES
        if is_short and is_bare_name(text[starts[-1] : found.start()]):
            continue  # «Thủ trưởng các sở; Chủ tịch UBND các xã: ...» is one list
        timed = TIMED.match(phrases.folded, found.end())
        if orders_at(phrases, found.end()) or (timed and orders_at(phrases, timed.end())):
            starts.append(found.end())
    return tuple(Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))


def _acts_anew(phrases: Phrases, start: int, comma: re.Match[str]) -> bool:
    """Another unit and its verb behind a comma, where the words before order something of their own.

    No member of a list of names («phối hợp với Sở A, Sở B tổ chức ...»), nor who acts behind an introduction.
    """
    found = phrases.units_at(comma.end())
    if found is None or not acts_at(phrases, found.end):
        return False
    topic = TOPIC.match(phrases.folded, start)
    place = topic.end() if topic else start
    order = order_at(phrases, place)
    first = phrases.units_at(order.end() if order else place)
    has_work = first is not None and len(phrases.folded[first.end : comma.start()].split()) >= _FEWEST_WORDS
    if not (has_work and orders_at(phrases, place)) or _HELPS.match(phrases.folded, phrases.past_blanks(found.end)):
        return False
    if _DUE_END.search(phrases.folded, start, comma.start()):
        return True
    if _ASKS_ON.search(phrases.folded, start + _OPENING, comma.start()):
        return False  # «Sở A đề nghị Bộ B hỗ trợ kinh phí, Bộ C hướng dẫn định mức» is all A's work
    clause = max(start, *(phrases.text.rfind(sign, start, comma.start()) + 1 for sign in ",;:"))
    clause = max(clause, place)
    if _BEGINS_CLAUSE.match(phrases.folded, clause) or (VERB.match(phrases.folded, clause) is None and clause > place):
        return False
    return not _is_within_list(phrases, max(start, comma.start() - _NEAR), comma)


def _is_within_list(phrases: Phrases, start: int, comma: re.Match[str]) -> bool:
    for word in _WORD_START.finditer(phrases.text, start, comma.start()):
        found = phrases.units_at(word.start())
        if found is not None and found.end >= comma.start():
            return True
    return False


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
    starts = [0, *(found.end() for found in _boundaries(text, _BOUNDARY))]
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


def _boundaries(text: str, ends: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Ends of sentences and clauses that stand in no open bracket; one pass, however long the text."""
    depth = seen = 0
    for found in ends.finditer(text):
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
