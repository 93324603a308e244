"""What inspections bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.inspections.domain.cycle import InspectionKind
from caicach.kernel.access import Permission
from caicach.kernel.periods import Stretch
from caicach.web.inspections import words
from caicach.web.inspections.finding_views import listed_findings
from caicach.web.inspections.rights import may_see_inspections
from caicach.web.inspections.state import STATE
from caicach.web.inspections.trail_words import ACTS, THINGS
from caicach.web.inspections.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind

_OF_FINDINGS = ("finding", "repeated", "due", "mended")
_OF_DUE = frozenset({"due_count", "mended_in_time_count", "mended_in_time_share"})
"""These count findings to be mended in the period; the others those concluded in it."""
_MORE = {"repeated_count": {"lap-lai": "1"}, "mended_in_time_count": {"dung-han": "1"}}


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind:
    """Inspections with minutes of the period; of what counts findings these, concluded or to be mended in it."""
    name, first, last = metric.partition(".")[2], f"{period.first:%d/%m/%Y}", f"{period.last:%d/%m/%Y}"
    if not name.startswith(_OF_FINDINGS):
        kind = InspectionKind.SELF if name.startswith("self") else InspectionKind.OFFICE
        asked = {"don-vi": unit, "loai": kind.value, "bien-ban-tu": first, "bien-ban-den": last}
        return RowsBehind(f"{reverse('web:inspections')}?{urlencode(asked)}", is_exact=True)
    asked = {"don-vi": unit, "loai": InspectionKind.OFFICE.value, **_MORE.get(name, {})}
    days = ("han-tu", "han-den") if name in _OF_DUE else ("ket-luan-tu", "ket-luan-den")
    asked |= dict(zip(days, (first, last), strict=True))
    if name in {"mended_count", "mended_in_time_count"}:
        asked["khac-phuc-den"] = last
    return RowsBehind(f"{reverse('web:inspection_findings')}?{urlencode(asked)}", is_exact=True)


FACE = Face(
    routes=urlpatterns,
    under="kiem-tra/",
    menu=(MenuEntry(_("Kiểm tra"), "web:inspections", Group.RESULTS, may_see_inspections),),
    words=(words.KINDS, words.MANNERS, words.CHOICES, words.SEVERITIES, words.PAPERS),
    badges=(words.STATES, words.FINDING_STATES, words.STANDINGS),
    permissions={
        Permission.INSPECTION_SEE_ALL: _("Xem mọi cuộc kiểm tra"),
        Permission.INSPECTION_MANAGE: _("Lập kế hoạch kiểm tra, kết luận, đóng tồn tại"),
        Permission.INSPECTION_ANSWER: _("Tự kiểm tra, giải trình, khắc phục tồn tại của đơn vị mình"),
    },
    rows={"inspections": _rows_of},
    lists={"web:inspection_findings": listed_findings},
    stylesheet="css/inspections.css",
    state=STATE,
    acts=ACTS,
    things=THINGS,
)
