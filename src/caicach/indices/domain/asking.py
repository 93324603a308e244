"""What a form asks for of a component, in words, from its rule."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.indices.definition.rules.base import Rule, figure_said
from caicach.indices.definition.rules.counting import CountCapped, Deadline, SurveyAnswers
from caicach.indices.definition.rules.options import Checklist, Choice
from caicach.indices.definition.rules.shares import MeanOfRatios, Share
from caicach.indices.definition.rules.tiers import Tiers
from caicach.indices.definition.validation import maximum_of
from caicach.indices.definition.values import Definition, Node
from caicach.indices.domain.reading_cells import InputKind, input_kind, rule_in
from caicach.kernel.said import NOTHING, Said, tell


@dataclass(frozen=True, slots=True)
class AskedOption:
    """One line to choose or tick; ``key`` is the cell that names it."""

    key: str
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """The shape of a component's form, and how its points come about."""

    kind: InputKind
    rule_name: Said
    maximum: Decimal | None
    options: tuple[AskedOption, ...] = ()
    numerator: str = ""
    denominator: str = ""
    parts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    how: tuple[Said, ...] = ()
    is_of_one: bool = False


def asked_of(definition: Definition, node: Node, year: int, level: str = "") -> Asked:
    rule, maximum = rule_in(definition, node, year), maximum_of(node, year)
    return Asked(
        kind=input_kind(rule),
        rule_name=rule.name if rule else NOTHING,
        maximum=maximum,
        options=_options(rule, maximum or Decimal(0)),
        numerator=getattr(rule, "numerator", ""),
        denominator=getattr(rule, "denominator", ""),
        parts=rule.parts if isinstance(rule, MeanOfRatios) else (),
        answers=tuple(answer for answer, _ in rule.answers) if isinstance(rule, SurveyAnswers) else (),
        how=_how(rule, maximum or Decimal(0), level),
        is_of_one=isinstance(rule, Share) and rule.of_one,
    )


def _options(rule: Rule | None, maximum: Decimal) -> tuple[AskedOption, ...]:
    if isinstance(rule, Choice):
        return tuple(AskedOption(o.key or o.when, o.when or o.key, o.worth(maximum)) for o in rule.options)
    if isinstance(rule, Checklist):
        return tuple(AskedOption(o.key, o.when or o.key, o.worth(maximum)) for o in rule.parts)
    return ()


def _how(rule: Rule | None, maximum: Decimal, level: str) -> tuple[Said, ...]:
    """The numbers of the rule, one line each: tiers, limits, cap."""
    if isinstance(rule, Tiers):
        return tuple(_line("{words}: {points}", words=t.said, points=figure_said(t.worth(maximum))) for t in rule.tiers)
    if isinstance(rule, Deadline):
        limits = dict(rule.limits)
        limit = limits.get(level, limits.get("*"))
        most = figure_said(maximum)
        lines = [_line("≤ {limit}: {points}", limit=figure_said(limit), points=most)] if limit is not None else []
        late = (_line("+ {days}: {points}", days=figure_said(n.up_to), points=figure_said(n.points)) for n in rule.late)
        return (*lines, *late)
    if isinstance(rule, CountCapped):
        return (_line("{each} × n ≤ {cap}", each=figure_said(rule.per_item), cap=figure_said(rule.best(maximum))),)
    floor, full, target = (getattr(rule, name, None) for name in ("floor", "full", "target"))
    if floor is not None:
        return (
            _line("< {floor}%: 0", floor=figure_said(floor)),
            tell(
                "≥ {floor}%: {maximum} × tỷ lệ / {full}%",
                floor=figure_said(floor),
                maximum=figure_said(maximum),
                full=figure_said(full or Decimal(100)),
            ),
        )
    if target is not None:
        return (_line("≥ {target}%: {points}", target=figure_said(target), points=figure_said(maximum)),)
    return ()


def _line(template: str, **values: Said) -> Said:
    """Numbers and signs only: nothing in it to translate."""
    return Said(template, values)
