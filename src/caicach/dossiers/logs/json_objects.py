"""The objects of a JSON file that is no JSON as a whole, because it was cut off or is damaged in between."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

_AT_A_TIME: Final = 1 << 20
_LONGEST_HEAD: Final = 4096
_BETWEEN: Final = re.compile(r"[\s,\[\]]*")
_HEAD: Final = re.compile(r'\{\s*("(?:[^"\\]|\\.)*")\s*:')
_NEXT: Final = re.compile(rf",\s*({_HEAD.pattern})")
_DECODER: Final = json.JSONDecoder()


class JsonObjects:
    """Iterating gives the bytes of each object, None for a place where none can be read; behind it goes on what begins
    as the first object does: behind a comma, as far in the line, with the same name. Afterwards it is known whether the
    file is cut off."""

    def __init__(self, path: Path, longest: int) -> None:
        self._path, self._longest = path, longest
        self.is_cut_off = False
        self._text, self._at = "", 0
        self._is_array, self._is_closed = False, False

    def __iter__(self) -> Iterator[bytes | None]:
        head: re.Pattern[str] | None = None
        with self._path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            while self._goes_on(file):
                end = self._end_of_object(file)
                if end is None:
                    is_more = self._finds(file, head or _NEXT)
                    self.is_cut_off = not is_more and not self._text.rstrip().endswith("]" if self._is_array else "}")
                    if not self.is_cut_off:
                        yield None
                    if not is_more:
                        return
                    continue
                head = head or self._like_this()
                yield self._text[self._at : end].encode(errors="surrogateescape")
                self._at = end
        self.is_cut_off = self._is_array and not self._is_closed

    def _goes_on(self, file: IO[str]) -> bool:
        """Over what stands between objects; whether there is something behind."""
        while True:
            between = _BETWEEN.match(self._text, self._at)
            assert between is not None  # nothing at all is something between
            if told := between.group().strip():
                self._is_array |= "[" in told
                self._is_closed = told.endswith("]")
            self._at = between.end()
            if self._at < len(self._text):
                return True
            if not self._reads_on(file):
                return False

    def _end_of_object(self, file: IO[str]) -> int | None:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                if len(self._text) - self._at < self._longest and self._reads_on(file):
                    continue
                return None
            return end if isinstance(value, dict) else None

    def _finds(self, file: IO[str], head: re.Pattern[str]) -> bool:
        """To the next place behind this one where an object begins so."""
        self._at += 1
        while (found := head.search(self._text, self._at)) is None:
            self._at = max(self._at, len(self._text) - _LONGEST_HEAD)
            if not self._reads_on(file):
                return False
        self._at = found.start(1)
        return True

    def _like_this(self) -> re.Pattern[str] | None:
        """How the objects begin that are like the one which begins here."""
        first = _HEAD.match(self._text, self._at)
        if first is None:
            return None
        line = self._text[self._text.rfind("\n", 0, self._at) + 1 : self._at]
        is_own = not line.strip() and "\n" in self._text[: self._at]
        blank = rf"\s*?\n{re.escape(line)}" if is_own else r"\s*"
        return re.compile(rf",{blank}(\{{\s*{re.escape(first.group(1))}\s*:)")

    def _reads_on(self, file: IO[str]) -> bool:
        more = file.read(_AT_A_TIME)
        self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)
