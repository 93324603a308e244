"""The scoring years of the example: one published, one under way. Invented figures over an illustrative set."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from caicach.indices.definition.values import Definition, Node
    from caicach.indices.domain.cycle import Cells
    from caicach.kernel.access import Actor

SET = "hatinh-52-2019-so"
_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_NOTE = "Văn bản, báo cáo lưu tại Văn phòng đơn vị (giải trình của dữ liệu ví dụ)."
_FIELDS = {"thamdinh": ("1", "2", "4", "5"), "thamdinh.vpubnd": ("3", "6", "7", "8")}
_SAMPLE = 120


@dataclass(frozen=True, slots=True)
class Year:
    """A scoring year and the days of its steps; ``published_on`` None leaves it at self-scoring."""

    year: int
    opened_on: date
    scored_on: date
    published_on: date | None


YEARS = (
    Year(2022, date(2023, 1, 4), date(2023, 1, 20), date(2023, 4, 3)),
    Year(2023, date(2024, 1, 4), date(2024, 1, 19), None),
)


def load_years(office: "Actor", appraisers: "dict[str, Actor]") -> None:
    """Open both years; the published one runs through every step. Nothing where a year is there already."""
    from django.db import transaction

    from caicach.indices import queries

    if queries.years(office):
        return
    with transaction.atomic():  # a thousand small writes, and half a year is none
        for year in YEARS:
            year_id = _open(office, year)
            if year.published_on is None:
                _score_some(office, year_id, year)
            else:
                _run(office, appraisers, year_id, year)


def _open(office: "Actor", year: Year) -> int:
    from caicach.indices import services
    from caicach.indices.definition.catalogue import shipped_files
    from caicach.indices.domain.cycle import Step
    from caicach.organisations.domain.units import Level

    path = next(p for p in shipped_files() if p.parent.name == SET.replace("-", "_"))
    due = {
        Step.SELF_SCORING: date(year.year + 1, 1, 31),
        Step.APPRAISAL_1: date(year.year + 1, 2, 20),
        Step.EXPLANATION: date(year.year + 1, 3, 1),
        Step.APPRAISAL_2: date(year.year + 1, 3, 15),
        Step.COUNCIL: date(year.year + 1, 3, 25),
        Step.PUBLISHED: date(year.year + 1, 4, 5),
    }
    return services.open_year(
        office,
        year=year.year,
        definition_text=path.read_text(encoding="utf-8"),
        definition_file=path.name,
        levels=(Level.DEPARTMENT,),
        due=due,
        now=_at(year.opened_on),
    )


def _run(office: "Actor", appraisers: "dict[str, Actor]", year_id: int, year: Year) -> None:
    from caicach.indices import queries, services
    from caicach.indices.domain.cycle import Step

    assert year.published_on is not None
    now, published = _at(year.scored_on), _at(year.published_on)
    definition = _definition()
    for sheet in queries.year_page(office, year_id).rows:
        _self_score(sheet.id, sheet.unit, list(_self_scored(definition)), now)
        services.lock_self_scores(_unit(sheet.unit), sheet_id=sheet.id, now=now)
        _survey(office, sheet.id, sheet.unit, definition, now)
    for username, fields in _FIELDS.items():
        member = appraisers[username]
        services.assign_appraiser(
            office,
            year_id=year_id,
            user_id=member.user_id or 0,
            user_name=member.name,
            node_codes=fields,
            now=now,
        )
    services.move_on(office, year_id=year_id, seen=Step.SELF_SCORING, now=now)
    _appraise(office, appraisers["thamdinh"], year_id, now)
    for step in (Step.APPRAISAL_1, Step.EXPLANATION, Step.APPRAISAL_2):
        services.move_on(office, year_id=year_id, seen=step, reason="Hết thời hạn của bước", now=published)
    services.freeze(office, year_id=year_id, now=published)
    services.publish(office, year_id=year_id, now=published)


def _score_some(office: "Actor", year_id: int, year: Year) -> None:
    """Sở Tư pháp is half way, Sở Tài chính has locked, the others have not begun."""
    from caicach.indices import queries, services

    now, components = _at(year.scored_on), list(_self_scored(_definition()))
    sheets = {sheet.unit: sheet.id for sheet in queries.year_page(office, year_id).rows}
    _self_score(sheets["STP"], "STP", components[: len(components) // 2], now)
    _self_score(sheets["STC"], "STC", components, now)
    services.lock_self_scores(_unit("STC"), sheet_id=sheets["STC"], now=now)


def _definition() -> "Definition":
    from caicach.indices.definition.catalogue import shipped_definition

    return shipped_definition(SET)


def _self_scored(definition: "Definition") -> "Iterator[Node]":
    from caicach.indices.definition.values import Method

    return (node for node in definition.components() if node.method is Method.SELF)


def _self_score(sheet_id: int, unit: str, components: "list[Node]", now: datetime) -> None:
    from caicach.indices import services

    for node in components:
        services.self_score(
            _unit(unit),
            sheet_id=sheet_id,
            component=node.code,
            cells=_cells(unit, node),
            note=_NOTE,
            seen=None,
            now=now,
        )


def _survey(office: "Actor", sheet_id: int, unit: str, definition: "Definition", now: datetime) -> None:
    from caicach.indices import services
    from caicach.indices.definition.values import Method
    from caicach.indices.domain.cycle import Cells

    for node in definition.components():
        if node.method is not Method.SURVEY:
            continue
        best = 60 + _luck(unit, node.code) % 35
        good = (_SAMPLE - best) * 2 // 3
        services.record_figure(
            office,
            sheet_id=sheet_id,
            component=node.code,
            cells=Cells(f"A={best};B={good};C={_SAMPLE - best - good}"),
            source="Điều tra xã hội học (số liệu ví dụ)",
            sample_size=_SAMPLE,
            seen=None,
            now=now,
        )


def _appraise(office: "Actor", member: "Actor", year_id: int, now: datetime) -> None:
    from caicach.indices import queries, services
    from caicach.indices.domain.cycle import Cells

    for sheet in queries.year_page(office, year_id).rows:
        if _luck(sheet.unit, "thamdinh") % 4:
            continue
        services.appraise(
            member,
            sheet_id=sheet.id,
            component="1.4",
            cells=Cells("khong"),
            reason="Không có kế hoạch tuyên truyền riêng",
            request="",
            seen=None,
            now=now,
        )
        services.record_finding(
            member,
            year_id=year_id,
            unit=sheet.unit,
            node_code="1.4",
            text="Chưa ban hành kế hoạch tuyên truyền cải cách hành chính riêng của đơn vị.",
            lost_points=Decimal(2),
            now=now,
        )


def _cells(unit: str, node: "Node") -> "Cells":
    """A plausible figure for the rule of the component, the same at every load."""
    from caicach.indices.domain.cycle import Cells

    luck = _luck(unit, node.code)
    kind = type(node.rules[0].value).__name__
    if kind == "Choice":
        return Cells("dat" if luck % 10 < 7 else "mot-phan" if luck % 10 < 9 else "khong")
    if kind == "Deadline":
        return Cells(str(3 + luck % 4))
    return Cells(str(luck % 3 if kind == "CountCapped" else 70 + luck % 31))


def _luck(unit: str, what: str) -> int:
    return zlib.crc32(f"{unit} {what}".encode())


def _unit(code: str) -> "Actor":
    from caicach.kernel.access import Actor, Role

    mine = frozenset({code})
    return Actor(None, f"Đầu mối đơn vị {code}", frozenset({Role.FOCAL_POINT}), mine, mine)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=_HANOI)
