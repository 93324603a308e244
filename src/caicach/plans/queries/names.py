"""Names of units for lists: as of the day asked, else the last name that a former unit bore."""

from datetime import date

from caicach.organisations.domain.directory import Directory
from caicach.organisations.queries import directory_on


class UnitNames:
    """Built once for a page; unknown codes are shown as they are."""

    def __init__(self, directory: Directory) -> None:
        former = sorted(directory.elsewhen, key=lambda fact: fact.valid_from or date.min)
        self._names = {fact.code: fact.office_name for fact in (*former, *directory.units)}

    def of(self, code: str) -> str:
        return self._names.get(code, code)


def unit_names(on: date) -> UnitNames:
    return UnitNames(directory_on(on))
