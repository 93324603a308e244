"""What stalled across a block of holidays, and the rule of what stands first."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.tables import Table
from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries as plans
from caicach.plans.domain.holiday_blocks import HolidayBlock, StalledRow
from caicach.plans.queries import FirstWords
from caicach.reports import queries, services
from caicach.reports.domain.first_rule import FirstRule
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.forms import PageForm
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.filters import task_filters
from caicach.web.tasks.words import AREAS


class FirstRuleForm(PageForm):
    says_optional = False

    keywords = forms.CharField(
        label=gettext_lazy("Từ khóa"),
        help_text=gettext_lazy("Mỗi dòng một từ khóa; không phân biệt dấu và chữ hoa."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        choices=list(AREAS.items()),
        widget=forms.SelectMultiple(attrs={"size": 7}),
    )


@require_GET
def holidays(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    filters = task_filters(request.GET, asked, actor.user_id)
    blocks = plans.holiday_blocks(on=today())
    wanted = asked.day("dot")
    block = next((b for b in blocks if b.first == wanted), blocks[0] if blocks else None)
    rule = queries.first_rule()
    page = None
    if block is not None:
        words = FirstWords(rule.areas, rule.keywords)
        page = plans.stalled_across(actor, block, on=today(), filters=filters, first=words, reason=rule.reason)
        if kind := asked_kind(request):
            return table_answer(_table(block, page.items), kind, f"sau-ky-nghi-{block.first:%Y-%m-%d}")
    context = {
        "blocks": blocks,
        "off": block,
        "page": page,
        "listed": page.items if page else (),
        "asked": asked,
        "rule": rule,
        "rule_areas": [AREAS[area] for area in rule.areas],
        "may_set": actor.may(Permission.RULES_MANAGE),
    }
    return render(request, "web/boards/holidays.html", context)


def _table(block: HolidayBlock, rows: tuple[StalledRow, ...]) -> Table:
    head = (
        gettext("Nhiệm vụ"),
        gettext("Đơn vị"),
        gettext("Hạn"),
        gettext("Báo cáo gần nhất"),
        gettext("Đứng yên (ngày làm việc)"),
        gettext("Ưu tiên vì"),
    )
    lines = tuple(
        (s.row.text, s.row.unit_name, s.row.due_on, s.last_report_on, s.days_stalled, s.why_first or "") for s in rows
    )
    return Table(f"{block.name} {block.first:%d/%m/%Y} – {block.last:%d/%m/%Y}", head, lines)


@require_http_methods(["GET", "POST"])
def first_rule(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.RULES_MANAGE)
    rule = queries.first_rule()
    form = FirstRuleForm(request.POST) if request.method == "POST" else FirstRuleForm(initial=_initial(rule))
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.set_first_rule(
                actor,
                areas=tuple(ReformArea(value) for value in form.cleaned_data["areas"]),
                keywords=tuple(form.cleaned_data["keywords"].replace(",", "\n").splitlines()),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu quy tắc ưu tiên."))
            return redirect("web:holidays")
    return render(request, "web/boards/first_rule.html", {"form": form, "rule": rule}, status=form.status)


def _initial(rule: FirstRule) -> dict[str, object]:
    return {"keywords": "\n".join(rule.keywords), "areas": [area.value for area in rule.areas]}
