"""What the administration of units brings to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry
from caicach.web.units import words
from caicach.web.units.trail_words import ACTS, THINGS
from caicach.web.units.urls import urlpatterns


def _manages(actor: Actor) -> bool:
    return actor.may(Permission.UNITS_MANAGE)


FACE = Face(
    routes=urlpatterns,
    under="quan-tri/don-vi/",
    menu=(MenuEntry(_("Đơn vị, chức vụ"), "web:units", Group.SYSTEM, _manages),),
    first_steps=(FirstStep(15, _("Kiểm tra đơn vị, người giữ chức vụ"), "web:units", _manages),),
    words=(words.KINDS, words.TYPES),
    badges=(words.STATES,),
    acts=ACTS,
    things=THINGS,
)
