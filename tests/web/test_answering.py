"""Answering by a link: one answer once, a desk for many, and what is told when it cannot be."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.models import AnswerLinks, Submission, SubmissionOrigin
from factories import surveys as made

pytestmark = pytest.mark.django_db


def link(survey_id: int, kind: LinkKind = LinkKind.ONCE) -> str:
    (token,) = services.issue_links(
        SYSTEM, survey_id=survey_id, kind=kind, label="Thư mời", count=1, days=30, now=made.AT
    ).tokens
    return token


def sent(token: str, uuid: str, **answers: str) -> tuple[int, dict[str, object]]:
    file = SimpleUploadedFile("phieu.xml", made.xml(uuid, **answers))
    answer = Client(enforce_csrf_checks=True).post(f"/phieu/{token}/gui/", {"xml": file})
    return answer.status_code, answer.json()


def test_one_answer_is_counted_once_however_often_it_is_sent() -> None:
    number = made.survey()
    token = link(number)
    page = Client().get(f"/phieu/{token}/")
    assert "Ông/bà nộp hồ sơ ở đâu?" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert sent(token, "a1") == (201, {"code": "uuid:a1", "on": "20/02/2023"})
    assert sent(token, "a1")[0] == 200
    status, told = sent(token, "a2")
    assert (status, "chỉ dùng cho một phiếu" in str(told)) == (409, True)
    assert Submission.objects.count() == 1
    assert '"used": true' in Client().get(f"/phieu/{token}/").content.decode()


def test_nothing_ties_an_anonymous_answer_to_its_link() -> None:
    number = made.survey()
    token = link(number)
    sent(token, "a1")
    assert SubmissionOrigin.objects.count() == 0
    (line,) = queries.survey_view(SYSTEM, number, now=made.AT).links
    assert (line.used, line.issued) == (1, 1)


def test_a_desk_takes_one_after_another_and_is_not_counted() -> None:
    number = made.survey(is_anonymous=False)
    token = link(number, LinkKind.KIOSK)
    assert [sent(token, uuid)[0] for uuid in ("a1", "a2", "a2")] == [201, 201, 200]
    assert SubmissionOrigin.objects.filter(collector=None).count() == 2
    assert queries.survey_view(SYSTEM, number, now=made.AT).links[0].used is None


def test_an_answer_filled_before_the_link_ended_is_received_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    token = link(made.survey())
    monkeypatch.setattr(timezone, "now", lambda: made.AT + timedelta(days=31))
    assert Client().get(f"/phieu/{token}/").status_code == 404
    assert sent(token, "a1")[0] == 201


def test_who_comes_too_late_is_told_and_keeps_what_was_typed() -> None:
    number = made.survey()
    token = link(number)
    services.close_survey(SYSTEM, survey_id=number, now=made.AT)
    page = Client().get(f"/phieu/{token}/")
    assert (page.status_code, "vẫn còn trên máy này" in page.content.decode()) == (409, True)
    assert sent(token, "a1")[0] == 409
    services.revoke_links(SYSTEM, survey_id=number, links_id=AnswerLinks.objects.get().pk, now=made.AT)
    assert Client().get(f"/phieu/{token}/").status_code == 404
    assert sent(token, "a1")[0] == 404
    assert Client().get("/phieu/sai/").status_code == 404


def test_what_is_no_answer_is_refused_in_sentences() -> None:
    token = link(made.survey())
    answer = Client().post(f"/phieu/{token}/gui/", {"xml": SimpleUploadedFile("a.xml", b"<!DOCTYPE x><x/>")})
    assert answer.status_code == 422
    assert answer.json()["told"][0] == "Không đọc được phiếu."
    assert Client().post(f"/phieu/{token}/gui/").status_code == 422
    assert Client().get(f"/phieu/{token}/tep/1/khong-co.png/").status_code == 404
