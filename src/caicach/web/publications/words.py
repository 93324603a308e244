"""Words of the kinds of what is published."""

from django.utils.translation import gettext_lazy as _

from caicach.publications.domain.values import PublicKind

KINDS = {
    PublicKind.RANKING: _("Xếp hạng"),
    PublicKind.PROGRESS: _("Tiến độ thực hiện nhiệm vụ"),
    PublicKind.PERIODIC: _("Báo cáo định kỳ"),
    PublicKind.FIGURES: _("Một cửa, thủ tục và khảo sát"),
    PublicKind.DOCUMENTS: _("Văn bản"),
}
