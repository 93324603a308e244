"""The rules of circulating forms. One that cannot be read stays as printed and is not scored with."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from caicach.indices.definition.rules.base import HUNDRED, ONE, ZERO, Rule, figure_said
from caicach.indices.definition.rules.comparing import RelativeToBest, RelativeToMean
from caicach.indices.definition.rules.counting import CountCapped, ShownOnly, SurveyAnswers
from caicach.indices.definition.rules.options import Checklist, Choice, Judgement, Option, Unknown
from caicach.indices.definition.rules.shares import Complement, FloorThenProportional, Product, Ratio, RatioToTarget
from caicach.indices.definition.rules.tiers import Measure, Stretch, Tier, Tiers
from caicach.indices.definition.yaml_lines import Value
from caicach.kernel.said import NOTHING, Said, tell

_Read = tuple[Rule, tuple[Said, ...]]


def read_form_rule(value: Value, maximum: Decimal | None) -> _Read:
    """The rule, and what in it contradicts itself."""
    kind = _word(value, "kind")
    reader = _READERS.get(kind)
    read = reader(value, maximum) if reader else None
    if read is not None:
        return read
    unread = kind and kind != "unknown"
    why = tell("chưa có cách chấm cho loại «{kind}» như nguồn ghi", kind=kind) if unread else NOTHING
    return Unknown(why), ()


def _choice(value: Value, maximum: Decimal | None) -> _Read | None:
    options = _options(value, "options")
    return (Choice(options), ()) if options else None


def _checklist(value: Value, maximum: Decimal | None) -> _Read | None:
    parts = _options(value, "parts") or _options(value, "options")
    lettered = (Option(part.when, part.points, part.factor, chr(ord("a") + n)) for n, part in enumerate(parts))
    return (Checklist(tuple(lettered)), ()) if parts else None


def _tiered(value: Value, maximum: Decimal | None) -> _Read | None:
    tiers = _tiers(value)
    return _told_tiers(tiers, _measure(value)) if tiers else None


def _share(value: Value, maximum: Decimal | None) -> _Read:
    target = _target(value)
    if target is None:
        return _ratio(value, maximum)
    return RatioToTarget(_text(value, "numerator"), _text(value, "denominator"), target=target), ()


def _complement(value: Value, maximum: Decimal | None) -> _Read:
    return Complement(target=_target(value) or HUNDRED), ()


def _to_mean(value: Value, maximum: Decimal | None) -> _Read:
    return RelativeToMean(at_or_above=_number(value, "at_or_above"), below=_number(value, "below")), ()


def _count(value: Value, maximum: Decimal | None) -> _Read | None:
    per_item = _first(value, "per_item", "points_each")
    return None if per_item is None else (CountCapped(per_item, _first(value, "cap", "max")), ())


def _floor(value: Value, maximum: Decimal | None) -> _Read | None:
    floor = _number(value, "floor")
    if floor is None:
        return None
    full = _first(value, "full", "target") or HUNDRED
    return FloorThenProportional(_text(value, "numerator"), _text(value, "denominator"), floor=floor, full=full), ()


def _product(value: Value, maximum: Decimal | None) -> _Read | None:
    other = _word(value, "times")
    if not other:
        return None
    above, below = _text(value, "numerator"), _text(value, "denominator")
    return Product(above, below, times=other, target=_target(value) or HUNDRED), ()


def _survey(value: Value, maximum: Decimal | None) -> _Read | None:
    """Answers with their percentages; where the form prints none, the mean of the survey is given as a percentage."""
    listed = value.mapping().get("answers")
    if listed is None or listed.is_null:
        return SurveyAnswers(), ()
    if not listed.is_mapping:
        return None
    worth = {name.upper(): amount.number() for name, amount in listed.mapping().items()}
    return SurveyAnswers(tuple((name, amount) for name, amount in worth.items() if amount is not None)), ()


def _ratio(value: Value, maximum: Decimal | None) -> _Read:
    printed = _number(value, "max")
    differs = printed is not None and maximum is not None and printed != maximum
    why = tell(
        "quy tắc nhân với {printed}, điểm tối đa in {maximum}",
        printed=figure_said(printed or ZERO),
        maximum=figure_said(maximum or ZERO),
    )
    return Ratio(_text(value, "numerator"), _text(value, "denominator")), (why,) if differs else ()


def _told_tiers(tiers: tuple[Tier, ...], of: Measure) -> _Read:
    """Where a copy lost the lower bound of a tier, the next tier gives it, and that is said."""
    mended, told = list(tiers), []
    for place, (tier, after) in enumerate(pairwise(tiers)):
        own, following = tier.stretch, after.stretch
        if own.low is None and own.high is not None and following.high is not None and following.high < own.high:
            stretch = Stretch(following.below, following.at_most, own.at_most, own.below)
            mended[place] = Tier(stretch, tier.points, tier.factor, tier.when)
            why = "bậc «{tier}» không ghi cận dưới bằng số; lấy cận trên của bậc kế tiếp"
            told.append(tell(why, tier=tier.said))
    largest = max(
        (bound for t in tiers for bound in (t.stretch.low, t.stretch.high) if bound is not None), default=ZERO
    )
    return Tiers(tuple(mended), of, may_exceed=of is Measure.PERCENT and largest > HUNDRED), tuple(told)


def _measure(value: Value) -> Measure:
    words = f"{_word(value, 'kind')} {_word(value, 'value')}"
    if "count" in words:
        return Measure.COUNT
    tiers = [item.mapping() for key in ("options", "tiers") for item in _items(value, key)]
    percent = "percent" in words or "%" in words or "tỷ lệ" in words or any("percent" in tier for tier in tiers)
    counts = any("count" in tier for tier in tiers)
    return Measure.COUNT if counts else Measure.PERCENT if percent or not words.split()[1:] else Measure.NUMBER


def _tiers(value: Value) -> tuple[Tier, ...]:
    return tuple(_tier(item) for key in ("options", "tiers") for item in _items(value, key))


def _tier(item: Value) -> Tier:
    bounds = item
    for key in ("percent", "count", "value"):
        inner = item.mapping().get(key)
        if inner is not None and inner.is_mapping:
            bounds = inner
        elif inner is not None and not inner.is_null:
            amount = inner.number()
            return Tier(
                Stretch(at_least=amount, at_most=amount),
                _number(item, "points"),
                _number(item, "factor"),
                _text(item, "when"),
            )
    exactly = _number(bounds, "exactly")
    names = ("from", "above", "to", "below")
    stretch = Stretch(exactly, None, exactly) if exactly is not None else Stretch(*(_number(bounds, n) for n in names))
    return Tier(stretch, _number(item, "points"), _number(item, "factor"), _text(item, "when"))


def _options(value: Value, key: str) -> tuple[Option, ...]:
    return tuple(
        Option(_text(item, "when"), _number(item, "points"), _number(item, "factor")) for item in _items(value, key)
    )


def _items(value: Value, key: str) -> tuple[Value, ...]:
    listed = value.mapping().get(key)
    return listed.items() if listed is not None and listed.is_list else ()


def _target(value: Value) -> Decimal | None:
    transform = value.mapping().get("transform")
    inner = transform if transform is not None and transform.is_mapping else value
    target = _first(inner, "target_pct", "target")
    return target * HUNDRED if target is not None and target <= ONE else target


def _first(value: Value, *names: str) -> Decimal | None:
    return next((amount for name in names if (amount := _number(value, name)) is not None), None)


def _number(value: Value, name: str) -> Decimal | None:
    found = value.mapping().get(name)
    return None if found is None or found.is_null or found.is_mapping or found.is_list else found.number()


def _text(value: Value, name: str) -> str:
    return _word(value, f"{name}_vi") or _word(value, name)


def _word(value: Value, name: str) -> str:
    found = value.mapping().get(name)
    return "" if found is None or found.is_null or found.is_list or found.is_mapping else found.text()


_READERS: Mapping[str, Callable[[Value, Decimal | None], _Read | None]] = MappingProxyType(
    {
        "choice": _choice,
        **dict.fromkeys(("checklist", "checklist_sum"), _checklist),
        **dict.fromkeys(("tiers", "percent_tiers", "count_tiers", "number_tiers"), _tiered),
        **dict.fromkeys(("ratio", "ratio_times_max", "ratio_of_counts", "ratio_linear"), _share),
        **dict.fromkeys(("cap_linear", "ratio_capped"), _share),
        **dict.fromkeys(("complement", "complement_ratio"), _complement),
        **dict.fromkeys(("compare_to_group_mean", "relative_to_mean"), _to_mean),
        **dict.fromkeys(("relative_to_best", "ratio_to_best"), lambda value, maximum: (RelativeToBest(), ())),
        **dict.fromkeys(("count_capped", "count_with_cap", "count"), _count),
        **dict.fromkeys(("judgement", "points_entered"), lambda value, maximum: (Judgement(), ())),
        "floor_then_proportional": _floor,
        "product": _product,
        "survey": _survey,
        **dict.fromkeys(("unscored", "shown"), lambda value, maximum: (ShownOnly(_word(value, "formula")), ())),
    }
)
