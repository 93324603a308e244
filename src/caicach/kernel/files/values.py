"""A file with its bytes, as it leaves by a door."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NamedFile:
    name: str
    media_type: str
    data: bytes = field(repr=False)
