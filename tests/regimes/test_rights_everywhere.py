"""Rights hold at every door: what a person may not see of reports, findings and editions is told by none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from caicach.inspections import finding_queries
from caicach.inspections import queries as held
from caicach.inspections import services as inspecting
from caicach.inspections.domain.paper import PaperKind
from caicach.inspections.models import Finding, Inspection, InspectionFile
from caicach.kernel.access import Actor, Permission, Role
from caicach.kernel.errors import NotAllowed, NotFound
from caicach.kernel.jobs.services import run_next
from caicach.kernel.periods import parse_period
from caicach.kernel.search import queries as search
from caicach.kernel.search import services as searching
from caicach.notifications.models import Message
from caicach.organisations.models import UnitFact, User
from caicach.organisations.queries import actor_of
from caicach.plans.domain.tasks import NewFile
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.models import Edition, UnitReport
from factories.correspondence import JUSTICE, OFFICE
from factories.inspections import DONE, DUE, SAVED, answered, begun, concluded, member, minuted, planned, said
from factories.web import people

FORM, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")
NOW = datetime(2023, 3, 16, 3, tzinfo=UTC)
UNITS = ("SNV", "STP", "SYT", "HBS", "XAT")
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    reports: dict[int, str]
    findings: dict[int, str]
    editions: tuple[int, int]
    hidden: int
    inspections: dict[int, str]
    photo: int


@pytest.fixture
def world() -> World:
    people()
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=date(2023, 3, 17), now=NOW)
    editions = [
        services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={"I": words}, own={}, now=NOW)
        for words in ("Bản đầu", "Bản sau")
    ]
    inspected = {_with_photo("STP"): "STP", concluded("SYT"): "SYT"}
    hidden = planned("SYT")
    searching.refresh_now(on=NOW.date())
    return World(
        dict(UnitReport.objects.values_list("pk", "unit")),
        dict(Finding.objects.values_list("pk", "unit_id")),
        (editions[0], editions[1]),
        hidden,
        inspected,
        InspectionFile.objects.get().pk,
    )


def _with_photo(unit: str) -> int:
    """An inspection concluded, with a picture of the place that the worker has looked at."""
    inspection = begun(unit)
    picture = NewFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    inspecting.attach_files(member(), inspection_id=inspection, item="2.1", new=(picture,), now=SAVED)
    answered(inspection, i2_1=said(count=18, whole=20))
    minuted(inspection)
    inspecting.conclude_inspection(OFFICE, inspection_id=inspection, text="Nhắc nhở.", due_on=DUE, now=DONE)
    while run_next(now=DONE):
        pass
    return inspection


def _people() -> st.SearchStrategy[Actor]:
    codes = st.frozensets(st.sampled_from(UNITS))
    roles = st.frozensets(st.sampled_from(sorted(Role)), max_size=2)
    return st.builds(lambda r, seen, acts: Actor(77, "Ai đó", r, seen | acts, acts), roles, codes, codes)


def _is_told(asked: Callable[[], object]) -> bool:
    try:
        asked()
    except NotFound:
        return False
    return True


def _found(actor: Actor, words: str, kind: str) -> set[str]:
    return {one.address for one in search.find(actor, words, kind=kind).items}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(person=_people())
def test_whoever_it_is_sees_what_is_theirs_and_nothing_else(world: World, person: Actor) -> None:
    all_reports, all_findings = person.may(Permission.TASK_SEE_ALL), person.may(Permission.INSPECTION_SEE_ALL)
    reports = {pk for pk, unit in world.reports.items() if all_reports or unit in person.visible_units}
    findings = {pk for pk, unit in world.findings.items() if all_findings or unit in person.visible_units}
    assert {line.id for line in queries.reports_seen(person)} == reports
    assert {line.id for line in finding_queries.findings(person, on=NOW.date())} == findings
    for pk in world.reports:
        if pk not in reports:
            with pytest.raises(NotFound):
                queries.report_to_see(person, pk)
    inspected = {pk for pk, unit in world.inspections.items() if all_findings or unit in person.visible_units}
    for pk in world.inspections:
        for paper in PaperKind:
            assert _is_told(lambda pk=pk, paper=paper: held.paper_document(person, pk, paper)) == (pk in inspected)
    with_photo = next(iter(world.inspections))
    assert _is_told(lambda: held.inspection_file(person, world.photo)) == (with_photo in inspected)
    assert _is_told(lambda: queries.editions_compared(person, *world.editions)) == all_reports
    assert _found(person, "cải cách", "periodic_report") == {f"/bao-cao-dinh-ky/don-vi/{pk}/" for pk in reports}
    assert _found(person, "mặt", "inspection_finding") <= {f"/kiem-tra/ton-tai/{pk}/" for pk in findings}
    shown = _found(person, "kỷ luật", "inspection")
    assert (f"/kiem-tra/{world.hidden}/" in shown) == all_findings
    if not all_reports:
        with pytest.raises(NotFound):
            queries.edition_view(person, world.editions[0])
        with pytest.raises(NotAllowed):
            queries.period_view(person, FORM, QUARTER)


@pytest.mark.parametrize("username", ["thuongtruc", "lanhdao", "tuphap", "yte", "huyen", "quantri"])
def test_pages_files_and_programs_say_the_same(world: World, username: str) -> None:
    user = User.objects.get(username=username)
    person = actor_of(user.pk, NOW.date())
    client = Client(raise_request_exception=False)
    client.force_login(user)
    mine = {line.id for line in queries.reports_seen(person)}
    for pk in world.reports:
        for address in (f"/bao-cao-dinh-ky/don-vi/{pk}/", f"/api/v1/periodic-reports/{pk}"):
            assert (client.get(address).status_code == 200) == (pk in mine), address
    assert {one["id"] for one in client.get("/api/v1/periodic-reports").json()} == mine
    sees_all = person.may(Permission.TASK_SEE_ALL)
    first, second = world.editions
    files = (f"/bao-cao-dinh-ky/ban/{first}/tep/{kind}/" for kind in ("pdf", "docx", "xlsx"))
    compared = (
        f"/bao-cao-dinh-ky/ban/{first}/so-voi/{second}/",
        f"/api/v1/periodic-editions/{first}/differences/{second}",
    )
    for address in (*files, *compared, f"/bao-cao-dinh-ky/ban/{first}/", f"/api/v1/periodic-editions/{first}"):
        assert (client.get(address).status_code == 200) == sees_all, address
    theirs = {pk for pk, unit in world.findings.items() if unit in person.visible_units}
    theirs = set(world.findings) if person.may(Permission.INSPECTION_SEE_ALL) else theirs
    assert {one["id"] for one in client.get("/api/v1/inspection-findings").json()} == theirs
    for kind in ("csv", "xlsx"):
        assert len(_rows(client, f"/kiem-tra/ton-tai/?tai={kind}")) == 1 + len(theirs)
    mine = {pk for pk, unit in world.inspections.items() if unit in person.visible_units}
    mine = set(world.inspections) if person.may(Permission.INSPECTION_SEE_ALL) else mine
    hidden = {world.hidden} if person.may(Permission.INSPECTION_SEE_ALL) else set()
    assert {line.id for line in client.get("/kiem-tra/").context["page"].items} == mine | hidden
    for kind in ("csv", "xlsx"):
        assert len(_rows(client, f"/kiem-tra/?tai={kind}")) == 1 + len(mine | hidden)
    for pk in world.inspections:
        papers = (
            f"/kiem-tra/{pk}/van-ban/{paper}/{kind}/" for paper in ("bien-ban", "ket-luan") for kind in ("docx", "pdf")
        )
        for address in (f"/kiem-tra/{pk}/", *papers):
            assert (client.get(address).status_code == 200) == (pk in mine), address
    assert (client.get(f"/kiem-tra/tep/{world.photo}/").status_code == 200) == (next(iter(world.inspections)) in mine)
    for pk in world.findings:
        assert (client.get(f"/kiem-tra/ton-tai/{pk}/").status_code == 200) == (pk in theirs)
    listed = {one["id"] for one in client.get("/api/v1/inspections").json()["items"]}
    assert (world.hidden in listed) == person.may(Permission.INSPECTION_SEE_ALL)


def _rows(client: Client, address: str) -> list[object]:
    """Lines of a table that was asked for as a file, its head included."""
    content = client.get(address).getvalue()
    if address.endswith("csv"):
        return list(content.decode().splitlines())
    return [
        row
        for row in load_workbook(BytesIO(content), read_only=True).worksheets[0].iter_rows(values_only=True)
        if row[2] is not None
    ]


def test_letters_and_messages_reach_only_who_may_open_what_they_link_to(world: World) -> None:
    told = 0
    for message in Message.objects.filter(key__startswith="regimes.").order_by("pk"):
        person = actor_of(message.recipient_id, NOW.date())
        report = int(message.key.split(":")[1])
        assert world.reports[report] in person.visible_units or person.may(Permission.TASK_SEE_ALL)
        told += 1
    assert told
    assert Edition.objects.count() == 2
    assert Inspection.objects.count() == 3


def test_a_code_given_to_another_body_shows_it_nothing_of_the_former_one(world: World) -> None:
    report = next(pk for pk, unit in world.reports.items() if unit == "STP")
    assert queries.report_to_see(JUSTICE, report).line.unit == "STP"
    former = UnitFact.objects.get(unit_id="STP")
    handed_over = date(2024, 1, 1)
    UnitFact.objects.filter(pk=former.pk).update(valid_to=handed_over)
    former.pk, former.valid_from, former.valid_to, former.continues = None, handed_over, None, False
    former.name = "Sở khác"
    former.save(force_insert=True)
    with pytest.raises(NotFound):
        queries.report_to_see(JUSTICE, report)
    assert queries.reports_to_write(JUSTICE) == queries.reports_of_units(JUSTICE) == ()
    assert queries.report_to_see(OFFICE, report).line.unit == "STP"
    UnitFact.objects.filter(unit_id="STP", valid_from=handed_over).update(continues=True)
    assert queries.report_to_see(JUSTICE, report).line.unit == "STP"
