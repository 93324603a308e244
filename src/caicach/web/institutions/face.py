"""What institutions bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.kernel.periods import Stretch
from caicach.web.institutions import words
from caicach.web.institutions.list_views import listed_documents, listed_rules
from caicach.web.institutions.rights import may_see_institutions
from caicach.web.institutions.state import STATE
from caicach.web.institutions.trail_words import ACTS, THINGS
from caicach.web.institutions.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind:
    """The unit's documents of a year, or its rules: near rows, as no list keeps a past day."""
    if metric.partition(".")[2].startswith("rules"):
        return RowsBehind(f"{reverse('web:business_rules')}?{urlencode({'don-vi': unit})}", is_exact=False)
    asked = urlencode({"don-vi": unit, "nam": str(period.last.year)})
    return RowsBehind(f"{reverse('web:legal_documents')}?{asked}", is_exact=False)


FACE = Face(
    routes=urlpatterns,
    lists={"web:legal_documents": listed_documents, "web:business_rules": listed_rules},
    under="the-che/",
    menu=(MenuEntry(_("Thể chế"), "web:institutions", Group.WORK, may_see_institutions),),
    words=(
        words.KINDS,
        words.ORIGINS,
        words.STEPS,
        words.MILESTONES,
        words.RULE_KINDS,
        words.MEASURES,
        words.APPROVERS,
    ),
    badges=(words.STANDINGS, words.STATES, words.RULE_STATES),
    permissions={
        Permission.INSTITUTION_MANAGE: _("Quản lý danh mục văn bản phải ban hành, quy định kinh doanh"),
        Permission.INSTITUTION_REPORT: _("Ghi tiến độ, văn bản ban hành do đơn vị mình chủ trì soạn thảo"),
    },
    rows={"institutions": _rows_of},
    state=STATE,
    acts=ACTS,
    things=THINGS,
)
