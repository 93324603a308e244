"""Form 04d of TT 09/2026/TT-BTP: procedures and business conditions cut or simplified, approved and done; pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.institutions.domain.rules import Approver, Measure, RuleFacts, RuleKind
from caicach.kernel.decimals import percentage
from caicach.kernel.said import Said, tell
from caicach.kernel.tables import Cell
from caicach.procedures.domain.report_forms import Decided, FormRow, ReportForm, layout_note, millions

_KINDS: Final = (
    (RuleKind.PROCEDURE, Measure.SIMPLIFY),
    (RuleKind.PROCEDURE, Measure.CUT),
    (RuleKind.CONDITION, Measure.SIMPLIFY),
    (RuleKind.CONDITION, Measure.CUT),
)
_HEADS: Final = (
    "Phê duyệt: đơn giản hóa TTHC",
    "Phê duyệt: bãi bỏ TTHC",
    "Phê duyệt: đơn giản hóa ĐKKD",
    "Phê duyệt: cắt giảm ĐKKD",
    "Thời gian dự kiến cắt giảm (ngày)",
    "Tỷ lệ thời gian cắt giảm (%)",
    "Chi phí tuân thủ cắt giảm (triệu đồng)",
    "Tỷ lệ chi phí cắt giảm (%)",
    "Thực thi: đơn giản hóa TTHC",
    "Thực thi: bãi bỏ TTHC",
    "Thực thi: đơn giản hóa ĐKKD",
    "Thực thi: cắt giảm ĐKKD",
    "Thời gian đã cắt giảm (ngày)",
    "Chi phí tuân thủ đã cắt giảm (triệu đồng)",
    "NQ của HĐND đã ban hành",
    "QĐ của UBND đã ban hành",
    "Văn bản thực thi",
)


def form_04d(rules: Sequence[tuple[RuleFacts, str]], decided: Iterable[Decided], first: date, last: date) -> ReportForm:
    """Rules with the name of the document that does each, and procedures of the register whose cut was decided.

    A procedure that is a rule too counts once, as the rule.
    """
    codes = {rule.code for rule, _done in rules if rule.code}
    every = [*rules, *(_as_rule(one) for one in decided if one.code not in codes and not one.is_internal)]
    every = [(rule, done) for rule, done in every if rule.measure.changes and _is_approved(rule, last)]
    told_here = [(rule, done) for rule, done in every if rule.kind in {RuleKind.PROCEDURE, RuleKind.CONDITION}]
    rows: list[FormRow] = [FormRow("I. Theo quyết định phê duyệt phương án của UBND")]
    ordered = [one for one in told_here if one[0].approver is Approver.PROVINCE]
    for decision in sorted({rule.decision for rule, _done in ordered}):
        rows.append(
            FormRow(decision or "—", _cells([one for one in ordered if one[0].decision == decision], first, last))
        )
    rows.append(FormRow("II. Chủ động cắt giảm, đơn giản hóa khi xây dựng, ban hành VBQPPL"))
    own = [one for one in told_here if one[0].approver is Approver.OWN]
    for field in sorted({rule.field for rule, _done in own}):
        rows.append(
            FormRow(field or "Chưa rõ lĩnh vực", _cells([one for one in own if one[0].field == field], first, last))
        )
    rows.append(FormRow("Tổng cộng", _cells([*ordered, *own], first, last), is_total=True))
    columns = tuple((str(number), head) for number, head in enumerate(_HEADS, 1))
    left = len(every) - len(ordered) - len(own)
    title = "Kết quả rà soát, đơn giản hóa thủ tục hành chính, điều kiện kinh doanh (UBND cấp tỉnh)"
    return ReportForm("04d", title, "Quyết định, lĩnh vực", columns, tuple(rows), _notes(left))


def _notes(left: int) -> tuple[Said, ...]:
    notes = [layout_note("04d")]
    if left:
        why = "{count} quy định không vào biểu: do Chính phủ phê duyệt, hoặc không phải TTHC hay điều kiện kinh doanh."
        notes.append(tell(why, count=left))
    return tuple(notes)


def _is_approved(rule: RuleFacts, last: date) -> bool:
    return rule.approved_on is None or rule.approved_on <= last


def _as_rule(one: Decided) -> tuple[RuleFacts, str]:
    measure = Measure.KEEP if one.is_kept else Measure.CUT if one.is_abolished else Measure.SIMPLIFY
    after = one.cost_now - one.saving if one.cost_now is not None and one.saving is not None else None
    facts = RuleFacts(
        name=one.code,
        kind=RuleKind.PROCEDURE,
        unit="",
        counted_on=one.decided_on,
        code=one.code,
        measure=measure,
        decision=one.decision,
        approved_on=one.decided_on,
        cost_before=one.cost_now,
        cost_after=after,
        done_on=one.executed_on,
    )
    return facts, one.executed_in


def _cells(found: Sequence[tuple[RuleFacts, str]], first: date, last: date) -> tuple[Cell, ...]:
    approved = [rule for rule, _done in found]
    done = [(rule, name) for rule, name in found if rule.done_on is not None and first <= rule.done_on <= last]
    executed = [rule for rule, _name in done]
    names = sorted({name for _rule, name in done if name})
    resolutions = sum("NQ-HĐND" in name.upper() for name in names)
    days, time_share = _saved([(one.days_before, one.days_saved) for one in approved])
    cost, cost_share = _saved([(one.cost_before, one.saving) for one in approved])
    return (
        *_counts(approved),
        days,
        time_share,
        millions(cost) if cost is not None else None,
        cost_share,
        *_counts(executed),
        _saved([(one.days_before, one.days_saved) for one in executed])[0],
        millions(saved)
        if (saved := _saved([(one.cost_before, one.saving) for one in executed])[0]) is not None
        else None,
        resolutions,
        sum("QĐ-UBND" in name.upper() and "NQ-HĐND" not in name.upper() for name in names),
        "; ".join(names),
    )


def _counts(rules: Sequence[RuleFacts]) -> tuple[int, ...]:
    return tuple(sum((one.kind, one.measure) == wanted for one in rules) for wanted in _KINDS)


def _saved(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> tuple[Decimal | None, Decimal | None]:
    """What is saved of what is known before, and its share; None where nothing is known."""
    known = [(before, saved) for before, saved in pairs if before is not None and saved is not None]
    if not known:
        return None, None
    before, saved = sum((one for one, _ in known), Decimal(0)), sum((one for _, one in known), Decimal(0))
    return saved, percentage(saved, before) if before else None
