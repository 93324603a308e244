"""From late tasks to a chasing letter: what is meant, the day of the figures, the commitment, and the draft."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.correspondence import queries as letters
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import InvalidInput
from caicach.kernel.vocabulary import AddressRole
from caicach.plans import queries, services
from caicach.plans.domain.chasing import ChasedBy, Chasing, earlier_of, usual_grouping
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, day_of, today, whole_number
from caicach.web.tasks.filters import task_filters

_TIME_TO_ANSWER = timedelta(days=10)


class ChaseForm(PageForm):
    office = forms.ChoiceField(label=_("Cơ quan ban hành"))
    cut_off = DayField(label=_("Ngày chốt số liệu"))
    group_by = forms.ChoiceField(
        label=_("Phụ lục xếp theo"),
        choices=[
            (ChasedBy.UNIT.value, _("đơn vị")),
            (ChasedBy.AREA.value, _("lĩnh vực")),
            (ChasedBy.TASK.value, _("nhiệm vụ (nhiều đơn vị cùng chậm một việc)")),
            (ChasedBy.HEAD.value, _("người chịu trách nhiệm")),
        ],
    )
    commitment_due_on = DayField(
        label=_("Hạn gửi cam kết"),
        help_text=_("Khi phát hành, cam kết thành nhiệm vụ của từng đơn vị với hạn này. Để trống nếu không yêu cầu."),
        required=False,
    )

    def __init__(self, *args: object, offices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = offices

    def chasing(self) -> Chasing:
        typed = self.cleaned_data
        return Chasing(typed["cut_off"], ChasedBy(typed["group_by"]), typed["commitment_due_on"] or None)


@require_http_methods(["GET", "POST"])
@once
def chase(request: HttpRequest) -> HttpResponse:
    """The address keeps which tasks are meant: those ticked, or those of the filters of the list."""
    actor = actor_of(request)
    require(actor, Permission.LETTER_DRAFT)
    asked = ListFilters(request.GET)
    filters = task_filters(request.GET, asked)
    chosen = tuple(number for text in request.GET.getlist("phan-cong") if (number := whole_number(text, 0)))
    on = _day(request)
    tasks = queries.chased_tasks(actor, on=on, filters=filters, assignment_ids=chosen)
    offices = [(office.code, office.name) for office in letters.offices()]
    initial = {
        "cut_off": f"{today():%d/%m/%Y}",
        "group_by": usual_grouping(tasks).value,
        "commitment_due_on": f"{today() + _TIME_TO_ANSWER:%d/%m/%Y}",
    }
    form = ChaseForm(request.POST if request.method == "POST" else None, initial=initial, offices=offices)
    if form.is_bound and form.is_valid():
        with form.told_to():
            draft = services.draft_chasing_letter(
                actor,
                office=form.cleaned_data["office"],
                chasing=form.chasing(),
                filters=filters,
                assignment_ids=chosen,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã soạn dự thảo công văn đôn đốc. Hãy xem lại, sửa rồi trình."))
            return redirect("web:letter", draft)
    context = {
        "form": form,
        "tasks": tasks,
        "on": on,
        "units": len({task.unit for task in tasks}),
        "left_out": 0
        if chosen or filters.role
        else queries.late_by_role(actor, on=on, today=today(), filters=filters).cooperate,
        "cooperating": _asking_for(request, AddressRole.COOPERATE),
        "earlier": earlier_of(tasks),
        "has_offices": bool(offices),
        "asked": asked,
    }
    return render(request, "web/letters/chase.html", context, status=form.status)


def _asking_for(request: HttpRequest, role: AddressRole) -> str:
    return f"?{urlencode({**dict(request.GET.lists()), 'vai-tro': role.value}, doseq=True)}"


def _day(request: HttpRequest) -> date:
    """The day of the figures typed, where it is one and not ahead; else today."""
    typed = request.POST.get("cut_off", "")
    try:
        day = day_of(typed)
    except InvalidInput:
        day = None
    return min(day or today(), today())
