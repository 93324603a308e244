"""Which fields a form of page shows at all: a gap on every page of a form is a fault of the form, told once.

Pages are of one form where they word the labels alike of all fields that both label, of six all but one («Thời hạn:
5 ngày» in one line, or for each manner in lines below).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from caicach.procedures.comparing.fields import Compared
from caicach.procedures.comparing.values import Verdict
from caicach.procedures.pages.extracting import Found
from caicach.procedures.record.values import TEXT_FIELDS, Procedure

Wordings = frozenset[tuple[str, str]]
_ENOUGH: Final = 3
_MAY_DIFFER: Final = 6


class Forms:
    """Built of all records that a portal shows."""

    def __init__(self, records: Sequence[Found]) -> None:
        self._counts = Counter(found.wordings for found in records)
        self._fields: dict[Wordings, Counter[str]] = defaultdict(Counter)
        for found in records:
            self._fields[found.wordings].update(_fields_of(found.procedure))
        self._alike: dict[Wordings, tuple[int, Counter[str]]] = {}
        self._unshown: dict[str, int] = defaultdict(int)

    def without_unshown(self, found: Found, compared: Compared) -> Compared:
        """A missing field is a gap of this page where others of its form show it, else of the form."""
        pages, fields = self._of_form(found.wordings)
        judged = dict(compared)
        for name, one in compared.items():
            if one.verdict is Verdict.MISSING and not one.portal and pages >= _ENOUGH and not fields[name]:
                judged[name] = replace(one, verdict=Verdict.NOT_SHOWN)
                self._unshown[name] += 1
        return judged

    def _of_form(self, wordings: Wordings) -> tuple[int, Counter[str]]:
        if wordings not in self._alike:
            alike = [other for other in self._counts if _is_one_form(wordings, other)]
            fields: Counter[str] = Counter()
            for other in alike:
                fields.update(self._fields[other])
            self._alike[wordings] = (sum(self._counts[other] for other in alike), fields)
        return self._alike[wordings]

    def notes(self) -> dict[str, list[str]]:
        """How many procedures a field was not shown for by the form of their page."""
        return {f"form_without_{name}": [str(count)] for name, count in self._unshown.items()}


def _is_one_form(first: Wordings, second: Wordings) -> bool:
    if first == second:
        return True
    ours, theirs = _by_field(first), _by_field(second)
    common = ours.keys() & theirs.keys()
    same = sum(ours[name] == theirs[name] for name in common)
    return len(common) >= _ENOUGH and len(common) - same <= len(common) // _MAY_DIFFER


def _by_field(wordings: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, words in wordings:
        if name:
            found[name].add(words)
    return {name: frozenset(words) for name, words in found.items()}


def _fields_of(one: Procedure) -> Iterable[str]:
    shown = {name for name in TEXT_FIELDS if getattr(one, name)}
    rows = one.submissions
    parts = {
        "time_limit": any(row.time_limit for row in rows),
        "fee": any(row.fee for row in rows),
        "manners": bool(one.manners) or any(row.manner for row in rows),
        "papers": bool(one.papers),
        "legal_bases": bool(one.legal_bases),
    }
    return shown | {name for name, is_shown in parts.items() if is_shown}
