"""A plan's file that takes longer than a form waits is read by the worker; what it finds is told where it was asked."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.kernel.files.models import StoredFile
from caicach.kernel.jobs import services as queue
from caicach.plans.models import Plan, PlanFile, PlanLine
from caicach.plans.services import reading_later
from factories.planning import html_table
from web.test_files_not_parsed_here import PLAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(reading_later, "SOON", 0.001)  # every file takes longer than that
    return sign_in("thuongtruc")


def _brought(office: Client, data: bytes) -> str:
    answer = office.post("/ke-hoach/moi/", {**PLAN, "file": SimpleUploadedFile("ke-hoach.html", data)})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_long_file_comes_to_its_plan_by_the_worker_and_again(office: Client) -> None:
    job = _brought(office, html_table())
    assert job.startswith("/viec-nen/")
    plan = Plan.objects.latest("pk")
    assert "đang được đọc ở phía sau" in office.get(f"/ke-hoach/{plan.pk}/soat/").content.decode()
    assert not PlanLine.objects.filter(plan=plan).exists()
    queue.run_next(now=timezone.now())
    count = PlanLine.objects.filter(plan=plan).count()
    assert count
    page = office.get(f"/ke-hoach/{plan.pk}/soat/").content.decode()
    assert "đang được đọc ở phía sau" not in page
    file = PlanFile.objects.get(plan=plan)
    assert office.post(f"/ke-hoach/{plan.pk}/soat/tep/{file.pk}/doc-lai/")["Location"].startswith("/viec-nen/")
    queue.run_next(now=timezone.now())
    assert PlanLine.objects.filter(plan=plan).count() == count


def test_what_the_worker_cannot_read_or_keep_is_told(office: Client) -> None:
    job = _brought(office, b"<html><p>Khong co bang nao</p></html>" * 20)
    plan = Plan.objects.latest("pk")
    queue.run_next(now=timezone.now())
    assert "bảng" in office.get(job).content.decode()
    assert PlanFile.objects.get(plan=plan).warnings
    kept = StoredFile.objects.count()
    secret = html_table().replace(b"<table", "<p>MẬT</p><table".encode(), 1)
    _brought(office, secret)
    queue.run_next(now=timezone.now())
    assert StoredFile.objects.count() == kept
