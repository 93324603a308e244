"""What a long job says while it works: how far it is, what failed, where it would go on; and whether it shall stop."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.db.models import F, QuerySet

from caicach.kernel.jobs.domain import MAX_FAILURES, Checkpoint, JobState
from caicach.kernel.jobs.models import Job
from caicach.kernel.said import NOTHING, Said, as_json, tell

MAX_DEATHS: Final = 3
DIED: Final = tell("Máy chủ dừng giữa chừng {count} lần khi đọc tệp này; hãy chia tệp.", count=str(MAX_DEATHS))
"""Of a file at which as many runs died: it is not read once more."""


class ClaimLost(Exception):
    """Another worker has the job by now: what this one did is undone."""


class StopAsked(Exception):
    """A person asked that the job stop: what was done stays, the rest is not begun."""


@dataclass
class Run:
    """One run of a long job, given to its handler as third argument.

    The handler works in slices, each a transaction of its own that ends with ``advance``: the slice and the word of it
    are kept together or not at all, so that after a death the next run goes on behind the last slice, nothing twice.

        for slice in slices_after(run.checkpoint.get("last", 0)):
            with transaction.atomic():
                work(slice)
                run.advance(len(slice), checkpoint={"last": slice[-1].id})
    """

    job_id: int
    token: str
    checkpoint: Checkpoint = field(default_factory=dict)

    def expect(self, total: int) -> None:
        """Say of how many the job consists."""
        self._write(total=total)

    def expect_more(self, left: int) -> None:
        """Say how many are left: what earlier runs of the job did counts as well."""
        self._write(total=F("done") + left)

    def advance(self, done: int = 1, *, checkpoint: Checkpoint | None = None, failure: Said = NOTHING) -> None:
        """Count what was done, keep where to go on, note what failed (the first hundred are kept, all are counted).

        Raises ClaimLost where another worker took over, which undoes the slice. One SQL query, one more where something
        failed.
        """
        changed: dict[str, object] = {"done": F("done") + done}
        if checkpoint is not None:
            self.checkpoint = dict(checkpoint)
            changed["checkpoint"] = self.checkpoint
        if failure:
            changed |= self._failures_with(failure)
        self._write(**changed)

    @property
    def deaths(self) -> int:
        """How many runs began what is ``at_risk`` and never came out of it."""
        return int(self.checkpoint.get("begun") or 0)

    @contextmanager
    def at_risk(self) -> Iterator[None]:
        """What may take the process with it, as the reading of a file may: begun counts as a death until the next
        ``advance`` with a checkpoint. A worker that is told to stop is no fault of the file.
        """
        deaths = self.deaths
        self.advance(0, checkpoint={"begun": deaths + 1})
        try:
            yield
        except (SystemExit, KeyboardInterrupt):
            self.advance(0, checkpoint={"begun": deaths})
            raise

    def check(self) -> None:
        """Raise StopAsked where a person asked for it: before a slice begins, so that none is undone for it."""
        asked = row_if_held(self.job_id, self.token).values_list("is_stop_asked", flat=True).first()
        if asked is None:
            raise ClaimLost
        if asked:
            raise StopAsked

    def _failures_with(self, failure: Said) -> Mapping[str, object]:
        kept = row_if_held(self.job_id, self.token).values_list("failures", flat=True).first() or []
        return {"failed": F("failed") + 1, "failures": [*kept, as_json(failure)][:MAX_FAILURES]}

    def _write(self, **changed: object) -> None:
        if not row_if_held(self.job_id, self.token).update(**changed):
            raise ClaimLost


def row_if_held(job_id: int, token: str) -> QuerySet[Job]:
    """The job while the claim of this token holds; none once another worker took it over."""
    return Job.objects.filter(pk=job_id, claim=token, state=JobState.RUNNING.value)
