"""Who is to act, and with whom: the lead and cooperating units that a task's words name.

«Giao X chủ trì, phối hợp với Y và Z», «X chủ trì ...», «Trên cơ sở đó, X tổng hợp ...», «Cơ quan chủ trì: X».
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from caicach.documents.read.free_names import free_name
from caicach.documents.read.letters import UPPER
from caicach.documents.read.unit_colons import Assignment, before_colon
from caicach.documents.read.unit_groups import QUALIFIER, named_in_brackets, some_of_a_heading, some_of_many
from caicach.documents.read.unit_names import Phrases, UnitList, UnitName
from caicach.documents.read.unit_vocabulary import VERB
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.kept import kept_if_short
from caicach.kernel.text.patterns import Pattern

_ORDER_WORDS: Final = (
    r"(?:(?:dong\s+y|thong\s+nhat|tiep\s+tuc|kinh)\s+)?(?:giao|yeu\s+cau|(?:de|kien)\s+nghi|phan\s+cong|uy\s+quyen|chi\s+thi)"
    r"(?:\s+(?:nhiem\s+vu|trach\s+nhiem))?(?:\s+(?:cho|dong\s+chi|toi|den|quy(?=\s+(?:co\s+quan|don\s+vi|so|ban|bo|ubnd|uy\s+ban|cong\s+ty|truong|vi|ong|hoi|doan|nganh|ngan)\b)))*"
)
_ORDER: Final = Pattern(rf"\b{_ORDER_WORDS}\s*:?\s+")
_NO_ORDER: Final = re.compile(
    r"(?:\bduoc|\btheo|\bxet|\bban|\bchuyen|\bvan\s+ban|\bnhiem\s+vu|\bcac|\bnhung|\btai|\bthuc\s+hien|\bnoi\s+dung"
    r"|\bda|\bvuot|\bquyet\s+dinh)\s+$"
)
_ORDERS_ON: Final = re.compile(r"(?:giao(?!\s+(?:ban|thong|dich))|yeu\s+cau|de\s+nghi|phan\s+cong|uy\s+quyen)(?!\w)")
_GIVERS: Final = re.compile(
    r"(?:(?:pho\s+)?(?:chu\s+tich|thu\s+tuong|bo\s+truong|bi\s+thu)|chinh\s+phu|quoc\s+hoi|uy\s+ban\s+nhan\s+dan|ubnd"
    r"|hoi\s+dong\s+nhan\s+dan|hdnd|thuong\s+truc|ban\s+(?:thuong\s+vu|chi\s+dao|chap\s+hanh)|(?:tinh|thanh|dang)\s+uy"
    r"|bo\s+chinh\s+tri)(?!\w)"
)
_TITLE: Final = re.compile(r"\W*[^\W\d_][^:.;()]{2,100}:\s+(?=\S)")
_REACH: Final = 400
"""How far behind a list of units its verb is looked for."""
_LEADING: Final = re.compile(r"[\W_]*(?:(?:rieng|trong\s+do|truoc\s+mat|dong\s+thoi|ngoai\s+ra)\s*,?\s+)?")
_FOR: Final = re.compile(
    r"(?:doi\s+voi|trach\s+nhiem\s+cua|nhiem\s+vu\s+cua|phan\s+cong\s+nhiem\s+vu\s+cho|ve\s+phia)\s+(?:cac\s+)?"
)
_STATEMENT: Final = re.compile(
    r"(?:da|bi|nao|tran\s+trong|rat\s+mong|xin|kinh(?!\s+doanh)|cam\s+on|trien\s+khai\s+(?:con|chua)|thuc\s+hien\s+(?:con|chua)|la(?!\s+(?:co\s+quan|don\s+vi|dau\s+moi))|duoc(?!\s+(?:de\s+nghi|moi|yeu\s+cau)\s)|cua|ve|va|tai|gom|bao\s+gom|hien|dang|chua|van(?!\s+(?:hanh|dong|chuyen|dung))|thi|nhung"
    r"|hoac|ma|co(?!\s+(?:trach|van|bao|y|ke|giai|bien|phuong|quy))"
    r"|nhan\s+duoc|dong\s+y|ghi\s+nhan|giao|yeu\s+cau|de\s+nghi|phan\s+cong|uy\s+quyen|ban\s+hanh\s+kem|noi\s+chung"
    r"|kem\s+theo|khoa|nam|ngay|thang|so)(?!\w)"
)
_APPRAISED: Final = re.compile(
    r"(?:trien\s+khai|thuc\s+hien|giai\s+quyet|to\s+chuc|phoi\s+hop|tham\s+muu|quan\s+tam)(?:\s+(?!de\b|ngay\b|viec\b)\w+){0,3}\s+(?:con|chua)\b"
)
"""«Các địa phương triển khai chưa đồng đều»: how it went, not what is to be done."""
_TIMED: Final = re.compile(
    r"(?:truoc|cham\s+nhat|trong|den\s+het|tu)\s+(?=\d|ngay|thang|quy|vong|thoi)(?:[\w/]+\s+){1,9}?(?=(?:chu\s+dong|hoan\s+thanh|bao\s+cao|to\s+chuc|thuc\s+hien|ra\s+soat|gui|trinh|bo\s+tri|chu\s+tri|phoi\s+hop|kiem\s+tra|xay\s+dung|ban\s+hanh|tham\s+muu|so\s+tan|di\s+doi)\b)"
)
"""«Chủ tịch UBND các xã ven biển, trước 17 giờ ngày 26/11 hoàn thành ...»: when, between who and what."""
_INTRODUCES: Final = re.compile(
    r"[\W_]*(?:can\s+cu|tren\s+co\s+so|de(?!\s+nghi)|truong\s+hop|doi\s+voi|trong|khi|sau\s+khi|theo|thuc\s+hien"
    r"|nham|tu|hang|dinh\s+ky|truoc|voi|ve|trien\s+khai|ngay\s+sau|tiep\s+tuc"
    r"|tren\s+tinh\s+than|do|vi|hoan\s+thanh|cham\s+nhat|qua|thong\s+qua|gan|xuat\s+phat|tai)\b"
)
_CLAUSE: Final = re.compile(r"(?:,|;|\.\s|:)\s*")
_WITH: Final = Pattern(
    r"\b(?:phoi\s+hop|lam\s+viec(?:\s+truc\s+tiep)?|trao\s+doi,?\s+thong\s+nhat"
    r"|thong\s+nhat)\b(?P<words>[^.;:]{0,70}?)\b(?:(?<!doi\s)voi|cung(?:\s+voi)?(?!\s+cap\b))\s+(?:ca\s+)?"
    r"|\bphoi\s+hop(?:\s*,\s*(?:ho\s+tro|huong\s+dan|giup\s+do))?(?:\s+chat\s+che|\s+tot)?\s+|\bcung\s+voi\s+"
    # «chủ trì, cùng Công an tỉnh lập đoàn», never «công cùng», «đã cùng»
    r"|\b(?<!cong )(?<!da )cung\s+(?=(?:cac\s+)?(?:so|bo|cong\s+an|ubnd|uy\s+ban|phong|ban|chi\s+cuc|cuc"
    r"|trung\s+tam|mat\s+tran|doan|hoi|thue|chi\s+bo|dang\s+uy|tram|truong|van\s+phong|thanh\s+tra"
    r"|lien\s+doan|co\s+quan|don\s+vi|cac|vnpt|viettel|mobifone|cong\s+ty|ngan\s+hang|kho\s+bac|benh\s+vien|dien\s+luc"
    r"|buu\s+dien|doi|hat|vien)\s)"
    r"|\(chu\s+tri\)\s*(?:,|;|\bva\b)\s*(?:phoi\s+hop\s+(?:voi\s+)?)?"
)
_CHAIRED: Final = Pattern(r"\bchu\s+tri\s*[,;]\s+")
_BESIDE: Final = re.compile(r"\s*,\s+cùng(?:\s+với)?\s+")
_JOINS: Final = re.compile(r"\s+(?:cung\s+)?phoi\s+hop\b(?!\s+(?:voi|cung)\b)")
"""«Sở A chủ trì, Sở B phối hợp ...»: who works with it, named before the word."""
_DIRECT: Final = re.compile(r"phoi\s+hop\s+")
_CHAIRS: Final = re.compile(
    r"\s+(?:duoc\s+giao\s+)?(?:chu\s+tri|lam\s+(?:co\s+quan\s+|don\s+vi\s+)?(?:chu\s+tri|dau\s+moi)"
    r"|chiu\s+trach\s+nhiem\s+chu\s+tri)\b"
)


_SHORTENED: Final = re.compile(
    rf"(?:(?:P|TT|VP|BCH|BQL)\.?\s?[{UPPER}][{UPPER}&.,-]+(?:\s(?:xã|phường|tỉnh))?"
    rf"|(?:Đ/c|Đồng chí|Anh|Chị)\s[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*){{0,3}}(?:\s\([^()]{{2,40}}\))?)"
    r"(?=\s*:\s+\S)"
)
"""«P.VH-XH: phân công ...», «Đ/c Hà (PCT): chỉ đạo ...»: as colleagues call a unit or one another, before a colon."""


_INITIALS: Final = re.compile(
    rf"(?!TTHC|CCHC|CNTT|DVC|PCCC|PCTT|ATTP|GPMB|ATGT|KTXH|QPAN|BHYT|BHXH|GRDP|GDP)[{UPPER}]{{3,8}}(?=\s)"
)


def _initials(phrases: Phrases, at: int) -> re.Match[str] | None:
    """«VEC bảo đảm ...»: a body by its initials, where what it is to do follows in two syllables."""
    found = _INITIALS.match(phrases.text, at)
    place = phrases.past_blanks(found.end()) if found else 0
    verb = VERB.match(phrases.folded, place) if found and phrases.is_action(place) else None
    return found if verb and " " in verb[0] and not _STATEMENT.match(phrases.folded, place) else None


@kept_if_short
def assigned_first(text: str) -> Assignment | None:
    """The units that a text begins with, or that it is given to in its first words («Giao X ...», «X: ...»)."""
    phrases = Phrases(text)
    lead_in = _LEADING.match(phrases.folded)
    at = lead_in.end() if lead_in else 0
    order = order_at(phrases, at)
    found = phrases.units_at(order.end() if order else at)
    meant = None if found else _FOR.match(phrases.folded, at)
    if meant:  # «Đối với UBND các phường A, B: thí điểm ...»
        found = phrases.units_at(meant.end()) or phrases.units_at(meant.end() - len(_many(meant[0])))
        return Assignment(found.names, at, found.end, True) if found and _has_colon(phrases, found) else None
    start = order.end() if order else at
    named = named_in_brackets(phrases, found) if found and not order else None
    free = free_name(phrases, found.names[-1].span.start if found else start, found.end if found else start)
    if named is None and free is not None:
        return Assignment((*(found.names[:-1] if found else ()), free), at, free.span.end, True)
    if found is None:
        short = _SHORTENED.match(phrases.text, start) or _initials(phrases, start)
        return Assignment((UnitName(short[0], Span(*short.span())),), at, short.end(), True) if short else None
    return _of_found(phrases, found, at, named, is_ordered=bool(order))


def _of_found(
    phrases: Phrases, found: UnitList, at: int, named: UnitList | None, *, is_ordered: bool
) -> Assignment | None:
    """Whether all of a list are meant, those named in brackets, or those that words behind it tell."""
    some = named or some_of_many(phrases, found)
    if some is not None and (named or "," not in phrases.text[found.end : found.end + 2]):
        return Assignment(some.names, at, some.end, True)
    label = before_colon(phrases, found, at)
    if label is None and _acts(phrases, found, is_ordered):
        return Assignment(found.names, at, found.end, True)
    return label or (Assignment(some.names, at, some.end, True) if some else None)


def titled_order(text: str) -> Assignment | None:
    """«Kinh phí thực hiện: Sở Tài chính bố trí ...»: the units behind a title, where they begin what is given."""
    title = _TITLE.match(text)
    behind = text[title.end() :] if title else ""
    found = assigned_first(behind) if behind else None
    if title is None or found is None or not behind[found.end :].strip(" .:;,-"):
        return None
    by = title.end()
    moved = tuple(one.moved(by) for one in found.leads)
    return Assignment(moved, found.start + by, found.end + by, False)


def asking_unit(text: str) -> Assignment | None:
    """«Ban Quản lý dự án số 2 yêu cầu nhà thầu ...»: a unit whose work it is to ask others; none that governs."""
    phrases = Phrases(text)
    lead_in = _LEADING.match(phrases.folded)
    at = lead_in.end() if lead_in else 0
    found = None if _GIVERS.match(phrases.folded, at) else phrases.units_at(at)
    if found is None or _ORDERS_ON.match(phrases.folded[found.end :].lstrip()) is None:
        return None
    return Assignment(found.names, at, found.end, True)


def _many(words: str) -> str:
    """The «các » that the words before a list ended with."""
    return words[words.rindex("cac") :] if words.rstrip().endswith("cac") else ""


def _has_colon(phrases: Phrases, found: UnitList) -> bool:
    rest = phrases.folded[found.end :].lstrip()
    return rest.startswith(":") and len(rest) > 1


def _acts(phrases: Phrases, found: UnitList, is_ordered: bool) -> bool:
    """Whether the words after the units go on as an order does, not as a statement."""
    rest = phrases.folded[found.end : found.end + _REACH]
    bare = rest.lstrip(' ,)"“')
    if not bare.strip(" .;") or bare[0] in ":(-;.":
        return is_ordered or bare[:1] in {":", "(", "-", ""} or not bare.strip(" .;")
    if _APPRAISED.match(bare):
        return False
    if (beside := _BESIDE.match(phrases.text, found.end)) and (others := phrases.units_at(beside.end())):
        return acts_at(phrases, others.end)  # «Sở A, cùng Công ty B | kiểm tra»
    if rest[:1] == "," and (timed := _TIMED.match(bare)) and VERB.match(bare, timed.end()):
        return True
    statement, verb = _STATEMENT.match(bare), VERB.match(bare)
    if statement and not (verb and verb.end() > statement.end()):  # «số hóa ...» is an action, «số ...» is none
        return False
    return (
        is_ordered
        or verb is not None
        or (rest[:1].isspace() and phrases.text[found.end : found.end + _REACH].lstrip(' "“')[:1].islower())
    )


def acts_at(phrases: Phrases, at: int) -> bool:
    """Whether the words behind a unit begin with what it is to do, and tell nothing of it."""
    rest = phrases.folded[at : at + _REACH].lstrip()
    verb, statement = VERB.match(rest), _STATEMENT.match(rest)
    is_told = statement is not None and verb is not None and verb.end() <= statement.end()
    return verb is not None and not is_told and _APPRAISED.match(rest) is None


_BEGINS_SMALL: Final = re.compile(r"(?<=; )(?:các|đ/c|đồng chí|trường|trạm|phòng|công an)\s")
"""Names that may begin the work of another behind a semicolon, in small letters."""


def order_at(phrases: Phrases, at: int) -> re.Match[str] | None:
    """The words of an order at ``at``; «Giáo viên» folds like «giao viên» and is none."""
    return None if _is_lesson(phrases, at) else _ORDER.match(phrases.folded, at)


def _is_lesson(phrases: Phrases, at: int) -> bool:
    return phrases.text[at : at + 4].lower() == "giáo"


def orders_at(phrases: Phrases, at: int) -> bool:
    """Whether another order begins at ``at``: «Giao X ...», or a unit with a capital and what it is to do."""
    text = phrases.text
    order = order_at(phrases, at)
    found = phrases.units_at(order.end() if order else at)
    if found is None or not (order or text[at].isupper() or _BEGINS_SMALL.match(text, at)):
        return _begins_introduced(text, at)
    rest = phrases.folded[found.end : found.end + _REACH].lstrip(" ,")
    return (
        rest[:1] == ":"
        or some_of_many(phrases, found) is not None
        or (VERB.match(rest) is not None and not _STATEMENT.match(rest))
        or (bool(order) and _acts(phrases, found, True))
        or (rest != "" and _acts(phrases, found, False) and rest[0].isalpha())
    )


def _begins_introduced(text: str, at: int) -> bool:
    """Whether a sentence of its own («. Về ...») orders behind its introduction."""
    if not text[at].isupper() or not text[max(0, at - _REACH) : at].rstrip().endswith("."):
        return False
    stop = text.find(". ", at)
    return introduced_order(text[at : stop if stop > 0 else len(text)]) is not None


def assigned_within(text: str) -> Assignment | None:
    """The units that a sentence gives something to after other words: «..., UBND tỉnh giao X», «Để ..., X ...»."""
    phrases = Phrases(text)
    found = [*_ordered(phrases), *_after_introduction(phrases), *_chairing(phrases)]
    return min(found, key=lambda one: (one.end, one.start), default=None)


def introduced_order(text: str) -> Assignment | None:
    """«Về kinh phí di dời, giao Sở A ...»: a sentence that orders behind a few words of introduction."""
    phrases = Phrases(text)
    if _INTRODUCES.match(phrases.folded) is None:
        return None
    found = next(_ordered(phrases), None)
    is_near = found is not None and found.start <= QUALIFIER and phrases.folded[: found.start].rstrip().endswith(",")
    return found if is_near else None


def _ordered(phrases: Phrases) -> Iterator[Assignment]:
    for order in _orders_of(phrases):
        units = phrases.units_at(order.end())
        if units is not None and _acts(phrases, units, True):
            yield Assignment(units.names, _issuer_start(phrases, order.start()), units.end, False)
            return


def _orders_of(phrases: Phrases) -> Iterator[re.Match[str]]:
    for order in _ORDER.finditer(phrases.folded):
        start = order.start()
        is_meeting = re.match(r"ban\b", phrases.text[order.end() : order.end() + 4])  # «cuộc họp giao ban»
        before = max(0, start - 16)
        if not (is_meeting or _is_lesson(phrases, start) or _NO_ORDER.search(phrases.folded, before, start)):
            yield order


def _issuer_start(phrases: Phrases, at: int) -> int:
    """Where the body that gives the order is named, if it is named right before the verb."""
    clause = 0
    for boundary in _CLAUSE.finditer(phrases.folded, max(0, at - 160), at):
        clause = boundary.end()
    units = phrases.units_at(clause)
    if units is not None and phrases.folded[units.end : at].strip() in {"", "da", "co y kien"}:
        return clause
    return at


def _after_introduction(phrases: Phrases) -> Iterator[Assignment]:
    for sentence in re.finditer(r"(?:^|(?<=\.\s))[^\s]", phrases.folded):
        stop = phrases.folded.find(". ", sentence.start())
        end = len(phrases.folded) if stop < 0 else stop
        if sentence.start() > 0 or _INTRODUCES.match(phrases.folded, sentence.start()):
            yield from _clause_subject(phrases, sentence.start(), end)


def _clause_subject(phrases: Phrases, start: int, end: int) -> Iterator[Assignment]:
    places = [start] if start > 0 else []
    if _INTRODUCES.match(phrases.folded, start):
        partners = _partner_lists(phrases, start, end)
        places += [
            boundary.end()
            for boundary in _CLAUSE.finditer(phrases.folded, start, end)
            if not any(span.start < boundary.end() < span.end for span in partners)
        ]
    for place in places:
        units = phrases.units_at(place)
        if units is None:
            continue
        rest = phrases.folded[units.end : units.end + _REACH].lstrip(" ,")
        if VERB.match(rest) and not _STATEMENT.match(rest):
            yield Assignment(units.names, place, units.end, False)
            return


def _partner_lists(phrases: Phrases, start: int, end: int) -> list[Span]:
    """Where units are named that somebody else works with: none of them is who acts."""
    lists = []
    for found in _WITH.finditer(phrases.folded, start, end):
        units = phrases.units_at(found.end())
        if units is not None:
            lists.append(Span(found.start(), units.end))
    return lists


def _chairing(phrases: Phrases) -> Iterator[Assignment]:
    """«..., do X chủ trì»."""
    for by in re.finditer(r"\b(?:do|giao|boi)\s+", phrases.folded):
        units = phrases.units_at(by.end())
        if units is not None and _CHAIRS.match(phrases.folded, units.end):
            yield Assignment(units.names, by.start(), units.end, False)
            return


def cooperating(text: str, *, without: Iterable[UnitName] = ()) -> tuple[UnitName, ...]:
    """The units that the text says to act together with, in their order, each once."""
    seen = {fold(unit.text) for unit in without}
    names: list[UnitName] = []
    for unit in _partners(Phrases(text)):
        if fold(unit.text) not in seen:
            seen.add(fold(unit.text))
            names.append(unit)
    return tuple(names)


def _partners(phrases: Phrases) -> Iterator[UnitName]:
    for found in _WITH.finditer(phrases.folded):
        direct = _DIRECT.match(phrases.folded, found.start())
        units = (phrases.units_at(direct.end()) if direct else None) or phrases.units_at(found.end())
        if units is not None:
            yield from (some_of_many(phrases, units) or units).names
    for found in _CHAIRED.finditer(phrases.folded):
        units = phrases.units_at(found.end())
        if units is not None and _JOINS.match(phrases.folded, units.end):
            yield from units.names


@kept_if_short
def heading_units(text: str) -> Assignment | None:
    """The units that a heading names for the items below it: «2. Giám đốc Sở X», «Đối với các Sở: A, B»."""
    phrases = Phrases(text)
    lead_in = _LEADING.match(phrases.folded)
    at = lead_in.end() if lead_in else 0
    meant = _FOR.match(phrases.folded, at)
    if meant:
        units = phrases.units_at(meant.end())
        if units and not phrases.folded[units.end :].strip(" .:;"):
            return Assignment(units.names, at, units.end, True)
    first = assigned_first(text)
    if first is not None:
        return first
    order = order_at(phrases, at)
    some = some_of_a_heading(phrases, phrases.units_at(order.end() if order else at))
    return Assignment(some.names, at, some.end, True) if some else None


def ordered_units(text: str) -> tuple[UnitName, ...] | None:
    """Of an opening that leads to a list («... yêu cầu X, Y thực hiện các nội dung sau:»): its units, () where none is
    named, None where it gives no order.
    """
    phrases = Phrases(text)
    if not phrases.folded.rstrip().endswith(":"):
        return None
    given: tuple[UnitName, ...] | None = None
    for order in _orders_of(phrases):
        units = phrases.units_at(order.end())
        given = units.names if units else (given or ())
    return given
