"""What a device sends against the rules of its form is kept, counted and marked; never refused, never passed over."""

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.bounded import MEGABYTE, Bounds
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.form_rules import Breach
from caicach.surveys.collection.domain.quality import Sign
from caicach.surveys.collection.models import Submission
from caicach.surveys.collection.submissions_work import marks_of
from factories import surveys as made

WHOLE = {"tiep_can": "4", "thai_do": "4", "thoi_gian": "4", "ket_qua": "4"}


def _survey() -> int:
    number = made.survey()
    issued = made.collector(number)
    made.received(number, issued, uuid="good", **WHOLE)
    made.received(number, issued, uuid="bad", **WHOLE | {"tuoi": "7", "kenh_khac": "x", "chung": ""})
    return number


@pytest.mark.django_db
def test_a_submission_against_the_rules_is_kept_and_marked() -> None:
    number = _survey()
    assert services.look_over(SYSTEM, survey_id=number) == 0
    found = queries.survey_quality(SYSTEM, number)
    (line,) = [line for line in found.lines if any(flag.sign is Sign.RULES for flag in line.flags)]
    assert line.instance_id == "uuid:bad"
    kinds = {(flag.kind, flag.figure) for flag in line.flags if flag.sign is Sign.RULES}
    assert kinds == {(Breach.LIMIT, 1), (Breach.NOT_ASKED, 1), (Breach.REQUIRED, 1)}
    assert found.checked == 2, "it counts until a person decides otherwise"
    told = queries.submission_marks(SYSTEM, number, "uuid:bad").breaches
    assert ("Ông/bà bao nhiêu tuổi?", Breach.LIMIT) in told


@pytest.mark.django_db
def test_what_was_looked_over_is_not_looked_over_again_and_the_rest_is_told() -> None:
    number = _survey()
    assert services.look_over(SYSTEM, survey_id=number, most=1) == 1
    assert services.look_over(SYSTEM, survey_id=number) == 0
    assert not Submission.objects.filter(marks__isnull=True).exists()


@pytest.mark.slow
def test_what_no_child_could_look_over_is_marked_as_not_known() -> None:
    """A limit that takes for ever on an answer ends with the child's bounds, not with the page."""
    costly = made.XFORM.replace(". &gt;= 18 and . &lt;= 110", "regex(., '^(7+)+$')")
    assert costly != made.XFORM
    xml = made.xml("a", **WHOLE | {"tuoi": "7" * 60 + "x"}).decode()
    marks = marks_of(costly, [(xml, made.AT.date())], bounds=Bounds(seconds=1.0, memory=512 * MEGABYTE))
    assert marks == [[[Breach.UNKNOWN, ""]]]
