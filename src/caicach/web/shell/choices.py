"""A value to choose from a list, as forms of filters show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool
