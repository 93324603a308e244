"""Reads of results: what can be asked of a survey, and what was found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Q

from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.kernel.said import Said, tell
from caicach.kernel.unchanged import while_unchanged
from caicach.surveys.collection import queries as collection
from caicach.surveys.collection.domain.form_model import NUMBER_KINDS, AskedQuestion
from caicach.surveys.collection.obtaining import cells_not_found, survey_seen
from caicach.surveys.collection.sample_join import CELL, WEIGHT, WEIGHT_BY_CELL, WEIGHT_BY_STRATUM
from caicach.surveys.columns import Columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.values import ReplicateMethod, SingleUnit
from caicach.surveys.results.domain.comparing import Comparison, comparison_of, unlike_questions
from caicach.surveys.results.domain.design_writing import DesignChoices, written_design
from caicach.surveys.results.domain.satisfaction import (
    KEPT,
    Satisfaction,
    SatisfactionFigure,
    satisfaction_figures,
)
from caicach.surveys.results.domain.tabulating import design_columns, result_table
from caicach.surveys.results.domain.values import Figure, ResultQuestion, ResultTable, Rules
from caicach.surveys.results.models import PublishedResult, ResultRules, SatisfactionIndex

INSTANCE_ID: Final = "instance_id"
_SOURCE: Final = "câu trả lời"


def result_questions(actor: Actor, survey_id: int) -> tuple[ResultQuestion, ...]:
    """Those with choices, and numbers, outside of repeats, in the order of the form. Two queries. Raises NotFound."""
    asked = collection.survey_questions(actor, survey_id)
    found = (_question(column, one) for column, one in asked.items() if not one.repeat)
    return tuple(one for one in found if one.figures)


def _question(column: str, one: AskedQuestion) -> ResultQuestion:
    figures = []
    if one.choices:
        figures.append(Figure.SHARE)
    if (not one.choices and one.kind in NUMBER_KINDS) or one.is_scale:
        figures.append(Figure.MEAN)
    return ResultQuestion(column, one.label or one.name, one.choices, one.is_multiple, tuple(figures))


def result_rules(actor: Actor, survey_id: int) -> Rules:
    """As set, or the default. Three queries. Raises NotFound, InvalidInput."""
    survey_seen(actor, survey_id)
    row = ResultRules.objects.select_related("design").filter(survey=survey_id).first()
    if row is None:
        return Rules()
    design = None if row.design is None else read_design(row.design.name, files.read_bytes(row.design))
    return Rules(row.threshold, row.population, design)


def kept_design(actor: Actor, survey_id: int) -> tuple[str, bytes] | None:
    """Name and content of the design as it was uploaded. Two queries. Raises NotFound."""
    survey_seen(actor, survey_id)
    row = ResultRules.objects.select_related("design").filter(survey=survey_id).first()
    return None if row is None or row.design is None else (row.design.name, files.read_bytes(row.design))


def sample_design(
    actor: Actor,
    survey_id: int,
    *,
    adjustment: str,
    single_unit: SingleUnit = SingleUnit.ADJUST,
    replicates: ReplicateMethod | None = None,
) -> tuple[str, bytes]:
    """Name and text of the design of the survey's own sample, by the columns that responses carry. ``adjustment`` of
    non-response: "none", "stratum", "cell". Six queries. Raises NotFound ("survey.not_found", "survey.no_cells")."""
    columns = collection.sample_design_columns(actor, survey_id)
    if columns is None:
        raise cells_not_found()
    weights = {"none": WEIGHT, "stratum": WEIGHT_BY_STRATUM, "cell": WEIGHT_BY_CELL}
    weight = weights.get(adjustment, WEIGHT_BY_STRATUM)
    asked = DesignChoices(
        columns.strata, columns.clusters, weight, columns.fpc, single_unit=single_unit, replicates=replicates
    )
    return design_of_choices(actor, survey_id, asked)


def design_of_choices(actor: Actor, survey_id: int, asked: DesignChoices) -> tuple[str, bytes]:
    """Name and text of a design chosen in a form. Three queries. Raises NotFound."""
    title = survey_seen(actor, survey_id).title
    text = written_design(asked, result_questions(actor, survey_id), title)
    return f"thiet-ke-{survey_id}.yaml", text.encode()


def found_results(actor: Actor, survey_id: int, *, question: str, by: str, figure: Figure) -> ResultTable:
    """Reckoned once until something is written. Sixteen queries at most; ``collection.services.gather_answers`` before
    it keeps it quick.

    Raises NotFound ("survey.not_found", "survey.no_question"), InvalidInput where the design contradicts the answers.
    """
    known = {one.column: one for one in result_questions(actor, survey_id)}
    asked, group = known.get(question), known.get(by)
    if asked is None or figure not in asked.figures or (by and (group is None or not group.splits)):
        raise NotFound(
            "survey.no_question",
            what="Cuộc khảo sát không có bảng kết quả này.",
            why="Câu hỏi hoặc câu chia nhóm không có trong bảng hỏi, hoặc không tính được theo cách đã chọn.",
            todo="Hãy chọn lại câu hỏi trên trang kết quả.",
        )
    return _tabulated(survey_id, question, by, figure)


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A file of results that others published; ``without_error``: figures of which no error was published."""

    first_on: date
    last_on: date
    source: str
    published_on: date
    figures: int
    units: int
    without_error: int
    imported_at: datetime


def published_lines(actor: Actor) -> tuple[PublishedLine, ...]:
    """The newest period first. One query. Raises NotAllowed."""
    require(actor, Permission.SURVEY_MANAGE)
    by = ("first_on", "last_on", "source", "published_on", "imported_at")
    no_error = Q(standard_error=None, low=None)
    rows = (
        PublishedResult.objects.order_by("-last_on", "-first_on", "source")
        .values(*by)
        .annotate(figures=Count("pk"), units=Count("unit", distinct=True), bare=Count("pk", filter=no_error))
    )
    return tuple(
        PublishedLine(
            row["first_on"],
            row["last_on"],
            row["source"],
            row["published_on"],
            row["figures"],
            row["units"],
            row["bare"],
            row["imported_at"],
        )
        for row in rows
    )


def comparable_surveys(actor: Actor, survey_id: int) -> tuple[tuple[int, str], ...]:
    """Number and name of the other surveys that have answers, the newest first. Four queries."""
    lines = collection.survey_lines(actor)
    return tuple((one.id, one.title) for one in lines if one.submissions and one.id != survey_id)


def compared_results(actor: Actor, found: ResultTable, *, other_id: int) -> Comparison:
    """``found`` beside the same question of another survey, by the same groups, or where the two did not ask the same.
    Eighteen queries; ``collection.services.gather_answers`` before it keeps it quick.

    Raises NotFound ("survey.not_found"), InvalidInput where the other's design contradicts its answers.
    """
    known = {one.column: one for one in result_questions(actor, other_id)}
    asked = [one for one in (found.question, found.by) if one is not None]
    unlike = tuple(said for one in asked for said in unlike_questions(one, known.get(one.column)))
    if unlike:
        return Comparison(unlike)
    by = found.by.column if found.by else ""
    return comparison_of(found, _tabulated(other_id, found.question.column, by, found.figure))


@while_unchanged()
def _tabulated(survey_id: int, question: str, by: str, figure: Figure) -> ResultTable:
    """For whoever may see the survey: the table is the same for all."""
    known = {one.column: one for one in result_questions(SYSTEM, survey_id)}
    rules = result_rules(SYSTEM, survey_id)
    wanted = design_columns(rules)
    data = answer_columns(SYSTEM, survey_id, wanted | {question} | ({by} - {""}))
    found = result_table(data, known[question], known.get(by), figure, rules)
    return replace(found, notes=(*found.notes, *_sample_notes(survey_id))) if _uses_sample(wanted) else found


def _uses_sample(wanted: frozenset[str]) -> bool:
    return any(map(collection.is_of_sample, wanted))


def _sample_notes(survey_id: int) -> Iterator[Said]:
    """What the sample does not tell: who came without a cell, strata that nobody answered from."""
    join = collection.joined_sample(SYSTEM, survey_id)
    if join.outside:
        yield tell("{count} phiếu không mang ô mẫu, nên không tính vào ước lượng.", count=join.outside)
    for name, weight in join.silent.items():
        yield tell(
            "Tầng «{name}» chưa có phiếu nào: kết quả không nói về khoảng {count} đơn vị của tầng ấy.",
            name=name or "—",
            count=round(weight),
        )
    columns = collection.sample_design_columns(SYSTEM, survey_id)
    if columns is not None and columns.has_merged:
        yield tell("Có ô mẫu đã gộp để giữ lời hứa ẩn danh: các đơn vị của ô gộp có chung một quyền số trung bình.")


@dataclass(frozen=True, slots=True)
class SatisfactionLine:
    """``unit`` is "" where a question tells it."""

    id: int
    name: str
    asked: Satisfaction
    unit: str
    first_on: date
    last_on: date


def satisfaction_lines(actor: Actor, survey_id: int) -> tuple[SatisfactionLine, ...]:
    """The satisfaction indices of a survey. Two queries. Raises NotFound."""
    survey_seen(actor, survey_id)
    return tuple(_satisfaction_line(row) for row in SatisfactionIndex.objects.filter(survey=survey_id))


def scale_questions(actor: Actor, survey_id: int) -> tuple[ResultQuestion, ...]:
    """Those whose answers are numbers of a scale. Two queries. Raises NotFound."""
    return tuple(one for one in result_questions(actor, survey_id) if one.splits and Figure.MEAN in one.figures)


def found_satisfaction(actor: Actor, survey_id: int, asked: Satisfaction) -> tuple[SatisfactionFigure, ...]:
    """Sixteen queries. Raises NotFound, InvalidInput where the design contradicts the answers."""
    rules = result_rules(actor, survey_id)
    wanted = design_columns(rules) | frozenset(asked.questions) | ({asked.by} - {""})
    return satisfaction_figures(answer_columns(actor, survey_id, wanted), asked, rules)


def _satisfaction_line(row: SatisfactionIndex) -> SatisfactionLine:
    return SatisfactionLine(row.pk, row.name, KEPT.value(row.definition), row.unit_id or "", row.first_on, row.last_on)


def answer_columns(actor: Actor, survey_id: int, wanted: frozenset[str], *, with_left_out: bool = False) -> Columns:
    """Answers as the estimates read them from a file; where columns of the sample are among them, of responses that
    carry a cell alone. Eight queries, fifteen with the sample."""
    is_sample = _uses_sample(wanted)
    asked = wanted | {INSTANCE_ID} | ({CELL} if is_sample else frozenset())
    head, found = collection.answer_texts(actor, survey_id, asked, with_left_out=with_left_out)
    if is_sample and CELL in found:
        kept = [at for at, cell in enumerate(found[CELL]) if cell]
        found = {name: [texts[at] for at in kept] for name, texts in found.items()}
    cells = {name: tuple(texts) for name, texts in found.items()}
    return Columns(_SOURCE, head, cells, range(2, len(found[INSTANCE_ID]) + 2))
