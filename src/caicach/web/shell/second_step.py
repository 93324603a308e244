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
from caicach.accounts.domain.passkeys import LONGEST_ANSWER
from caicach.web.shell import signing_in, visits
from caicach.web.shell.forms import PageForm, waiting

_KEY: Final = "second_step"
_QUESTION: Final = "passkey_question"
_LASTS: Final = timedelta(minutes=10)
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


class SecondStepForm(PageForm):
    says_optional = False
    passkey = forms.CharField(required=False, max_length=LONGEST_ANSWER, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Mã trên điện thoại, hoặc mã dự phòng"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def clean(self) -> dict[str, object]:
        typed = dict(super().clean() or {})
        if not typed.get("code") and not typed.get("passkey"):
            self.add_error("code", gettext("Hãy nhập mã."))
        return typed


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
        elif _passes(request, asked["user"], form):
            signing_in.note_success(counts)
            return signed_in(request, asked["user"], then=asked["then"], provider=asked.get("provider", ""))
        else:
            signing_in.note_failure(counts, now=timezone.now())
            form.add_error("code", _wrong(form))
    question = services.ask_for_passkey(asked["user"]) if has_passkeys(request) else None
    request.session[_QUESTION] = question.state if question else None
    context = {"form": form, "options": question.options if question else ""}
    return render(request, "web/shell/second_step.html", context, status=form.status)


def has_passkeys(request: HttpRequest) -> bool:
    """Whether the page is at the address that passkeys are good at."""
    return services.are_passkeys_good_at(f"{request.scheme}://{request.get_host()}")


def _passes(request: HttpRequest, user_id: int, form: SecondStepForm) -> bool:
    """By the passkey that answered this page's question, which is good for once; else by the code."""
    state, answer, now = request.session.pop(_QUESTION, None), form.cleaned_data["passkey"], timezone.now()
    if answer:
        return state is not None and services.passes_by_passkey(user_id=user_id, state=state, answer=answer, now=now)
    return services.passes_second_step(user_id=user_id, code=form.cleaned_data["code"], now=now)


def _wrong(form: SecondStepForm) -> str:
    if form.cleaned_data["passkey"]:
        return gettext("Khóa truy cập không được chấp nhận. Hãy thử lại, hoặc nhập mã trên điện thoại.")
    return gettext("Mã không đúng, đã dùng, hoặc đã đổi. Hãy nhập mã mới nhất.")


def signed_in(request: HttpRequest, user_id: int, *, then: str, provider: str = "") -> HttpResponse:
    """Opens the session. ``provider``: who vouched for the person, where it was no password."""
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return redirect("web:sign_in")
    login(request, user, backend=_BACKEND)
    request.session.pop(_KEY, None)
    request.session.pop(_QUESTION, None)
    visits.begin(request, user, provider=provider)
    response = HttpResponseRedirect(then)
    signing_in.remember(request, response, user.get_username())
    return response
