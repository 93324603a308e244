"""A definition written out as YAML of this product's format: what was read from it comes back equal."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

import yaml

from caicach.indices.definition.rule_writing import plain_rule, plain_stretch
from caicach.indices.definition.values import (
    AbsentParts,
    Aggregation,
    Dated,
    Definition,
    Group,
    LegalBasis,
    Node,
    NotApplicable,
    Ranking,
    Subtotal,
    UnitType,
    Years,
)

Plain = dict[str, object]
V = TypeVar("V")


class _Writer(yaml.SafeDumper):
    """Decimals as the digits they have; texts that only look like numbers stay quoted; nothing by alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Writer.add_representer(Decimal, lambda writer, value: writer.represent_scalar("tag:yaml.org,2002:float", f"{value:f}"))


def as_yaml(definition: Definition) -> str:
    return yaml.dump(as_plain(definition), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120)


def as_plain(definition: Definition) -> Plain:
    return _without_nothing(
        {
            "code": definition.code,
            "name": definition.name,
            "legal_basis": _legal_basis(definition.legal_basis),
            "years": _years(definition.years),
            "unit_types": [_unit_type(one) for one in definition.unit_types],
            "total": definition.total,
            "illustrative": definition.illustrative,
            "illustrative_note": definition.illustrative_note,
            "declared_only": definition.declared_only,
            "source_contradiction": list(map(str, definition.contradictions)),
            "source": definition.source,
            "note": definition.note,
            "not_applicable": _not_applicable(definition.not_applicable),
            "absent_parts": _absent_parts(definition.absent_parts),
            "ranking": _ranking(definition.ranking),
            "groups": _dated(definition.groups, "groups", _groups),
            "subtotals": [_subtotal(one) for one in definition.subtotals],
            "units": dict(definition.units),
            "as_printed": dict(definition.as_printed),
            "tree": [_node(node) for node in definition.tree],
        }
    )


def _without_nothing(fields: Plain) -> Plain:
    return {name: value for name, value in fields.items() if value not in (None, "", False, [], {})}


def _years(years: Years) -> object:
    if years.as_printed:
        return _without_nothing({"from": years.first, "to": years.last, "as_printed": years.as_printed})
    return str(years.first) if years.first == years.last else f"{years.first}-{years.last or ''}"


def _legal_basis(basis: LegalBasis) -> Plain:
    return _without_nothing(
        {
            "number": basis.number,
            "issuer": basis.issuer,
            "signed_on": basis.signed_on,
            "effective_on": basis.effective_on,
            "annex": basis.annex,
            "replaces": list(basis.replaces),
            "replaced_by": basis.replaced_by,
            "as_printed": dict(basis.as_printed),
        }
    )


def _unit_type(one: UnitType) -> Plain:
    return _without_nothing({"code": one.code, "name": one.name, "level": one.level})


def _not_applicable(rule: NotApplicable | None) -> Plain | None:
    if rule is None:
        return None
    return _without_nothing({"rule": rule.rule.value, "to": rule.to, "when": rule.when, "reference": rule.reference})


def _absent_parts(rule: AbsentParts | None) -> Plain | None:
    if rule is None:
        return None
    methods = [method.value for method in rule.methods]
    return _without_nothing(
        {"rule": rule.rule.value, "methods": methods, "nodes": list(rule.nodes), "reference": rule.reference}
    )


def _ranking(ranking: Ranking) -> Plain:
    return {
        "ties": ranking.ties.value,
        **_without_nothing({"tie_break": list(ranking.tie_break), "reference": ranking.reference}),
        **({} if ranking.places is None else {"places": ranking.places}),
        **({"rank_incomplete": True} if ranking.rank_incomplete else {}),
    }


def _groups(groups: Sequence[Group]) -> list[Plain]:
    return [
        {
            "name": group.name,
            **plain_stretch(group.stretch),
            **_without_nothing(
                {"conditions": list(group.conditions), "reference": group.reference, "illustrative": group.illustrative}
            ),
        }
        for group in groups
    ]


def _subtotal(one: Subtotal) -> Plain:
    plain = {"code": one.code, "name": one.name, "of": list(one.of), "reference": one.reference}
    return _without_nothing({**plain, "illustrative": one.illustrative})


def _node(node: Node) -> Plain:
    plain = _without_nothing(
        {
            "code": node.code,
            "name": node.name,
            "method": node.method.value if node.method else None,
            "aggregation": None if node.aggregation is Aggregation.SUM else node.aggregation.value,
            "weight": node.weight,
            "rule_text": node.rule_text,
            "evidence": node.evidence,
            "source": node.source,
            "reference": node.reference,
            "data_source": node.data_source,
            "verifier": node.verifier,
            "source_contradiction": list(map(str, node.contradictions)),
            "incomplete": node.incomplete,
            "illustrative": node.illustrative,
            "note": node.note,
            "as_printed": dict(node.as_printed),
        }
    )
    points = _dated(node.maxima, "points", lambda value: value)
    rules = _dated(node.rules, "rule", plain_rule)
    return {
        **plain,
        **({} if points is None else {"points": points}),
        **({} if node.not_applicable is None else {"not_applicable": _not_applicable(node.not_applicable)}),
        **({} if rules is None else {"rule": rules}),
        **({"children": [_node(child) for child in node.children]} if node.children else {}),
    }


def _dated(values: Sequence[Dated[V]], key: str, plain: Callable[[V], object]) -> object:
    """One value for all years as it is; several, or one with a reference of its own, as a list."""
    if not values:
        return None
    if len(values) == 1 and values[0].years.first is None:
        only = plain(values[0].value)
        return only | {"reference": values[0].reference} if isinstance(only, dict) and values[0].reference else only
    return [
        _without_nothing({"years": _years(one.years), "reference": one.reference}) | {key: plain(one.value)}
        for one in values
    ]
