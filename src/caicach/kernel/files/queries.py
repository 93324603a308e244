"""Reading stored files. Rights are checked by the caller, where the thing the file belongs to is obtained."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Case, Exists, F, ForeignObjectRel, OuterRef, QuerySet, When

from caicach.kernel.errors import Conflict, NotFound
from caicach.kernel.files.digests import TextDigest
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.values import Withheld


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def stored_file(file_id: int) -> StoredFile:
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    return file


def unlinked_files(*, before: datetime) -> QuerySet[StoredFile]:
    """Rows of files stored before then that no row of any module names: a look that led to nothing left them."""
    found = StoredFile.objects.filter(stored_at__lt=before).order_by("pk")
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            column = relation.field.name
            named = relation.related_model._base_manager.filter(**{f"{column}_id": OuterRef("pk")})
            found = found.exclude(Exists(named))
    return found


def name_as_given(file: str) -> Case:
    """SHA-256 of the name that a file was given by, which its removal leaves as it was: what the trail answers for.

    ``file``: the path of the relation. None where there is no file.
    """
    was_removed = When(**{f"{file}__withheld": Withheld.REMOVED.value}, then=F(f"{file}__removed_name_sha256"))
    return Case(was_removed, default=TextDigest(f"{file}__name"))


def read_bytes(file: StoredFile) -> bytes:
    """The bytes, checked against their hash. Raises NotFound where the disk lost or altered them, or they were removed;
    Conflict while they are withheld.
    """
    if file.withheld:
        raise _withheld(file)
    return bytes_of(file)


def bytes_of(file: StoredFile) -> bytes:
    """As ``read_bytes``, also of a file that is withheld: for who looks at it."""
    path = path_of(file.sha256)
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise NotFound(
            "file.damaged",
            what="Tệp «{name}» không còn nguyên vẹn trên máy chủ.",
            why="Nội dung trên đĩa không khớp mã băm khi lưu.",
            todo="Hãy báo quản trị viên khôi phục từ bản sao lưu.",
            name=file.name,
        )
    return data


def _withheld(file: StoredFile) -> Conflict | NotFound:
    if file.withheld == Withheld.REMOVED:
        return NotFound(
            "file.removed",
            what="Tệp này đã bị bỏ khỏi hệ thống.",
            why="Trang đầu có dấu chỉ độ mật, hoặc không xem được trong giới hạn; hệ thống không giữ tài liệu mật.",
            todo="Tài liệu mật thì gửi theo đường của tài liệu mật; không phải tài liệu mật thì gửi bản khác.",
        )
    return Conflict(
        "file.unseen",
        what="Chưa mở được tệp «{name}».",
        why="Bản quét đang được xem ở phía sau có dấu chỉ độ mật hay không, thường mất dưới một phút.",
        todo="Hãy mở lại sau ít phút.",
        name=file.name,
    )
