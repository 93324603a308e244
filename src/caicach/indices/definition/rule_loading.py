"""From the ``rule:`` of a component to a rule; what is wrong with it is noted at its line."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from caicach.indices.definition.rules.base import HUNDRED, ZERO, Rule
from caicach.indices.definition.rules.comparing import RelativeToBest, RelativeToMean
from caicach.indices.definition.rules.counting import CountCapped, Deadline, Lateness, ShownOnly, SurveyAnswers
from caicach.indices.definition.rules.figures import ZeroDenominator
from caicach.indices.definition.rules.options import Checklist, Choice, Judgement, Option, Unknown
from caicach.indices.definition.rules.shares import (
    Complement,
    FloorThenProportional,
    MeanOfRatios,
    Product,
    Ratio,
    RatioToTarget,
)
from caicach.indices.definition.rules.tiers import Measure, Stretch, Tier, Tiers
from caicach.indices.definition.yaml_lines import Value
from caicach.kernel.said import ready_sentence, tell

E = TypeVar("E", bound=StrEnum)
Fields = Mapping[str, Value]
_SHARE = ("numerator", "denominator", "value_in", "zero_denominator", "may_exceed")
_BOUNDS = ("from", "above", "to", "below", "exactly")


def read_rule(value: Value) -> Rule | None:
    """The rule, or None after noting what is wrong."""
    kind = value.mapping().get("kind")
    name = kind.text() if kind else ""
    reader = _READERS.get(name)
    if reader is None:
        line = kind.line if kind else value.line
        known = ", ".join(_READERS)
        why = tell("không có loại quy tắc «{name}».", name=name)
        value.problems.error("unknown_rule", line, why, tell("Chọn một trong các loại: {known}.", known=known))
        return None
    required, optional, build = reader
    fields = value.fields(("kind", *required), (*optional, "reference", "years"))
    return build(fields) if set(required) <= set(fields) else None


def one_of(value: Value | None, choices: type[E], default: E) -> E:
    """A word of a closed list."""
    if value is None:
        return default
    try:
        return choices(value.text())
    except ValueError:
        known = ", ".join(member.value for member in choices)
        why = tell("«{word}» không dùng được.", word=value.text())
        value.problems.error("unknown_word", value.line, why, tell("Chọn: {known}.", known=known))
        return default


def stretch(fields: Fields) -> Stretch:
    exactly = _number(fields, "exactly")
    if exactly is not None:
        return Stretch(at_least=exactly, at_most=exactly)
    return Stretch(*(_number(fields, name) for name in ("from", "above", "to", "below")))


def _number(fields: Fields, name: str) -> Decimal | None:
    return fields[name].number() if name in fields else None


def _number_or(fields: Fields, name: str, default: Decimal) -> Decimal:
    amount = _number(fields, name)
    return default if amount is None else amount


def _text(fields: Fields, name: str) -> str:
    return fields[name].text() if name in fields else ""


def _truth(fields: Fields, name: str) -> bool:
    return fields[name].truth() if name in fields else False


def _zero(fields: Fields) -> ZeroDenominator:
    return one_of(fields.get("zero_denominator"), ZeroDenominator, ZeroDenominator.MISSING)


class _ValueIn(StrEnum):
    PERCENT = "percent"
    SHARE = "share"


def _share(fields: Fields) -> dict[str, object]:
    return {
        "numerator": _text(fields, "numerator"),
        "denominator": _text(fields, "denominator"),
        "of_one": one_of(fields.get("value_in"), _ValueIn, _ValueIn.PERCENT) is _ValueIn.SHARE,
        "zero_denominator": _zero(fields),
        "may_exceed": _truth(fields, "may_exceed"),
    }


def _target(fields: Fields) -> Decimal:
    target = _number_or(fields, "target", HUNDRED)
    if target <= 0:
        fields["target"].problems.error(
            "bad_target", fields["target"].line, tell("chỉ tiêu phải lớn hơn 0."), tell("Sửa chỉ tiêu.")
        )
        return HUNDRED
    return target


def _options(value: Value, *, letters: bool) -> tuple[Option, ...]:
    read = []
    for place, item in enumerate(value.items()):
        fields = item.fields(("when",), ("points", "factor", "key"))
        key = _text(fields, "key") or (chr(ord("a") + place) if letters else "")
        if key[:1].isdigit():
            item.problems.error(
                "key_is_number",
                item.line,
                tell("mã «{key}» bắt đầu bằng chữ số.", key=key),
                tell("Mã bắt đầu bằng chữ cái."),
            )
        if ("points" in fields) == ("factor" in fields):
            item.problems.error(
                "points_or_factor", item.line, tell("mỗi mức cần đúng một: points hoặc factor."), tell("Sửa mức này.")
            )
        read.append(Option(_text(fields, "when"), _number(fields, "points"), _number(fields, "factor"), key))
    if not read:
        value.problems.error("no_options", value.line, tell("danh sách trống."), tell("Ghi ít nhất một mức."))
    _no_key_twice(value, [option.key for option in read if option.key])
    return tuple(read)


def _no_key_twice(value: Value, keys: list[str]) -> None:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        value.problems.error(
            "option_twice", value.line, tell("mã «{key}» ghi hai lần.", key=key), tell("Đổi một trong hai mã.")
        )


def _choice(fields: Fields) -> Rule | None:
    options = _options(fields["options"], letters=False)
    return Choice(options) if options else None


def _checklist(fields: Fields) -> Rule | None:
    parts = _options(fields["parts"], letters=True)
    return Checklist(parts) if parts else None


def _tier(item: Value) -> Tier:
    fields = item.fields((), ("points", "factor", "when", *_BOUNDS))
    if ("points" in fields) == ("factor" in fields):
        item.problems.error(
            "points_or_factor", item.line, tell("mỗi bậc cần đúng một: points hoặc factor."), tell("Sửa bậc này.")
        )
    return Tier(stretch(fields), _number(fields, "points"), _number(fields, "factor"), _text(fields, "when"))


def _tiers(fields: Fields) -> Rule | None:
    tiers = tuple(_tier(item) for item in fields["tiers"].items())
    if not tiers:
        fields["tiers"].problems.error(
            "no_options", fields["tiers"].line, tell("danh sách trống."), tell("Ghi ít nhất một bậc.")
        )
        return None
    of = one_of(fields.get("of"), Measure, Measure.PERCENT)
    return Tiers(tiers, of, _zero(fields), _truth(fields, "may_exceed"))


def _floor(fields: Fields) -> Rule:
    full = _number_or(fields, "full", HUNDRED)
    return FloorThenProportional(**_share(fields), floor=_number_or(fields, "floor", ZERO), full=full or HUNDRED)  # type: ignore[arg-type]


def _mean_of_ratios(fields: Fields) -> Rule:
    return MeanOfRatios(**_share(fields), parts=fields["parts"].texts())  # type: ignore[arg-type]


def _relative_to_mean(fields: Fields) -> Rule:
    return RelativeToMean(_zero(fields), _number(fields, "at_or_above"), _number(fields, "below"))


def _count(fields: Fields) -> Rule:
    return CountCapped(_number_or(fields, "per_item", ZERO), _number(fields, "cap"))


def _deadline(fields: Fields) -> Rule:
    limits = tuple((level, _plain(value)) for level, value in fields["limits"].mapping().items())
    late = tuple(_lateness(item) for item in fields["late"].items()) if "late" in fields else ()
    return Deadline(limits, _truth(fields, "ahead"), tuple(sorted(late, key=lambda one: one.up_to)))


def _lateness(item: Value) -> Lateness:
    fields = item.fields(("up_to", "points"), ())
    return Lateness(_number_or(fields, "up_to", ZERO), _number_or(fields, "points", ZERO))


def _plain(value: Value) -> Decimal:
    amount = value.number()
    return ZERO if amount is None else amount


def _survey(fields: Fields) -> Rule:
    answers = fields["answers"].mapping() if "answers" in fields else {}
    free = fields["free"].texts() if "free" in fields else ()
    return SurveyAnswers(tuple((name.upper(), _plain(value)) for name, value in answers.items()), free, _zero(fields))


_Builder = Callable[[Fields], Rule | None]
_READERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], _Builder]] = MappingProxyType(
    {
        "judgement": ((), (), lambda fields: Judgement()),
        "choice": (("options",), (), _choice),
        "checklist": (("parts",), (), _checklist),
        "tiers": (("tiers",), ("of", "zero_denominator", "may_exceed"), _tiers),
        "ratio": ((), _SHARE, lambda fields: Ratio(**_share(fields))),  # type: ignore[arg-type]
        "ratio_capped": (
            ("target",),
            _SHARE,
            lambda fields: RatioToTarget(**_share(fields), target=_target(fields)),  # type: ignore[arg-type]
        ),
        "floor_then_proportional": (("floor",), ("full", *_SHARE), _floor),
        "complement": (
            (),
            ("target", *_SHARE),
            lambda fields: Complement(**_share(fields), target=_target(fields)),  # type: ignore[arg-type]
        ),
        "product": (
            ("times",),
            ("target", *_SHARE),
            lambda fields: Product(**_share(fields), times=_text(fields, "times"), target=_target(fields)),  # type: ignore[arg-type]
        ),
        "mean_of_ratios": (("parts",), _SHARE, _mean_of_ratios),
        "relative_to_best": (
            (),
            ("zero_denominator", "less_is_better"),
            lambda fields: RelativeToBest(_zero(fields), _truth(fields, "less_is_better")),
        ),
        "relative_to_mean": ((), ("zero_denominator", "at_or_above", "below"), _relative_to_mean),
        "count_capped": (("per_item",), ("cap",), _count),
        "deadline": (("limits",), ("ahead", "late"), _deadline),
        "survey": ((), ("answers", "free", "zero_denominator"), _survey),
        "shown": ((), ("formula",), lambda fields: ShownOnly(_text(fields, "formula"))),
        "unknown": ((), ("reason",), lambda fields: Unknown(ready_sentence(_text(fields, "reason")))),
    }
)
RULE_KINDS = tuple(_READERS)
