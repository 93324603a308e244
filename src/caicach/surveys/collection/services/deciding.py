"""What is done with doubtful submissions: kept or left out by a person, with a reason."""

import hashlib
from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.surveys.collection.models import QualityDecision, Submission
from caicach.surveys.collection.obtaining import locked_survey

_LONGEST = 1000


@transaction.atomic
def decide_quality(
    actor: Actor, *, survey_id: int, instance_id: str, is_left_out: bool, reason: str, now: datetime
) -> None:
    """A submission left out counts in no table, estimate and export from now on; it stays, and may be taken in again.

    Raises NotAllowed, NotFound, InvalidInput ("survey.decision_why").
    """
    survey = locked_survey(actor, survey_id)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= _LONGEST:
        raise InvalidInput(
            "survey.decision_why",
            what="Chưa ghi được quyết định.",
            why="Cần lý do, không quá {longest} chữ.",
            todo="Hãy ghi vì sao giữ hoặc bỏ phiếu này.",
            longest=_LONGEST,
            column="reason",
        )
    if not Submission.objects.filter(survey=survey, instance_id=instance_id).exists():
        raise NotFound("survey.no_submission", what="Cuộc khảo sát không có phiếu này.")
    given = {"is_left_out": is_left_out, "reason": reason, "decided_at": now, "decided_by_name": actor.name[:200]}
    QualityDecision.objects.update_or_create(survey=survey, instance_id=instance_id, defaults=given)
    new = {"submission": instance_id, "is_left_out": is_left_out}
    audit.record(actor, "surveys.quality_decided", subject=("survey", survey.pk), now=now, new=new, why=reason)


@transaction.atomic
def draw_back_check(actor: Actor, *, survey_id: int, share: int, seed: int, now: datetime) -> tuple[str, ...]:
    """Instance ids to be asked again: ``share`` percent of each interviewer's, at least one; of an anonymous survey of
    all. The same seed draws the same of the same submissions. Raises NotAllowed, NotFound, InvalidInput.
    """
    survey = locked_survey(actor, survey_id)
    if not 1 <= share <= 100 or not 0 <= seed < 10**9:
        raise InvalidInput(
            "survey.back_check",
            what="Chưa chọn được phiếu phúc tra.",
            why="Tỷ lệ từ 1 đến 100 %, mầm là số nguyên từ 0 đến 999.999.999.",
            todo="Hãy ghi lại hai số ấy.",
            column="share",
        )
    rows = Submission.objects.filter(survey=survey).order_by("instance_id")
    by_interviewer: dict[int | None, list[str]] = {}
    for name, who in rows.values_list("instance_id", "origin__collector"):
        by_interviewer.setdefault(who, []).append(name)
    drawn = [
        name
        for names in by_interviewer.values()
        for name in sorted(names, key=lambda name: _number(seed, name))[: max(1, -(-len(names) * share // 100))]
    ]
    new = {"share": share, "seed": seed, "count": len(drawn)}
    audit.record(actor, "surveys.back_check_drawn", subject=("survey", survey.pk), now=now, new=new)
    return tuple(sorted(drawn))


def _number(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()
