"""Lists of years and the page of one. A fixed number of SQL queries, however many units take part."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count, Q

from caicach.indices.definition.catalogue import shipped_files
from caicach.indices.domain.cycle import ObjectionState, Origin, Stage, Step, Treatment
from caicach.indices.domain.resolving import is_self_scored
from caicach.indices.domain.years import OwnSet, SheetRow, YearHead, YearPage, YearRow
from caicach.indices.kept_definitions import definition_of, hash_of
from caicach.indices.models import Objection, ScoreEntry, ScoringYear, Sheet
from caicach.indices.obtaining import visible_sheets, visible_years, year_seen
from caicach.kernel.access import Actor, Permission


def year_head(year: ScoringYear) -> YearHead:
    """One SQL query, for the dates; none where they were fetched before."""
    due = {date_.step: date_.due_on for date_ in year.step_dates.all()}
    return YearHead(
        id=year.pk,
        year=year.year,
        set_code=year.set_code,
        set_name=year.set_name,
        legal_number=year.legal_number,
        origin=Origin(year.origin),
        step=Step(year.step),
        is_illustrative=year.is_illustrative,
        definition_hash=year.definition_hash,
        opened_at=year.opened_at,
        published_at=year.published_at,
        due=tuple((step, due[step.value]) for step in Step if step.value in due),
        moved_at=year.moved_at,
    )


def years(actor: Actor) -> tuple[YearRow, ...]:
    """Years the actor may see, newest first. Three SQL queries."""
    scored = Q(sheets__removed_at=None, sheets__treatment__in=[t.value for t in Treatment if t.is_scored])
    found = visible_years(actor).annotate(
        units=Count("sheets", filter=scored), locked=Count("sheets", filter=scored & Q(sheets__locked_at__isnull=False))
    )
    rows = list(found.order_by("-year", "set_code").prefetch_related("step_dates"))
    own: dict[int, list[tuple[int, str]]] = defaultdict(list)
    mine = Sheet.objects.filter(unit_id__in=sorted(actor.acts_for), removed_at=None).order_by("unit_id")
    for sheet in mine:
        own[sheet.year_id].append((sheet.pk, sheet.unit_name))
    return tuple(YearRow(year_head(row), row.units, row.locked, tuple(own.get(row.pk, ()))) for row in rows)


def own_sets(actor: Actor) -> tuple[OwnSet, ...]:
    """Sets that a person brought for an earlier year and that the product has not got, newest year first. One query."""
    shipped = {hash_of(path.read_text(encoding="utf-8")) for path in shipped_files()}
    found: dict[str, OwnSet] = {}
    for year in visible_years(actor).exclude(definition_text="").order_by("-year", "set_code"):
        if year.definition_hash not in shipped | found.keys():
            found[year.definition_hash] = OwnSet(year.pk, year.year, definition_of(year))
    return tuple(found.values())


def kept_set(actor: Actor, year_id: int) -> tuple[str, str]:
    """The text of the set that a year was scored by, and the name of its file."""
    year = year_seen(actor, year_id)
    definition_of(year)
    return year.definition_text, year.definition_file


def year_page(actor: Actor, year_id: int) -> YearPage:
    """A year with its units and how far each is. Seven SQL queries."""
    year = year_seen(actor, year_id)
    definition = definition_of(year) if year.definition_text else None
    nodes = list(definition.components()) if definition else []
    own = [node.code for node in nodes if is_self_scored(node) and node.is_scored and node.method != "bonus"]
    counts = _counts(year, own)
    sheets = visible_sheets(actor).filter(year=year).order_by("unit_id")
    result = year.results.filter(withdrawn_at=None).values_list("number", flat=True).first()
    return YearPage(
        head=year_head(year),
        rows=tuple(_row(sheet, counts, len(own)) for sheet in sheets),
        components=len(nodes),
        appraisable=len(nodes),
        may_manage=actor.may(Permission.INDEX_MANAGE),
        result_number=result,
        fields=tuple((node.code, node.name) for node in definition.tree) if definition else (),
    )


Counts = Mapping[str, Mapping[int, int]]


def _counts(year: ScoringYear, needed: list[str]) -> Counts:
    """How many components of each sheet are scored, appraised, asked, explained; open objections."""
    current = ScoreEntry.objects.filter(sheet__year=year, is_current=True).order_by()
    lines = current.values("sheet_id", "stage").annotate(
        n=Count("pk"), own=Count("pk", filter=Q(component__in=needed)), asked=Count("pk", filter=~Q(request=""))
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for line in lines:
        found[line["stage"]][line["sheet_id"]] = line["own" if line["stage"] == Stage.SELF.value else "n"]
        if line["stage"] == Stage.APPRAISAL_1.value:
            found["asked"][line["sheet_id"]] = line["asked"]
    objections = Objection.objects.filter(sheet__year=year, state=ObjectionState.OPEN.value).order_by()
    for sheet, count in objections.values_list("sheet_id").annotate(n=Count("pk")):
        found["objections"][sheet] = count
    return found


def _row(sheet: Sheet, counts: Counts, needed: int) -> SheetRow:
    def count(name: str) -> int:
        return counts.get(name, {}).get(sheet.pk, 0)

    return SheetRow(
        id=sheet.pk,
        unit=sheet.unit_id,
        unit_name=sheet.unit_name,
        unit_type=sheet.unit_type,
        treatment=Treatment(sheet.treatment),
        treatment_reason=sheet.treatment_reason,
        changed_on=sheet.changed_on,
        successor=sheet.successor_id,
        locked_at=sheet.locked_at,
        locked_by=sheet.locked_by_name,
        explained_at=sheet.explained_at,
        removed_reason=sheet.removed_reason,
        scored=count(Stage.SELF.value),
        needed=needed,
        appraised=count(Stage.APPRAISAL_1.value),
        asked=count("asked"),
        explained=count(Stage.EXPLANATION.value),
        objections=count("objections"),
    )
