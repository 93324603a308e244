"""What the trail answers for of indices: sheets with scores, evidence and objections; years; results; past files.

Left out: findings, scenarios and efforts (proposals of work), and the inputs of a result, whose hash is kept here and
checked by a replay.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from caicach.indices.models import (
    FrozenResult,
    Objection,
    PastFile,
    ScoreEntry,
    ScoreEvidence,
    ScoringYear,
    Sheet,
    UnitResult,
)
from caicach.kernel.audit.witnesses import About, Table, Witness, is_number, register, themselves
from caicach.kernel.files.queries import name_as_given

_ALL_SHEETS = {"indices.year.opened", "indices.figures.computed", "indices.past.imported"}
_ONE_SHEET = {"indices.unit.added", "indices.unit.removed", "indices.unit.treated"}
_RESULTS = {"indices.result.frozen", "indices.result.withdrawn", "indices.past.imported"}


def _years(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("scoring_year", about)


def _sheets(about: Sequence[About]) -> dict[int, set[int]]:
    found = themselves("sheet", about)
    for one in _of_year(about, _ALL_SHEETS):
        found[one.line_id] = set(Sheet.objects.filter(year=int(one.identity)).order_by().values_list("pk", flat=True))
    for one in _of_year(about, _ONE_SHEET):
        rows = Sheet.objects.filter(year=int(one.identity), unit=str(one.new.get("unit"))).order_by()
        found[one.line_id] = set(rows.values_list("pk", flat=True))
    return found


def _results(about: Sequence[About]) -> dict[int, set[int]]:
    return {
        one.line_id: set(FrozenResult.objects.filter(year=int(one.identity)).order_by().values_list("pk", flat=True))
        for one in _of_year(about, _RESULTS)
    }


def _past_files(about: Sequence[About]) -> dict[int, set[int]]:
    found = themselves("past_file", about)
    for one in _of_year(about, {"indices.past.imported"}):
        if past_file := one.new.get("past_file"):
            found[one.line_id] = {int(past_file)}
    return found


def _of_year(about: Iterable[About], actions: set[str]) -> list[About]:
    return [one for one in about if one.kind == "scoring_year" and one.action in actions and is_number(one.identity)]


register(
    Witness(
        kind="scoring_year",
        stream="indices",
        title=gettext_noop("Kỳ chấm điểm"),
        form=1,
        tables=(
            Table(
                ScoringYear,
                "pk",
                ("year", "set_code", "legal_number", "origin", "definition_hash", "step", "published_at"),
            ),
        ),
        roots=_years,
    )
)
register(
    Witness(
        kind="sheet",
        stream="indices",
        title=gettext_noop("Phiếu chấm"),
        form=2,
        tables=(
            Table(
                Sheet,
                "pk",
                (
                    "year_id",
                    "unit_id",
                    "unit_type",
                    "treatment",
                    "treatment_reason",
                    "successor_id",
                    "removed_at",
                    "removed_reason",
                    "locked_at",
                    "locked_by_name",
                    "explained_at",
                ),
            ),
            Table(
                ScoreEntry,
                "sheet_id",
                (
                    "component",
                    "stage",
                    "number",
                    "is_current",
                    "value",
                    "numerator",
                    "denominator",
                    "points",
                    "note",
                    "agrees",
                    "source",
                    "sample_size",
                    "standard_error",
                    "made_at",
                    "made_by_name",
                ),
            ),
            Table(
                ScoreEvidence,
                "sheet_id",
                ("component", "stage", "file__sha256", name_as_given("file"), "removed_at", "removed_by_name"),
            ),
            Table(
                Objection, "sheet_id", ("component", "text", "state", "raised_by_name", "decided_at", "decision_reason")
            ),
        ),
        roots=_sheets,
    )
)
register(
    Witness(
        kind="result",
        stream="indices",
        title=gettext_noop("Kết quả chấm điểm"),
        form=1,
        tables=(
            Table(
                FrozenResult,
                "pk",
                (
                    "year_id",
                    "number",
                    "frozen_at",
                    "inputs_hash",
                    "definition_hash",
                    "result_hash",
                    "withdrawn_at",
                    "withdrawn_reason",
                ),
            ),
            Table(
                UnitResult,
                "result_id",
                ("unit_id", "unit_name", "points", "maximum", "percentage", "rank", "group", "nodes"),
            ),
        ),
        roots=_results,
    )
)
register(
    Witness(
        kind="past_file",
        stream="indices",
        title=gettext_noop("Tệp kết quả năm trước"),
        form=2,
        tables=(
            Table(
                PastFile,
                "pk",
                (
                    "year",
                    "set_code",
                    "set_name",
                    "file__sha256",
                    name_as_given("file"),
                    "state",
                    "asked_at",
                    "asked_by_name",
                    "taken_in_id",
                ),
            ),
        ),
        roots=_past_files,
    )
)
