"""A unit's sheet: the tree of criteria, and one component beside it."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.indices import queries
from caicach.indices.domain.cycle import Stage, Step
from caicach.indices.domain.sheet_form import score_sheet_document
from caicach.indices.domain.sheets import ComponentPage, SheetPage
from caicach.kernel.access import Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.periods import parse_period
from caicach.kernel.saying import say
from caicach.kernel.tables import KINDS, Table
from caicach.web.indices import cell_forms
from caicach.web.indices.exports import mark_of
from caicach.web.indices.words import METHODS
from caicach.web.shell.exports import paper_answer, table_answer
from caicach.web.shell.faces import rows_behind
from caicach.web.shell.forms import PageForm
from caicach.web.shell.previews import file_answer
from caicach.web.shell.requests import actor_of, today

Forms = dict[str, PageForm]


@require_GET
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    page = queries.sheet_page(actor_of(request), sheet_id)
    return sheet_page(request, page, request.GET.get("ma") or "", {})


def sheet_page(request: HttpRequest, page: SheetPage, code: str, given: Forms, status: int = 200) -> HttpResponse:
    """The sheet with the component ``code`` opened; ``given`` are bound forms to show instead of fresh ones."""
    actor = actor_of(request)
    opened = queries.component_page(actor, page, code) if code else None
    forms = {**_forms(page, opened), **given} if opened else {}
    context = {
        "page": page,
        "head": page.head,
        "year": page.head.year,
        "opened": opened,
        "forms": forms,
        "form": next(iter(given.values()), None),
        "marked": _marked(page, request.GET.get("loc", "")),
        "filter": request.GET.get("loc", ""),
        "editions": queries.editions(actor, page.head.year.id, page.head.unit) if not code else (),
        "may_record": actor.may(Permission.INDEX_APPRAISE) or actor.may(Permission.INDEX_DECIDE),
        "behind": rows_behind(opened.source, page.head.unit, parse_period(str(page.head.year.year)))
        if opened
        else None,
    }
    return render(request, "web/indices/sheet.html", context, status=status)


def _marked(page: SheetPage, chosen: str) -> frozenset[str]:
    """Codes that a filter of the tree leaves; all where there is none."""
    tests = {
        "thieu": lambda row: row.is_self_scored and row.method != "bonus" and (row.is_missing or row.lacks_proof),
        "khac": lambda row: row.differs or row.differs_from_data,
        "giai-trinh": lambda row: row.asks or row.differs,
        "kien-nghi": lambda row: row.objected,
    }
    test = tests.get(chosen)
    return frozenset(row.code for row in page.rows if test is None or (row.is_component and test(row)))


def _forms(page: SheetPage, opened: ComponentPage) -> Forms:
    asked, rights, code = opened.asked, page.rights, opened.row.code
    if asked is None:
        return {}
    found: Forms = {}

    def start(stage: Stage) -> dict[str, object]:
        entry = opened.current(stage)
        return {"component": code, "seen": entry.id if entry else None, "note": entry.note if entry else ""}

    def made(kind: type[cell_forms.CellsForm], stage: Stage, cells_of: Stage | None = None) -> cell_forms.CellsForm:
        entry = opened.current(cells_of or stage)
        form = kind(asked, cells=entry.cells if entry else None, auto_id=f"{stage.value}_%s")
        form.initial.update(start(stage))
        return form

    if rights.may_score and opened.row.is_self_scored:
        found["self"] = made(cell_forms.SelfScoreForm, Stage.SELF)
    if code in rights.may_appraise:
        stage = Stage.APPRAISAL_2 if page.head.year.step is Step.APPRAISAL_2 else Stage.APPRAISAL_1
        found["appraisal"] = made(cell_forms.AppraisalForm, stage)
    first = opened.current(Stage.APPRAISAL_1)
    if rights.may_explain and first is not None and (first.request or not first.agrees):
        found["explanation"] = made(cell_forms.ExplanationForm, Stage.EXPLANATION)
    if rights.may_object and opened.open_objection is None:
        found["objection"] = cell_forms.ObjectionForm(initial={"component": code})
    if rights.may_decide:
        kind = cell_forms.AnswerForm if opened.open_objection else cell_forms.CouncilForm
        found["council"] = made(kind, Stage.COUNCIL)
    if rights.may_enter and (opened.row.method == "survey" or (opened.row.method == "computed" and not opened.source)):
        found["figure"] = made(cell_forms.FigureForm, Stage.SURVEY if opened.row.method == "survey" else Stage.COMPUTED)
    return found


@require_GET
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    return file_answer(request, queries.evidence_file(actor_of(request), evidence_id))


@require_GET
def download(request: HttpRequest, sheet_id: int) -> HttpResponse | FileResponse:
    """The official form of the sheet (DOCX, PDF), or its table (XLSX, CSV)."""
    page = queries.sheet_page(actor_of(request), sheet_id)
    kind = request.GET.get("tai", "docx")
    name = f"phieu-cham-{page.head.year.year}-{page.head.unit}"
    if kind in KINDS:
        return _table(kind, name, page)
    document = score_sheet_document(page, on=today())
    if answer := paper_answer(document, kind, name):
        return answer
    raise NotFound("web.no_such_format", what="Không có dạng tệp này.", todo="Hãy chọn DOCX, PDF, XLSX hoặc CSV.")


def _table(kind: str, name: str, page: SheetPage) -> FileResponse:
    head = [
        gettext("Mã"),
        gettext("Tiêu chí"),
        gettext("Cách có điểm"),
        gettext("Điểm tối đa"),
        gettext("Số liệu"),
        gettext("Tự chấm"),
        gettext("Thẩm định"),
        gettext("Điểm tính"),
        gettext("Tính từ dữ liệu"),
        gettext("Năm trước"),
        gettext("Ghi chú"),
    ]
    lines = [
        [
            row.code,
            row.name,
            str(METHODS.get(row.method, "")),
            row.maximum,
            row.cells,
            row.own,
            row.appraised,
            row.counted,
            row.computed,
            row.last_year,
            gettext("thiếu") if row.is_missing else say(row.note),
        ]
        for row in page.rows
    ]
    total = page.total
    lines.append(
        ["", gettext("Tổng"), "", total.maximum, "", total.own, total.appraised, total.counted, None, total.last_year]
    )
    title = f"{page.head.unit_name}: {page.head.year.set_name} {page.head.year.year}"
    return table_answer(Table(title, head, lines, mark=mark_of(page.head.year.is_illustrative)), kind, name)
