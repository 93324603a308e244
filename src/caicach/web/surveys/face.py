"""What surveys bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.shell.faces import Face, Group, MenuEntry
from caicach.web.surveys import words
from caicach.web.surveys.rights import may_run_surveys
from caicach.web.surveys.state import STATE
from caicach.web.surveys.trail_words import ACTS, THINGS
from caicach.web.surveys.urls import urlpatterns

FACE = Face(
    routes=urlpatterns,
    under="khao-sat/",
    menu=(MenuEntry(_("Khảo sát"), "web:surveys", Group.RESULTS, may_run_surveys),),
    words=(
        words.LINKS,
        words.BASES,
        words.FIGURES,
        words.INDICATORS,
        words.SIGNS,
        words.DISPOSITIONS,
        words.REQUESTS,
        words.OUTCOMES,
    ),
    badges=(words.STATES, words.COLLECTORS, words.PROBLEMS, words.REQUEST_STATES),
    permissions={Permission.SURVEY_MANAGE: _("Quản lý khảo sát xã hội học")},
    stylesheet="css/surveys.css",
    state=STATE,
    acts=ACTS,
    things=THINGS,
)
