"""What tasks bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.plans.queries import tasks_among
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry, Start
from caicach.web.tasks import words
from caicach.web.tasks.kept_lists import listed_tasks
from caicach.web.tasks.rights import has_tasks, oversees
from caicach.web.tasks.rows_behind import rows_behind
from caicach.web.tasks.trail_words import ACTS, THINGS
from caicach.web.tasks.urls import urlpatterns


def _has_only_own(actor: Actor) -> bool:
    return has_tasks(actor) and not oversees(actor)


def _decides(actor: Actor) -> bool:
    return actor.may(Permission.TASK_DECIDE)


FACE = Face(
    routes=urlpatterns,
    opened={"web:task": tasks_among},
    menu=(
        MenuEntry(_("Theo dõi"), "web:board", Group.TODAY, oversees, also=("web:holidays",)),
        MenuEntry(_("Nhiệm vụ"), "web:tasks", Group.WORK, oversees),
        MenuEntry(_("Nhiệm vụ của đơn vị"), "web:tasks", Group.WORK, _has_only_own),
    ),
    starts=(Start(10, "web:board", oversees), Start(30, "web:tasks", has_tasks)),
    first_steps=(
        FirstStep(
            20,
            _("Xem báo cáo chờ chấp nhận: đọc, rồi chấp nhận hoặc trả lại kèm lý do"),
            "web:waiting_reports",
            _decides,
        ),
        FirstStep(
            10,
            _("Xem việc của đơn vị: bấm vào một việc để đọc nguyên văn đoạn giao, rồi bấm «Báo cáo»"),
            "web:tasks",
            _has_only_own,
        ),
    ),
    words=(
        words.QUALITIES,
        words.CADENCES,
        words.DUE_KINDS,
        words.ORIGINS,
        words.ADDRESS_ROLES,
        words.DUE_UNITS,
        words.RECURRENCES,
        words.AREAS,
    ),
    badges=(words.TASK_STATES, words.REPORT_STATES, words.REQUEST_STATES),
    permissions={
        Permission.TASK_ASSIGN: _("Giao nhiệm vụ"),
        Permission.TASK_SEE_ALL: _("Xem nhiệm vụ của mọi đơn vị"),
        Permission.TASK_REPORT: _("Báo cáo nhiệm vụ của đơn vị mình"),
        Permission.TASK_DECIDE: _("Chấp nhận hoặc trả lại báo cáo"),
        Permission.TASK_EXTEND: _("Gia hạn nhiệm vụ"),
    },
    rows={"plans": rows_behind},
    lists={"web:tasks": listed_tasks},
    acts=ACTS,
    things=THINGS,
)
