"""What dossiers bring to the whole."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.domain.board import Kind
from caicach.kernel.access import Permission
from caicach.kernel.periods import Stretch
from caicach.web.dossiers import words
from caicach.web.dossiers.kept_lists import listed_dossiers
from caicach.web.dossiers.rights import may_see_dossiers
from caicach.web.dossiers.state import STATE
from caicach.web.dossiers.trail_words import ACTS, THINGS
from caicach.web.dossiers.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind, whoever_may
from caicach.web.shell.requests import today

_COUNTED = {
    "received_count": Kind.RECEIVED,
    "handled_count": Kind.HANDLED,
    "on_time_count": Kind.KEPT,
    "late_count": Kind.LATE,
    "overdue_count": Kind.OVERDUE,
    "online_count": Kind.SENT_ONLINE,
    "on_time_share": Kind.HANDLED,
}
"""The kind of list that holds what the metric counts."""
_NEAR = {
    "paid_online_share": Kind.NOT_PAID_ONLINE,
    "paid_procedures_share": Kind.NOT_PAID_ONLINE,
    "online_share": Kind.NOT_ONLINE,
    "used_online_share": Kind.NOT_ONLINE,
    "electronic_result_share": Kind.NO_RESULT,
    "digitised_share": Kind.NOT_DIGITISED,
    "reused_share": Kind.NOT_REUSED,
    "shared_share": Kind.NOT_SHARED,
    "identified_share": Kind.NOT_IDENTIFIED,
    "dissatisfied_share": Kind.DISLIKED,
    "total_time_points": Kind.HANDLED,
    "agency_time_points": Kind.HANDLED,
    "contacts_points": Kind.ASKED_AGAIN,
}


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind | None:
    """The unit's dossiers of the period, of the kind that the metric counts; None of what the portal said.

    Exact of a period that is over: the list tells no moment to come.
    """
    if metric == "dossiers.synchronised_share":
        return None
    name = metric.partition(".")[2]
    kind = _COUNTED.get(name) or _NEAR.get(name, Kind.ALL)
    days = {"tu": f"{period.first:%d/%m/%Y}", "den": f"{period.last:%d/%m/%Y}"}
    address = f"{reverse('web:dossier_list')}?{urlencode({**days, 'don-vi': unit, 'rieng': '1', 'loai': kind.value})}"
    return RowsBehind(address, is_exact=name in _COUNTED and period.last < today())


FACE = Face(
    routes=urlpatterns,
    lists={"web:dossier_list": listed_dossiers},
    opened={"web:dossier_import": whoever_may(Permission.DOSSIER_IMPORT)},
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
    acts=ACTS,
    things=THINGS,
)
