"""What progress reports bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.web.reports.rights import may_report
from caicach.web.reports.trail_words import ACTS, THINGS
from caicach.web.reports.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry

FACE = Face(
    routes=urlpatterns,
    under="bao-cao-tien-do/",
    menu=(MenuEntry(_("Báo cáo"), "web:reports", Group.RESULTS, may_report),),
    acts=ACTS,
    things=THINGS,
)
