"""The units of a past year, by whose names its files are read."""

from datetime import date

from caicach.organisations.queries import unit_facts


def units_of_year(year: int) -> dict[str, str]:
    """Names of units on a day of the year, the last where a code had several."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        fact.code: fact.office_name
        for fact in unit_facts()
        if (fact.valid_from is None or fact.valid_from <= last) and (fact.valid_to is None or fact.valid_to > first)
    }
