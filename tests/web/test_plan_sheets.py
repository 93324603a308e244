"""A long plan on pages: every row once and in its order, figures of the whole on each page, the same as the whole."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plan_order import PlacedTask, places_of
from caicach.plans.domain.plans import NewObjective, NewProvision, ObjectiveView
from caicach.plans.domain.tasks import TaskOrigin, total
from caicach.plans.models import Task
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.planning import PLAN

SignIn = Callable[[str], Client]
ON = date(2023, 2, 20)
AREAS = (ReformArea.PROCEDURES, None, ReformArea.INSTITUTIONS)
COUNT = 23


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("thuongtruc")


@pytest.fixture
def long_plan(office: Client) -> int:
    """Tasks of three areas in turn, some that serve an objective, one objective that none serves."""
    plan_id = services.create_plan(OFFICE, plan=PLAN, now=NOW)
    wanted = [(ReformArea.INSTITUTIONS, "Có việc"), (ReformArea.PROCEDURES, "Chưa có việc")]
    served, _ = (
        services.add_objective(OFFICE, plan_id=plan_id, objective=NewObjective(text, area), now=NOW)
        for area, text in wanted
    )
    for n in range(COUNT):
        task = NewTask(
            text=f"Việc {n}",
            lead=("SNV", "STP") if n % 2 else ("SYT",),
            effective_on=PLAN.issued_on,
            area=AREAS[n % 3],
            due_on=date(2023, 2, 10) if n % 4 else date(2023, 6, 1),
            plan_id=plan_id,
            objective_id=served if n % 5 == 0 else None,
            origin=TaskOrigin.PLAN,
            number=str(n),
        )
        services.create_task(OFFICE, task=task, now=NOW)
    provisions = [NewProvision("Nghị quyết số 76/NQ-CP", f"Điểm {n}", str(n)) for n in range(3)]
    services.add_provisions(OFFICE, plan_id=plan_id, provisions=tuple(provisions), now=NOW)
    first = queries.provision_choices(OFFICE, plan_id)[0]
    for named in queries.plan_task_names(OFFICE, plan_id)[:4]:
        services.set_bases(OFFICE, plan_id=plan_id, task_id=named.id, provisions=(first.id,), now=NOW)
    return plan_id


@pytest.mark.parametrize("actor", [OFFICE, JUSTICE], ids=["office", "justice"])
def test_the_pages_of_a_plan_hold_every_row_once_with_the_figures_of_the_whole(long_plan: int, actor: object) -> None:
    whole = queries.plan_page(actor, long_plan, on=ON)  # type: ignore[arg-type]
    sheets = [queries.plan_sheet(actor, long_plan, on=ON, page=n, size=7) for n in (1, 2, 3, 4)]  # type: ignore[arg-type]
    rows = [row for sheet in sheets for area in sheet.areas.items for group in area.groups for row in group.tasks]
    assert sorted(rows, key=lambda row: int(row.number)) == list(whole.tasks)
    assert {sheet.areas.count for sheet in sheets} == {4}
    assert sheets[0].tasks == COUNT
    for sheet in sheets:
        assert (sheet.counts, sheet.lines) == (whole.counts, sheets[0].lines)
    for line in sheets[0].lines:
        of_area = [row for row in whole.tasks if row.area is line.area]
        assert (line.tasks, line.counts) == (len(of_area), total(row.counts for row in of_area))
        begun = next(n for n, sheet in enumerate(sheets, 1) if line.area in {a.area for a in sheet.areas.items})
        assert line.page == begun


def test_rows_stand_by_area_then_objective_then_as_the_plan_has_them() -> None:
    def objective(number: int, area: ReformArea | None) -> ObjectiveView:
        return ObjectiveView(number, area, "", f"Mục tiêu {number}", None, "", "", 0)

    own, other, empty = (objective(n, area) for n, area in ((1, AREAS[2]), (2, AREAS[0]), (3, AREAS[2])))
    tasks = [PlacedTask(n, AREAS[2], (None, 2, 1)[n % 3]) for n in range(6)] + [PlacedTask(9, None, None)]
    places = places_of(tasks, [own, other, empty])
    of_area = [(p.objective.id if p.objective else None, p.task_id) for p in places if p.area is AREAS[2]]
    assert of_area == [(1, 2), (1, 5), (3, None), (2, 1), (2, 4), (None, 0), (None, 3)]
    assert [(p.area, p.task_id) for p in places[7:]] == [(AREAS[0], None), (None, 9)]


def test_a_page_of_a_plan_asks_no_more_of_a_longer_one(long_plan: int) -> None:
    def asked(size: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.plan_sheet(OFFICE, long_plan, on=ON, size=size)
        return len(seen)

    assert asked(2) == asked(20)


def test_alignment_is_paged_and_says_the_same_as_the_whole(long_plan: int) -> None:
    whole = queries.coverage(OFFICE, long_plan, on=ON)
    sheets = [queries.coverage_sheet(OFFICE, long_plan, on=ON, page=n, task_page=n, size=2) for n in range(1, 11)]
    shown = [one for sheet in sheets[:2] for one in sheet.provisions.items]
    assert [one.provision for one in shown] == list(whole.provisions)
    assert [[task.id for task in one.tasks] for one in shown] == [list(p.carried_out_by) for p in whole.provisions]
    bare = [task.id for sheet in sheets for task in sheet.without_basis.items]
    assert bare[: len(whole.without_basis)] == [task.id for task in whole.without_basis]
    last = sheets[-1]
    assert (last.provision_count, last.uncovered, last.task_count) == (3, len(whole.uncovered), COUNT)
    assert last.units_without_plan == whole.units_without_plan
    uncovered = queries.coverage_sheet(OFFICE, long_plan, on=ON, only_uncovered=True)
    assert [one.provision for one in uncovered.provisions.items] == list(whole.uncovered)


def test_the_links_of_a_long_plan_lead_to_where_each_area_begins(long_plan: int, office: Client) -> None:
    row = Task.objects.filter(plan=long_plan).order_by("pk")[0]
    more = [Task(**{**_columns(row), "position": n, "area": AREAS[n % 3]}) for n in range(100, 300)]
    Task.objects.bulk_create(more)
    first = office.get(f"/ke-hoach/{long_plan}/").content.decode()
    assert "Trang 1 trên 3" in first
    links = re.findall(r'href="\?trang=(\d+)#(lv-[a-z_]+)"', first)
    assert [int(number) for number, _ in links] == [1, 1, 2]
    for number, anchor in links:
        assert f'id="{anchor}"' in office.get(f"/ke-hoach/{long_plan}/?trang={number}").content.decode()
    more_than_one = office.get(f"/ke-hoach/{long_plan}/doi-chieu/").content.decode()
    assert "Xem tiếp trong 219 nhiệm vụ" in more_than_one
    assert "Trang 3 trên 3" in office.get(f"/ke-hoach/{long_plan}/doi-chieu/?xem=khong-can-cu&trang=9").content.decode()


def _columns(row: Task) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in Task._meta.concrete_fields if not f.primary_key}
