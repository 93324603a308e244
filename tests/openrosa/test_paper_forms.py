"""Paper forms that clerks type: marked with batch and number, typed once, a second typing held against the first."""

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.data_requests import RequestKind, RequestOutcome
from caicach.surveys.collection.domain.values import LinkKind, SentFile
from caicach.surveys.collection.models import Attachment, PaperEntry, Submission
from factories import surveys as made

pytestmark = pytest.mark.django_db


def _link(survey: int, label: str) -> str:
    given = {"kind": LinkKind.PAPER, "label": label, "count": 1, "days": 30}
    return services.issue_links(SYSTEM, survey_id=survey, now=made.AT, **given).tokens[0]  # type: ignore[arg-type]


def _typed(token: str, number: str, uuid: str, *attached: SentFile, **answers: str) -> bool:
    xml = made.xml(uuid, **answers)
    return services.receive_answer(token, xml=xml, attached=attached, now=made.AT, paper_number=number).is_new


def test_a_paper_form_is_a_submission_once_and_bears_its_batch() -> None:
    survey = made.survey()
    token = _link(survey, "Lan, đợt 1")
    assert _typed(token, "0012", "a1")
    assert not _typed(token, "0012", "a1")
    with pytest.raises(Conflict, match=r"submission\.paper_twice"):
        _typed(token, "0012", "a2")
    with pytest.raises(InvalidInput, match=r"submission\.paper_number"):
        _typed(token, " ", "a3")
    (entry,) = PaperEntry.objects.select_related("links")
    assert (entry.links.label, entry.number, entry.instance_id) == ("Lan, đợt 1", "0012", "uuid:a1")
    assert Submission.objects.count() == 1


def test_a_second_typing_counts_in_nothing_and_shows_where_it_differs() -> None:
    survey = made.survey()
    first, second = _link(survey, "Lan"), _link(survey, "Minh")
    _typed(first, "1", "a1", chung="4")
    _typed(first, "2", "a2", chung="5")
    _typed(second, "1", "b1", chung="2")
    _typed(second, "2", "b2", chung="5")
    (line,) = queries.survey_lines(SYSTEM)
    assert line.submissions == 2
    found = queries.paper_entries(SYSTEM, survey)
    assert [(one.label, one.first, one.second) for one in found.batches] == [("Lan", 2, 0), ("Minh", 0, 2)]
    assert (found.forms, [(one.number, one.first, one.second) for one in found.differences]) == (
        2,
        [("1", "Hài lòng", "Không hài lòng")],
    )


def test_files_go_with_the_first_typing_and_are_refused_with_the_second() -> None:
    survey = made.survey()
    first, photo = _link(survey, "Lan"), SentFile("phieu.jpg", b"anh")
    _typed(first, "1", "a1", photo)
    assert not _typed(first, "1", "a1", SentFile("mat-sau.jpg", b"sau"))
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["mat-sau.jpg", "phieu.jpg"]
    second = _link(survey, "Minh")
    with pytest.raises(InvalidInput, match=r"submission\.second_with_files"):
        _typed(second, "1", "b1", photo)
    assert _typed(second, "1", "b1")
    with pytest.raises(Conflict, match=r"submission\.differs"):
        _typed(first, "1", "a1", chung="2")


def test_a_deleted_submission_takes_the_second_typing_with_it() -> None:
    survey = made.survey()
    _typed(_link(survey, "Lan"), "1", "a1")
    _typed(_link(survey, "Minh"), "1", "b1")
    asked = services.register_request(
        SYSTEM, survey_id=survey, kind=RequestKind.DELETE, asked_by="A", text="B", received_on=made.AT.date(),
        now=made.AT,
    )  # fmt: skip
    services.close_request(
        SYSTEM, request_id=asked, outcome=RequestOutcome.DONE, answer="Đã xoá", submission="uuid:a1", now=made.AT
    )
    assert not PaperEntry.objects.exists()


def test_typed_forms_leave_with_the_others_on_their_day() -> None:
    survey = made.survey()
    _typed(_link(survey, "Lan"), "1", "a1")
    _typed(_link(survey, "Minh"), "1", "b1")
    services.delete_expired_submissions(now=made.AT.replace(year=made.AT.year + 4))
    assert not PaperEntry.objects.exists()
