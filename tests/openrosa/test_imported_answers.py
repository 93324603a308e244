"""Answers that come as a table: what leaves comes back, bad rows are told, nothing twice and nothing lost."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.kernel.files.models import StoredFile
from caicach.kernel.jobs import services as queue
from caicach.kernel.tables import Table, workbook_of
from caicach.organisations.models import User
from caicach.organisations.queries import actor_of
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.answers import answers_of
from caicach.surveys.collection.domain.importing import given_answers, submission_xml
from caicach.surveys.collection.models import Submission
from factories import surveys as made
from factories.web import people

SCALES = ("tiep_can", "thai_do", "thoi_gian", "ket_qua", "chung")
HEAD = ("dong_y", "khu_vuc", "tuoi", "kenh", *SCALES)
FOURS = ("4",) * len(SCALES)
GOOD = ("co", "Phường, đô thị", "40", "mot_cua", *FOURS)


def _given(head: Sequence[str], *rows: Sequence[str]):  # type: ignore[no-untyped-def]
    return given_answers("a.csv", list(enumerate((head, *rows), start=1)), made.XFORM, on=made.AT.date())


def test_choices_are_known_by_name_and_by_words() -> None:
    found = _given(HEAD, GOOD, ("Có", "mien_nui", "41.0", "Trực tuyến", *FOURS))
    assert not found.faults
    first, second = (row.answers for row in found.rows)
    assert first["noi_dung/khu_vuc"] == "do_thi"
    assert (second["dong_y"], second["noi_dung/kenh"], second["noi_dung/tuoi"]) == ("co", "truc_tuyen", "41")


def test_a_bad_row_is_told_with_line_column_and_reason_and_the_others_are_taken() -> None:
    found = _given(HEAD, GOOD, ("co", "sao hoả", "bốn mươi", "", *FOURS), ("co", "do_thi", "", "", *FOURS, "thừa"))
    assert len(found.rows) == 1
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, "khu_vuc"), (3, "tuoi"), (4, "")]


def test_skips_limits_and_required_questions_hold_as_in_the_web_form() -> None:
    blank = ("co", "do_thi", "17", "", *FOURS)
    found = _given(HEAD, GOOD, blank, ("khong", *("",) * 8))
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, "tuoi"), (3, "kenh")]
    assert "Tuổi từ 18 đến 110" in str(found.faults[0].said)
    assert [row.line for row in found.rows] == [2, 4], "who did not agree is asked nothing"


def test_a_required_question_without_a_column_is_told_by_its_name() -> None:
    found = _given(HEAD[:-1], GOOD[:-1])
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "chung")]


def test_an_answer_to_what_was_not_asked_is_told_and_set_aside() -> None:
    found = _given((*HEAD, "kenh_khac"), (*GOOD, "Bưu điện"), ("co", "do_thi", "40", "khac", *FOURS, "Bưu điện"))
    first, second = found.rows
    assert first.set_aside == {"noi_dung/kenh_khac": "Bưu điện"}
    assert not first.answers["noi_dung/kenh_khac"]
    assert second.answers["noi_dung/kenh_khac"] == "Bưu điện"
    (remark,) = found.remarks
    assert (remark.column, remark.lines) == ("kenh_khac", (2,))
    assert "kenh" in str(remark.said)


@pytest.mark.django_db
def test_what_was_set_aside_stays_beside_the_submission_and_counts_in_nothing() -> None:
    people()
    office = actor_of(User.objects.get(username="thuongtruc").pk, made.AT.date())
    survey = made.survey()
    sheet = workbook_of(Table("Phiếu", (*HEAD, "kenh_khac"), [(*GOOD, "Bưu điện")]))
    brought = services.bring_answers(office, survey_id=survey, name="a.xlsx", data=sheet, now=made.AT)
    view = queries.answer_import(office, survey, brought)
    assert [(one.column, one.lines, one.count) for one in view.remarks] == [("kenh_khac", (3,), 1)]
    services.take_in_answers(office, survey_id=survey, import_id=brought, now=made.AT)
    while queue.run_next(now=made.AT):
        pass
    row = Submission.objects.get()
    assert "Bưu điện" not in row.xml
    marks = queries.submission_marks(office, survey, row.instance_id)
    assert marks.set_aside == (("Xin ghi rõ nơi nộp", "Bưu điện"),)
    assert marks.breaches == ()
    head, texts = queries.answer_texts(office, survey, ["kenh_khac"])
    assert "kenh_khac" in head
    assert texts["kenh_khac"] == [""]


@pytest.mark.parametrize(
    ("head", "rows", "code"),
    [
        (("a", "b"), (GOOD,), "columns"),
        (HEAD, (), "empty"),
        ((*HEAD, "tuoi"), ((*GOOD, "4"),), "column_twice"),
        (HEAD[1:], (GOOD[1:],), "no_consent"),
    ],
)
def test_a_table_of_which_nothing_can_be_taken_says_why(
    head: Sequence[str], rows: Sequence[Sequence[str]], code: str
) -> None:
    with pytest.raises(InvalidInput) as told:
        _given(head, *rows)
    assert told.value.code == f"survey.answers_{code}"


def test_a_row_without_a_name_is_the_same_one_in_a_longer_file() -> None:
    once, again = _given(HEAD, GOOD), _given(HEAD, ("co", "do_thi", "30", "khac", *FOURS), GOOD, GOOD)
    names = [row.instance_id for row in again.rows]
    assert once.rows[0].instance_id in names
    assert len({*names}) == 3


def test_a_name_that_comes_twice_is_a_fault() -> None:
    found = _given((*HEAD, "instance_id"), (*GOOD, "uuid:1"), (*GOOD, "uuid:1"))
    assert ([row.instance_id for row in found.rows], [fault.line for fault in found.faults]) == (["uuid:1"], [3])


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=60))
def test_words_come_to_the_submission_as_they_were_typed(words: str) -> None:
    (row,) = _given((*HEAD, "gop_y"), (*GOOD, words)).rows
    kept = answers_of(submission_xml(made.XFORM, row), frozenset())
    assert kept["noi_dung/gop_y"] == row.answers["noi_dung/gop_y"].strip()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_left_comes_back_once(kind: str) -> None:
    people()
    office = actor_of(User.objects.get(username="thuongtruc").pk, made.AT.date())
    first, second = made.survey(), made.survey()
    issued = made.collector(first)
    for uuid in ("a1", "a2"):
        made.received(first, issued, uuid=uuid, **dict(zip(SCALES, FOURS, strict=True)))
    made.leaves_whole(first)
    with services.answers_file(SYSTEM, survey_id=first, kind=kind).data as data:
        table = data.read()
    for taken, there in ((2, 0), (0, 2)):
        brought = services.bring_answers(office, survey_id=second, name=f"a.{kind}", data=table, now=made.AT)
        services.take_in_answers(office, survey_id=second, import_id=brought, now=made.AT)
        services.take_in_answers(office, survey_id=second, import_id=brought, now=made.AT)
        while queue.run_next(now=made.AT):
            pass
        found = queries.answer_import(office, second, brought)
        assert found.is_done
        assert (found.taken, found.there) == (taken, there)
    assert not StoredFile.objects.filter(name=f"a.{kind}").exists(), "what is taken in stands in no file beside it"
    rows = [list(queries.answers_table(SYSTEM, one).rows) for one in (first, second)]
    assert [list(row)[3:] for row in rows[0]] == [list(row)[3:] for row in rows[1]]  # type: ignore[call-overload]


@pytest.mark.django_db
def test_nobody_else_brings_answers_and_a_file_that_is_no_table_is_told() -> None:
    survey = made.survey()
    with pytest.raises(NotAllowed):
        services.bring_answers(Actor(user_id=3, name="A"), survey_id=survey, name="a.csv", data=b"a", now=made.AT)
    with pytest.raises(InvalidInput, match=r"survey\.answers_unreadable"):
        services.bring_answers(SYSTEM, survey_id=survey, name="a.xlsx", data=b"PK\x03\x04xxx", now=made.AT)
    sheet = workbook_of(Table("Phiếu", HEAD, [GOOD]))
    brought = services.bring_answers(SYSTEM, survey_id=survey, name="a.xlsx", data=sheet, now=made.AT)
    assert queries.answer_import(SYSTEM, survey, brought).rows == 1
    assert not Submission.objects.exists()
    assert services.forget_imports(now=made.AT + timedelta(days=6)) == 0
    assert services.forget_imports(now=made.AT + timedelta(days=8)) == 1
    assert not StoredFile.objects.filter(name="a.xlsx").exists()
