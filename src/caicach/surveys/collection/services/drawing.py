"""A sample drawn from a frame: recorded so that it can be drawn again, and given to the field."""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.files.values import NamedFile
from caicach.surveys.collection.draw_file import DrawOrder, examined_draw
from caicach.surveys.collection.models import SampleDraw, SampledUnit
from caicach.surveys.collection.obtaining import locked_survey, refuse_past_retention
from caicach.surveys.collection.queries.draws import drawn_file

_BATCH: Final = 500
_LONGEST_SEED: Final = 100


def draw_sample(
    actor: Actor,
    *,
    survey_id: int,
    frame: tuple[str, bytes],
    order: DrawOrder,
    now: datetime,
) -> int:
    """``frame``: name and content. How many units were drawn; stand-ins are in the table alone.

    Raises NotAllowed, NotFound, Conflict ("survey.drawn_already", "survey.retention_over"), InvalidInput, TooLarge.
    """
    require(actor, Permission.SURVEY_MANAGE)
    if not 0 < len(order.seed) <= _LONGEST_SEED:
        raise InvalidInput(
            "survey.seed",
            what="Chưa chọn mẫu được.",
            why="Cần một mầm không quá {longest} chữ.",
            todo="Hãy ghi mầm.",
            longest=_LONGEST_SEED,
        )
    found = examined_draw(frame[1], frame[0], order)
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        refuse_past_retention(survey, what="Không chọn mẫu cho cuộc khảo sát «{title}».", now=now)
        frame_sha256 = sha256(frame[1]).hexdigest()
        _refuse_same_frame(survey.pk, frame_sha256)
        _refuse_there_already(survey.pk, {unit.code for unit in found.units})
        row = SampleDraw.objects.create(
            survey=survey,
            frame=frame[0],
            frame_sha256=frame_sha256,
            frame_rows=found.frame_rows,
            design=files.store(actor, data=order.design.encode("utf-8", "surrogateescape"), name=order.name, now=now),
            sample=files.store(actor, data=found.sample.encode("utf-8-sig"), name=f"mau-{survey.pk}.csv", now=now),
            code=order.code,
            seed=order.seed,
            strata=[asdict(one) for one in found.strata],
            drawn_at=now,
            drawn_by_name=actor.name,
        )
        SampledUnit.objects.bulk_create(
            (SampledUnit(survey=survey, **asdict(unit)) for unit in found.units), batch_size=_BATCH
        )
        told = {"seed": row.seed, "frame": row.frame_sha256, "design": row.design.sha256, "sampled": len(found.units)}
        audit.record(actor, "surveys.sample_drawn", subject=("survey", survey.pk), now=now, new=told)
    return len(found.units)


@transaction.atomic
def take_sample(actor: Actor, *, survey_id: int, draw_id: int, now: datetime) -> NamedFile:
    """The sample with weights and stand-ins; its leaving is noted. Raises NotAllowed, NotFound."""
    file = drawn_file(actor, survey_id, draw_id)
    survey = locked_survey(actor, survey_id)
    audit.record(actor, "surveys.sample_exported", subject=("survey", survey.pk), now=now, new={"file": file.name})
    return file


def _refuse_same_frame(survey_id: int, frame_sha256: str) -> None:
    """A frame is drawn from once, even where by luck no unit would come twice; stand-ins come of the first draw."""
    if SampleDraw.objects.filter(survey=survey_id, frame_sha256=frame_sha256).exists():
        raise Conflict(
            "survey.drawn_already",
            what="Không chọn mẫu lần nữa từ khung này.",
            why="Mẫu đã chọn thì giữ nguyên; chọn lại cho tới khi vừa ý thì không còn là mẫu ngẫu nhiên.",
            todo="Hãy dùng mẫu đã chọn và dự phòng của nó, hoặc lập cuộc khảo sát khác.",
        )


def _refuse_there_already(survey_id: int, codes: set[str]) -> None:
    """Who was drawn before stays as drawn: no second draw lays itself over the first."""
    there = sorted(codes & set(SampledUnit.objects.filter(survey=survey_id).values_list("code", flat=True)))
    if there:
        raise Conflict(
            "survey.drawn_already",
            what="Không chọn mẫu lần nữa: {count} đơn vị đã ở trong mẫu, như «{unit}».",
            why="Mẫu đã chọn thì giữ nguyên; chọn lại cho tới khi vừa ý thì không còn là mẫu ngẫu nhiên.",
            todo="Hãy dùng mẫu đã chọn, hoặc lập cuộc khảo sát khác.",
            count=len(there),
            unit=there[0],
        )
