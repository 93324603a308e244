"""Consent: kept with the version, asked first, and never taken from silence."""

import pytest

from caicach.kernel.access import SYSTEM
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.values import Collector, SentFile
from caicach.surveys.collection.models import Attachment, Submission
from caicach.surveys.collection.models import Collector as CollectorRow
from caicach.surveys.questionnaires.bounded import examined_form
from factories import surveys as made
from surveys.form_books import workbook

_AGREED = b"<dong_y>co</dong_y>"


def _sent(survey: int, uuid: str, consent: bytes, *, xml: bytes = b"", file: bytes = b"") -> None:
    issued = made.collector(survey, name=f"To {uuid}")
    row = CollectorRow.objects.get(pk=issued.id)
    data = xml or made.xml(uuid).replace(_AGREED, consent)
    files = [SentFile("a.png", file)] if file else []
    collector = Collector(row.pk, survey, row.name, row.ha1)
    services.receive_submission(collector, xml=data, attached=files, device="", now=made.AT)


@pytest.mark.django_db
@pytest.mark.parametrize("consent", [b"<dong_y>khong</dong_y>", b"<dong_y/>", b""])
def test_who_did_not_agree_leaves_no_answer_and_is_counted_as_a_refusal(consent: bytes) -> None:
    survey = made.survey()
    _sent(survey, "a1", _AGREED)
    _sent(survey, "a2", consent, file=b"anh")
    kept = Submission.objects.get(instance_id="uuid:a2").xml
    assert "do_thi" not in kept
    assert "uuid:a2" in kept
    assert not Attachment.objects.exists()
    (line,) = queries.survey_lines(SYSTEM)
    assert (line.submissions, line.refusals) == (1, 1)
    assert [row[0] for row in queries.answers_table(SYSTEM, survey).rows] == ["uuid:a1"]  # type: ignore[index]
    assert queries.answer_texts(SYSTEM, survey, ["khu_vuc"], with_left_out=True)[1]["khu_vuc"] == ["do_thi"]


@pytest.mark.django_db
def test_who_refused_is_received_once_and_may_agree_later() -> None:
    survey = made.survey()
    for _ in range(2):
        _sent(survey, "a1", b"<dong_y>khong</dong_y>")
    again = made.xml("a2").replace(b"<meta>", b"<meta><deprecatedID>uuid:a1</deprecatedID>")
    _sent(survey, "a2", _AGREED, xml=again)
    (line,) = queries.survey_lines(SYSTEM)
    assert (line.submissions, line.refusals) == (1, 0)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("text", "ten", ""), ("select_one ck", "dong_y", "")), "consent_late"),
        ((("select_one ck", "dong_y", "co"), ("text", "ten", "")), "consent_given"),
    ],
)
def test_consent_is_asked_first_and_not_answered_beforehand(rows: tuple[tuple[str, ...], ...], code: str) -> None:
    sheet = (("type", "name", "default", "label"), *((*row, "Câu") for row in rows))
    lists = (("list_name", "name", "label"), ("ck", "co", "Có"), ("ck", "khong", "Không"))
    found = examined_form(workbook({"survey": sheet, "choices": lists}), "a.xlsx", {})
    assert [problem.code for problem in found.errors] == [code]


@pytest.mark.django_db
def test_the_words_of_consent_are_shown_with_their_version() -> None:
    survey = made.survey()
    (version,) = queries.survey_view(SYSTEM, survey, now=made.AT).versions
    _title, _questions, consent = queries.form_preview(SYSTEM, survey, version.id)
    assert consent is not None
    assert consent.words.startswith("Ông/bà có đồng ý")
    assert consent.agreeing == {"co"}
