"""What surveys bring to the whole."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.kernel.periods import Stretch
from caicach.surveys.results.queries import surveys_told
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind
from caicach.web.surveys import words
from caicach.web.surveys.rights import may_run_surveys
from caicach.web.surveys.state import STATE
from caicach.web.surveys.trail_words import ACTS, THINGS
from caicach.web.surveys.urls import urlpatterns


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind | None:
    """The satisfaction of the survey that was told; what others published has no page here."""
    found = surveys_told(unit, period.first, period.last) if metric.startswith("surveys.reported_") else ()
    if not found:
        return None
    return RowsBehind(
        reverse("web:survey_satisfaction", args=[found[0]]), is_exact=True, asked=Permission.SURVEY_MANAGE
    )


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
    rows={"surveys": _rows_of},
    state=STATE,
    acts=ACTS,
    things=THINGS,
)
