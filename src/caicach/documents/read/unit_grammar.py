"""Where the name of one agency, post or group ends: the grammar of a single name, on a text and its folded twin."""

import re
from typing import Final

from caicach.documents.read.unit_patterns import (
    AFTER_ITEM,
    BARE_POST,
    BEHIND_ORDINAL,
    BOARD,
    BODY_OF_PARTY,
    BRANCH,
    COMMUNE,
    COUNCIL,
    DOCUMENT,
    FIXED_COMPOUND,
    FREE_HEAD,
    FREE_WORD,
    GROUP_GAP,
    LONGEST_COMPOUND,
    NAME_STOPS,
    NEXT_GROUP,
    NOUN_LIKE,
    NUMBERED_PLACE,
    OF_A_COMMUNE,
    OF_A_SERIES,
    OF_BODY,
    ORDINAL,
    PARTY_GROUP,
    SHARED_WITH_POST,
    TASK_OF_BOARD,
    WORD,
)
from caicach.documents.read.unit_spelling import is_other_syllable
from caicach.documents.read.unit_vocabulary import (
    ABBREVIATED,
    COMPOUND,
    CONTINUES,
    FIELD,
    ITEMS,
    LONG_HEAD,
    PEOPLE,
    PLACE_LIST,
    POST,
    PROVINCE,
    SHORT_HEAD,
    STAFF,
    TAIL,
    VERB,
)
from caicach.documents.read.unit_words import Words

_LONGEST_NAME: Final = 220
_AND: Final = re.compile(r"(?:va|cung\s+voi|cung(?!\s+cap\b)|&)\s+")
_COLON: Final = re.compile(r"\s*:\s+")
_LONGEST_PURPOSE: Final = 7
_SAME_LEVEL: Final = "cùng cấp"


class NameGrammar(Words):
    """The grammar of one name; every method takes and gives offsets in the text."""

    def _name_end(self, at: int) -> int | None:
        if at >= len(self.text) or self._is_other_word(at):
            return None
        fixed = BARE_POST.match(self.folded, at)
        if fixed:
            return fixed.end()
        people = PEOPLE.match(self.folded, at)
        if people:
            return self._people_end(people.end())
        staff = STAFF.match(self.folded, at)
        if staff:
            return self._staff_end(staff.end())
        post = POST.match(self.folded, at)
        if post:
            return self._of_its_board(post.end()) or self._after_post(post.end())
        return self._agency_end(at)

    def _of_its_board(self, at: int) -> int | None:
        """«Trưởng Ban Chỉ đạo 389 tỉnh»: «Ban» is the last word of the post and the first of the body."""
        shared = SHARED_WITH_POST.search(self.folded, max(0, at - 12), at)
        named = LONG_HEAD.match(self.folded, shared.start()) if shared else None
        return self._extend(named.end()) if named and named.end() > at else None

    def _after_post(self, at: int) -> int:
        place = self._skip(at)
        of = re.compile(r"cua\s+").match(self.folded, place)
        inner = self._agency_end(of.end() if of else place)
        if inner is None and self._is_capital(place) and (field := FIELD.match(self.folded, place)):
            return self._extend(field.end())  # «Trưởng phòng Văn hóa - Xã hội»
        return inner if inner is not None else at

    def _agency_end(self, at: int) -> int | None:
        if self._is_other_word(at):
            return None
        whole = self._commune_end(at) or self._committees_end(at)
        if whole is not None:
            return whole
        long = LONG_HEAD.match(self.folded, at) or ABBREVIATED.match(self.text, at)
        if long:
            end = self._extend(self._purpose_end(at, long.end()))
            many = self._skip(end)
            if many > end and self.folded.startswith("cac ", many):  # «Ban Thường vụ các huyện ủy, thành ủy»
                return self._group_end(many) or end
            return end
        short = SHORT_HEAD.match(self.folded, at)
        if short and self._is_capital(self._skip(short.end())) and not self._opens_unit_word(short):
            end = self._extend(short.end())
            return self._twin_end(end) if FREE_HEAD.match(self.folded, at) else end
        return self._group_end(at)

    def _commune_end(self, at: int) -> int | None:
        commune = COMMUNE.match(self.text, at)
        is_one = commune is not None and not self._opens_named_unit(commune.end())
        return self._proper_words(commune.end() - 1) if commune and is_one else None

    def _committees_end(self, at: int) -> int | None:
        committees = PARTY_GROUP.match(self.folded, at)
        return self._group_tail(committees.end()) if committees else None

    def _purpose_end(self, at: int, end: int) -> int:
        """«Hội đồng điều phối vùng | tiếp tục», «Hội đồng thẩm định giá đất | xem xét»: small words of its name."""
        if BOARD.match(self.folded, at) is None or not self.text[self._skip(end) : self._skip(end) + 1].islower():
            return end
        task = TASK_OF_BOARD.match(self.folded, self._skip(end))
        stop = task.end() if task else end
        for _ in range(_LONGEST_PURPOSE):
            place = self._skip(stop)
            word = WORD.match(self.folded, place)
            if self._ends_compound(place) or word is None or NAME_STOPS.match(self.folded, stop):
                break
            stop = word.end()
        local = PLACE_LIST.match(self.folded, self._skip(stop)) if task else None
        after = local.end() if local else stop
        is_whole = _COLON.match(self.folded, after) if task else NAME_STOPS.match(self.folded, stop)
        return stop if self._is_verb_at(self._skip(after)) or is_whole else end

    def _twin_end(self, end: int) -> int:
        """«Công ty Thủy lợi Bắc Hà Tĩnh, Nam Hà Tĩnh vận hành ...»: two of one name, the second without its head."""
        gap = re.compile(r",\s+").match(self.folded, end)
        if gap is None or not self._is_capital(gap.end()) or self._opens_unit(gap.end()):
            return end
        stop = self._proper_words(self._word_end(gap.end()) or gap.end())
        return stop if VERB.match(self.folded, self._skip(stop)) else end

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
            tail = self._tail(self._skip(stop))
            local = None if tail else (self._places(stop) or self._of_body(stop))
            stop = tail.end() if tail else (local or stop)
            if item["short"] == "nganh" and self._is_capital(self._skip(stop)):
                named = FIELD.match(self.folded, self._skip(stop))  # «ngành Y tế»
                stop, local = (named.end(), named.end()) if named else (stop, local)
            if item["short"] and not (tail or local or self._closes_item(item, stop, end is not None)):
                return end
            end = self._group_tail(stop)
            gap = GROUP_GAP.match(self.folded, end)
            if gap is None or NEXT_GROUP.match(self.folded, gap.end()) or BODY_OF_PARTY.match(self.folded, gap.end()):
                return end
            if self._names_one(gap.end()):
                return end
            place = gap.end()

    def _names_one(self, at: int) -> bool:
        """«các cơ quan Đảng tỉnh, | Đảng ủy UBND tỉnh»: a body of its own behind a group."""
        head = LONG_HEAD.match(self.folded, at) if self._is_capital(at) else None
        return head is not None and self._is_capital(self._skip(head.end()))

    def _of_body(self, at: int) -> int | None:
        """«các Ban của Hội đồng nhân dân tỉnh», «các phòng thuộc Sở Nội vụ»."""
        of = OF_BODY.match(self.folded, at)
        return self._agency_end(of.end()) if of and self._is_capital(of.end()) else None

    def _is_chief(self, item: re.Match[str]) -> bool:
        """«Trưởng» of a post folds into «trường», a school."""
        return item["short"] == "truong" and "ưởng" in self.text[item.start() : item.end()].lower()

    def _closes_item(self, item: re.Match[str], stop: int, is_later: bool) -> bool:
        """«bộ», «ban», «xã» alone are too short to be sure of: something must end them, or a list hold them."""
        if AFTER_ITEM.match(self.folded, stop):
            return True
        place = self._skip(stop)
        return (is_later or item[0].startswith("cac")) and place > stop and self.text[place : place + 1].islower()

    def _tail(self, place: int) -> re.Match[str] | None:
        """«liên quan» behind a name; «Hoàng Liên | quản lý» folds like it."""
        found = TAIL.match(self.folded, place)
        is_other = found is not None and "quản" in self.text[place : found.end()].lower().split()
        return None if is_other and "ngành" not in self.text[place:][:40].lower() else found

    def _group_tail(self, at: int) -> int:
        tail = self._tail(self._skip(at))
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
                return self._with_ordinal(end)
            end = step
        return end

    def _with_ordinal(self, end: int) -> int:
        """«xã Sơn Kim 1», «Thuế cơ sở 3», «chi nhánh Khu vực 6»: a figure before what is to be done or a sign."""
        ordinal = ORDINAL.match(self.text, end)
        if ordinal is None:
            return end
        stop = ordinal.end()
        local = BEHIND_ORDINAL.match(self.folded, stop)
        if local and self._is_capital(local.end()) and not self._opens_named_unit(local.end()):
            return self._proper_words(local.end() - 1)  # «Thuế cơ sở 5 tỉnh Phú Thọ», «khu vực 2 - Kỳ Anh»
        is_one_of_many = OF_A_SERIES.search(self.folded, max(0, end - 10), end) is not None
        return (
            stop
            if is_one_of_many or NAME_STOPS.match(self.folded, stop) or self._goes_on_behind(self._skip(stop))
            else end
        )

    def _goes_on_behind(self, place: int) -> bool:
        return self._is_verb_at(place) or _AND.match(self.folded, place) is not None or self._tail(place) is not None

    def _step(self, end: int) -> int | None:
        place = self._skip(end)
        if place >= len(self.text) or self._begins_sentence(end, place):
            return None
        return self._known_step(end, place) or self._capital_step(end, place)

    def _known_step(self, end: int, place: int) -> int | None:
        """Past a field, a place, a tail («liên quan»), or small words that go on a name."""
        field = FIELD.match(self.folded, place)
        if field and self._is_capital(place):
            return field.end()
        noun = NOUN_LIKE.match(self.folded, place)
        if noun and self.text[place].islower() and self._acts_behind(noun.end()):
            return noun.end()
        if self.text[place : place + len(_SAME_LEVEL)].lower() == _SAME_LEVEL:  # folded it is «cung cấp», a verb
            return place + len(_SAME_LEVEL)
        for pattern in (CONTINUES, PLACE_LIST, TAIL):
            found = self._tail(place) if pattern is TAIL else pattern.match(self.folded, place)
            if found and pattern is CONTINUES and self.text[place].islower() and self._is_whole(end, place):
                return None
            if found and place > end and not (pattern is PLACE_LIST and self._is_other_word(place)):
                step = found.end() if pattern is CONTINUES else self._proper_words(found.end())
                is_free = pattern is CONTINUES and self._is_capital(place) and FREE_WORD.match(self.folded, place)
                return max(step, self._compound_end(place) or step) if is_free else step
        return None

    def _acts_behind(self, end: int) -> bool:
        """«Viện Kinh tế xây dựng | nghiên cứu», «Đội Quản lý đất đai xây dựng: | xử lý»."""
        colon = _COLON.match(self.folded, end)
        place = colon.end() if colon else self._skip(end)
        verb = VERB.match(self.folded, place)
        return verb is not None and not is_other_syllable(self.text[place : verb.end()])  # «xây dựng | mô hình»

    def _ends_with_province(self, end: int) -> bool:
        starts = re.finditer(r"(?<!\w)\w", self.folded[max(0, end - 24) : end])
        first = max(0, end - 24)
        return any((found := PROVINCE.match(self.folded, first + one.start())) and found.end() == end for one in starts)

    def _is_whole(self, end: int, place: int) -> bool:
        """«Truyền hình Tuyên Quang | thông tin, tuyên truyền», «Hiệp hội Chè Việt Nam | thông tin, hướng dẫn»."""
        of_country = self.folded.endswith("viet nam", 0, end) and self.text.startswith("thông tin", place)
        return of_country or self._ends_with_province(end)

    def _begins_sentence(self, end: int, place: int) -> bool:
        """«Thuế tỉnh Đắk Lắk | Phối hợp với ...»: a heading and the text under it that ran together."""
        verb = VERB.match(self.folded, place)
        is_sentence = verb is not None and " " in verb[0] and self.text[place + 1 : verb.end()].islower()
        return is_sentence and self._ends_with_province(end)

    def _capital_step(self, end: int, place: int) -> int | None:
        """Past a hyphen, «và» or a blank and the capital word after it."""
        after = self._skip(place + 1)
        if self.text[place] in "-–" and self._is_capital(after):
            if branch := BRANCH.match(self.folded, after):
                return branch.end()  # «Ngân hàng Nhà nước - Chi nhánh Phú Thọ»
            if not self._opens_unit(after):
                return self._compound_end(after)
        joined = _AND.match(self.folded, place)
        if joined and place > end:
            return self._after_and(joined.end())
        if place > end and self._is_capital(place):
            return self._compound_end(place)
        return None

    def _compound_end(self, at: int) -> int | None:
        """Past a capital word and the small words that make a compound with it («Chỉ huy», «Phòng thủ dân sự»)."""
        province = PROVINCE.match(self.folded, at)
        if province and not self._is_capital(self._skip(province.end())):
            return province.end()
        council = (
            COUNCIL.match(self.folded, at)
            or FIXED_COMPOUND.match(self.folded, at)
            or self._two_syllables(at)
            or self._named_after_verb(at)
        )
        end = council.end() if council else self._word_end(at)
        if end is None or self.text[at:end].isupper():
            return end
        surest = end
        for count in range(LONGEST_COMPOUND):
            place = self._skip(end)
            if place == end or not self.text[place : place + 1].islower():
                break
            two = COMPOUND.match(self.folded, place)
            word = two or WORD.match(self.folded, place)
            if word is None or (two is None and self._ends_compound(place)):
                surest = end  # what follows cannot be of the name, so that all before it is
                break
            end = word.end()
            surest = end if count < 3 else surest
        return end if surest != end and self._is_closed(end) else surest

    def _two_syllables(self, at: int) -> re.Match[str] | None:
        """«Công trình», «Giao thông»: neither «trình» nor «giao» is what is to be done."""
        found = COMPOUND.match(self.folded, at)
        words = self.text[at : found.end()] if found else ""
        return (
            found if words[1:].islower() and not words.startswith("Đảng") else None
        )  # «Đảng kiểm tra», no «đăng kiểm»

    def _named_after_verb(self, at: int) -> re.Match[str] | None:
        """«Đăng ký», «Phục hồi» with a capital first letter are words of a name, not what is to be done."""
        verb = VERB.match(self.folded, at)
        words = self.text[at : verb.end()] if verb else ""
        return verb if " " in words and words[0].isupper() and words[1:].islower() else None

    def _ends_compound(self, place: int) -> bool:
        return (
            self._is_verb_at(place)
            or self._is_function_word(place)
            or PLACE_LIST.match(self.folded, place) is not None
            or self._tail(place) is not None
            or CONTINUES.match(self.folded, place) is not None
        )

    def _is_closed(self, end: int) -> bool:
        """Whether the name of a place, or a sign, follows: «Khai thác công trình thủy lợi | Tiền Giang»."""
        place = self._skip(end)
        return NAME_STOPS.match(self.folded, end) is not None or PROVINCE.match(self.folded, place) is not None

    def _after_and(self, at: int) -> int | None:
        """«Kế hoạch và Đầu tư» goes on after «và», «Sở A và Sở B» does not."""
        if not self._is_capital(at) or self._opens_unit(at) or DOCUMENT.match(self.folded, at):
            return None
        field = FIELD.match(self.folded, at)
        return field.end() if field else self._compound_end(at)

    def _opens_unit(self, at: int) -> bool:
        return self._opens_named_unit(at) or (
            ITEMS.match(self.folded, at) is not None and self._group_end(at) is not None
        )

    def _opens_named_unit(self, at: int) -> bool:
        """A common noun alone opens none: «Hải Phòng», «Hà Tĩnh», «Ngọc Hồi» end in words that fold into such nouns."""
        if POST.match(self.folded, at) or LONG_HEAD.match(self.folded, at):
            return True
        short = SHORT_HEAD.match(self.folded, at)
        return short is not None and not self._is_other_word(at) and self._is_capital(self._skip(short.end()))

    def _proper_words(self, at: int) -> int:
        """Past the proper name of a place: «tỉnh Phú Thọ», «Thành phố Hồ Chí Minh», «Quảng Ngãi»."""
        numbered = NUMBERED_PLACE.match(self.text, at) if OF_A_COMMUNE.search(self.folded, max(0, at - 7), at) else None
        end = at = numbered.end() - 1 if numbered else at  # «phường 1 Bảo Lộc»
        for _ in range(5):
            place = self._skip(end)
            is_over = self._opens_named_unit(place) or self._begins_sentence(end, place)
            if place == end or not self._is_capital(place) or is_over:
                return self._with_ordinal(end)
            end = self._word_end(place) or end
        return end
