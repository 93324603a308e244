"""Scoring a table with a definition: columns first, because some rules need all units, then up the tree."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal

from caicach.indices.definition.aggregation import add_up, add_up_all, combine, rescaled_score
from caicach.indices.definition.component_scoring import Column, score_column
from caicach.indices.definition.inputs import Flag, Inputs
from caicach.indices.definition.ranking import group_flags, group_of, groups_of, ranks
from caicach.indices.definition.rules.base import HUNDRED, ZERO, Rule, figure_said
from caicach.indices.definition.scores import NodeScore, Scores, UnitScore
from caicach.indices.definition.validation import maximum_of, note_of
from caicach.indices.definition.values import AbsentRule, Definition, Group, Method, Node, in_year
from caicach.kernel.collecting import collector_resting
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, ready_sentence, tell

_ABSENT = NodeScore(None, ZERO, missing=False, applicable=False, reason=tell("phần này không có trong kỳ chấm"))
_LISTED = 10


def score(definition: Definition, inputs: Inputs, *, year: int | None = None) -> Scores:
    """Every unit's points, maximum, percentage, rank and group, with a score for every node.

    ``year`` is the scored year; it may be left out where the set says the same in all its years. An expired set, or
    one without criteria, is refused.
    """
    return Engine(definition, inputs, year=year).scores()


def chosen_year(definition: Definition, year: int | None) -> int | None:
    """The year to score with, or a refusal that says why there is none."""
    if definition.declared_only:
        raise InvalidInput(
            "index_score.declared_only",
            what="Bộ chỉ số «{set}» ({document}) chưa chấm được.",
            why="{reason}",
            todo="Bổ sung tiêu chí, điểm và cách chấm theo văn bản rồi chạy lại.",
            set=definition.code,
            document=definition.legal_basis.number,
            reason=ready_sentence(definition.declared_only),
        )
    if year is not None and not definition.years.holds(year):
        raise InvalidInput(
            "index_score.not_in_force",
            what="Bộ chỉ số «{set}» không dùng để chấm năm {year}.",
            why="Văn bản {document} dùng cho năm {years}.",
            todo="Chọn bộ chỉ số của năm {year}; không lấy bộ đã hết hiệu lực để chấm.",
            set=definition.code,
            year=year,
            document=definition.legal_basis.number,
            years=definition.years.said,
        )
    editions = any(len(dated) > 1 for dated in _dated_parts(definition))
    if year is None and definition.years.only is None and editions:
        raise InvalidInput(
            "index_score.which_year",
            what="Chưa rõ chấm năm nào.",
            why="Bộ chỉ số «{set}» có giá trị khác nhau giữa các năm.",
            todo="Ghi thêm --year NĂM, một trong các năm {years}.",
            set=definition.code,
            years=definition.years.said,
        )
    return year if year is not None else definition.years.only


def _dated_parts(definition: Definition) -> Iterator[Sequence[object]]:
    for node in definition.walk():
        yield node.maxima
        yield node.rules
    yield definition.groups


class Engine:
    """One pass over one table. Keeps the figures of every component, from which a trace is made when asked for."""

    def __init__(self, definition: Definition, inputs: Inputs, *, year: int | None = None) -> None:
        self.definition, self.inputs = definition, inputs
        self.year = chosen_year(definition, year)
        self.levels = _levels(definition)
        self.columns: dict[str, Column] = {}
        self.absent: dict[str, frozenset[str]] = {}  # component -> units in which its part is absent
        self.flags: list[Flag] = []
        self._by_node: dict[str, list[NodeScore]] = {}  # scores in the order of the units
        self.maxima = {node.code: maximum_of(node, self.year) or ZERO for node in definition.walk()}
        self._full = [self.maxima[root.code] for root in definition.tree]
        self._total = self._whole()
        self._unit_scores: dict[str, UnitScore] = {}  # without ranks and groups, which are of all units together
        self._nodes = definition.by_code

    def maximum(self, node: Node) -> Decimal:
        return self.maxima[node.code]

    def rule(self, node: Node) -> Rule | None:
        dated = in_year(node.rules, self.year)
        return dated.value if dated else None

    def scores(self) -> Scores:
        with collector_resting():
            self.run()
            return self.ranked()

    def ranked(self) -> Scores:
        """The units placed and grouped, with everything that their reader must know."""
        units = list(self._unit_scores.values())
        ranking = self.definition.ranking
        placed, groups = ranks(units, ranking), groups_of(self.definition, self.year)
        done = [replace(one, rank=placed.get(one.unit), group=_name(one, groups, ranking.places)) for one in units]
        flags = (*self._heading_flags(), *self.inputs.flags, *self.flags, *group_flags(done, groups, ranking.places))
        return Scores(self.definition, self.year, {one.unit: one for one in done}, (*flags, *_incomplete(done)))

    def run(self) -> None:
        self.absent = self._absent_parts()
        for node in self.definition.components():
            self._column(node)
        for code, units in self.absent.items():
            self.columns[code].scores |= dict.fromkeys(units, _ABSENT)
        missing: dict[str, list[str]] = {unit: [] for unit in self.inputs.units}
        for code, column in self.columns.items():
            self.flags += column.flags
            for unit, found in column.scores.items():
                if found.missing:
                    missing[unit].append(code)
        for root in self.definition.tree:
            self._climb(root)
        rows = zip(*self._by_node.values(), strict=True)
        for unit, row in zip(self.inputs.units, rows, strict=True):
            self._unit_scores[unit] = self._unit_score(unit, row, tuple(missing[unit]))

    def rerun(self, inputs: Inputs, changed: Collection[str]) -> "Engine":
        """Another engine for ``inputs``, which differ from these only in the components ``changed``. This one stays as
        it is: columns that nothing touched are shared, what depends on the others is made anew."""
        other = copy(self)
        other.inputs, other.flags, other.columns = inputs, [], dict(self.columns)
        other.absent = other._absent_parts()
        touched = self._touched(other.absent, changed)
        for code in self.columns:  # in the order in which they were made: one that another multiplies with comes first
            if code in touched:
                del other.columns[code]
        for code in self.columns:
            other._column(self._nodes[code])
        other.columns = {code: other.columns[code] for code in self.columns}
        for code in touched & set(other.absent):
            other.columns[code].scores |= dict.fromkeys(other.absent[code], _ABSENT)
        other.flags += [flag for column in other.columns.values() for flag in column.flags]
        other._refresh(self, touched)
        return other

    def _touched(self, absent: Mapping[str, frozenset[str]], changed: Collection[str]) -> set[str]:
        """The components changed, those of a part that appears or disappears, and those that multiply with them."""
        touched = {code for code in self.columns if code in changed or absent.get(code) != self.absent.get(code)}
        for code, column in self.columns.items():
            if column.rule is not None and column.rule.other() in touched:
                touched.add(code)
        return touched

    def _refresh(self, before: "Engine", touched: Collection[str]) -> None:
        """The units that any touched column says something else of, and of these only the way up from it."""
        moved: set[str] = set()
        for code in touched:
            pairs = zip(self.columns[code].scores.items(), before.columns[code].scores.values(), strict=True)
            moved |= {unit for (unit, now), then in pairs if now != then}
        places = [place for place, unit in enumerate(self.inputs.units) if unit in moved]
        self._by_node = dict(before._by_node)
        self._unit_scores = dict(before._unit_scores)
        if not places:
            return
        for root in self.definition.tree:
            self._climb_again(root, touched, places)
        for place in places:
            unit = self.inputs.units[place]
            missing = tuple(code for code, column in self.columns.items() if column.scores[unit].missing)
            row = [scores[place] for scores in self._by_node.values()]
            self._unit_scores[unit] = self._unit_score(unit, row, missing)

    def _climb_again(self, node: Node, touched: Collection[str], places: Sequence[int]) -> bool:
        """Whether anything below was touched; only then is the node made anew, and only for the units at ``places``."""
        if node.is_component:
            if node.code in touched:
                self._by_node[node.code] = list(self.columns[node.code].scores.values())
            return node.code in touched
        below_touched = [self._climb_again(child, touched, places) for child in node.children]
        if True not in below_touched:
            return False
        below = [self._by_node[child.code] for child in node.children]
        full, maximum = [self.maximum(child) for child in node.children], self.maximum(node)
        found = list(self._by_node[node.code])
        for place in places:
            found[place] = combine(node, maximum, full, [scores[place] for scores in below])
        self._by_node[node.code] = found
        return True

    def _column(self, node: Node) -> Column:
        if node.code not in self.columns:
            maximum, rule = maximum_of(node, self.year), self.rule(node)
            usable = rule if maximum is not None else None
            named = usable.other() if usable else None
            other_node = self._nodes.get(named) if named else None
            self.columns[node.code] = score_column(
                node,
                usable,
                maximum or ZERO,
                self.inputs,
                levels=self.levels,
                dash=self.definition.not_applicable.rule,
                other=self._column(other_node) if other_node else None,
            )
        return self.columns[node.code]

    def _climb(self, node: Node) -> list[NodeScore]:
        if node.is_component:
            found = list(self.columns[node.code].scores.values())
        else:
            below = [self._climb(child) for child in node.children]
            full, maximum = [self.maximum(child) for child in node.children], self.maximum(node)
            found = add_up_all(node, maximum, full, below) or [
                combine(node, maximum, full, scores) for scores in zip(*below, strict=True)
            ]
        self._by_node[node.code] = found
        return found

    def _unit_score(self, unit: str, row: Sequence[NodeScore], missing: tuple[str, ...]) -> UnitScore:
        nodes = dict(zip(self._by_node, row, strict=True))
        tree, total = self.definition.tree, self._total
        whole = add_up(tree, total, self._full, [nodes[root.code] for root in tree])
        whole = self._with_absent_parts(unit, rescaled_score(whole, total, self.definition.not_applicable))
        points = None if whole.points is None else max(whole.points, ZERO)
        for subtotal in self.definition.subtotals:
            nodes[subtotal.code] = _together([nodes[code] for code in subtotal.of])
        percentage = points * HUNDRED / whole.maximum if points is not None and whole.maximum > 0 else None
        return UnitScore(unit, points, whole.maximum, percentage, nodes, missing)

    def _whole(self) -> Decimal:
        """As written; where the source does not say, the sum of the fields."""
        if self.definition.total is not None:
            return self.definition.total
        return sum((self.maximum(root) for root in self.definition.tree if not _is_beyond(root)), ZERO)

    def _with_absent_parts(self, unit: str, whole: NodeScore) -> NodeScore:
        rule = self.definition.absent_parts
        lost = sum((self.columns[code].maximum for code, units in self.absent.items() if unit in units), ZERO)
        if rule is None or rule.rule is not AbsentRule.RESCALE or lost == 0 or whole.maximum <= 0:
            return whole
        points = None if whole.points is None else whole.points * (whole.maximum + lost) / whole.maximum
        return whole._replace(points=points, maximum=whole.maximum + lost)

    def _absent_parts(self) -> dict[str, frozenset[str]]:
        """Components of a part that a unit has no row of at all, where the set has a rule for that."""
        rule = self.definition.absent_parts
        if rule is None or rule.rule is AbsentRule.REFUSE:
            return {}
        parts = [(plain(f"«{code}»"), [n.code for n in self._nodes[code].components()]) for code in rule.nodes]
        for method in rule.methods:
            codes = [node.code for node in self.definition.components() if node.method is method]
            parts.append((tell("phần «{method}»", method=tell(method.label)), codes))
        found: dict[str, frozenset[str]] = {}
        for name, codes in parts:
            written = {unit for code in codes for unit in self.inputs.given.get(code, {})}
            written |= {unit for code, unit in self.inputs.refused if code in codes}
            absent = frozenset(unit for unit in self.inputs.units if unit not in written)
            if absent and codes:
                found |= dict.fromkeys(codes, absent)
                self.flags.append(_absent_flag(name, absent, rule.rule, rule.reference, len(self.inputs.units)))
        return found

    def _heading_flags(self) -> list[Flag]:
        definition, found = self.definition, []
        if definition.illustrative:
            why = tell("BỘ CHỈ SỐ MINH HỌA, không phải kết quả chính thức: {note}", note=note_of(definition))
            found.append(Flag("index_score.illustrative", why))
        made_up = [node.code for node in definition.walk() if node.illustrative]
        if made_up:
            why = tell("Điểm hoặc cách chấm MINH HỌA ở: {codes}.", codes=", ".join(made_up))
            found.append(Flag("index_score.illustrative_points", why))
        for said in definition.contradictions:
            why = tell("Mâu thuẫn trong nguồn: {said}", said=said)
            found.append(Flag("index_score.source_contradiction", why))
        for node in definition.walk():
            found += [
                Flag(
                    "index_score.source_contradiction",
                    tell("«{code}»: mâu thuẫn trong nguồn: {said}", code=node.code, said=said),
                    component=node.code,
                )
                for said in node.contradictions
            ]
        return found


def _levels(definition: Definition) -> Mapping[str, str]:
    """Level by unit; under "" that of a unit which the set does not list, where all its unit types share one."""
    by_type = {unit_type.code: unit_type.level for unit_type in definition.unit_types}
    levels = {unit: by_type.get(code, code) for unit, code in definition.units.items()}
    every = {unit_type.level for unit_type in definition.unit_types}
    if len(every) == 1:
        levels[""] = next(iter(every))
    return levels if any(levels.values()) else {}


def _together(scores: Sequence[NodeScore]) -> NodeScore:
    points = sum((score.points for score in scores if score.points is not None), ZERO)
    maximum = sum((score.maximum for score in scores), ZERO)
    missing, applicable = any(score.missing for score in scores), any(score.applicable for score in scores)
    known = any(score.points is not None for score in scores)
    return NodeScore(points if known else None, maximum, missing=missing, applicable=applicable)


def _name(one: UnitScore, groups: Sequence[Group], places: int | None) -> str | None:
    found = group_of(one, groups, places)
    return found.name if found else None


def _is_beyond(node: Node) -> bool:
    return node.method in {Method.BONUS, Method.PENALTY}


def _absent_flag(name: Said, units: frozenset[str], rule: AbsentRule, reference: str, of: int) -> Flag:
    how = tell("điểm còn lại được quy đổi về đủ tổng" if rule is AbsentRule.RESCALE else "điểm tối đa giảm tương ứng")
    if reference:
        how = Said("{how} ({reference})", {"how": how, "reference": reference})
    some = sorted(units)
    listed = ", ".join(some[:_LISTED]) + ("…" if len(some) > _LISTED else "")
    who = tell("mọi đơn vị") if len(units) == of else plain(listed)
    why = tell("{part} không có số liệu của {units}: {how}.", part=name, units=who, how=how)
    return Flag("index_score.part_absent", why)


def _reached(one: UnitScore) -> Said:
    if one.points is None:
        return tell("chưa có điểm nào")
    return tell("điểm {points} mới là phần đã có", points=figure_said(one.points))


def _lack(one: UnitScore) -> Said:
    return tell(
        "«{unit}» thiếu {count} thành phần ({codes}): {reached}."
        if one.rank
        else "«{unit}» thiếu {count} thành phần ({codes}): {reached}, chưa xếp hạng.",
        unit=one.unit,
        count=len(one.missing),
        codes=", ".join(one.missing[:_LISTED]) + ("…" if len(one.missing) > _LISTED else ""),
        reached=_reached(one),
    )


def _incomplete(scores: Sequence[UnitScore]) -> list[Flag]:
    return [Flag("index_score.incomplete", _lack(one), unit=one.unit) for one in scores if one.missing]
