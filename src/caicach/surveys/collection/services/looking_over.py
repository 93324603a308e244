"""Submissions looked over by the rules of their forms: what came by a device is never refused for them, but marked."""

from collections.abc import Iterator
from datetime import date

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.form_rules import form_rules
from caicach.surveys.collection.models import FormVersion, Submission
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.submissions_work import Marks, marks_of

MOST = 5_000
"""So many are looked over while somebody waits."""
_AT_ONCE = 500
_LETTERS_AT_ONCE = 10_000_000
_Row = tuple[int, str, date]


def look_over(actor: Actor, *, survey_id: int, most: int = MOST) -> int:
    """Gives how many are left to look over. What was looked over is so once, by the version that it was filled by.

    Raises NotFound.
    """
    survey = survey_seen(actor, survey_id)
    left = most
    for version in FormVersion.objects.filter(survey=survey):
        rows = Submission.objects.filter(version=version, marks__isnull=True)
        if form_rules(version.xform).is_empty:
            rows.update(marks=[])
            continue
        for part in _parts(list(rows.order_by("pk").values_list("pk", "xml", "received_on")[:left])):
            _mark(part, marks_of(version.xform, [(xml, day) for _pk, xml, day in part]))
            left -= len(part)
    return Submission.objects.filter(survey=survey, marks__isnull=True).count()


def _parts(rows: list[_Row]) -> Iterator[list[_Row]]:
    part: list[_Row] = []
    letters = 0
    for row in rows:
        if part and (len(part) == _AT_ONCE or letters + len(row[1]) > _LETTERS_AT_ONCE):
            yield part
            part, letters = [], 0
        part.append(row)
        letters += len(row[1])
    if part:
        yield part


def _mark(part: list[_Row], marks: list[Marks]) -> None:
    """Most have none: those are written together."""
    clean = [pk for (pk, _xml, _day), found in zip(part, marks, strict=True) if not found]
    Submission.objects.filter(pk__in=clean).update(marks=[])
    marked = [Submission(pk=pk, marks=found) for (pk, _xml, _day), found in zip(part, marks, strict=True) if found]
    Submission.objects.bulk_update(marked, ["marks"], batch_size=_AT_ONCE)
