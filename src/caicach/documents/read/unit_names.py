"""Names of agencies, posts and groups of them, found in running text: where a name begins, and where it ends.

``parse_units`` reads a list of names at a place («Sở A, Sở B và UBND các huyện, thị xã»), keeps a group of common
nouns whole («các cơ quan, đơn vị, địa phương liên quan») and gives every member of a list under one head its head
(«các Sở: Tài chính, Nội vụ» are «Sở Tài chính» and «Sở Nội vụ»).
"""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.letters import LOWER, UPPER
from caicach.documents.read.tail import has_surname
from caicach.documents.read.unit_grammar import NameGrammar
from caicach.documents.read.unit_vocabulary import FIELD, POST, VERB
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze

_LONGEST_LIST: Final = 60
_SEPARATOR: Final = re.compile(r"\s*(?:[,;]\s*(?:va\s+)?|\sva\s+|\s&\s)")
_SHARED: Final = re.compile(
    r"(?:(?P<post>(?:pho\s+)?(?:giam\s+doc|bo\s+truong|thu\s+truong|cuc\s+truong|vu\s+truong|truong"
    r"|chanh\s+thanh\s+tra|chi\s+cuc\s+truong))\s+)?(?P<many>cac\s+)?(?:dong\s+chi\s+)?(?:giam\s+doc\s+cac\s+)?"
    r"(?P<head>so|bo|cuc|vu|phong|ban|truong(?=\s*:)|chi\s+cuc|tong\s+cuc|vien|hoi|trung\s+tam)(?P<colon>\s*:)?\s+"
)
_KIND: Final = (
    r"(?:tinh|huyen|xa|phuong|quan|thi\s+xa|thanh\s+pho(?:\s+truc\s+thuoc\s+trung\s+uong)?|thi\s+tran|dac\s+khu|tp\.?)"
)
_PLACE_HEAD: Final = re.compile(
    r"(?P<post>(?:(?:(?:pho\s+)?chu\s+tich|lanh\s+dao|(?:pho\s+)?bi\s+thu)\s+)?"
    r"(?:ubnd|uy\s+ban\s+nhan\s+dan|(?:thuong\s+truc\s+)?hdnd|cong\s+an|(?:thuong\s+truc\s+)?dang\s+uy|phong\s+kinh\s+te)\s+)?"
    rf"(?:(?:cac|\d{{1,3}})\s+)+(?P<kind>{_KIND}(?:\s*(?:,|/|-|\bva)\s*(?:cac\s+)?{_KIND})*)(?!\w)"
    r"(?:\s+(?:ven\s+bien|mien\s+nui|bien\s+gioi|sau|tren))?(?P<mark>\s*:\s+(?:gom\s*:?\s+)?|\s*\(\s*(?:gom\s*:?\s+)?|\s+)"
)
_OTHER_KIND: Final = re.compile(rf"(?:cac\s+)?(?P<kind>{_KIND})(?!\w)\s*:?\s+")
_OF_ONE_KIND: Final = re.compile(
    r"cac\s+(?P<head>(?:tong\s+)?cong\s+ty|chi\s+nhanh|ban\s+quan\s+ly|trung\s+tam|tram|doi|hat|benh\s+vien|chi\s+cuc"
    r"|khu\s+quan\s+ly|xi\s+nghiep|nha\s+may|hop\s+tac\s+xa|dien\s+luc|ngan\s+hang|vuon\s+quoc\s+gia|don|to)\s"
)
_HAMLETS: Final = re.compile(
    r"(?P<who>chi\s+(?:bo|doan|hoi)|ban\s+(?:nhan\s+dan|cong\s+tac\s+mat\s+tran|phat\s+trien)|ban\s+quan\s+ly|truong\s+ban\s+cong\s+tac\s+mat\s+tran)"
    r"\s+cac\s+(?P<kind>thon|ap|ban|xom|buon|khom|khu\s+pho|to\s+dan\s+pho|cho|cang|ben\s+xe|(?:cum|khu)\s+cong\s+nghiep)\s*:\s+"
)
_LISTED: Final = re.compile(r"\s*:\s+")
_DEPARTMENT: Final = re.compile(r"(?:so|chi\s+cuc|cuc)\s+")
_OF_PLACES: Final = re.compile(r"\s+cac\s+(?P<kind>tinh|thanh\s+pho|huyen|xa|phuong)(?!\w)(?P<mark>\s*:\s+|\s+)")
_GROUP_OF_PLACES: Final = re.compile(r"(?<!\w)(?:cac|nhung)\s[\w\s,]*?(?:xa|phuong|huyen)(?!\w)")
# Words that are verbs or half a name unless something follows them: «Lãnh đạo, chỉ đạo ...», «Thanh tra việc ...».
_SPLINTER: Final = re.compile(
    r"(?:lanh\s+dao|thanh\s+vien|thanh\s+tra|to\s+chuc|kiem\s+toan|co\s+quan|thuong\s+truc"
    r"|trung\s+tam|truong|don\s+vi\s+tu\s+van|giam\s+doc\s+cac|ca\s+nhan)"
)
_SPOKEN: Final = r"(?:(?:[Cc]ác\s+)?(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s*:?\s+)?"
_SPOKEN_TO: Final = re.compile(
    r"(?:cac\s+)?(?:dong\s+chi|d/c|ong\s*(?:\(ba\)|(?:,|/|\bva)\s*ba)|ong|ba)\s+(?=truong\s)"
)
_NAME: Final = rf"(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{1,4}})"
_PERSON: Final = re.compile(_SPOKEN + _NAME + r"\s*(?:[,–-]|\()\s*")
_STANDING: Final = re.compile(
    r"\s*\((?:co\s+quan|don\s+vi)\s+[^()]{3,90}\)|\s+phu\s+trach(?:\s+[^\s,;:.()]+){1,8}(?=\s*:)"
)
_PERSON_ALONE: Final = re.compile(
    r"(?:[Cc]ác\s+)?(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+" + _NAME + r"(?:\s*\([^()]{2,60}\))?"
)
_ROLE_BEHIND: Final = re.compile(rf"\s*[-–,]\s+(?=[{LOWER}])")
_COLLEAGUE: Final = re.compile(
    rf"(?:Anh|Chị|Cô|Chú|[Đđ]/c|[Đđ]ồng chí)\s+[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{0,3}}"
    r"(?:\s*\([^()]{2,60}\))?"
)
_CHIEFS: Final = re.compile(
    r"(?:pho\s+)?(?:bi\s+thu|truong|chi\s+huy\s+truong|hieu\s+truong|giam\s+doc|chu\s+tich|chi\s+hoi\s+truong)\s+cac\s+"
    r"(?:chi\s+bo|dang\s+bo|chi\s+doan|chi\s+hoi|ap|thon|xom|ban|buon|lang|khom|khu\s+pho|khoi\s+pho|tieu\s+khu|to\s+dan\s+pho"
    r"|truong(?:\s+(?:mam\s+non|tieu\s+hoc|thcs|thpt))?|tram|hop\s+tac\s+xa|cong\s+ty)\s*:?\s+"
)
_HOLDER: Final = re.compile(r"\s+(?:đồng chí\s+)?" + _NAME)
_OF_ANOTHER: Final = re.compile(
    r"\s*\((?:thuoc\s+|truc\s+thuoc\s+)?(?:so|van\s+phong|ubnd|uy\s+ban|bo|cong\s+an|tong\s+cuc|cuc)\s[^(),;:.]{3,60}\)"
)
_DASHED_PARENT: Final = re.compile(r"\s+[-–]\s+(?=(?:so|cong\s+an|van\s+phong|thanh\s+tra)\s)")
_SMALL: Final = re.compile(r"(?:trung\s+tam|phong|chi\s+cuc|doi|ban|to|bo\s+phan|vien|hat|tram)\s")


@dataclass(frozen=True, slots=True)
class UnitName:
    """``text`` as written, the shared head put before it; ``span`` covers the words in the text that was given."""

    text: str
    span: Span

    def moved(self, by: int) -> "UnitName":
        return UnitName(self.text, self.span.moved(by))


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
        place = self._past_person(at)
        while len(names) < _LONGEST_LIST:
            later = self._later_places(place, names[-1]) if names else []
            found = self._members(place) or later or self._single(place)
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

    def _past_person(self, at: int) -> int:
        """«đồng chí Nguyễn Văn Mẫu, Phó Chủ tịch UBND xã»: the post says who acts, the name only who holds it."""
        person = _PERSON.match(self.text, at)
        is_one = person is not None and has_surname(person["name"]) and POST.match(self.folded, person.end())
        return person.end() if person and is_one else at

    def name_at(self, at: int) -> UnitName | None:
        found = self._single(at)
        return found[0] if found else None

    def _single(self, at: int) -> list[UnitName]:
        person = _PERSON_ALONE.match(self.text, at)
        if person and has_surname(person["name"]):
            role = _ROLE_BEHIND.match(self.text, person.end())
            end = self._staff_end(role.end()) if role else person.end()
            if end is not None and VERB.match(self.folded, self._skip(end)):
                return [UnitName(squeeze(self.text[at:end]), Span(at, end))]
        colleague = _COLLEAGUE.match(self.text, at)
        if colleague and VERB.match(
            self.folded, self._skip(colleague.end())
        ):  # a mail: «Anh Dũng (Phòng A) kiểm tra ...»
            return [UnitName(squeeze(colleague[0]), Span(at, colleague.end()))]
        spoken = _SPOKEN_TO.match(self.folded, at)
        end = self._name_end(spoken.end() if spoken else at)
        if end is None or end <= at:
            return []
        if _SPLINTER.fullmatch(self.folded, at, end):
            return []
        end = self._with_person(at, end)
        standing = _STANDING.match(self.folded, end)
        if standing is None and _SMALL.match(self.folded, at):  # «Trung tâm A (Văn phòng UBND tỉnh)»
            standing = _OF_ANOTHER.match(self.folded, end)
        end = standing.end() if standing else self._with_parent(at, end)
        name = squeeze(self.text[at:end]).rstrip(" ,;")
        return [UnitName(name, Span(at, end))]

    def _with_parent(self, at: int, end: int) -> int:
        """«Phòng Chính trị, tư tưởng - Sở GD&ĐT»: a room, and whose it is."""
        dash = _DASHED_PARENT.match(self.folded, end) if _SMALL.match(self.folded, at) else None
        whole = self._agency_end(dash.end()) if dash and self._is_capital(dash.end()) else None
        return whole or end

    def _with_person(self, at: int, end: int) -> int:
        """«Thứ trưởng Nguyễn Văn A trực tiếp chỉ đạo»: a bare post and who holds it."""
        post = POST.match(self.folded, at)
        if post is None or post.end() != end:
            return end
        person = _HOLDER.match(self.text, end)
        is_one = person is not None and has_surname(person["name"]) and self._is_verb_at(self._skip(person.end()))
        return person.end() if person and is_one else end

    def _members(self, at: int) -> list[UnitName]:
        """Members of a list under one head, each with the head before it; empty where there is no such list."""
        return (
            self._chiefs(at)
            or self._field_members(at)
            or self._place_members(at)
            or self._of_agency(at)
            or self._of_one_kind(at)
            or self._of_hamlets(at)
        )

    def _of_one_kind(self, at: int) -> list[UnitName]:
        """«Các Công ty Thủy điện: Buôn Kuốp, Srêpốk 3»: the head, and the names behind the colon."""
        many = _OF_ONE_KIND.match(self.folded, at)
        end = self._name_end(many.start("head")) if many else None
        colon = _LISTED.match(self.folded, end) if end else None
        if many is None or end is None or colon is None:
            return []
        head = squeeze(self.text[many.start("head") : end])
        return self._behind_colon(at, colon.end(), head[:1].upper() + head[1:])

    def _of_hamlets(self, at: int) -> list[UnitName]:
        """«Chi bộ các thôn: Lũng Cú, Má Lé»: one of each."""
        many = _HAMLETS.match(self.folded, at)
        head = f"{self._of(many, 'who')} {self._of(many, 'kind')}" if many else ""
        return self._behind_colon(at, many.end(), squeeze(head)) if many else []

    def _behind_colon(self, at: int, place: int, head: str) -> list[UnitName]:
        ends = self._place_ends(place, is_marked=True, is_later=True)
        if len(ends) < 2:
            return []
        spans = [Span(at, ends[0].end), *ends[1:]]
        return [UnitName(f"{head} {squeeze(end.of(self.text))}", span) for end, span in zip(ends, spans, strict=True)]

    def _of_agency(self, at: int) -> list[UnitName]:
        """«Sở Công Thương các tỉnh A, B»: one in each."""
        head = _DEPARTMENT.match(self.folded, at)
        field = FIELD.match(self.folded, head.end()) if head and not self._is_other_word(at) else None
        local = _OF_PLACES.match(self.folded, field.end()) if field and self._is_capital(field.start()) else None
        if field is None or local is None:
            return []
        ends = self._place_ends(local.end(), is_marked=not local["mark"].isspace())
        who = f"{squeeze(self.text[at : field.end()])} {squeeze(self._of(local, 'kind'))}"
        spans = [Span(at, ends[0].end), *ends[1:]] if ends else []
        return [UnitName(f"{who} {squeeze(end.of(self.text))}", span) for end, span in zip(ends, spans, strict=True)]

    def _later_places(self, at: int, before: UnitName) -> list[UnitName]:
        """«UBND các xã, phường ven biển, | đặc khu A, B»: named ones behind a group of other kinds."""
        kind = _OTHER_KIND.match(self.folded, at)
        if kind is None or self._is_other_word(at) or _GROUP_OF_PLACES.search(fold(before.text)) is None:
            return []
        head = _PLACE_HEAD.match(fold(before.text) + " ")
        post = squeeze(before.text[slice(*head.span("post"))]) if head and head["post"] else ""
        ends = self._place_ends(kind.end(), is_marked=True, is_later=True)
        spans = [Span(at, ends[0].end), *ends[1:]] if ends else []
        who = f"{post} {squeeze(self._of(kind, 'kind'))}".strip()
        return [UnitName(f"{who} {squeeze(end.of(self.text))}", span) for end, span in zip(ends, spans, strict=True)]

    def _chiefs(self, at: int) -> list[UnitName]:
        """«Bí thư các chi bộ Làng Kênh, Làng Or», «Trưởng các ấp A, B»: whole, never those of all."""
        shared = _CHIEFS.match(self.folded, at)
        ends = self._place_ends(shared.end(), is_marked=True) if shared else []
        if not ends:
            return []
        span = Span(at, ends[-1].end)
        return [UnitName(squeeze(span.of(self.text)), span)]

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
        if stop is None:
            return None
        words = (word.start() for word in re.compile(r"(?<=\s)\w").finditer(self.folded, place, stop.start()))
        acts = next((at for at in words if self.text[at].islower() and self._is_verb_at(at)), stop.start())
        return place + len(self.text[place:acts].rstrip())

    def _place_members(self, at: int) -> list[UnitName]:
        """«UBND các huyện A, B và thị xã C», each apart; of several kinds at once («UBND các xã, phường: A, B»), where
        nothing says which is which, the words stay whole. Never the group alone: that would be everybody.
        """
        shared = _PLACE_HEAD.match(self.folded, at)
        if shared is None or self._is_other_word(shared.start("kind")):
            return []
        post, kind = squeeze(self._of(shared, "post")), squeeze(self._of(shared, "kind"))
        ends = self._place_ends(shared.end(), is_marked=not shared["mark"].isspace())
        is_mixed = re.search(r"[,/]|-| và ", kind) is not None
        if not ends:
            return []
        if is_mixed:
            stop = ends[-1].end
            closed = self.folded[stop : stop + 1] == ")" and shared["mark"].strip() == "("
            span = Span(at, stop + closed)
            return [UnitName(squeeze(self.text[span.start : span.end]), span)]
        names = [UnitName(f"{post} {kind} {squeeze(place.of(self.text))}".strip(), place) for place in ends]
        names[0] = UnitName(names[0].text, Span(at, names[0].span.end))
        names += self._of_other_kinds(names[-1].span.end, post)
        is_list = len(names) > 1 or not shared["mark"].isspace()
        if is_list and shared["mark"].strip() == "(" and self.folded[names[-1].span.end :][:1] == ")":
            names[-1] = UnitName(names[-1].text, Span(names[-1].span.start, names[-1].span.end + 1))
        return names if is_list else []

    def _place_ends(self, place: int, *, is_marked: bool, is_later: bool = False) -> list[Span]:
        """The proper names of a list of places; without a colon before it one name alone is no list."""
        found: list[Span] = []
        while self._is_capital(place) and not self._opens_unit(place):
            end = self._proper_words_from(place)
            if end is None or not self._closes_place(end, is_later or bool(found)) or self._is_verb(place, end):
                break
            found.append(Span(place, end))
            gap = _SEPARATOR.match(self.folded, end)
            if gap is None:
                break
            place = gap.end()
        return found if len(found) > 1 or is_marked or self._goes_on_with_places(found) else []

    def _is_verb(self, place: int, end: int) -> bool:
        """«UBND các xã: Lập, trình phê duyệt ...» names no place."""
        verb = VERB.match(self.folded, place)
        return verb is not None and verb.end() == end

    def _goes_on_with_places(self, found: list[Span]) -> bool:
        gap = _SEPARATOR.match(self.folded, found[-1].end) if found else None
        return gap is not None and _OTHER_KIND.match(self.folded, gap.end()) is not None

    def _closes_place(self, end: int, is_later: bool) -> bool:
        if re.compile(r"\s*(?:[,;:.)(]|$|va\s)").match(self.folded, end):
            return True
        place = self._skip(end)
        return is_later and self.text[place : place + 1].islower()

    def _of_other_kinds(self, end: int, post: str) -> list[UnitName]:
        """«UBND các huyện: A, B và thị xã C», «..., các phường: D, E»: what follows brings its own kind."""
        names: list[UnitName] = []
        while (gap := _SEPARATOR.match(self.folded, end)) is not None:
            other = _OTHER_KIND.match(self.folded, gap.end())
            ends = self._place_ends(other.end(), is_marked=True, is_later=True) if other else []
            if other is None or not ends or self._is_other_word(other.start("kind")):
                break
            kind = squeeze(self._of(other, "kind"))
            names += [UnitName(f"{post} {kind} {squeeze(place.of(self.text))}".strip(), place) for place in ends]
            end = ends[-1].end
        return names

    def _proper_words_from(self, at: int) -> int | None:
        end = self._word_end(at)
        return self._proper_words(end) if end else None

    def _of(self, match: re.Match[str], group: str) -> str:
        start, end = match.span(group)
        return self.text[start:end] if start >= 0 else ""


def whole_name(text: str) -> UnitName:
    """A text that is a name and nothing else, without the signs around it."""
    bare = text.strip(" .:;")
    start = text.find(bare)
    return UnitName(squeeze(bare), Span(start, start + len(bare)))


def parse_units(text: str, at: int = 0) -> UnitList | None:
    """The names that ``text`` lists from ``at`` on.

    >>> parse_units("Giám đốc các Sở: Tài chính, Văn hóa, Thể thao và Du lịch; UBND các huyện, thị xã thực hiện").texts
    ('Giám đốc Sở Tài chính', 'Giám đốc Sở Văn hóa, Thể thao và Du lịch', 'UBND các huyện, thị xã')
    """
    phrases = Phrases(text)
    return phrases.units_at(phrases._skip(at))
