"""Who answers for an assignment: the post that the document names, else the head of the unit, and its holder."""

from dataclasses import dataclass
from datetime import date

from caicach.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Answerable:
    """``holder`` is empty where nobody is recorded as holding the post on the day."""

    post_code: str | None
    post_title: str | None
    holder: str


class Heads:
    """The posts of a day and who holds them; built once for a piece of work. Seven SQL queries."""

    def __init__(self, on: date) -> None:
        self._directory = organisations.directory_on(on)
        self._holders = organisations.holders_on(on)

    def exists(self, unit: str) -> bool:
        return unit in self._directory.by_code

    def of(self, unit: str, named_code: str | None = None, named_title: str | None = None) -> Answerable:
        """A post that the document named stays; otherwise the head of the unit answers."""
        if named_code is not None:
            return Answerable(named_code, named_title, self._holders.get(named_code, ""))
        head = self._directory.head_of(unit)
        if head is None:
            return Answerable(None, None, "")
        return Answerable(head.code, head.name, self._holders.get(head.code, ""))
