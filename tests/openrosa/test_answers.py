"""Answers as tables that estimates read: a row a submission, a row a turn, and the book of the columns."""

import csv
import io
from datetime import date
from pathlib import Path

import pyreadstat
import pytest
from django.test import Client
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.kernel.tables import Table, table_file
from caicach.organisations.models import User
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.services import exporting
from caicach.surveys.columns import read_columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from factories.surveys import leaves_whole
from factories.web import people
from openrosa.collecting import NOW
from surveys.form_books import workbook

pytestmark = pytest.mark.django_db
_SURVEY = (
    ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)"),
    ("select_one ck", "hai_long", "Hài lòng?", "Satisfied?"),
    ("begin_group", "g", "Nhóm", "Group"),
    ("select_multiple kenh", "kenh", "Kênh", "Channel"),
    ("text", "ten", "Tên", "Name"),
    ("end_group",),
    ("begin_repeat", "nguoi", "Người", "Person"),
    ("integer", "tuoi", "Tuổi", "Age"),
    ("text", "ten", "Tên", "Name"),
    ("end_repeat",),
)
_CHOICES = (
    ("list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)"),
    ("ck", "1", "Có", "Yes"),
    ("ck", "0", "Không", "No"),
    ("kenh", "quay", "Tại quầy", "Desk"),
    ("kenh", "mang", "Qua mạng", "Online"),
)
_SETTINGS = (("form_id", "version", "default_language"), ("phieu", "1", "Tiếng Việt (vi)"))


@pytest.fixture
def survey(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    until = date(2027, 1, 1)
    found = services.create_survey(SYSTEM, title="A", is_anonymous=True, retained_until=until, now=NOW)
    data = workbook({"survey": _SURVEY, "choices": _CHOICES, "settings": _SETTINGS})
    services.add_form(SYSTEM, survey_id=found, data=data, name="f.xlsx", beside={}, now=NOW)
    services.open_survey(SYSTEM, survey_id=found, now=NOW)
    account = services.issue_collector(SYSTEM, survey_id=found, name="Tổ 1", days=366, now=NOW)
    collector = queries.collector_of_token(account.token, now=NOW)
    assert collector is not None
    turns = "<nguoi><tuoi>40</tuoi><ten>=1+1</ten></nguoi><nguoi><tuoi>7</tuoi><ten/></nguoi>"
    group = "<g><kenh>mang quay</kenh><ten>Lê</ten></g>"
    for name, answers, meta in (
        ("b", f"<hai_long>1</hai_long>{group}{turns}", ""),
        ("a", "<hai_long>0</hai_long><g><kenh/><ten/></g>", ""),
        ("c", "<hai_long>1</hai_long><g><kenh>mang</kenh></g>", "<deprecatedID>uuid:a</deprecatedID>"),
    ):
        xml = f'<data id="phieu" version="1">{answers}<meta><instanceID>uuid:{name}</instanceID>{meta}</meta></data>'
        services.receive_submission(collector, xml=xml.encode(), attached=(), device="", now=NOW)
    return found


def _csv(table: Table) -> bytes:
    return table_file(table, "csv", "a").data.read()


def _rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(_csv(table).decode("utf-8-sig"))))


def test_a_row_a_submission_that_no_other_replaced(survey: int) -> None:
    head, *rows = _rows(queries.answers_table(SYSTEM, survey))
    assert head == ["instance_id", "form_version", "received_on", "nguoi/count", "hai_long", "kenh", "kenh/quay",
                    "kenh/mang", "ten"]  # fmt: skip
    assert rows == [
        ["uuid:b", "1", "2026-11-20", "2", "1", "mang quay", "1", "1", "Lê"],
        ["uuid:c", "1", "2026-11-20", "0", "1", "mang", "0", "1", ""],
    ]


def test_a_row_a_turn_of_a_repeat_without_formulas(survey: int) -> None:
    head, *rows = _rows(queries.answers_table(SYSTEM, survey, repeat="nguoi"))
    assert head == ["instance_id", "form_version", "received_on", "turn", "tuoi", "ten"]
    assert [row[3:5] for row in rows] == [["1", "40"], ["2", "7"]]
    assert not rows[0][5].startswith("=")
    with pytest.raises(NotFound, match=r"survey\.no_repeat"):
        queries.answers_table(SYSTEM, survey, repeat="g")


def test_the_book_explains_every_column_in_the_form_s_language(survey: int) -> None:
    _, *rows = _rows(queries.codebook_table(SYSTEM, survey))
    assert rows[0] == ["hai_long", "hai_long", "select_one", "Hài lòng?", "1 = Có; 0 = Không", "hai_long", ""]
    assert rows[1][:4] == ["kenh", "g/kenh", "select_multiple", "Kênh"]
    assert [row[0] for row in rows[2:]] == ["ten", "tuoi", "ten"]


def test_estimates_read_the_answers_as_they_leave(survey: int) -> None:
    data = read_columns("d.csv", _csv(queries.answers_table(SYSTEM, survey)))
    design = read_design("d.yaml", b"{estimates: [{kind: proportion, of: hai_long}, {kind: mean, of: kenh/mang}]}")
    assert [one.value for one in estimate(design, data).estimates] == [1.0, 1.0]


def test_the_same_rows_leave_to_spss_with_labels_of_questions_and_choices(survey: int, tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    leaves_whole(survey)
    with services.answers_file(SYSTEM, survey_id=survey, kind="sav").data as data:
        path.write_bytes(data.read())
    found, told = pyreadstat.read_sav(str(path), output_format="dict")
    assert list(found) == ["instance_id", "form_version", "received_on", "nguoi_count", "hai_long", "kenh", "kenh_quay",
                           "kenh_mang", "ten"]  # fmt: skip
    assert [list(found[name]) for name in ("hai_long", "kenh_quay", "nguoi_count")] == [[1, 1], [1, 0], [2, 0]]
    assert told.variable_value_labels["hai_long"] == {1: "Có", 0: "Không"}
    assert told.column_names_to_labels["kenh_mang"] == "Kênh: Qua mạng"
    assert told.column_names_to_labels["nguoi_count"] == "Số lượt: nguoi"


def test_turns_of_a_repeat_leave_to_stata(survey: int, tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    leaves_whole(survey)
    with services.answers_file(SYSTEM, survey_id=survey, kind="dta", repeat="nguoi").data as data:
        path.write_bytes(data.read())
    found, _told = pyreadstat.read_dta(str(path), output_format="dict")
    assert [list(found[name]) for name in ("turn", "tuoi", "ten")] == [[1, 2], [40, 7], ["=1+1", ""]]


def test_turns_of_a_repeat_leave_by_the_page_at_once_and_by_the_worker(
    survey: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people()
    leaves_whole(survey)
    office = Client()
    office.force_login(User.objects.get(username="thuongtruc"))
    address = f"/khao-sat/{survey}/tra-loi/"
    assert "Nhóm lặp «nguoi», mỗi lượt một dòng" in office.get(address).content.decode()
    asked = {"what": "turns:nguoi", "kind": "csv"}
    answer = office.post(f"{address}tai/", asked)
    assert "tra-loi-nguoi.csv" in answer["Content-Disposition"]
    at_once = b"".join(answer)  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(at_once.decode("utf-8-sig"))))
    assert [row[3:5] for row in rows] == [["turn", "tuoi"], ["1", "40"], ["2", "7"]]
    assert office.post(f"{address}tai/", asked | {"what": "turns:khac"}).status_code == 404
    monkeypatch.setattr(exporting, "_MOST_CELLS_AT_ONCE", 0)
    assert office.post(f"{address}tai/", asked).status_code == 302
    link = Job.objects.get(kind=exporting.EXPORT_KIND).link
    while queue.run_next(now=NOW):
        pass
    assert b"".join(office.get(link)) == at_once  # type: ignore[arg-type]


def test_nobody_else_sees_answers(survey: int) -> None:
    with pytest.raises(NotFound):
        queries.answers_table(Actor(user_id=3, name="Ai đó"), survey)
