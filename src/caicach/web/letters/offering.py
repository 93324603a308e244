"""The units that a letter can go to, for its forms."""

from caicach.correspondence.domain.letters import LetterPage
from caicach.web.shell.requests import today
from caicach.web.shell.units import UnitChoice, assignable_units, units_of


def units_offered(page: LetterPage) -> tuple[UnitChoice, ...]:
    """Those of today; one of an earlier day that the letter has keeps its place."""
    offered = assignable_units(today())
    return (*offered, *units_of({unit.unit for unit in page.units} - {unit.code for unit in offered}))
