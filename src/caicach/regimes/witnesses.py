"""What the trail answers for of periodic reports: every version a unit stated, what was done to it, editions."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves
from caicach.regimes.models import Edition, ReportAct, ReportVersion, UnitReport


def _reports(about: Sequence[About]) -> dict[int, set[int]]:
    """Those that a line is about, and those that the opening of a period made: its line names them."""
    opened = {one.line_id: {int(pk) for pk in one.new["reports"]} for one in about if "reports" in one.new}
    return themselves("unit_report", about) | opened


def _editions(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("edition", about)


register(
    Witness(
        kind="unit_report",
        stream="regimes",
        title=gettext_noop("Báo cáo định kỳ của đơn vị"),
        # 2: openings name their reports; 3: the form of a report; 4: who asked for it, what is from below; 5: what was
        # told of the period before
        form=5,
        tables=(
            Table(
                UnitReport,
                "pk",
                (
                    "form",
                    "form_digest",
                    "edition",
                    "period",
                    "unit",
                    "superior",
                    "closes_on",
                    "due_on",
                    "state",
                    "version",
                    "accepted_version",
                    "first_sent_at",
                    "is_late",
                    "accepted_at",
                ),
            ),
            Table(
                ReportVersion,
                "report_id",
                ("report_id", "number", "figures", "words", "rows", "below", "before", "made_by_name"),
            ),
            Table(ReportAct, "report_id", ("report_id", "kind", "version", "reason", "at", "by_name")),
        ),
        roots=_reports,
    )
)
register(
    Witness(
        kind="edition",
        stream="regimes",
        title=gettext_noop("Bản tổng hợp báo cáo định kỳ"),
        form=3,
        tables=(
            Table(
                Edition,
                "pk",
                (
                    "form",
                    "form_digest",
                    "period",
                    "number",
                    "issuer",
                    "superior",
                    "symbol",
                    "place",
                    "scope_name",
                    "participants",
                    "own",
                    "edits",
                    "before",
                    "attached",
                    "digest",
                    "made_by_name",
                    "letter_id",
                ),
            ),
        ),
        roots=_editions,
    )
)
