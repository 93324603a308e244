"""The page of a letter, its files, and the acts on it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letter_problems import missing_parts
from caicach.correspondence.domain.letters import LetterPage
from caicach.correspondence.domain.metadata import overlong
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.http.problems import problem_of
from caicach.kernel.saying import say
from caicach.plans import services as plans
from caicach.web.letters.findings import finding_sentences
from caicach.web.letters.forms import NumberForm, ScanForm
from caicach.web.letters.history import letter_sentences
from caicach.web.letters.progress import left_to_do, steps_of
from caicach.web.letters.table_views import tables_of
from caicach.web.shell.forms import ReasonForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.requests import actor_of, today, version_of
from caicach.web.shell.units import units_of
from caicach.web.shell.uploads import go_on

SHOWN_PAGES = 12


@require_GET
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    pages = queries.letter_pages(actor, letter_id)
    services.note_reading(actor, read=services.Read.LETTER, identity=letter_id, now=timezone.now())
    names = {unit.code: unit.name for unit in units_of(row.unit for row in page.units)}
    context = {
        "page": page,
        "row": page.row,
        "document": page.document,
        "findings": finding_sentences(page.document) if page.may_number else (),
        "missing": [gettext(part) for part in missing_parts(page.document)] if page.may_number else [],
        "tables": tables_of(page.document.body) if page.may_edit else (),
        "steps": steps_of(page),
        "left": left_to_do(page),
        "pages": range(1, min(pages, SHOWN_PAGES) + 1),
        "page_count": pages,
        "units": [(names.get(row.unit, row.unit), row) for row in page.units],
        "replied": sum(bool(row.replies) for row in page.units),
        "late": sum(row.is_late for row in page.units),
        "history": letter_sentences(queries.letter_history(actor, letter_id)) if page.versions else (),
        "may_mend": actor.may(Permission.LETTER_DRAFT) and page.row.state.value == "dispatched",
        "may_redraft": actor.may(Permission.LETTER_DRAFT) and page.row.state.value == "cancelled",
    }
    return render(request, "web/letters/letter.html", context)


@require_GET
def picture(request: HttpRequest, letter_id: int, number: int) -> HttpResponse:
    response = HttpResponse(queries.letter_picture(actor_of(request), letter_id, number), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


def _handed_over(request: HttpRequest, letter_id: int, file: NamedFile) -> HttpResponse:
    services.note_reading(actor_of(request), read=services.Read.LETTER, identity=letter_id, now=timezone.now())
    return attachment(file)


@require_GET
def pdf(request: HttpRequest, letter_id: int) -> HttpResponse:
    return _handed_over(request, letter_id, queries.letter_pdf(actor_of(request), letter_id))


@require_GET
def docx(request: HttpRequest, letter_id: int) -> HttpResponse:
    return _handed_over(request, letter_id, queries.letter_docx(actor_of(request), letter_id))


@require_GET
def scan(request: HttpRequest, letter_id: int) -> HttpResponse:
    return _handed_over(request, letter_id, queries.scan_file(actor_of(request), letter_id))


def _act(request: HttpRequest, letter_id: int, act: Callable[[], object], done: str) -> HttpResponse:
    """A use case of one button: back to the letter with what happened, or with what did not."""
    try:
        act()
        messages.success(request, done)
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.why} {problem.todo}")
    return redirect("web:letter", letter_id)


@require_POST
def submit(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor, version = actor_of(request), version_of(request)
    return _act(
        request,
        letter_id,
        lambda: services.submit_letter(actor, letter_id=letter_id, version=version, now=timezone.now()),
        gettext("Đã trình. Dự thảo không sửa nữa, trừ khi được trả lại."),
    )


@require_POST
def dispatch(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor, version = actor_of(request), version_of(request)
    return _act(
        request,
        letter_id,
        lambda: plans.send_letter(actor, letter_id=letter_id, version=version, now=timezone.now()),
        gettext("Đã phát hành. Đơn vị nhận đã thấy văn bản trong mục Văn bản đi gửi mình."),
    )


@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    require(actor, Permission.LETTER_ISSUE)
    reserved = queries.reserved_numbers(actor, letter_id, year=today().year)
    if request.method == "POST":
        form = NumberForm(request.POST, reserved=reserved)
    else:
        initial = {"version": page.row.version, "issued_on": f"{today():%d/%m/%Y}"}
        form = NumberForm(initial=initial, reserved=reserved)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            given = services.number_letter(
                actor,
                letter_id=letter_id,
                version=typed["version"],
                issued_on=typed["issued_on"],
                reserved=int(typed["reserved"]) if typed["reserved"] else None,
                copies=typed["copies"],
                now=timezone.now(),
            )
            messages.success(
                request, gettext("Đã cấp số {number}. Nội dung văn bản từ đây không đổi.").format(number=given)
            )
            return redirect("web:letter", letter_id)
    missing = [gettext(part) for part in missing_parts(page.document)]
    too_long = [say(part) for part in overlong(page.document)]
    return _form(request, "web/letters/number.html", page, form, missing=missing, overlong=too_long)


def _form(
    request: HttpRequest, template: str, page: LetterPage, form: NumberForm | ScanForm | ReasonForm, **more: object
) -> HttpResponse:
    context = {"page": page, "row": page.row, "form": form, **more}
    return render(request, template, context, status=form.status)


@require_http_methods(["GET", "POST"])
def wet_signature(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    require(actor, Permission.LETTER_ISSUE)
    form = ScanForm(initial={"version": page.row.version})
    if request.method == "POST":
        form = ScanForm(request.POST, files_of(request))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with form.told_to():
            services.record_wet_signature(
                actor,
                letter_id=letter_id,
                version=form.cleaned_data["version"],
                data=file.read(),
                filename=file.name,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu bản quét; văn bản đã ký, có thể phát hành."))
            return go_on(request, "web:letter", letter_id)
    return _form(request, "web/letters/scan.html", page, form)


@require_http_methods(["GET", "POST"])
def ending(request: HttpRequest, letter_id: int, act: str) -> HttpResponse:
    """Return, recall and cancel: three acts that ask for a reason."""
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    open_now = {"tra-lai": page.may_return, "thu-hoi": page.may_recall, "huy": page.may_cancel}
    if act not in open_now or (request.method == "GET" and not open_now[act]):
        return redirect("web:letter", letter_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": page.row.version})
    if form.is_bound and form.is_valid():
        run = {"tra-lai": services.return_letter, "thu-hoi": services.recall_letter, "huy": services.cancel_letter}[act]
        with form.told_to():
            typed = form.cleaned_data
            run(actor, letter_id=letter_id, version=typed["version"], reason=typed["reason"], now=timezone.now())
            messages.success(request, gettext("Đã ghi lại cùng lý do."))
            return redirect("web:letter", letter_id)
    return _form(request, "web/letters/ending.html", page, form, act=act)
