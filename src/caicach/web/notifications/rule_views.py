"""The rule of reminders, for everybody to read and for the standing office to change."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.notifications import queries, services
from caicach.notifications.domain.rules import Audience, DatedRule, MomentKind, RuleStep
from caicach.web.notifications.forms import RuleForm, StepFormSet, rows_of
from caicach.web.notifications.words import AUDIENCES, CHANNELS, MOMENTS
from caicach.web.shell.requests import actor_of, today


@dataclass(frozen=True, slots=True)
class ShownStep:
    moment: str
    audiences: tuple[str, ...]
    channels: tuple[str, ...]


def _shown_step(step: RuleStep) -> ShownStep:
    moment = step.moment
    words = str(MOMENTS[moment.kind])
    if moment.kind is not MomentKind.ON_DAY:
        words = gettext("{moment} {days} ngày làm việc").format(moment=words, days=moment.days)
    audiences = tuple(str(AUDIENCES[a]) for a in Audience if a in step.audiences)
    channels = tuple(str(word) for channel, word in CHANNELS.items() if channel in step.channels)
    return ShownStep(words, audiences, channels)


@require_GET
def rule(request: HttpRequest) -> HttpResponse:
    versions, in_force = queries.rule_versions(), queries.rule_on(today())
    asked = _asked(request, versions) or in_force
    context = {
        "shown": asked,
        "in_force": in_force,
        "coming": [v for v in versions if v.valid_from and v.valid_from > today() and v.number > in_force.number],
        "versions": versions,
        "steps": [_shown_step(step) for step in asked.rule.steps],
        "may_edit": actor_of(request).may(Permission.RULES_MANAGE),
        "last_round": queries.last_round("plans.reminders"),
    }
    return render(request, "web/notifications/rule.html", context)


def _asked(request: HttpRequest, versions: tuple[DatedRule, ...]) -> DatedRule | None:
    wanted = request.GET.get("ban", "")
    return next((version for version in versions if str(version.number) == wanted), None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.RULES_MANAGE)
    newest = queries.rule_versions()[0]
    form = RuleForm(initial={"valid_from": f"{today():%d/%m/%Y}", "seen": newest.number})
    rows = StepFormSet(initial=rows_of(newest.rule), prefix="dong")
    if request.method == "POST":
        form, rows = RuleForm(request.POST), StepFormSet(request.POST, prefix="dong")
    if form.is_bound and form.is_valid() & rows.is_valid():
        with form.told_to():
            services.decide_rule(
                actor,
                steps=[step for row in rows.forms if (step := row.step()) is not None],
                valid_from=_day(form),
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
            notices.success(request, gettext("Đã lưu quy tắc nhắc việc mới."))
            return redirect("web:reminder_rule")
    status = 422 if rows.is_bound and not rows.is_valid() else form.status
    return render(request, "web/notifications/edit_rule.html", {"form": form, "rows": rows}, status=status)


def _day(form: RuleForm) -> date:
    day: date = form.cleaned_data["valid_from"]
    return day
