"""Ranks and groups, both by the data of the set."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from caicach.indices.definition.inputs import Flag
from caicach.indices.definition.rules.base import ZERO, figure_said
from caicach.indices.definition.scores import UnitScore
from caicach.indices.definition.values import Definition, Group, Ranking, Ties, in_year
from caicach.kernel.decimals import rounded_value
from caicach.kernel.said import tell

_Key = tuple[Decimal, ...]


def ranks(scores: Sequence[UnitScore], ranking: Ranking) -> dict[str, int]:
    """Rank by unit, for those that can be ranked; the highest percentage is first."""
    ranked = [
        score for score in scores if score.percentage is not None and (ranking.rank_incomplete or not score.missing)
    ]
    keys = {score.unit: _key(score, ranking) for score in ranked}
    return place(keys, ranking.ties)


def place(keys: Mapping[str, _Key], ties: Ties) -> dict[str, int]:
    """
    >>> keys = {"a": (Decimal(9),), "b": (Decimal(9),), "c": (Decimal(7),)}
    >>> place(keys, Ties.SMALLEST), place(keys, Ties.LARGEST), place(keys, Ties.DENSE)
    ({'a': 1, 'b': 1, 'c': 3}, {'a': 2, 'b': 2, 'c': 3}, {'a': 1, 'b': 1, 'c': 2})
    """
    found: dict[_Key, int] = {}
    ordered = sorted(keys.values(), reverse=True)
    for position, key in enumerate(ordered, start=1):
        if ties is Ties.LARGEST:
            found[key] = position
        elif key not in found:
            found[key] = len(found) + 1 if ties is Ties.DENSE else position
    return {unit: found[key] for unit, key in keys.items()}


def _key(score: UnitScore, ranking: Ranking) -> _Key:
    percentage = score.percentage or ZERO
    first = percentage if ranking.places is None else rounded_value(percentage, ranking.places)
    return (first, *(score.nodes[code].points or ZERO for code in ranking.tie_break))


def groups_of(definition: Definition, year: int | None) -> tuple[Group, ...]:
    dated = in_year(definition.groups, year)
    return dated.value if dated else ()


def group_of(score: UnitScore, groups: Sequence[Group], places: int | None) -> Group | None:
    """The first group whose stretch holds the percentage of the applicable maximum."""
    if score.percentage is None or score.missing:
        return None
    percentage = score.percentage if places is None else rounded_value(score.percentage, places)
    return next((group for group in groups if group.stretch.holds(percentage)), None)


def group_flags(scores: Sequence[UnitScore], groups: Sequence[Group], places: int | None) -> list[Flag]:
    """Groups that only a person can confirm, and percentages that no group holds."""
    flags = []
    for group in groups:
        members = [score.unit for score in scores if score.group == group.name]
        if members and group.conditions:
            message = tell(
                "Nhóm «{name}» mới xét theo điểm; còn phải xác nhận: {conditions}. Đơn vị: {units}.",
                name=group.name,
                conditions="; ".join(group.conditions),
                units=", ".join(members[:10]) + ("…" if len(members) > 10 else ""),
            )
            flags.append(Flag("index_score.group_conditions", message))
    made_up = sorted(
        {one.group for one in scores if one.group} & {group.name for group in groups if group.illustrative}
    )
    if made_up:
        why = "Ranh giới của nhóm {groups} chưa có nguồn chính thức, chỉ để minh họa."
        message = tell(why, groups=", ".join(made_up))
        flags.append(Flag("index_score.illustrative_group", message))
    for score in scores:
        if groups and score.percentage is not None and not score.missing and group_of(score, groups, places) is None:
            why = "«{unit}» đạt {percentage}%, không thuộc nhóm nào của bộ chỉ số."
            message = tell(why, unit=score.unit, percentage=figure_said(score.percentage))
            flags.append(Flag("index_score.no_group", message, unit=score.unit))
    return flags
