"""What a unit could reach in one component: the better options, tiers, shares and counts that its rule knows.

A step is another cell with the points it would give. Whether the cell is reachable is not said here; what it costs is
data of a person (``efforts``). The points come from the rules themselves: a step promises what scoring would give.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations

from caicach.indices.definition.component_scoring import Column
from caicach.indices.definition.rules.base import HUNDRED, ONE, ZERO, Given, Rule, figure_said, percent_spoken
from caicach.indices.definition.rules.comparing import Comparing, RelativeToBest
from caicach.indices.definition.rules.counting import CountCapped, Deadline, SurveyAnswers
from caicach.indices.definition.rules.options import Checklist, Choice, Judgement
from caicach.indices.definition.rules.shares import (
    Complement,
    FloorThenProportional,
    MeanOfRatios,
    RatioToTarget,
    Share,
)
from caicach.indices.definition.rules.tiers import Measure, Tier, Tiers
from caicach.indices.definition.values import Method
from caicach.indices.domain.what_if import Change, Scored
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, joint_sentence, ready_sentence, tell

_QUARTERS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), ONE)
_MOST_PARTS, _MOST_COUNTS = 6, 6
_HUNDREDTH = Decimal("0.01")
_NOT_BY_DEED = (Method.SHOWN,)


@dataclass(frozen=True)
class Step:
    """A better cell of one component: ``points`` is what the component then has, ``gained`` how much more that is."""

    component: str
    given: Given
    points: Decimal
    gained: Decimal
    words: Said


@dataclass(frozen=True)
class _Case:
    """What the candidates of a rule are made from."""

    rule: Rule
    maximum: Decimal
    given: Given | None
    amount: Decimal | None
    column: Column
    level: str

    @property
    def at(self) -> Decimal:
        return self.amount if self.amount is not None else ZERO


_Candidates = Iterator[tuple[Given, Said]]


def better_steps(scored: Scored, unit: str, component: str) -> tuple[Step, ...]:
    """From the smallest gain to the largest; none where the component does not apply, has no rule or is full."""
    node = scored.definition.node(component)
    column = scored.column(component)
    now = scored.scores.units[unit].nodes[component]
    if node is None or column.rule is None or node.method in _NOT_BY_DEED or not now.applicable:
        return ()
    given = scored.inputs.given.get(component, {}).get(unit)
    case = _Case(column.rule, column.maximum, given, column.amounts.get(unit), column, scored.level(unit))
    at = now.points if now.points is not None else ZERO
    found: dict[Decimal, Step] = {}
    for cell, words in _candidates(case):
        points = _points(scored, Change(unit, component, cell))
        if points is not None and points > at and points not in found:
            found[points] = Step(component, cell, points, points - at, words)
    return tuple(found[points] for points in sorted(found))


def _points(scored: Scored, change: Change) -> Decimal | None:
    """What the component would have; by the whole engine only where the cell of one moves what all are held against."""
    column = scored.column(change.component)
    rule, given = column.rule, change.given
    if rule is None or given is None:
        return None
    if rule.needs_all_units:
        return scored.with_changes([change]).scores.units[change.unit].nodes[change.component].points
    try:
        figure = rule.figure(given if given.level else given._replace(level=scored.level(change.unit)), column.maximum)
        if figure.amount is None:
            return None
        points = rule.points(figure.amount, column.maximum, column.beside_of(change.unit))
    except InvalidInput:
        return None
    return -points if column.node.method is Method.PENALTY else points


def _candidates(case: _Case) -> _Candidates:
    for kind, make in _MAKERS:
        if isinstance(case.rule, kind):
            return make(case)
    return iter(())


def _judged(case: _Case) -> _Candidates:
    high = ZERO if case.column.node.method is Method.PENALTY else case.maximum
    for part in _QUARTERS:
        points = _cents(case.at + (high - case.at) * part)
        yield Given(_plain(points)), tell("được chấm {points} điểm", points=figure_said(points))


def _chosen(case: _Case) -> _Candidates:
    assert isinstance(case.rule, Choice)
    return ((Given(option.key or option.when), ready_sentence(option.when)) for option in case.rule.options)


def _ticked(case: _Case) -> _Candidates:
    assert isinstance(case.rule, Checklist)
    parts = {part.key: part for part in case.rule.parts}
    held = [key for key in (case.given.value if case.given else "").replace(" ", "").split("+") if key in parts]
    left = [key for key in parts if key not in held]
    sizes = range(1, len(left) + 1)
    chosen = (
        [more for size in sizes for more in combinations(left, size)]
        if len(left) <= _MOST_PARTS
        else [tuple(left[:size]) for size in sizes]
    )
    for more in chosen:
        keys = [key for key in parts if key in held or key in more]
        yield Given("+".join(keys)), joint_sentence((ready_sentence(parts[key].when) for key in more), "; ")


def _tiered(case: _Case) -> _Candidates:
    assert isinstance(case.rule, Tiers)
    for tier in case.rule.tiers:
        amount = _inside(tier, case.rule.of, case.amount)
        if case.rule.of is Measure.PERCENT:
            yield (
                _as_share(case, amount / HUNDRED),
                tell("đạt {amount}%: {tier}", amount=figure_said(amount), tier=tier.said),
            )
        else:
            yield Given(_plain(amount)), tell("đạt {amount}: {tier}", amount=figure_said(amount), tier=tier.said)


def _inside(tier: Tier, of: Measure, now: Decimal | None) -> Decimal:
    """The amount of the tier that is nearest to where the unit stands."""
    stretch, least = tier.stretch, (ONE if of is Measure.COUNT else _HUNDREDTH)
    low = stretch.at_least if stretch.at_least is not None else None
    low = stretch.above + least if low is None and stretch.above is not None else low
    high = stretch.at_most if stretch.at_most is not None else None
    high = stretch.below - least if high is None and stretch.below is not None else high
    if now is not None and high is not None and now > high:
        return high
    if low is not None:
        return low
    return high if high is not None else (now or ZERO)


def _shared(case: _Case) -> _Candidates:
    assert isinstance(case.rule, Share)
    full = _full(case.rule)
    amounts = [case.at + (full - case.at) * part for part in _QUARTERS]
    if isinstance(case.rule, FloorThenProportional):
        amounts.append(case.rule.floor / HUNDRED)
    for amount in sorted(amounts):
        yield _as_share(case, amount), tell("đưa tỷ lệ lên {share}", share=_cents_spoken(amount))


def _less_of(case: _Case) -> _Candidates:
    """What is counted is bad: the share goes down."""
    assert isinstance(case.rule, Complement)
    least = max(ZERO, ONE - case.rule.target / HUNDRED)
    start = case.amount if case.amount is not None else ONE
    for part in _QUARTERS:
        amount = start + (least - start) * part
        yield _as_share(case, amount), tell("giảm tỷ lệ xuống {share}", share=_cents_spoken(amount))


def _full(rule: Share) -> Decimal:
    if isinstance(rule, RatioToTarget):
        return rule.target / HUNDRED
    if isinstance(rule, FloorThenProportional):
        return rule.full / HUNDRED
    return ONE


def _meant(case: _Case) -> _Candidates:
    assert isinstance(case.rule, MeanOfRatios)
    for part in _QUARTERS:
        amount = case.at + (ONE - case.at) * part
        text = _plain(_cents(amount if case.rule.of_one else amount * HUNDRED))
        yield (
            Given(";".join([text] * len(case.rule.parts))),
            tell("đưa các tỷ lệ lên {share}", share=percent_spoken(amount)),
        )


def _surveyed(case: _Case) -> _Candidates:
    for part in _QUARTERS:
        percent = _cents((case.at + (ONE - case.at) * part) * HUNDRED)
        yield Given(_plain(percent)), tell("kết quả điều tra đạt {percent}%", percent=figure_said(percent))


def _counted(case: _Case) -> _Candidates:
    assert isinstance(case.rule, CountCapped)
    if case.column.node.method is Method.PENALTY:
        yield from ((Given(_plain(Decimal(n))), tell("chỉ còn {count}", count=n)) for n in range(int(case.at)))
        return
    most = (case.rule.best(case.maximum) / case.rule.per_item).to_integral_value(ROUND_CEILING)
    more = int(most - case.at)
    wanted = (
        range(1, more + 1) if more <= _MOST_COUNTS else {int((more * part).to_integral_value()) for part in _QUARTERS}
    )
    for extra in sorted(wanted):
        yield (
            Given(_plain(case.at + extra)),
            tell("thêm {count} (thành {total})", count=extra, total=figure_said(case.at + extra)),
        )


def _dated(case: _Case) -> _Candidates:
    assert isinstance(case.rule, Deadline)
    limit = case.rule.limit(case.given.level if case.given and case.given.level else case.level)
    yield Given(_plain(limit)), tell("đúng hạn ({limit} ngày làm việc)", limit=figure_said(limit))
    for late in case.rule.late:
        days = limit - late.up_to if case.rule.ahead else limit + late.up_to
        if days >= 0:
            yield Given(_plain(days)), tell("chậm không quá {days} ngày làm việc", days=figure_said(late.up_to))


def _compared(case: _Case) -> _Candidates:
    others = dict(case.column.amounts)
    goal = _goal(case, list(others.values()))
    if goal is None:
        return
    for part in _QUARTERS:
        amount = case.at + (goal - case.at) * part
        yield Given(_plain(amount)), tell("đạt {amount}", amount=figure_said(amount))


def _goal(case: _Case, amounts: list[Decimal]) -> Decimal | None:
    """The best of all; of a mean, what lifts the unit to a mean that it lifts itself."""
    if not amounts:
        return None
    if isinstance(case.rule, RelativeToBest):
        return min(amounts) if case.rule.less_is_better else max(amounts)
    others = sum(amounts, ZERO) - case.at
    rest = len(amounts) - (1 if case.amount is not None else 0)
    return others / rest if rest else case.at


def _as_share(case: _Case, amount: Decimal) -> Given:
    """A share in the way the unit gave it: out of its own denominator where it gave one, whole cases only."""
    given, rule = case.given, case.rule
    if given is not None and given.numerator and given.denominator:
        below = Decimal(given.denominator) if given.denominator.isdigit() else ZERO
        if below > 0:
            up = not isinstance(rule, Complement)
            above = (amount * below).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)
            return Given("", _plain(min(above, below)), given.denominator, given.level)
    if isinstance(rule, Share) and rule.of_one:
        return Given(_plain(amount.quantize(Decimal("0.0001"))))
    return Given(_plain(_cents(amount * HUNDRED)))


def _cents_spoken(share: Decimal) -> Said:
    return percent_spoken(_cents(share * HUNDRED) / HUNDRED)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_HUNDREDTH)


def _plain(amount: Decimal) -> str:
    """
    >>> _plain(Decimal("10.50")), _plain(Decimal("1E+1"))
    ('10.5', '10')
    """
    text = f"{amount.quantize(Decimal('1E-12')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_MAKERS: tuple[tuple[type[Rule], Callable[[_Case], _Candidates]], ...] = (
    (Judgement, _judged),
    (Choice, _chosen),
    (Checklist, _ticked),
    (Tiers, _tiered),
    (Complement, _less_of),
    (MeanOfRatios, _meant),
    (Share, _shared),
    (SurveyAnswers, _surveyed),
    (CountCapped, _counted),
    (Deadline, _dated),
    (Comparing, _compared),
)
