"""A list of dossiers of a unit becomes a task of that unit: «giao việc»."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.dossiers import queries, services
from caicach.kernel.errors import NotFound
from caicach.web.dossiers import words
from caicach.web.dossiers.asked import filters_of
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.shell.units import units_of


class TaskForm(PageForm):
    text = forms.CharField(
        label=_("Việc giao"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi việc giao.")},
    )
    due_on = DayField(label=_("Hạn"))


@require_http_methods(["GET", "POST"])
@once
def give_task(request: HttpRequest) -> HttpResponse:
    """The words are proposed from what the list counts; a person changes them before anything is given."""
    actor, filters = actor_of(request), filters_of(request)
    total = queries.dossiers(actor, filters, size=1).total
    if not filters.unit or not total:
        raise NotFound(
            "dossier.nothing_listed",
            what="Danh sách này không có hồ sơ nào của một đơn vị.",
            todo="Hãy mở danh sách của một đơn vị trên bảng hồ sơ một cửa rồi giao việc từ đó.",
        )
    proposed = gettext("Giải quyết dứt điểm {count} hồ sơ «{kind}» tính đến {day}; báo cáo nguyên nhân và biện pháp.")
    kind = words.list_title(filters.kind, filters.way)
    initial = {"text": proposed.format(count=total, kind=kind, day=f"{filters.as_of:%d/%m/%Y}")}
    form = TaskForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        with form.told_to():
            task = services.give_task(
                actor,
                unit=filters.unit,
                text=form.cleaned_data["text"],
                due_on=form.cleaned_data["due_on"],
                count=total,
                as_of=filters.as_of.date(),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã giao việc."))
            return redirect("web:task", task)
    (unit,) = units_of([filters.unit])
    context = {"form": form, "unit": unit.name, "total": total, "title": kind}
    return render(request, "web/dossiers/task.html", context, status=form.status)
