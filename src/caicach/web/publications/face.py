"""What publishing brings to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.publications.rights import may_publish
from caicach.web.publications.trail_words import ACTS, THINGS
from caicach.web.publications.urls import urlpatterns
from caicach.web.publications.words import KINDS
from caicach.web.shell.faces import Face, Group, MenuEntry

FACE = Face(
    routes=urlpatterns,
    under="cong-bo/",
    menu=(MenuEntry(_("Công bố"), "web:publications", Group.RESULTS, may_publish),),
    words=(KINDS,),
    permissions={Permission.PUBLICATION_MANAGE: _("Công bố số liệu ra trang công khai, đính chính")},
    acts=ACTS,
    things=THINGS,
)
