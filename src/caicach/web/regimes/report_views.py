"""One unit's report: filled in, saved, sent; and the office's decision on it."""

import re
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.saying import say
from caicach.kernel.tables import KINDS, workbook_of
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.cycle import State
from caicach.regimes.domain.forms import Heading, Indicator
from caicach.regimes.domain.paper import error_told
from caicach.regimes.domain.views import ReportView
from caicach.regimes.domain.words import is_of_old_fonts
from caicach.regimes.unit_papers import unit_paper
from caicach.web.regimes.forms import AskBelowForm, DecisionForm, StatementForm, reason_of
from caicach.web.regimes.shown import amount_text
from caicach.web.shell.exports import paper_answer
from caicach.web.shell.faces import RowsBehind, rows_behind
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, version_of

_VERSION: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """An indicator on the page: its field where it may be typed, else its value; what was before, what is measured."""

    indicator: Indicator
    field: BoundField | None
    amount: str
    reason: str
    before: str
    measured: str
    error: str
    behind: RowsBehind | None


@dataclass(frozen=True, slots=True)
class AskedHeading:
    heading: Heading
    figures: tuple[AskedFigure, ...]
    field: BoundField | None
    words: str


@dataclass(frozen=True, slots=True)
class AskedTable:
    title: str
    head: tuple[str, ...]
    fields: tuple[tuple[BoundField | None, ...], ...]
    rows: tuple[tuple[str, ...], ...]


@require_http_methods(["GET", "POST"])
@once
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.report_to_see(actor, report_id)
    bound = request.POST if request.method == "POST" and view.may_write else None
    form = StatementForm(bound, form=view.line.form, statement=view.statement, initial={"version": view.version})
    if request.method == "POST" and not view.may_write:
        messages.error(request, gettext("Báo cáo này không còn sửa được; hãy xem tình trạng ở dưới."))
        return redirect("web:periodic_report", report_id)
    if form.is_bound and form.is_valid() and (answer := _answer_when_kept(request, view, form)):
        return answer
    return render(request, "web/regimes/report.html", _context(view, form), status=form.status)


def _answer_when_kept(request: HttpRequest, view: ReportView, form: StatementForm) -> HttpResponse | None:
    actor, now, report_id = actor_of(request), timezone.now(), view.line.id
    number = 0
    with form.told_to():
        number = services.save_statement(
            actor, report_id=report_id, seen=form.cleaned_data["version"], typed=form.typed(), now=now
        )
    if not number:
        _show_newest(form, view.version)
        return None
    if converted := [mark for mark, text in form.typed().words.items() if is_of_old_fonts(text)]:
        told = gettext("Mục {numbers} có đoạn gõ bằng phông chữ cũ (TCVN3, VNI), đã chuyển sang Unicode: hãy đọc lại.")
        messages.info(request, told.format(numbers=", ".join(converted)))
    if request.POST.get("act") == "send":
        return _sent(request, report_id, number)
    if request.POST.get("act") == "join":
        return _joined(request, report_id, number)
    messages.success(request, gettext("Đã lưu bản {number}.").format(number=number))
    return redirect("web:periodic_report", report_id)


def _show_newest(form: StatementForm, version: int) -> None:
    """What was typed stays; saved again, it is laid over the version that the person has been told of."""
    form.data = {**form.data.dict(), "version": str(version)} if isinstance(form.data, QueryDict) else form.data


def _sent(request: HttpRequest, report_id: int, number: int) -> HttpResponse:
    """What was typed is kept already: where it may not be sent yet, the page says why."""
    try:
        services.send_report(actor_of(request), report_id=report_id, seen=number, now=timezone.now())
    except InvalidInput as error:
        messages.error(request, f"{error.what} {error.todo}")
        return redirect("web:periodic_report", report_id)
    messages.success(request, gettext("Đã gửi báo cáo. Cơ quan thường trực sẽ chấp nhận hoặc trả lại."))
    return redirect("web:periodic")


def _joined(request: HttpRequest, report_id: int, number: int) -> HttpResponse:
    """What was typed is kept already; what the units below stated is added to it."""
    try:
        services.join_below(actor_of(request), report_id=report_id, seen=number, now=timezone.now())
    except InvalidInput as error:
        messages.error(request, f"{error.what} {error.todo}")
    else:
        messages.success(request, gettext("Đã cộng báo cáo đã chấp nhận của đơn vị trực thuộc."))
    return redirect("web:periodic_report", report_id)


@require_POST
@once
def ask_below(request: HttpRequest, report_id: int) -> HttpResponse:
    """The units below are asked for their reports, by a day of this unit's own."""
    actor = actor_of(request)
    require(actor, Permission.TASK_REPORT, unit=queries.report_to_see(actor, report_id).line.unit)
    form = AskBelowForm(request.POST)
    if form.is_valid():
        with form.told_to():
            asked = services.ask_below(
                actor, report_id=report_id, due_on=form.cleaned_data["due_on"], now=timezone.now()
            )
            told = ngettext("Đã hỏi {n} đơn vị trực thuộc.", "Đã hỏi {n} đơn vị trực thuộc.", asked)
            messages.success(request, told.format(n=asked))
            return redirect("web:periodic_report", report_id)
    view = queries.report_to_see(actor, report_id)
    stated = StatementForm(form=view.line.form, statement=view.statement, initial={"version": view.version})
    context = {**_context(view, stated), "ask": form}
    return render(request, "web/regimes/report.html", context, status=form.status)


def _context(view: ReportView, form: StatementForm, decision: DecisionForm | None = None) -> dict[str, object]:
    return {
        "view": view,
        "line": view.line,
        "form": form,
        "headings": tuple(_heading(view, form, heading) for heading in view.line.form.headings),
        "tables": tuple(_tables(view, form)),
        "decision": decision or _decision(view),
        "ask": AskBelowForm() if view.may_ask else None,
        "may_accept": view.may_decide and view.line.state is State.SENT,
        "may_reopen": view.may_decide and view.line.state is State.ACCEPTED,
    }


def _decision(view: ReportView, reason: str = "") -> DecisionForm:
    return DecisionForm(initial={"version": view.version, "reason": reason}, auto_id="decision_%s")


def _heading(view: ReportView, form: StatementForm, heading: Heading) -> AskedHeading:
    name = f"words-{heading.number}"
    field = form[name] if view.may_write and name in form.fields else None
    figures = tuple(_figure(view, form, one) for one in heading.indicators)
    return AskedHeading(heading, figures, field, view.statement.words.get(heading.number, ""))


def _figure(view: ReportView, form: StatementForm, one: Indicator) -> AskedFigure:
    name = f"figure-{one.code}"
    measured = view.measured.get(one.code)
    amount = view.amounts.get(one.code)
    return AskedFigure(
        indicator=one,
        field=form[name] if view.may_write and name in form.fields else None,
        amount=amount_text(amount),
        reason=reason_of(amount),
        before=reason_of(before) or amount_text(before) if (before := view.before.get(one.code)) is not None else "",
        measured=amount_text(measured.amount) if measured and measured.provenance else "",
        error=say(error_told(measured.error)) if measured and measured.error else "",
        behind=_behind_figure(view, one) if measured and measured.provenance else None,
    )


def _behind_figure(view: ReportView, one: Indicator) -> RowsBehind | None:
    return rows_behind(one.metric, view.line.unit, window_of(view.line.form, view.line.period))


def _tables(view: ReportView, form: StatementForm) -> list[AskedTable]:
    found = []
    for table in view.line.form.tables:
        part = ("part",) if table.parts else ()
        names = ("key", *part, *(one.code for one in table.columns), *(one.code for one in table.texts))
        fields = [
            tuple(
                form[name] if (name := f"row-{table.code}-{number}-{code}") in form.fields else None for code in names
            )
            for number in range(form.row_count(table) if view.may_write else 0)
        ]
        rows = [
            (
                row.key,
                *([row.part] if table.parts else []),
                *(amount_text(row.amounts.get(column.code)) for column in table.columns),
                *(row.texts.get(column.code, "") for column in table.texts),
            )
            for row in view.statement.rows.get(table.code, ())
        ]
        parted = (gettext("Phần"),) if table.parts else ()
        head = (table.key, *parted, *table.titles)
        found.append(AskedTable(table.title, head, tuple(fields), tuple(rows)))
    return found


@require_GET
def report_file(request: HttpRequest, report_id: int, kind: str) -> HttpResponse | FileResponse:
    """The unit's own official report with the reports that it joined: of what it stated last, or of a version
    (``ban``)."""
    asked = request.GET.get("ban", "")
    if asked and not _VERSION.fullmatch(asked):
        raise NotFound(
            "report.no_such_version", what="Báo cáo không có bản này.", todo="Hãy chọn trong các bản đã lưu."
        )
    found = unit_paper(actor_of(request), report_id, int(asked) if asked else None)
    if answer := paper_answer(found.document, kind, found.name, made=found.made_at):
        return answer
    if kind == "xlsx":
        return attachment(NamedFile(f"{found.name}.xlsx", KINDS["xlsx"], workbook_of(*found.tables)))
    raise NotFound("report.no_such_file", what="Báo cáo không có tệp dạng này.", todo="Hãy chọn DOCX, PDF hoặc XLSX.")


@require_POST
@once
def decide(request: HttpRequest, report_id: int) -> HttpResponse:
    """Accept, return with a reason, or open again; what was typed stays where it may not be."""
    actor = actor_of(request)
    services.check_deciding(actor, report_id)
    decision = DecisionForm(request.POST)
    with decision.told_to():
        _decide(request, report_id)
    if decision.problem is None:
        line = queries.report_to_see(actor, report_id).line
        if line.superior:
            own = queries.report_numbers(actor, line.form, line.period)
            return redirect("web:periodic_report", own.get(line.superior, report_id))
        return redirect("web:periodic_period", line.form.id, line.period.id)
    view = queries.report_to_see(actor, report_id)
    again = _decision(view, request.POST.get("reason", ""))
    again.problem = decision.problem
    form = StatementForm(form=view.line.form, statement=view.statement, initial={"version": view.version})
    return render(request, "web/regimes/report.html", _context(view, form, again), status=again.status)


def _decide(request: HttpRequest, report_id: int) -> None:
    actor, now, seen, reason = actor_of(request), timezone.now(), version_of(request), request.POST.get("reason", "")
    act = request.POST.get("act", "")
    if act == "accept":
        services.accept_unit_report(actor, report_id=report_id, seen=seen, now=now)
        messages.success(request, gettext("Đã chấp nhận báo cáo."))
    elif act == "reopen":
        services.reopen_unit_report(actor, report_id=report_id, reason=reason, seen=seen, now=now)
        messages.success(request, gettext("Đã mở lại báo cáo để đơn vị sửa; bản đã chấp nhận vẫn được giữ."))
    else:
        services.return_unit_report(actor, report_id=report_id, reason=reason, seen=seen, now=now)
        messages.success(request, gettext("Đã trả lại báo cáo kèm lý do."))
