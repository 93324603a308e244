"""From the programme to a finding closed at the next inspection: who may, what is final, what is never lost."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from caicach.inspections import finding_queries, queries, services
from caicach.inspections.domain.checklists import Choice, Severity
from caicach.inspections.domain.cycle import FindingState, InspectionKind, State
from caicach.inspections.domain.judging import Standing
from caicach.inspections.domain.paper import PaperKind
from caicach.inspections.finding_queries import FindingFilters
from caicach.inspections.models import AnswerEntry, Finding, Inspection
from caicach.inspections.services import Member
from caicach.kernel.access import Actor
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.jobs.services import run_next
from caicach.notifications.models import Message
from caicach.organisations import queries as organisations
from caicach.plans import services as tasks
from caicach.plans.domain.tasks import NewFile
from caicach.plans.models import Assignment
from factories.inspections import (
    BEGUN,
    DISTRICT,
    DONE,
    DUE,
    HEALTH,
    JUSTICE,
    LATER_VISIT,
    LEADER,
    OFFICE,
    SAVED,
    answered,
    begun,
    concluded,
    member,
    mended,
    minuted,
    planned,
    programme,
    said,
    teams,
    view,
)
from factories.plans import report

pytestmark = pytest.mark.django_db
PHOTO = NewFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)


@pytest.fixture(autouse=True)
def province_with_accounts() -> None:
    teams()


def findings(inspection: int) -> dict[str, int]:
    return dict(Finding.objects.filter(inspection=inspection).order_by("pk").values_list("item", "pk"))


def test_a_surprise_does_not_exist_for_the_unit_before_its_conclusion() -> None:
    inspection = begun()
    for actor in (JUSTICE, HEALTH, DISTRICT):
        with pytest.raises(NotFound):
            view(inspection, actor)
        assert queries.inspections(actor, on=DUE).total == 0
    assert view(inspection, LEADER).line.unit == "STP"
    assert view(inspection, member()).may_write
    assert not Message.objects.filter(recipient_id=organisations.user_id_of("tuphap")).exists()
    finished = concluded()
    assert view(finished, JUSTICE).line.findings == 2
    with pytest.raises(NotFound):
        view(finished, HEALTH)


def test_who_plans_writes_and_concludes() -> None:
    with pytest.raises(NotAllowed):
        services.save_programme(LEADER, facts=services.ProgrammeFacts(2023, "x", levels=("commune",)), now=BEGUN)
    inspection = planned()
    with pytest.raises(NotAllowed):
        services.begin_inspection(LEADER, inspection_id=inspection, begun_at=BEGUN, now=BEGUN)
    services.begin_inspection(member(), inspection_id=inspection, begun_at=BEGUN, now=BEGUN)
    with pytest.raises(NotAllowed):
        answered(inspection, actor=LEADER, i1_1=said(count=0))
    answered(inspection, i1_1=said(count=0))
    minuted(inspection)
    with pytest.raises(NotAllowed):
        services.conclude_inspection(member(), inspection_id=inspection, text="x", due_on=DUE, now=DONE)


def test_nobody_inspects_the_own_unit() -> None:
    with pytest.raises(InvalidInput) as refused:
        planned("STP", team=(Member(organisations.user_id_of("tuphap")),))
    assert refused.value.code == "inspection.own_unit"
    planned("SYT", team=(Member(organisations.user_id_of("tuphap")),))


def test_an_inspection_keeps_the_checklist_it_was_planned_with() -> None:
    old, new = planned(), planned(at=BEGUN.replace(year=2026))
    versions = [view(one).line.checklist_version for one in (old, new)]
    assert versions == ["2023-01-27", "2025-07-01"]
    row = Inspection.objects.get(pk=old)
    assert "03/CT-TTg" in row.checklist_text


def test_answers_are_kept_one_by_one_and_a_wrong_one_holds_back_no_other() -> None:
    inspection = begun()
    saved = answered(
        inspection, i1_1=said(count=3), i2_1=said(count=30, whole=20), i9_9=said(count=1), i2_2=said(choice=Choice.YES)
    )
    assert set(saved.kept) == {"1.1", "2.2"}
    assert set(saved.refused) == {"2.1"}
    assert view(inspection).answered == 2


def test_two_people_on_one_item_lose_nothing() -> None:
    inspection = begun()
    answered(inspection, i1_1=said(count=3))
    same = answered(inspection, actor=OFFICE, i1_1=said(count=3))
    assert (same.kept, same.elsewhere) == ((), ())
    other = answered(inspection, actor=OFFICE, i1_1=said(count=4), i1_2=said(count=0))
    assert (other.kept, other.elsewhere) == (("1.2",), ("1.1",))
    assert answered(inspection, actor=OFFICE, i1_1=said(count=4, seen=1)).kept == ("1.1",)
    entries = AnswerEntry.objects.filter(inspection=inspection, item="1.1").order_by("number")
    assert [entry.count for entry in entries] == [3, 4]


def test_the_moment_of_an_answer_lies_in_the_inspection() -> None:
    inspection = begun()
    tomorrow = SAVED + timedelta(days=1)
    assert "1.1" in answered(inspection, i1_1=said(tomorrow, count=1)).refused
    assert "1.1" in answered(inspection, i1_1=said(BEGUN - timedelta(days=1), count=1)).refused


def test_minutes_fix_the_answers_and_may_be_opened_before_the_conclusion_only() -> None:
    inspection = begun()
    with pytest.raises(Conflict):
        minuted(inspection)
    answered(inspection, i2_1=said(count=18, whole=20), i1_1=said(count=0))
    assert minuted(inspection) == 1
    with pytest.raises(Conflict):
        answered(inspection, i1_1=said(count=2, seen=1))
    with pytest.raises(InvalidInput):
        services.reopen_minutes(OFFICE, inspection_id=inspection, reason=" ", now=DONE)
    services.reopen_minutes(OFFICE, inspection_id=inspection, reason="Đếm nhầm", now=DONE)
    answered(inspection, at=DONE, i2_1=said(DONE, count=20, whole=20, seen=1))
    assert minuted(inspection) == 0
    services.conclude_inspection(OFFICE, inspection_id=inspection, text="Tốt", due_on=None, now=DONE)
    with pytest.raises(Conflict):
        services.reopen_minutes(OFFICE, inspection_id=inspection, reason="x", now=DONE)
    lines = AuditLine.objects.filter(subject_kind="inspection", subject_id=str(inspection)).order_by("pk")
    assert [line.action.rpartition(".")[2] for line in lines] == [
        "planned", "begun", "saved", "made", "reopened", "saved", "made", "concluded",
    ]  # fmt: skip


def test_every_finding_has_its_day_and_the_unit_hears() -> None:
    inspection = begun()
    answered(inspection, i2_1=said(count=18, whole=20), i2_3=said(count=19, whole=20))
    minuted(inspection)
    for due in (None, BEGUN.date() - timedelta(days=1)):
        with pytest.raises(InvalidInput):
            services.conclude_inspection(OFFICE, inspection_id=inspection, text="x", due_on=due, now=DONE)
    first = findings(inspection)["2.1"]
    services.conclude_inspection(
        OFFICE, inspection_id=inspection, text="x", due_on=DUE, dues={first: date(2023, 2, 20)}, now=DONE
    )
    assert [one.due_on for one in view(inspection).findings] == [date(2023, 2, 20), DUE]
    assert Message.objects.filter(recipient_id=organisations.user_id_of("tuphap")).exists()


def test_a_remedy_is_a_task_of_the_unit_with_owner_and_day() -> None:
    inspection = concluded()
    finding = findings(inspection)["2.1"]
    with pytest.raises(NotFound):
        services.plan_remedy(HEALTH, finding_id=finding, remedy="x", owner="y", now=DONE)
    with pytest.raises(InvalidInput) as refused:
        services.plan_remedy(
            JUSTICE, finding_id=finding, remedy="Chấm công", owner="Chánh Văn phòng", due_on=date(2023, 4, 1), now=DONE
        )
    assert refused.value.code == "inspection.due_too_late"
    task = services.plan_remedy(JUSTICE, finding_id=finding, remedy="Chấm công", owner="Chánh Văn phòng", now=DONE)
    row = Assignment.objects.get(task_id=task)
    assert (row.unit_id, row.due_on, row.task.origin) == ("STP", DUE, "remedy")
    assert "Vắng mặt" in row.task.text
    with pytest.raises(Conflict):
        services.plan_remedy(OFFICE, finding_id=finding, remedy="x", owner="y", now=DONE)
    assert state(finding) is FindingState.REMEDYING


def state(finding: int, on: date = date(2023, 2, 28), actor: Actor = OFFICE) -> FindingState:
    return finding_queries.finding_view(actor, finding, on=on).line.state


def mend(finding: int) -> None:
    task = services.plan_remedy(JUSTICE, finding_id=finding, remedy="Chấm công", owner="Văn phòng", now=DONE)
    row = Assignment.objects.get(task_id=task)
    waiting = report(JUSTICE, row.pk)
    tasks.accept_report(
        OFFICE, report_id=waiting, quality=None, now=datetime.fromisoformat("2023-02-21T03:00:00+00:00")
    )


def test_mended_means_its_task_was_accepted_and_late_that_it_was_not() -> None:
    first, second = findings(concluded()).values()
    mend(first)
    assert state(first) is FindingState.MENDED
    assert (state(second), state(second, DUE + timedelta(days=1))) == (FindingState.OPEN, FindingState.LATE)


def test_the_next_inspection_checks_first_what_the_last_one_found() -> None:
    first, second = findings(concluded()).values()
    mend(first)
    again = begun(at=LATER_VISIT)
    rechecked = view(again).sections[0]
    assert (rechecked.number, [item.earlier for item in rechecked.items]) == ("0", [second, first])
    answered(again, at=LATER_VISIT, i1_1=said(LATER_VISIT, count=0))
    with pytest.raises(Conflict) as refused:
        minuted(again, at=LATER_VISIT)
    assert refused.value.code == "inspection.not_checked_first"
    answered(again, at=LATER_VISIT, i0_1=said(LATER_VISIT, choice=Choice.NOT_MENDED), i0_2=mended(LATER_VISIT))
    assert minuted(again, at=LATER_VISIT) == 1
    assert state(first) is FindingState.MENDED, "nothing is settled before the conclusion"
    services.conclude_inspection(OFFICE, inspection_id=again, text="x", due_on=date(2023, 7, 1), now=LATER_VISIT)
    assert (state(first), state(second)) == (FindingState.CLOSED, FindingState.CARRIED)
    (new,) = view(again, JUSTICE).findings
    assert (new.severity, new.times) == (Severity.BREACH, 2)
    found = finding_queries.finding_view(JUSTICE, second, on=DUE)
    assert found.later == new.id
    third = begun(at=LATER_VISIT + timedelta(days=30))
    assert [item.earlier for item in view(third).sections[0].items] == [new.id]


def test_what_comes_back_is_told_over_inspections() -> None:
    services.close_finding(OFFICE, finding_id=findings(concluded())["2.1"], note="Đã xem sổ", now=DONE)
    again = begun(at=LATER_VISIT)
    answered(again, at=LATER_VISIT, i0_1=mended(LATER_VISIT), i2_1=said(LATER_VISIT, count=1, whole=2))
    minuted(again, at=LATER_VISIT)
    services.conclude_inspection(OFFICE, inspection_id=again, text="x", due_on=date(2023, 7, 1), now=LATER_VISIT)
    found = finding_queries.findings(OFFICE, on=DUE, filters=FindingFilters(is_repeated=True))
    assert [(one.item, one.times, one.inspection) for one in found] == [("2.1", 2, again)]


def test_coverage_counts_units_of_the_chosen_levels() -> None:
    made = programme(share_target=Decimal(30), self_share_target=Decimal(50))
    inspection = planned(programme_id=made)
    found = queries.programme_view(OFFICE, made, on=DUE)
    assert (found.coverage.total, found.coverage.needed, len(found.coverage.planned)) == (4, 2, 1)
    services.begin_inspection(OFFICE, inspection_id=inspection, begun_at=BEGUN, now=BEGUN)
    answered(inspection, i1_1=said(count=0))
    minuted(inspection)
    found = queries.programme_view(LEADER, made, on=DUE)
    assert (found.coverage.share, found.coverage.lacking, found.coverage.surprise) == (Decimal("25.0"), 1, 1)
    with pytest.raises(NotFound):
        queries.programme_view(member(), made, on=DUE)
    with pytest.raises(Conflict):
        services.save_programme(
            OFFICE,
            facts=services.ProgrammeFacts(2023, "Khác", levels=("commune",)),
            programme_id=made,
            seen=7,
            now=DONE,
        )
    with pytest.raises(InvalidInput):
        programme()


def test_a_unit_inspects_a_division_of_its_own_and_concludes_it() -> None:
    with pytest.raises(NotAllowed):
        services.open_self_inspection(HEALTH, unit="STP", checklist="discipline", part="", now=BEGUN)
    own = services.open_self_inspection(JUSTICE, unit="STP", checklist="discipline", part="Phòng Công chứng", now=BEGUN)
    answered(own, actor=JUSTICE, i2_1=said(count=4, whole=5))
    minuted(own, actor=JUSTICE)
    with pytest.raises(NotAllowed):
        services.conclude_inspection(OFFICE, inspection_id=own, text="x", due_on=DUE, now=DONE)
    services.conclude_inspection(JUSTICE, inspection_id=own, text="Nhắc nhở", due_on=DUE, now=DONE)
    found = view(own, JUSTICE)
    assert (found.line.kind, found.line.state, found.line.part) == (
        InspectionKind.SELF, State.CONCLUDED, "Phòng Công chứng",
    )  # fmt: skip
    services.close_finding(JUSTICE, finding_id=findings(own)["2.1"], note="Đã chấn chỉnh", now=DONE)
    visit = begun()
    assert view(visit).sections[0].number == "1", "the team checks what a team found"


def test_photos_belong_to_the_place_and_the_signed_minutes_to_the_minutes() -> None:
    inspection = begun()
    with pytest.raises(InvalidInput):
        services.attach_files(member(), inspection_id=inspection, item="9.9", new=(PHOTO,), now=SAVED)
    with pytest.raises(InvalidInput):
        services.attach_files(
            member(), inspection_id=inspection, item="2.1", new=(NewFile("a.zip", b"PK\x03\x04"),), now=SAVED
        )
    services.attach_files(member(), inspection_id=inspection, item="2.1", new=(PHOTO,), now=SAVED)
    with pytest.raises(Conflict):
        services.attach_files(
            member(), inspection_id=inspection, item="", new=(PHOTO,), is_signed_minutes=True, now=SAVED
        )
    answered(inspection, i2_1=said(count=18, whole=20))
    minuted(inspection)
    photo = view(inspection).files[0].id
    with pytest.raises(Conflict):
        services.remove_file(member(), file_id=photo, now=DONE)
    services.attach_files(member(), inspection_id=inspection, item="", new=(PHOTO,), is_signed_minutes=True, now=DONE)
    with pytest.raises(Conflict):
        queries.inspection_file(member(), photo)  # a picture is given to nobody before the worker has looked at it
    while run_next(now=DONE):
        pass
    assert queries.inspection_file(member(), photo).data == PHOTO.data
    with pytest.raises(NotFound):
        queries.inspection_file(JUSTICE, photo)


def test_minutes_and_conclusion_are_official_documents_and_letters() -> None:
    inspection = begun()
    answered(inspection, i2_1=said(count=18, whole=20))
    with pytest.raises(NotFound):
        queries.paper_document(OFFICE, inspection, PaperKind.MINUTES)
    minuted(inspection)
    minutes = queries.paper_document(OFFICE, inspection, PaperKind.MINUTES)
    assert (minutes.doc_type, minutes.signatory and minutes.signatory.name) == ("biên bản", member().name)
    assert "Lê Văn Bình" in " ".join(block.text for block in minutes.body)
    with pytest.raises(NotFound):
        queries.paper_document(OFFICE, inspection, PaperKind.CONCLUSION)
    services.conclude_inspection(OFFICE, inspection_id=inspection, text="Chấn chỉnh", due_on=DUE, now=DONE)
    told = queries.paper_document(OFFICE, inspection, PaperKind.CONCLUSION)
    assert told.issuer.isupper()
    assert told.issuer not in told.opening
    assert told.issuer.casefold() in told.opening.casefold()
    letter = services.draft_inspection_letter(OFFICE, inspection_id=inspection, kind=PaperKind.CONCLUSION, now=DONE)
    assert view(inspection).letters == {"conclusion": letter}
    with pytest.raises(Conflict):
        services.draft_inspection_letter(OFFICE, inspection_id=inspection, kind=PaperKind.CONCLUSION, now=DONE)


def test_called_off_needs_a_reason_and_is_over() -> None:
    inspection = planned()
    with pytest.raises(InvalidInput):
        services.cancel_inspection(OFFICE, inspection_id=inspection, reason="", now=BEGUN)
    services.cancel_inspection(OFFICE, inspection_id=inspection, reason="Bão", now=BEGUN)
    with pytest.raises(Conflict):
        services.begin_inspection(OFFICE, inspection_id=inspection, begun_at=BEGUN, now=BEGUN)


def test_changed_days_are_told_from_the_version_seen() -> None:
    inspection = planned()
    head = (Member(organisations.user_id_of("thamdinh2"), is_head=True),)
    with pytest.raises(InvalidInput):
        services.change_inspection(
            OFFICE, inspection_id=inspection, seen=1, first_on=DUE, last_on=DUE, team=head, now=BEGUN
        )  # of the unit itself
    other = (Member(organisations.user_id_of("hoidong"), is_head=True),)
    services.change_inspection(
        OFFICE, inspection_id=inspection, seen=1, first_on=DUE, last_on=DUE, team=other, now=BEGUN
    )
    with pytest.raises(Conflict):
        services.change_inspection(
            OFFICE, inspection_id=inspection, seen=1, first_on=DUE, last_on=DUE, team=other, now=BEGUN
        )
    assert [one.name for one in view(inspection).team] == ["Ủy viên Hội đồng thẩm định"]


def test_after_tet_and_outside_of_office_hours() -> None:
    inspection = begun()
    noon = BEGUN.replace(hour=5)
    answered(inspection, at=noon, i2_1=said(noon, count=1, whole=20), i5_4=said(noon, count=2))
    standings = {i.judgement.item.code: i.judgement.standing for s in view(inspection).sections for i in s.items}
    assert standings["2.1"] is Standing.NOT_JUDGED
    assert standings["5.4"] is Standing.FINDING
    assert minuted(inspection, at=noon) == 1


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("inspections_days", {"last_on": date(2023, 1, 1)}),
        ("inspections_begun", {"state": "minuted", "begun_at": None}),
        ("inspections_concluded", {"state": "concluded", "begun_at": BEGUN}),
        ("inspections_cancelled_why", {"state": "cancelled"}),
    ],
)
def test_the_database_holds_what_it_can(name: str, changes: dict[str, object]) -> None:
    inspection = planned()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Inspection.objects.filter(pk=inspection).update(**changes)


def test_a_finding_closed_says_why_and_a_task_has_an_owner() -> None:
    finding = findings(concluded())["2.1"]
    for name, changes in (
        ("inspections_finding_closed_why", {"closed_at": DONE}),
        ("inspections_finding_owned", {"task_id": 1}),
        ("inspections_finding_text", {"text": ""}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Finding.objects.filter(pk=finding).update(**changes)
