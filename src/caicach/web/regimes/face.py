"""What periodic reports bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.web.regimes.rights import may_open_page
from caicach.web.regimes.state import STATE
from caicach.web.regimes.trail_words import ACTS, THINGS
from caicach.web.regimes.urls import urlpatterns
from caicach.web.regimes.words import SENDERS, STATES
from caicach.web.shell.faces import Face, Group, MenuEntry

FACE = Face(
    routes=urlpatterns,
    under="bao-cao-dinh-ky/",
    menu=(MenuEntry(_("Báo cáo định kỳ"), "web:periodic", Group.RESULTS, may_open_page),),
    words=(SENDERS,),
    badges=(STATES,),
    state=STATE,
    stylesheet="css/regimes.css",
    acts=ACTS,
    things=THINGS,
)
