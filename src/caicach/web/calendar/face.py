"""What the administration of the working-day calendar brings to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.calendar import words
from caicach.web.calendar.trail_words import ACTS, THINGS
from caicach.web.calendar.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry


def _keeps(actor: Actor) -> bool:
    return actor.may(Permission.CALENDAR_MANAGE)


FACE = Face(
    routes=urlpatterns,
    under="quan-tri/lich-lam-viec/",
    menu=(MenuEntry(_("Lịch làm việc"), "web:calendar_years", Group.SYSTEM, _keeps),),
    words=(words.ORIGINS, words.DAY_KINDS),
    badges=(words.SOURCINGS,),
    acts=ACTS,
    things=THINGS,
)
