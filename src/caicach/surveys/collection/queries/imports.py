"""Tables of answers that were brought: what they hold, and how far they are."""

from dataclasses import dataclass
from datetime import datetime

from caicach.kernel.access import Actor
from caicach.kernel.said import Said, from_json
from caicach.surveys.collection.models import AnswerImport
from caicach.surveys.collection.obtaining import import_seen, survey_seen


@dataclass(frozen=True, slots=True)
class ImportRemark:
    """Told of rows that are taken in; ``lines``: the first of ``count``."""

    column: str
    said: Said
    lines: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """``columns``: head and question, "" where it answers none; ``faults``: line, column and reason, the first
    hundreds; ``taken`` and ``there`` (received before) of ``rows``."""

    id: int
    file: str
    brought_at: datetime
    brought_by: str
    columns: tuple[tuple[str, str], ...]
    faults: tuple[tuple[int, str, Said], ...]
    remarks: tuple[ImportRemark, ...]
    bad_rows: int
    rows: int
    taken: int
    there: int
    is_asked: bool

    @property
    def is_done(self) -> bool:
        return self.is_asked and self.taken + self.there == self.rows


def answer_imports(actor: Actor, survey_id: int) -> tuple[ImportView, ...]:
    """The newest first. Two queries. Raises NotFound."""
    return tuple(map(_view, survey_seen(actor, survey_id).imports.all()))


def answer_import(actor: Actor, survey_id: int, import_id: int) -> ImportView:
    """One query. Raises NotFound."""
    return _view(import_seen(actor, survey_id, import_id))


def _view(row: AnswerImport) -> ImportView:
    return ImportView(
        row.pk,
        row.name,
        row.brought_at,
        row.brought_by_name,
        tuple((head, question) for head, question in row.columns),
        tuple((line, column, from_json(said)) for line, column, said in row.faults),
        tuple(ImportRemark(column, from_json(said), tuple(lines), count) for column, said, lines, count in row.remarks),
        row.bad_rows,
        row.rows,
        row.taken,
        row.there,
        row.asked_at is not None,
    )
