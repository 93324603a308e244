"""A sample divided into cells, and links that each carry one: the weight of who was drawn comes with the answer, and
who was drawn does not."""

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import queries as files
from caicach.surveys.collection.cells_file import examined_cells
from caicach.surveys.collection.domain.cells import LEAST
from caicach.surveys.collection.domain.values import IssuedLinks, LinkKind
from caicach.surveys.collection.models import AnswerLink, AnswerLinks, SampleCell, SampleDraw, SampledUnit, Survey
from caicach.surveys.collection.obtaining import (
    cells_not_found,
    locked_survey,
    refuse_past_retention,
    sample_not_found,
    survey_seen,
)
from caicach.surveys.collection.sample_join import cell_value
from caicach.surveys.collection.services.links import LONGEST_DAYS, MOST, digest_of, last_moment

_BATCH: Final = 500


def divide_sample(actor: Actor, *, survey_id: int, draw_id: int, may_merge: bool, now: datetime) -> int:
    """Once for a survey: how many cells. Of an anonymous one each has ``LEAST`` units or more.

    Raises NotAllowed, NotFound, Conflict ("survey.cells_already"), InvalidInput ("survey.small_cells").
    """
    require(actor, Permission.SURVEY_MANAGE)
    survey = survey_seen(actor, survey_id)
    row = SampleDraw.objects.select_related("design", "sample").filter(survey=survey, pk=draw_id).first()
    if row is None or row.sample is None:
        raise sample_not_found()
    found = examined_cells(
        files.read_bytes(row.sample),
        design=files.read_bytes(row.design),
        code=row.code,
        least=LEAST if survey.is_anonymous else 1,
        may_merge=may_merge,
    )
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        _refuse_again(survey)
        cells = [SampleCell.objects.create(draw=row, **asdict(cell)) for cell in found.cells]
        units = list(SampledUnit.objects.filter(survey=survey, code__in=list(found.place)))
        for unit in units:
            unit.cell = cells[found.place[unit.code]]
        SampledUnit.objects.bulk_update(units, ["cell"], batch_size=_BATCH)
        told = {"draw": row.pk, "cells": len(cells), "merged": sum(cell.merged > 1 for cell in cells)}
        audit.record(actor, "surveys.sample_divided", subject=("survey", survey.pk), now=now, new=told)
    return len(cells)


def _refuse_again(survey: Survey) -> None:
    if SampleCell.objects.filter(draw__survey=survey).exists():
        raise Conflict(
            "survey.cells_already",
            what="Không chia ô mẫu lần nữa.",
            why="Mẫu của cuộc khảo sát đã chia ô, và phiếu mang theo những ô ấy.",
            todo="Hãy dùng các ô đã chia; mẫu từ khung khác thì lập cuộc khảo sát khác.",
        )


@transaction.atomic
def issue_sample_links(actor: Actor, *, survey_id: int, label: str, days: int, now: datetime) -> IssuedLinks:
    """A link for one answer for each unit and each stand-in, which carries the cell alone: any link of a cell may go to
    any unit of it, and nothing here knows which one did.

    Raises NotAllowed, NotFound ("survey.no_cells"), Conflict ("survey.retention_over"), InvalidInput
    ("survey.sample_links").
    """
    survey = locked_survey(actor, survey_id)
    cells = sample_cells_of(survey)
    label, count = " ".join(label.split()), sum(cell.units + cell.stand_ins for cell in cells)
    if not 0 < len(label) <= 200 or not 1 <= days <= LONGEST_DAYS or count > MOST:
        raise InvalidInput(
            "survey.sample_links",
            what="Chưa cấp được đường dẫn trả lời.",
            why="Cần tên (không quá 200 chữ) và thời hạn từ 1 đến {longest} ngày; mẫu có {count} đơn vị, "
            "một lần cấp được nhiều nhất {most} đường dẫn.",
            todo="Hãy ghi lại; mẫu lớn hơn thì giao điều tra viên.",
            longest=LONGEST_DAYS,
            count=count,
            most=MOST,
        )
    refuse_past_retention(survey, what="Chưa cấp được đường dẫn trả lời.", now=now)
    until = last_moment(survey, days=days, now=now)
    row = AnswerLinks.objects.create(
        survey=survey, kind=LinkKind.ONCE.value, label=label, issued_at=now, expires_at=until
    )
    each = [(cell, secrets.token_urlsafe(24)) for cell in cells for _ in range(cell.units + cell.stand_ins)]
    AnswerLink.objects.bulk_create(
        AnswerLink(links=row, token_digest=digest_of(token), cell=cell) for cell, token in each
    )
    new = {"kind": LinkKind.ONCE.value, "label": label, "count": count, "days": days, "cells": len(cells)}
    audit.record(actor, "surveys.links_issued", subject=("survey", survey.pk), now=now, new=new)
    values = {cell.pk: cell_value(cell) for cell in cells}
    tokens = tuple(token for _cell, token in each)
    return IssuedLinks(row.pk, LinkKind.ONCE, until, tokens, tuple(values[cell.pk] for cell, _token in each))


def sample_cells_of(survey: Survey) -> list[SampleCell]:
    """Raises NotFound ("survey.no_cells")."""
    cells = list(SampleCell.objects.filter(draw__survey=survey))
    if not cells:
        raise cells_not_found()
    return cells
