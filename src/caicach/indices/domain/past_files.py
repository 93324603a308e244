"""A file with results of a past year on its way from the form to the tables."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from caicach.indices.domain.past_results import PastReading
from caicach.kernel.said import Said


class PastFileState(Enum):
    """Where the file is; taken in or not is told apart by the year it came to."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


@dataclass(frozen=True)
class PastFileView:
    """``reading`` once the worker read it, ``failure`` where it could not; ``taken_in`` the year it came to."""

    id: int
    year: int
    set_code: str
    set_name: str
    filename: str
    state: PastFileState
    asked_at: datetime
    reading: PastReading | None
    failure: Said | None
    taken_in: int | None

    @property
    def is_pending(self) -> bool:
        return self.state is PastFileState.WAITING

    @property
    def may_be_taken_in(self) -> bool:
        return self.reading is not None and self.taken_in is None and bool(self.reading.scores or self.reading.findings)
