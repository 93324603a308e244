"""How single answers of an anonymous survey leave: decided by a person, with a reason that goes with the files."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.surveys.collection.models import ReleaseRules
from caicach.surveys.collection.obtaining import locked_survey
from caicach.surveys.collection.queries.releases import release_of

LEAST_OF_ALL: Final = 3
MOST: Final = 100


@transaction.atomic
def decide_release(
    actor: Actor, *, survey_id: int, is_whole: bool, content: Collection[str], least: int, reason: str, now: datetime
) -> None:
    """``content``: paths of questions that describe nobody and leave as they are.

    Raises NotAllowed, NotFound, InvalidInput ("survey.release").
    """
    survey, reason = locked_survey(actor, survey_id), " ".join(reason.split())
    found = release_of(actor, survey_id)
    known = {path for path, _label in (*found.describing, *found.content)}
    if not reason or not LEAST_OF_ALL <= least <= MOST or not set(content) <= known or not survey.is_anonymous:
        raise InvalidInput(
            "survey.release",
            what="Chưa ghi được cách xuất câu trả lời.",
            why="Cần lý do, ngưỡng từ {least} đến {most} và câu có trong bảng hỏi; khảo sát có tên không cần.",
            todo="Hãy ghi lại những điều ấy.",
            least=LEAST_OF_ALL,
            most=MOST,
        )
    new = {"is_whole": is_whole, "content": sorted(content), "least": least, "reason": reason}
    given = new | {"decided_at": now, "decided_by_name": actor.name}
    ReleaseRules.objects.update_or_create(survey=survey, defaults=given)
    audit.record(actor, "surveys.release_decided", subject=("survey", survey.pk), now=now, new=new)
