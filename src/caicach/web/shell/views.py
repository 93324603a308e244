"""Sign-in, home, account, help, language, and the pages of an expired form and of a defect."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults
from django.views.decorators.http import require_GET, require_POST

from caicach.accounts import queries as account_queries
from caicach.accounts import services as accounts
from caicach.kernel.access import Permission
from caicach.kernel.errors import Busy, CaicachError, NotFound
from caicach.kernel.http.busy import away_error, error_of_storage
from caicach.organisations import queries as organisations
from caicach.organisations.services.example import EXAMPLE_PASSWORD
from caicach.web.shell import second_step, signing_in, visits
from caicach.web.shell.faces import permission_label
from caicach.web.shell.forms import SignInForm
from caicach.web.shell.middleware import away_response
from caicach.web.shell.navigation import FIRST_STEPS_KNOWN, first_page_of, first_steps_of
from caicach.web.shell.requests import actor_of
from caicach.web.shell.roles import ROLES
from caicach.web.shell.units import units_of


class SignIn(LoginView):
    """Opens a session. Demo accounts are shown in the example installation only."""

    template_name = "web/shell/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_form(self, form_class: type | None = None) -> SignInForm:
        """In the example filled in with the account that was chosen from the list."""
        form = super().get_form(form_class)
        assert isinstance(form, SignInForm)
        chosen = self.request.GET.get("tai-khoan", "") if settings.IS_EXAMPLE else ""
        if chosen and not form.is_bound:
            form.initial = {"username": chosen, "password": EXAMPLE_PASSWORD}
            form.fields["password"].widget.render_value = True
        return form

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        if settings.OIDC_ISSUER:
            context["provider_label"] = visits.provider_label()
        if settings.IS_EXAMPLE:
            context |= {"examples": _example_accounts(), "example_password": EXAMPLE_PASSWORD}
        return context

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        user = form.get_user()
        if account_queries.has_second_factor(user.pk):
            second_step.ask(self.request, user.pk, then=self.get_success_url())
            return redirect("web:second_step")
        response = super().form_valid(form)
        visits.begin(self.request, user)
        signing_in.remember(self.request, response, user.get_username())
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _example_accounts() -> list[tuple[str, str, str]]:
    """Those who may sign in to the example: user name, name, and the role that says what they may do."""
    found = (one for one in organisations.accounts() if one.is_demo and one.is_active and one.grants)
    return [(one.username, one.display_name, str(ROLES[one.grants[0].role])) for one in found]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, and the visit that it was."""
    visit, is_by_provider = visits.visit_of(request), visits.is_by_provider(request)
    if visit is not None:
        accounts.sign_out(actor_of(request), visit_id=visit, now=timezone.now())
    logout(request)
    return redirect("web:provider_left" if is_by_provider else "web:sign_in")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return redirect(first_page_of(actor_of(request)))


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "title_units": units_of(actor.acts_for),
        "roles": [ROLES[role] for role in sorted(actor.roles)],
        "permissions": [permission_label(p) for p in Permission if actor.may(p)],
        "seen": len(actor.visible_units),
    }
    return render(request, "web/shell/account.html", context)


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "web/shell/help.html", {"steps": first_steps_of(actor_of(request))})


@require_POST
def first_steps_known(request: HttpRequest) -> HttpResponse:
    """Hides the first steps on the page that the day begins on, in this browser; the help page keeps them."""
    response = redirect("web:home")
    response.set_cookie(
        FIRST_STEPS_KNOWN, "1", max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
    )
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if is_ours else "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.BEHIND_TLS,
        )
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session. What was typed is still in the browser: going back keeps it."""
    return render(request, "web/shell/expired.html", {"reason": reason}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A defect, logged with its request; a database that is away is none, wherever in a request it was missed."""
    error = sys.exc_info()[1]
    known = away_error(error) or error_of_storage(error) or _unsaved_session(error)
    if known is not None:
        return away_response(request, known)
    if request.path.startswith("/api/"):
        return _for_api(request, HTTPStatus.INTERNAL_SERVER_ERROR, _defect())
    return defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is no request at all: too many fields, a body cut off, a host that is not ours; and a session not saved."""
    if (unsaved := _unsaved_session(exception)) is not None:
        return away_response(request, unsaved)
    if not request.path.startswith("/api/"):
        return defaults.bad_request(request, exception)
    return _for_api(request, HTTPStatus.BAD_REQUEST, _no_request())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith("/api/"):
        return defaults.page_not_found(request, exception)
    return away_response(request, _no_address())


def _unsaved_session(error: BaseException | None) -> Busy | None:
    """The framework says the same of a session that was ended meanwhile and of one that the database did not take."""
    while isinstance(error, SessionInterrupted | UpdateError):
        error = error.__context__
        if away_error(error) or error_of_storage(error):
            return Busy(
                "session.unsaved",
                what="Hệ thống chưa ghi được phiên làm việc của bạn.",
                why="Cơ sở dữ liệu đang bận hoặc tạm thời không làm việc được.",
                todo="Hãy xem việc vừa làm đã được lưu chưa, rồi thử lại nếu chưa.",
            )
    return None


def _for_api(request: HttpRequest, status: HTTPStatus, error: CaicachError) -> HttpResponse:
    response = away_response(request, error)
    response.status_code = status
    return response


def _no_request() -> CaicachError:
    return CaicachError(
        "http.bad_request",
        what="Yêu cầu gửi lên không đúng dạng.",
        why="Quá nhiều trường, nội dung bị cắt, hoặc tên máy chủ lạ.",
        todo="Hãy so với mô tả tại /api/v1/openapi.json rồi gửi lại.",
    )


def _no_address() -> NotFound:
    return NotFound(
        "http.not_found",
        what="Không có địa chỉ này.",
        todo="Hãy so với mô tả tại /api/v1/openapi.json.",
    )


def _defect() -> CaicachError:
    return CaicachError(
        "http.defect",
        what="Hệ thống gặp lỗi khi xử lý yêu cầu.",
        why="Lỗi đã được ghi lại cùng mã yêu cầu (X-Request-Id).",
        todo="Hãy gửi mã đó cho quản trị viên.",
    )
