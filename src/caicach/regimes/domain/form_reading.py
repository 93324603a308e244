"""Forms from their files (YAML): the first fault refuses the file, with its line."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import TypedDict

from caicach.kernel.periods import REGIMES, DueRule, PeriodKind, Regime, ReportingLevel
from caicach.kernel.said import plain, tell
from caicach.organisations.domain.units import OwnBody
from caicach.regimes.domain.form_values import FormValue, KnownNames, root_value
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

_HUNDRED = Decimal(100)
_MOST_PLACES = 6
_OF_THE_WHOLE = ("consolidated_by", "recipients", "others", "levels", "place", "due", "onward", "scope")


def forms_of(file: str, content: bytes, *, names: KnownNames | None = None) -> tuple[ReportForm, ...]:
    """Every form that a file states. Raises InvalidInput: no YAML, a key lacking, a formula over an unknown code.

    With ``names`` also what could not be asked, measured or told apart later: for a text that nothing was made of yet.
    """
    root = root_value(file, content, names).fields(
        ("regime", "source", "subject", "edition", "forms", "headings"),
        ("verified", "note", "valid_from", "tables", "rules", "attached", "charts", *_OF_THE_WHOLE),
    )
    regime = _regime(root["regime"])
    headings = tuple(_heading(item) for item in root["headings"].items())
    known = {one.code for heading in headings for one in heading.indicators}
    for heading_value, heading in zip(root["headings"].items(), headings, strict=True):
        if heading.indicators:
            _check_formulas(heading_value.mapping()["indicators"].items(), heading.indicators, known)
    rules = tuple(_rule(item, known) for item in root["rules"].items()) if "rules" in root else ()
    tables = tuple(_table(item) for item in root["tables"].items()) if "tables" in root else ()
    _check_once(root)  # what has been read by now has its keys
    attached = tuple(_attached(item) for item in root["attached"].items()) if "attached" in root else ()
    charts = tuple(_chart(item, headings) for item in root["charts"].items()) if "charts" in root else ()
    note = root["note"].text() if "note" in root else ""
    return tuple(
        ReportForm(
            id=name,
            regime=regime,
            kinds=_kinds_of(value.fields(("kinds", "title"), _OF_THE_WHOLE)["kinds"], regime),
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


def _kinds_of(value: FormValue, regime: Regime) -> tuple[PeriodKind, ...]:
    """Of a form: at least one, and only those that the regime reports."""
    found = _kinds(value)
    reported = {kind for kind, _numbers in regime.reports}
    if value.names is not None and (not found or not reported.issuperset(found)):
        words = ", ".join(kind.value for kind in sorted(reported))
        value.wrong_shape(tell("ít nhất một trong: {words}", words=words))
    return found


def _kinds(value: FormValue) -> tuple[PeriodKind, ...]:
    return tuple(kind.one_of(PeriodKind) for kind in value.items())


def _of_the_whole(root: Mapping[str, FormValue]) -> _Whole:
    """Who reports to whom and by whose days, and which forms of the regime are told elsewhere or not at all."""
    found: _Whole = {}
    if "levels" in root:
        found["levels"] = root["levels"].levels()
        if not found["levels"]:
            root["levels"].wrong_shape(tell("ít nhất một cấp"))
    if "place" in root:
        found["place"] = root["place"].one_of(OwnBody)
    if "due" in root:
        known = root["due"].names
        root["due"].fields((), tuple(sorted(known.levels)) if known else tuple(root["due"].mapping()))
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
    return AttachedForm(found["code"].register(), _kinds(found["kinds"]) if "kinds" in found else ())


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
    found = value.fields(("number", "title"), ("ask", "indicators", "levels", "kinds"))
    return Heading(
        number=found["number"].text(),
        title=found["title"].text(),
        ask=found["ask"].text() if "ask" in found else "",
        indicators=tuple(_indicator(item) for item in found["indicators"].items()) if "indicators" in found else (),
        levels=found["levels"].levels() if "levels" in found else (),
        kinds=_kinds(found["kinds"]) if "kinds" in found else (),
    )


def _indicator(value: FormValue) -> Indicator:
    found = value.fields(
        ("code", "title", "unit"), ("metric", "formula", "joining", "places", "least", "most", "kinds")
    )
    computed = found["formula"].formula() if "formula" in found else None
    joining = found["joining"].one_of(Joining) if "joining" in found else Joining.SUM
    least = found["least"].number() if "least" in found else None
    most = found["most"].number() if "most" in found else _HUNDRED if found["unit"].text() == "%" else None
    if value.names is not None and least is not None and most is not None and least > most:
        found["least"].wrong_shape(tell("một số không lớn hơn {most}", most=f"{most:f}"))
    return Indicator(
        code=found["code"].text(),
        title=found["title"].text(),
        unit=found["unit"].text(),
        joining=Joining.FORMULA if computed else joining,
        metric=found["metric"].metric() if "metric" in found else "",
        formula=computed,
        places=found["places"].whole_between(0, _MOST_PLACES) if "places" in found else 0,
        least=least,
        most=most,
        kinds=_kinds(found["kinds"]) if "kinds" in found else (),
    )


def _table(value: FormValue) -> FormTable:
    found = value.fields(("code", "title", "key", "columns"), ("rules", "levels", "kinds", "parts", "texts"))
    columns = tuple(_indicator(item) for item in found["columns"].items())
    known = {one.code for one in columns}
    _check_formulas(found["columns"].items(), columns, known)
    return FormTable(
        code=found["code"].text(),
        title=found["title"].text(),
        key=found["key"].text(),
        columns=columns,
        rules=tuple(_rule(item, known) for item in found["rules"].items()) if "rules" in found else (),
        levels=found["levels"].levels() if "levels" in found else (),
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


def _check_formulas(values: Iterable[FormValue], indicators: Sequence[Indicator], known: set[str]) -> None:
    for value, one in zip(values, indicators, strict=True):
        if one.formula is not None:
            _check_codes(value.mapping()["formula"], one.formula.codes(), known)


def _check_once(root: Mapping[str, FormValue]) -> None:
    """Numbers of headings, codes of indicators, of tables and of a table's columns, each told at the second one."""
    numbers: set[str] = set()
    codes: set[str] = set()
    for heading in (value.mapping() for value in root["headings"].items()):
        heading["number"].once(numbers)
        _check_listed(heading.get("indicators"), codes)
    names: set[str] = set()
    for table in (value.mapping() for value in root["tables"].items()) if "tables" in root else ():
        table["code"].once(names)
        columns: set[str] = set()
        _check_listed(table["columns"], columns)
        _check_listed(table.get("texts"), columns)


def _check_listed(values: FormValue | None, seen: set[str]) -> None:
    for value in values.items() if values is not None and not values.is_null else ():
        value.mapping()["code"].once(seen)


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
