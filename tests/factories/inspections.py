"""Inspections of the small province at every step."""

from dataclasses import replace
from datetime import UTC, date, datetime

from caicach.inspections import queries, services
from caicach.inspections.domain.checklists import Choice
from caicach.inspections.domain.cycle import Manner
from caicach.inspections.domain.judging import Answer
from caicach.inspections.domain.views import InspectionView
from caicach.inspections.services import Given, Member, MinutesFacts, NewInspection, ProgrammeFacts, Saved
from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.organisations import queries as organisations
from caicach.organisations.services import create_user, grant_role
from factories import correspondence
from factories.kept_rows import kept

# People of units who are in no team: their numbers are those of no account.
OFFICE, LEADER, JUSTICE, HEALTH, DISTRICT = (
    replace(actor, user_id=9_000 + number)
    for number, actor in enumerate(
        (
            correspondence.OFFICE,
            correspondence.LEADER,
            correspondence.JUSTICE,
            correspondence.HEALTH,
            correspondence.DISTRICT,
        )
    )
)
_PEOPLE = (
    ("thamdinh", "Chuyên viên thẩm định thứ nhất", Role.APPRAISER, "SNV"),
    ("thamdinh2", "Chuyên viên thẩm định thứ hai", Role.APPRAISER, "STP"),
    ("hoidong", "Ủy viên Hội đồng thẩm định", Role.COUNCIL, "TINH"),
    ("tuphap", "Chuyên viên Sở Tư pháp", Role.FOCAL_POINT, "STP"),
)
BEGUN = datetime(2023, 2, 7, 2, 0, tzinfo=UTC)  # nine in the morning of a Tuesday, eight working days after Tết
SAVED = datetime(2023, 2, 7, 2, 30, tzinfo=UTC)
DONE = datetime(2023, 2, 7, 4, 0, tzinfo=UTC)
DUE = date(2023, 3, 15)
WITNESS = MinutesFacts("Lê Văn Bình", "Phó Giám đốc")
DAY = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)
LATER_VISIT = datetime(2023, 6, 6, 2, 0, tzinfo=UTC)


@kept
def teams(*more: tuple[str, str, Role, str]) -> None:
    """The small province with a few accounts, which have no password yet."""
    correspondence.province()
    for username, name, role, unit in (*_PEOPLE, *more):
        user = create_user(SYSTEM, username=username, display_name=name, password=None, now=BEGUN)
        grant_role(SYSTEM, user_id=user, role=role, unit=unit, valid_from=date(2023, 1, 1), now=BEGUN)


def member(username: str = "thamdinh") -> Actor:
    """A person of the team who has no rights over inspections but that."""
    return organisations.actor_of(organisations.user_id_of(username), BEGUN.date())


def programme(actor: Actor = OFFICE, **changes: object) -> int:
    given: dict[str, object] = {
        "year": 2023, "title": "Kế hoạch kiểm tra năm 2023", "levels": ("department", "district"), **changes,
    }  # fmt: skip
    return services.save_programme(actor, facts=ProgrammeFacts(**given), now=BEGUN)  # type: ignore[arg-type]


def planned(unit: str = "STP", *, at: datetime = BEGUN, **changes: object) -> int:
    """A surprise check of discipline by the appraiser."""
    given: dict[str, object] = {
        "unit": unit, "checklist": "discipline", "first_on": at.date(), "last_on": at.date(),
        "manner": Manner.SURPRISE, "team": (Member(organisations.user_id_of("thamdinh"), is_head=True),), **changes,
    }  # fmt: skip
    return services.plan_inspection(OFFICE, new=NewInspection(**given), now=at)  # type: ignore[arg-type]


def begun(unit: str = "STP", *, at: datetime = BEGUN, **changes: object) -> int:
    inspection = planned(unit, at=at, **changes)
    services.begin_inspection(member(), inspection_id=inspection, begun_at=at, now=at)
    return inspection


def said(at: datetime = SAVED, *, seen: int = 0, **given: object) -> Given:
    whole: dict[str, object] = {"choice": None, "count": None, "whole": None, "note": "", **given}
    return Given(Answer(observed_at=at, **whole), seen)  # type: ignore[arg-type]


def answered(inspection: int, *, at: datetime = SAVED, actor: Actor | None = None, **given: Given) -> Saved:
    """Answers by the code of the item, written ``i2_1``."""
    answers = {name[1:].replace("_", "."): one for name, one in given.items()}
    return services.save_answers(actor or member(), inspection_id=inspection, given=answers, now=at)


def minuted(inspection: int, *, at: datetime = DONE, actor: Actor | None = None) -> int:
    return services.make_minutes(actor or member(), inspection_id=inspection, facts=WITNESS, now=at)


def concluded(unit: str = "STP", *, at: datetime = BEGUN, due_on: date = DUE) -> int:
    """Two of twenty were away; an empty counter at the desk."""
    inspection = begun(unit, at=at)
    answered(inspection, at=at, i2_1=said(at, count=18, whole=20), i3_1=said(at, count=2, whole=3))
    minuted(inspection, at=at)
    services.conclude_inspection(OFFICE, inspection_id=inspection, text="Cần chấn chỉnh.", due_on=due_on, now=at)
    return inspection


def view(inspection: int, actor: Actor = OFFICE, on: date = DUE) -> InspectionView:
    return queries.inspection_view(actor, inspection, on=on)


def mended(at: datetime) -> Given:
    return said(at, choice=Choice.MENDED)
