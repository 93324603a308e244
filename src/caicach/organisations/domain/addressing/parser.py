"""One phrase read from left to right, part by part."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from caicach.kernel.said import joint_sentence, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing import committees, near, outside
from caicach.organisations.domain.addressing.groups import GroupHit, find_group, kinds_at
from caicach.organisations.domain.addressing.left import ambiguous, part_left, shares_vagueness, who_is_concerned
from caicach.organisations.domain.addressing.names import NameHit, told_apart
from caicach.organisations.domain.addressing.place import VAGUE, PhrasePlace
from caicach.organisations.domain.addressing.resolution import BodyKind, Confidence, OutsideBody, Part
from caicach.organisations.domain.addressing.titles import Title, posts_of, spoken_words, titles_at
from caicach.organisations.domain.addressing.words import Word
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.units import LOCAL_TYPES, Level, UnitFact, UnitType

_STAFF: Final = re.compile(
    r"(?:(?:doi ngu|toan the|tat ca|cac|can bo|cong chuc|vien chuc|nguoi lao dong|dang vien|ccvc|cbcc) )+"
    r"(?P<of>(?:trong|thuoc|cua|tai|o) )?"
)
_STAFF_WORD: Final = re.compile(r"\b(?:can bo|cong chuc|vien chuc|nguoi lao dong|ccvc|cbcc)\b")
_JOINT_OFFICE: Final = re.compile(r"van phong (?:doan (?:dbqh|dai bieu quoc hoi) )?(?:hdnd ubnd|ubnd hdnd)(?= |$)")
_NOTE: Final = re.compile(r"(?:la )?co quan thuong truc\b")
_ROLE: Final = re.compile(
    r"(?:la )?(?:co quan )?(?:chu tri|lam dau moi|dau moi|chiu trach nhiem(?: chinh)?|tham muu|theo doi"
    r"|tong hop|thuc hien)(?: (?:phoi hop(?: voi)?|tham muu|theo doi|tong hop|thuc hien))*(?= |$)"
    r"|phoi hop(?: voi)?(?= |$)"
)
_PARTS_OF_UNITS: Final = frozenset(
    {"phong", "ban", "bo", "to", "van", "trung", "cong", "so", "chu", "ubnd", "thuong", "lanh", "giam", "thu", "can"}
)
_EXCEPT: Final = re.compile(r"(?:tru|ngoai tru|khong gom|khong bao gom|khong ke) ")
_CARRIED: Final = {
    "so": ("so",),
    "bo": ("bo",),
    "cuc": ("cuc",),
    "ubnd": ("ubnd",),
}
_LOCAL_HEADS: Final = re.compile(r"(?:ubnd )?(huyen|quan|thanh pho|thi xa|xa|phuong|thi tran|dac khu)(?= |$)")


class PhraseParser(PhrasePlace):
    """Holds the words and the place reached; every method that recognises something moves the place."""

    def __init__(self, phrase: str, directory: Directory) -> None:
        super().__init__(phrase, directory)
        self.carried: tuple[str, ...] = ()
        self.carried_titles: tuple[Title, ...] = ()
        self.carried_types: frozenset[UnitType] = frozenset()

    def parts(self) -> tuple[Part, ...]:
        found: list[Part] = []
        while self.place < len(self.words):
            start = self.place
            part = self._part()
            if part is None:
                part = self._unknown(start)
            if found and shares_vagueness(part, found[-1], self.words, start):
                found[-1] = part_left(found[-1].text, who_is_concerned(found[-1].text))
            found.append(part)
        return tuple(found)

    def _part(self) -> Part | None:
        self.place += spoken_words(self.rest)
        start = self.place
        if start >= len(self.words):
            return None
        return (
            self._members(start)
            or self._joint_office(start)
            or self._staff(start)
            or self._vague(start)
            or self._titled(start)
            or self._untitled(start, ())
        )

    def _members(self, start: int) -> Part | None:
        hit = committees.find_members(self.rest, self.directory, self.book)
        if hit is None:
            return None
        self.place += hit.taken
        return replace(hit.part, text=self._text(start))

    def _joint_office(self, start: int) -> Part | None:
        """«Văn phòng HĐND và UBND huyện A» serves two bodies and is neither of them."""
        if _JOINT_OFFICE.match(" ".join(word.text for word in self.rest)) is None:
            return None
        while self.place < len(self.words) and (self.place < start + 4 or self.words[self.place - 1].gap in {"", "-"}):
            self.place += 1
        words = self.words[start : self.place]
        return part_left(self._text(start), near.why_unknown(words, self._text(start), self.book))

    def _staff(self, start: int) -> Part | None:
        """Staff answer through their heads: «cán bộ, công chức trong các cơ quan …»."""
        match = _STAFF.match(" ".join(word.text for word in self.rest) + " ")
        if match is None or not _STAFF_WORD.search(match.group()):
            return None
        self.place += len(match.group().split())
        whose = self._untitled(self.place, ()) if self.place < len(self.words) else None
        if whose is None or not whose.is_resolved:
            self.place = max(self.place, self._part_end(self.place - 1))
            why = tell("Văn bản nói đến con người, không nêu đơn vị nào; cần người rà soát chọn đơn vị.")
            return part_left(self._text(start), why)
        posts = posts_of((Title("thu truong", False),), whose.units, self.directory)
        head = tell("Người đứng đầu chịu trách nhiệm về cán bộ, công chức của đơn vị mình.")
        reason = joint_sentence((whose.reason, head))
        return replace(whose, text=self._text(start), posts=posts, reason=reason, confidence=Confidence.LIKELY)

    def _vague(self, start: int) -> Part | None:
        match = VAGUE.match(" ".join(word.text for word in self.rest))
        if match is None:
            return None
        self.place += len(match.group().split())
        if not self.words[self.place - 1].ends_part:
            self.place = self._part_end(self.place)
        return part_left(self._text(start), who_is_concerned(self._text(start)))

    def _titled(self, start: int) -> Part | None:
        titles, taken = titles_at(self.rest)
        if not titles:
            return None
        self.place += taken
        if self.place < len(self.words):
            part = self._untitled(start, titles)
            if part is not None:
                self.carried_titles = titles
                return part
        self.place = start
        return None

    def _untitled(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        before, carried, types = self.place, self.carried_titles, self.carried_types
        for recognise in (self._group, self._of_kinds, self._listed, self._named, self._outside, self._continued):
            part = recognise(start, titles)
            if part is not None:
                return part
            self.place, self.carried_titles, self.carried_types = before, carried, types
        return None

    def _group(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        hit = find_group(self.rest, self.book)
        if hit is None or self._is_heading_of_list(hit):
            return None
        self.place += hit.taken
        self._forget()
        text = self._text(start)
        if hit.is_vague:
            return part_left(text, who_is_concerned(text))
        group = hit.group
        reason = tell("«{words}»: {reason}", words=text, reason=group.reason)
        part = Part(text, reason, group.units, bodies=group.bodies, confidence=group.confidence)
        return self._with_posts(self._with_note(part, start), titles)

    def _is_heading_of_list(self, hit: GroupHit) -> bool:
        """«các Sở: Nội vụ, Tài chính»: what follows the colon or the bracket are the names."""
        end = self.place + hit.taken
        if self.words[end - 1].gap not in {":", "("} or end >= len(self.words):
            return False
        if self._is_name(end) or (self.words[end - 1].gap == ":" and self.line[self.words[end].start].isupper()):
            return True
        head = self.words[end - 1 :][:1] if self.words[end - 1].text in {"so", "huyen", "xa", "phuong"} else ()
        trial = (head[0], *self.words[end:]) if head else (Word("so", 0, 0), *self.words[end:])
        return self.book.find(trial) is not None or self.book.localities_named(self.words[end:]) is not None

    def _is_name(self, place: int) -> bool:
        """A capital letter, and no part of a unit («UBND các huyện (Phòng Nội vụ)»)."""
        word = self.words[place]
        if not self.line[word.start].isupper():
            return False
        return word.text not in _PARTS_OF_UNITS or self.book.localities_named(self.words[place:]) is not None

    def _of_kinds(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        """The first of «UBND các xã, phường: A, B»: whichever of the kinds bears the name, and never everybody."""
        hit = kinds_at(self.rest)
        if hit is None or self.place + hit.taken >= len(self.words) or not self._is_name(self.place + hit.taken):
            return None
        self._forget()
        self.carried_types, self.carried_titles = frozenset(hit.types), titles
        self.place += hit.taken
        part = self._one_of_kinds(start, titles)
        if part is not None:
            return part
        name = self.place
        self.place = self._part_end(name)
        return part_left(
            self._text(start), near.why_unknown(self.words[name : self.place], self._text(start), self.book)
        )

    def _one_of_kinds(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        hit = self.book.localities_named(self.rest, types=self.carried_types)
        return self._of_hit(replace(hit, is_bare=False), start, titles) if hit is not None else None

    def _forget(self) -> None:
        self.carried, self.carried_titles, self.carried_types = (), (), frozenset()

    def _listed(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        """The first name of «các Sở X, Y» or «UBND các huyện X, Y»; the head words are carried to the next names."""
        texts = [word.text for word in self.rest]
        if "cac" not in texts[:2]:
            return None
        at = texts.index("cac")
        head = re.match(rf"(?:so(?: ban)?(?: nganh)?|bo|cuc|{_LOCAL_HEADS.pattern})(?= )", " ".join(texts[at + 1 :]))
        if head is None:
            return None
        size = len(head.group().split())
        self._forget()
        carried = (*texts[:at], *("so",)) if head.group().startswith("so") else (*texts[:at], *head.group().split())
        self.carried, self.carried_titles = tuple(carried), titles
        self.place += at + 1 + size
        return self._continued(start, titles)

    def _named(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        hit = self.book.find(self.rest) or self._bare_locality()
        if hit is None:
            return None
        self._forget()
        self._carry_from(self.rest, titles)
        return self._of_hit(hit, start, titles)

    def _bare_locality(self) -> NameHit | None:
        """«UBND Kỳ Anh»: huyện or thị xã is not said."""
        if self.rest[0].text != "ubnd":
            return None
        hit = self.book.localities_named(self.rest[1:])
        return replace(hit, taken=hit.taken + 1) if hit is not None else None

    def _carry_from(self, words: tuple[Word, ...], titles: tuple[Title, ...]) -> None:
        local = _LOCAL_HEADS.match(" ".join(word.text for word in words))
        self.carried = tuple(local.group().split()) if local else _CARRIED.get(words[0].text, ())
        self.carried_titles = titles

    def _continued(self, start: int, titles: tuple[Title, ...]) -> Part | None:
        """A name whose head word was said before: «Sở Nội vụ, | Tài chính»."""
        if self.carried_types and self.place < len(self.words):
            return self._one_of_kinds(start, titles or self.carried_titles)
        if not self.carried or self.place >= len(self.words):
            return None
        added = len(self.carried)
        words = (*(Word(text, 0, 0) for text in self.carried), *self.rest)
        hit = self.book.find(words)
        if hit is not None and hit.taken > added:
            return self._of_hit(replace(hit, taken=hit.taken - added), start, titles or self.carried_titles)
        body = outside.find_national(words)
        if body is not None and body.taken > added:
            self.place += body.taken - added
            return outside.as_part(body, self._text(start), self.directory.on)
        return None

    def _of_hit(self, hit: NameHit, start: int, titles: tuple[Title, ...]) -> Part:
        self.place += hit.taken
        text = self._text(start)
        if hit.province is not None:
            body = OutsideBody(text, BodyKind.OTHER_PROVINCE)
            reason = tell("«{words}» thuộc {unit}, ngoài tỉnh.", words=text, unit=hit.province)
            return Part(text, reason, bodies=(body,))
        units = told_apart(hit.units, text)
        if len(units) > 1:
            self._to_end()
            return part_left(self._text(start), ambiguous(text, units, self.directory))
        part = self._unit_part(units[0], text, hit)
        return self._with_posts(self._with_note(part, start), titles)

    def _unit_part(self, unit: UnitFact, text: str, hit: NameHit) -> Part:
        if unit.level is Level.OUTSIDE:
            return outside.as_part_of_unit(unit, text)
        name = unit.office_name if unit.type in LOCAL_TYPES else unit.name
        reason = tell(
            "«{words}» là {unit}, có trong danh bạ ngày {day}.",
            words=text,
            unit=f"{name} ({unit.code})",
            day=format_date(self.directory.on),
        )
        if not hit.is_bare:
            return Part(text, reason, (unit,))
        doubt = tell("Tên viết gọn, không nêu cấp tỉnh: hãy xem lại.")
        return Part(text, joint_sentence((reason, doubt)), (unit,), confidence=Confidence.LIKELY)

    def _with_note(self, part: Part, start: int) -> Part:
        """«- cơ quan Thường trực …», «(…)» behind a name say what the unit is; they name nobody else."""
        last = self.words[self.place - 1]
        if last.gap in {"(", ","} and (rest := _EXCEPT.match(" ".join(word.text for word in self.rest) + " ")):
            return self._except(part, start, self.place + len(rest.group().split()))
        if self.place < len(self.words) and not last.ends_part:
            role = _ROLE.match(" ".join(word.text for word in self.rest))
            self.place += len(role.group().split()) if role else 0
            return part
        if self.place >= len(self.words) or last.gap not in {"(", "-", ","}:
            return part
        is_standing = _NOTE.match(" ".join(word.text for word in self.rest)) is not None
        if last.gap == "(":
            self.place = self._bracket_end(self.place)
        elif is_standing:
            self.place = self._note_end(self.place)
        else:
            return part
        text = self._text(start)
        remark = tell("Phần nói về vai trò thường trực không nêu thêm đơn vị nào." if is_standing else "")
        return replace(part, text=text, reason=joint_sentence((part.reason, remark)))

    def _except(self, part: Part, start: int, named: int) -> Part:
        """«các xã (trừ xã A, xã B)»: all but these; who is not known is left for a person with all the rest."""
        self.place = self._bracket_end(named) if self.words[self.place - 1].gap == "(" else len(self.words)
        inside = self.line[self.words[named].start : self.words[self.place - 1].end] if named < len(self.words) else ""
        but = PhraseParser(inside, self.directory).parts()
        text = self._text(start)
        if not but or not all(one.units for one in but):
            return part_left(text, tell("«{words}» nêu ngoại lệ chưa rõ; cần người rà soát chọn đơn vị.", words=text))
        gone = {unit.code for one in but for unit in one.units}
        units = tuple(unit for unit in part.units if unit.code not in gone)
        names = ", ".join(unit.office_name for one in but for unit in one.units)
        return replace(
            part, text=text, units=units, reason=joint_sentence((part.reason, tell("Trừ {units}.", units=names)))
        )

    def _note_end(self, place: int) -> int:
        """Where a note without brackets ends: before «;» or before a part that names somebody."""
        while place < len(self.words) - 1:
            if self.words[place].gap == ";" or (self.words[place].gap in {",", "va"} and self._names_at(place + 1)):
                break
            place += 1
        return place + 1

    def _with_posts(self, part: Part, titles: tuple[Title, ...]) -> Part:
        if not titles or not part.units:
            return part
        posts = posts_of(titles, part.units, self.directory)
        if not posts:
            why = tell("Danh bạ chưa có chức vụ này ở đơn vị được nêu; cần người rà soát chọn người chịu trách nhiệm.")
            return part_left(part.text, why)
        answerable = tell("Người chịu trách nhiệm là người giữ chức vụ được nêu.")
        return replace(part, posts=posts, reason=joint_sentence((part.reason, answerable)))

    def _outside(self, start: int, _titles: tuple[Title, ...]) -> Part | None:
        hit = outside.find_outside(self.rest, self.book.province)
        if hit is None:
            return None
        self.place += hit.taken
        self._forget()
        self.carried, self.carried_titles = (("bo",), ()) if self.rest and hit.kind is BodyKind.NATIONAL else ((), ())
        part = outside.as_part(hit, self._text(start), self.directory.on)
        return self._with_note(part, start)

    def _unknown(self, start: int) -> Part:
        """Words that name nobody known: near spelling is tried, then they are left for a person."""
        self.place = self._part_end(start)
        text = self._text(start)
        self.carried_titles = ()
        titles, taken = titles_at(self.words[start : self.place])
        words = self.words[start + taken : self.place]
        renamed = near.same_body(words, self.book)
        if renamed is not None:
            former, now = renamed
            reason = tell(
                "«{words}» là tên đến hết {day} của {unit} ({code}): hãy xem lại.",
                words=text,
                day=format_date(former.valid_to - timedelta(days=1)) if former.valid_to else "",
                unit=now.office_name,
                code=now.code,
            )
            return self._with_posts(Part(text, reason, (now,), confidence=Confidence.LIKELY), titles)
        found = near.nearest(words, self.book)
        if found is not None:
            reason = tell(
                "«{words}» gần giống «{unit}» ({code}), có thể do lỗi nhận dạng chữ: hãy xem lại.",
                words=text,
                unit=found.office_name,
                code=found.code,
            )
            return self._with_posts(Part(text, reason, (found,), confidence=Confidence.LIKELY), titles)
        return part_left(text, near.why_unknown(words, text, self.book))
