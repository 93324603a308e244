"""What leaving submissions out does to results: the means of questions with all, as decided, and without all that raise
a sign, side by side."""

from collections.abc import Collection
from dataclasses import dataclass

from caicach.kernel.access import Actor
from caicach.surveys.columns import Columns
from caicach.surveys.results import queries
from caicach.surveys.results.domain.tabulating import design_columns, result_table
from caicach.surveys.results.domain.values import Figure, ResultCell

_MOST = 30


@dataclass(frozen=True, slots=True)
class Effect:
    """The mean of a question of all answers; None where it is kept back."""

    label: str
    figure: Figure
    every: ResultCell | None
    decided: ResultCell | None
    unflagged: ResultCell | None


def effects_of(actor: Actor, survey_id: int, left_out: Collection[str], flagged: Collection[str]) -> tuple[Effect, ...]:
    """Of the first thirty questions that have a mean. Sixteen queries. Raises NotFound, InvalidInput where the design
    contradicts the answers."""
    asked = [one for one in queries.result_questions(actor, survey_id) if Figure.MEAN in one.figures][:_MOST]
    rules = queries.result_rules(actor, survey_id)
    wanted = design_columns(rules) | {one.column for one in asked}
    whole = queries.answer_columns(actor, survey_id, wanted, with_left_out=True)
    parts = [whole, *(_without(whole, ids) for ids in (left_out, {*left_out, *flagged}))]
    found = []
    for one in asked:
        tables = [result_table(part, one, None, Figure.MEAN, rules) if len(part) else None for part in parts]
        every, decided, unflagged = (table.rows[-1].cells[0] if table else None for table in tables)
        found.append(Effect(one.label, Figure.MEAN, every, decided, unflagged))
    return tuple(found)


def _without(data: Columns, left_out: Collection[str]) -> Columns:
    kept = [at for at, name in enumerate(data.texts(queries.INSTANCE_ID)) if name not in left_out]
    cells = {name: tuple(texts[at] for at in kept) for name, texts in data.cells.items()}
    return Columns(data.source, data.names, cells, range(2, len(kept) + 2))
