"""A recorded change of units taken back, after a look at what comes back, with its reason."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.accounts import services as accounts
from caicach.organisations import services
from caicach.organisations.unit_queries import change_view
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.roles import ROLES


class WithdrawForm(PageForm):
    reason = forms.CharField(
        label=_("Lý do rút"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: HttpRequest, change_id: int) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    view = change_view(actor, change_id, on=today())
    form = WithdrawForm(request.POST or None)
    look: services.Withdrawal | None = None
    with form.told_to():
        look = services.withdraw_change(actor, change_id=change_id, reason="", now=now, is_check=True)
        if form.is_bound and form.is_valid():
            accounts.withdraw_change(actor, change_id=change_id, reason=form.cleaned_data["reason"], now=now)
            messages.success(request, gettext("Đã rút thay đổi đơn vị; nhật ký giữ cả hai lần ghi."))
            return redirect("web:units")
    context = {"form": form, "view": view, "look": look, "roles": _roles(look)}
    return render(request, "web/units/withdraw.html", context, status=form.status)


def _roles(look: services.Withdrawal | None) -> list[tuple[str, str]]:
    ended = look.roles if look is not None else ()
    return [(role.account, str(ROLES[role.role]).partition(":")[0]) for role in ended]
