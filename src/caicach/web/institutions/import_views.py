"""Lists from files: taken whole, or each fault told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.institutions import services
from caicach.institutions.domain.views import Brought
from caicach.kernel.access import Permission, require
from caicach.web.institutions.forms import DocumentListForm, RuleListForm
from caicach.web.shell.forms import PageForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today


@require_http_methods(["GET", "POST"])
@once
def bring_documents(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.INSTITUTION_MANAGE)
    files = files_of(request) if request.method == "POST" else None
    form = DocumentListForm(request.POST or None, files, initial={"year": today().year})
    brought = Brought()
    if form.is_bound and form.is_valid():
        with form.told_to():
            file, year = form.cleaned_data["file"], form.cleaned_data["year"]
            brought = services.import_documents(
                actor, data=file.read(), filename=file.name, year=year, now=timezone.now()
            )
            if not brought.problems:
                messages.success(request, _counted(brought))
                return redirect("web:legal_documents")
    return _page_of_outcome(request, form, brought, "web:legal_documents")


@require_http_methods(["GET", "POST"])
@once
def bring_rules(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.INSTITUTION_MANAGE)
    files = files_of(request) if request.method == "POST" else None
    form = RuleListForm(request.POST or None, files, initial={"counted_on": today()})
    brought = Brought()
    if form.is_bound and form.is_valid():
        with form.told_to():
            file, day = form.cleaned_data["file"], form.cleaned_data["counted_on"]
            brought = services.import_rules(
                actor, data=file.read(), filename=file.name, counted_on=day, now=timezone.now()
            )
            if not brought.problems:
                messages.success(request, _counted(brought))
                return redirect("web:business_rules")
    return _page_of_outcome(request, form, brought, "web:business_rules")


def _counted(brought: Brought) -> str:
    return gettext("Đã nhập: {added} dòng thêm mới, {changed} dòng sửa, {same} dòng đã có.").format(
        added=brought.added, changed=brought.changed, same=brought.same
    )


def _page_of_outcome(request: HttpRequest, form: PageForm, brought: Brought, back: str) -> HttpResponse:
    context = {"form": form, "problems": brought.problems, "back": back}
    status = 422 if brought.problems else form.status
    return render(request, "web/institutions/bring.html", context, status=status)
