"""The objects of a JSON file that is no JSON as a whole, because it was cut off or is damaged in between."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

_AT_A_TIME: Final = 1 << 20
_LONGEST_KEY: Final = 4096
_GAP: Final = re.compile(r"[\s,]*")
_KEY_BEHIND: Final = re.compile(r'[\s,]*"[^"\\]*+(?:\\.[^"\\]*+)*+"\s*:', re.DOTALL)
_NEXT_BEHIND: Final = re.compile(r"\s*(?:,\s*[{\[]|\])")
_REST_OF_STRING: Final = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_JUNK: Final = re.compile(r'[^\s,:\[\]{}"]*')
_TOKEN: Final = re.compile(
    r'[\s,:]+|[\[\]{}]|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|true|false|null|NaN|-?(?:Infinity|[0-9][0-9.eE+-]*)'
)
_OPENING: Final = {"]": "[", "}": "{"}
_DECODER: Final = json.JSONDecoder()


class JsonObjects:
    """Iterating gives the bytes of each object of the array, None for a place where none can be read. Behind that it
    goes on only where it is sure that the next object is one of the outer array: on a line of its own as the first, or
    where every bracket of the damaged one is closed. Of a file without an array, the objects until one cannot be read.
    Afterwards it is known whether the file is cut off: the end of the array was not seen, or it is not sure where what
    can be read goes on."""

    def __init__(self, path: Path, longest: int) -> None:
        self._path, self._longest = path, longest
        self.is_cut_off = False
        self._text, self._at = "", 0
        self._error = 0
        self._line: str | None = None

    def __iter__(self) -> Iterator[bytes | None]:
        with self._path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            is_array = self._goes_on(file) and self._text[self._at] == "["
            self._at += is_array
            is_first = True
            while self._goes_on(file):
                if is_array and self._text[self._at] == "]":
                    self._at += 1
                    self.is_cut_off = self._goes_on(file)
                    return
                if is_array and is_first:
                    self._line = self._line_of_first()
                is_first = False
                end, is_object = self._end_of_value(file)
                is_sure = end is not None and not _KEY_BEHIND.match(self._text, end)
                if end is not None and is_sure:
                    yield self._text[self._at : end].encode(errors="surrogateescape") if is_object else None
                    self._at = end
                    continue
                if not (is_array and self._finds_next(file, is_closed=end is not None)):
                    self.is_cut_off = True
                    return
                yield None
            self.is_cut_off = is_array

    def _goes_on(self, file: IO[str]) -> bool:
        """Over what stands between values; whether there is something behind."""
        while True:
            between = _GAP.match(self._text, self._at)
            assert between is not None  # nothing at all is something between
            self._at = between.end()
            if self._at < len(self._text):
                return True
            if not self._reads_on(file):
                return False

    def _end_of_value(self, file: IO[str]) -> tuple[int | None, bool]:
        """And whether it is an object; what stands behind it is there to be looked at."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at < self._longest and self._reads_on(file):
                    continue
                self._error = error.pos if isinstance(error, json.JSONDecodeError) else self._at
                return None, False
            if len(self._text) - end < _LONGEST_KEY and self._reads_on(file):
                continue
            self._keeps_line(end)
            return end, isinstance(value, dict)

    def _line_of_first(self) -> str | None:
        """What stands before the first object on a line of its own."""
        line = self._text[self._text.rfind("\n", 0, self._at) + 1 : self._at]
        is_own = not line.strip() and "\n" in self._text[: self._at]
        return line if is_own and _is_deeper(self._text[self._at + 1 : self._at + _LONGEST_KEY], line) else None

    def _keeps_line(self, end: int) -> None:
        """Not where a value has lines as far out as the objects: then so may one inside of another."""
        if self._line is not None and (place := self._text.find("\n", self._at, end)) >= 0:
            last = self._text.rfind("\n", place, end)
            if not _is_deeper(self._text[place:last], self._line) or self._text[last:end].strip() != "}":
                self._line = None

    def _finds_next(self, file: IO[str], *, is_closed: bool) -> bool:
        """To where it is sure that the next value begins, or the array ends."""
        while self._line is not None:
            place = self._text.find(f"\n{self._line}{{", self._at)
            if place >= 0:
                self._at = place + 1 + len(self._line)
                return True
            begin, kept = self._at, len(self._text) - self._at
            if kept >= self._longest or not self._reads_on(file):
                break
            self._error -= begin
        for in_string in () if is_closed else (False, True):
            if (end := self._closed(in_string=in_string)) is not None:
                self._at = end
                return True
        return False

    def _closed(self, *, in_string: bool) -> int | None:
        """The end of the damaged value, where behind the error nothing is wrong any more and all of its brackets are
        closed; ``in_string``: the error stands in a string, because a quote is missing or one too many."""
        is_open, at = self._opened(in_string=in_string)
        skipped = (_REST_OF_STRING if in_string else _JUNK).match(self._text, at)
        at = skipped.end() if skipped else len(self._text)
        while is_open and (token := _TOKEN.match(self._text, at)):
            at = token.end()
            if token.group() in _OPENING and is_open.pop() != _OPENING[token.group()]:
                return None
            if token.group() in "[{":
                is_open.append(token.group())
        return at if not is_open and _NEXT_BEHIND.match(self._text, at) else None

    def _opened(self, *, in_string: bool) -> tuple[list[str], int]:
        """The brackets open at the error; a string that may have swallowed some counts with all that it may have."""
        is_open: list[str] = []
        at, last = self._at, ""
        while at < self._error and (token := _TOKEN.match(self._text, at, self._error)):
            at, last = token.end(), token.group() if token.group().startswith('"') else last
            if token.group() in "[{":
                is_open.append(token.group())
            elif token.group() in _OPENING and is_open:
                is_open.pop()
        return is_open + ([one for one in last if one in "[{"] if in_string else []), self._error

    def _reads_on(self, file: IO[str]) -> bool:
        """Places in the text hold only where there is no more."""
        if not (more := file.read(_AT_A_TIME)):
            return False
        self._text, self._at = self._text[self._at :] + more, 0
        return True


def _is_deeper(text: str, line: str) -> bool:
    """Whether the text, where it begins with the end of a line, goes on further in than ``line``."""
    blank = text[: len(text) - len(text.lstrip())]
    return "\n" not in blank or len(blank.rpartition("\n")[2]) > len(line)
