"""Adding an entry: the one way in which anything is said of a component."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from caicach.indices.definition.values import Node
from caicach.indices.domain.cycle import BLANK, Cells, Stage
from caicach.indices.domain.reading_cells import level_of, points_alone
from caicach.indices.domain.sampled_points import SAMPLING, sampled_points
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import ScoreEntry, Sheet
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.metrics import SampleError

STORED_PLACES: Final = 10
_LONGEST: Final = 500


@dataclass(frozen=True)
class NewEntry:
    """What is said: cells, and what stands beside them."""

    stage: Stage
    cells: Cells = BLANK
    note: str = ""
    agrees: bool = False
    request: str = ""
    source: str = ""
    sample_size: int | None = None
    standard_error: Decimal | None = None
    provenance: Mapping[str, object] = field(default_factory=dict)


def component_of(sheet: Sheet, code: str) -> Node:
    node = definition_of(sheet.year).node(code)
    if node is None or not node.is_component:
        raise NotFound(
            "index_sheet.no_component",
            what="Không có thành phần «{component}» trong bộ chỉ số.",
            why="Mã sai, hoặc là tiêu chí có thành phần con nên điểm được cộng từ dưới lên.",
            todo="Hãy quay lại phiếu chấm.",
            component=code[:60],
        )
    return node


def current_entry(sheet: Sheet, component: str, stage: Stage) -> ScoreEntry | None:
    return ScoreEntry.objects.filter(sheet=sheet, component=component, stage=stage.value, is_current=True).first()


def add_entry(actor: Actor, sheet: Sheet, node: Node, new: NewEntry, *, seen: int | None, now: datetime) -> ScoreEntry:
    """Add an entry to a locked sheet. ``seen`` is the entry of the stage that the person saw; another is a Conflict."""
    last = current_entry(sheet, node.code, new.stage)
    if (last.pk if last else None) != seen:
        raise _somebody_else(last, node)
    entry = _entry(actor, sheet, node, new, last, now)
    if last is not None:
        last.is_current = False
        last.save(update_fields=("is_current",))
    entry.save()
    _record(actor, entry, last, now)
    return entry


def refuse_unscored(sheet: Sheet) -> None:
    """A unit taken out of the year is not scored."""
    if sheet.removed_at is not None:
        raise Conflict(
            "index_sheet.removed",
            what="Đơn vị không còn trong kỳ chấm này.",
            why="Lý do: {reason}",
            todo="Không cần chấm điểm nữa.",
            reason=sheet.removed_reason,
        )


def refuse_own_unit(actor: Actor, sheet: Sheet) -> None:
    if sheet.unit_id in actor.acts_for and not actor.is_system:
        raise NotAllowed(
            "index_sheet.own_unit",
            what="Bạn không được thẩm định điểm của chính đơn vị mình.",
            why="Tự chấm và thẩm định là hai việc của hai bên.",
            todo="Hãy để thành viên khác thẩm định đơn vị này.",
        )


def _entry(actor: Actor, sheet: Sheet, node: Node, new: NewEntry, last: ScoreEntry | None, now: datetime) -> ScoreEntry:
    _check(new, node)
    cells = new.cells
    sampling = {} if new.standard_error is None or cells.is_blank else _sampling(sheet, node, cells, new.standard_error)
    return ScoreEntry(
        sheet=sheet,
        component=node.code,
        stage=new.stage.value,
        number=(last.number if last else 0) + 1,
        value=cells.value,
        numerator=cells.numerator,
        denominator=cells.denominator,
        points=None if cells.is_blank else _points(sheet, node, cells),
        note=new.note.strip(),
        agrees=new.agrees,
        request=new.request.strip(),
        source=new.source.strip(),
        sample_size=new.sample_size,
        standard_error=new.standard_error,
        sampling=sampling,
        provenance=dict(new.provenance),
        made_at=now,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )


def _sampling(sheet: Sheet, node: Node, cells: Cells, error: Decimal) -> dict[str, object]:
    definition = definition_of(sheet.year)
    level = level_of(definition, sheet.unit_type)
    found = sampled_points(SampleError(error), cells, definition, node, year=sheet.year.year, level=level)
    plain: dict[str, object] = SAMPLING.plain(found)
    return plain


def _points(sheet: Sheet, node: Node, cells: Cells) -> Decimal | None:
    definition, year = definition_of(sheet.year), sheet.year.year
    points = points_alone(definition, node, cells, year=year, level=level_of(definition, sheet.unit_type))
    return None if points is None else rounded_value(points, STORED_PLACES)


def _check(new: NewEntry, node: Node) -> None:
    cells = new.cells
    for column, text in (("value", cells.value), ("numerator", cells.numerator), ("denominator", cells.denominator)):
        if len(text) > _LONGEST:
            raise InvalidInput(
                "index_input.too_long",
                what="Nội dung ghi quá dài.",
                why="Mỗi ô nhận tối đa {limit} ký tự.",
                todo="Ghi số liệu vào ô, phần giải thích ghi vào giải trình.",
                limit=_LONGEST,
                column=column,
            )
    if cells.is_not_applicable and not new.note.strip():
        raise InvalidInput(
            "index_input.not_applicable_why",
            what="Chưa ghi lý do không áp dụng «{component}».",
            why="Không áp dụng khác với không có điểm; người thẩm định cần biết vì sao.",
            todo="Hãy ghi lý do.",
            component=node.code,
            column="note",
        )


def _somebody_else(last: ScoreEntry | None, node: Node) -> Conflict:
    if last is None:
        return Conflict(
            "index_entry.gone",
            what="Điểm của «{component}» đã thay đổi trong lúc bạn nhập.",
            why="Bản mà bạn thấy không còn.",
            todo="Hãy tải lại trang rồi lưu lại; nội dung bạn vừa nhập vẫn còn ở dưới.",
            component=node.code,
        )
    return Conflict(
        "index_entry.somebody_else",
        what="«{component}» vừa được người khác chấm.",
        why="«{who}» đã ghi {cells} lúc {at}; bản đó được giữ nguyên.",
        todo="Hãy xem bản đó rồi lưu lại nếu vẫn muốn thay; nội dung bạn vừa nhập vẫn còn ở dưới.",
        component=node.code,
        who=last.made_by_name,
        cells=f"«{Cells(last.value, last.numerator, last.denominator).shown}»",
        at=f"{last.made_at:%d/%m/%Y %H:%M} UTC",
    )


def _record(actor: Actor, entry: ScoreEntry, last: ScoreEntry | None, now: datetime) -> None:
    audit.record(
        actor,
        f"indices.entry.{entry.stage}",
        subject=("sheet", entry.sheet_id),
        now=now,
        old=_plain(last),
        new={"component": entry.component, **_plain(entry)},
        why=entry.note or entry.request,
    )


def _plain(entry: ScoreEntry | None) -> dict[str, object]:
    if entry is None:
        return {}
    cells = Cells(entry.value, entry.numerator, entry.denominator).shown
    points = None if entry.points is None else f"{entry.points.normalize():f}"
    return {"number": entry.number, "cells": cells, "points": points}
