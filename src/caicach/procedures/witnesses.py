"""What the trail answers for: versions of procedures, decisions, who must publish."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves
from caicach.procedures.models import ProcedureVersion, PublicationDecision


def _versions(about: Sequence[About]) -> dict[int, set[int]]:
    """Those that an import wrote, and those that a line is about. One SQL query where there are imports."""
    found = themselves("procedure_version", about)
    imports = themselves("procedure_import", about)
    written: dict[int | None, set[int]] = defaultdict(set)
    wanted = set().union(*imports.values()) if imports else set()
    if wanted:
        rows = ProcedureVersion.objects.filter(source__in=wanted).order_by()
        for pk, source in rows.values_list("pk", "source_id"):
            written[source].add(pk)
    return found | {line: written[next(iter(roots))] for line, roots in imports.items()}


register(
    Witness(
        kind="procedure_version",
        stream="procedures",
        title=gettext_noop("Thủ tục"),
        form=1,
        tables=(
            Table(
                ProcedureVersion,
                "pk",
                ("family", "code", "name", "field", "change", "valid_from", "record", "digest", "decision_id"),
            ),
        ),
        roots=_versions,
    )
)
register(
    Witness(
        kind="publication_decision",
        stream="procedures",
        title=gettext_noop("Quyết định công bố"),
        form=1,
        tables=(
            Table(
                PublicationDecision,
                "pk",
                ("number", "issuer", "signed_on", "effective_on", "is_shortened", "entered_on", "sent_on", "version"),
            ),
        ),
        roots=lambda about: themselves("publication_decision", about),
    )
)
