"""What dossiers bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.dossiers import words
from caicach.web.dossiers.rights import may_see_dossiers
from caicach.web.dossiers.state import STATE
from caicach.web.dossiers.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind

_KIND = {"handled_count": "handled", "late_count": "late", "overdue_count": "overdue", "on_time_share": "handled"} | {
    "paid_online_share": "not_paid_online",
    "paid_procedures_share": "not_paid_online",
    "online_share": "not_online",
    "used_online_share": "not_online",
    "electronic_result_share": "no_result",
    "digitised_share": "not_digitised",
    "reused_share": "not_reused",
    "shared_share": "not_shared",
    "identified_share": "not_identified",
    "dissatisfied_share": "disliked",
    "total_time_points": "handled",
    "agency_time_points": "handled",
    "contacts_points": "asked_again",
}


def _rows_of(metric: str, unit: str, year: int) -> RowsBehind | None:
    """The unit's dossiers of the year, of the kind that the metric counts; None of what the portal said."""
    if metric == "dossiers.synchronised_share":
        return None
    kind = _KIND.get(metric.partition(".")[2], "all")
    asked = {"tu": f"01/01/{year}", "den": f"31/12/{year}", "don-vi": unit, "rieng": "1", "loai": kind}
    return RowsBehind(f"{reverse('web:dossier_list')}?{urlencode(asked)}", is_exact=False)


FACE = Face(
    routes=urlpatterns,
    under="ho-so/",
    menu=(MenuEntry(_("Hồ sơ một cửa"), "web:dossiers", Group.RESULTS, may_see_dossiers),),
    words=(words.COLUMNS, words.GROUPINGS, words.KINDS, words.CHANNELS, words.HAPPENINGS, words.UNITS, words.SPANS),
    badges=(words.VERDICTS,),
    rows={"dossiers": _rows_of},
    permissions={
        Permission.DOSSIER_SEE_ALL: _("Xem hồ sơ một cửa của mọi đơn vị"),
        Permission.DOSSIER_IMPORT: _("Nạp hồ sơ một cửa, đặt thời hạn của thủ tục"),
    },
    state=STATE,
)
