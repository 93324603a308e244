"""What a definition must hold before anybody is scored with it; contradictions of the source are said, not mended."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from caicach.indices.definition.problems import Problems
from caicach.indices.definition.rules.base import ZERO, Rule, figure_said
from caicach.indices.definition.rules.options import Unknown
from caicach.indices.definition.rules.tiers import Measure, Stretch, Tier, Tiers
from caicach.indices.definition.values import Aggregation, Dated, Definition, Method, Node, Years, in_year
from caicach.kernel.said import Said, plain, ready_sentence, tell

V = TypeVar("V")
_MAKE_THEM_AGREE = tell("Sửa cho khớp; nếu văn bản in như vậy thì ghi «source_contradiction».")
_BEYOND = (Method.BONUS, Method.PENALTY)


def check(definition: Definition, problems: Problems, metrics: Collection[str] | None = None) -> None:
    """Notes everything wrong with a definition that could be read."""
    _check_heading(definition, problems)
    _check_codes(definition, problems)
    _check_places_named(definition, problems)
    for node in definition.walk():
        _check_years(node.maxima, definition.years, problems, node, tell("điểm tối đa"))
        _check_years(node.rules, definition.years, problems, node, tell("quy tắc"))
        if node.is_component:
            _check_component(definition, node, problems, metrics)
        else:
            _check_parent(definition, node, problems)
        for said in node.contradictions:
            why = tell("«{code}»: mâu thuẫn trong nguồn: {said}", code=node.code, said=said)
            problems.warning("source_contradiction", node.line, why)
        if node.incomplete:
            why = tell("«{code}»: nguồn không đủ: {said}", code=node.code, said=ready_sentence(node.incomplete))
            problems.warning("incomplete", node.line, why)
    _check_total(definition, problems)
    _check_groups(definition, problems)
    _check_circles(definition, problems)


def scored_years(definition: Definition) -> tuple[int | None, ...]:
    """Every year in which something changes, so that each edition is checked once."""
    starts = {
        years.first
        for node in definition.walk()
        for years in [dated.years for dated in node.maxima] + [dated.years for dated in node.rules]
        if years.first is not None
    }
    if definition.years.first is None:
        return (None,)
    inside = {year for year in starts if definition.years.holds(year)}
    return tuple(sorted(inside | {definition.years.first}))


def maximum_of(node: Node, year: int | None) -> Decimal | None:
    """The points of a node as written; of a node without any, the sum of its children that are not bonus or penalty.

    A bonus or penalty without a cap of its own can reach all that its lines can.
    """
    if node.method is Method.SHOWN:
        return ZERO
    dated = in_year(node.maxima, year)
    if dated is not None:
        return dated.value
    if not node.children:
        return None
    counted = [child for child in node.children if node.method in _BEYOND or child.method not in _BEYOND]
    return _added([maximum_of(child, year) for child in counted])


def note_of(definition: Definition) -> Said:
    """Why an illustrative set is one, in its own words where it has them."""
    own = definition.illustrative_note
    return ready_sentence(own) if own else tell("tiêu chí không phải của văn bản chính thức.")


def _check_heading(definition: Definition, problems: Problems) -> None:
    basis = definition.legal_basis
    if basis.signed_on is None or basis.effective_on is None:
        both = basis.signed_on is None and basis.effective_on is None
        why = tell(
            "chưa rõ ngày ký của {number}." if basis.signed_on is None else "chưa rõ ngày hiệu lực của {number}.",
            number=basis.number,
        )
        neither = tell("chưa rõ ngày ký và ngày hiệu lực của {number}.", number=basis.number)
        problems.warning("date_not_known", definition.line, neither if both else why)
    if basis.signed_on and basis.effective_on and basis.effective_on < basis.signed_on:
        problems.error(
            "effective_before_signed", definition.line, tell("ngày hiệu lực trước ngày ký."), tell("Sửa lại ngày.")
        )
    if definition.years.first is None:
        why = tell("năm áp dụng không rõ: {years}.", years=definition.years.said)
        problems.warning("years_not_known", definition.line, why)
    if definition.illustrative:
        problems.warning("illustrative", definition.line, tell("BỘ MINH HỌA: {note}", note=note_of(definition)))
    for said in definition.contradictions:
        problems.warning("source_contradiction", definition.line, tell("mâu thuẫn trong nguồn: {said}", said=said))
    if definition.declared_only:
        why = tell("chỉ khai báo, không chấm được: {reason}", reason=ready_sentence(definition.declared_only))
        problems.warning("declared_only", definition.line, why)
    elif not definition.tree:
        problems.error(
            "no_tree", definition.line, tell("bộ chỉ số không có tiêu chí."), tell("Ghi «tree», hoặc «declared_only».")
        )


def _check_codes(definition: Definition, problems: Problems) -> None:
    seen: dict[str, int] = {}
    for code, line in [(n.code, n.line) for n in definition.walk()] + [(s.code, s.line) for s in definition.subtotals]:
        if code in seen:
            why = tell("mã «{code}» đã dùng ở dòng {line}.", code=code, line=str(seen[code]))
            problems.error("code_twice", line, why, tell("Đổi một trong hai mã."))
        seen.setdefault(code, line)


def _check_places_named(definition: Definition, problems: Problems) -> None:
    known = definition.by_code
    named = [(code, sub.line) for sub in definition.subtotals for code in sub.of]
    named += [(code, definition.line) for code in definition.ranking.tie_break]
    named += [(code, definition.line) for code in (definition.absent_parts.nodes if definition.absent_parts else ())]
    for node in definition.components():
        for dated in node.rules:
            if (other := dated.value.other()) is not None:
                named.append((other, dated.line or node.line))
    for code, line in named:
        if code not in known:
            problems.error(
                "unknown_code", line, tell("không có chỉ tiêu mang mã «{code}».", code=code), tell("Sửa lại mã.")
            )


def _check_years(dated: tuple[Dated[V], ...], years: Years, problems: Problems, node: Node, what: Said) -> None:
    """No gap and no overlap in the scored years, and nothing that expires before they end."""
    if not dated or years.first is None:
        return
    ordered = sorted(dated, key=lambda one: one.years.first or 0)
    for before, after in pairwise(ordered):
        last, first = before.years.last, after.years.first or 0
        if last is None or first <= last:
            why = tell("«{code}»: {what} của năm {year} ghi hai lần.", code=node.code, what=what, year=str(first))
            problems.error("years_overlap", after.line, why, tell("Sửa lại năm."))
        elif first > last + 1:
            gap = f"{last + 1}" if first == last + 2 else f"{last + 1}–{first - 1}"
            why = tell("«{code}»: không có {what} cho năm {year}.", code=node.code, what=what, year=gap)
            problems.error("years_gap", after.line, why, tell("Bổ sung năm thiếu."))
    start, end = ordered[0].years.first, ordered[-1].years.last
    if start is not None and start > years.first:
        why = tell("«{code}»: không có {what} cho năm {year}.", code=node.code, what=what, year=str(years.first))
        problems.error("years_gap", ordered[0].line, why, tell("Bổ sung năm thiếu."))
    if end is not None and (years.last is None or end < years.last):
        until = plain(str(years.last)) if years.last else tell("các năm sau")
        problems.error(
            "expired",
            ordered[-1].line,
            tell(
                "«{code}»: {what} hết hiệu lực từ năm {year}, bộ chỉ số còn chấm đến {until}.",
                code=node.code,
                what=what,
                year=str(end + 1),
                until=until,
            ),
            tell("Thêm giá trị mới kèm văn bản, hoặc đặt năm cuối cho bộ chỉ số."),
        )


def _check_component(definition: Definition, node: Node, problems: Problems, metrics: Collection[str] | None) -> None:
    if node.source and metrics is not None and node.source not in metrics:
        known = plain(", ".join(sorted(metrics))) or tell("(chưa có)")
        why = tell("«{code}»: không có chỉ tiêu đo «{source}».", code=node.code, source=node.source)
        problems.error("unknown_metric", node.line, why, tell("Đang có: {known}.", known=known))
    if definition.declared_only or node.method is Method.SHOWN:
        return
    if node.method is None and not node.incomplete:
        note = _note(node, problems)
        note("no_method", node.line, tell("«{code}»: chưa ghi cách có điểm.", code=node.code), tell("Ghi «method»."))
    if not node.rules and not node.incomplete:
        problems.error(
            "no_rule",
            node.line,
            tell("«{code}»: không có quy tắc chấm.", code=node.code),
            tell("Ghi «rule»; chấm theo nhận định thì ghi «rule: {{kind: judgement}}»."),
        )
    for year in scored_years(definition):
        maximum, rule = maximum_of(node, year), in_year(node.rules, year)
        if maximum is None:
            if not node.incomplete and not node.maxima:
                why = tell("«{code}»: chưa ghi điểm tối đa.", code=node.code)
                problems.error("no_points", node.line, why, tell("Ghi «points»."))
            return
        if rule is not None:
            _check_rule(node, rule, maximum, problems)


def _check_rule(node: Node, rule: Dated[Rule], maximum: Decimal, problems: Problems) -> None:
    line = rule.line or node.line
    if maximum < 0:
        problems.error(
            "negative_points",
            node.line,
            tell("«{code}»: điểm tối đa âm.", code=node.code),
            tell("Ghi số không âm; điểm trừ ghi method: penalty."),
        )
    if isinstance(rule.value, Unknown):
        reason = rule.value.reason or rule.value.name
        why = tell("«{code}»: {reason}; không chấm được.", code=node.code, reason=reason)
        problems.warning("unknown_rule_in_source", line, why)
        return
    best = rule.value.best(maximum)
    if best != maximum:
        why = tell(
            "«{code}»: mức cao nhất của quy tắc là {best}, điểm tối đa ghi {maximum}.",
            code=node.code,
            best=figure_said(best),
            maximum=figure_said(maximum),
        )
        if node.contradictions:  # what is recorded may be about something else: the figures are said all the same
            problems.warning("best_is_not_maximum", line, why)
        else:
            _note(node, problems)("best_is_not_maximum", line, why, _MAKE_THEM_AGREE)
    if isinstance(rule.value, Tiers):
        _check_tiers(node, rule.value, line, problems)


def _note(node: Node, problems: Problems) -> Callable[[str, int, Said, Said], None]:
    """A copy of a printed form says what its source says: there a fault is the source's, told and left as it is."""
    return problems.warning if node.as_printed else problems.error


def _check_tiers(node: Node, rule: Tiers, line: int, problems: Problems) -> None:
    for before, after in pairwise(rule.tiers):
        word, both = _meeting(before, after), {"before": before.stretch.said, "after": after.stretch.said}
        if word == "shared":
            bound = figure_said(before.stretch.low or ZERO)
            why = tell("«{code}»: hai bậc cùng chứa {bound}; lấy bậc in trước.", code=node.code, bound=bound)
            problems.warning("shared_bound", line, why)
        elif word == "overlap" and not node.contradictions:
            _note(node, problems)(
                "tiers_overlap",
                line,
                tell("«{code}»: bậc «{before}» trùm lên bậc «{after}».", code=node.code, **both),
                tell("Sửa cận."),
            )
        elif word == "gap" and not node.contradictions and rule.of is not Measure.COUNT:
            _note(node, problems)(
                "tiers_gap",
                line,
                tell("«{code}»: giữa bậc «{before}» và «{after}» có khoảng trống.", code=node.code, **both),
                tell("Sửa cận."),
            )


def _meeting(before: Tier, after: Tier) -> str:
    """How two neighbouring tiers meet, whichever is printed first: tight, shared, overlap or gap."""
    upper, lower = (before.stretch, after.stretch)
    if upper.high is not None and lower.low is not None and lower.low >= upper.high:
        upper, lower = lower, upper
    if lower == Stretch() or (upper.low is None and upper.high is None):
        return "tight"
    if upper.low is None or lower.high is None:
        return "overlap"
    if upper.low == lower.high:
        both = (upper.at_least is not None) + (lower.at_most is not None)
        return ("gap", "tight", "shared")[both]
    if upper.low < lower.high:
        return "overlap"
    single = any(one.at_least is not None and one.at_least == one.at_most for one in (upper, lower))
    return "tight" if single else "gap"


def _check_parent(definition: Definition, node: Node, problems: Problems) -> None:
    if node.rules:
        why = tell("«{code}» có chỉ tiêu con nên không có quy tắc riêng.", code=node.code)
        problems.error("rule_on_parent", node.line, why, tell("Bỏ «rule»."))
    if node.aggregation is not Aggregation.SUM:
        _check_mean(node, problems)
        return
    for year in scored_years(definition):
        _check_sum(node, maximum_of(node, year), _sum(node.children, year), problems, in_year(node.maxima, year))


def _check_mean(node: Node, problems: Problems) -> None:
    if not node.maxima:
        why = tell("«{code}»: trung bình cần điểm tối đa riêng.", code=node.code)
        problems.error("no_points", node.line, why, tell("Ghi «points»."))
    for child in node.children:
        if child.weight is not None and child.weight <= 0:
            why = tell("«{code}»: trọng số phải lớn hơn 0.", code=child.code)
            problems.error("bad_weight", child.line, why, tell("Sửa trọng số."))


def _sum(nodes: Iterable[Node], year: int | None) -> Decimal | None:
    return _added([maximum_of(node, year) for node in nodes if node.method not in _BEYOND])


def _added(parts: Iterable[Decimal | None]) -> Decimal | None:
    """Their sum; None where one of them is not known."""
    total = ZERO
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _check_sum(
    node: Node, maximum: Decimal | None, children: Decimal | None, problems: Problems, dated: Dated[Decimal] | None
) -> None:
    if maximum is None or children is None or maximum == children or node.method in _BEYOND:
        return
    if node.incomplete:
        return  # said already, as a warning, in the words of the definition
    line = dated.line if dated else node.line
    why = tell(
        "«{code}»: các chỉ tiêu con cộng lại {children}, chỉ tiêu cha ghi {maximum}.",
        code=node.code,
        children=figure_said(children),
        maximum=figure_said(maximum),
    )
    if node.contradictions:  # as above
        problems.warning("sum_is_not_parent", line, why)
        return
    problems.error("sum_is_not_parent", line, why, _MAKE_THEM_AGREE)


def _check_total(definition: Definition, problems: Problems) -> None:
    if definition.total is None:
        if not definition.declared_only and not any(node.incomplete for node in definition.walk()):
            problems.error("no_total", definition.line, tell("chưa ghi tổng điểm."), tell("Ghi «total»."))
        return
    if any(node.incomplete for node in definition.tree) or not definition.tree:
        return
    for year in scored_years(definition):
        parts = _sum(definition.tree, year)
        if parts is None or parts == definition.total:
            continue
        totals = {"parts": figure_said(parts), "total": figure_said(definition.total)}
        why = tell("các lĩnh vực cộng lại {parts}, tổng điểm ghi {total}.", **totals)
        if definition.contradictions:
            problems.warning("sum_is_not_total", definition.line, why)
            continue
        problems.error("sum_is_not_total", definition.line, why, _MAKE_THEM_AGREE)


def _check_groups(definition: Definition, problems: Problems) -> None:
    for dated in definition.groups:
        for before, after in pairwise(dated.value):
            met = _meeting(Tier(before.stretch), Tier(after.stretch))
            if met in {"overlap", "gap"}:
                names = {"before": before.name, "after": after.name}
                why = tell("nhóm «{before}» và «{after}» chồng lên nhau hoặc hở.", **names)
                problems.warning("groups_do_not_meet", after.line, why)


def _check_circles(definition: Definition, problems: Problems) -> None:
    beside = {
        node.code: other
        for node in definition.components()
        for dated in node.rules
        if (other := dated.value.other()) is not None
    }
    for code, other in beside.items():
        seen, at = Counter([code]), other
        while at in beside and not seen[at]:
            seen[at] += 1
            at = beside[at]
        if at == code:
            line = next(node.line for node in definition.components() if node.code == code)
            problems.error("circle", line, tell("«{code}» nhân vòng với chính nó.", code=code), tell("Sửa «times»."))
