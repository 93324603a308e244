"""A sample as the table that goes to interviewers and comes back with answers, and as the record of its draw."""

from collections.abc import Iterator, Mapping

from caicach.kernel.tables import Cell, Table, table_file
from caicach.surveys.columns import Columns
from caicach.surveys.sampling.values import Drawn, RowDrawn

Json = dict[str, object]
WEIGHT, STAND_IN = "quyen_so", "du_phong"


def correction_columns(stages: int) -> tuple[str, ...]:
    """One column a stage: how many units the frame has in the stratum or in the unit above; ``fpc`` of an estimate."""
    return tuple(f"tong_the_{stage}" for stage in range(1, stages + 1))


def sample_table(found: Drawn, frame: Columns) -> Table:
    """All columns of the frame, the weight (blank for stand-ins), corrections, and the turn of a stand-in.

    Names that the frame has already get a line below them, so that nothing of the frame is overwritten.
    """
    added = [_free(name, frame.names) for name in (WEIGHT, *correction_columns(found.stages), STAND_IN)]
    return Table("Mẫu", (*frame.names, *added), _rows(found, frame))


def _free(name: str, taken: tuple[str, ...]) -> str:
    while name in taken:
        name += "_"
    return name


def _rows(found: Drawn, frame: Columns) -> Iterator[tuple[Cell, ...]]:
    for one in found.rows:
        yield (
            *(frame.cells[name][one.row] for name in frame.names),
            repr(1 / one.probability) if one.stand_in is None else None,
            *one.populations,
            one.stand_in,
        )


def sample_text(found: Drawn, frame: Columns) -> str:
    """The table as CSV."""
    with table_file(sample_table(found, frame), "csv", "mau").data as written:
        return written.read().decode("utf-8-sig")


def draw_as_json(found: Drawn, frame: Columns, hashes: Mapping[str, str]) -> Json:
    """What is needed to draw again and compare: seed, SHA-256 of frame and design, strata, and who was drawn."""
    return {
        "seed": found.seed,
        "sha256": dict(hashes),
        "wanted": found.wanted,
        "sampled": sum(row.stand_in is None for row in found.rows),
        "strata": [
            {"name": one.name, "population": one.population, "sampled": one.sampled, "rows": one.rows}
            for one in found.strata
        ],
        "rows": [_row(one, frame) for one in found.rows],
    }


def _row(one: RowDrawn, frame: Columns) -> Json:
    return {
        "line": frame.lines[one.row],
        "stratum": one.stratum,
        "probability": one.probability if one.stand_in is None else None,
        "populations": list(one.populations),
        "stand_in": one.stand_in,
    }
