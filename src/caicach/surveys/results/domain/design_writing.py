"""How results are reckoned, as a person chose it in a form -> the design as YAML, which is what is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.surveys.estimation.values import ReplicateMethod, SingleUnit
from caicach.surveys.results.domain.values import Figure, ResultQuestion
from caicach.surveys.yaml_text import Plain, block, flow


@dataclass(frozen=True)
class DesignChoices:
    """Columns of the answers; ``replicates`` None: errors by linearisation."""

    strata: tuple[str, ...]
    clusters: tuple[str, ...]
    weight: str
    fpc: tuple[str, ...]
    single_unit: SingleUnit = SingleUnit.ADJUST
    confidence: float = 0.95
    replicates: ReplicateMethod | None = None


def written_design(asked: DesignChoices, questions: Sequence[ResultQuestion], note: str) -> str:
    """As ``read_design`` reads it; every question that has a figure is asked for, so that the file does with the table
    of answers what the pages do."""
    given: dict[str, Plain] = {
        "strata": list(asked.strata) or None,
        "clusters": list(asked.clusters) or None,
        "weight": asked.weight or None,
        "fpc": list(asked.fpc) or None,
        "single_psu": asked.single_unit.value,
        "confidence": asked.confidence,
        "replicates": None if asked.replicates is None else {"method": asked.replicates.value},
    }
    kinds = {Figure.MEAN: "mean", Figure.SHARE: "proportion"}
    wanted = [
        {"kind": kinds[figure], "of": one.column} for one in questions if not one.is_multiple for figure in one.figures
    ]
    lines = "".join(f"  - {flow(one)}\n" for one in wanted or [{"kind": "total", "of": "instance_id"}])
    return f"# {' '.join(note.split())}\n{block(given)}estimates:\n{lines}"
