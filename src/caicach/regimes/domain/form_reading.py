"""Forms from their files (YAML): the first fault refuses the file, with its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TypedDict

from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import REGIMES, DueRule, PeriodKind, Regime, ReportingLevel
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.yaml_values import RefusedValue, root_node
from caicach.organisations.domain.units import OwnBody
from caicach.regimes.domain.forms import (
    AttachedForm,
    CheckRule,
    FormChart,
    FormTable,
    Heading,
    Indicator,
    Joining,
    OtherForm,
    ReportForm,
    TextColumn,
)
from caicach.regimes.domain.formulas import FormulaFault, Node, formula, rule

_HUNDRED = Decimal(100)
_OF_THE_WHOLE = ("consolidated_by", "recipients", "others", "levels", "place", "due", "onward", "scope")
_DOC = "docs/operations/periodic-reports.md"


@dataclass(frozen=True)
class FormValue(RefusedValue):
    """A node of a form's file."""

    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp biểu mẫu «{file}», dòng {line}: "
        return InvalidInput(
            f"form.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def wrong_shape(self, expected: Said) -> None:
        raise self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu ở {doc}.",
            expected=expected,
            doc=_DOC,
        )

    def whole_between(self, least: int, most: int) -> int:
        found = self.whole()
        if found is None or not least <= found <= most:
            self.wrong_shape(tell("một số nguyên từ {least} đến {most}", least=least, most=most))
        return found or 0

    def formula(self) -> Node:
        try:
            return formula(self.text())
        except FormulaFault as fault:
            raise self._not_a_formula(fault) from fault

    def rule(self, words: str) -> CheckRule:
        written = self.text()
        try:
            return CheckRule(rule(written), words, written)
        except FormulaFault as fault:
            raise self._not_a_formula(fault) from fault

    def _not_a_formula(self, fault: FormulaFault) -> InvalidInput:
        return self.wrong(
            "not_a_formula",
            what="công thức «{text}» không đọc được: {fault}.",
            why="Công thức gồm số, mã chỉ tiêu, các dấu + - * / và ngoặc.",
            todo="Sửa lại công thức.",
            text=self.text(),
            fault=fault.told,
        )


def forms_of(file: str, content: bytes) -> tuple[ReportForm, ...]:
    """Every form that a file states. Raises InvalidInput: no YAML, a key lacking, a formula over an unknown code."""
    root = _root(file, content).fields(
        ("regime", "source", "subject", "edition", "forms", "headings"),
        ("verified", "note", "valid_from", "tables", "rules", "attached", "charts", *_OF_THE_WHOLE),
    )
    regime = _regime(root["regime"])
    headings = tuple(_heading(item) for item in root["headings"].items())
    known = {one.code for heading in headings for one in heading.indicators}
    for heading_value, heading in zip(root["headings"].items(), headings, strict=True):
        for one in heading.indicators:
            _check_codes(heading_value, one.formula.codes() if one.formula else frozenset(), known)
    rules = tuple(_rule(item, known) for item in root["rules"].items()) if "rules" in root else ()
    tables = tuple(_table(item) for item in root["tables"].items()) if "tables" in root else ()
    attached = tuple(_attached(item) for item in root["attached"].items()) if "attached" in root else ()
    charts = tuple(_chart(item, headings) for item in root["charts"].items()) if "charts" in root else ()
    note = root["note"].text() if "note" in root else ""
    return tuple(
        ReportForm(
            id=name,
            regime=regime,
            kinds=_kinds(value.fields(("kinds", "title"), _OF_THE_WHOLE)["kinds"]),
            title=value.mapping()["title"].text(),
            subject=root["subject"].text(),
            source=root["source"].text(),
            is_verified=root["verified"].truth() if "verified" in root else False,
            note=note,
            edition=root["edition"].text(),
            headings=headings,
            tables=tables,
            rules=rules,
            valid_from=root["valid_from"].day() if "valid_from" in root else None,
            attached=attached,
            charts=charts,
            **(_of_the_whole(root) | _of_the_whole(value.mapping())),
            digest=sha256(content).hexdigest(),
            written=content.decode(),
        )
        for name, value in root["forms"].mapping().items()
    )


class _Whole(TypedDict, total=False):
    consolidated_by: str
    recipients: tuple[str, ...]
    others: tuple[OtherForm, ...]
    levels: tuple[str, ...]
    place: OwnBody
    due: Mapping[str, ReportingLevel]
    onward: tuple[ReportingLevel, ...]
    scope: str


def _regime(value: FormValue) -> Regime:
    """One that the product knows by its code, or one that the file states whole."""
    if value.is_mapping:
        return _stated_regime(value)
    found = next((one for one in REGIMES if one.code == value.text()), None)
    if found is None:
        value.wrong_shape(tell("một trong: {words}", words=", ".join(one.code for one in REGIMES)))
        raise AssertionError
    return found


def _stated_regime(value: FormValue) -> Regime:
    found = value.fields(("code", "title", "source", "reports"), ("due", "opening_day", "in_force_from"))
    return Regime(
        code=found["code"].text(),
        title=plain(found["title"].text()),
        source=found["source"].text(),
        issued_on=None,
        reports=tuple(_numbers_of(value, kind, numbers) for kind, numbers in found["reports"].mapping().items()),
        due=tuple(rule for one in found["due"].items() for rule in _due_rules(one)) if "due" in found else (),
        opening_day=found["opening_day"].whole_between(2, 28) if "opening_day" in found else 15,
        in_force_from=found["in_force_from"].day() if "in_force_from" in found else None,
    )


def _numbers_of(value: FormValue, kind: str, numbers: FormValue) -> tuple[PeriodKind, tuple[int, ...]]:
    known = {one.value: one for one in PeriodKind if one is not PeriodKind.DAY}
    if kind not in known:
        value.wrong_shape(tell("một trong: {words}", words=", ".join(known)))
    most = 12 // known[kind].months
    return known[kind], tuple(number.whole_between(1, most) for number in numbers.items())


def _due_rules(value: FormValue) -> tuple[DueRule, ...]:
    found = value.fields(("level", "kinds", "day", "source"), ("months_before",))
    level, day, source = (
        found["level"].one_of(ReportingLevel),
        found["day"].whole_between(1, 28),
        found["source"].text(),
    )
    before = found["months_before"].whole_between(0, 2) if "months_before" in found else 0
    return tuple(DueRule(kind, level, day, source, before) for kind in _kinds(found["kinds"]))


def _kinds(value: FormValue) -> tuple[PeriodKind, ...]:
    return tuple(kind.one_of(PeriodKind) for kind in value.items())


def _of_the_whole(root: Mapping[str, FormValue]) -> _Whole:
    """Who reports to whom and by whose days, and which forms of the regime are told elsewhere or not at all."""
    found: _Whole = {}
    if "levels" in root:
        found["levels"] = root["levels"].texts()
    if "place" in root:
        found["place"] = root["place"].one_of(OwnBody)
    if "due" in root:
        found["due"] = {level: one.one_of(ReportingLevel) for level, one in root["due"].mapping().items()}
    if "onward" in root:
        found["onward"] = tuple(one.one_of(ReportingLevel) for one in root["onward"].items())
    if "scope" in root:
        found["scope"] = root["scope"].text()
    if "consolidated_by" in root:
        found["consolidated_by"] = root["consolidated_by"].text()
    if "recipients" in root:
        found["recipients"] = root["recipients"].texts()
    if "others" in root:
        found["others"] = tuple(_other(item) for item in root["others"].items())
    return found


def _other(value: FormValue) -> OtherForm:
    found = value.fields(("code", "title", "told"))
    return OtherForm(found["code"].text(), found["title"].text(), found["told"].text())


def _attached(value: FormValue) -> AttachedForm:
    found = value.fields(("code",), ("kinds",))
    return AttachedForm(found["code"].text(), _kinds(found["kinds"]) if "kinds" in found else ())


def _chart(value: FormValue, headings: tuple[Heading, ...]) -> FormChart:
    """Bars share one scale, so the figures share one unit of measure."""
    found = value.fields(("heading", "title", "codes"))
    number, codes = found["heading"].text(), found["codes"].texts()
    heading = next((one for one in headings if one.number == number), None)
    indicators = {one.code: one for one in heading.indicators} if heading else {}
    _check_codes(found["codes"], frozenset(codes), set(indicators))
    units = sorted({indicators[code].unit for code in codes})
    if len(units) != 1:
        raise found["codes"].wrong(
            "chart_units",
            what="biểu đồ gồm chỉ tiêu của {count} đơn vị tính: {units}.",
            why="Các thanh của một biểu đồ dùng chung một thang đo.",
            todo="Tách thành nhiều biểu đồ, mỗi biểu đồ một đơn vị tính.",
            count=len(units),
            units=", ".join(units),
        )
    return FormChart(number, found["title"].text(), codes)


def _heading(value: FormValue) -> Heading:
    found = value.fields(("number", "title"), ("ask", "indicators", "levels"))
    return Heading(
        number=found["number"].text(),
        title=found["title"].text(),
        ask=found["ask"].text() if "ask" in found else "",
        indicators=tuple(_indicator(item) for item in found["indicators"].items()) if "indicators" in found else (),
        levels=found["levels"].texts() if "levels" in found else (),
    )


def _indicator(value: FormValue) -> Indicator:
    found = value.fields(("code", "title", "unit"), ("metric", "formula", "joining", "places", "least", "most"))
    computed = found["formula"].formula() if "formula" in found else None
    joining = found["joining"].one_of(Joining) if "joining" in found else Joining.SUM
    return Indicator(
        code=found["code"].text(),
        title=found["title"].text(),
        unit=found["unit"].text(),
        joining=Joining.FORMULA if computed else joining,
        metric=found["metric"].text() if "metric" in found else "",
        formula=computed,
        places=(found["places"].whole() or 0) if "places" in found else 0,
        least=found["least"].number() if "least" in found else None,
        most=found["most"].number() if "most" in found else _HUNDRED if found["unit"].text() == "%" else None,
    )


def _table(value: FormValue) -> FormTable:
    found = value.fields(("code", "title", "key", "columns"), ("rules", "levels", "kinds", "parts", "texts"))
    columns = tuple(_indicator(item) for item in found["columns"].items())
    known = {one.code for one in columns}
    for one in columns:
        _check_codes(found["columns"], one.formula.codes() if one.formula else frozenset(), known)
    return FormTable(
        code=found["code"].text(),
        title=found["title"].text(),
        key=found["key"].text(),
        columns=columns,
        rules=tuple(_rule(item, known) for item in found["rules"].items()) if "rules" in found else (),
        levels=found["levels"].texts() if "levels" in found else (),
        kinds=_kinds(found["kinds"]) if "kinds" in found else (),
        parts=found["parts"].texts() if "parts" in found else (),
        texts=tuple(_text_column(item) for item in found["texts"].items()) if "texts" in found else (),
    )


def _text_column(value: FormValue) -> TextColumn:
    found = value.fields(("code", "title"))
    return TextColumn(found["code"].text(), found["title"].text())


def _rule(value: FormValue, known: set[str]) -> CheckRule:
    found = value.fields(("rule", "words"))
    made = found["rule"].rule(found["words"].text())
    _check_codes(found["rule"], made.rule.codes(), known)
    return made


def _check_codes(value: FormValue, asked: frozenset[str], known: set[str]) -> None:
    unknown = sorted(asked - known)
    if unknown:
        raise value.wrong(
            "unknown_code",
            what="công thức hỏi chỉ tiêu không có: {codes}.",
            why="Công thức chỉ dùng mã chỉ tiêu của cùng biểu mẫu.",
            todo="Sửa mã, hoặc thêm chỉ tiêu.",
            codes=", ".join(unknown),
        )


def _root(file: str, content: bytes) -> FormValue:
    node, line = root_node(content, lambda line, problem: _not_read(file, line, problem))
    return FormValue(node, line, file)


def _not_read(file: str, line: int, problem: Said) -> InvalidInput:
    return InvalidInput(
        "form.not_yaml",
        what="Tệp biểu mẫu «{file}», dòng {line}: không đọc được.",
        why="Không đúng cú pháp YAML: {problem}.",
        todo="Sửa dòng này (thụt lề, dấu hai chấm, ngoặc).",
        file=file,
        line=line,
        problem=problem,
    )
