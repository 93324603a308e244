"""Reads of periodic reports: periods, a period's reports, one report to fill in, editions and their papers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Q
from django.utils import timezone

from caicach.documents.values import OfficialDocument
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import Period, ReportingWindow, parse_period
from caicach.kernel.unchanged import while_unchanged
from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import place_of
from caicach.regimes.attached_forms import attached_forms, forms_from_json
from caicach.regimes.domain.below import Below
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.comparable import comparable
from caicach.regimes.domain.comparing import comparison
from caicach.regimes.domain.consolidation import Consolidation, consolidation
from caicach.regimes.domain.cycle import WITH_THE_UNIT, Act, State
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper import PaperHead, paper, report_symbol
from caicach.regimes.domain.stating import Origin, Stated, Statement, amounts_of, breaches
from caicach.regimes.domain.views import (
    ActLine,
    EditionLine,
    EditionsCompared,
    EditionStated,
    EditionView,
    FormLine,
    PeriodLine,
    PeriodView,
    ReportLine,
    ReportView,
    VersionLine,
)
from caicach.regimes.due_days import onward_due, onward_due_on, unit_due_on, unit_dues
from caicach.regimes.forms_in_force import digest_of_added, forms_here
from caicach.regimes.gathering import AskedUnit, measured_figures, own_figures, participants_of, statement_of
from caicach.regimes.kept_forms import form_made_with, form_of_period, form_of_row
from caicach.regimes.models import Edition, ReportAct, ReportVersion, UnitReport
from caicach.regimes.obtaining import (
    edition_seen,
    may_decide,
    reports_of_bodies,
    unit_report_seen,
    visible_editions,
    visible_unit_reports,
)
from caicach.regimes.periods_before import figures_before, previous_period
from caicach.regimes.subordinates import reports_below, units_below
from caicach.regimes.written_values import amount_from_json, below_from_json, participant_from_json, stated_from_json


def periods_open(actor: Actor, *, on: date) -> tuple[PeriodLine, ...]:
    """Periods with reports that the actor sees, newest first, as they stand on a day. One SQL query."""
    unsent = Q(state__in=[state.value for state in WITH_THE_UNIT - {State.CORRECTING}])
    rows = (
        visible_unit_reports(actor)
        .filter(superior="")
        .order_by()
        .values("form", "period")
        .annotate(
            total=Count("pk"),
            sent=Count("pk", filter=Q(state=State.SENT.value)),
            accepted=Count("pk", filter=Q(accepted_version__isnull=False)),
            late=Count("pk", filter=Q(is_late=True) & ~unsent),
            overdue=Count("pk", filter=unsent & Q(due_on__lt=on)),
            due=Max("due_on"),
            closes=Max("closes_on"),
            digest=Max("form_digest"),
        )
    )
    found = [
        PeriodLine(
            form_made_with(row["form"], row["digest"]),
            parse_period(row["period"]),
            row["due"],
            row["closes"],
            row["total"],
            row["sent"],
            row["accepted"],
            row["late"],
            row["overdue"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda line: (line.closes_on, line.form.id), reverse=True))


def reports_to_write(actor: Actor) -> tuple[ReportLine, ...]:
    """What waits for the units that the actor writes for, the nearest day first. One SQL query."""
    if not actor.may(Permission.TASK_REPORT):
        return ()
    rows = reports_of_bodies(actor.acts_for).filter(state__in=[state.value for state in WITH_THE_UNIT])
    return tuple(map(_line, rows.order_by("due_on", "form", "pk")))


def reports_of_units(actor: Actor, *, limit: int = 200) -> tuple[ReportLine, ...]:
    """The newest reports of the units that the actor writes for. One SQL query."""
    rows = reports_of_bodies(actor.acts_for).order_by("-closes_on", "form", "unit")
    return tuple(map(_line, rows[:limit]))


def reports_seen(actor: Actor, *, limit: int = 500) -> tuple[ReportLine, ...]:
    """The newest reports of every unit that the actor sees. One SQL query."""
    rows = visible_unit_reports(actor).order_by("-closes_on", "form", "unit")
    return tuple(map(_line, rows[:limit]))


def report_to_see(actor: Actor, report_id: int) -> ReportView:
    """One report. Some ten SQL queries, more where many figures are measured."""
    row = unit_report_seen(actor, report_id)
    form = form_of_row(row)
    measured = measured_of(row)
    statement = newest_statement(row, measured)
    state = State(row.state)
    may_write = state in WITH_THE_UNIT and actor.may(Permission.TASK_REPORT, unit=row.unit)
    acts = tuple(ActLine(Act(a.kind), a.version, a.reason, a.at, a.by_name) for a in row.acts.order_by("id"))
    return ReportView(
        line=_line(row),
        closes_on=row.closes_on,
        opens_on=row.opens_on,
        version=row.version,
        accepted_version=row.accepted_version,
        statement=statement,
        amounts=amounts_of(form, statement.figures),
        measured=measured,
        before=figures_before(row, form),
        breaches=breaches(form, statement),
        acts=acts,
        may_write=may_write,
        may_decide=may_decide(actor, row),
        below=tuple(map(_line, reports_below(row))),
        may_ask=may_write and bool(units_below(row)),
        versions=versions_of(row),
        changed_below=taken_over(row).changed,
    )


def versions_of(row: UnitReport) -> tuple[VersionLine, ...]:
    """Newest first. Two SQL queries."""
    sent = set(ReportAct.objects.filter(report=row, kind=Act.SEND.value).values_list("version", flat=True))
    found = ReportVersion.objects.filter(report=row).order_by("-number")
    lines = found.values_list("number", "made_at", "made_by_name")
    return tuple(VersionLine(number, at, name, number in sent) for number, at, name in lines)


def newest_statement(row: UnitReport, measured: dict[str, Stated] | None = None) -> Statement:
    """What the unit stated last; before anybody wrote, ``measured``, or what the system measures. One SQL query."""
    unit = AskedUnit(row.unit, row.unit_name, row.level)
    version = ReportVersion.objects.filter(report=row, number=row.version).order_by("pk").first()
    if version is None:
        return Statement(row.unit, row.unit_name, row.level, measured_of(row) if measured is None else measured)
    return statement_of(unit, version)


def taken_over(row: UnitReport) -> Below:
    """What of the newest version was taken from reports of subordinate units. One SQL query."""
    last = ReportVersion.objects.filter(report=row, number=row.version).order_by("pk").first()
    return below_from_json(last.below if last else {})


def measured_of(row: UnitReport) -> dict[str, Stated]:
    """What the system measures of the unit and the window of its report."""
    form = form_of_row(row)
    return dict(measured_figures(form, [row.unit], window_of(form, parse_period(row.period)))[row.unit])


def period_view(actor: Actor, form: ReportForm, period: Period) -> PeriodView:
    """The office's view of a period: everything joined as it stands now."""
    require(actor, Permission.TASK_SEE_ALL)
    form, window = form_of_period(form.id, period), window_of(form, period)
    rows = UnitReport.objects.filter(form=form.id, period=period.id, superior="").order_by("level", "unit_name", "pk")
    lines = tuple(map(_line, rows))
    return PeriodView(
        form=form,
        window=window,
        due_on=tuple(_days(lines) if lines else _ruled_days(form, window)),
        onward_due_on=onward_due_on(form, window),
        reports=lines,
        report=joined_of(form.id, period.id),
        editions=editions_of(actor, form, period),
        before=amounts_before(form, window),
        whole=whole_place(window),
    )


def whole_place(window: ReportingWindow) -> str:
    """The code of the unit that stands for the whole place when the figures close; empty where none does."""
    whole = organisations.whole_on(window.closes_on)
    return whole.code if whole else ""


def _days(lines: Iterable[ReportLine]) -> list[date]:
    """As they are stated for each; the earliest first."""
    return sorted({line.due_on for line in lines})


def _ruled_days(form: ReportForm, window: ReportingWindow) -> list[date]:
    return sorted({day for level in form.levels if (day := unit_due_on(form, window, level)) is not None})


def report_numbers(actor: Actor, form: ReportForm, period: Period) -> dict[str, int]:
    """The reports of a period that the actor sees, by their unit. One SQL query."""
    rows = visible_unit_reports(actor).filter(form=form.id, period=period.id).order_by("pk")
    return dict(rows.values_list("unit", "pk"))


def joined_now(form: ReportForm, period: Period) -> tuple[PaperHead, Consolidation]:
    """What an edition made now would say; nothing is kept."""
    form, window = form_of_period(form.id, period), window_of(form, period)
    head = paper_issuer(None, form, window, amounts_before(form, window))
    return replace(head, issuer=form.consolidated_by, symbol="BC-…"), joined_of(form.id, period.id)


@while_unchanged(calendar_in_force, digest_of_added)
def joined_of(form_id: str, period_id: str) -> Consolidation:
    """What every unit states and the system measures, joined; kept while nothing is written: it asks every metric."""
    period = parse_period(period_id)
    form = form_of_period(form_id, period)
    window = window_of(form, period)
    return consolidation(
        form, participants_of(form, window), own=own_figures(form, window), attached=attached_forms(form, window)
    )


def editions_of(actor: Actor, form: ReportForm, period: Period) -> tuple[EditionLine, ...]:
    """Newest first. One SQL query."""
    rows = visible_editions(actor).filter(form=form.id, period=period.id).order_by("-number")
    return tuple(map(_edition_line, rows))


def editions_made(actor: Actor, *, limit: int = 50) -> tuple[EditionLine, ...]:
    """Of every form and period, the newest first. One SQL query."""
    return tuple(map(_edition_line, visible_editions(actor).order_by("-made_at", "-id")[:limit]))


def edition_view(actor: Actor, edition_id: int) -> EditionView:
    """An edition rebuilt from what it froze. One SQL query."""
    row = edition_seen(actor, edition_id)
    return EditionView(_edition_line(row), _head(row), _report(row), row.digest)


def editions_compared(actor: Actor, edition_id: int, other_id: int) -> EditionsCompared:
    """What differs between two editions of one period, in whichever order they are named. Two SQL queries."""
    rows = sorted((edition_seen(actor, one) for one in (edition_id, other_id)), key=lambda row: row.number)
    before, after = rows
    if (before.form, before.period) != (after.form, after.period):
        raise InvalidInput(
            "periodic.other_period",
            what="Hai bản này không cùng một báo cáo, một kỳ.",
            why="So sánh cho thấy bản lập sau khác bản lập trước ở đâu; số liệu kỳ trước đã có cạnh số liệu kỳ này.",
            todo="Hãy chọn hai bản của cùng một kỳ.",
        )
    return EditionsCompared(_edition_line(before), _edition_line(after), comparison(_report(before), _report(after)))


def newest_stated(actor: Actor, form: ReportForm, period: Period) -> EditionStated | None:
    """What a person stated in the newest edition of a period: the next one begins with it. One SQL query."""
    row = visible_editions(actor).filter(form=form.id, period=period.id).order_by("-number").first()
    if row is None:
        return None
    own = {code: stated_from_json(data) for code, data in row.own.items()}
    typed = {code: one.amount for code, one in own.items() if one.origin is Origin.TYPED}
    figures = {code: amount for code, amount in typed.items() if isinstance(amount, Decimal)}
    return EditionStated(_edition_line(row), row.edits, figures)


def forms_told(actor: Actor) -> tuple[FormLine, ...]:
    """Every form with who sends it when. One SQL query a form."""
    if not actor.may(Permission.TASK_SEE_ALL):
        require(actor, Permission.TASK_REPORT)
    return tuple(FormLine(form, unit_dues(form), onward_due(form)) for form in forms_here())


def edition_paper(row: Edition) -> OfficialDocument:
    """The official document of an edition, the same whenever it is asked for."""
    return paper(_head(row), _report(row))


def amounts_before(form: ReportForm, window: ReportingWindow) -> dict[str, Amount]:
    """Joined figures of the newest edition of the form's period before; empty where none was made."""
    earlier = previous_period(form, window.period)
    if earlier is None:
        return {}
    row = Edition.objects.filter(form=form.id, period=earlier.id).order_by("-number").first()
    if row is None:
        return {}
    return comparable(form, form_of_row(row), {code: found.amount for code, found in _report(row).figures.items()})


def paper_issuer(
    actor: Actor | None, form: ReportForm, window: ReportingWindow, before: Mapping[str, Amount] | None = None
) -> PaperHead:
    """Who reports, and where: the unit that the actor acts for, else the standing office without a name."""
    directory = {unit.code: unit for unit in organisations.units_on(window.closes_on)}
    own = next(iter(sorted(actor.acts_for)), "") if actor else ""
    unit = directory.get(own)
    parent = directory.get(unit.parent) if unit and unit.parent else None
    return PaperHead(
        issuer=unit.office_name if unit else form.consolidated_by,
        superior=parent.office_name.upper() if parent else None,
        scope=form.scope,
        window=window,
        before=dict(before or {}),
        symbol=report_symbol(unit.short_name) if unit else None,
        place=place_of(unit, organisations.whole_on(window.closes_on)),
        year=window.closes_on.year,
    )


def periods_to_open(actor: Actor, *, now: datetime) -> tuple[tuple[ReportForm, Period], ...]:
    """Forms and periods whose window holds today or closed in the last two months, for the one who opens them."""
    if not actor.may(Permission.TASK_DECIDE):
        return ()
    today = timezone.localdate(now)
    found = []
    for form in forms_here():
        windows = (*form.regime.windows(today.year - 1), *form.regime.windows(today.year))
        found += [
            (form, window.period)
            for window in windows
            if window.period.kind in form.kinds and window.opens_on <= today and (today - window.closes_on).days <= 60
        ]
    return tuple(found)


def _report(row: Edition) -> Consolidation:
    return consolidation(
        form_of_row(row),
        [participant_from_json(one) for one in row.participants],
        own={code: stated_from_json(data) for code, data in row.own.items()},
        edits=row.edits,
        attached=forms_from_json(row.attached),
    )


def _head(row: Edition) -> PaperHead:
    window = window_of(form_of_row(row), parse_period(row.period))
    before = {code: amount_from_json(data) for code, data in row.before.items()}
    return PaperHead(
        row.issuer,
        row.superior or None,
        row.scope_name,
        window,
        before,
        row.symbol or None,
        row.place or None,
        timezone.localdate(row.made_at).year if row.place else None,
    )


def _line(row: UnitReport) -> ReportLine:
    return ReportLine(
        id=row.pk,
        form=form_of_row(row),
        period=parse_period(row.period),
        unit=row.unit,
        unit_name=row.unit_name,
        state=State(row.state),
        due_on=row.due_on,
        is_late=row.is_late,
        first_sent_at=row.first_sent_at,
        superior=row.superior,
    )


def _edition_line(row: Edition) -> EditionLine:
    return EditionLine(
        row.pk,
        form_of_row(row),
        parse_period(row.period),
        row.number,
        row.made_at,
        row.made_by_name,
        row.letter_id,
    )
