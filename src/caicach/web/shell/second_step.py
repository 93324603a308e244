"""The second step of signing in: the password was right, the session opens with a code from the phone."""

from datetime import datetime, timedelta
from typing import Final

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caicach.accounts import services
from caicach.web.shell import signing_in, visits
from caicach.web.shell.forms import PageForm, waiting

_KEY: Final = "second_step"
_LASTS: Final = timedelta(minutes=10)
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


class SecondStepForm(PageForm):
    says_optional = False
    code = forms.CharField(
        label=_("Mã trên điện thoại, hoặc mã dự phòng"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": _("Hãy nhập mã.")},
    )


def ask(request: HttpRequest, user_id: int, *, then: str, provider: str = "") -> None:
    """Remember whose password, or whose provider, said who it is; nothing is open yet."""
    request.session.cycle_key()
    request.session[_KEY] = {"user": user_id, "at": timezone.now().isoformat(), "then": then, "provider": provider}


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    asked = request.session.get(_KEY)
    if not asked or timezone.now() - datetime.fromisoformat(asked["at"]) > _LASTS:
        request.session.pop(_KEY, None)
        return redirect("web:sign_in")
    form = SecondStepForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        counts = signing_in.counted_second(request, asked["user"])
        if seconds := signing_in.seconds_to_wait(counts, now=timezone.now()):
            form.add_error("code", waiting(seconds))
        elif services.passes_second_step(user_id=asked["user"], code=form.cleaned_data["code"], now=timezone.now()):
            signing_in.note_success(counts)
            return signed_in(request, asked["user"], then=asked["then"], provider=asked.get("provider", ""))
        else:
            signing_in.note_failure(counts, now=timezone.now())
            form.add_error("code", gettext("Mã không đúng, đã dùng, hoặc đã đổi. Hãy nhập mã mới nhất."))
    return render(request, "web/shell/second_step.html", {"form": form}, status=form.status)


def signed_in(request: HttpRequest, user_id: int, *, then: str, provider: str = "") -> HttpResponse:
    """Opens the session. ``provider``: who vouched for the person, where it was no password."""
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return redirect("web:sign_in")
    login(request, user, backend=_BACKEND)
    request.session.pop(_KEY, None)
    visits.begin(request, user, provider=provider)
    response = HttpResponseRedirect(then)
    signing_in.remember(request, response, user.get_username())
    return response
