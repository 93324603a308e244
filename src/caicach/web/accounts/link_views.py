"""A forgotten password: asking for a letter, and setting a new one by the link that came."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caicach.accounts import links, services
from caicach.web.accounts.forms import ForgottenForm, NewPasswordForm
from caicach.web.shell import signing_in


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer for every name: nobody learns which accounts there are."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    is_asked = False
    if form.is_bound and form.is_valid():
        with form.told_to():
            signing_in.slow_down_letters(request, now=timezone.now())
            services.ask_for_link(typed=form.cleaned_data["who"], now=timezone.now())
            is_asked = True
    context = {"form": form, "is_asked": is_asked, "sends_letters": bool(settings.EMAIL_HOST)}
    return render(request, "web/accounts/forgotten.html", context, status=200 if is_asked else form.status)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Sets a password by a one-time link. Raises InvalidInput for one that is void: the page of errors says so."""
    link = links.account_of(secret)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.set_password_by_link(secret=secret, password=form.cleaned_data["new_password"], now=timezone.now())
            logout(request)
            messages.success(request, gettext("Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới."))
            return redirect("web:sign_in")
    context = {"form": form, "is_invitation": link.kind is links.LinkKind.INVITATION, "username": link.username}
    return render(request, "web/accounts/set_password.html", context, status=form.status)
