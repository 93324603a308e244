"""The conclusion: the unit sees it, every finding has its day, earlier findings are settled by what was seen."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.inspections.domain.checklists import Choice
from caicach.inspections.domain.cycle import Act, State, check_act
from caicach.inspections.gathering import newest_entries
from caicach.inspections.models import Finding, Inspection
from caicach.inspections.obtaining import concluded_inspection
from caicach.inspections.services.telling import tell_concluded
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, as_text, tell


@transaction.atomic
def conclude_inspection(
    actor: Actor,
    *,
    inspection_id: int,
    text: str,
    due_on: date | None,
    dues: Mapping[int, date] | None = None,
    now: datetime,
) -> None:
    """``due_on`` is the day by which findings are to be mended; ``dues`` are other days, by finding."""
    row = concluded_inspection(actor, inspection_id)
    check_act(State(row.state), Act.CONCLUDE)
    if not text.strip():
        raise _refusal("inspection.no_conclusion", "Chưa có nội dung kết luận.", "Hãy ghi kết luận.", "text")
    findings = list(row.findings.order_by("pk"))
    for finding in findings:
        finding.due_on = (dues or {}).get(finding.pk, due_on)
        if finding.due_on is None or finding.due_on < timezone.localdate(now):
            raise _refusal(
                "inspection.no_due",
                "Mỗi tồn tại cần hạn khắc phục, không trước hôm nay.",
                "Hãy ghi hạn chung, hoặc hạn riêng của từng tồn tại.",
                "due_on",
            )
    Finding.objects.bulk_update(findings, ("due_on",))
    _settle_earlier(actor, row, now)
    row.state, row.concluded_at, row.concluded_by_name = State.CONCLUDED.value, now, actor.name
    row.conclusion = text.strip()
    row.save(update_fields=("state", "concluded_at", "concluded_by_name", "conclusion"))
    new = {"findings": [[one.item, str(one.due_on)] for one in findings], "text": row.conclusion}
    audit.record(actor, "inspections.inspection.concluded", subject=("inspection", row.pk), now=now, new=new)
    tell_concluded(actor, row, count=len(findings), now=now)


def _settle_earlier(actor: Actor, row: Inspection, now: datetime) -> None:
    """What was seen mended is closed; of what was not, the new finding takes the place."""
    entries = newest_entries(row)
    day = f"{timezone.localdate(row.begun_at or now):%d/%m/%Y}"
    for line in row.rechecks.select_related("finding").order_by("position"):
        entry, finding = entries.get(f"0.{line.position}"), line.finding
        if entry is None or finding.closed_at is not None:
            continue
        if entry.choice == Choice.MENDED.value:
            note: Said = tell("Kiểm tra lại ngày {day}: đã khắc phục.", day=day)
        elif entry.choice == Choice.NOT_APPLICABLE.value:
            note = tell("Kiểm tra lại ngày {day}: không còn áp dụng. {why}", day=day, why=entry.note)
        else:
            note = tell("Kiểm tra lại ngày {day}: chưa khắc phục xong; theo dõi ở tồn tại của lần này.", day=day)
            finding.is_carried = True
        finding.closed_at, finding.closed_by_name, finding.closing_note = now, actor.name, as_text(note)
        finding.save(update_fields=("closed_at", "closed_by_name", "closing_note", "is_carried"))
        new = {"carried": finding.is_carried, "inspection": row.pk}
        audit.record(
            actor, "inspections.finding.settled", subject=("finding_of_inspection", finding.pk), now=now, new=new
        )


def _refusal(code: str, why: str, todo: str, column: str) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được kết luận.", why=why, todo=todo, column=column)
