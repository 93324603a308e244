"""The only way to files of past years: a person's own, and those that nobody took in."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from caicach.indices.models import PastFile
from caicach.kernel.access import Actor
from caicach.kernel.audit import queries as audit
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.kernel.files.models import StoredFile

KEPT_FOR: Final = timedelta(days=7)
"""A file that nobody took in by then is forgotten; it can be handed in again."""


def past_file_seen(actor: Actor, past_file_id: int) -> PastFile:
    found = PastFile.objects.select_related("file").filter(pk=past_file_id).first()
    if found is None or found.asked_by != actor.user_id:
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    return found


def locked_past_file(actor: Actor, past_file_id: int) -> PastFile:
    """The file, locked until the transaction ends: of two who take it in at once the second sees the first."""
    past_file_seen(actor, past_file_id)
    return PastFile.objects.select_for_update().get(pk=past_file_id)


def left_over(now: datetime) -> Q:
    return Q(taken_in__isnull=True, asked_at__lt=now - KEPT_FOR)


def files_without_row(now: datetime) -> list[StoredFile]:
    """Stored files that no row names and no line of the trail says were taken in, older than ``KEPT_FOR``."""
    unlinked = list(files.unlinked_files(before=now - KEPT_FOR))
    if not unlinked:
        return []
    taken_in = {line.new.get("file") for line in audit.lines_of("indices.past.imported", kind="scoring_year")}
    return [file for file in unlinked if file.pk not in taken_in]
