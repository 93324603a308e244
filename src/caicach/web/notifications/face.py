"""What messages, reminders and the queue bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.notifications.queries import unread_count
from caicach.web.notifications import words
from caicach.web.notifications.trail_words import ACTS, THINGS
from caicach.web.notifications.urls import urlpatterns
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry, Start, Tally


def _is_anybody(actor: Actor) -> bool:
    return True


def _tends_the_queue(actor: Actor) -> bool:
    return actor.may(Permission.JOBS_MANAGE)


FACE = Face(
    routes=urlpatterns,
    menu=(
        MenuEntry(
            _("Thông báo"),
            "web:inbox",
            Group.SYSTEM,
            _is_anybody,
            also=("web:reminder_rule",),
            tally=Tally(unread_count, _("chưa đọc")),
        ),
        MenuEntry(_("Hàng đợi"), "web:queue", Group.SYSTEM, _tends_the_queue),
    ),
    starts=(Start(60, "web:queue", _tends_the_queue),),
    first_steps=(
        FirstStep(
            60,
            _("Chọn cách nhận thông báo: trên trang, thư, lịch; ngay hay gộp mỗi sáng"),
            "web:channels",
            _is_anybody,
        ),
    ),
    words=(words.AUDIENCES, words.CHANNELS, words.KINDS, words.MOMENTS, words.PACES),
    badges=(words.DELIVERY_STATES, words.JOB_STATES),
    permissions={
        Permission.JOBS_MANAGE: _("Xem hàng đợi, chạy lại việc hỏng, đặt nơi nhận thông báo"),
        Permission.RULES_MANAGE: _("Sửa quy tắc nhắc việc"),
    },
    acts=ACTS,
    things=THINGS,
)
