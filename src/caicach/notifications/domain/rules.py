"""The rule of reminders: at which moments before and after a deadline, to whom, by which channels.

A value that a person reads as a table and changes as a table. The packaged rule is in force until somebody decides
another: an installation reminds from its first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from caicach.kernel.codec import Codec
from caicach.kernel.errors import InvalidInput
from caicach.notifications.domain.channels import Channel

MAX_DAYS: Final = 90


class MomentKind(StrEnum):
    BEFORE = "before"  # working days left
    ON_DAY = "on_day"
    AFTER = "after"  # working days late
    EVERY = "every"  # again and again, this many working days after the last AFTER


class Audience(StrEnum):
    """Up the organisation, in this order."""

    FOCAL_POINT = "focal_point"  # or the person the work was delegated to
    HEAD = "head"
    OFFICE = "office"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Moment:
    kind: MomentKind
    days: int = 0

    @property
    def offset(self) -> int:
        """Working days from the deadline: negative before, 0 on the day, positive after. Not for EVERY."""
        return {MomentKind.BEFORE: -self.days, MomentKind.AFTER: self.days}.get(self.kind, 0)


@dataclass(frozen=True, slots=True)
class RuleStep:
    moment: Moment
    audiences: frozenset[Audience]
    channels: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Rule:
    steps: tuple[RuleStep, ...]

    def offsets(self) -> tuple[int, ...]:
        """The moments that come once, in order of time."""
        return tuple(sorted({step.moment.offset for step in self.steps if step.moment.kind is not MomentKind.EVERY}))

    @property
    def every(self) -> int | None:
        return next((step.moment.days for step in self.steps if step.moment.kind is MomentKind.EVERY), None)

    def steps_at(self, offset: int) -> tuple[RuleStep, ...]:
        """Who is told at a moment that comes once."""
        once = (step for step in self.steps if step.moment.kind is not MomentKind.EVERY)
        return tuple(step for step in once if step.moment.offset == offset)

    def steps_repeated(self) -> tuple[RuleStep, ...]:
        return tuple(step for step in self.steps if step.moment.kind is MomentKind.EVERY)


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A version of the rule: in force from a day until the next version's; ``number`` 0 is the packaged one."""

    number: int
    rule: Rule
    valid_from: date | None
    decided_at: datetime | None = None
    decided_by: str = ""
    reason: str = ""


_LETTER = frozenset({Channel.PAGE, Channel.EMAIL})
_UNIT = frozenset({Audience.FOCAL_POINT, Audience.HEAD})


def _step(kind: MomentKind, days: int, audiences: Iterable[Audience]) -> RuleStep:
    return RuleStep(Moment(kind, days), frozenset(audiences), _LETTER)


PACKAGED_RULE: Final = Rule(
    (
        _step(MomentKind.BEFORE, 7, {Audience.FOCAL_POINT}),
        _step(MomentKind.BEFORE, 3, {Audience.FOCAL_POINT}),
        _step(MomentKind.BEFORE, 1, _UNIT),
        _step(MomentKind.ON_DAY, 0, _UNIT),
        _step(MomentKind.AFTER, 1, _UNIT),
        _step(MomentKind.AFTER, 3, {*_UNIT, Audience.OFFICE}),
        _step(MomentKind.AFTER, 7, {*_UNIT, Audience.OFFICE, Audience.CHAIR}),
        _step(MomentKind.EVERY, 5, {*_UNIT, Audience.OFFICE, Audience.CHAIR}),
    )
)


def checked_rule(steps: Iterable[RuleStep]) -> Rule:
    """The steps as a rule in order of time; InvalidInput where they make none."""
    given = tuple(steps)
    if not given:
        raise _refusal("rules.empty", "Quy tắc phải có ít nhất một dòng.", "Hãy thêm một thời điểm.")
    for step in given:
        _check_step(step)
    seen: set[tuple[Moment, Audience]] = set()
    for step in given:
        twice = seen & {(step.moment, audience) for audience in step.audiences}
        if twice:
            why = "Một thời điểm gửi cho cùng một người nhận được ghi hai lần."
            raise _refusal("rules.twice", why, "Hãy gộp hai dòng làm một.")
        seen |= {(step.moment, audience) for audience in step.audiences}
    if len({step.moment.days for step in given if step.moment.kind is MomentKind.EVERY}) > 1:
        why = "Chỉ có một nhịp nhắc lại sau lần nhắc cuối."
        raise _refusal("rules.two_rhythms", why, "Hãy giữ một số ngày cho các dòng «nhắc lại».")
    return Rule(tuple(sorted(given, key=_order)))


def _order(step: RuleStep) -> tuple[bool, int, list[str]]:
    return step.moment.kind is MomentKind.EVERY, step.moment.offset, sorted(step.audiences)


def _check_step(step: RuleStep) -> None:
    if step.moment.kind is not MomentKind.ON_DAY and not 1 <= step.moment.days <= MAX_DAYS:
        raise _refusal("rules.days", "Số ngày làm việc phải từ 1 đến {limit}.", "Hãy nhập lại số ngày.", limit=MAX_DAYS)
    if not step.audiences:
        raise _refusal("rules.nobody", "Có dòng chưa chọn người nhận.", "Hãy chọn người nhận, hoặc bỏ dòng đó.")
    if not step.channels:
        raise _refusal("rules.no_channel", "Có dòng chưa chọn kênh.", "Hãy chọn kênh, hoặc bỏ dòng đó.")


def _refusal(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được quy tắc nhắc việc.", why=why, todo=todo, **values)


@dataclass(frozen=True, slots=True)
class _KeptStep:
    """A step as it is kept: its moment laid open, its sets in order."""

    moment: MomentKind
    days: int
    audiences: tuple[Audience, ...]
    channels: tuple[Channel, ...]


_STEPS: Final = Codec(tuple[_KeptStep, ...])


def rule_as_json(rule: Rule) -> list[dict[str, object]]:
    steps = tuple(
        _KeptStep(s.moment.kind, s.moment.days, tuple(sorted(s.audiences)), tuple(sorted(s.channels)))
        for s in rule.steps
    )
    plain: list[dict[str, object]] = _STEPS.plain(steps)
    return plain


def rule_from_json(stored: object) -> Rule:
    """The rule that ``rule_as_json`` wrote."""
    return Rule(
        tuple(
            RuleStep(Moment(step.moment, step.days), frozenset(step.audiences), frozenset(step.channels))
            for step in _STEPS.value(stored)
        )
    )
