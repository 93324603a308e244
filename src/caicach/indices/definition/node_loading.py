"""Reading a definition in the format of this product: the keys of the set, of its nodes, of its dated values."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from caicach.indices.definition.rule_loading import one_of, read_rule, stretch
from caicach.indices.definition.rules.base import Rule
from caicach.indices.definition.values import (
    AbsentParts,
    AbsentRule,
    Aggregation,
    Dated,
    Definition,
    Group,
    LegalBasis,
    Method,
    Node,
    NotApplicable,
    Ranking,
    Subtotal,
    Ties,
    UnitType,
    Years,
)
from caicach.indices.definition.yaml_lines import Value
from caicach.kernel.said import ready_sentence, tell

V = TypeVar("V")
_YEARS = re.compile(r"(\d{4})(?:\s*([-–])\s*(\d{4})?)?")
_NODE_OPTIONAL = (
    *("points", "method", "rule", "children", "aggregation", "weight", "rule_text", "evidence", "source", "reference"),
    *("data_source", "verifier", "not_applicable", "source_contradiction", "incomplete", "illustrative", "note"),
    "as_printed",
)
_SET_OPTIONAL = (
    *("total", "tree", "groups", "ranking", "absent_parts", "not_applicable", "subtotals", "units", "illustrative"),
    *("illustrative_note", "declared_only", "source_contradiction", "source", "note", "as_printed"),
)


def read_definition(root: Value) -> Definition | None:
    """None where not even the key of the set can be read; else as much as there is, with problems noted."""
    fields = root.fields(("code", "name", "legal_basis", "years", "unit_types"), _SET_OPTIONAL)
    if not {"code", "name", "legal_basis", "years", "unit_types"} <= set(fields):
        return None
    years = read_years(fields["years"])
    return Definition(
        code=fields["code"].text(),
        name=fields["name"].text(),
        file=root.problems.file,
        line=root.line,
        legal_basis=_legal_basis(fields["legal_basis"]),
        years=years,
        unit_types=tuple(_unit_type(item) for item in fields["unit_types"].items()),
        total=fields["total"].number() if "total" in fields else None,
        tree=_children(fields, "tree", None, years),
        groups=_dated(fields["groups"], years, _groups, key="groups") if "groups" in fields else (),
        ranking=_ranking(fields["ranking"]) if "ranking" in fields else Ranking(),
        absent_parts=_absent_parts(fields["absent_parts"]) if "absent_parts" in fields else None,
        not_applicable=_not_applicable(fields["not_applicable"]) if "not_applicable" in fields else NotApplicable(),
        subtotals=tuple(_subtotal(item) for item in fields["subtotals"].items()) if "subtotals" in fields else (),
        units={k: v.text() for k, v in fields["units"].mapping().items()} if "units" in fields else {},
        illustrative=fields["illustrative"].truth() if "illustrative" in fields else False,
        illustrative_note=_text(fields, "illustrative_note"),
        declared_only=_text(fields, "declared_only"),
        contradictions=tuple(map(ready_sentence, _texts(fields, "source_contradiction"))),
        source=_text(fields, "source"),
        note=_text(fields, "note"),
        as_printed=_as_printed(fields),
    )


def read_years(value: Value) -> Years:
    """«2022», «2022-2023» or «2022-» for years whose end is not set yet; or from, to and what a copy prints."""
    if value.is_mapping:
        fields = value.fields((), ("from", "to", "as_printed"))
        ends = [fields[name].whole() if name in fields else None for name in ("from", "to")]
        return Years(ends[0], ends[1], _text(fields, "as_printed"))
    match = _YEARS.fullmatch(value.text())
    if match is None:
        value.wrong_shape(tell("năm chấm điểm: 2022, 2022-2023, hoặc 2022- khi chưa biết năm cuối"))
        return Years()
    first, dash, last = match.groups()
    end = int(last) if last else (None if dash else int(first))
    if end is not None and end < int(first):
        why = tell("năm cuối {end} trước năm đầu {first}.", end=str(end), first=first)
        value.problems.error("years_reversed", value.line, why, tell("Sửa lại năm."))
    return Years(int(first), end)


def _text(fields: Mapping[str, Value], name: str) -> str:
    return fields[name].text() if name in fields else ""


def _texts(fields: Mapping[str, Value], name: str) -> tuple[str, ...]:
    return fields[name].texts() if name in fields else ()


def _as_printed(fields: Mapping[str, Value]) -> dict[str, object]:
    plain = fields["as_printed"].plain() if "as_printed" in fields else {}
    return plain if isinstance(plain, dict) else {}


def _legal_basis(value: Value) -> LegalBasis:
    optional = ("issuer", "signed_on", "effective_on", "annex", "replaces", "replaced_by", "as_printed")
    fields = value.fields(("number",), optional)
    return LegalBasis(
        number=_text(fields, "number"),
        issuer=_text(fields, "issuer"),
        signed_on=fields["signed_on"].day() if "signed_on" in fields else None,
        effective_on=fields["effective_on"].day() if "effective_on" in fields else None,
        annex=_text(fields, "annex"),
        replaces=_texts(fields, "replaces"),
        replaced_by=_text(fields, "replaced_by"),
        as_printed=_as_printed(fields),
    )


def _unit_type(value: Value) -> UnitType:
    fields = value.fields(("code", "name"), ("level",))
    return UnitType(_text(fields, "code"), _text(fields, "name"), _text(fields, "level"))


def _dated(value: Value, years: Years, read: Callable[[Value], V | None], *, key: str) -> tuple[Dated[V], ...]:
    """One value for all scored years (a rule may say ``years`` itself), or a list of ``{years, reference, <key>}``."""
    if not _is_dated_list(value, key):
        single = read(value)
        return () if single is None else (Dated(single, _own_years(value), _own_reference(value), value.line),)
    found = []
    for item in value.items():
        fields = item.fields(("years", key), ("reference",))
        got = read(fields[key]) if key in fields else None
        if got is not None and "years" in fields:
            found.append(Dated(got, read_years(fields["years"]), _text(fields, "reference"), item.line))
    return tuple(found)


def _is_dated_list(value: Value, key: str) -> bool:
    return value.is_list and all(item.is_mapping and key in item.mapping() for item in value.items())


def _own_years(value: Value) -> Years:
    own = value.mapping().get("years") if value.is_mapping else None
    return Years() if own is None else read_years(own)


def _own_reference(value: Value) -> str:
    own = value.mapping().get("reference") if value.is_mapping else None
    return own.text() if own else ""


def _children(fields: Mapping[str, Value], key: str, above: Method | None, years: Years) -> tuple[Node, ...]:
    if key not in fields:
        return ()
    read = (_node(item, above, years) for item in fields[key].items())
    return tuple(node for node in read if node is not None)


def _node(value: Value, above: Method | None, years: Years) -> Node | None:
    fields = value.fields(("code", "name"), _NODE_OPTIONAL)
    if not {"code", "name"} <= set(fields):
        return None
    method = one_of(fields.get("method"), Method, Method.SELF) if "method" in fields else above
    points: tuple[Dated[Decimal], ...] = ()
    rules: tuple[Dated[Rule], ...] = ()
    if "points" in fields:
        points = _dated(fields["points"], years, Value.number, key="points")
    if "rule" in fields:
        rules = _dated(fields["rule"], years, read_rule, key="rule")
    return Node(
        code=fields["code"].text(),
        name=fields["name"].text(),
        line=value.line,
        maxima=points,
        rules=rules,
        children=_children(fields, "children", method, years),
        method=method,
        aggregation=one_of(fields.get("aggregation"), Aggregation, Aggregation.SUM),
        weight=fields["weight"].number() if "weight" in fields else None,
        rule_text=_text(fields, "rule_text"),
        evidence=_text(fields, "evidence"),
        source=_text(fields, "source"),
        reference=_text(fields, "reference"),
        data_source=_text(fields, "data_source"),
        verifier=_text(fields, "verifier"),
        not_applicable=_not_applicable(fields["not_applicable"]) if "not_applicable" in fields else None,
        contradictions=tuple(map(ready_sentence, _texts(fields, "source_contradiction"))),
        incomplete=_text(fields, "incomplete"),
        illustrative=fields["illustrative"].truth() if "illustrative" in fields else False,
        note=_text(fields, "note"),
        as_printed=_as_printed(fields),
    )


def _not_applicable(value: Value) -> NotApplicable:
    fields = value.fields((), ("rule", "to", "when", "reference"))
    rule = one_of(fields.get("rule"), AbsentRule, AbsentRule.REDUCE)
    to = fields["to"].number() if "to" in fields else None
    return NotApplicable(rule, to, _text(fields, "when"), _text(fields, "reference"))


def _absent_parts(value: Value) -> AbsentParts:
    fields = value.fields(("rule",), ("methods", "nodes", "reference"))
    methods = (
        tuple(one_of(item, Method, Method.SURVEY) for item in fields["methods"].items()) if "methods" in fields else ()
    )
    rule = one_of(fields.get("rule"), AbsentRule, AbsentRule.REFUSE)
    return AbsentParts(rule, methods, _texts(fields, "nodes"), _text(fields, "reference"))


def _ranking(value: Value) -> Ranking:
    fields = value.fields((), ("ties", "tie_break", "places", "rank_incomplete", "reference"))
    return Ranking(
        ties=one_of(fields.get("ties"), Ties, Ties.SMALLEST),
        tie_break=_texts(fields, "tie_break"),
        places=fields["places"].whole() if "places" in fields else None,
        rank_incomplete=fields["rank_incomplete"].truth() if "rank_incomplete" in fields else False,
        reference=_text(fields, "reference"),
    )


def _groups(value: Value) -> tuple[Group, ...]:
    return tuple(_group(item) for item in value.items())


def _group(value: Value) -> Group:
    bounds = ("from", "above", "to", "below")
    fields = value.fields(("name",), (*bounds, "conditions", "reference", "illustrative"))
    return Group(
        name=_text(fields, "name"),
        stretch=stretch(fields),
        conditions=_texts(fields, "conditions"),
        reference=_text(fields, "reference"),
        illustrative=fields["illustrative"].truth() if "illustrative" in fields else False,
        line=value.line,
    )


def _subtotal(value: Value) -> Subtotal:
    fields = value.fields(("code", "name", "of"), ("reference", "illustrative"))
    illustrative = fields["illustrative"].truth() if "illustrative" in fields else False
    code, name = _text(fields, "code"), _text(fields, "name")
    return Subtotal(code, name, _texts(fields, "of"), _text(fields, "reference"), illustrative, value.line)
