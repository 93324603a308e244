"""What the page of the trail brings to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.shell.faces import Face, Group, MenuEntry
from caicach.web.trail.trail_words import ACTS, THINGS
from caicach.web.trail.urls import urlpatterns


def _reads_the_trail(actor: Actor) -> bool:
    return actor.may(Permission.AUDIT_READ)


FACE = Face(
    routes=urlpatterns,
    menu=(MenuEntry(_("Nhật ký"), "web:trail", Group.SYSTEM, _reads_the_trail),),
    permissions={Permission.AUDIT_READ: _("Xem nhật ký")},
    acts=ACTS,
    things=THINGS,
)
