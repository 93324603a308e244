"""Dated rules of the one-stop shop, each with the article it stands in.

>>> rules_on(date(2026, 8, 4)).act, rules_on(date(2026, 8, 5)).act
('Nghị định 118/2025/NĐ-CP', 'Nghị định 309/2026/NĐ-CP')
>>> rules_on(date(2026, 8, 5)).next_day_after.source
'NĐ 118/2025 Điều 18 khoản 2'
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from caicach.kernel.calendar import Sourcing
from caicach.kernel.errors import InvalidInput
from caicach.kernel.yaml_values import packaged_values

T = TypeVar("T")
_FILE: Final = Path(__file__).with_name("rules.yaml")
_SOURCING: Final = {"read": Sourcing.READ, "named": Sourcing.NAMED, "none": Sourcing.NONE}


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    value: T
    source: str
    sourcing: Sourcing


@dataclass(frozen=True, slots=True)
class RuleSet:
    """None: no such rule is known for that time, and nothing is checked by it."""

    act: str
    valid_from: date
    online_answer_hours: Rule[int] | None = None
    next_day_after: Rule[time] | None = None
    after_supplement: Rule[str] | None = None
    supplement_requests: Rule[int] | None = None
    supplement_within_days: Rule[int] | None = None
    closes_after_days: Rule[int] | None = None
    apology_days_before: Rule[int] | None = None
    reappointments: Rule[int] | None = None
    away_starts_at_competent: Rule[bool] | None = None


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """As packaged, from the oldest."""
    told = packaged_values(_FILE)["rule_sets"]
    return tuple(_rule_set(one) for one in told)


def rules_on(received_on: date) -> RuleSet:
    """The law of the day of receipt. Raises InvalidInput for days before the first decree."""
    sets = rule_sets()
    place = bisect_right(sets, received_on, key=lambda one: one.valid_from)
    if place == 0:
        raise InvalidInput(
            "dossiers.no_rules",
            what="Chưa có quy định một cửa cho hồ sơ tiếp nhận ngày {day}.",
            why="Bộ quy định đầu tiên là {act}, có hiệu lực từ {first}.",
            todo="Hãy kiểm tra ngày tiếp nhận.",
            day=f"{received_on:%d/%m/%Y}",
            act=sets[0].act,
            first=f"{sets[0].valid_from:%d/%m/%Y}",
        )
    return sets[place - 1]


def _rule_set(told: dict[str, object]) -> RuleSet:
    rules = told["rules"]
    assert isinstance(rules, dict)
    act, valid_from = told["act"], told["valid_from"]
    assert isinstance(act, str)
    assert isinstance(valid_from, date)
    return RuleSet(act, valid_from, **{name: _rule(one) for name, one in rules.items()})


def _rule(told: dict[str, object]) -> Rule[Any]:
    value = told["value"]
    if isinstance(value, str) and ":" in value:
        value = time.fromisoformat(value)
    return Rule(value, str(told["article"]), _SOURCING[str(told["sourcing"])])
