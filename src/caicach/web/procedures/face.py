"""What procedures bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.procedures import words
from caicach.web.procedures.rights import may_see_register
from caicach.web.procedures.state import STATE
from caicach.web.procedures.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind


def _rows_of(metric: str, unit: str, _year: int) -> RowsBehind:
    """Findings of the unit's portal, decisions for what counts these: near rows, as no list keeps a past day."""
    if metric.partition(".")[2].startswith(("signed", "entered")):
        return RowsBehind(reverse("web:publication_decisions"), is_exact=False)
    if metric.partition(".")[2].startswith("feedback"):
        return RowsBehind(f"{reverse('web:feedback')}?{urlencode({'don-vi': unit})}", is_exact=False)
    return RowsBehind(f"{reverse('web:portal_findings')}?{urlencode({'don-vi': unit})}", is_exact=False)


FACE = Face(
    routes=urlpatterns,
    under="thu-tuc/",
    menu=(MenuEntry(_("Thủ tục"), "web:procedures", Group.RESULTS, may_see_register),),
    words=(
        words.CLOCKS,
        words.EXTENTS,
        words.FEEDBACK_CHANNELS,
        words.FEEDBACK_KINDS,
        words.ISSUERS,
        words.OPTIONS,
    ),
    badges=(words.CHANGES, words.OUTCOMES, words.STANDINGS, words.STATUSES, words.FEEDBACK_STATES),
    permissions={
        Permission.PROCEDURE_SEE_ALL: _("Xem kết quả kiểm tra công khai thủ tục của mọi đơn vị"),
        Permission.PROCEDURE_MANAGE: _("Quản lý danh mục thủ tục, công bố, kiểm tra công khai, chi phí"),
        Permission.PROCEDURE_ANSWER: _("Khắc phục công khai thủ tục, trả lời phản ánh, kiến nghị của đơn vị mình"),
    },
    rows={"procedures": _rows_of},
    stylesheet="css/procedures.css",
    state=STATE,
)
