"""What the trail answers for: sources with their columns, imports with what was set aside, limits,
answers of the portal."""

from django.utils.translation import gettext_noop

from caicach.dossiers.models import AsideCount, DossierImport, LimitList, PortalFigureRow, PortalFile, Source
from caicach.kernel.audit.witnesses import Table, Witness, register, themselves

register(
    Witness(
        kind="dossier_source",
        stream="dossiers",
        title=gettext_noop("Nguồn hồ sơ"),
        form=1,
        tables=(Table(Source, "pk", ("name", "columns", "version")),),
        roots=lambda about: themselves("dossier_source", about),
    )
)
register(
    Witness(
        kind="dossier_limits",
        stream="dossiers",
        title=gettext_noop("Thời hạn của thủ tục"),
        form=1,
        tables=(Table(LimitList, "pk", ("text",)),),
        roots=lambda about: themselves("dossier_limits", about),
    )
)
register(
    Witness(
        kind="dossier_import",
        stream="dossiers",
        title=gettext_noop("Lần nạp hồ sơ"),
        form=1,
        tables=(
            Table(
                DossierImport, "pk", ("filename", "sha256", "rows", "aside", "aside_file__sha256", "received_by_name")
            ),
            Table(AsideCount, "dossier_import_id", ("reason", "count")),
        ),
        roots=lambda about: themselves("dossier_import", about),
    )
)
register(
    Witness(
        kind="dossier_portal",
        stream="dossiers",
        title=gettext_noop("Câu trả lời của Cổng về Bộ chỉ số 766"),
        form=1,
        tables=(
            Table(PortalFile, "pk", ("filename", "sha256", "period", "strangers", "unread", "received_by_name")),
            Table(
                PortalFigureRow,
                "file_id",
                ("unit_id", "leaf", "numerator", "denominator", "value", "score", "maximum", "note"),
            ),
        ),
        roots=lambda about: themselves("dossier_portal", about),
    )
)
