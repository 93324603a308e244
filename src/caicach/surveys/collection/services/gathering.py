"""Answers gathered by column: submissions received since are read once, and the questions from then on alone."""

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.columnar import columns_of, is_empty, packed_texts
from caicach.surveys.collection.models import AnswerBlock, AnswerColumn, Submission, Survey
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.reading import asked_paths

BLOCK = 2_000
WAITING = 500
"""So many submissions are read as they are, before a block is made of them."""
_AT_ONCE = 500


def gather_answers(actor: Actor, *, survey_id: int) -> int:
    """Nothing that anybody sees changes: what was read again and again is kept. Gives how many submissions it took.

    Raises NotFound.
    """
    survey = survey_seen(actor, survey_id)
    total = 0
    while Submission.objects.filter(survey=survey, block=None)[: WAITING + 1].count() > WAITING:
        total += _one_block(survey)
    return total


@transaction.atomic
def _one_block(survey: Survey) -> int:
    """Under the lock of the survey: of two who come at once, the second finds the rows taken."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    rows = list(
        Submission.objects.filter(survey=survey, block=None)
        .order_by("instance_id")
        .values_list("pk", "instance_id", "version_id", "received_on", "xml")[:BLOCK]
    )
    if not rows:
        return 0
    paths, repeats = asked_paths(survey)
    heads = [((name, str(version), day.isoformat()), xml) for _pk, name, version, day, xml in rows]
    block = AnswerBlock.objects.create(survey=survey, size=len(rows))
    AnswerColumn.objects.bulk_create(
        AnswerColumn(block=block, path=path, texts=packed_texts(texts))
        for path, texts in columns_of(heads, paths, repeats).items()
        if not is_empty(texts)
    )
    keys = [row[0] for row in rows]
    for start in range(0, len(keys), _AT_ONCE):
        Submission.objects.filter(pk__in=keys[start : start + _AT_ONCE]).update(block=block)
    return len(rows)
