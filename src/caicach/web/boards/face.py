"""What the boards bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.boards.state import STATE
from caicach.web.boards.trail_words import ACTS, THINGS
from caicach.web.boards.urls import urlpatterns
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry, Start
from caicach.web.tasks.rights import oversees


def _is_a_unit(actor: Actor) -> bool:
    return bool(actor.acts_for) and not oversees(actor)


def _is_a_leader(actor: Actor) -> bool:
    """Who oversees and decides, and gives no work: the board is for five minutes."""
    return oversees(actor) and not actor.may(Permission.TASK_ASSIGN)


FACE = Face(
    routes=urlpatterns,
    menu=(
        MenuEntry(_("Điều hành"), "web:leader_board", Group.TODAY, oversees),
        MenuEntry(_("Hiện trạng cải cách"), "web:reform_state", Group.TODAY, oversees),
        MenuEntry(_("Việc hôm nay"), "web:unit_board", Group.TODAY, _is_a_unit),
    ),
    starts=(
        Start(5, "web:leader_board", _is_a_leader),
        Start(20, "web:unit_board", _is_a_unit),
    ),
    first_steps=(
        FirstStep(
            5,
            _("Xem điều hành: bấm vào một con số để xem từng dòng phía sau"),
            "web:leader_board",
            _is_a_leader,
        ),
        FirstStep(15, _("Xem hiện trạng cải cách trên một trang A4, có thể in"), "web:reform_state", _is_a_leader),
        FirstStep(
            5,
            _("Xem việc hôm nay: việc mới giao và việc sắp đến hạn ở trên cùng"),
            "web:unit_board",
            _is_a_unit,
        ),
    ),
    state=STATE,
    acts=ACTS,
    things=THINGS,
)
