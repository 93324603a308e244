"""Submissions that cannot be kept are refused in XML with what to do, and nothing of them is lost or doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.errors import CaicachError, Conflict, InvalidInput, NotAllowed
from caicach.kernel.files.models import StoredFile
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.submissions import LARGEST, submission_head
from caicach.surveys.collection.models import Attachment, Submission, Survey
from openrosa.collecting import NOW, PICTURE, add_version, form_bytes, instance, open_survey

pytestmark = pytest.mark.django_db
STRANGER = Actor(user_id=5, name="Đầu mối", roles=frozenset({Role.FOCAL_POINT}))


@pytest.fixture(autouse=True)
def _written_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def _sent(token: str, xml: bytes, **files: bytes) -> tuple[int, str]:
    parts = {"xml_submission_file": SimpleUploadedFile("phieu.xml", xml, "text/xml")}
    parts |= {name: SimpleUploadedFile(f"{name}.png", data, "image/png") for name, data in files.items()}
    response = Client().post(f"/odk/key/{token}/submission", parts)
    return response.status_code, response.content.decode()


def test_a_closed_survey_receives_nothing_new_but_knows_what_it_has() -> None:
    survey_id, account = open_survey()
    assert _sent(account.token, instance("a1"))[0] == 201
    services.close_survey(SYSTEM, survey_id=survey_id, now=NOW)
    status, text = _sent(account.token, instance("a2"))
    assert status == 409
    assert "đang không mở" in text
    assert "Hãy giữ phiếu trên máy" in text
    assert _sent(account.token, instance("a1"), anh=PICTURE)[0] == 202
    assert Attachment.objects.count() == 1
    services.open_survey(SYSTEM, survey_id=survey_id, now=NOW)
    assert _sent(account.token, instance("a2"))[0] == 201


def test_an_old_version_is_received_until_it_is_withdrawn() -> None:
    survey_id, account = open_survey()
    add_version(survey_id, "2")
    listed = Client().get(f"/odk/key/{account.token}/formList").content.decode()
    assert "<version>2</version>" in listed
    assert "<version>1</version>" not in listed
    assert _sent(account.token, instance("a1", version="1"))[0] == 201
    services.withdraw_form(SYSTEM, survey_id=survey_id, version="1", now=NOW)
    status, text = _sent(account.token, instance("a2", version="1"))
    assert status == 409
    assert "đã rút" in text
    assert _sent(account.token, instance("a3", version="3"))[0] == 404
    assert _sent(account.token, instance("a4", version="2"))[0] == 201


def test_the_same_name_with_other_answers_is_refused_and_the_first_stays() -> None:
    _, account = open_survey()
    _sent(account.token, instance("a1", age=40))
    status, text = _sent(account.token, instance("a1", age=41))
    assert status == 409
    assert "nội dung khác" in text
    assert "<tuoi>40</tuoi>" in Submission.objects.get().xml
    _sent(account.token, instance("a2"), anh=PICTURE)
    assert _sent(account.token, instance("a2"), anh=PICTURE + b"x")[0] == 409


def test_a_form_is_read_once_and_its_states_for_every_submission() -> None:
    survey_id, account = open_survey()
    assert _sent(account.token, instance("a1"))[0] == 201
    with CaptureQueriesContext(connection) as told:
        assert _sent(account.token, instance("a2"))[0] == 201
    asked = [one["sql"] for one in told]
    assert not [sql for sql in asked if '."xform"' in sql]
    assert not [sql for sql in asked if sql.startswith("SELECT") and '"surveys_submission"."xml"' in sql]
    assert [sql for sql in asked if "withdrawn_at" in sql and "closed_at" in sql]
    services.withdraw_form(SYSTEM, survey_id=survey_id, version="1", now=NOW)
    assert _sent(account.token, instance("a3"))[0] == 409


def test_one_that_is_there_is_found_by_its_constraint_and_a_new_one_is_not_looked_for() -> None:
    survey_id, account = open_survey()
    assert _sent(account.token, instance("a0"))[0] == 201
    with CaptureQueriesContext(connection) as told:
        assert _sent(account.token, instance("a1"))[0] == 201
    assert not [one for one in told if one["sql"].startswith("SELECT") and 'FROM "surveys_submission"' in one["sql"]]
    assert _sent(account.token, instance("a1"), hinh=PICTURE)[0] == 202
    assert Submission.objects.filter(survey=survey_id).count() == 2
    assert Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_that_come_at_the_same_moment_one_is_new() -> None:
    survey_id, account = open_survey()

    def send(at: int) -> int:
        try:
            return _sent(account.token, instance(f"a{at % 3}"), hinh=PICTURE)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(send, range(18)))
    assert answers == [201] * 3 + [202] * 15
    assert Submission.objects.filter(survey=survey_id).count() == 3
    assert Attachment.objects.count() == 3


def test_a_corrected_submission_counts_once() -> None:
    _, account = open_survey()
    _sent(account.token, instance("a1"))
    _sent(account.token, instance("a2", age=41, more="<deprecatedID>uuid:a1</deprecatedID>"))
    assert queries.survey_lines(SYSTEM)[0].submissions == 1
    assert Submission.objects.count() == 2


def test_a_file_of_fifty_megabytes_is_refused_in_xml() -> None:
    _, account = open_survey()
    with override_settings(UPLOAD_BYTES=50_000):
        status, text = _sent(account.token, instance("a1"), anh=b"x" * 60_000)
        assert status == 413
        assert text.startswith("<OpenRosaResponse")
        assert "quá lớn" in text
        status, whole = _sent(account.token, instance("a1"), anh=b"x" * 2_000_000)
        assert status == 413
        for told in (text, whole):
            assert "giữ phiếu trên máy" in told
    assert Submission.objects.count() == 0
    assert _sent(account.token, instance("a1"))[0] == 201


_BOMB = b'<!DOCTYPE data [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (_BOMB + b'<data id="hai_long" version="1"><xa>&b;</xa></data>', "document_type"),
        (b"<?xml version='1.0'?>" + b" " * 5000 + _BOMB + b'<data id="hai_long"/>', "document_type"),
        (('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "a">]><d id="x"/>').encode("utf-16"), ""),
        (b"<data id='hai_long' version='1'>", "not_xml"),
        (b"\x89PNG", "not_xml"),
        (b"", "not_xml"),
        (b"<data version='1'><meta><instanceID>uuid:a</instanceID></meta></data>", "no_form"),
        (b"<data id='hai_long' version='1'><xa>1</xa></data>", "no_instance"),
        (b"<data id='hai_long'>" + b"<a>" * 100 + b"</a>" * 100 + b"</data>", "too_deep"),
        (b"<data id='hai_long'>" + b"x" * LARGEST + b"</data>", "too_large"),
    ],
)
def test_xml_that_is_no_submission_is_refused(xml: bytes, code: str) -> None:
    with pytest.raises(CaicachError) as refused:
        submission_head(xml)
    assert refused.value.code == f"submission.{code}" if code else refused.value.code.startswith("submission.")
    _, account = open_survey()
    status, text = _sent(account.token, xml or b" ")
    assert status in {413, 422}
    assert "OpenRosaResponse" in text
    assert Submission.objects.count() == 0


def test_a_form_that_is_faulty_or_there_already_is_not_added() -> None:
    survey_id, _ = open_survey()
    with pytest.raises(Conflict, match=r"survey\.version_there"):
        add_version(survey_id, "1")
    given = {"survey_id": survey_id, "name": "f.xlsx", "beside": {}, "now": NOW}
    with pytest.raises(InvalidInput, match="Thiếu tệp «xa"):
        services.add_form(SYSTEM, data=form_bytes("2"), **given)  # type: ignore[arg-type]


def test_only_who_runs_surveys_may() -> None:
    survey_id, account = open_survey()
    with pytest.raises(NotAllowed):
        services.close_survey(STRANGER, survey_id=survey_id, now=NOW)
    with pytest.raises(NotAllowed):
        services.issue_collector(STRANGER, survey_id=survey_id, name="A", days=3, now=NOW)
    assert queries.survey_lines(STRANGER) == ()
    services.revoke_collector(SYSTEM, survey_id=survey_id, username=account.username, now=NOW)
    assert _sent(account.token, instance())[0] == 404


def test_a_request_without_a_submission_is_told() -> None:
    _, account = open_survey()
    response = Client().post(f"/odk/key/{account.token}/submission", {"a": "b"})
    assert response.status_code == 422
    assert "xml_submission_file" in response.content.decode()


def test_submissions_leave_with_their_files_when_their_day_is_over() -> None:
    _, account = open_survey(is_anonymous=False)
    _sent(account.token, instance("a1"), anh=PICTURE)
    _sent(account.token, instance("a2"))
    assert services.delete_expired_submissions(now=datetime(2027, 12, 31, 12, tzinfo=UTC)) == 0
    assert services.delete_expired_submissions(now=datetime(2028, 1, 1, 3, tzinfo=UTC)) == 2
    assert not Submission.objects.exists()
    assert not StoredFile.objects.filter(name="anh.png").exists()


def test_a_survey_whose_day_is_over_receives_nothing_and_is_closed_at_night() -> None:
    """What came would be deleted in the next night, though its sender was told that it is kept."""
    survey_id, account = open_survey()
    assert _sent(account.token, instance("a1"))[0] == 201
    day = Survey.objects.get(pk=survey_id).retained_until
    midnight = datetime(day.year, day.month, day.day, 17, 0, tzinfo=UTC)
    collector = queries.collector_of_token(account.token, now=NOW)
    assert collector is not None
    given = {"attached": (), "device": ""}
    services.receive_submission(collector, xml=instance("a2"), now=midnight - timedelta(seconds=1), **given)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="hết ngày giữ phiếu"):
        services.receive_submission(collector, xml=instance("a3"), now=midnight, **given)  # type: ignore[arg-type]
    assert services.close_expired_surveys(now=midnight - timedelta(seconds=1)) == 0
    assert services.close_expired_surveys(now=midnight) == 1
    assert services.delete_expired_submissions(now=midnight) == 2
    with pytest.raises(Conflict) as refused:
        services.open_survey(SYSTEM, survey_id=survey_id, now=midnight)
    assert refused.value.code == "survey.retention_over"
