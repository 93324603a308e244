"""The review of a plan's rows as a table: a row a line, ticked ones changed together."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.kernel.access import Actor
from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineChanges
from caicach.plans.services import ManyDone
from caicach.web.plans.forms import AREA_CHOICES, lines_of
from caicach.web.plans.review_views import lines_asked, page_of_lines
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.tasks.done import say_done

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SIZE = 40
LOOK, GIVE, DATE, LEAD, AREA, DROP = "da-xem", "giao", "han", "chu-tri", "linh-vuc", "bo"
_NEEDED: "dict[str, tuple[str, StrPromise]]" = {
    DATE: ("due_on", _("Hãy ghi hạn chung.")),
    LEAD: ("lead", _("Hãy ghi đơn vị chủ trì.")),
    AREA: ("area", _("Hãy chọn lĩnh vực.")),
    DROP: ("reason", _("Hãy ghi lý do bỏ.")),
}


class TickedForm(PageForm):
    """What is said once for the rows ticked; each act needs its own field alone."""

    says_optional = False
    due_on = DayField(label=_("Hạn"), required=False)
    lead = forms.CharField(
        label=_("Chủ trì"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"placeholder": _("như bảng viết: UBND các xã, phường")}),
    )
    area = forms.ChoiceField(label=_("Lĩnh vực"), required=False, choices=AREA_CHOICES)
    reason = forms.CharField(label=_("Lý do bỏ"), required=False, max_length=500)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        typed = self.data.getlist("dong")  # type: ignore[attr-defined]
        pairs = (text.partition("-") for text in typed)
        cleaned["versions"] = {
            line: whole_number(version, 0) for name, _dash, version in pairs if (line := whole_number(name, 0))
        }
        if not cleaned["versions"]:
            raise forms.ValidationError(_("Hãy chọn ít nhất một dòng."))
        name, words = _NEEDED.get(self.data.get("viec", ""), ("", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, words)
        return cleaned


@require_http_methods(["GET", "POST"])
def review_table(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The address keeps which rows are shown; what was ticked and typed stays when something is refused."""
    actor = actor_of(request)
    plan = queries.plan_row(actor, plan_id, on=today())
    form = TickedForm(request.POST if request.method == "POST" else None)
    act = _ACTS.get(request.POST.get("viec", ""))
    if form.is_bound and act and form.is_valid():
        with form.told_to():
            act(request, plan_id, form)
            return redirect(f"{reverse('web:plan_review_table', args=(plan_id,))}?{request.GET.urlencode()}")
    shown = lines_asked(request, plan)
    found = queries.plan_review(
        actor, plan_id, shown=shown, page=whole_number(request.GET.get("trang"), 1), on=today(), size=SIZE
    )
    context = {
        **page_of_lines(plan, found, shown),
        "form": form,
        "ticked": {whole_number(text.partition("-")[0], 0) for text in request.POST.getlist("dong")},
    }
    return render(request, "web/plans/review_table.html", context, status=form.status)


def _give(request: HttpRequest, plan_id: int, form: TickedForm) -> None:
    made = services.confirm_lines(
        actor_of(request), plan_id=plan_id, now=timezone.now(), line_ids=tuple(form.cleaned_data["versions"])
    )
    messages.success(request, gettext("Đã giao {count} nhiệm vụ.").format(count=len(made)))


def _of_each(act: Callable[[Actor, int, TickedForm], ManyDone]) -> Callable[[HttpRequest, int, TickedForm], None]:
    def told(request: HttpRequest, plan_id: int, form: TickedForm) -> None:
        done = act(actor_of(request), plan_id, form)
        say_done(request, gettext("Đã sửa {count} dòng.").format(count=done.done), done)

    return told


def _edit(changes: Callable[[TickedForm], LineChanges]) -> Callable[[HttpRequest, int, TickedForm], None]:
    return _of_each(
        lambda actor, plan_id, form: services.edit_lines(
            actor,
            plan_id=plan_id,
            versions=form.cleaned_data["versions"],
            changes=changes(form),
            now=timezone.now(),
        )
    )


_ACTS: dict[str, Callable[[HttpRequest, int, TickedForm], None]] = {
    GIVE: _give,
    LOOK: _of_each(
        lambda actor, plan_id, form: services.look_at_lines(
            actor, plan_id=plan_id, versions=form.cleaned_data["versions"], now=timezone.now()
        )
    ),
    DROP: _of_each(
        lambda actor, plan_id, form: services.drop_lines(
            actor,
            plan_id=plan_id,
            versions=form.cleaned_data["versions"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    ),
    DATE: _edit(lambda form: LineChanges(deadline_on=form.cleaned_data["due_on"])),
    LEAD: _edit(lambda form: LineChanges(lead=lines_of(form.cleaned_data["lead"]))),
    AREA: _edit(lambda form: LineChanges(area=ReformArea(form.cleaned_data["area"]))),
}
