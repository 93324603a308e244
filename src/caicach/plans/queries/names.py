"""Names for lists: of units as of the day asked, else the last that a former unit bore; of plans."""

from collections.abc import Collection, Mapping
from datetime import date

from caicach.kernel.unchanged import while_unchanged
from caicach.organisations.queries import office_names_on
from caicach.plans.models import Plan


class UnitNames:
    """Built once for a page; unknown codes are shown as they are."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def of(self, code: str) -> str:
        return self._names.get(code, code)


@while_unchanged()
def unit_names(on: date) -> UnitNames:
    return UnitNames(office_names_on(on))


def plan_names(plan_ids: Collection[int]) -> dict[int, str]:
    """The reference of each plan, or its title where it has none. One SQL query, none without a plan."""
    if not plan_ids:
        return {}
    rows = Plan.objects.filter(pk__in=plan_ids).order_by("id").values_list("id", "reference", "title")
    return {plan_id: reference or title for plan_id, reference, title in rows}


def plan_citations(plan_ids: Collection[int]) -> dict[int, str]:
    """Each plan as a letter cites it: its title with the number and day it was issued under. One SQL query."""
    if not plan_ids:
        return {}
    rows = Plan.objects.filter(pk__in=plan_ids).order_by("id").values_list("id", "title", "reference", "issued_on")
    return {
        plan_id: f"{title} ({reference} ngày {issued_on:%d/%m/%Y})" if reference else title
        for plan_id, title, reference, issued_on in rows
    }
