"""From a portal's address over findings and a task to the audit that closes them; who sees what."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import JobState
from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import parse_period
from caicach.kernel.saying import say
from caicach.organisations.models import User
from caicach.plans.models import Task
from caicach.procedures import services
from caicach.procedures.audit_folders import job_key
from caicach.procedures.auditing.auditing import audit_of, walk_of
from caicach.procedures.auditing.findings import Finding, Report, Status
from caicach.procedures.comparing.values import FieldVerdict, Verdict
from caicach.procedures.domain.portal_findings import Settling, Topic, faults_of, settled_by
from caicach.procedures.models import Audit, Portal, PortalFinding
from caicach.procedures.queries import audits as queries
from caicach.procedures.queries.audits import PortalFindingFilters
from caicach.procedures.queries.register import register_on
from caicach.procedures.services import PortalFacts
from factories.correspondence import province
from factories.procedures import DAY, DISTRICT, HEALTH, LEADER, OFFICE, audited, registered
from factories.web import people
from procedures.markups import EVERY
from procedures.portal import Portal as MadePortal
from procedures.portal import page_shown, served
from procedures.records import record

ON = DAY.date()
LATER = DAY + timedelta(days=30)
MARKUP = next(iter(EVERY))


def _report(*findings: Finding, blocked: int = 0) -> Report:
    return Report(findings, {}, {"blocked": blocked})


def _one(status: Status, reason: str = "", **verdicts: Verdict) -> Finding:
    fields = {name: FieldVerdict(verdict, "danh mục", "cổng") for name, verdict in verdicts.items()}
    return Finding("1.100000", "Cấp phép", "https://x/1", status, reason, fields, digest="a", at="t")


def test_each_field_is_a_fault_of_its_own_and_what_was_not_seen_is_none() -> None:
    found = faults_of(
        _report(_one(Status.CONTRADICTORY, fee=Verdict.CONTRADICTORY, papers=Verdict.MISSING, name=Verdict.OK))
    )
    assert [(one.topic.field, one.status) for one in found] == [
        ("fee", Status.CONTRADICTORY),
        ("papers", Status.MISSING),
    ]
    assert [one.topic.field for one in faults_of(_report(_one(Status.MISSING, "no_content", fee=Verdict.MISSING)))] == [
        ""
    ]
    assert faults_of(_report(_one(Status.BLOCKED, "login"))) == ()


@pytest.mark.parametrize(
    ("field", "finding", "expected"),
    [
        ("fee", _one(Status.CONTRADICTORY, fee=Verdict.CONTRADICTORY), Settling.FOUND),
        ("fee", _one(Status.MISSING, "fields", papers=Verdict.MISSING), Settling.MENDED),
        ("fee", _one(Status.OK), Settling.MENDED),
        ("fee", _one(Status.BLOCKED, "login"), Settling.UNSEEN),
        ("fee", _one(Status.BROKEN, "not_found_404"), Settling.UNSEEN),
        ("fee", _one(Status.MISSING, "not_published"), Settling.UNSEEN),
        ("", _one(Status.CONTRADICTORY, fee=Verdict.CONTRADICTORY), Settling.MENDED),
        ("", _one(Status.MISSING, "not_published"), Settling.FOUND),
        ("", _one(Status.BLOCKED, "slow"), Settling.UNSEEN),
    ],
)  # fmt: skip
def test_a_fault_is_mended_only_by_what_was_seen(field: str, finding: Finding, expected: Settling) -> None:
    topic = Topic("1.100000", field)
    assert settled_by(_report(finding), [topic])[topic].settling is expected


def test_what_is_no_longer_due_is_mended_where_all_could_be_seen() -> None:
    topic = Topic("1.100000", "fee")
    assert settled_by(_report(), [topic])[topic].settling is Settling.MENDED
    assert settled_by(_report(blocked=1), [topic])[topic].settling is Settling.UNSEEN


@pytest.fixture
def walked(settings: LazySettings, tmp_path: Path) -> MadePortal:
    settings.DATA_DIR, settings.AUDIT_PRIVATE_HOSTS = tmp_path, ["127.0.0.1"]
    return MadePortal(5, markups=(MARKUP,))


@pytest.mark.django_db
class TestTables:
    @pytest.fixture(autouse=True)
    def register(self) -> None:
        province()
        registered(*({**record(number), "performing_agency": "Sở Y tế"} for number in range(5)))

    def _asked(self, url: str) -> tuple[int, int]:
        portal = services.save_portal(OFFICE, facts=PortalFacts("SYT", url, 60), now=DAY)
        return portal, services.ask_audit(OFFICE, portal_id=portal, now=DAY)

    def test_from_an_address_to_findings_a_task_and_a_closing_with_evidence(self, walked: MadePortal) -> None:
        for number in (1, 4):  # as the register has them now, and then with the errors of the made portal
            due = {**record(number), "performing_agency": "Sở Y tế"}
            walked.pages[f"/tthc/chi-tiet-{number}.html"] = page_shown(EVERY[MARKUP]({**due, "results": "Công văn"}))
        for number in (0, 2, 3):
            page = EVERY[MARKUP]({**record(number), "performing_agency": "Sở Y tế"})
            walked.pages[f"/tthc/chi-tiet-{number}.html"] = page_shown(page)
        with served(walked) as url:
            portal, first = self._asked(url)
            with pytest.raises(IntegrityError), transaction.atomic():
                Audit.objects.create(portal_id=portal, url=url, register_on=ON, most_pages=1, asked_at=DAY)
            queue.run_next(now=DAY)
            view = queries.audit_view(OFFICE, first, on=ON)
            assert (view.line.tally.due, view.line.tally.seen, view.line.tally.correct) == (5, 5, 3)
            found = queries.portal_findings(HEALTH, on=ON).items
            wrong = [one for one in found if one.status is not Status.EXTRA]
            assert [(one.code, one.field, one.portal_text) for one in wrong] == [
                (record(number)["code"], "results", "Công văn") for number in (1, 4)
            ]
            seen = queries.snapshot(HEALTH, wrong[0].id)
            assert "Công văn" in seen.data.decode()
            task = services.give_task(
                HEALTH,
                finding_ids=[one.id for one in wrong],
                remedy="Sửa trang",
                owner="Văn phòng",
                due_on=ON,
                now=DAY,
            )
            assert record(1)["code"] in Task.objects.get(pk=task).text
            with pytest.raises(Conflict):
                services.give_task(OFFICE, finding_ids=[wrong[0].id], remedy="x", owner="y", due_on=None, now=DAY)
            good = {**record(1), "performing_agency": "Sở Y tế"}
            walked.pages["/tthc/chi-tiet-1.html"] = page_shown(EVERY[MARKUP](good))
            second = services.ask_audit(OFFICE, portal_id=portal, now=LATER)
            assert second != first
            queue.run_next(now=LATER)
        again = queries.audit_view(OFFICE, second, on=LATER.date())
        assert (again.new, again.closed) == (0, 1)
        closed = queries.portal_finding_view(HEALTH, wrong[0].id, on=LATER.date())
        assert closed.line.closed_at == LATER
        with translation.override("en"):
            assert say(closed.closing_note).startswith("Audit of ")
        assert record(1)["results"] in queries.snapshot(HEALTH, wrong[0].id, is_closing=True).data.decode()
        assert queries.portal_finding_view(HEALTH, wrong[1].id, on=LATER.date()).line.task_id == task
        assert list(verify()) == []
        (line,) = queries.portals(LEADER, on=LATER.date())
        assert (line.last.correctness.value, line.running) == (Decimal("0.8"), None)  # type: ignore[union-attr]
        figures = measure("procedures.correct_share", ["SYT", "STP"], parse_period("2023"))
        assert isinstance(figures["SYT"], Measured)
        assert figures["SYT"].value == Decimal("0.8")
        assert isinstance(figures["STP"], Missing)
        before = measure("procedures.open_findings", ["SYT"], parse_period("2023-02"))["SYT"]
        after = measure("procedures.open_findings", ["SYT"], parse_period("2023"))["SYT"]
        assert before.value - after.value == 1  # type: ignore[union-attr]

    def test_a_stopped_audit_is_taken_up(self, walked: MadePortal) -> None:
        portal, first = self._asked("http://127.0.0.1:9/")
        queue.ask_to_stop(OFFICE, key=job_key(first, 1), now=DAY)
        assert services.ask_audit(OFFICE, portal_id=portal, now=DAY) == first
        assert jobs.followed_job(OFFICE, key=job_key(first, 1)).state == JobState.STOPPED.value
        assert jobs.followed_job(OFFICE, key=job_key(first, 2)).state == JobState.WAITING.value
        assert queries.audit_view(OFFICE, first, on=ON).job is not None

    def test_a_watcher_ends_the_walk_and_its_pages_stay(self, walked: MadePortal, tmp_path: Path) -> None:
        class Stopped(Exception):
            pass

        def stop(_pages: int) -> None:
            raise Stopped

        with served(walked) as url:
            walk = walk_of(url, most_pages=20, delay=0.0, timeout=5, allow_private=True)
            with pytest.raises(Stopped):
                audit_of(walk, register_on(ON), snapshots=tmp_path / "a", watch=stop)
        assert (tmp_path / "a" / "audit.json").exists()

    def test_the_inner_network_is_not_asked_from_a_page(self) -> None:
        for url in ("http://127.0.0.1:8000/", "http://localhost/", "http://[::1]/"):
            with pytest.raises(InvalidInput):
                services.save_portal(OFFICE, facts=PortalFacts("SYT", url), now=DAY)
        services.save_portal(OFFICE, facts=PortalFacts("SYT", "https://soyte.tinh.gov.vn/"), now=DAY)
        with pytest.raises(Conflict):
            services.save_portal(OFFICE, facts=PortalFacts("SYT", "https://soyte.tinh.gov.vn/"), now=DAY)

    def test_who_sees_and_who_writes(self) -> None:
        portal = services.save_portal(OFFICE, facts=PortalFacts("SYT", "https://soyte.tinh.gov.vn/"), now=DAY)
        audit = Audit.objects.create(
            portal_id=portal, url="https://soyte.tinh.gov.vn/", register_on=ON, most_pages=9, asked_at=DAY, done_at=DAY
        )
        fault = PortalFinding.objects.create(
            unit_id="SYT", family="1.1", name="Cấp", status="missing", opened_in=audit, seen_in=audit
        )
        for person in (LEADER, HEALTH, OFFICE):
            assert queries.portal_findings(person, on=ON, filters=PortalFindingFilters(unit="SYT")).total == 1
        assert queries.portal_findings(DISTRICT, on=ON).total == 0
        for read in (queries.audit_view, queries.portal_finding_view):
            with pytest.raises(NotFound):
                read(DISTRICT, audit.pk if read is queries.audit_view else fault.pk, on=ON)
        for person in (LEADER, HEALTH, DISTRICT):
            with pytest.raises(NotAllowed):
                services.ask_audit(person, portal_id=portal, now=DAY)
            with pytest.raises((NotAllowed, InvalidInput)):
                services.close_portal_finding(person, finding_id=fault.pk, note="x", now=DAY)
        with pytest.raises(NotAllowed):
            services.give_task(LEADER, finding_ids=[fault.pk], remedy="x", owner="y", due_on=None, now=DAY)
        services.close_portal_finding(OFFICE, finding_id=fault.pk, note="Đã xem", now=DAY)
        with pytest.raises(InvalidInput):
            services.close_portal_finding(SYSTEM, finding_id=fault.pk, note="x", now=DAY)

    def test_the_tables_hold_their_rules(self) -> None:
        portal = Portal.objects.create(unit_id="SYT", url="https://a.vn/", made_at=DAY, made_by_name="x")
        given = {
            "portal": portal,
            "url": "https://a.vn/",
            "register_on": date(2023, 1, 1),
            "most_pages": 9,
            "asked_at": DAY,
        }
        audit = Audit.objects.create(**given)
        fault = {
            "unit_id": "SYT",
            "family": "1.1",
            "name": "Cấp",
            "status": "missing",
            "opened_in": audit,
            "seen_in": audit,
        }
        PortalFinding.objects.create(**fault)
        for wrong in ({}, {"field": "fee", "closed_at": DAY}, {"field": "fee", "task_id": 1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                PortalFinding.objects.create(**{**fault, **wrong})
        with pytest.raises(IntegrityError), transaction.atomic():
            Portal.objects.filter(pk=portal.pk).update(most_pages=0)


@pytest.mark.django_db
def test_a_file_of_findings_holds_what_the_filters_leave_and_not_the_page_shown() -> None:
    people()
    _portal, audit, _finding = audited("SYT")
    PortalFinding.objects.bulk_create(
        PortalFinding(
            unit_id="SYT", family=f"9.{number:06}", name="x", status="missing", opened_in_id=audit, seen_in_id=audit
        )
        for number in range(70)
    )
    office = Client()
    office.force_login(User.objects.get(username="thuongtruc"))
    lines = b"".join(office.get("/thu-tuc/ton-tai/?tai=csv&don-vi=SYT")).decode().splitlines()
    assert len(lines) == 72
