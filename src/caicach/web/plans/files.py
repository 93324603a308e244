"""Files that leave the pages of plans."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlanFileDownload:
    name: str
    media_type: str
    data: bytes = field(repr=False)
