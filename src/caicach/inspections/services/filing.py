"""Photos of the place and the minutes as signed."""

from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.correspondence.services.secret_marks import refusing_secret
from caicach.inspections.domain.cycle import HELD, State
from caicach.inspections.models import Inspection, InspectionFile
from caicach.inspections.obtaining import inspection_seen, written_inspection
from caicach.inspections.services.answering import items_of
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.files import services as files
from caicach.kernel.files.media import EVIDENCE, media_type_of
from caicach.plans.domain.tasks import NewFile

MAX_FILES: Final = 200


@refusing_secret("new")
def attach_files(
    actor: Actor,
    *,
    inspection_id: int,
    item: str,
    new: tuple[NewFile, ...],
    is_signed_minutes: bool = False,
    now: datetime,
) -> None:
    """Files of an item ("" for the whole) while the team is at the place; afterwards the signed minutes alone."""
    row = written_inspection(actor, inspection_id)
    state = State(row.state)
    is_open = state in HELD if is_signed_minutes else state is State.AT_PLACE
    if not is_open:
        raise Conflict(
            "inspection.files_closed",
            what="Chưa kèm được tệp.",
            why="Ảnh tại chỗ kèm khi đang kiểm tra; bản biên bản đã ký kèm sau khi lập biên bản.",
            todo="Hãy xem cuộc kiểm tra đang ở bước nào.",
        )
    if item and item not in items_of(row):
        raise InvalidInput(
            "inspection.no_item",
            what="Cuộc kiểm tra không có nội dung {item}.",
            todo="Hãy tải lại trang.",
            item=item[:20],
        )
    _check(row, new)
    for file in new:
        stored = files.store(actor, data=file.data, name=file.name, now=now)
        InspectionFile.objects.create(
            inspection=row,
            item=item,
            is_signed_minutes=is_signed_minutes,
            file=stored,
            added_at=now,
            added_by_name=actor.name,
        )
    names = {"item": item, "files": [file.name for file in new], "signed": is_signed_minutes}
    audit.record(actor, "inspections.file.added", subject=("inspection", row.pk), now=now, new=names)


def _check(row: Inspection, new: tuple[NewFile, ...]) -> None:
    if not new or row.files.filter(removed_at=None).count() + len(new) > MAX_FILES:
        raise InvalidInput(
            "inspection.file_count",
            what="Chưa kèm được tệp.",
            why="Cần ít nhất một tệp; mỗi cuộc kiểm tra tối đa {most} tệp.",
            todo="Hãy chọn lại tệp.",
            most=MAX_FILES,
        )
    wrong = next((file for file in new if file.data and media_type_of(file.data) not in EVIDENCE), None)
    if wrong is not None:
        raise InvalidInput(
            "inspection.file_kind",
            what="Không nhận tệp «{name}».",
            why="Nội dung tệp không phải ảnh (PNG, JPEG, TIFF), PDF, DOCX, XLSX hay văn bản thuần.",
            todo="Hãy chuyển sang một trong các dạng đó; ảnh HEIC của điện thoại cần lưu thành JPEG.",
            name=wrong.name,
        )


@transaction.atomic
def remove_file(actor: Actor, *, file_id: int, now: datetime) -> int:
    """Take away a photo while the team is at the place; it stays in the history. The inspection's id."""
    found = InspectionFile.objects.filter(pk=file_id, removed_at=None).order_by("pk").first()
    if found is None:
        raise NotFound("inspection.no_file", what="Không có tệp này.", todo="Hãy tải lại trang.")
    inspection_seen(actor, found.inspection_id)
    row = written_inspection(actor, found.inspection_id)
    if State(row.state) is not State.AT_PLACE:
        raise Conflict(
            "inspection.files_closed",
            what="Không bỏ được tệp.",
            why="Biên bản đã lập; các tệp của nó không đổi nữa.",
            todo="Cần sửa thì mở lại biên bản trước khi kết luận.",
        )
    found.removed_at, found.removed_by_name = now, actor.name
    found.save(update_fields=("removed_at", "removed_by_name"))
    old = {"item": found.item, "file": found.file_id}
    audit.record(actor, "inspections.file.removed", subject=("inspection", row.pk), now=now, old=old)
    return row.pk
