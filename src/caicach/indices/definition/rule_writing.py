"""Rules and stretches as plain values of the YAML format."""

from collections.abc import Sequence

from caicach.indices.definition.rules.base import HUNDRED, Rule
from caicach.indices.definition.rules.comparing import Comparing, RelativeToBest, RelativeToMean
from caicach.indices.definition.rules.counting import CountCapped, Deadline, ShownOnly, SurveyAnswers
from caicach.indices.definition.rules.figures import ZeroDenominator
from caicach.indices.definition.rules.options import Checklist, Choice, Option, Unknown
from caicach.indices.definition.rules.shares import (
    Complement,
    FloorThenProportional,
    MeanOfRatios,
    Product,
    RatioToTarget,
    Share,
)
from caicach.indices.definition.rules.tiers import Measure, Stretch, Tier, Tiers

Plain = dict[str, object]


def plain_rule(rule: Rule) -> Plain:
    return {"kind": rule.kind, **_own(rule), **_shared(rule)}


def plain_stretch(stretch: Stretch) -> Plain:
    return _present(**{"from": stretch.at_least, "above": stretch.above, "to": stretch.at_most, "below": stretch.below})


def _without_empty(**fields: object) -> Plain:
    return {name: value for name, value in fields.items() if value not in (None, "", False, (), [], {})}


def _shared(rule: Rule) -> Plain:
    if isinstance(rule, Share):
        said = _without_empty(numerator=rule.numerator, denominator=rule.denominator, may_exceed=rule.may_exceed)
        said |= {"value_in": "share"} if rule.of_one else {}
    else:
        said = _without_empty(may_exceed=rule.may_exceed) if isinstance(rule, Tiers) else {}
    if (
        isinstance(rule, Share | Tiers | Comparing | SurveyAnswers)
        and rule.zero_denominator is not ZeroDenominator.MISSING
    ):
        said["zero_denominator"] = rule.zero_denominator.value
    return said


def _own(rule: Rule) -> Plain:
    if isinstance(rule, Share):
        return _of_share(rule)
    match rule:
        case Choice(options=options):
            return {"options": _options(options)}
        case Checklist(parts=parts):
            return {"parts": _options(parts)}
        case Tiers(tiers=tiers, of=of):
            return _without_empty(of=None if of is Measure.PERCENT else of.value) | {
                "tiers": [_tier(tier) for tier in tiers]
            }
        case RelativeToBest(less_is_better=less):
            return _without_empty(less_is_better=less)
        case _:
            return _counted(rule)


def _of_share(rule: Share) -> Plain:
    match rule:
        case RatioToTarget(target=target):
            return _present(target=target)
        case FloorThenProportional(floor=floor, full=full):
            return _present(floor=floor, full=None if full == HUNDRED else full)
        case Product(times=times, target=target):
            return {"times": times, "target": target}
        case Complement(target=target):
            return {} if target == HUNDRED else {"target": target}
        case MeanOfRatios(parts=names):
            return {"parts": list(names)}
        case _:
            return {}


def _counted(rule: Rule) -> Plain:
    match rule:
        case RelativeToMean(at_or_above=above, below=below):
            return _present(at_or_above=above, below=below)
        case CountCapped(per_item=per_item, cap=cap):
            return _present(per_item=per_item, cap=cap)
        case Deadline(limits=limits, ahead=ahead, late=late):
            late_plain = [{"up_to": one.up_to, "points": one.points} for one in late]
            return {"limits": dict(limits)} | _without_empty(ahead=ahead, late=late_plain)
        case SurveyAnswers(answers=answers, free=free):
            return _without_empty(answers=dict(answers), free=list(free))
        case _:
            return _reason_of(rule)


def _reason_of(rule: Rule) -> Plain:
    if isinstance(rule, ShownOnly):
        return _without_empty(formula=rule.formula)
    return _without_empty(reason=str(rule.reason)) if isinstance(rule, Unknown) else {}


def _present(**amounts: object) -> Plain:
    return {name: amount for name, amount in amounts.items() if amount is not None}


def _options(options: Sequence[Option]) -> list[Plain]:
    return [
        _without_empty(key=one.key) | {"when": one.when} | _present(points=one.points, factor=one.factor)
        for one in options
    ]


def _tier(tier: Tier) -> Plain:
    return (
        _without_empty(when=tier.when) | plain_stretch(tier.stretch) | _present(points=tier.points, factor=tier.factor)
    )
