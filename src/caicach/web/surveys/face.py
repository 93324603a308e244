"""What surveys bring to the whole."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.kernel.periods import Stretch
from caicach.surveys.results.telling import reported_figures
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind, whoever_may
from caicach.web.surveys import words
from caicach.web.surveys.rights import may_run_surveys
from caicach.web.surveys.state import STATE
from caicach.web.surveys.trail_words import ACTS, THINGS
from caicach.web.surveys.urls import urlpatterns


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind | None:
    """The satisfaction of the survey whose figure is told; what others published has no page here."""
    if not metric.startswith("surveys.reported_"):
        return None
    survey_id = reported_figures((unit,), period)[unit].survey_id
    if survey_id is None:
        return None
    return RowsBehind(
        reverse("web:survey_satisfaction", args=[survey_id]), is_exact=True, asked=Permission.SURVEY_MANAGE
    )


FACE = Face(
    routes=urlpatterns,
    opened={
        "web:exported_survey_answers": whoever_may(Permission.SURVEY_MANAGE),
        "web:survey": whoever_may(Permission.SURVEY_MANAGE),
    },
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
