"""A file of a past year as its page shows it, and how many lie there that nobody took in."""

from datetime import datetime, timedelta

from caicach.indices.bounded import past_from_kept
from caicach.indices.domain.past_files import PastFileState, PastFileView
from caicach.indices.models import PastFile
from caicach.indices.obtaining_past_files import files_without_row, left_over, past_file_seen
from caicach.kernel.access import Actor, Permission, require


def past_file(actor: Actor, past_file_id: int) -> PastFileView:
    """The actor's own file with what was read in it. One SQL query."""
    require(actor, Permission.INDEX_MANAGE)
    row = past_file_seen(actor, past_file_id)
    return PastFileView(
        id=row.pk,
        year=row.year,
        set_code=row.set_code,
        set_name=row.set_name,
        filename=row.filename,
        state=PastFileState(row.state),
        asked_at=row.asked_at,
        reading=past_from_kept(row.reading) if row.reading is not None else None,
        failure=row.failure or None,
        taken_in=row.taken_in_id,
    )


def previews_left(*, now: datetime) -> int:
    """Files that were looked at, never taken in, and that the daily sweep should have removed. Two SQL queries."""
    yesterday = now - timedelta(days=1)
    return PastFile.objects.filter(left_over(yesterday)).count() + len(files_without_row(yesterday))
