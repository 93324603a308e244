"""Results and findings from before the system: a template to fill, the file, what was read, the import."""

from typing import Final

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
from caicach.kernel.access import Permission, require
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS, Table, workbook_of
from caicach.web.shell.forms import PageForm, UploadField
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of

SHOWN: Final = 500
"""Rows of each table on the page of a file; how many more there are is told."""


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
        error_messages={"required": _("Hãy chọn tệp.")},
    )


@require_http_methods(["GET", "POST"])
@once
def past(request: HttpRequest) -> HttpResponse:
    """The form; the worker reads what it is given, and the page of the file leads on."""
    actor = actor_of(request)
    require(actor, Permission.INDEX_MANAGE)
    form = PastForm(*((request.POST, files_of(request)) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data.pop("file")
        with form.told_to():
            handed_in = services.hand_in_past_file(
                actor, data=uploaded.read(), filename=uploaded.name or "tep", now=timezone.now(), **form.cleaned_data
            )
            return redirect("web:index_past_file", handed_in)
    sets = sorted({row.head.set_code for row in queries.years(actor)})
    return render(request, "web/indices/past.html", {"form": form, "sets": sets}, status=form.status)


@require_http_methods(["GET", "POST"])
def past_file(request: HttpRequest, past_file_id: int) -> HttpResponse:
    """One file: waiting for the worker (the page asks for itself), read and to be taken in, or refused."""
    actor, form = actor_of(request), PageForm({} if request.method == "POST" else None)
    if form.is_bound:
        with form.told_to():
            year_id = services.import_past(actor, past_file_id=past_file_id, now=timezone.now())
            messages.success(request, gettext("Đã nhập kết quả và tồn tại của năm trước."))
            return redirect("web:index_findings", year_id)
    file = queries.past_file(actor, past_file_id)
    scores, findings = (file.reading.scores, file.reading.findings) if file.reading else ((), ())
    context = {
        "file": file,
        "form": form,
        "scores": scores[:SHOWN],
        "findings": findings[:SHOWN],
        "scores_left": max(0, len(scores) - SHOWN),
        "findings_left": max(0, len(findings) - SHOWN),
    }
    return render(request, "web/indices/past_file.html", context, status=form.status)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill: a sheet of results, a sheet of findings."""
    require(actor_of(request), Permission.INDEX_MANAGE)
    results = ("Mã đơn vị", "Mã tiêu chí", "Điểm", "Điểm tối đa", "Tỷ lệ %", "Hạng")
    findings = ("Mã đơn vị", "Mã tiêu chí", "Tồn tại, hạn chế", "Điểm mất")
    sheets = {"Kết quả": results, "Tồn tại, hạn chế": findings}
    data = workbook_of(*(Table("", head, (), sheet=name, widths=(24,) * len(head)) for name, head in sheets.items()))
    return attachment(NamedFile("mau-ket-qua-nam-truoc.xlsx", KINDS["xlsx"], data))
