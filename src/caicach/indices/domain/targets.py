"""Targets that an act sets for a year, as named lines beside results: dated facts with their source, never a score."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.kernel.said import Said, tell


@dataclass(frozen=True, slots=True)
class Target:
    """At least ``percent`` in ``year``. ``family`` begins the codes of the sets it is laid beside, those of later years
    included; ``component`` is the index it speaks of, empty for the whole. ``led_by`` answers for it nationally.
    """

    year: int
    family: str
    component: str
    name: Said
    percent: Decimal
    led_by: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target beside a result; ``reached`` of ``judged`` units are at it or above, where it speaks of the whole."""

    target: Target
    reached: int | None = None
    judged: int = 0


def _of_2026(family: str, component: str, name: Said, percent: str, led_by: str) -> Target:
    """Nghị quyết 01/NQ-CP 2026, annex of indicators, 65 to 72 (text read in a public copy)."""
    return Target(2026, family, component, name, Decimal(percent), led_by, "01/NQ-CP", date(2026, 1, 8))


TARGETS: Final = (
    _of_2026("par-bo", "", tell("Chỉ số cải cách hành chính trung bình của các bộ"), "84.7", "Bộ Nội vụ"),
    _of_2026("par-tinh", "", tell("Chỉ số cải cách hành chính trung bình của các tỉnh"), "88.87", "Bộ Nội vụ"),
    _of_2026("sipas", "", tell("Mức độ hài lòng của người dân"), "86", "Bộ Nội vụ"),
    _of_2026("qd766", "3.1", tell("Thủ tục đủ điều kiện cung cấp trực tuyến toàn trình"), "80", "Bộ Công an"),
    _of_2026("qd766", "3.6", tell("Thanh toán trực tuyến"), "60", "Bộ Công an"),
    _of_2026("qd766", "3.3", tell("Hồ sơ trực tuyến"), "80", "Bộ Tư pháp"),
    _of_2026("qd766", "4.2", tell("Số hóa hồ sơ, kết quả giải quyết"), "90", "Bộ Tư pháp"),
    _of_2026("qd766", "1.4", tell("Kết quả được đồng bộ"), "100", "Bộ Công an"),
)


def targets_of(set_code: str, year: int) -> tuple[Target, ...]:
    """The targets of a year that may be laid beside a result of this set.

    >>> [str(target.percent) for target in targets_of("par-tinh-876-2022", 2026)]
    ['88.87']
    >>> targets_of("par-tinh-876-2022", 2023)
    ()
    """
    return tuple(one for one in TARGETS if one.year == year and set_code.startswith(one.family))
