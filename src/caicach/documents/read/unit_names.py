"""Names of agencies, posts and groups of them, found in running text: where a name begins, and where it ends.

``parse_units`` reads a list of names at a place («Sở A, Sở B và UBND các huyện, thị xã»), keeps a group of common
nouns whole («các cơ quan, đơn vị, địa phương liên quan») and gives every member of a list under one head its head
(«các Sở: Tài chính, Nội vụ» are «Sở Tài chính» and «Sở Nội vụ»).
"""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.unit_grammar import NameGrammar
from caicach.documents.read.unit_vocabulary import (
    FIELD,
    PLACE_LIST,
)
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze

_LONGEST_LIST: Final = 60
_SEPARATOR: Final = re.compile(r"\s*(?:[,;]\s*(?:va\s+)?|\s(?:va|cung(?!\s+cap\b)|cung\s+voi)\s+|\s&\s)")
_SHARED: Final = re.compile(
    r"(?:(?P<post>(?:pho\s+)?(?:giam\s+doc|bo\s+truong|thu\s+truong|cuc\s+truong|vu\s+truong|truong"
    r"|chanh\s+thanh\s+tra|chi\s+cuc\s+truong))\s+)?(?P<many>cac\s+)?(?:dong\s+chi\s+)?(?:giam\s+doc\s+cac\s+)?"
    r"(?P<head>so|bo|cuc|vu|phong|ban|chi\s+cuc|tong\s+cuc|vien|hoi|trung\s+tam)(?P<colon>\s*:)?\s+"
)
_PLACE_HEAD: Final = re.compile(
    r"(?P<post>(?:(?:pho\s+)?chu\s+tich\s+)?(?:ubnd|uy\s+ban\s+nhan\s+dan|hdnd))\s+(?:cac\s+)(?P<kind>tinh|huyen|xa"
    r"|phuong|quan|thi\s+xa|thanh\s+pho|thi\s+tran|tinh,\s+thanh\s+pho|huyen,\s+thanh\s+pho)\s*:\s+"
)
# Words that are verbs or half a name unless something follows them: «Lãnh đạo, chỉ đạo ...», «Thanh tra việc ...».
_SPLINTER: Final = re.compile(
    r"(?:lanh\s+dao|thanh\s+vien|thanh\s+tra|to\s+chuc|kiem\s+toan|co\s+quan|thuong\s+truc"
    r"|trung\s+tam|truong|don\s+vi\s+tu\s+van|giam\s+doc\s+cac|ca\s+nhan)"
)
_STANDING: Final = re.compile(
    r"\s*\((?:co\s+quan|don\s+vi)\s+[^()]{3,90}\)|\s+phu\s+trach(?:\s+[^\s,;:.()]+){1,8}(?=\s*:)"
)


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


class Phrases(NameGrammar):
    """A text in which names and lists of names are looked for."""

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
        if _SPLINTER.fullmatch(self.folded, at, end):
            return []
        standing = _STANDING.match(self.folded, end)
        end = standing.end() if standing else end
        return [UnitName(squeeze(self.text[at:end]).rstrip(" ,;"), Span(at, end))]

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
        if re.compile(r"\s*(?:[,;:.)]|$|va\s)").match(self.folded, end):
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


def parse_units(text: str, at: int = 0) -> UnitList | None:
    """The names that ``text`` lists from ``at`` on.

    >>> parse_units("Giám đốc các Sở: Tài chính, Văn hóa, Thể thao và Du lịch; UBND các huyện, thị xã thực hiện").texts
    ('Giám đốc Sở Tài chính', 'Giám đốc Sở Văn hóa, Thể thao và Du lịch', 'UBND các huyện, thị xã')
    """
    phrases = Phrases(text)
    return phrases.units_at(phrases._skip(at))
