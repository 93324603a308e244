"""What inspections bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.inspections import words
from caicach.web.inspections.finding_views import listed_findings
from caicach.web.inspections.rights import may_see_inspections
from caicach.web.inspections.state import STATE
from caicach.web.inspections.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind

_OF_FINDINGS = ("finding", "repeated", "due", "mended")


def _rows_of(metric: str, unit: str, _year: int) -> RowsBehind:
    """Lists of the unit, of every year (a report's window begins in December): findings for what counts findings."""
    name = metric.partition(".")[2]
    if name.startswith(_OF_FINDINGS):
        asked = {"don-vi": unit, **({"lap-lai": "1"} if name.startswith("repeated") else {})}
        return RowsBehind(f"{reverse('web:inspection_findings')}?{urlencode(asked)}", is_exact=False)
    asked = {"don-vi": unit, "loai": "self" if name.startswith("self") else "office"}
    return RowsBehind(f"{reverse('web:inspections')}?{urlencode(asked)}", is_exact=False)


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
)
