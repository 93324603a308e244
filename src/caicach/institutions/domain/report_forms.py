"""Forms 04c and 04d of TT 09/2026/TT-BTP: procedures and business conditions cut or simplified; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.institutions.domain.central_texts import CENTRAL_TEXTS, texts_named
from caicach.institutions.domain.rules import Approver, Measure, RuleFacts, RuleKind
from caicach.kernel.decimals import percentage
from caicach.kernel.said import tell
from caicach.kernel.tables import Cell
from caicach.procedures.domain.decisions import Plan, plan_of
from caicach.procedures.domain.report_forms import FormRow, ReportForm, layout_note, millions, numbered_columns
from caicach.procedures.domain.simplifying_forms import Decided

_KINDS: Final = (
    (RuleKind.PROCEDURE, Measure.SIMPLIFY),
    (RuleKind.PROCEDURE, Measure.CUT),
    (RuleKind.CONDITION, Measure.SIMPLIFY),
    (RuleKind.CONDITION, Measure.CUT),
)
_APPROVED: Final = (
    "Phê duyệt: đơn giản hóa TTHC",
    "Phê duyệt: bãi bỏ TTHC",
    "Phê duyệt: đơn giản hóa ĐKKD",
    "Phê duyệt: cắt giảm ĐKKD",
    "Thời gian dự kiến cắt giảm (ngày)",
    "Tỷ lệ thời gian cắt giảm (%)",
    "Chi phí tuân thủ cắt giảm (triệu đồng)",
    "Tỷ lệ chi phí cắt giảm (%)",
)
_DONE: Final = (
    "Thực thi: đơn giản hóa TTHC",
    "Thực thi: bãi bỏ TTHC",
    "Thực thi: đơn giản hóa ĐKKD",
    "Thực thi: cắt giảm ĐKKD",
    "Thời gian đã cắt giảm (ngày)",
    "Chi phí tuân thủ đã cắt giảm (triệu đồng)",
)
_HEADS_04C: Final = (
    *_APPROVED,
    *(f"Phải sửa đổi: {words}" for words in CENTRAL_TEXTS.values()),
    *_DONE,
    *(f"Đã ban hành: {words}" for words in CENTRAL_TEXTS.values()),
    "Văn bản thực thi, văn bản được sửa đổi",
)
_HEADS_04D: Final = (
    *_APPROVED,
    *_DONE,
    "NQ của HĐND đã ban hành",
    "QĐ của UBND đã ban hành",
    "Văn bản thực thi",
)
_APPROVERS: Final = {
    Plan.GOVERNMENT: Approver.GOVERNMENT,
    Plan.MINISTRY: Approver.MINISTRY,
    Plan.PROVINCE: Approver.PROVINCE,
}
_Row = tuple[RuleFacts, str]
"""A rule, and the name of the document that does it."""


def form_04c(rules: Sequence[_Row], decided: Iterable[Decided], first: date, last: date) -> ReportForm:
    """What a ministry tells: by the decision of the Prime Minister, by its own, and what legal documents cut of
    themselves. A procedure that is a rule too counts once, as the rule."""
    every, told_here = _counted(rules, decided, Approver.MINISTRY, last)
    parts = {
        Approver.GOVERNMENT: "I. Theo quyết định phê duyệt phương án của Thủ tướng Chính phủ",
        Approver.MINISTRY: "II. Theo quyết định phê duyệt phương án của Bộ trưởng, Thủ trưởng cơ quan ngang bộ",
        Approver.OWN: "III. Chủ động cắt giảm, đơn giản hóa khi xây dựng, ban hành VBQPPL",
    }
    rows, counted = _rows(parts, told_here, lambda found: _central_cells(found, first, last))
    notes = [
        layout_note("04c"),
        tell("Văn bản phải sửa đổi (cột 9–14): văn bản có quy định được cắt giảm, đơn giản hóa, theo danh mục."),
    ]
    unnamed = sum(not texts_named(rule.basis) for rule, _done in counted)
    if unnamed:
        notes.append(tell("{count} quy định chưa ghi rõ văn bản quy định: không tính ở cột 9–14.", count=unnamed))
    done = [name for rule, name in counted if _is_done(rule, first, last)]
    if unknown := sum(not texts_named(name) for name in done):
        notes.append(
            tell("{count} quy định thực thi bằng văn bản chưa rõ loại: không tính ở cột 21–26.", count=unknown)
        )
    if left := len(every) - len(counted):
        why = tell("do UBND tỉnh phê duyệt, hoặc không phải TTHC hay điều kiện kinh doanh")
        notes.append(tell("{count} quy định không vào biểu: {why}.", count=left, why=why))
    title = "Kết quả rà soát, đơn giản hóa thủ tục hành chính, điều kiện kinh doanh (bộ, cơ quan ngang bộ)"
    return ReportForm("04c", title, "Quyết định, lĩnh vực", numbered_columns(_HEADS_04C, 1), tuple(rows), tuple(notes))


def form_04d(rules: Sequence[_Row], decided: Iterable[Decided], first: date, last: date) -> ReportForm:
    """What a province tells: by decisions of its committee, and what legal documents cut of themselves.

    A procedure that is a rule too counts once, as the rule.
    """
    every, told_here = _counted(rules, decided, Approver.PROVINCE, last)
    parts = {
        Approver.PROVINCE: "I. Theo quyết định phê duyệt phương án của UBND",
        Approver.OWN: "II. Chủ động cắt giảm, đơn giản hóa khi xây dựng, ban hành VBQPPL",
    }
    rows, counted = _rows(parts, told_here, lambda found: _local_cells(found, first, last))
    notes = [layout_note("04d")]
    if left := len(every) - len(counted):
        why = tell("do Chính phủ, bộ phê duyệt, hoặc không phải TTHC hay điều kiện kinh doanh")
        notes.append(tell("{count} quy định không vào biểu: {why}.", count=left, why=why))
    title = "Kết quả rà soát, đơn giản hóa thủ tục hành chính, điều kiện kinh doanh (UBND cấp tỉnh)"
    return ReportForm("04d", title, "Quyết định, lĩnh vực", numbered_columns(_HEADS_04D, 1), tuple(rows), tuple(notes))


def _counted(
    rules: Sequence[_Row], decided: Iterable[Decided], own: Approver, last: date
) -> tuple[list[_Row], list[_Row]]:
    """Every change that was approved by the day, and those among them that the form has columns for."""
    codes = {rule.code for rule, _done in rules if rule.code}
    every = [*rules, *(_as_rule(one, own) for one in decided if one.code not in codes and not one.is_internal)]
    every = [(rule, done) for rule, done in every if rule.measure.changes and _is_approved(rule, last)]
    return every, [one for one in every if one[0].kind in {RuleKind.PROCEDURE, RuleKind.CONDITION}]


def _rows(
    parts: Mapping[Approver, str], told: Sequence[_Row], cells: Callable[[Sequence[_Row]], tuple[Cell, ...]]
) -> tuple[list[FormRow], list[_Row]]:
    """The rows of each part by decision, by field where no decision is, and their sum; and what they count."""
    rows: list[FormRow] = []
    counted: list[_Row] = []
    for approver, title in parts.items():
        rows.append(FormRow(title))
        part = [one for one in told if one[0].approver is approver]
        by_name: dict[str, list[_Row]] = defaultdict(list)
        for one in part:
            by_name[one[0].field if approver is Approver.OWN else one[0].decision].append(one)
        unnamed = "Chưa rõ lĩnh vực" if approver is Approver.OWN else "—"
        rows += [FormRow(name or unnamed, cells(by_name[name])) for name in sorted(by_name)]
        counted += part
    rows.append(FormRow("Tổng cộng", cells(counted), is_total=True))
    return rows, counted


def _is_approved(rule: RuleFacts, last: date) -> bool:
    return rule.approved_on is None or rule.approved_on <= last


def _as_rule(one: Decided, own: Approver) -> _Row:
    """A decision whose number does not say whose it is counts as the body's own."""
    measure = Measure.KEEP if one.is_kept else Measure.CUT if one.is_abolished else Measure.SIMPLIFY
    after = one.cost_now - one.saving if one.cost_now is not None and one.saving is not None else None
    facts = RuleFacts(
        name=one.code,
        kind=RuleKind.PROCEDURE,
        unit="",
        counted_on=one.decided_on,
        code=one.code,
        measure=measure,
        approver=_APPROVERS.get(plan_of(one.decision), own),
        decision=one.decision,
        approved_on=one.decided_on,
        cost_before=one.cost_now,
        cost_after=after,
        done_on=one.executed_on,
    )
    return facts, one.executed_in


def _is_done(rule: RuleFacts, first: date, last: date) -> bool:
    return rule.done_on is not None and first <= rule.done_on <= last


def _local_cells(found: Sequence[_Row], first: date, last: date) -> tuple[Cell, ...]:
    done = [(rule, name) for rule, name in found if _is_done(rule, first, last)]
    names = sorted({name for _rule, name in done if name})
    return (
        *_approved(found),
        *_executed([rule for rule, _name in done]),
        sum("NQ-HĐND" in name.upper() for name in names),
        sum("QĐ-UBND" in name.upper() and "NQ-HĐND" not in name.upper() for name in names),
        "; ".join(names),
    )


def _central_cells(found: Sequence[_Row], first: date, last: date) -> tuple[Cell, ...]:
    """Texts count once each in a row, by what they are named."""
    done = [(rule, name) for rule, name in found if _is_done(rule, first, last)]
    names = sorted({name for _rule, name in done if name})
    amended = sorted({rule.basis for rule, _name in done if rule.basis})
    words = "; ".join(names) + (f" (sửa {'; '.join(amended)})" if names and amended else "")
    return (
        *_approved(found),
        *_by_kind({rule.basis for rule, _name in found}),
        *_executed([rule for rule, _name in done]),
        *_by_kind(names),
        words,
    )


def _by_kind(texts: Iterable[str]) -> tuple[int | None, ...]:
    """How many texts of each central kind are named; None where none is named at all, and so nothing is known."""
    named = {one for text in texts for one in texts_named(text)}
    return tuple(sum(kind is wanted for kind, _ in named) if named else None for wanted in CENTRAL_TEXTS)


def _approved(found: Sequence[_Row]) -> tuple[Cell, ...]:
    approved = [rule for rule, _done in found]
    days, time_share = _saved([(one.days_before, one.days_saved) for one in approved])
    cost, cost_share = _saved([(one.cost_before, one.saving) for one in approved])
    return (*_counts(approved), days, time_share, _in_millions(cost), cost_share)


def _executed(executed: Sequence[RuleFacts]) -> tuple[Cell, ...]:
    days, _ = _saved([(one.days_before, one.days_saved) for one in executed])
    cost, _ = _saved([(one.cost_before, one.saving) for one in executed])
    return (*_counts(executed), days, _in_millions(cost))


def _in_millions(amount: Decimal | None) -> Decimal | None:
    return millions(amount) if amount is not None else None


def _counts(rules: Sequence[RuleFacts]) -> tuple[int, ...]:
    return tuple(sum((one.kind, one.measure) == wanted for one in rules) for wanted in _KINDS)


def _saved(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> tuple[Decimal | None, Decimal | None]:
    """What is saved of what is known before, and its share; None where nothing is known."""
    known = [(before, saved) for before, saved in pairs if before is not None and saved is not None]
    if not known:
        return None, None
    before, saved = sum((one for one, _ in known), Decimal(0)), sum((one for _, one in known), Decimal(0))
    return saved, percentage(saved, before) if before else None
