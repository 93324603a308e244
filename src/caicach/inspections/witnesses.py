"""What the trail answers for: programmes; inspections with answers, files and findings."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.inspections.models import AnswerEntry, Finding, Inspection, InspectionFile, Programme, Recheck, TeamMember
from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves, through
from caicach.kernel.files.queries import name_as_given


def _programmes(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("inspection_programme", about)


def _inspections(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("inspection", about) | through("finding_of_inspection", Finding, "inspection_id", about)


register(
    Witness(
        kind="inspection_programme",
        stream="inspections",
        title=gettext_noop("Kế hoạch kiểm tra"),
        form=1,
        tables=(
            Table(
                Programme,
                "pk",
                ("year", "title", "basis", "contents", "levels", "share_target", "self_share_target", "version"),
            ),
        ),
        roots=_programmes,
    )
)
register(
    Witness(
        kind="inspection",
        stream="inspections",
        title=gettext_noop("Cuộc kiểm tra"),
        form=2,
        tables=(
            Table(
                Inspection,
                "pk",
                (
                    "programme_id",
                    "kind",
                    "manner",
                    "unit_id",
                    "part",
                    "checklist_hash",
                    "sections",
                    "asked",
                    "first_on",
                    "last_on",
                    "state",
                    "begun_at",
                    "minuted_at",
                    "minuted_by_name",
                    "concluded_at",
                    "concluded_by_name",
                    "cancelled_reason",
                    "unit_person",
                    "unit_post",
                    "unit_says",
                    "not_signed_reason",
                    "conclusion",
                ),
            ),
            Table(TeamMember, "inspection_id", ("user_id", "name", "is_head")),
            Table(
                AnswerEntry,
                "inspection_id",
                ("item", "number", "choice", "count", "whole", "note", "observed_at", "made_at", "made_by_name"),
            ),
            Table(
                InspectionFile,
                "inspection_id",
                ("item", "is_signed_minutes", "file__sha256", name_as_given("file"), "removed_at", "removed_by_name"),
            ),
            Table(Recheck, "inspection_id", ("finding_id", "position")),
            Table(
                Finding,
                "inspection_id",
                (
                    "topic",
                    "item",
                    "text",
                    "severity",
                    "earlier_id",
                    "due_on",
                    "unit_says",
                    "remedy",
                    "owner",
                    "task_id",
                    "closed_at",
                    "closed_by_name",
                    "closing_note",
                    "is_carried",
                ),
            ),
        ),
        roots=_inspections,
    )
)
