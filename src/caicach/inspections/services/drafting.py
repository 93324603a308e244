"""Minutes and conclusion as drafts among the letters to send."""

from datetime import datetime

from django.db import transaction

from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import Demand, LetterPurpose, SubjectRef
from caicach.inspections.domain.paper import PaperKind
from caicach.inspections.models import Inspection
from caicach.inspections.obtaining import concluded_inspection
from caicach.inspections.queries import paper_document
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.said import tell


@transaction.atomic
def draft_inspection_letter(actor: Actor, *, inspection_id: int, kind: PaperKind, now: datetime) -> int:
    """The paper as a draft letter, once; its id. The conclusion asks the unit to report by the last day."""
    row = concluded_inspection(actor, inspection_id)
    require(actor, Permission.LETTER_DRAFT)
    column = "minutes_letter_id" if kind is PaperKind.MINUTES else "conclusion_letter_id"
    if getattr(row, column) is not None:
        raise Conflict(
            "inspection.letter_exists",
            what="Đã có dự thảo văn bản đi.",
            why="Biên bản và thông báo kết luận được đưa vào văn bản đi một lần.",
            todo="Hãy mở dự thảo đã có.",
        )
    letter = correspondence.draft_letter(
        actor,
        document=paper_document(actor, inspection_id, kind),
        purpose=LetterPurpose.GENERAL,
        subject_refs=(SubjectRef("inspection", str(row.pk)),),
        units=(row.unit_id,) if kind is PaperKind.CONCLUSION else (),
        demand=_demand(row) if kind is PaperKind.CONCLUSION else None,
        now=now,
    )
    setattr(row, column, letter)
    row.save(update_fields=(column,))
    new = {"letter": letter, "paper": kind.value}
    audit.record(actor, "inspections.letter.drafted", subject=("inspection", row.pk), now=now, new=new)
    return letter


def _demand(row: Inspection) -> Demand | None:
    dues = [due for due in row.findings.order_by("pk").values_list("due_on", flat=True) if due is not None]
    return Demand(str(tell("Báo cáo kết quả khắc phục tồn tại")), max(dues)) if dues else None
