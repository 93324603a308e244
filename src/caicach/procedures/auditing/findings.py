"""What an audit says of each procedure and of a portal as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from caicach.procedures.comparing.values import FieldVerdict


class Status(StrEnum):
    OK = "ok"
    MISSING = "missing"
    EXTRA = "extra"
    OUTDATED = "outdated"
    CONTRADICTORY = "contradictory"
    BLOCKED = "blocked"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """``reason`` says why where the status alone does not; ``digest`` and ``at`` are those of the snapshot."""

    code: str
    name: str
    url: str
    status: Status
    reason: str = ""
    fields: Mapping[str, FieldVerdict] = field(default_factory=dict)
    unit: str = ""
    digest: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """``notes``: what is true of the portal as a whole, by kind, with its addresses or figures."""

    findings: tuple[Finding, ...]
    notes: Mapping[str, tuple[str, ...]]
    pages: Mapping[str, int]
