"""What the trail answers for: versions of procedures, decisions, who must publish."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_noop

from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves, through
from caicach.kernel.files.queries import name_as_given
from caicach.procedures.models import (
    Audit,
    CutTarget,
    Feedback,
    HourlyIncome,
    NationalExport,
    Portal,
    PortalFinding,
    ProcedureCost,
    ProcedureVersion,
    PublicationDecision,
)


def _versions(about: Sequence[About]) -> dict[int, set[int]]:
    """Those that a line is about, and those that an import wrote: the line names them, of older lines all of the
    import are meant. One SQL query where there are such."""
    found: dict[int, set[int]] = themselves("procedure_version", about)
    of_imports = [one for one in about if one.kind == "procedure_import"]
    named = {one.line_id: {int(pk) for pk in one.new["versions"]} for one in of_imports if "versions" in one.new}
    found |= named
    older = [one for one in of_imports if one.action == "procedures.import.confirmed" and one.line_id not in named]
    imports = themselves("procedure_import", older)
    written: dict[int | None, set[int]] = defaultdict(set)
    wanted = set().union(*imports.values()) if imports else set()
    if wanted:
        rows = ProcedureVersion.objects.filter(source__in=wanted).order_by()
        for pk, source in rows.values_list("pk", "source_id"):
            written[source].add(pk)
    return found | {line: written[next(iter(roots))] for line, roots in imports.items()}


def _portals(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("portal", about) | through("portal_audit", Audit, "portal_id", about)


def _findings(about: Sequence[About]) -> dict[int, set[int]]:
    """Those that a line is about, and those that an audit saw or closed. One SQL query where there are audits."""
    found = themselves("portal_finding", about)
    audits = themselves("portal_audit", [one for one in about if one.action == "procedures.audit.done"])
    wanted = set().union(*audits.values()) if audits else set()
    touched: dict[int | None, set[int]] = defaultdict(set)
    if wanted:
        rows = PortalFinding.objects.filter(Q(seen_in__in=wanted) | Q(closed_in__in=wanted)).order_by()
        for pk, seen, closed in rows.values_list("pk", "seen_in_id", "closed_in_id"):
            touched[seen].add(pk)
            touched[closed].add(pk)
    return found | {line: touched[next(iter(roots))] for line, roots in audits.items()}


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
register(
    Witness(
        kind="portal",
        stream="procedures",
        title=gettext_noop("Cổng của đơn vị"),
        form=2,
        tables=(
            Table(Portal, "pk", ("unit_id", "url", "most_pages", "renders", "version")),
            Table(
                Audit, "portal_id", ("url", "register_on", "runs", "done_at", "tally", "statuses", "evidence__sha256")
            ),
        ),
        roots=_portals,
    )
)
register(
    Witness(
        kind="national_export",
        stream="procedures",
        title=gettext_noop("Bản xuất Cơ sở dữ liệu quốc gia"),
        form=2,
        tables=(
            Table(NationalExport, "pk", ("taken_on", "read_at", "made_by_name", "file__sha256", name_as_given("file"))),
        ),
        roots=lambda about: themselves("national_export", about),
    )
)
register(
    Witness(
        kind="portal_finding",
        stream="procedures",
        title=gettext_noop("Tồn tại công khai thủ tục"),
        form=1,
        tables=(
            Table(
                PortalFinding,
                "pk",
                (
                    "unit_id",
                    "family",
                    "field",
                    "status",
                    "register_text",
                    "portal_text",
                    "digest",
                    "seen_in_id",
                    "remedy",
                    "owner",
                    "due_on",
                    "task_id",
                    "closed_at",
                    "closed_in_id",
                    "closing_note",
                    "closing_digest",
                ),
            ),
        ),
        roots=_findings,
    )
)
register(
    Witness(
        kind="procedure_cost",
        stream="procedures",
        title=gettext_noop("Chi phí tuân thủ của thủ tục"),
        form=1,
        tables=(
            Table(ProcedureCost, "pk", ("family", "current", "after", "options", "decided_on", "decision", "version")),
        ),
        roots=lambda about: themselves("procedure_cost", about),
    )
)
register(
    Witness(
        kind="hourly_income",
        stream="procedures",
        title=gettext_noop("Thu nhập bình quân một giờ"),
        form=1,
        tables=(Table(HourlyIncome, "pk", ("since", "amount", "source")),),
        roots=lambda about: themselves("hourly_income", about),
    )
)
register(
    Witness(
        kind="cut_target",
        stream="procedures",
        title=gettext_noop("Chỉ tiêu cắt giảm thủ tục"),
        form=1,
        tables=(Table(CutTarget, "pk", ("year", "cost_share", "count_share", "source")),),
        roots=lambda about: themselves("cut_target", about),
    )
)
register(
    Witness(
        kind="feedback",
        stream="procedures",
        title=gettext_noop("Phản ánh, kiến nghị"),
        form=1,
        tables=(
            Table(
                Feedback,
                "pk",
                (
                    "received_on",
                    "channel",
                    "kind",
                    "sender",
                    "contact",
                    "content",
                    "family",
                    "unit_id",
                    "routed_on",
                    "refused_on",
                    "refusal",
                    "answered_on",
                    "answer",
                    "published_on",
                    "version",
                ),
            ),
        ),
        roots=lambda about: themselves("feedback", about),
    )
)
