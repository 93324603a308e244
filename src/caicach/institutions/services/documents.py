"""Legal documents: required by the office, their days reported by who drafts, reviewed, mended, taken off the list."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.institutions.domain.documents import DocumentFacts, DraftingStep, Issue, Origin, Review, StepDays
from caicach.institutions.models import LegalDocument
from caicach.institutions.obtaining import document_seen
from caicach.institutions.values_of_rows import course_of, key_of, steps_from, steps_kept
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.plans.queries.completion import completed_on


@transaction.atomic
def save_document(
    actor: Actor, *, facts: DocumentFacts, document_id: int | None = None, seen: int = 0, now: datetime
) -> int:
    """A document that has to be issued, or the changed facts of one seen at version ``seen``; its id.

    Of ``facts.steps`` the days due are written; what was reported done stays.
    """
    require(actor, Permission.INSTITUTION_MANAGE)
    check_facts(facts)
    row = LegalDocument(made_at=now, made_by_name=actor.name, version=0)
    if document_id is not None:
        row = locked_document(actor, document_id, seen)
    key = key_of(facts.title)
    same = LegalDocument.objects.filter(year=facts.year, unit_id=facts.unit, key=key).exclude(pk=row.pk)
    if same.order_by("pk").exists():
        raise refusal("Đơn vị đã có văn bản cùng tên trong năm này.", "Hãy mở văn bản đó.", "title")
    if facts.task_id is not None and facts.task_id not in completed_on([facts.task_id]):
        raise refusal("Không có nhiệm vụ mang số này.", "Hãy xem số ở địa chỉ trang nhiệm vụ.", "task_id")
    write_facts(row, facts)
    save_row(actor, "saved", row, now, title=facts.title, due=str(facts.due_on or ""))
    return row.pk


def write_facts(row: LegalDocument, facts: DocumentFacts) -> None:
    """Everything that is asked for; days reported done are kept."""
    done = {step: days.done_on for step, days in steps_from(row.steps).items()}
    due = {step: days.due_on for step, days in facts.steps.items()}
    row.year, row.title, row.key = facts.year, " ".join(facts.title.split()), key_of(facts.title)
    row.kind, row.origin, row.unit_id = facts.kind.value, facts.origin.value, facts.unit
    row.basis, row.basis_effective_on = facts.basis.strip(), facts.basis_effective_on
    row.due_on, row.is_shortened, row.task_id = facts.due_on, facts.is_shortened, facts.task_id
    row.steps = steps_kept({step: StepDays(due.get(step), done.get(step)) for step in DraftingStep})


@transaction.atomic
def report_steps(
    actor: Actor, *, document_id: int, done: Mapping[DraftingStep, date | None], seen: int, now: datetime
) -> None:
    """The days on which steps were done, by who drafts or the office."""
    row = _of_drafter(actor, document_id, seen)
    if any(day is not None and day > timezone.localdate(now) for day in done.values()):
        raise refusal("Ngày làm xong không ở tương lai.", "Hãy sửa ngày.", "done")
    due = {step: days.due_on for step, days in steps_from(row.steps).items()}
    row.steps = steps_kept({step: StepDays(due.get(step), done.get(step)) for step in DraftingStep})
    told = {step.value: str(day) for step, day in done.items() if day}
    save_row(actor, "progressed", row, now, **told)


@transaction.atomic
def issue_document(actor: Actor, *, document_id: int, issue: Issue, seen: int, now: datetime) -> None:
    """Number and days of the issued document, by who drafts or the office."""
    row = _of_drafter(actor, document_id, seen)
    check_issue(issue, timezone.localdate(now))
    write_issue(row, issue)
    save_row(actor, "issued", row, now, number=row.number, signed=str(row.signed_on or ""))


def write_issue(row: LegalDocument, issue: Issue) -> None:
    row.number, row.signed_on = " ".join(issue.number.split()), issue.signed_on
    row.effective_on, row.sent_on = issue.effective_on, issue.sent_on


@transaction.atomic
def review_document(actor: Actor, *, document_id: int, review: Review, seen: int, now: datetime) -> None:
    """What checking found, and by what it was mended; by the office."""
    require(actor, Permission.INSTITUTION_MANAGE)
    row = locked_document(actor, document_id, seen)
    today = timezone.localdate(now)
    if row.signed_on is None:
        raise refusal("Văn bản chưa ban hành thì chưa có gì để kiểm tra.", "Hãy ghi số, ngày ký trước.", "reviewed_on")
    if review.fault.strip() and review.reviewed_on is None:
        raise refusal("Chưa ghi ngày kiểm tra, rà soát.", "Hãy ghi ngày.", "reviewed_on")
    if review.mended_on is not None and (not review.fault.strip() or not review.mended_by.strip()):
        why = "Cần nội dung trái pháp luật đã phát hiện và văn bản xử lý."
        raise refusal(why, "Hãy ghi đủ, hoặc bỏ ngày xử lý.", "mended_by")
    if any(day is not None and day > today for day in (review.reviewed_on, review.mended_on)):
        raise refusal("Ngày không ở tương lai.", "Hãy sửa ngày.", "reviewed_on")
    row.reviewed_on, row.fault = review.reviewed_on, review.fault.strip()
    row.mended_on, row.mended_by = review.mended_on, review.mended_by.strip()
    save_row(actor, "reviewed", row, now, fault=row.fault, mended=str(row.mended_on or ""))


@transaction.atomic
def drop_document(actor: Actor, *, document_id: int, why: str, seen: int, now: datetime) -> None:
    """Nobody has to issue it any more, with the reason; it stays in the list."""
    require(actor, Permission.INSTITUTION_MANAGE)
    row = locked_document(actor, document_id, seen)
    if not why.strip():
        raise refusal("Chưa ghi lý do.", "Hãy ghi lý do đưa ra khỏi danh mục.", "why")
    if row.dropped_on is not None or row.signed_on is not None:
        raise refusal("Văn bản đã ban hành hoặc đã đưa ra khỏi danh mục.", "Hãy tải lại trang.", "why")
    row.dropped_on, row.dropped_why = timezone.localdate(now), why.strip()
    save_row(actor, "dropped", row, now, why=row.dropped_why)


def locked_document(actor: Actor, document_id: int, seen: int) -> LegalDocument:
    """Raises Conflict where somebody changed it since version ``seen``."""
    row = document_seen(actor, document_id, for_update=True)
    if row.version != seen:
        raise Conflict(
            "institutions.document_changed",
            what="Văn bản đã được người khác sửa.",
            why="Bạn đang sửa một bản cũ hơn.",
            todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
        )
    return row


def _of_drafter(actor: Actor, document_id: int, seen: int) -> LegalDocument:
    row = locked_document(actor, document_id, seen)
    require_drafter(actor, row)
    if row.dropped_on is not None:
        raise refusal("Văn bản đã đưa ra khỏi danh mục.", "Hãy tải lại trang.", "version")
    return row


def require_drafter(actor: Actor, row: LegalDocument) -> None:
    """Who drafts it, or the office for it."""
    if not actor.may(Permission.INSTITUTION_MANAGE):
        require(actor, Permission.INSTITUTION_REPORT, unit=row.unit_id)


def check_facts(facts: DocumentFacts) -> None:
    if not facts.title.strip() or not facts.unit:
        raise refusal("Cần tên văn bản và đơn vị chủ trì soạn thảo.", "Hãy ghi đủ.", "title")
    if facts.origin is not Origin.OWN and not facts.basis.strip():
        raise refusal("Chưa ghi kế hoạch hay văn bản yêu cầu ban hành.", "Hãy ghi căn cứ.", "basis")


def check_issue(issue: Issue, today: date) -> None:
    """Raises InvalidInput where number and days do not fit together."""
    if issue.signed_on is not None and not issue.number.strip():
        raise refusal("Có ngày ký thì cần số, ký hiệu.", "Hãy ghi số, ký hiệu.", "number")
    if issue.signed_on is None and (issue.number.strip() or issue.sent_on or issue.effective_on):
        raise refusal("Chưa ghi ngày ký.", "Hãy ghi ngày ký.", "signed_on")
    if issue.signed_on is None:
        return
    if issue.signed_on > today or (issue.sent_on is not None and issue.sent_on > today):
        raise refusal("Ngày ký, ngày gửi đăng không ở tương lai.", "Hãy sửa ngày.", "signed_on")
    if any(day is not None and day < issue.signed_on for day in (issue.effective_on, issue.sent_on)):
        raise refusal("Ngày hiệu lực, ngày gửi đăng không trước ngày ký.", "Hãy sửa ngày.", "effective_on")


def save_row(actor: Actor, act: str, row: LegalDocument, now: datetime, **new: str) -> None:
    row.version += 1
    row.save()
    line = audit.NewLine(f"institutions.document.{act}", ("legal_document", row.pk), new=dict(new))
    audit.record_all(actor, [line], now=now)


def is_same(row: LegalDocument, facts: DocumentFacts, issue: Issue) -> bool:
    """Whether a row of a file tells nothing that the register does not know."""
    kept = course_of(row)
    due = {step: days.due_on for step, days in kept.facts.steps.items() if days.due_on}
    told = {step: days.due_on for step, days in facts.steps.items() if days.due_on}
    columns = ("year", "title", "kind", "origin", "unit", "basis", "basis_effective_on", "due_on", "is_shortened")
    return (
        due == told
        and kept.issue == issue
        and all(getattr(kept.facts, column) == getattr(facts, column) for column in columns)
    )


def refusal(why: str, todo: str, column: str) -> InvalidInput:
    return InvalidInput("institutions.document", what="Chưa lưu được văn bản.", why=why, todo=todo, column=column)
