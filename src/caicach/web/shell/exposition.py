"""Figures in the text format that Prometheus reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    GAUGE = "gauge"
    COUNTER = "counter"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Sample:
    labels: Mapping[str, str]
    value: float
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """One metric with its samples; ``meaning`` is one English line."""

    name: str
    kind: Kind
    meaning: str
    samples: tuple[Sample, ...]


def text_of(families: Iterable[Family]) -> str:
    """
    >>> print(text_of([Family("caicach_jobs", Kind.GAUGE, "Jobs.", (Sample({"state": 'a"b'}, 3),))]), end="")
    # HELP caicach_jobs Jobs.
    # TYPE caicach_jobs gauge
    caicach_jobs{state="a\\"b"} 3
    """
    lines = []
    for family in families:
        lines += [f"# HELP {family.name} {family.meaning}", f"# TYPE {family.name} {family.kind.value}"]
        lines += [f"{family.name}{s.suffix}{_labels(s.labels)} {s.value:.15g}" for s in family.samples]
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    said = (f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return "{" + ",".join(said) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
