"""Files behind what was said of a component."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.correspondence.services.secret_marks import refusing_secret
from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.models import ScoreEvidence, Sheet
from caicach.indices.obtaining import evidence_not_found, locked_sheet
from caicach.indices.services.entering import component_of
from caicach.indices.services.explaining import refuse_explained
from caicach.indices.services.self_scoring import refuse_locked, self_score
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.files.media import EVIDENCE, media_type_of
from caicach.kernel.files.models import StoredFile

MAX_FILES: Final = 20


@dataclass(frozen=True, slots=True)
class NewFile:
    name: str
    data: bytes


@refusing_secret("new")
def add_evidence(
    actor: Actor, *, sheet_id: int, component: str, stage: Stage, new: tuple[NewFile, ...], now: datetime
) -> None:
    """Attach files: to the self-score, to the explanation, or (``Stage.COUNCIL``) to an objection."""
    attach(actor, sheet_id=sheet_id, component=component, stage=stage, new=new, now=now)


def attach(
    actor: Actor, *, sheet_id: int, component: str, stage: Stage, new: tuple[NewFile, ...], now: datetime
) -> None:
    """As ``add_evidence``, inside the transaction of a service that looked at the files."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    refuse_closed(sheet, stage)
    component_of(sheet, component)
    kept = ScoreEvidence.objects.filter(sheet=sheet, component=component, stage=stage.value, removed_at=None).count()
    if kept + len(new) > MAX_FILES:
        raise InvalidInput(
            "index_evidence.too_many",
            what="Quá nhiều tệp.",
            why="Mỗi thành phần kèm tối đa {limit} tệp.",
            todo="Hãy gộp các trang vào một tệp PDF.",
            limit=MAX_FILES,
            column="evidence",
        )
    for file in new:
        stored = stored_evidence(actor, file, now=now)
        ScoreEvidence.objects.create(
            sheet=sheet, component=component, stage=stage.value, file=stored, added_at=now, added_by_name=actor.name
        )
    names = {"component": component, "stage": stage.value, "files": [file.name for file in new]}
    audit.record(actor, "indices.evidence.added", subject=("sheet", sheet.pk), now=now, new=names)


@refusing_secret("new")
def self_score_with_evidence(
    actor: Actor,
    *,
    sheet_id: int,
    component: str,
    cells: Cells,
    note: str = "",
    seen: int | None,
    new: tuple[NewFile, ...],
    now: datetime,
) -> int:
    """Save a component and its files together, or neither; returns the entry's id."""
    entry_id = self_score(actor, sheet_id=sheet_id, component=component, cells=cells, note=note, seen=seen, now=now)
    if new:
        attach(actor, sheet_id=sheet_id, component=component, stage=Stage.SELF, new=new, now=now)
    return entry_id


def refuse_closed(sheet: Sheet, stage: Stage) -> None:
    if stage is Stage.EXPLANATION:
        refuse_explained(sheet)
    elif stage is Stage.COUNCIL:
        if Step(sheet.year.step) is not Step.COUNCIL:
            raise Conflict(
                "index_objection.not_now",
                what="Chưa đến hoặc đã qua lúc nhận kiến nghị về điểm.",
                why="Kiến nghị được nhận ở bước Hội đồng quyết định.",
                todo="Hãy xem lịch của kỳ chấm.",
            )
    else:
        refuse_locked(sheet)


def stored_evidence(actor: Actor, file: NewFile, *, now: datetime) -> StoredFile:
    if file.data and media_type_of(file.data) not in EVIDENCE:
        raise InvalidInput(
            "index_evidence.file_kind",
            what="Không nhận tệp «{name}» làm tài liệu kiểm chứng.",
            why="Nội dung tệp không phải PDF, DOCX, XLSX, ảnh (PNG, JPEG, TIFF) hay văn bản thuần.",
            todo="Hãy chuyển sang một trong các dạng đó.",
            name=file.name,
            column="evidence",
        )
    return files.store(actor, data=file.data, name=file.name, now=now)


@transaction.atomic
def remove_evidence(actor: Actor, *, evidence_id: int, now: datetime) -> tuple[int, str]:
    """Take a file away before the lock; it stays in the history. Returns the sheet's id and the component."""
    found = ScoreEvidence.objects.filter(pk=evidence_id).first()
    if found is None:
        raise evidence_not_found()
    sheet = locked_sheet(actor, found.sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    refuse_closed(sheet, Stage(found.stage))
    ScoreEvidence.objects.filter(pk=evidence_id, removed_at=None).update(removed_at=now, removed_by_name=actor.name)
    old = {"component": found.component, "file": found.file_id}
    audit.record(actor, "indices.evidence.removed", subject=("sheet", sheet.pk), now=now, old=old)
    return sheet.pk, found.component
