"""Names of agencies, posts and groups of them, found in running text: where a name begins, and where it ends.

``parse_units`` reads a list of names at a place («Sở A, Sở B và UBND các huyện, thị xã»), keeps a group of common
nouns whole («các cơ quan, đơn vị, địa phương liên quan») and gives every member of a list under one head its head
(«các Sở: Tài chính, Nội vụ» are «Sở Tài chính» and «Sở Nội vụ»).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.unit_vocabulary import (
    CONTINUES,
    FIELD,
    ITEMS,
    LONG_HEAD,
    PEOPLE,
    PLACE_LIST,
    POST,
    SHORT_HEAD,
    TAIL,
    VERB,
)
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze

_LONGEST_NAME: Final = 220
_LONGEST_LIST: Final = 60
_SPACE: Final = re.compile(r"\s*")
_WORD: Final = re.compile(r"[^\W_](?:[\w&]|[./-](?=\w))*")
_AND: Final = re.compile(r"(?:va|cung\s+voi|cung(?!\s+cap\b)|&)\s+")
_SEPARATOR: Final = re.compile(r"\s*(?:[,;]\s*(?:va\s+)?|\s(?:va|cung(?!\s+cap\b)|cung\s+voi)\s+|\s&\s)")
_SHARED: Final = re.compile(
    r"(?:(?P<post>(?:pho\s+)?(?:giam\s+doc|bo\s+truong|thu\s+truong|cuc\s+truong|vu\s+truong|truong|chanh\s+thanh\s+tra|chi\s+cuc\s+truong))\s+)?(?P<many>cac\s+)?(?:dong\s+chi\s+)?(?:giam\s+doc\s+cac\s+)?"
    r"(?P<head>so|bo|cuc|vu|phong|ban|chi\s+cuc|tong\s+cuc|vien|hoi|trung\s+tam)(?P<colon>\s*:)?\s+"
)
_PLACE_HEAD: Final = re.compile(
    r"(?P<post>(?:(?:pho\s+)?chu\s+tich\s+)?(?:ubnd|uy\s+ban\s+nhan\s+dan|hdnd))\s+(?:cac\s+)(?P<kind>tinh|huyen|xa|phuong|quan|thi\s+xa|thanh\s+pho|thi\s+tran|tinh,\s+thanh\s+pho|huyen,\s+thanh\s+pho)\s*:\s+"
)
_STANDING: Final = re.compile(r"\s*\((?:co\s+quan|don\s+vi)\s+[^()]{3,90}\)")
_BARE_POST: Final = re.compile(
    r"(?:cac\s+)?bo\s+truong\s*,\s*thu\s+truong\s+(?:cac\s+)?co\s+quan\s+ngang\s+bo(?:\s*,\s*(?:thu\s+truong\s+(?:cac\s+)?)?co\s+quan\s+thuoc\s+chinh\s+phu)?(?!\w)"
)
_OTHER_WORDS: Final = {
    "so": {"số", "sổ", "so", "sô"},
    "bo": {"bố", "bổ", "bỏ"},
    "ban": {"bản", "bàn", "bán", "bạn"},
    "bao": {"bảo", "bao"},
    "to": {"to"},
    "vu": {"vũ"},
    "hoi": {"hỏi"},
    "quan": {"quan", "quân", "quản", "quán"},
    "tinh": {"tình", "tính", "tinh"},
    "xa": {"xa", "xả"},
    "truong": {"trương"},
    "vien": {"viên"},
    "cap": {"cáp", "cập"},
}
_FUNCTION_WORDS: Final = frozenset(
    [
        "trong",
        "ngoai",
        "voi",
        "de",
        "va",
        "cua",
        "tai",
        "tu",
        "theo",
        "khi",
        "neu",
        "duoc",
        "da",
        "dang",
        "se",
        "la",
        "ve",
        "tren",
        "duoi",
        "cho",
        "co",
        "khong",
        "do",
        "boi",
        "vao",
        "ra",
        "len",
        "nham",
        "nhu",
        "thi",
        "ma",
        "nay",
        "do",
        "truoc",
        "sau",
        "den",
        "gom",
        "qua",
        "cac",
        "nhung",
        "mot",
        "cung",
        "hoac",
        "so",
        "ngay",
        "nam",
        "thang",
        "quy",
        "hay",
        "cung",
        "dung",
        "noi",
        "giao",
        "yeu",
        "cau",
        "ky",
        "ban",
        "bao",
    ]
)
_AFTER_ITEM: Final = re.compile(r"\s*(?:[,;:./)]|$|va\s|cung\s|&)")
_CLAUSE_END: Final = re.compile(r"[.;:]\s|[.;:]$|\n\n")


@dataclass(frozen=True, slots=True)
class UnitName:
    """``text`` as written, the shared head put before it; ``span`` covers the words in the text that was given."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class UnitList:
    names: tuple[UnitName, ...]
    start: int
    end: int

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names)


class Phrases:
    """A text and its folded twin, in which names are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    def units_at(self, at: int) -> UnitList | None:
        """The list of names that begins exactly at ``at``."""
        names: list[UnitName] = []
        place = at
        while len(names) < _LONGEST_LIST:
            found = self._members(place) or self._single(place)
            if not found:
                break
            names += found
            end = found[-1].span.end
            gap = _SEPARATOR.match(self.folded, end)
            if gap is None:
                break
            place = gap.end()
        if not names:
            return None
        return UnitList(tuple(names), at, max(name.span.end for name in names))

    def name_at(self, at: int) -> UnitName | None:
        found = self._single(at)
        return found[0] if found else None

    def _single(self, at: int) -> list[UnitName]:
        end = self._name_end(at)
        if end is None or end <= at:
            return []
        standing = _STANDING.match(self.folded, end)
        end = standing.end() if standing else end
        return [UnitName(squeeze(self.text[at:end]).rstrip(" ,;"), Span(at, end))]

    def _name_end(self, at: int) -> int | None:
        if at >= len(self.text) or self._is_other_word(at):
            return None
        fixed = _BARE_POST.match(self.folded, at)
        if fixed:
            return fixed.end()
        people = PEOPLE.match(self.folded, at)
        if people:
            return self._people_end(people.end())
        post = POST.match(self.folded, at)
        if post:
            return self._after_post(post.end())
        return self._agency_end(at)

    def _after_post(self, at: int) -> int:
        place = self._skip(at)
        of = re.compile(r"cua\s+").match(self.folded, place)
        inner = self._agency_end(of.end() if of else place)
        return inner if inner is not None else at

    def _agency_end(self, at: int) -> int | None:
        if self._is_other_word(at):
            return None
        long = LONG_HEAD.match(self.folded, at)
        if long:
            return self._extend(long.end())
        short = SHORT_HEAD.match(self.folded, at)
        if short and self._is_capital(self._skip(short.end())) and not self._opens_unit_word(short):
            return self._extend(short.end())
        return self._group_end(at)

    def _opens_unit_word(self, head: re.Match[str]) -> bool:
        """«các ban, Sở ...»: a separator between head and capital letter means that the head stands alone."""
        return "," in self.text[head.end() : self._skip(head.end())]

    def _group_end(self, at: int) -> int | None:
        """The end of «các sở, ban, ngành cấp tỉnh»: common nouns with one tail."""
        place, end = at, None
        while True:
            item = ITEMS.match(self.folded, place)
            if item is None or self._is_other_word(item.start()) or self._is_chief(item):
                return end
            stop = item.end()
            tail = TAIL.match(self.folded, self._skip(stop))
            local = None if tail else self._places(stop)
            stop = tail.end() if tail else (local or stop)
            if item["short"] and not (tail or local or self._closes_item(item, stop, end is not None)):
                return end
            end = self._group_tail(stop)
            gap = re.compile(r"\s*(?:,|/|\sva\s)\s*").match(self.folded, end)
            if gap is None:
                return end
            place = gap.end()

    def _is_chief(self, item: re.Match[str]) -> bool:
        """«Trưởng» of a post folds into «trường», a school."""
        return item["short"] == "truong" and "ưởng" in self.text[item.start() : item.end()].lower()

    def _closes_item(self, item: re.Match[str], stop: int, is_later: bool) -> bool:
        """«bộ», «ban», «xã» alone are too short to be sure of: something must end them, or a list hold them."""
        if _AFTER_ITEM.match(self.folded, stop):
            return True
        place = self._skip(stop)
        return (is_later or item[0].startswith("cac")) and place > stop and self.text[place : place + 1].islower()

    def _group_tail(self, at: int) -> int:
        tail = TAIL.match(self.folded, self._skip(at))
        return self._proper_words(tail.end()) if tail else at

    def _places(self, at: int) -> int | None:
        local = None if self._is_other_word(self._skip(at)) else PLACE_LIST.match(self.folded, self._skip(at))
        return self._proper_words(local.end()) if local else None

    def _extend(self, at: int) -> int:
        """The end of a name whose head ends at ``at``."""
        end = at
        limit = min(len(self.text), at + _LONGEST_NAME)
        while end < limit:
            step = self._step(end)
            if step is None or step <= end:
                return end
            end = step
        return end

    def _step(self, end: int) -> int | None:
        place = self._skip(end)
        if place >= len(self.text):
            return None
        field = FIELD.match(self.folded, place)
        if field and (self._is_capital(place)):
            return field.end()
        for pattern in (CONTINUES, PLACE_LIST, TAIL):
            found = pattern.match(self.folded, place)
            if found and place > end and not (pattern is PLACE_LIST and self._is_other_word(place)):
                return self._proper_words(found.end())
        if (
            self.text[place] == "-"
            and self._is_capital(self._skip(place + 1))
            and not self._opens_unit(self._skip(place + 1))
        ):
            return self._compound_end(self._skip(place + 1))
        joined = _AND.match(self.folded, place)
        if joined and place > end:
            return self._after_and(joined.end())
        if place > end and self._is_capital(place):
            return self._compound_end(place)
        return None

    def _compound_end(self, at: int) -> int | None:
        """Past a capital word and the small words that make a compound with it («Chỉ huy», «Phòng thủ dân sự»)."""
        end = self._word_end(at)
        if end is None or self.text[at:end].isupper():
            return end
        for _ in range(3):
            place = self._skip(end)
            word = _WORD.match(self.folded, place)
            if place == end or word is None or not self.text[place].islower():
                return end
            if (
                VERB.match(self.folded, place)
                or word[0] in _FUNCTION_WORDS
                or PLACE_LIST.match(self.folded, place)
                or TAIL.match(self.folded, place)
            ):
                return end
            if CONTINUES.match(self.folded, place):
                return end
            end = word.end()
        return end

    def _after_and(self, at: int) -> int | None:
        """«Kế hoạch và Đầu tư» goes on after «và», «Sở A và Sở B» does not."""
        if not self._is_capital(at) or self._opens_unit(at):
            return None
        field = FIELD.match(self.folded, at)
        return field.end() if field else self._compound_end(at)

    def _opens_unit(self, at: int) -> bool:
        if POST.match(self.folded, at) or LONG_HEAD.match(self.folded, at):
            return True
        short = SHORT_HEAD.match(self.folded, at)
        if short and not self._is_other_word(at) and self._is_capital(self._skip(short.end())):
            return True
        return ITEMS.match(self.folded, at) is not None and self._group_end(at) is not None

    def _proper_words(self, at: int) -> int:
        """Past the proper name of a place: «tỉnh Phú Thọ», «Thành phố Hồ Chí Minh», «Quảng Ngãi»."""
        end = at
        for _ in range(5):
            place = self._skip(end)
            if place == end or not self._is_capital(place) or self._opens_unit(place):
                return end
            end = self._word_end(place) or end
        return end

    def _people_end(self, at: int) -> int:
        stop = min(len(self.text), at + 260)
        clause = _CLAUSE_END.search(self.folded, at, stop)
        limit = clause.start() if clause else stop
        for found in re.compile(r"\s").finditer(self.folded, at, limit):
            if VERB.match(self.folded, found.end()):
                return found.start()
        comma = self.folded.find(",", at, limit)
        return comma if comma > 0 else limit

    def _members(self, at: int) -> list[UnitName]:
        """Members of a list under one head, each with the head before it; empty where there is no such list."""
        return self._field_members(at) or self._place_members(at)

    def _field_members(self, at: int) -> list[UnitName]:
        shared = _SHARED.match(self.folded, at)
        if shared is None or self._is_other_word(shared.start("head")):
            return []
        if not (shared["many"] or shared["colon"] or "cac" in shared[0].split()):
            return []
        head = " ".join(
            squeeze(part) for part in (self._of(shared, "post"), self._of(shared, "head").capitalize()) if part
        )
        if shared["post"] is None and "giam doc" in squeeze(shared[0]):
            head = "Giám đốc " + head
        return self._listed(at, shared.end(), head, bool(shared["colon"]))

    def _listed(self, at: int, place: int, head: str, has_colon: bool) -> list[UnitName]:
        names: list[UnitName] = []
        ministries = fold(head).endswith("bo")
        while True:
            end = self._member_end(place, ministries, has_colon and fold(head).rsplit(" ", 1)[-1] not in {"bo", "so"})
            if end is None:
                break
            start = at if not names else place
            names.append(UnitName(f"{head} {squeeze(self.text[place:end])}", Span(start, end)))
            gap = _SEPARATOR.match(self.folded, end)
            if gap is None:
                break
            place = gap.end()
        return names if len(names) > 1 or has_colon else []

    def _member_end(self, place: int, ministries: bool, is_open: bool) -> int | None:
        if not self._is_capital(place):
            return None
        if not ministries and (self._opens_unit(place)):
            return None
        field = FIELD.match(self.folded, place)
        if field:
            more = self._places(field.end())
            return more if more is not None else field.end()
        if not is_open or self._opens_unit(place):
            return None
        stop = re.compile(r"[,;.:\n]|$").search(self.folded, place, min(len(self.text), place + 80))
        return stop.start() if stop else None

    def _place_members(self, at: int) -> list[UnitName]:
        shared = _PLACE_HEAD.match(self.folded, at)
        if shared is None:
            return []
        head = f"{squeeze(self._of(shared, 'post'))} {squeeze(self._of(shared, 'kind'))}"
        names: list[UnitName] = []
        place = shared.end()
        while self._is_capital(place) and not self._opens_unit(place):
            end = self._proper_words_from(place)
            if end is None or not self._closes_place(end, bool(names)):
                break
            names.append(UnitName(f"{head} {squeeze(self.text[place:end])}", Span(at if not names else place, end)))
            gap = _SEPARATOR.match(self.folded, end)
            if gap is None:
                break
            place = gap.end()
        if len(names) > 0 and place > names[-1].span.end:
            names += self._other_kind(place, squeeze(self._of(shared, "post")))
        return names if len(names) > 1 else []

    def _closes_place(self, end: int, is_later: bool) -> bool:
        if re.compile(r"\s*(?:[,;.)]|$|va\s)").match(self.folded, end):
            return True
        place = self._skip(end)
        return is_later and self.text[place : place + 1].islower()

    def _other_kind(self, at: int, post: str) -> list[UnitName]:
        """«UBND các huyện: A, B và thị xã C»: the last one brings its own kind."""
        local = PLACE_LIST.match(self.folded, at)
        end = self._proper_words(local.end()) if local else at
        if local is None or end == local.end():
            return []
        return [UnitName(f"{post} {squeeze(self.text[at:end])}", Span(at, end))]

    def _proper_words_from(self, at: int) -> int | None:
        end = self._word_end(at)
        return self._proper_words(end) if end else None

    def _of(self, match: re.Match[str], group: str) -> str:
        start, end = match.span(group)
        return self.text[start:end] if start >= 0 else ""

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self.folded, at)
        return found.end() if found else at

    def _word_end(self, at: int) -> int | None:
        found = _WORD.match(self.text, at)
        return found.end() if found else None

    def _is_capital(self, at: int) -> bool:
        return at < len(self.text) and self.text[at].isupper()

    def _is_other_word(self, at: int) -> bool:
        """«số», «bổ», «bản» fold into the heads of names but are other words."""
        if at > 0 and self.folded[at - 1].isalnum():
            return True
        word = _WORD.match(self.text, at)
        return word is not None and word[0].lower() in _OTHER_WORDS.get(fold(word[0]), set())

    def starts(self, at: int = 0, end: int | None = None) -> Iterator[int]:
        """Every start of a word between ``at`` and ``end``."""
        for found in _WORD.finditer(self.text, at, len(self.text) if end is None else end):
            yield found.start()


def parse_units(text: str, at: int = 0) -> UnitList | None:
    """The names that ``text`` lists from ``at`` on.

    >>> parse_units("Giám đốc các Sở: Tài chính, Văn hóa, Thể thao và Du lịch; UBND các huyện, thị xã thực hiện").texts
    ('Giám đốc Sở Tài chính', 'Giám đốc Sở Văn hóa, Thể thao và Du lịch', 'UBND các huyện, thị xã')
    """
    phrases = Phrases(text)
    return phrases.units_at(phrases._skip(at))
