"""Sentences that a version before kept finished: migrated as template and values, told in English, nothing lost."""

import json
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils import translation

from caicach.correspondence.models import DocumentReading, SentLetter
from caicach.indices import services as indices
from caicach.indices.models import FrozenResult, ScoreEntry
from caicach.kernel.jobs.models import Job
from caicach.kernel.said import Said, from_json, from_text
from caicach.kernel.saying import say
from caicach.notifications.models import Round
from caicach.plans.models import PlanFile
from caicach.reports import services as reports
from caicach.reports.models import Report
from factories.correspondence import NOW, OFFICE, province, received
from factories.indices import LATER, at_council, opened
from factories.letters import drafted, office
from factories.planning import imported
from factories.plans import ON, confirmed

pytestmark = pytest.mark.django_db
FIRST = date(2023, 1, 15)
LOST = "Một câu {lạ} từ bản trước."


def before(row: Model, column: str, kept: object) -> None:
    """Put into the column what a version before wrote there, past every field of this one."""
    text = kept if isinstance(kept, str) else json.dumps(kept, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", (text, row.pk))


def migrate(module: str) -> None:
    import_module(f"caicach.{module}").to_sentences(apps, None)


def column(row: Model, name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {row._meta.db_table} WHERE id = %s", (row.pk,))
        kept = cursor.fetchone()[0]
    return json.loads(kept) if isinstance(kept, str) and kept.startswith(("[", "{")) else kept


def told(sentences: Mapping[str, Said], english: Mapping[str, str]) -> None:
    """Word for word what was there, and in English."""
    assert {old: str(sentence) for old, sentence in sentences.items()} == {old: old for old in english}
    with translation.override("en"):
        assert {old: say(sentence) for old, sentence in sentences.items()} == dict(english)


def _job() -> Job:
    return Job.objects.create(
        kind="jobs.tidy", key="k", state="dead", run_at=NOW, created_at=NOW, finished_at=NOW, attempts=1
    )


def test_what_failed_in_a_job() -> None:
    english = {
        "Tiến trình chạy việc này đã dừng giữa chừng.": "The process running this job stopped halfway.",
        LOST: LOST,
    }
    job = _job()
    before(job, "failures", list(english))
    before(job, "last_error", next(iter(english)))
    migrate("kernel.jobs.migrations.0003_sentences")
    told(dict(zip(english, map(from_json, column(job, "failures")), strict=True)), english)
    assert column(job, "last_error") == [next(iter(english)), {}]


@pytest.mark.parametrize("words", ['["a', '["a", {}]', "dòng 3: thiếu tên"])
def test_a_text_of_any_form_is_read_as_it_was_written(words: str) -> None:
    job = _job()
    before(job, "last_error", words)
    migrate("kernel.jobs.migrations.0003_sentences")
    assert str(Job.objects.get(pk=job.pk).last_error) in {words, "a"}


def test_what_a_round_could_not_do() -> None:
    english = {
        "3 phân công chưa đếm được ngày làm việc.": "Working days could not be counted for 3 assignments.",
        "Đơn vị có việc phải nhắc mà chưa ai có tài khoản: Sở Y tế (2).": (
            "Units with work to be reminded of where nobody has an account: Sở Y tế (2)."
        ),
        LOST: LOST,
    }
    row = Round.objects.create(name="plans.reminders", on=ON, finished_at=NOW, people=1, items=1)
    before(row, "remarks", list(english))
    migrate("notifications.migrations.0002_sentences")
    told(dict(zip(english, map(from_json, column(row, "remarks")), strict=True)), english)


def test_what_the_file_of_a_plan_was_warned_of() -> None:
    english = {
        "Cột «Nơi nhận» chưa rõ nghĩa; nội dung được giữ nguyên bên cạnh nhiệm vụ.": (
            "The meaning of the column «Nơi nhận» is not known; its words are kept beside the task."
        ),
        "Trang 3, 4 là ảnh quét nên bảng ở đó không được đọc.": (
            "Page 3, 4 is a scanned picture; the table there was not read."
        ),
        LOST: LOST,
    }
    province()
    imported()
    row = PlanFile.objects.get()
    before(row, "warnings", list(english))
    migrate("plans.migrations.0011_warnings_as_sentences")
    told(dict(zip(english, map(from_json, column(row, "warnings")), strict=True)), english)


def test_the_title_of_a_report() -> None:
    confirmed()
    row = Report.objects.get(pk=reports.make_progress_report(OFFICE, first=FIRST, last=ON, now=LATER))
    now, old = row.title, str(row.title)
    before(row, "title", old)
    migrate("reports.migrations.0002_titles_as_sentences")
    assert from_text(json.dumps(column(row, "title"))) == now
    with translation.override("en"):
        assert say(now) == "Progress of tasks from 15/01/2023 to 20/02/2023"


def test_figures_of_metrics_and_computing_them_again_adds_nothing() -> None:
    confirmed()
    year_id = opened()
    indices.compute_figures(OFFICE, year_id=year_id, now=LATER)
    kept = {row.pk: (row.provenance, row.missing_reason) for row in ScoreEntry.objects.all()}
    assert any(found for found, _ in kept.values())
    assert any(reason for _, reason in kept.values())
    for row in ScoreEntry.objects.all():
        found = {
            name: str(from_json(v)) if name in {"source", "selection"} else v for name, v in row.provenance.items()
        }
        before(row, "provenance", found)
        before(row, "missing_reason", str(row.missing_reason))
    assert indices.compute_figures(OFFICE, year_id=year_id, now=LATER) == 0
    migrate("indices.migrations.0004_figures_as_sentences")
    assert {row.pk: (row.provenance, row.missing_reason) for row in ScoreEntry.objects.all()} == kept
    assert indices.compute_figures(OFFICE, year_id=year_id, now=LATER) == 0


def test_warnings_of_readings() -> None:
    english = {
        "Không tìm thấy trích yếu.": "No subject was found.",
        "Chú thích ³ không thấy chỗ gắn trong văn bản.": "Footnote ³ has no mark in the text.",
        LOST: LOST,
    }
    received()
    row = DocumentReading.objects.get()
    warnings = [{"code": "x", "message": words, "path": None} for words in english]
    before(row, "body", {**row.body, "warnings": warnings})
    migrate("correspondence.migrations.0006_warnings_as_sentences")
    after = column(row, "body")["warnings"]
    assert [(one["code"], one["path"]) for one in after] == [("x", None)] * len(english)
    told({old: from_json(one["said"]) for old, one in zip(english, after, strict=True)}, english)
    migrate("correspondence.migrations.0006_warnings_as_sentences")
    assert column(row, "body")["warnings"] == after


def test_a_result_frozen_before_keeps_its_warnings_and_its_hashes() -> None:
    english = {
        "BỘ CHỈ SỐ MINH HỌA, không phải kết quả chính thức: bộ nhỏ để thử.": (
            "AN ILLUSTRATIVE SET, not an official result: bộ nhỏ để thử."
        ),
        "«STP» thiếu 2 thành phần (1.1, 1.2): điểm 3,5 mới là phần đã có, chưa xếp hạng.": (
            "«STP» lacks 2 components (1.1, 1.2): điểm 3,5 mới là phần đã có, not ranked yet."
        ),
        LOST: LOST,
    }
    year_id = at_council()
    indices.freeze(OFFICE, year_id=year_id, now=LATER)
    row = FrozenResult.objects.get()
    hashes = (row.inputs_hash, row.result_hash, row.definition_hash)
    before(row, "warnings", list(english))
    migrate("indices.migrations.0005_warnings_as_sentences")
    told(dict(zip(english, map(from_json, column(row, "warnings")), strict=True)), english)
    row.refresh_from_db()
    assert (row.inputs_hash, row.result_hash, row.definition_hash) == hashes
    again = indices.replay(OFFICE, year_id=year_id)
    assert (again.is_equal, again.replayed_hash) == (True, row.result_hash)


def test_why_a_letter_ended() -> None:
    english = {
        "Thay thế bằng văn bản số 02/BCĐCCHC-TGV": "Replaced by document No. 02/BCĐCCHC-TGV",
        "Gửi nhầm": "Gửi nhầm",
    }
    office()
    row = SentLetter.objects.get(pk=drafted())
    for words, spoken in english.items():
        before(row, "ended_reason", words)
        migrate("correspondence.migrations.0010_reasons_as_sentences")
        row.refresh_from_db()
        told({words: row.ended_reason}, {words: spoken})


def test_a_second_run_changes_nothing() -> None:
    job = _job()
    before(job, "last_error", "Nơi nhận trả lời 503.")
    migrate("kernel.jobs.migrations.0003_sentences")
    first = column(job, "last_error")
    assert first == ["Nơi nhận trả lời {status}.", {"status": "503"}]
    migrate("kernel.jobs.migrations.0003_sentences")
    assert column(job, "last_error") == first
