"""Reading a circulating form, as it was copied: nothing of it is lost, nothing in it is mended."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from caicach.indices.definition.form_rules import read_form_rule
from caicach.indices.definition.rules.base import ZERO, Rule
from caicach.indices.definition.rules.options import Judgement, Unknown
from caicach.indices.definition.rules.tiers import Stretch
from caicach.indices.definition.values import (
    AbsentRule,
    Dated,
    Definition,
    Group,
    LegalBasis,
    Method,
    Node,
    NotApplicable,
    UnitType,
    Years,
)
from caicach.indices.definition.yaml_lines import Value
from caicach.kernel.said import Said, ready_sentence, tell

_YEARS = re.compile(r"(\d{4})\s*(?:[-–]\s*(\d{4})|(on)\b)?")
_TOTAL = re.compile(r"\d+(?:[.,]\d+)?")
_BOUND = re.compile(r"(>=|<=|>|<)\s*(\d+(?:\.\d+)?)")
_BOUND_NAMES = {">=": "at_least", ">": "above", "<=": "at_most", "<": "below"}
_CODE_HERE = re.compile(r"code here (\S+)|second one is (\S+) here")
_METHODS = {method.value: method for method in Method} | {"unscored": Method.SHOWN}


def looks_like_form(root: Value) -> bool:
    return root.is_mapping and "index" in (top := root.mapping()) and ("tree" in top or "criteria" in top)


def read_form(root: Value) -> Definition:
    """The form as a definition. Keys that the format has no place for are kept under ``as_printed``."""
    top = root.mapping()
    heading = top["index"].mapping() if "index" in top else {}
    form = _Form(top)
    tree = tuple(form.node(item, None) for item in top["tree"].items()) if "tree" in top else ()
    tree += tuple(form.beyond(name, top[name]) for name in ("bonus", "penalty") if name in top)
    years = _years(_word(heading, "years"))
    total, unsure = _total(_word(heading, "scale"))
    said = tuple(form.said_of_all())
    return Definition(
        code=_word(heading, "id") or root.problems.file,
        name=_word(heading, "name_vi") or _word(heading, "id"),
        file=root.problems.file,
        line=root.line,
        legal_basis=_legal_basis(heading),
        years=years,
        unit_types=tuple(
            UnitType(f"loai-{n}", name) for n, name in enumerate(_words(heading.get("unit_types")), start=1)
        ),
        total=total,
        tree=tree if not unsure else _all_incomplete(tree, unsure),
        groups=_groups(top["bands"], years) if "bands" in top else (),
        contradictions=said,
        source=" — ".join(_words(heading.get("source"))),
        note=_word(heading, "kind"),
        as_printed={
            "index": top["index"].plain() if "index" in top else {},
            **{name: value.plain() for name, value in top.items() if name not in {"index", "tree"}},
        },
    )


class _Form:
    """The form's own record of its checks, which says what stands in the source as it is."""

    def __init__(self, top: Mapping[str, Value]) -> None:
        checks = top["checks"].plain() if "checks" in top else {}
        self.checks = checks if isinstance(checks, dict) else {}
        complete = top["completeness"].plain() if "completeness" in top else {}
        self.partial = str(complete.get("state", "")).startswith("partial") if isinstance(complete, dict) else False
        self.missing = str(complete.get("missing", "")) if isinstance(complete, dict) else ""
        rows = self.checks.get("parents")
        self.parents = {str(row.get("node")): row for row in rows or () if isinstance(row, dict)}
        self.not_ok = {_first_word(row) for row in self.checks.get("parents_not_ok") or ()}
        self.code_anomalies: dict[str, list[str]] = {}
        for text in map(str, self.checks.get("code_anomalies_of_source") or ()):
            match = _CODE_HERE.search(text)
            self.code_anomalies.setdefault((match[1] or match[2]) if match else "", []).append(text)

    def said_of_all(self) -> list[Said]:
        """Contradictions of the whole set that the form records."""
        figures = [str(self.checks[key]) for key in ("total", "total_as_printed") if self.checks.get(key) is not None]
        differ = all(map(_TOTAL.fullmatch, figures)) and len({Decimal(figure) for figure in figures}) > 1
        wrong = differ or self.checks.get("total_ok") is False or self.checks.get("ok") is False
        printed, summed = (str(self.checks.get(name)) for name in ("total_as_printed", "total"))
        why = tell("tổng điểm in {printed}, cộng lại {total}", printed=printed, total=summed)
        return [*map(ready_sentence, self.code_anomalies.get("", ())), *([why] if wrong else [])]

    def node(self, item: Value, above: Method | None) -> Node:
        fields = item.mapping()
        word = _word(fields, "method")
        method = _METHODS.get(word) if word else above
        children = (
            tuple(self.node(child, method) for child in fields["children"].items()) if "children" in fields else ()
        )
        code = _word(fields, "code") or _word(fields, "id")
        maximum = _points(fields)
        said = _anomalies(fields)
        rules, told = self._rules(fields, item, maximum, children, word)
        return Node(
            code=code,
            name=_word(fields, "name_vi") or code,
            line=item.line,
            maxima=() if maximum is None else (Dated(maximum, Years(), "", fields["max_points"].line),),
            rules=rules,
            children=children,
            method=method,
            rule_text=_word(fields, "rule_text_vi"),
            evidence=_word(fields, "evidence_vi"),
            data_source=_word(fields, "data_source_vi"),
            verifier=_word(fields, "verifier_vi"),
            not_applicable=_not_applicable(fields),
            contradictions=(*said, *told, *self._recorded(code)),
            incomplete=self._incomplete(code, fields, maximum, children, rules),
            note=_word(fields, "note"),
            as_printed={key: value.plain() for key, value in fields.items() if key != "children"},
        )

    def beyond(self, name: str, value: Value) -> Node:
        """The bonus or the penalty of the set: points beyond the total up to a yearly cap; with its lines, if any."""
        method = Method.BONUS if name == "bonus" else Method.PENALTY
        fields = {} if value.is_list else value.mapping()
        listed = value if value.is_list else fields.get("children")
        children = () if listed is None else tuple(self.node(item, method) for item in listed.items())
        maximum = _points(fields)
        rule, told = read_form_rule(fields["rule"], maximum) if _is_given(fields, "rule") else (Judgement(), ())
        return Node(
            code=_word(fields, "code") or name,
            name=_word(fields, "name_vi") or ("Điểm thưởng" if method is Method.BONUS else "Điểm trừ"),
            line=value.line,
            maxima=() if maximum is None else (Dated(maximum, Years(), "", value.line),),
            rules=() if children else (Dated(rule, Years(), "", value.line),),
            children=children,
            method=method,
            rule_text=_word(fields, "rule_text_vi"),
            contradictions=(*_anomalies(fields), *told),
            incomplete="" if maximum is not None or children else "không ghi điểm trần",
            as_printed={key: part.plain() for key, part in fields.items() if key != "children"},
        )

    def _recorded(self, code: str) -> list[Said]:
        """What the form's own checks say about this node."""
        row = self.parents.get(code, {})
        found: list[Said] = []
        if row.get("ok") is False or code in self.not_ok:
            why = str(row.get("why") or "") if row.get("ok") is False else ""
            found = [ready_sentence(why) if why else tell("tổng các chỉ tiêu con không bằng chỉ tiêu cha")]
        start = f"{code}:"
        options = [str(text) for text in self.checks.get("option_anomalies_of_source") or ()]
        kept = (*self.code_anomalies.get(code, ()), *(text for text in options if text.startswith(start)))
        return [*found, *map(ready_sentence, kept)]

    def _incomplete(
        self,
        code: str,
        fields: Mapping[str, Value],
        maximum: Decimal | None,
        children: tuple[Node, ...],
        rules: tuple[Dated[Rule], ...],
    ) -> str:
        row = self.parents.get(code, {})
        if "ok" in row and row["ok"] is None:
            return str(row.get("why") or self.missing or "chưa đọc hết")
        if not children and (maximum is None or not rules):
            return _word(fields, "note") or self.missing or "nguồn không ghi điểm tối đa"
        if children and self.partial and maximum is not None:
            parts = [child.maxima[0].value if child.maxima else None for child in children]
            if None in parts or sum((part for part in parts if part is not None), ZERO) != maximum:
                return self.missing or "chưa đọc hết"
        return ""

    def _rules(
        self,
        fields: Mapping[str, Value],
        item: Value,
        maximum: Decimal | None,
        children: tuple[Node, ...],
        method: str,
    ) -> tuple[tuple[Dated[Rule], ...], tuple[Said, ...]]:
        if children:
            return (), ()
        if _is_given(fields, "rule"):
            rule, told = read_form_rule(fields["rule"], maximum)
            if isinstance(rule, Unknown) and not rule.reason:
                rule = Unknown(ready_sentence(_word(fields, "note")) or tell("nguồn không ghi cách chấm"))
            return (Dated(rule, Years(), "", fields["rule"].line),), told
        if method and not self.partial:  # a form of judgement prints the points alone
            return (Dated(Judgement(), Years(), "", item.line),), ()
        if method and maximum is not None and not _word(fields, "note"):
            return (Dated(Judgement(), Years(), "", item.line),), ()
        return (), ()


def _is_given(fields: Mapping[str, Value], name: str) -> bool:
    return name in fields and not fields[name].is_null


def _anomalies(fields: Mapping[str, Value]) -> list[Said]:
    """What the copy itself says is wrong in its source."""
    return [ready_sentence(text) for key in ("source_anomaly", "anomaly") for text in _words(fields.get(key))]


def _first_word(row: object) -> str:
    """The code in a record of a parent that does not add up: the code alone, or with words after it."""
    text = str(row.get("node", "")) if isinstance(row, dict) else str(row)
    return re.split(r"[\s:;,]", text, maxsplit=1)[0]


def _all_incomplete(tree: tuple[Node, ...], why: str) -> tuple[Node, ...]:
    return tuple(
        Node(
            **{
                **{name: getattr(node, name) for name in node.__dataclass_fields__},
                "incomplete": node.incomplete or why,
            }
        )
        for node in tree
    )


def _word(fields: Mapping[str, Value], name: str) -> str:
    value = fields.get(name)
    return "" if value is None or value.is_null or value.is_list or value.is_mapping else value.text()


def _words(value: Value | None) -> tuple[str, ...]:
    if value is None or value.is_null:
        return ()
    if value.is_mapping:
        return tuple(word for part in value.mapping().values() for word in _words(part))
    return tuple(word for item in value.items() for word in _words(item)) if value.is_list else (value.text(),)


def _points(fields: Mapping[str, Value]) -> Decimal | None:
    value = fields.get("max_points")
    return None if value is None or value.is_null else value.number()


def _years(text: str) -> Years:
    match = _YEARS.match(text)
    if match is None:
        return Years(as_printed=text)
    first, last, on = int(match[1]), match[2], match[3]
    return Years(first, int(last) if last else (None if on else first), text)


def _total(text: str) -> tuple[Decimal | None, str]:
    """The total, and why it is not sure where the copy says more than a number."""
    match = _TOTAL.match(text)
    if match is None:
        return None, text or "nguồn không ghi tổng điểm"
    return Decimal(match[0].replace(",", ".")), "" if match[0] == text.strip() else text


def _legal_basis(heading: Mapping[str, Value]) -> LegalBasis:
    value = heading.get("legal_basis")
    if value is None or value.is_null:
        return LegalBasis("không rõ")
    if not value.is_mapping:
        return LegalBasis(value.text(), as_printed={"legal_basis": value.plain()})
    fields = value.mapping()
    return LegalBasis(
        number=_word(fields, "number") or "không rõ",
        issuer=_word(fields, "issuer"),
        signed_on=_day(_word(fields, "signed")),
        effective_on=_day(_word(fields, "effective")),
        annex=_word(fields, "annex"),
        replaces=_words(fields.get("replaces")),
        as_printed={key: part.plain() for key, part in fields.items()},
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # «2013 (day not readable)» stays as printed


def _not_applicable(fields: Mapping[str, Value]) -> NotApplicable | None:
    if "missing_parts_rule" in fields:
        rule = fields["missing_parts_rule"].mapping()
        to = next((rule[key].number() for key in ("to", "to_as_printed") if key in rule), None)
        return NotApplicable(AbsentRule.RESCALE, to, _word(fields, "missing_parts_rule_vi"))
    if "not_applicable" in fields:
        return NotApplicable(when=_word(fields["not_applicable"].mapping(), "when_vi"))
    return None


def _groups(value: Value, years: Years) -> tuple[Dated[tuple[Group, ...]], ...]:
    listed = value if value.is_list else value.mapping().get("bands")
    if listed is None:
        return ()
    return (Dated(tuple(_group(item) for item in listed.items()), Years(), "", value.line),)


def _group(item: Value) -> Group:
    fields = item.mapping()
    bounds = {_BOUND_NAMES[sign]: Decimal(number) for sign, number in _BOUND.findall(_word(fields, "score"))}
    conditions = tuple(
        word for key, value in fields.items() if key not in {"name_vi", "score"} for word in _words(value)
    )
    return Group(_word(fields, "name_vi"), Stretch(**bounds), conditions, line=item.line)
