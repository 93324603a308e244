"""The own account: its password, where it is signed in, tokens for programs that act for it."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.accounts import asking_provider, queries, services
from caicach.web.accounts.forms import ChangePasswordForm, CodeForm, PasskeyForm, PasswordForm, TokenForm
from caicach.web.accounts.provider_views import allow_linking, may_link
from caicach.web.shell.forms import PageForm
from caicach.web.shell.requests import actor_of
from caicach.web.shell.second_step import has_passkeys
from caicach.web.shell.visits import provider_label, visit_of

_QUESTION: Final = "new_passkey_question"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Changes the password. This browser stays signed in; all others and the tokens end."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        with form.told_to():
            services.change_password(
                actor_of(request),
                old=typed["old_password"],
                new=typed["new_password"],
                now=timezone.now(),
                visit=visit_of(request),
            )
            update_session_auth_hash(request, get_user_model().objects.get(pk=request.user.pk or 0))
            messages.success(
                request, gettext("Đã đổi mật khẩu. Các phiên đăng nhập khác và mã truy cập của bạn đã kết thúc.")
            )
            return redirect("web:own_visits")
    return render(request, "web/accounts/password.html", {"form": form}, status=form.status)


@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = queries.visits(actor, user_id=actor.user_id or 0, now=timezone.now(), present=visit_of(request))
    return render(request, "web/accounts/visits.html", {"visits": found})


@require_POST
def end_visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    services.end_visit(actor_of(request), visit_id=visit_id, now=timezone.now())
    messages.success(request, gettext("Đã kết thúc phiên đăng nhập."))
    return redirect("web:own_visits")


@require_POST
def end_visits(request: HttpRequest) -> HttpResponse:
    """All but the present one."""
    actor = actor_of(request)
    count = services.end_visits(actor, user_id=actor.user_id or 0, now=timezone.now(), keep=visit_of(request))
    messages.success(request, gettext("Đã kết thúc {count} phiên đăng nhập khác.").format(count=count))
    return redirect("web:own_visits")


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Lists the living tokens; issues one and shows it at once: it is kept nowhere."""
    actor, now, issued = actor_of(request), timezone.now(), ""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            issued = services.issue_token(
                actor,
                user_id=actor.user_id or 0,
                purpose=form.cleaned_data["purpose"],
                days=form.cleaned_data["days"],
                now=now,
            )
    found = queries.tokens(actor, user_id=actor.user_id or 0, now=now)
    context = {"form": TokenForm() if issued else form, "tokens": found, "issued": issued}
    return render(request, "web/accounts/tokens.html", context, status=200 if issued else form.status)


@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    services.revoke_token(actor_of(request), token_id=token_id, now=timezone.now())
    messages.success(request, gettext("Đã thu hồi mã truy cập."))
    return redirect("web:own_tokens")


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Shows the secret for the phone and asks for its first code; shows the recovery codes once, then the state."""
    actor, codes = actor_of(request), tuple[str, ...]()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            codes = services.confirm_second_factor(actor, code=form.cleaned_data["code"], now=timezone.now())
    if queries.has_second_factor(actor.user_id or 0):
        return _second_factor_on(request, form, codes=codes)
    context = {"form": form, "is_on": False, "set_up": services.begin_second_factor(actor)}
    return render(request, "web/accounts/second_factor.html", context, status=form.status)


def _second_factor_on(request: HttpRequest, form: PageForm, *, codes: tuple[str, ...] = ()) -> HttpResponse:
    """The page asks the browser for a new passkey; its question is good for one answer."""
    actor = actor_of(request)
    question = services.ask_for_new_passkey(actor) if has_passkeys(request) else None
    request.session[_QUESTION] = question.state if question else None
    context = {
        "form": form,
        "codes": codes,
        "is_on": True,
        "left": queries.recovery_codes_left(actor),
        "passkeys": queries.own_passkeys(actor),
        "options": question.options if question else "",
        "public_url": settings.PUBLIC_URL,
        "passkey_form": form if isinstance(form, PasskeyForm) else PasskeyForm(),
        "off_form": form if isinstance(form, PasswordForm) else PasswordForm(),
    }
    return render(request, "web/accounts/second_factor.html", context, status=200 if codes else form.status)


@never_cache
@sensitive_post_parameters()
@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    actor, form, state = actor_of(request), PasskeyForm(request.POST), request.session.pop(_QUESTION, None)
    if form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            services.add_passkey(
                actor,
                name=typed["name"],
                password=typed["own_password"],
                state=state or {},
                answer=typed["passkey"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã thêm khóa truy cập."))
            return redirect("web:own_second_factor")
    if not queries.has_second_factor(actor.user_id or 0):
        return redirect("web:own_second_factor")
    return _second_factor_on(request, form)


@require_POST
def remove_passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    services.remove_passkey(actor_of(request), passkey_id=passkey_id, now=timezone.now())
    messages.success(request, gettext("Đã gỡ khóa truy cập."))
    return redirect("web:own_second_factor")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def provider(request: HttpRequest) -> HttpResponse:
    """Who one is at the provider of single sign-on; linked there after the password was given here."""
    actor, of = actor_of(request), asking_provider.provider()
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.check_password(actor, password=form.cleaned_data["old_password"])
            allow_linking(request)
    context = {
        "form": form,
        "label": provider_label(),
        "subject": queries.provider_subject(actor, user_id=actor.user_id or 0, issuer=of.issuer),
        "may_link": may_link(request),
    }
    return render(request, "web/accounts/provider.html", context, status=form.status)


@require_POST
def unlink_provider(request: HttpRequest) -> HttpResponse:
    actor, of = actor_of(request), asking_provider.provider()
    user_id, visit = actor.user_id or 0, visit_of(request)
    services.unlink_provider(actor, of, user_id=user_id, now=timezone.now(), visit=visit)
    messages.success(request, gettext("Đã gỡ. Các phiên đăng nhập khác đã kết thúc."))
    return redirect("web:own_provider")


@sensitive_post_parameters()
@require_POST
def end_second_factor(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), PasswordForm(request.POST)
    if form.is_valid():
        with form.told_to():
            services.end_second_factor(
                actor, user_id=actor.user_id or 0, password=form.cleaned_data["old_password"], now=timezone.now()
            )
            messages.success(request, gettext("Đã tắt bước xác minh thứ hai."))
            return redirect("web:own_second_factor")
    return _second_factor_on(request, form)
