"""Progress reports: figures are their rows, whoever asks sees only the own, the document comes out equal again."""

import random
from datetime import UTC, date, datetime

import pytest

from caicach.correspondence import queries as letters
from caicach.documents.values import BlockKind
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from caicach.kernel.access import Actor, Role
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.plans import services as plans
from caicach.plans.domain.states import TaskState
from caicach.plans.models import Task
from caicach.reports import queries, services
from caicach.reports.domain.progress import Dimension, Part, matches, rows_behind
from caicach.reports.domain.writing import PLACE_LEFT
from caicach.reports.gathering import gathered_period
from caicach.reports.models import Report, ReportRow
from factories.correspondence import DISTRICT, HEALTH, JUSTICE, JUSTICE_HEAD, LEADER, OFFICE, STRANGER
from factories.histories import random_histories
from factories.plans import confirmed, report, row

pytestmark = pytest.mark.django_db

FIRST, LAST, TODAY = date(2023, 2, 15), date(2023, 3, 14), date(2023, 4, 3)
NOW = datetime(2023, 4, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def work(db: None) -> None:
    confirmed()
    own = row("STP")
    filed = report(JUSTICE, own.assignment_id, now=datetime(2023, 2, 20, 3, tzinfo=UTC))
    plans.accept_report(OFFICE, report_id=filed, quality=None, now=datetime(2023, 2, 21, 3, tzinfo=UTC))


def _made(actor: Actor = OFFICE, unit: str = "") -> int:
    return services.make_progress_report(actor, first=FIRST, last=LAST, unit=unit, now=NOW)


def test_every_figure_is_the_number_of_its_rows(work: None) -> None:
    made = _made()
    view = queries.report_view(OFFICE, made)
    figures = list(view.report.figures())
    assert len({figure.id for figure in figures}) == len(figures)
    for figure in figures:
        _, found, rows = queries.figure_rows(OFFICE, made, figure.id)
        assert found == figure
        assert len(rows) == figure.value
        assert all(matches(row, figure.filters) for row in rows)


def test_a_report_counts_the_period_and_what_it_took_over(work: None) -> None:
    rows = gathered_period(OFFICE, first=FIRST, last=LAST, unit="", today=TODAY).rows
    now = [row.standing for row in rows if row.part is Part.NOW]
    assert TaskState.DONE_ON_TIME in {row.state for row in now} or TaskState.DONE_LATE in {row.state for row in now}
    later = gathered_period(OFFICE, first=date(2023, 3, 15), last=date(2023, 4, 14), unit="", today=TODAY).rows
    assert row("STP").assignment_id not in {r.standing.assignment_id for r in later if r.part is Part.NOW}
    assert gathered_period(OFFICE, first=FIRST, last=date(2023, 4, 14), unit="", today=TODAY).head.cut_off == TODAY


def test_a_report_does_not_change_when_the_work_goes_on(work: None) -> None:
    made = _made()
    before = queries.report_view(OFFICE, made)
    document = queries.report_document(OFFICE, made)
    files = write_docx(document, made=NOW), write_pdf(document, made=NOW)
    plans.cancel_task(OFFICE, task_id=row("SYT").task_id, reason="Thôi", now=NOW)
    Task.objects.update(text="Chữ khác")
    assert queries.report_view(OFFICE, made) == before
    again = queries.report_document(OFFICE, made)
    assert again == document
    assert (write_docx(again, made=NOW), write_pdf(again, made=NOW)) == files


def test_rows_that_were_altered_are_noticed(work: None) -> None:
    made = _made()
    assert queries.report_view(OFFICE, made).is_whole
    first = ReportRow.objects.filter(report_id=made).order_by("position")[0]
    first.data["state"] = "overdue" if first.data["state"] != "overdue" else "in_time"
    first.save()
    assert not queries.report_view(OFFICE, made).is_whole


def test_the_document_has_tables_charts_and_places_for_a_person(work: None) -> None:
    document = queries.report_document(OFFICE, _made())
    kinds = [block.kind for block in document.body]
    assert kinds.count(BlockKind.PICTURE) == 2
    assert kinds.count(BlockKind.TABLE) >= 4
    text = "\n".join(block.text for block in document.body)
    assert PLACE_LEFT.split("{")[0] in text
    assert "III.1 |" in text
    assert document.doc_type == "báo cáo"
    assert write_pdf(document)[:5] == b"%PDF-"


def test_a_report_becomes_a_draft_letter_once(work: None) -> None:
    made = _made()
    letter = services.draft_report_letter(OFFICE, report_id=made, now=NOW)
    assert letters.letter_document(OFFICE, letter).doc_type == "báo cáo"
    assert queries.report_view(OFFICE, made).line.letter_id == letter
    with pytest.raises(Conflict):
        services.draft_report_letter(OFFICE, report_id=made, now=NOW)
    with pytest.raises(NotAllowed):
        services.draft_report_letter(LEADER, report_id=_made(), now=NOW)


def test_a_unit_reports_of_itself_and_sees_its_own_reports_only(work: None) -> None:
    own = _made(JUSTICE)
    assert {r.unit for r in ReportRow.objects.filter(report_id=own)} == {"STP"}
    assert queries.report_view(JUSTICE_HEAD, own).line.id == own
    assert queries.report_view(LEADER, own).line.id == own
    province = _made()
    for stranger in (HEALTH, DISTRICT, STRANGER):
        for hidden in (own, province):
            with pytest.raises(NotFound):
                queries.report_view(stranger, hidden)
            with pytest.raises(NotFound):
                queries.figure_rows(stranger, hidden, "I")
            with pytest.raises(NotFound):
                queries.report_document(stranger, hidden)
    with pytest.raises(NotFound):
        queries.report_view(JUSTICE, province)
    with pytest.raises(NotAllowed):
        _made(JUSTICE, "SYT")
    assert [line.id for line in queries.reports_made(JUSTICE).items] == [own]
    assert queries.reports_made(STRANGER).total == 0


@pytest.mark.parametrize(("first", "last"), [(LAST, FIRST), (date(2023, 5, 1), date(2023, 5, 31))])
def test_a_period_that_cannot_be_is_refused(work: None, first: date, last: date) -> None:
    with pytest.raises(InvalidInput):
        services.make_progress_report(OFFICE, first=first, last=last, now=NOW)
    assert Report.objects.count() == 0


def test_no_figure_counts_a_row_that_its_maker_may_not_see() -> None:
    days = random_histories()
    chance = random.Random(7)
    units = ("SNV", "STP", "SYT", "HBS", "XAT")
    for _ in range(12):
        own = chance.choice(units)
        seen = frozenset(chance.sample(units, chance.randrange(1, 4))) | {own}
        actor = Actor(5, "A", frozenset({Role.FOCAL_POINT}), seen, frozenset({own}))
        first, last = sorted(chance.sample(days, 2))
        head, report = queries.progress_now(actor, first=first, last=last, unit=own, today=days[-1])
        found = gathered_period(actor, first=first, last=last, unit=own, today=days[-1])
        assert {row.standing.unit for row in found.rows} <= seen
        for figure in report.figures():
            assert len(rows_behind(figure, found.rows)) == figure.value
        assert sum(line.total.value for line in report.groups[Dimension.UNIT]) == report.total.value
        assert sum(line.total.value for line in report.groups[Dimension.AREA]) == report.total.value
        assert head.cut_off <= last
