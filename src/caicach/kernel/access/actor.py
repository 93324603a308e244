"""The actor of a use case, the permissions, and the one check that services make."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caicach.kernel.errors import NotAllowed


class Permission(StrEnum):
    DOCUMENT_RECEIVE = "document.receive"
    DOCUMENT_CONFIRM = "document.confirm"
    DOCUMENT_SEE_ALL = "document.see_all"
    TASK_ASSIGN = "task.assign"
    TASK_SEE_ALL = "task.see_all"
    TASK_REPORT = "task.report"  # for a unit of ``acts_for``
    TASK_DECIDE = "task.decide"  # accept or return what a unit reported
    TASK_EXTEND = "task.extend"
    UNITS_MANAGE = "units.manage"
    USERS_MANAGE = "users.manage"
    AUDIT_READ = "audit.read"
    CALENDAR_MANAGE = "calendar.manage"
    PLAN_MANAGE = "plan.manage"  # programmes, the province's plans, provisions, every unit's plan
    PLAN_EDIT = "plan.edit"  # the own plan of a unit of ``acts_for``
    JOBS_MANAGE = "jobs.manage"  # the queue, and the targets of webhooks
    RULES_MANAGE = "rules.manage"  # rules of reminders and escalation
    LETTER_DRAFT = "letter.draft"
    LETTER_ISSUE = "letter.issue"  # number, register and dispatch
    LETTER_SIGN = "letter.sign"
    INDEX_SEE_ALL = "index.see_all"
    INDEX_MANAGE = "index.manage"  # open a year, import, appoint appraisers, freeze, publish
    INDEX_SCORE = "index.score"  # self-score and explain, for a unit of ``acts_for``
    INDEX_APPRAISE = "index.appraise"
    INDEX_DECIDE = "index.decide"  # the council's decision
    SURVEY_MANAGE = "survey.manage"  # surveys, their forms, who collects
    INSPECTION_SEE_ALL = "inspection.see_all"
    INSPECTION_MANAGE = "inspection.manage"  # programme, teams, conclusions, closing of findings
    PUBLICATION_MANAGE = "publication.manage"  # put figures on the open page, correct them
    INSPECTION_ANSWER = "inspection.answer"  # own inspections, answers and remedies, for a unit of ``acts_for``
    PROCEDURE_SEE_ALL = "procedure.see_all"  # what audits found of every unit
    PROCEDURE_MANAGE = "procedure.manage"  # the register, publication, audits, costs
    PROCEDURE_ANSWER = "procedure.answer"  # own portal, findings and feedback, for a unit of ``acts_for``
    INSTITUTION_MANAGE = "institution.manage"  # legal documents required, their review, business rules
    INSTITUTION_REPORT = "institution.report"  # days and texts of documents drafted by a unit of ``acts_for``
    DOSSIER_SEE_ALL = "dossier.see_all"
    DOSSIER_IMPORT = "dossier.import"  # files of one-stop systems, their columns, limits of procedures


class Role(StrEnum):
    """What a person is in the reform programme; granted for a unit and a range of dates."""

    STANDING_OFFICE = "standing_office"
    LEADER = "leader"
    UNIT_HEAD = "unit_head"
    FOCAL_POINT = "focal_point"
    APPRAISER = "appraiser"
    COUNCIL = "council"
    ADMIN = "admin"


_OF_UNITS: frozenset[Permission] = frozenset(
    {
        Permission.TASK_REPORT,
        Permission.PLAN_EDIT,
        Permission.INDEX_SCORE,
        Permission.INSPECTION_ANSWER,
        Permission.PROCEDURE_ANSWER,
        Permission.INSTITUTION_REPORT,
    }
)
_OF_ROLE: dict[Role, frozenset[Permission]] = {
    Role.STANDING_OFFICE: frozenset(
        {
            Permission.DOCUMENT_RECEIVE,
            Permission.DOCUMENT_CONFIRM,
            Permission.DOCUMENT_SEE_ALL,
            Permission.TASK_ASSIGN,
            Permission.TASK_SEE_ALL,
            Permission.TASK_DECIDE,
            Permission.TASK_EXTEND,
            Permission.AUDIT_READ,
            Permission.PLAN_MANAGE,
            Permission.RULES_MANAGE,
            Permission.LETTER_DRAFT,
            Permission.LETTER_ISSUE,
            Permission.INDEX_SEE_ALL,
            Permission.INDEX_MANAGE,
            Permission.SURVEY_MANAGE,
            Permission.INSPECTION_SEE_ALL,
            Permission.INSPECTION_MANAGE,
            Permission.PROCEDURE_SEE_ALL,
            Permission.PROCEDURE_MANAGE,
            Permission.INSTITUTION_MANAGE,
            Permission.PUBLICATION_MANAGE,
            Permission.DOSSIER_SEE_ALL,
            Permission.DOSSIER_IMPORT,
        }
    ),
    Role.LEADER: frozenset(
        {
            Permission.DOCUMENT_SEE_ALL,
            Permission.TASK_SEE_ALL,
            Permission.TASK_DECIDE,  # somebody must decide what the standing office reports of its own tasks
            Permission.AUDIT_READ,
            Permission.LETTER_SIGN,
            Permission.INDEX_SEE_ALL,
            Permission.INSPECTION_SEE_ALL,
            Permission.PROCEDURE_SEE_ALL,
            Permission.DOSSIER_SEE_ALL,
        }
    ),
    Role.UNIT_HEAD: _OF_UNITS,
    Role.FOCAL_POINT: _OF_UNITS,
    Role.APPRAISER: frozenset({Permission.INDEX_SEE_ALL, Permission.INDEX_APPRAISE}),
    Role.COUNCIL: frozenset({Permission.INDEX_SEE_ALL, Permission.INDEX_DECIDE}),
    Role.ADMIN: frozenset(
        {
            Permission.UNITS_MANAGE,
            Permission.USERS_MANAGE,
            Permission.AUDIT_READ,
            Permission.CALENDAR_MANAGE,
            Permission.JOBS_MANAGE,
        }
    ),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    return frozenset().union(*(_OF_ROLE[role] for role in roles))


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a use case. Units are codes.

    ``visible_units`` are the units whose tasks the person may see (own and subtree); ``acts_for`` those it reports for.
    A permission such as TASK_SEE_ALL widens seeing to every unit, never acting.
    """

    user_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    visible_units: frozenset[str] = frozenset()
    acts_for: frozenset[str] = frozenset()
    is_system: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        return frozenset(Permission) if self.is_system else permissions_of(self.roles)

    def may(self, permission: Permission, *, unit: str | None = None) -> bool:
        """Whether the actor has the permission and, where a unit is named, acts for that unit."""
        return permission in self.permissions and (unit is None or self.is_system or unit in self.acts_for)

    def sees_unit(self, unit: str) -> bool:
        return self.may(Permission.TASK_SEE_ALL) or unit in self.visible_units


SYSTEM = Actor(user_id=None, name="Hệ thống", is_system=True)


def require(actor: Actor, permission: Permission, *, unit: str | None = None) -> None:
    """Raise NotAllowed unless the actor may do this (for this unit)."""
    if not actor.may(permission, unit=unit):
        raise NotAllowed(
            "access.denied",
            what="Bạn không có quyền làm việc này.",
            why="Tài khoản «{name}» không được giao quyền «{permission}» tại đơn vị {unit}."
            if unit
            else "Tài khoản «{name}» không được giao quyền «{permission}».",
            todo="Hãy nhờ người được phân công, hoặc đề nghị quản trị viên cấp quyền.",
            name=actor.name,
            permission=permission.value,
            unit=unit,
        )
