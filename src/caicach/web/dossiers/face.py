"""What dossiers bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.dossiers import words
from caicach.web.dossiers.rights import may_see_dossiers
from caicach.web.dossiers.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry

FACE = Face(
    routes=urlpatterns,
    under="ho-so/",
    menu=(MenuEntry(_("Hồ sơ một cửa"), "web:dossiers", Group.RESULTS, may_see_dossiers),),
    words=(words.COLUMNS, words.GROUPINGS, words.KINDS, words.CHANNELS, words.HAPPENINGS, words.UNITS, words.SPANS),
    badges=(words.VERDICTS,),
    permissions={
        Permission.DOSSIER_SEE_ALL: _("Xem hồ sơ một cửa của mọi đơn vị"),
        Permission.DOSSIER_IMPORT: _("Nạp hồ sơ một cửa, đặt thời hạn của thủ tục"),
    },
)
