"""What procedures bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.kernel.periods import Stretch
from caicach.procedures.queries import audits_among
from caicach.web.procedures import words
from caicach.web.procedures.feedback_views import listed_feedback
from caicach.web.procedures.rights import may_see_register
from caicach.web.procedures.state import STATE
from caicach.web.procedures.trail_words import ACTS, THINGS
from caicach.web.procedures.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind:
    """Feedback and findings of the unit's portal; near rows of what an audit saw, and of decisions."""
    name, first, last = metric.partition(".")[2], f"{period.first:%d/%m/%Y}", f"{period.last:%d/%m/%Y}"
    asked = {"don-vi": unit}
    if name.startswith(("signed", "entered")):
        return RowsBehind(reverse("web:publication_decisions"), is_exact=False)
    if name.startswith("feedback"):
        of = "han" if name in {"feedback_due_count", "feedback_in_time_share"} else "tiep-nhan"
        asked |= {f"{of}-tu": first, f"{of}-den": last}
        if name == "feedback_answered_count":
            asked["xu-ly-den"] = last
        return RowsBehind(f"{reverse('web:feedback')}?{urlencode(asked)}", is_exact=True)
    asked["ngay"] = last
    return RowsBehind(f"{reverse('web:portal_findings')}?{urlencode(asked)}", is_exact=name == "open_findings")


FACE = Face(
    routes=urlpatterns,
    lists={"web:feedback": listed_feedback},
    opened={"web:portal_audit": audits_among},
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
    acts=ACTS,
    things=THINGS,
)
