"""How results are reckoned, and results that others published."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.periods import Period
from caicach.organisations.queries import units_on
from caicach.surveys.collection import queries as collection
from caicach.surveys.collection.obtaining import locked_survey
from caicach.surveys.estimation.bounded import examined_design
from caicach.surveys.results.domain.published import PublishedFigure
from caicach.surveys.results.domain.values import LEAST_THRESHOLD, MOST_THRESHOLD, Basis
from caicach.surveys.results.models import PublishedResult, ResultRules
from caicach.surveys.results.published_file import examined_published

_LONGEST_SOURCE: Final = 300


def set_rules(
    actor: Actor,
    *,
    survey_id: int,
    threshold: int,
    basis: Basis,
    population: int | None,
    design: tuple[str, bytes] | None,
    now: datetime,
) -> None:
    """From how many answers on a count is shown, and what the sample is: ``design`` as name and content of a file.

    What the basis does not use is left aside. Raises NotAllowed, NotFound, InvalidInput ("survey.threshold",
    "survey.no_basis", "survey.no_column" and what ``read_design`` raises).
    """
    require(actor, Permission.SURVEY_MANAGE)
    population = population if basis is Basis.SIMPLE else None
    design = design if basis is Basis.DESIGN else None
    _refuse(threshold, basis, is_given=bool(population or design))
    if design is not None:
        _refuse_columns(actor, survey_id, design)
    with transaction.atomic():
        _set(actor, survey_id, threshold, population, design, now)


def _set(
    actor: Actor,
    survey_id: int,
    threshold: int,
    population: int | None,
    design: tuple[str, bytes] | None,
    now: datetime,
) -> None:
    survey = locked_survey(actor, survey_id)
    stored = files.store(actor, data=design[1], name=design[0], now=now) if design is not None else None
    given = {"threshold": threshold, "population": population, "design": stored, "set_at": now}
    ResultRules.objects.update_or_create(survey=survey, defaults=given)
    new = {"threshold": threshold, "population": population, "design": stored.sha256 if stored else None}
    audit.record(actor, "surveys.result_rules_set", subject=("survey", survey.pk), now=now, new=new)


def _refuse(threshold: int, basis: Basis, *, is_given: bool) -> None:
    if not LEAST_THRESHOLD <= threshold <= MOST_THRESHOLD:
        raise InvalidInput(
            "survey.threshold",
            what="Chưa ghi được cách tính kết quả.",
            why="Ngưỡng hiện số phải từ {least} đến {most} phiếu.",
            todo="Hãy ghi lại ngưỡng.",
            least=LEAST_THRESHOLD,
            most=MOST_THRESHOLD,
        )
    if basis is not Basis.PLAIN and not is_given:
        raise InvalidInput(
            "survey.no_basis",
            what="Chưa ghi được cách tính kết quả.",
            why="Mẫu ngẫu nhiên đơn cần số người của tổng thể; mẫu theo thiết kế cần tệp thiết kế.",
            todo="Hãy ghi số người, hoặc chọn tệp.",
        )


def _refuse_columns(actor: Actor, survey_id: int, design: tuple[str, bytes]) -> None:
    """A design that names what the questionnaire does not ask is refused now, not when results are read."""
    known = set(collection.answers_table(actor, survey_id).head)
    unknown = sorted(set(examined_design(design[1], design[0])) - known)
    if unknown:
        raise InvalidInput(
            "survey.no_column",
            what="Không dùng được tệp thiết kế «{source}».",
            why="Câu trả lời không có cột {columns}.",
            todo="Hãy sửa tên cột trong thiết kế cho đúng với bảng câu trả lời tải về.",
            source=design[0],
            columns=", ".join(f"«{name}»" for name in unknown),
        )


def import_published(
    actor: Actor, *, name: str, data: bytes, period: Period, source: str, published_on: date, now: datetime
) -> int:
    """Results of a survey that others ran, all of a file or none; gives how many figures. A figure that is there
    already, of the same unit, indicator and period, is replaced, and the trail says so.

    Raises NotAllowed, InvalidInput ("survey.published_…").
    """
    require(actor, Permission.SURVEY_MANAGE)
    figures, source = examined_published(data, name), " ".join(source.split())
    unknown = sorted({one.unit for one in figures} - {fact.code for fact in units_on(period.last)})
    if unknown or not 0 < len(source) <= _LONGEST_SOURCE or published_on > now.date():
        raise InvalidInput(
            "survey.published_words",
            what="Không nhận tệp kết quả «{file}».",
            why="Cần nguồn (không quá {longest} chữ), ngày công bố không sau hôm nay, và mã đơn vị có trong danh mục; "
            "mã lạ: {unknown}.",
            todo="Hãy sửa rồi nạp lại.",
            file=name,
            longest=_LONGEST_SOURCE,
            unknown=", ".join(unknown[:20]) or "—",
        )
    with transaction.atomic():
        _keep_published(actor, figures, (name, data), period, source, published_on, now)
    return len(figures)


def _keep_published(
    actor: Actor,
    figures: Sequence[PublishedFigure],
    file: tuple[str, bytes],
    period: Period,
    source: str,
    published_on: date,
    now: datetime,
) -> None:
    stored = files.store(actor, data=file[1], name=file[0], now=now)
    replaced = 0
    for one in figures:
        key = {"unit_id": one.unit, "indicator": one.indicator.value, "first_on": period.first, "last_on": period.last}
        replaced += PublishedResult.objects.filter(**key).delete()[0]
        PublishedResult.objects.create(
            **key,
            value=one.value,
            standard_error=one.standard_error,
            low=one.interval and one.interval[0],
            high=one.interval and one.interval[1],
            respondents=one.respondents,
            source=source,
            published_on=published_on,
            file=stored,
            imported_at=now,
        )
    new = {"file": stored.sha256, "period": period.id, "source": source, "count": len(figures), "replaced": replaced}
    audit.record(actor, "surveys.published_imported", subject=("survey_results", stored.pk), now=now, new=new)
