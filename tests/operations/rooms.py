"""Rooms that keep files of their own, filled by their own services; and what is to be seen of them wherever the
installation goes: ``FILLED`` once, ``SEEN`` before and after, the same words."""

FILLED = """
from datetime import date
from django.utils import timezone
from caicach.cli import example_dossiers
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.jobs import services as jobs
from caicach.organisations.queries import units_on
from caicach.publications import services as publications
from caicach.publications.domain.values import PublicKind
from caicach.publications.gathering import SourceRef
from caicach.reports import services as reports
from caicach.surveys.collection import services as surveys
from caicach.surveys.collection.domain.values import Collector, SentFile
from caicach.surveys.collection.models import Collector as CollectorRow
from factories import procedures
from factories.surveys import collector, survey, xml
now, today = timezone.now(), timezone.localdate()
example_dossiers.COUNT = 4_000
assert example_dossiers.load_dossiers(SYSTEM, now=now) > 3_000
unit = next(one.code for one in units_on(today) if one.level.value == "department")
procedures.registered(*(procedures.made(n) for n in range(400)), now=now)
long = procedures.brought(*(procedures.made(n) for n in range(400, 1_200)), now=now)
while jobs.run_next(now=now) is not None:
    pass
procedures.confirmed(long, now=now)
procedures.brought(procedures.made(9_000), now=now)
_, walked, _ = procedures.audited(unit, now=now)
audit.record(SYSTEM, "procedures.audit.done", subject=("portal_audit", walked), now=now)
row = CollectorRow.objects.get(pk=collector(survey(now=now), now=now).id)
who = Collector(row.pk, row.survey_id, row.name, row.ha1)
for n in range(40):
    picture = SentFile(f"anh-{n}.jpg", b"\\xff\\xd8\\xff" + bytes([n]) * 5_000)
    surveys.receive_submission(who, xml=xml(f"{n:032x}"), attached=(picture,), device="", now=now)
made = reports.make_progress_report(SYSTEM, first=date(today.year, 1, 1), last=today, unit="", now=now)
publications.publish(SYSTEM, source=SourceRef(PublicKind.PROGRESS, str(made)), now=now)
while jobs.run_next(now=now) is not None:
    pass
"""

SEEN = """
import hashlib, json
from datetime import date, datetime
from pathlib import Path
from django.apps import apps
from django.conf import settings
from caicach.dossiers import queries as dossiers
from caicach.dossiers.domain.board import Grouping
from caicach.kernel.access import SYSTEM
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.queries import path_of
from caicach.procedures.models import PortalFinding
from caicach.procedures.queries.audits import snapshot
from caicach.publications import queries as publications
from caicach.surveys.collection import queries as surveys
OURS = {"files", "static", "anchors", "metrics", "backups", "calendar.yaml", "caicach.env", "caicach.sqlite3"}
named = {}
for model in apps.get_models():
    for field in model._meta.concrete_fields:
        if field.related_model is StoredFile:
            kept = model._base_manager.exclude(**{field.name: None})
            hashes = sorted(set(kept.values_list(f"{field.name}__sha256", flat=True)))
            for sha256 in hashes:
                assert hashlib.sha256(path_of(sha256).read_bytes()).hexdigest() == sha256, (model, sha256)
            if hashes:
                named[f"{model._meta.label}.{field.name}"] = hashlib.sha256("".join(hashes).encode()).hexdigest()
for label in (
    "dossiers.Partition.events", "dossiers.Partition.dossiers", "procedures.Audit.evidence",
    "procedures.RegisterImport.file", "collection.Attachment.file", "collection.FormVersion.workbook",
):
    assert any(name.endswith(label.partition(".")[2]) for name in named), (label, sorted(named))
year = dossiers.BoardFilters(date(2026, 1, 1), date(2026, 11, 28), datetime(2026, 11, 28, 17))
finding = PortalFinding.objects.order_by("pk")[0]
assert publications.broken_links() == ()
there = {one.name.partition("-")[0] for one in Path(settings.DATA_DIR).iterdir() if one.name[0] != "."}
strange = sorted(there - OURS)
assert not strange, f"kept beside the files that a backup holds: {strange}"
print(json.dumps({
    "files": named,
    "board": repr(dossiers.board(SYSTEM, year, grouping=Grouping.UNIT).total),
    "page": hashlib.sha256(snapshot(SYSTEM, finding.pk).data).hexdigest(),
    "answers": [len(list(surveys.answers_table(SYSTEM, one.id).rows)) for one in surveys.survey_lines(SYSTEM)],
    "edition": publications.edition(1).sealed,
}, default=str))
"""
