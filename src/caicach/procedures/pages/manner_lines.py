"""A manner of submission told in one line: «Trực tiếp: Thời hạn giải quyết: 5 ngày. Phí: 20.000 đồng»."""

import re
from collections.abc import Iterator
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.procedures.record.labels import field_of
from caicach.procedures.record.time_limits import durations_in, time_limit_of
from caicach.procedures.record.values import TimeKind

_HEAD: Final = re.compile(
    r"^\W*((?:nop |qua |hinh thuc |bang hinh thuc )?(?:ho so )?"
    r"(?:truc tiep|truc tuyen|(?:dich vu )?buu chinh|mang|dien tu|online)\b[^:;|.]{0,60}?)"
    r"\s*(?:[:;|(]|[-\u2013]\s|\.\s)"
)
_FIGURE: Final = re.compile(
    r"(?P<time_limit>thoi (?:han|gian)(?: giai quyet| xu ly| thuc hien)?)\s*[:(]"
    r"|(?P<fee>(?:muc )?(?:phi,? ?/?(?: va)? ?le phi|le phi|phi))\s*:"
)
_LABELLED: Final = re.compile(r"(?:^|[(;,|.]\s*)([^:(;,|.]{3,60}):")
_END: Final = re.compile(r"[.;|]\s+(?=\S)|[.;|)\s]*$")
_FEE: Final = re.compile(r"\bphi\b|\b(?:dong|vnd)\b|\d\s?d\b")


def row_in_line(text: str) -> dict[str, str]:
    """Manner, time limit and fee of a line that begins with a manner; empty where it tells neither figure.

    >>> row_in_line("- Trực tiếp: Thời hạn giải quyết: 05 Ngày làm việc. Phí: 20.000 đồng. Nộp tại quầy")
    {'manner': 'Trực tiếp', 'time_limit': '05 Ngày làm việc', 'fee': '20.000 đồng'}
    >>> row_in_line("Trực tuyến - 3 ngày - Lệ phí 10.000 đồng"), row_in_line("Trực tiếp tại Trung tâm.")
    ({'manner': 'Trực tuyến', 'time_limit': '3 ngày', 'fee': 'Lệ phí 10.000 đồng'}, {})
    """
    head = _HEAD.match(fold(text))
    if head is None:
        return {}
    rest = text[head.end() :]
    told = _plain(rest) | _labelled(rest)
    figures: dict[str, str] = {name: told[name] for name in ("time_limit", "fee") if name in told}
    return {"manner": text[head.start(1) : head.end(1)].strip(), **figures} if figures else {}


def manner_and_rest(text: str) -> tuple[str, str] | None:
    """The manner that a line begins with, and what it says of it.

    >>> manner_and_rest("- Trực tuyến: Không quy định"), manner_and_rest("Trực tiếp")
    (('Trực tuyến', 'Không quy định'), None)
    """
    head = _HEAD.match(fold(text))
    rest = text[head.end() :].strip() if head else ""
    return (text[head.start(1) : head.end(1)].strip(), rest) if head and rest else None


def _labelled(text: str) -> dict[str, str]:
    marks = sorted({*_marks_known(text), *_marks_labelled(text)})
    told: dict[str, str] = {}
    for number, (_, start, name) in enumerate(marks):
        until = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        value = text[start:until].strip()
        value = value[: stop.start()] if (stop := _END.search(value)) else value
        told[name] = "; ".join(filter(None, (told.get(name, ""), value.strip(" -,("))))
    return {name: value for name, value in told.items() if value}


def _marks_known(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the label of a figure begins and ends, and which it is."""
    yield from ((mark.start(), mark.end(), str(mark.lastgroup)) for mark in _FIGURE.finditer(fold(text)))


def _marks_labelled(text: str) -> Iterator[tuple[int, int, str]]:
    """The same of labels in other words, those of a portal among them."""
    for mark in _LABELLED.finditer(text):
        if (field := field_of(mark[1])) in {"time_limit", "fee"}:
            yield mark.start(1), mark.end(), str(field)


def _is_fee(part: str) -> bool:
    return len(part) < 80 and bool(_FEE.search(fold(part))) and field_of(part) is None


def _is_limit(part: str) -> bool:
    return bool(durations_in(part)) or time_limit_of(part).kind is TimeKind.NOT_REGULATED


def _plain(text: str) -> dict[str, str]:
    parts = [part.strip(" .()") for part in re.split(r"\s[-\u2013]\s|[;|]", text)]
    limit = next((part for part in parts if len(part) < 60 and _is_limit(part)), "")
    fee = next((part for part in parts if part != limit and _is_fee(part)), "")
    return {name: value for name, value in (("time_limit", limit), ("fee", fee)) if value}
