"""What a comparison says of a field and of a procedure."""

from dataclasses import dataclass
from enum import StrEnum

from caicach.kernel.said import NOTHING, Said


class Verdict(StrEnum):
    """Of a field. ``NOT_SHOWN``: no page of that form shows the field at all, which is said once for the form;
    ``REWRITTEN``: the portal tells the same in fewer words, without another figure."""

    OK = "ok"
    MISSING = "missing"
    EXTRA = "extra"
    OUTDATED = "outdated"
    CONTRADICTORY = "contradictory"
    NOT_SHOWN = "not_shown"
    REWRITTEN = "rewritten"

    @property
    def is_fault(self) -> bool:
        return self in {Verdict.MISSING, Verdict.EXTRA, Verdict.OUTDATED, Verdict.CONTRADICTORY}


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """Both texts side by side; ``ignored`` names the differences that were looked over, ``note`` what decided."""

    verdict: Verdict
    register: str
    portal: str
    ignored: tuple[str, ...] = ()
    note: Said = NOTHING
