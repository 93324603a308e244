"""Which procedure of the register a record of a page is: by code, by name, by likeness of the name."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from caicach.procedures.comparing.listed import likeness
from caicach.procedures.comparing.normal_form import forms, name_form
from caicach.procedures.record.codes import family
from caicach.procedures.record.values import Procedure

_ALIKE: Final = 0.93
_AHEAD: Final = 0.04
_SHORTEST: Final = 4


class Matcher:
    """Built once for a register; keys are those of its ``current``."""

    def __init__(self, procedures: Mapping[str, Procedure]) -> None:
        self._keys = frozenset(procedures)
        self._names: dict[str, list[str]] = defaultdict(list)
        for key, one in procedures.items():
            self._names[name_form(one.name)].append(key)
        self._order_free = {" ".join(sorted(form.split())): keys for form, keys in self._names.items()}

    def by_code(self, code: str) -> str | None:
        key = family(code) if code else ""
        return key if key in self._keys else None

    def by_name(self, name: str) -> str | None:
        """The one procedure of a name; None where two share it."""
        form = name_form(name)
        keys = self._names.get(form) or self._order_free.get(" ".join(sorted(form.split()))) or []
        return keys[0] if len(keys) == 1 and form else None

    def by_likeness(self, name: str) -> str | None:
        """The one name that is nearly this one, begins with the same act, and is ahead of every other."""
        form = name_form(name)
        words = form.split()
        if len(words) < _SHORTEST:
            return None
        likely = [
            (likeness(form, other), keys[0])
            for other, keys in self._names.items()
            if len(keys) == 1 and other.split()[:2] == words[:2] and abs(len(other) - len(form)) < 0.2 * len(form)
        ]
        likely.sort(reverse=True)
        if not likely or likely[0][0] < _ALIKE or (len(likely) > 1 and likely[0][0] - likely[1][0] < _AHEAD):
            return None
        return likely[0][1]

    def in_words(self, words: str) -> str | None:
        """The procedure that a link's words name, with what stands around: a number, «Xem chi tiết»."""
        found = self.by_name(words)
        if found or len(words) > 600:
            return found
        for part in words.split(" - "):
            if len(part) > 15 and (named := self.by_name(part)):
                return named
        return self.by_name(forms(words)[0].lstrip("0123456789.) "))
