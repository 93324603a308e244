"""Opening a scoring year: the definition kept as text, the units taking part, the calendar of steps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction

from caicach.indices.definition.loading import read_text, read_tree
from caicach.indices.definition.problems import refusal
from caicach.indices.definition.scoring import chosen_year
from caicach.indices.definition.values import Definition
from caicach.indices.domain.cycle import Origin, Step, Treatment
from caicach.indices.domain.participants import Candidate, candidates
from caicach.indices.kept_definitions import hash_of
from caicach.indices.models import ScoringYear, Sheet, StepDate
from caicach.indices.obtaining import locked_year
from caicach.indices.services.telling import tell_opened
from caicach.kernel import metrics
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import register


def open_year(
    actor: Actor,
    *,
    year: int,
    definition_text: str,
    definition_file: str,
    definition_tree: Sequence[Any] | None = None,
    levels: Collection[Level],
    unit_types: Mapping[Level, str] | None = None,
    due: Mapping[Step, date] | None = None,
    now: datetime,
) -> int:
    """Open the scoring of a year with a set; returns the year's id. Of a set that a person brought text and tree come
    from ``bounded.definition_bounded``: the text is kept, and not parsed here.

    Every unit of the levels that existed within the year takes part; those that merged or ended within it wait for a
    person's choice. ``unit_types`` says which unit type of the set a level counts as, where the set has several.
    Raises InvalidInput for a set with errors, one that is only declared, or one not in force in the year.
    """
    definition, units = _asked(actor, year, definition_text, definition_file, definition_tree, levels)
    types = _unit_types(definition, {unit.level for unit in units}, unit_types or {})
    with transaction.atomic():
        opened = _save_year(actor, definition, definition_text, definition_file, year=year, now=now)
        Sheet.objects.bulk_create([_sheet(opened, unit, types[unit.level]) for unit in units], batch_size=500)
        _save_dates(opened, due or {})
        new = {"year": year, "set": definition.code, "definition": opened.definition_hash, "units": len(units)}
        audit.record(actor, "indices.year.opened", subject=("scoring_year", opened.pk), now=now, new=new)
        tell_opened(actor, opened, Step.SELF_SCORING, now)
        return opened.pk


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a year begins with. ``undecided`` merged or ended within the year: a person chooses for them."""

    definition: Definition
    units: tuple[Candidate, ...]
    undecided: tuple[Candidate, ...]
    is_there: bool


def look_at_opening(
    actor: Actor,
    *,
    year: int,
    definition_text: str,
    definition_file: str,
    definition_tree: Sequence[Any] | None = None,
    levels: Collection[Level],
) -> Opening:
    """As ``open_year`` would see it; nothing is kept. ``is_there``: the year has this set already. One SQL query."""
    definition, units = _asked(actor, year, definition_text, definition_file, definition_tree, levels)
    undecided = tuple(unit for unit in units if unit.is_flagged)
    is_there = ScoringYear.objects.filter(year=year, set_code=definition.code).exists()
    return Opening(definition, units, undecided, is_there)


def _asked(
    actor: Actor, year: int, text: str, file: str, tree: Sequence[Any] | None, levels: Collection[Level]
) -> tuple[Definition, tuple[Candidate, ...]]:
    require(actor, Permission.INDEX_MANAGE)
    definition = usable_definition(text, file, tree, year=year)
    units = candidates(register(), levels, year=year)
    if not units:
        raise InvalidInput(
            "index_year.no_units",
            what="Không có đơn vị nào thuộc các cấp đã chọn trong năm {year}.",
            why="Danh bạ không có đơn vị của các cấp này trong năm.",
            todo="Hãy chọn lại cấp, hoặc bổ sung danh bạ.",
            year=str(year),
        )
    return definition, units


def usable_definition(text: str, file: str, tree: Sequence[Any] | None = None, *, year: int) -> Definition:
    """The definition, or a refusal that says what is wrong with it, that it is only declared, or not in force."""
    known = [metric.name for metric in metrics.listed()]
    loaded = read_text(text, file, metrics=known) if tree is None else read_tree(tree, file, metrics=known)
    if loaded.definition is None or loaded.errors:
        raise refusal(file, loaded.problems)
    chosen_year(loaded.definition, year)
    return loaded.definition


def _unit_types(definition: Definition, levels: set[Level], given: Mapping[Level, str]) -> dict[Level, str]:
    codes = [one.code for one in definition.unit_types]
    if len(codes) <= 1:
        return dict.fromkeys(levels, codes[0] if codes else "")
    lacking = sorted(level.label for level in levels if given.get(level) not in codes)
    if lacking:
        raise InvalidInput(
            "index_year.which_unit_type",
            what="Chưa rõ {levels} thuộc loại đơn vị nào của bộ chỉ số.",
            why="Bộ chỉ số có nhiều loại đơn vị: {types}.",
            todo="Hãy chọn loại đơn vị cho từng cấp.",
            levels=", ".join(lacking),
            types="; ".join(one.name for one in definition.unit_types),
        )
    return {level: given[level] for level in levels}


def _save_year(actor: Actor, definition: Definition, text: str, file: str, *, year: int, now: datetime) -> ScoringYear:
    opened = ScoringYear(
        year=year,
        set_code=definition.code,
        set_name=definition.name,
        legal_number=definition.legal_basis.number,
        origin=Origin.SCORED.value,
        definition_file=file,
        definition_text=text,
        definition_hash=hash_of(text),
        is_illustrative=definition.illustrative or any(node.illustrative for node in definition.walk()),
        step=Step.SELF_SCORING.value,
        opened_at=now,
        opened_by_name=actor.name,
    )
    try:
        with transaction.atomic():
            opened.save()
    except IntegrityError as error:
        raise year_exists(year, definition.code) from error
    return opened


def year_exists(year: int, set_code: str) -> Conflict:
    return Conflict(
        "index_year.exists",
        what="Đã có kỳ chấm năm {year} của bộ «{set}».",
        why="Mỗi bộ chỉ số chỉ chấm một lần cho một năm.",
        todo="Hãy mở kỳ chấm đó trong danh sách.",
        year=year,
        set=set_code,
    )


def _sheet(year: ScoringYear, unit: Candidate, unit_type: str) -> Sheet:
    return Sheet(
        year=year,
        unit_id=unit.code,
        unit_name=unit.name,
        unit_type=unit_type,
        treatment=(Treatment.UNDECIDED if unit.is_flagged else Treatment.WHOLE).value,
        changed_on=unit.ended_on,
        successor_id=unit.successors[0] if len(unit.successors) == 1 else None,
    )


@transaction.atomic
def set_step_dates(actor: Actor, *, year_id: int, due: Mapping[Step, date], now: datetime) -> None:
    """Set the last days of the steps; they must not go back in time from one step to the next."""
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    old = {date_.step: date_.due_on.isoformat() for date_ in year.step_dates.all()}
    _save_dates(year, due)
    new = {step.value: day.isoformat() for step, day in due.items()}
    audit.record(actor, "indices.year.dates_set", subject=("scoring_year", year.pk), now=now, old={**old}, new={**new})


def _save_dates(year: ScoringYear, due: Mapping[Step, date]) -> None:
    ordered = [(step, due[step]) for step in Step if step in due]
    for (earlier, first), (later, second) in pairwise(ordered):
        if second < first:
            raise InvalidInput(
                "index_year.dates_order",
                what="Ngày của bước sau ({second}) trước ngày của bước trước ({first}).",
                why="Các bước nối tiếp nhau.",
                todo="Hãy sửa lại lịch.",
                first=f"{first:%d/%m/%Y}",
                second=f"{second:%d/%m/%Y}",
                column=later.value,
                before=earlier.value,
            )
    year.step_dates.all().delete()
    StepDate.objects.bulk_create([StepDate(year=year, step=step.value, due_on=day) for step, day in ordered])
