"""A small province in which every room holds one of everything, and people who stand differently to it.

What is «own» belongs to Sở Tư pháp: its plan, its work, its sheet, its messages. Sở Y tế shares a task of that plan,
Huyện Bình Sơn has nothing to do with it.
"""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from caicach.accounts import queries as accounts_read
from caicach.accounts import services as accounts
from caicach.accounts.domain.passkeys import Place, new_passkey, question_for_new
from caicach.accounts.links import LinkKind
from caicach.accounts.models import Passkey, ProviderLink, SecondFactor
from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.editing import body_from_text
from caicach.correspondence.domain.letters import ReplyKind
from caicach.discussions.domain.remarks import Thing, ThingKind
from caicach.discussions.services import say
from caicach.dossiers import services as dossiers
from caicach.indices import services as indices
from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.models import FindingEvidence, ScoreEvidence
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.files.kept import keep_upload, new_token
from caicach.kernel.files.services import release
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.kernel.periods import parse_period
from caicach.kernel.vocabulary import DueUnit
from caicach.notifications import services as notifications
from caicach.notifications.models import CalendarFeed, ListWatch, Message, SavedList
from caicach.organisations import account_queries
from caicach.organisations import queries as organisations
from caicach.organisations.domain.posts import Person
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.services import NewUnit, appoint, create_post, create_unit, create_user
from caicach.plans import services as plans
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plans import NewObjective, NewProvision
from caicach.plans.domain.recurring import Cadence, DueKind, SeriesRule
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.models import Assignment, Evidence, PlanFile
from caicach.publications import services as publications
from caicach.publications.domain.values import PublicKind
from caicach.publications.gathering import SourceRef
from caicach.regimes import services as regimes
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.models import UnitReport
from caicach.reports import services as reports
from caicach.surveys.collection.domain import values as surveys_values
from caicach.surveys.collection.domain.data_requests import RequestKind
from caicach.surveys.collection.models import AnswerImport, FormMedia, FormVersion, SampleDraw
from caicach.surveys.results import services as survey_results
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import Factor, Satisfaction
from caicach.surveys.results.domain.values import Basis
from factories import inspections as visits
from factories import institutions as required
from factories import procedures as register
from factories import surveys
from factories.correspondence import HEALTH, JUSTICE, NOW, OFFICE
from factories.indices import DUE, HOME, LATER, PROOF, SCORED, SET, council_says, scored, sheet_of
from factories.kept_rows import kept
from factories.letters import COMMITTEE, DRAFTED, PNG, SENT, drafted, letter_text, numbered, sent
from factories.notifications import message_to
from factories.passkeys import Device
from factories.planning import PLAN_OF_JUSTICE, imported, lines
from factories.plans import report
from factories.web import LETTER, PASSWORD, people, read_letter, version

LINKED_AT = "http://127.0.0.1:1"
TODAY = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)
SECOND_LETTER = LETTER.replace("80/BCĐ-TGV", "81/BCĐ-TGV")


@dataclass(frozen=True, slots=True)
class World:
    """``parts``: what stands in the place of a name in an address; ``variants``: elsewhere, by route."""

    parts: Mapping[str, object]
    variants: Mapping[str, Mapping[str, object]]

    def of(self, route: str) -> dict[str, object]:
        return {**self.parts, **self.variants.get(route, {})}


def built() -> World:
    """The small province. A file made for somebody lies outside the database: it is put there for every test."""
    world = _built()
    keep_upload(organisations.user_id_of("thuongtruc"), name="a.csv", data=b"a", token=str(world.parts["export_token"]))
    return world


@kept
def _built() -> World:
    people()
    create_user(SYSTEM, username="khongvai", display_name="Chưa có vai trò", password=PASSWORD, now=NOW)
    parts: dict[str, object] = {}
    variants: dict[str, dict[str, object]] = {}
    _letters(parts, variants)
    _plans(parts, variants)
    _outgoing(parts, variants)
    _years(parts, variants)
    _periodic(parts, variants)
    _published(parts, variants)
    _inspections(parts, variants)
    _procedures(parts, variants)
    _institutions(parts)
    _surveys(parts, variants)
    _dossiers(parts)
    _messages(parts)
    _talk(parts, variants)
    _account(parts)
    _units(parts, variants)
    return World(parts, variants)


def _actor(username: str) -> Actor:
    return organisations.actor_of(organisations.user_id_of(username), NOW.date())


def _letters(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """One letter under review, one that gave work to Sở Tư pháp and Sở Y tế."""
    under_review, given = read_letter(), read_letter(text=SECOND_LETTER)
    plans.confirm_directive(OFFICE, document_id=given, version=version(given), now=NOW)
    correspondence.correct_value(
        OFFICE, document_id=under_review, version=version(under_review), path="number", value="82", now=NOW
    )
    work = Assignment.objects.get(task__document=given, unit_id="STP")
    proposal = letters.review_of(OFFICE, under_review).proposals[0].id
    parts |= {"document_id": under_review, "proposal_id": proposal, "path": "number", "role": "lead"}
    parts |= {"task_id": work.task_id, "assignment_id": work.pk}
    seen_by_units = {"document_id": given}
    variants |= {name: dict(seen_by_units) for name in ("web:document", "web:source_file", "api:get_document")}
    waiting = report(JUSTICE, work.pk)
    evidence = Evidence.objects.get(report=waiting).file_id
    parts |= {"report_id": waiting, "file_id": evidence, "what": "sua", "slug": "x"}
    other = plans.create_task(OFFICE, task=_task(("STP",), due_on=date(2024, 6, 30)), now=NOW)
    asked = Assignment.objects.get(task_id=other)
    request = plans.request_extension(
        JUSTICE, assignment_id=asked.pk, proposed_on=date(2024, 7, 31), reason="Chờ ý kiến", now=NOW
    )
    part = plans.add_sub_task(JUSTICE, assignment_id=asked.pk, given=plans.NewSubTask("Rà soát"), now=NOW)
    parts |= {"request_id": request, "sub_task_id": part}
    variants["web:decide_request"] = variants["web:sub_task"] = {"assignment_id": asked.pk}
    paused = plans.create_task(OFFICE, task=_task(("STP",), due_on=date(2024, 6, 30)), now=NOW)
    stands = Assignment.objects.get(task_id=paused)
    plans.pause_work(OFFICE, assignment_id=stands.pk, reason="Chờ luật", decision="Kết luận 12", now=NOW)
    made = reports.make_progress_report(JUSTICE, first=date(2023, 2, 1), last=date(2023, 2, 28), unit="STP", now=LATER)
    for name in ("report_made", "report_figure", "report_file", "report_draft"):
        variants[f"web:{name}"] = {"report_id": made}
    variants["web:resume"] = variants["api:resume_work"] = {"assignment_id": stands.pk}
    undated = plans.create_task(OFFICE, task=_task(("STP",)), now=NOW)
    parts["event_id"] = plans.await_event(
        OFFICE, task_id=undated, name="Bộ Nội vụ công bố", days=5, unit=DueUnit.WORKING_DAYS, now=NOW
    )


def _task(lead: tuple[str, ...], **changes: object) -> NewTask:
    return replace(NewTask(text="Rà soát thủ tục", lead=lead, effective_on=NOW.date()), **changes)  # type: ignore[arg-type]


def _plans(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """The plan of Sở Tư pháp, with its own rows and tasks, and a task that the standing office placed there for two."""
    above = imported()
    plans.confirm_lines(OFFICE, plan_id=above, now=NOW)
    plan_id = imported(replace(PLAN_OF_JUSTICE, parent_id=above), actor=JUSTICE)
    own = plans.create_task(JUSTICE, task=_task(("STP",), plan_id=plan_id, origin=TaskOrigin.PLAN), now=NOW)
    shared = plans.create_task(
        OFFICE, task=_task(("STP",), cooperate=("SYT",), plan_id=plan_id, origin=TaskOrigin.PLAN), now=NOW
    )
    parts |= {
        "plan_id": plan_id,
        "line_id": lines(plan_id)[0].draft.id,
        "objective_id": plans.add_objective(JUSTICE, plan_id=plan_id, objective=NewObjective("Mục tiêu"), now=NOW),
        "provision_id": plans.add_provisions(
            JUSTICE, plan_id=plan_id, provisions=(NewProvision("12/KH-UBND", "Rà soát"),), now=NOW
        )[0],
        "form": "xlsx",
    }
    for name in ("web:edit_plan_task", "web:remove_plan_task", "web:task_bases"):
        variants[name] = {"task_id": own}
        variants[f"{name} (shared)"] = {"task_id": shared}
    of_plan = {"file_id": PlanFile.objects.get(plan_id=plan_id).pk}
    variants["web:plan_file"] = variants["web:read_plan_again"] = of_plan
    variants["web:plan (above)"] = variants["web:edit_plan (above)"] = {"plan_id": above}
    recurring = {"task_id": plans.create_task(OFFICE, task=_task(("STP",)), now=NOW)}
    series = plans.create_task(OFFICE, task=_task(("STP",)), now=NOW)
    rule = SeriesRule(Cadence.MONTHLY, DueKind.DAY_OF_PERIOD, 14, date(2023, 2, 10))
    plans.start_series(OFFICE, task_id=series, rule=rule, now=NOW)
    variants["web:end_series"] = variants["api:end_series"] = {"task_id": series}
    for name in ("start_series", "await_event"):
        variants[f"web:{name}"] = variants[f"api:{name}"] = recurring


def _outgoing(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """A draft, and a letter that was sent to Sở Tư pháp and answered."""
    correspondence.save_office(SYSTEM, office=COMMITTEE, now=DRAFTED)
    series = correspondence.save_series(OFFICE, profile="bcd", name="Báo cáo", kinds=("báo cáo",), now=DRAFTED)
    number = correspondence.reserve_number(OFFICE, series_id=series, year=2023, reason="Bản giấy", now=DRAFTED)
    draft, gone = drafted(), sent()
    release(hashlib.sha256(PNG).hexdigest())  # as the worker does, who has seen that the scan bears no mark
    reply = correspondence.record_reply(
        OFFICE, letter_id=gone, unit="STP", kind=ReplyKind.OTHER, replied_on=SENT.date(), note="Điện thoại", now=SENT
    )
    parts |= {"letter_id": draft, "number": number, "series_id": series, "year": 2023, "code": "bcd"}
    parts |= {"reply_id": reply, "act": "huy", "purpose": "sua", "kind": "xlsx"}
    for name in ("record_reply", "withdraw_reply", "letter_scan", "mend_letter", "export_letter", "check_letter"):
        variants[f"web:{name}"] = {"letter_id": gone}
    variants |= {f"web:{name} (sent)": {"letter_id": gone} for name in ("letter", "letter_pdf", "letter_docx")}
    waits = numbered()
    variants["web:sign_letter"] = {"letter_id": waits, "role": "nguoi-ky"}
    variants["web:sign_letter (agency)"] = {"letter_id": waits, "role": "co-quan"}
    table = letter_text(body=body_from_text("| TT | Việc |\n| 1 | Rà soát |"))
    variants["web:letter_table"] = {"letter_id": drafted(document=table), "number": 1}
    variants["web:letter_picture"] = variants["web:restore_letter"] = {"number": 1}


def _years(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """A year in which Sở Tư pháp scores itself, with a finding; a year before it that is published."""
    year_id = _opened(2024)
    appraiser = _actor("thamdinh")
    indices.assign_appraiser(
        OFFICE,
        year_id=year_id,
        user_id=appraiser.user_id or 0,
        user_name=appraiser.name,
        node_codes=("1",),
        now=SCORED,
    )
    sheet_id = sheet_of(year_id, "STP")
    indices.add_evidence(JUSTICE, sheet_id=sheet_id, component="1.1", stage=Stage.SELF, new=(PROOF,), now=SCORED)
    finding = indices.record_finding(OFFICE, year_id=year_id, unit="STP", node_code="1.1", text="Muộn", now=SCORED)
    indices.plan_remedy(JUSTICE, finding_id=finding, remedy="Rà soát", owner="Phòng Pháp chế", due_on=None, now=SCORED)
    indices.show_remedy_done(JUSTICE, finding_id=finding, text="Đã xong", files=(PROOF,), now=SCORED)
    parts |= {"year_id": year_id, "sheet_id": sheet_id, "unit": "STP", "finding_id": finding}
    parts["evidence_id"] = ScoreEvidence.objects.get(sheet=sheet_id).pk
    variants["web:index_finding_file"] = {"evidence_id": FindingEvidence.objects.get(finding=finding).pk}
    parts["past_file_id"] = indices.hand_in_past_file(
        _actor("thuongtruc"), year=2020, set_code="bo", set_name="", data=b"Bang", filename="cu.txt", now=SCORED
    )
    published = _opened(2023)
    for actor, unit in ((HOME, "SNV"), (JUSTICE, "STP"), (HEALTH, "SYT")):
        scored(published, actor, unit)
    for at in (Step.SELF_SCORING, Step.APPRAISAL_1, Step.EXPLANATION, Step.APPRAISAL_2):
        indices.move_on(OFFICE, year_id=published, seen=at, reason="Đúng lịch", now=SCORED)
    for unit in ("SNV", "STP", "SYT"):
        council_says(published, unit, "1.4", Cells("100"))
    indices.freeze(OFFICE, year_id=published, now=LATER)
    indices.publish(OFFICE, year_id=published, now=LATER)
    of_it = {"year_id": published, "sheet_id": sheet_of(published, "STP")}
    pages = (
        "year",
        "result",
        "as_is",
        "replay",
        "ranking",
        "gap",
        "compare",
        "what_if",
        "remedies",
        "sheet",
        "findings",
    )
    variants |= {f"web:index_{name} (published)": of_it for name in pages}
    variants |= {f"api:{name} (published)": of_it for name in ("get_year", "get_result", "get_sheet")}


def _inspections(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """One of Sở Tư pháp at every step by the appraiser, who is in the team alone; one that the unit made of itself."""
    concluded = visits.begun(at=TODAY)
    visits.answered(concluded, at=TODAY, i2_1=visits.said(TODAY, count=18, whole=20))
    services = visits.services
    services.attach_files(visits.member(), inspection_id=concluded, item="2.1", new=(PROOF,), now=TODAY)
    visits.minuted(concluded, at=TODAY)
    services.conclude_inspection(OFFICE, inspection_id=concluded, text="Muộn", due_on=date(2024, 12, 31), now=TODAY)
    planned, at_place, minuted = visits.planned(at=TODAY), visits.begun("SYT", at=TODAY), visits.begun("SYT", at=TODAY)
    visits.answered(at_place, at=TODAY, i1_1=visits.said(TODAY, count=0))
    visits.answered(minuted, at=TODAY, i1_1=visits.said(TODAY, count=0))
    visits.minuted(minuted, at=TODAY)
    own = services.open_self_inspection(JUSTICE, unit="STP", checklist="discipline", part="", now=TODAY)
    parts |= {"inspection_id": concluded, "programme_id": visits.programme(), "paper": "bien-ban"}
    parts["found_id"] = visits.view(concluded).findings[0].id
    parts["photo_id"] = visits.view(concluded).files[0].id
    steps = {
        "inspection (planned)": planned, "inspection (at the place)": at_place, "inspection (minuted)": minuted,
        "inspection (own)": own, "inspection_answers": at_place, "inspection_answers (own)": own,
        "inspection_minutes": at_place, "begin_inspection": planned, "change_inspection": planned,
        "cancel_inspection": planned, "conclude_inspection": minuted, "reopen_inspection": minuted,
    }  # fmt: skip
    variants |= {f"web:{name}": {"inspection_id": inspection} for name, inspection in steps.items()}
    variants["web:inspection_paper"] = {"form": "docx"}


def _procedures(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """A register of two procedures by a decision, and a file that waits."""
    register.registered(register.made(1, published_on="01/02/2023"), register.made(2), now=TODAY)
    parts |= {"import_id": register.brought(register.made(3), now=TODAY), "tthc": register.made(1)["code"]}
    parts["decision_id"] = register.queries.decisions(OFFICE, on=TODAY.date())[0].id
    variants["web:register_file"] = {"form": "jsonl"}
    parts["portal_id"], parts["audit_id"], parts["fault_id"] = register.audited("STP", now=TODAY)
    parts["which"] = "ton-tai"
    parts["feedback_id"] = register.routed_feedback("STP", now=TODAY)


def _institutions(parts: dict[str, object]) -> None:
    """A document that Sở Tư pháp drafts, with its text, and a rule that it cuts."""
    legal = required.required(now=TODAY)
    required.services.bring_issued(JUSTICE, document_id=legal, data=b"Van ban", filename="a.txt", seen=1, now=TODAY)
    rule = required.services.save_rule(OFFICE, facts=required.rule(document_id=legal), now=TODAY)
    parts |= {"legal_id": legal, "rule_id": rule}


def _dossiers(parts: dict[str, object]) -> None:
    """A dossier of Sở Tư pháp that goes on, and a row of the same file that was set aside."""
    rows = "Mã hồ sơ;Đơn vị;Ngày tiếp nhận;Ngày hẹn trả\nHS-1;STP;01/03/2024 08:00;08/03/2024\nHS-2;;01/03/2024;\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ho-so.csv"
        path.write_text(rows, encoding="utf-8")
        made = dossiers.import_file(SYSTEM, source="Một cửa", path=path, now=TODAY)
    parts |= {"taken_id": made, "dossier": "HS-1"}


def _opened(year: int) -> int:
    return indices.open_year(
        OFFICE,
        year=year,
        definition_text=SET,
        definition_file="bo-nho.yaml",
        levels=(Level.DEPARTMENT,),
        due=DUE if year == 2023 else {},
        now=SCORED,
    )


def _periodic(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """A period of a reporting regime, with the report that Sở Tư pháp has still to send and an edition made."""
    form, period = form_named("cchc-quarterly"), parse_period("2023Q1")
    regimes.open_period(OFFICE, form=form, period=period, due_on=date(2023, 3, 17), now=NOW)
    waiting = UnitReport.objects.get(unit="STP")
    parts["edition_id"] = regimes.make_edition(OFFICE, form=form, period=period, edits={}, own={}, now=NOW)
    parts["other_id"] = regimes.make_edition(OFFICE, form=form, period=period, edits={}, own={}, now=NOW)
    parts |= {"form_id": form.id, "period_id": period.id}
    for name in ("periodic_report", "periodic_report_file", "periodic_ask_below", "periodic_decide"):
        variants[f"web:{name}"] = {"report_id": waiting.pk}
    variants["api:get_unit_report"] = {"report_id": waiting.pk}


def _surveys(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """One that is open, with its form, a collector, a link and an answer."""
    survey_id = surveys.survey(actor=OFFICE, now=TODAY)
    issued = surveys.collector(survey_id, now=TODAY)
    surveys.received(survey_id, issued, uuid="a1", now=TODAY)
    form = FormVersion.objects.get(survey_id=survey_id)
    links = surveys.services.issue_links(
        OFFICE, survey_id=survey_id, kind=surveys_values.LinkKind.KIOSK, label="Máy", count=1, days=9, now=TODAY
    )
    FormMedia.objects.create(version=form, name="a.png", file=form.workbook, digest="")
    asked = Satisfaction(Indicator.MEAN_SCORE, (Factor("Chung", ("chung",)),))
    index = survey_results.set_satisfaction(
        OFFICE, survey_id=survey_id, name="A", asked=asked, unit="STP", period=parse_period("2024"), now=TODAY
    )
    variants["web:remove_survey_satisfaction"] = {"index_id": index}
    data_request_id = surveys.services.register_request(
        OFFICE, survey_id=survey_id, kind=RequestKind.VIEW, asked_by="A", text="B", received_on=TODAY.date(), now=TODAY
    )
    parts |= {"instance_id": "uuid:a1", "data_request_id": data_request_id}
    parts |= {"survey_id": survey_id, "version_id": form.pk, "username": issued.username, "links_id": links.id}
    parts["collector_token"] = issued.token
    table = AnswerImport.objects.create(
        survey_id=survey_id, version=form, name="a.csv", file=form.workbook, brought_at=TODAY, brought_by_name="A",
        columns=[], faults=[], bad_rows=0, rows=0,
    )  # fmt: skip
    parts |= {"export_token": new_token(), "answer_import_id": table.pk}
    parts["draw_id"] = SampleDraw.objects.create(
        survey_id=survey_id, frame="k.csv", frame_sha256="", frame_rows=1, design=form.workbook, sample=form.workbook,
        seed="1", strata=[], drawn_at=TODAY, drawn_by_name="A",
    ).pk  # fmt: skip
    visit = {"survey_id": survey_id, "area": "A", "planned_on": TODAY.date(), "place": "", "contact": ""}
    planned = surveys.services.plan_visit(OFFICE, **visit, now=TODAY)  # type: ignore[arg-type]
    variants["web:end_field_visit"] = {"visit_id": planned}
    survey_results.set_rules(
        OFFICE, survey_id=survey_id, threshold=5, basis=Basis.DESIGN, population=None, now=TODAY,
        design=("d.yaml", b"estimates: [{kind: mean, of: chung}]\n"),
    )  # fmt: skip
    by_link = {"token": links.tokens[0], "name": "a.png"}
    variants |= {f"web:{name}": by_link for name in ("answer", "send_answer", "answer_media")}


def _published(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """A progress report that is published, and another one of other days that may be."""
    first, other = (
        reports.make_progress_report(OFFICE, first=day, last=date(2023, 3, 31), unit="", now=NOW)
        for day in (date(2023, 1, 1), date(2023, 2, 1))
    )
    parts["number"] = publications.publish(OFFICE, source=SourceRef(PublicKind.PROGRESS, str(first)), now=NOW)
    variants["web:publication_preview"] = {"source_kind": "progress", "key": other}


def _messages(parts: dict[str, object]) -> None:
    """What belongs to one person: a message, a calendar link, a job; and what the operator keeps."""
    owner = _actor("tuphap")
    user = owner.user_id or 0
    notifications.notify(SYSTEM, messages=[message_to(user)], now=NOW)
    token = notifications.open_feed(owner, unit="STP", now=NOW)
    kept = SavedList.objects.create(owner_id=user, name="Việc", page="web:tasks", created_at=NOW)
    ListWatch.objects.create(saved_list=kept, user_id=user, looked_at=NOW)
    target = notifications.add_target(_actor("quantri"), name="Trục", url="https://truc.example/nhan", now=NOW)
    queue.enqueue(kind="plans.confirm_lines", key="mot", payload={"plan": 1, "user": user}, now=NOW, asked_by=user)
    parts |= {
        "message_id": Message.objects.filter(recipient=user).order_by("-id")[0].pk,
        "feed_id": CalendarFeed.objects.get(owner=user).pk,
        "token": token,
        "list_id": kept.pk,
        "target_id": target.id,
        "job_id": Job.objects.get(key="mot").pk,
        "delivery_id": 1,
    }


def _talk(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """A question of Sở Tư pháp about its task."""
    thing = Thing(ThingKind.TASK, int(str(parts["task_id"])))
    owner = _actor("tuphap")
    parts["remark_id"] = say(owner, thing=thing, text="Mẫu nào?", is_question=True, seen_until=0, now=TODAY)
    variants["web:discussion"] = {"kind": "nhiem-vu", "thing_id": thing.id}


def _account(parts: dict[str, object]) -> None:
    """The account of the focal point of Sở Tư pháp: a visit, a token, a role, a link to set a password."""
    owner, admin = _actor("tuphap"), _actor("quantri")
    user = owner.user_id or 0
    visit = accounts.begin_visit(owner, user_agent="", address="", now=TODAY)
    accounts.issue_token(owner, user_id=user, purpose="Trục văn bản", days=30, now=TODAY)
    (token,) = accounts_read.tokens(owner, user_id=user, now=TODAY)
    accounts.begin_second_factor(owner)
    SecondFactor.objects.filter(user_id=user).update(confirmed_at=TODAY)
    place = Place("http://testserver")
    asked = question_for_new(place, user_id=user, name="tuphap", kept=())
    made = new_passkey(place, asked.state, Device().made(asked.options, origin=place.origin, host=place.host))
    passkey = Passkey.objects.create(user_id=user, identity=made.identity, public=made.public, added_at=TODAY)
    parts["passkey_id"] = passkey.pk
    ProviderLink.objects.create(user_id=user, issuer=LINKED_AT, subject="nguoi-1", linked_at=TODAY)
    grants = account_queries.account(admin, user).grants
    head = organisations.user_id_of("tuphap2")  # who signs in makes the link void
    secret = accounts.give_link(admin, user_id=head, kind=LinkKind.RESET, now=TODAY)
    parts |= {"user_id": user, "visit_id": visit, "token_id": token.id, "grant_id": grants[0].id, "secret": secret}


def _units(parts: dict[str, object], variants: dict[str, dict[str, object]]) -> None:
    """Sở Tư pháp with a deputy's post that somebody holds, and another that was founded on a day."""
    post = create_post(SYSTEM, unit="STP", title="Phó Giám đốc", valid_from=NOW.date(), now=NOW)
    somebody = Person("pgd", "Phó Giám đốc (minh họa)")
    parts |= {"post": post, "holding_id": appoint(SYSTEM, post=post, person=somebody, valid_from=NOW.date(), now=NOW)}
    founded = NewUnit("SKH", "Sở Kế hoạch", "SKH", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH")
    order = "Nghị quyết 10/NQ-HĐND"
    parts["change_id"] = create_unit(SYSTEM, unit=founded, effective_on=NOW.date(), order_document=order, now=NOW).id
    for route in ("unit", "rename_unit", "split_unit", "dissolve_unit", "new_post"):
        variants[f"web:{route}"] = {"code": "STP"}
