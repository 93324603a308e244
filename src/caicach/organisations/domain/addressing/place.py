"""A phrase as words, the place reached in it, and where the item that stands there ends."""

import re
from typing import Final

from caicach.organisations.domain.addressing import outside
from caicach.organisations.domain.addressing.groups import find_group
from caicach.organisations.domain.addressing.names import book_of
from caicach.organisations.domain.addressing.titles import titles_at
from caicach.organisations.domain.addressing.words import Word, words_of
from caicach.organisations.domain.directory import Directory

VAGUE: Final = re.compile(
    r"(?:cac )?(?:(?:co quan|don vi|to chuc|ca nhan|dia phuong|nganh|cap|bo|so|ban|phong|luc luong|hoi|doan the"
    r"|doanh nghiep|huyen|thanh pho|thi xa|xa|phuong|ben|thanh vien|chuyen mon) )+"
    r"(?:co lien quan|lien quan|chuc nang|khac|neu tren|noi tren|tren|nay|duoc giao|duoc phan cong)(?= |$)"
)
# «Ban Chỉ huy … cấp tỉnh, cấp xã», «Phòng Nội vụ các huyện, thành phố»: a body that nobody knows, at several levels.
_LEVEL_ENDS: Final = frozenset({"tinh", "huyen", "xa", "pho", "phuong", "tran", "quan"})
_LEVEL_STARTS: Final = frozenset({"cap", "huyen", "thanh", "thi", "xa", "phuong", "quan"})
_WINDOW: Final = 60  # words looked at for one item: no name is longer, and a long list stays linear


class PhrasePlace:
    """The words and the place reached."""

    def __init__(self, phrase: str, directory: Directory) -> None:
        self.line, self.words = words_of(phrase)
        self.directory = directory
        self.book = book_of(directory)
        self.place = 0

    @property
    def rest(self) -> tuple[Word, ...]:
        return self.words[self.place : self.place + _WINDOW]

    def _text(self, start: int) -> str:
        return self.line[self.words[start].start : self.words[self.place - 1].end]

    def _names_at(self, place: int) -> bool:
        words = self.words[place : place + _WINDOW]
        return (
            self.book.find(words) is not None
            or find_group(words, self.book) is not None
            or outside.find_outside(words, self.book.province) is not None
            or bool(titles_at(words)[0])
            or VAGUE.match(" ".join(word.text for word in words)) is not None
        )

    def _part_end(self, start: int) -> int:
        """The word after the item: at a sign or «và» behind which somebody is named, or at «;»."""
        place = start
        while place < len(self.words) - 1:
            gap, follows = self.words[place].gap, self.words[place + 1].text
            if gap == "," and self.words[place].text in _LEVEL_ENDS and follows in _LEVEL_STARTS:
                place += 1
                continue
            if gap == ";" or (gap not in {"", "-", "&"} and self._names_at(place + 1)) or gap in {"(", ")", ":"}:
                break
            if gap == ",":
                break
            place += 1
        return place + 1

    def _to_end(self) -> None:
        if not self.words[self.place - 1].ends_part:
            self.place = self._part_end(self.place)

    def _bracket_end(self, place: int) -> int:
        while place < len(self.words) - 1 and self.words[place].gap not in {")", ";"}:
            place += 1
        return place + 1
