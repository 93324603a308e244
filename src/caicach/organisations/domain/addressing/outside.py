"""Bodies that get copies or cooperate, and are given no tasks by the province."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caicach.kernel.said import joint_sentence, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing.resolution import BodyKind, Confidence, OutsideBody, Part
from caicach.organisations.domain.addressing.vocabulary import (
    NATIONAL,
    NATIONAL_ENDED_ON,
    OUTSIDE_STARTS,
    PROVINCES,
    TOOK_OVER,
)
from caicach.organisations.domain.addressing.words import Word, covered_words
from caicach.organisations.domain.units import UnitFact, UnitType

KIND_OF_TYPE: Final = {
    UnitType.PARTY: BodyKind.PARTY,
    UnitType.ELECTED: BodyKind.ELECTED,
    UnitType.FRONT: BodyKind.FRONT,
    UnitType.MASS_ORGANISATION: BodyKind.MASS_ORGANISATION,
    UnitType.PRESS: BodyKind.PRESS,
}
_WHY: Final = {
    BodyKind.PARTY: tell("cơ quan đảng"),
    BodyKind.ELECTED: tell("cơ quan dân cử"),
    BodyKind.FRONT: tell("Mặt trận Tổ quốc"),
    BodyKind.MASS_ORGANISATION: tell("tổ chức chính trị - xã hội"),
    BodyKind.PRESS: tell("cơ quan báo chí"),
    BodyKind.NATIONAL: tell("cơ quan ở Trung ương"),
    BodyKind.OTHER_PROVINCE: tell("cơ quan của tỉnh khác"),
    BodyKind.OTHER: tell("tổ chức ngoài hệ thống hành chính"),
}
_STARTS: Final = tuple((re.compile(rf"{pattern}(?= |$)"), kind) for pattern, kind in OUTSIDE_STARTS)
_PLACED: Final = re.compile(
    r"(?:(?:chu tich|pho chu tich|ubnd|hdnd|dai|bao|cong an|so|cang vu|truong|ban) (?:[a-z0-9]+ ){0,6}?)?"
    r"(?:tinh |thanh pho )?$"
)


@dataclass(frozen=True, slots=True)
class OutsideHit:
    kind: BodyKind
    taken: int
    name: str | None = None


def find_outside(words: Sequence[Word], own_province: tuple[str, ...]) -> OutsideHit | None:
    """A body known by its name or by how its name begins; the whole item of the list belongs to it."""
    return find_national(words) or _find_other_province(words, own_province) or _find_by_start(words)


def find_national(words: Sequence[Word]) -> OutsideHit | None:
    best: OutsideHit | None = None
    for name_words, name in NATIONAL.items():
        if not words or words[0].text[0] != name_words[0][0]:
            continue
        taken = covered_words(words, name_words)
        if taken and words[taken - 1].ends_part and (best is None or taken > best.taken):
            best = OutsideHit(BodyKind.NATIONAL, taken, name)
    return best


def _find_other_province(words: Sequence[Word], own: tuple[str, ...]) -> OutsideHit | None:
    end = _item_end(words)
    for size in (4, 3, 2, 1):
        name = tuple(word.text for word in words[max(0, end - size) : end])
        if name in PROVINCES and name != own and end - size > 0:
            before = " ".join(word.text for word in words[: end - size]) + " "
            if _PLACED.match(before):
                return OutsideHit(BodyKind.OTHER_PROVINCE, end)
    return None


def _find_by_start(words: Sequence[Word]) -> OutsideHit | None:
    text = " ".join(word.text for word in words)
    for pattern, kind in _STARTS:
        match = pattern.match(text)
        if match is not None:
            taken = max(1, len(match.group().split()))
            return OutsideHit(kind, taken - 1 + _item_end(words[taken - 1 :]))
    return None


def _item_end(words: Sequence[Word]) -> int:
    return next((number for number, word in enumerate(words, start=1) if word.gap not in {"", "-", "&"}), len(words))


def as_part(hit: OutsideHit, text: str, on: date) -> Part:
    part = _part(OutsideBody(hit.name or text, hit.kind), text)
    successor = TOOK_OVER.get(hit.name or "") if on >= NATIONAL_ENDED_ON else None
    if successor is None:
        return part
    now = tell(
        "{body} không còn từ {day}, nay là {successor}.",
        body=hit.name or text,
        day=format_date(NATIONAL_ENDED_ON),
        successor=successor,
    )
    return replace(part, reason=joint_sentence((part.reason, now)))


def as_part_of_unit(unit: UnitFact, text: str) -> Part:
    return _part(OutsideBody(unit.name, KIND_OF_TYPE.get(unit.type, BodyKind.OTHER), unit.code), text)


def _part(body: OutsideBody, text: str) -> Part:
    reason = tell(
        "«{words}» là {kind}, ngoài bộ máy hành chính của tỉnh: nhận văn bản hoặc phối hợp, không được giao nhiệm vụ.",
        words=text,
        kind=_WHY[body.kind],
    )
    return Part(text, reason, bodies=(body,), confidence=Confidence.CERTAIN)
