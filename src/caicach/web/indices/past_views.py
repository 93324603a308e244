"""Results and findings from before the system: a template to fill, a preview, then the import."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from caicach.indices import queries, services
from caicach.indices.bounded import PAST_BOUNDS
from caicach.indices.domain.past_results import PastReading
from caicach.kernel.access import Permission, require
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS, Table, workbook_of
from caicach.web.shell.forms import PageForm, UploadField
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.requests import actor_of


class PastForm(PageForm):
    says_optional = False
    year = forms.IntegerField(
        label=_("Năm của kết quả"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy nhập năm.")},
    )
    set_code = forms.CharField(
        label=_("Mã bộ tiêu chí"),
        help_text=_("Cùng mã với kỳ chấm năm sau thì hai năm đặt cạnh nhau được."),
        max_length=100,
        error_messages={"required": _("Hãy nhập mã bộ tiêu chí.")},
    )
    set_name = forms.CharField(label=_("Tên bộ tiêu chí"), required=False, max_length=300)
    file = UploadField(
        bounds=PAST_BOUNDS,
        label=_("Tệp kết quả hoặc biên bản"),
        help_text=_("Bảng XLSX theo mẫu, hoặc biên bản DOCX, PDF có bảng hay danh sách đánh số theo từng đơn vị."),
        required=False,
    )
    file_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def past(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.INDEX_MANAGE)
    form = PastForm(*((request.POST, files_of(request)) if request.method == "POST" else ()))
    reading: PastReading | None = None
    if form.is_bound and form.is_valid():
        with form.told_to():
            if "confirm" in request.POST and form.cleaned_data["file_id"]:
                return _taken_in(request, form)
            reading = _read(request, form)
    sets = sorted({row.head.set_code for row in queries.years(actor)})
    context = {"form": form, "reading": reading, "sets": sets}
    return render(request, "web/indices/past.html", context, status=form.status)


def _read(request: HttpRequest, form: PastForm) -> PastReading | None:
    uploaded = form.cleaned_data["file"]
    if not uploaded:
        form.add_error("file", gettext("Hãy chọn tệp."))
        return None
    file_id, reading = services.preview_past(
        actor_of(request),
        year=form.cleaned_data["year"],
        set_code=form.cleaned_data["set_code"],
        data=uploaded.read(),
        filename=uploaded.name or "tep",
        now=timezone.now(),
    )
    typed = request.POST.copy()
    typed["file_id"] = str(file_id)
    form.data = typed
    return reading


def _taken_in(request: HttpRequest, form: PastForm) -> HttpResponse:
    typed = form.cleaned_data
    year_id = services.import_past(
        actor_of(request),
        year=typed["year"],
        set_code=typed["set_code"],
        set_name=typed["set_name"],
        file_id=typed["file_id"],
        now=timezone.now(),
    )
    messages.success(request, gettext("Đã nhập kết quả và tồn tại của năm trước."))
    return redirect("web:index_findings", year_id)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill: a sheet of results, a sheet of findings."""
    require(actor_of(request), Permission.INDEX_MANAGE)
    results = ("Mã đơn vị", "Mã tiêu chí", "Điểm", "Điểm tối đa", "Tỷ lệ %", "Hạng")
    findings = ("Mã đơn vị", "Mã tiêu chí", "Tồn tại, hạn chế", "Điểm mất")
    sheets = {"Kết quả": results, "Tồn tại, hạn chế": findings}
    data = workbook_of(*(Table("", head, (), sheet=name, widths=(24,) * len(head)) for name, head in sheets.items()))
    return attachment(NamedFile("mau-ket-qua-nam-truoc.xlsx", KINDS["xlsx"], data))
