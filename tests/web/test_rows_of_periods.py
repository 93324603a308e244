"""Every figure that the system measures opens the rows that it counted: of the report's window, not of a year."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from caicach.dossiers.services import import_file
from caicach.inspections import services as inspections
from caicach.inspections.models import Finding
from caicach.kernel.access import SYSTEM
from caicach.kernel.metrics import Measured, listed
from caicach.kernel.periods import Stretch, parse_period
from caicach.plans import services as plans
from caicach.plans.models import Assignment
from caicach.procedures import services as procedures
from caicach.regimes import services as regimes
from caicach.regimes.domain.catalogue import form_named, shipped_forms, window_of
from caicach.regimes.models import Edition, UnitReport
from caicach.regimes.queries import edition_paper
from caicach.surveys.collection import services as collection
from caicach.surveys.results import services as results
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import Factor, Satisfaction
from caicach.surveys.results.domain.values import Basis
from caicach.web.shell.faces import rows_behind
from factories import surveys
from factories.correspondence import HEALTH, JUSTICE, NOW, OFFICE
from factories.inspections import DONE, LATER_VISIT, answered, begun, concluded, mended, minuted, planned, said
from factories.plans import LATER, at, confirmed, report, row
from factories.procedures import routed_feedback
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
FORM = form_named("cchc-quarterly")
WINDOWS: tuple[Stretch, ...] = (
    window_of(FORM, parse_period("2023Q1")),
    window_of(form_named("cchc-half-year"), parse_period("2023H1")),
    parse_period("2023"),
)
UNITS = ("STP", "SYT")
DOSSIERS = """Mã hồ sơ;Đơn vị;Mã TTHC;Kênh;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong
HS-221220-1;STP;1.1;2;20/12/2022 08:00;10/01/2023;12/01/2023 09:00
HS-230103-1;STP;1.1;2;03/01/2023 08:00;10/01/2023;12/01/2023 09:00
HS-230103-2;STP;1.1;2;03/01/2023 08:00;10/01/2023;05/01/2023 09:00
HS-230103-3;STP;1.1;1;03/01/2023 08:00;10/01/2023;10/01/2023 09:00
HS-230313-4;STP;1.1;1;13/03/2023 08:00;16/03/2023;20/03/2023 09:00
HS-230320-5;STP;1.1;1;20/03/2023 08:00;23/03/2023;22/03/2023 09:00
"""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at when every period is over."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2024, 1, 10, 3, tzinfo=UTC))
    people()
    _tasks()
    _inspections()
    _feedback()
    (tmp_path / "ho-so.csv").write_text(DOSSIERS, encoding="utf-8")
    import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=datetime(2023, 6, 20, 3, tzinfo=UTC))


def _tasks() -> None:
    confirmed()
    done = report(JUSTICE, row("STP").assignment_id)
    plans.accept_report(OFFICE, report_id=done, quality=None, now=LATER)
    late = report(HEALTH, row("SYT").assignment_id, now=at(2023, 5, 5), completed_on=date(2023, 5, 4))
    plans.accept_report(OFFICE, report_id=late, quality=None, now=at(2023, 5, 6))


def _inspections() -> None:
    first = Finding.objects.filter(inspection=concluded()).order_by("pk").values_list("pk", flat=True)[0]
    task = inspections.plan_remedy(JUSTICE, finding_id=first, remedy="Chấm công", owner="Văn phòng", now=DONE)
    waiting = report(JUSTICE, Assignment.objects.get(task_id=task).pk)
    plans.accept_report(OFFICE, report_id=waiting, quality=None, now=datetime(2023, 2, 21, 3, 0, tzinfo=UTC))
    again = begun(at=LATER_VISIT)
    repeated = said(LATER_VISIT, count=1, whole=2)
    answered(again, at=LATER_VISIT, i0_1=mended(LATER_VISIT), i0_2=mended(LATER_VISIT), i2_1=repeated)
    minuted(again, at=LATER_VISIT)
    inspections.conclude_inspection(OFFICE, inspection_id=again, text="x", due_on=date(2023, 7, 1), now=LATER_VISIT)
    planned("SYT")


def _feedback() -> None:
    for received, answered_on in ((date(2022, 12, 20), None), (date(2023, 3, 1), 10), (date(2023, 4, 3), None)):
        now = datetime(received.year, received.month, received.day, 3, tzinfo=UTC)
        made = routed_feedback("STP", now=now)
        if answered_on:
            done = now.replace(day=answered_on)
            procedures.answer_feedback(OFFICE, feedback_id=made, answer="Đã sửa", seen=1, now=done)


def _counted(period: Stretch) -> Iterator[tuple[str, str, int | None]]:
    for one in listed():
        for unit, figure in one.function(UNITS, period).items():
            if isinstance(figure, Measured):
                yield one.name, unit, figure.provenance.rows


def _listed(client: Client, address: str) -> int:
    context = client.get(address).context
    page = context.get("page")
    return page.total if page is not None else len(context["found"])


def test_a_figure_opens_exactly_the_rows_that_it_counted(world: None, client: Client) -> None:
    client.login(username="thuongtruc", password=PASSWORD)
    opened: dict[str, set[int]] = {}
    for period in WINDOWS:
        for name, unit, rows in _counted(period):
            behind = rows_behind(name, unit, period)
            if behind is not None and behind.is_exact:
                assert _listed(client, behind.address) == rows, (name, unit, period.id, behind.address)
                opened.setdefault(name, set()).add(rows or 0)
    asked = {one.metric for form in shipped_forms() for one in form.indicators() if one.metric}
    assert {name.partition(".")[0] for name in asked} >= {"plans", "dossiers", "procedures", "surveys", "inspections"}
    asked -= {"surveys.reported_satisfied_share", "surveys.reported_answer_count"}
    assert asked <= set(opened), "every figure that a report asks for opens its rows"
    alike = {name for name in asked if len(opened[name]) < 2}
    assert not alike, "the periods tell these apart"


def test_a_survey_fills_lines_of_a_report_and_opens_its_own_table(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    survey = surveys.survey()
    issued = surveys.collector(survey)
    for number, mark in enumerate("4" * 16 + "3" * 6):
        surveys.received(survey, issued, uuid=f"a{number}", chung=mark, ket_qua=mark)
    given = {"threshold": 5, "basis": Basis.SIMPLE, "population": 900, "design": None}
    results.set_rules(SYSTEM, survey_id=survey, now=surveys.AT, **given)  # type: ignore[arg-type]
    asked = Satisfaction(Indicator.SATISFIED_SHARE, (Factor("Chung", ("chung", "ket_qua")),), frozenset({"4", "5"}))
    for unit in ("TINH", "STP"):
        results.set_satisfaction(
            SYSTEM,
            survey_id=survey,
            name=unit,
            asked=asked,
            unit=unit,
            period=parse_period("2023-02"),
            now=surveys.AT,
        )
    collection.close_survey(SYSTEM, survey_id=survey, now=surveys.AT)
    regimes.open_period(OFFICE, form=FORM, period=parse_period("2023Q1"), due_on=date(2023, 3, 17), now=NOW)
    page = office.get("/bao-cao-dinh-ky/cchc-quarterly/2023Q1/").content.decode()
    address = f"/khao-sat/{survey}/hai-long/"
    for told in ("72,73", "Khoảng tin cậy 95%".lower(), address):
        assert told in page.replace("Khoảng", "khoảng")
    assert "22" in office.get(address).content.decode()
    own = sign_in("tuphap").get(f"/bao-cao-dinh-ky/don-vi/{UnitReport.objects.get(unit='STP').pk}/").content.decode()
    assert "Hệ thống tính: 72,73." in own
    assert address not in own, "who may not open surveys is given no way to a page that refuses"
    made = regimes.make_edition(OFFICE, form=FORM, period=parse_period("2023Q1"), edits={}, own={}, now=NOW)
    said = "\n".join(block.text for block in edition_paper(Edition.objects.get(pk=made)).body)
    assert "khoảng tin cậy 95% từ" in said
    assert "| % | 72,73 |" in said
