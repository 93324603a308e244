"""The minutes: from here on answers are fixed, and findings stand for themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caicach.inspections.domain.cycle import Act, InspectionKind, State, check_act
from caicach.inspections.domain.judging import Standing
from caicach.inspections.gathering import FIRST_SECTION, AskedItem, AskedSection, sections_of
from caicach.inspections.models import Finding, Inspection
from caicach.inspections.obtaining import concluded_inspection, written_inspection
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """Who spoke for the unit and what the unit says; ``not_signed`` is why its person did not sign, "" where signed."""

    unit_person: str
    unit_post: str
    unit_says: str = ""
    not_signed: str = ""


@transaction.atomic
def make_minutes(actor: Actor, *, inspection_id: int, facts: MinutesFacts, now: datetime) -> int:
    """Close the answers and set down the findings; how many. Every earlier finding must have been checked."""
    row = written_inspection(actor, inspection_id)
    check_act(State(row.state), Act.MINUTE)
    sections = sections_of(row)
    _check(row, facts, sections)
    earlier = _latest_before(row)
    lines = [
        _finding(row, asked, earlier)
        for section in sections
        for asked in section.items
        if asked.judgement.standing is Standing.FINDING
    ]
    Finding.objects.bulk_create(lines)
    row.state, row.minuted_at, row.minuted_by_name = State.MINUTED.value, now, actor.name
    row.unit_person, row.unit_post = " ".join(facts.unit_person.split()), " ".join(facts.unit_post.split())
    row.unit_says, row.not_signed_reason = facts.unit_says.strip(), facts.not_signed.strip()
    row.save()
    new = {"findings": [line.item for line in lines], "person": row.unit_person, "not_signed": row.not_signed_reason}
    audit.record(actor, "inspections.minutes.made", subject=("inspection", row.pk), now=now, new=new)
    return len(lines)


def _check(row: Inspection, facts: MinutesFacts, sections: tuple[AskedSection, ...]) -> None:
    if not facts.unit_person.strip() or not facts.unit_post.strip():
        raise InvalidInput(
            "inspection.nobody_there",
            what="Chưa lập được biên bản.",
            why="Biên bản cần họ tên và chức vụ người đại diện đơn vị làm việc với đoàn.",
            todo="Hãy ghi người đại diện; nếu không ai có mặt, ghi người trực hoặc người làm chứng.",
            column="unit_person",
        )
    left = [
        asked.judgement.item.code
        for section in sections
        if section.number == FIRST_SECTION
        for asked in section.items
        if asked.judgement.standing is Standing.UNANSWERED
    ]
    if left:
        raise Conflict(
            "inspection.not_checked_first",
            what="Chưa lập được biên bản.",
            why="Tồn tại của lần kiểm tra trước là nội dung đầu tiên và chưa được xem: {items}.",
            todo="Hãy trả lời các nội dung đó.",
            items=", ".join(left),
        )
    answered = {asked.judgement.standing for section in sections for asked in section.items} - {Standing.UNANSWERED}
    if not answered:
        raise Conflict(
            "inspection.nothing_seen",
            what="Chưa lập được biên bản.",
            why="Chưa có nội dung nào được trả lời.",
            todo="Hãy trả lời, hoặc hủy cuộc kiểm tra với lý do.",
        )


def _latest_before(row: Inspection) -> dict[str, int]:
    """By topic, the newest finding of a concluded inspection of the same kind of the unit."""
    found = Finding.objects.filter(
        unit_id=row.unit_id, inspection__state=State.CONCLUDED.value, inspection__kind=row.kind
    )
    if row.kind == InspectionKind.SELF.value:
        found = found.filter(inspection__part=row.part)
    return dict(found.order_by("inspection__concluded_at", "pk").values_list("topic", "pk"))


def _finding(row: Inspection, asked: AskedItem, earlier: dict[str, int]) -> Finding:
    found = asked.judgement
    topic = f"{row.checklist_code}/{found.item.code}"
    before = earlier.get(topic)
    if asked.earlier is not None:
        before = asked.earlier
        topic = Finding.objects.values_list("topic", flat=True).get(pk=before)
    return Finding(
        inspection=row,
        unit_id=row.unit_id,
        topic=topic,
        item=found.item.code,
        text=found.words,
        severity=found.severity.value if found.severity else "",
        earlier_id=before,
    )


@transaction.atomic
def reopen_minutes(actor: Actor, *, inspection_id: int, reason: str, now: datetime) -> None:
    """Back to the place before the conclusion, with the reason; the next minutes set the findings down anew."""
    row = concluded_inspection(actor, inspection_id)
    check_act(State(row.state), Act.REOPEN)
    if not reason.strip():
        raise InvalidInput(
            "inspection.no_reason",
            what="Chưa mở lại biên bản.",
            why="Mở lại biên bản thì phải có lý do.",
            todo="Hãy ghi lý do.",
            column="reason",
        )
    if row.minutes_letter_id is not None:
        raise Conflict(
            "inspection.minutes_filed",
            what="Không mở lại được biên bản.",
            why="Biên bản đã đưa vào văn bản đi.",
            todo="Hãy hủy dự thảo văn bản đó, hoặc ghi ý kiến trong kết luận.",
        )
    old = {"findings": list(row.findings.values_list("text", flat=True)), "person": row.unit_person}
    row.findings.all().delete()
    row.state, row.minuted_at, row.minuted_by_name = State.AT_PLACE.value, None, ""
    row.save(update_fields=("state", "minuted_at", "minuted_by_name"))
    subject = ("inspection", row.pk)
    audit.record(actor, "inspections.minutes.reopened", subject=subject, now=now, old=old, why=reason.strip())
