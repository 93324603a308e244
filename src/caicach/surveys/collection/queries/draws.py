"""Reads of the draws of a survey, with what is needed to draw again."""

from dataclasses import dataclass
from datetime import datetime

from caicach.kernel.access import Actor
from caicach.kernel.files import queries as files
from caicach.kernel.files.values import NamedFile
from caicach.surveys.collection.models import SampleDraw
from caicach.surveys.collection.obtaining import sample_not_found, survey_seen
from caicach.surveys.sampling.values import StratumDrawn


@dataclass(frozen=True, slots=True)
class DrawLine:
    """``has_sample``: whether its table is still kept."""

    id: int
    frame: str
    frame_sha256: str
    frame_rows: int
    design: str
    design_sha256: str
    seed: str
    strata: tuple[StratumDrawn, ...]
    drawn_at: datetime
    drawn_by_name: str
    has_sample: bool

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.strata)


def sample_draws(actor: Actor, survey_id: int) -> tuple[DrawLine, ...]:
    """The newest first. Two queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    return tuple(_line(row) for row in SampleDraw.objects.filter(survey=survey).select_related("design"))


def _line(row: SampleDraw) -> DrawLine:
    return DrawLine(
        row.pk,
        row.frame,
        row.frame_sha256,
        row.frame_rows,
        row.design.name,
        row.design.sha256,
        row.seed,
        tuple(StratumDrawn(**one) for one in row.strata),
        row.drawn_at,
        row.drawn_by_name,
        row.sample_id is not None,
    )


def drawn_file(actor: Actor, survey_id: int, draw_id: int, *, is_design: bool = False) -> NamedFile:
    """The sample with weights, or the design it was drawn by. Two queries. Raises NotFound."""
    rows = SampleDraw.objects.filter(survey=survey_seen(actor, survey_id), pk=draw_id)
    row = rows.select_related("design", "sample").first()
    file = None if row is None else row.design if is_design else row.sample
    if file is None:
        raise sample_not_found()
    return NamedFile(file.name, file.media_type, files.read_bytes(file))
