"""Signing in by the provider of single sign-on: the browser goes there, comes back with a code, and a session opens.

Whatever goes wrong is told on the page that the person came from; the way by password stands beside it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from caicach.accounts import asking_provider, queries, services
from caicach.accounts.domain.id_tokens import Identity
from caicach.accounts.domain.provider import Asked, leaving_address, sign_in_address
from caicach.kernel.errors import Busy, CaicachError, InvalidInput
from caicach.kernel.http.problems import problem_of
from caicach.web.shell import second_step, signing_in
from caicach.web.shell.requests import actor_of
from caicach.web.shell.visits import provider_label

_ASKED: Final = "asked_provider"
_MAY_LINK: Final = "may_link_provider"
_LASTS: Final = timedelta(minutes=10)
_AT_ONCE: Final = 5
"""Tabs of one browser that may be on their way at once."""
_DENIED: Final = frozenset({"access_denied", "login_required", "interaction_required", "consent_required"})


def allow_linking(request: HttpRequest) -> None:
    """The password was right: for some minutes this browser may link the account to who signs in at the provider."""
    request.session[_MAY_LINK] = timezone.now().isoformat()


def may_link(request: HttpRequest) -> bool:
    return request.user.is_authenticated and _is_fresh(request.session.get(_MAY_LINK))


@login_not_required
@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider; with what only this session knows, so that nobody else's answer fits."""
    links = "gan" in request.GET
    if links and not may_link(request):
        return redirect("web:own_provider")
    if request.user.is_authenticated and not links:
        return redirect("web:home")
    own = urlsplit(settings.PUBLIC_URL).netloc
    if request.get_host() != own and asking_provider.is_set():
        # The session stays with the host that it began at, and the provider sends back to one alone.
        return HttpResponseRedirect(settings.PUBLIC_URL + request.get_full_path())
    try:
        of = asking_provider.provider()
        with _slowed(request):
            known = asking_provider.discovery(of)
    except CaicachError as error:
        return _error_redirect(request, error, then=_then(request), links=links)
    asked = Asked(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    _remember(request, asked, then=_then(request), links=links)
    return HttpResponseRedirect(sign_in_address(of, known, asked, back=_back()))


@login_not_required
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """The browser comes back with a code, or with the reason why there is none."""
    kept = _recalled(request)
    then, links = (str(kept["then"]), bool(kept["links"])) if kept else ("", False)
    try:
        if kept is None:
            raise _forgotten()
        with _slowed(request):
            identity = _identity(request, kept)
        return _linked(request, identity) if links else _signed_in(request, identity, then)
    except CaicachError as error:
        return _error_redirect(request, error, then=then, links=links)


@login_not_required
@never_cache
@require_GET
def goodbye(request: HttpRequest) -> HttpResponse:
    """After signing out here: the provider may still know the person, and its page to sign out is offered."""
    try:
        of = asking_provider.provider()
        home = settings.PUBLIC_URL + reverse("web:sign_in")
        with _slowed(request):
            known = asking_provider.discovery(of)
        address = leaving_address(of, known, back=home)
    except CaicachError:  # signing out here is done; of the rest nothing is known
        address = ""
    if not address:
        return redirect("web:sign_in")
    return render(request, "web/accounts/provider_left.html", {"address": address, "label": provider_label()})


def _back() -> str:
    return settings.PUBLIC_URL + reverse("web:provider_back")


def _then(request: HttpRequest) -> str:
    then = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure())
    return then if is_ours else ""


def _remember(request: HttpRequest, asked: Asked, *, then: str, links: bool) -> None:
    kept = request.session.get(_ASKED, {})
    while len(kept) >= _AT_ONCE:
        kept.pop(min(kept, key=lambda state: kept[state]["at"]))
    said = {"nonce": asked.nonce, "verifier": asked.verifier, "at": timezone.now().isoformat()}
    request.session[_ASKED] = kept | {asked.state: said | {"then": then, "links": links}}


def _recalled(request: HttpRequest) -> dict[str, object] | None:
    """What this browser was sent away with, once: the same answer a second time belongs to nothing."""
    kept = request.session.get(_ASKED, {})
    found = kept.pop(request.GET.get("state", ""), None)
    if found is None:
        return None
    request.session[_ASKED] = kept
    return dict(found) | {"state": request.GET["state"]} if _is_fresh(found["at"]) else None


def _is_fresh(at: object) -> bool:
    return isinstance(at, str) and timezone.now() - datetime.fromisoformat(at) <= _LASTS


@contextmanager
def _slowed(request: HttpRequest) -> Iterator[None]:
    """Nobody has the provider asked without end, and one that is away is left alone for some seconds."""
    of_all, of_address = counts = signing_in.tries_of_provider(request)
    if seconds := signing_in.seconds_to_wait(counts, now=timezone.now()):
        raise Busy(
            "accounts.provider_wait",
            what="Hệ thống đăng nhập chung vừa không trả lời, hoặc vừa bị thử nhiều lần.",
            why="Để máy chủ không bị chờ lâu, việc hỏi lại tạm dừng ít giây.",
            todo="Hãy đợi {seconds} giây rồi thử lại, hoặc đăng nhập bằng mật khẩu.",
            seconds=seconds,
        )
    try:
        yield
    except Busy:
        signing_in.note_failure((of_all,), now=timezone.now())
        raise
    except InvalidInput:
        signing_in.note_failure((of_address,), now=timezone.now())
        raise
    signing_in.note_success((of_all,))


def _identity(request: HttpRequest, kept: dict[str, object]) -> Identity:
    of, said = asking_provider.provider(), request.GET
    if said.get("error"):
        raise _not_signed_in(said["error"])
    asking_provider.look_who_answered(of, said.get("iss"))
    asked = Asked(str(kept["state"]), str(kept["nonce"]), str(kept["verifier"]))
    return asking_provider.identity(of, asked, code=said.get("code", ""), back=_back(), now=timezone.now())


def _signed_in(request: HttpRequest, identity: Identity, then: str) -> HttpResponse:
    of, now = asking_provider.provider(), timezone.now()
    user_id = services.account_opened_by(of, identity, now=now)
    target = then or reverse("web:home")
    if queries.has_second_factor(user_id) and not of.second_step & identity.methods:
        second_step.ask(request, user_id, then=target, provider=of.name)
        return redirect("web:second_step")
    return second_step.signed_in(request, user_id, then=target, provider=of.name)


def _linked(request: HttpRequest, identity: Identity) -> HttpResponse:
    if not may_link(request):
        raise _forgotten()
    del request.session[_MAY_LINK]
    services.link_own_provider(actor_of(request), asking_provider.provider(), identity, now=timezone.now())
    messages.success(request, gettext("Đã gắn. Từ nay bạn đăng nhập được bằng {label}.").format(label=provider_label()))
    return redirect("web:own_provider")


def _error_redirect(request: HttpRequest, error: CaicachError, *, then: str, links: bool) -> HttpResponse:
    problem = problem_of(error)
    messages.error(request, " ".join(said for said in (problem.what, problem.why, problem.todo) if said))
    if links:
        return redirect("web:own_provider")
    query = f"?{urlencode({'next': then})}" if then else ""
    return HttpResponseRedirect(reverse("web:sign_in") + query)


def _forgotten() -> InvalidInput:
    return InvalidInput(
        "accounts.provider_forgotten",
        what="Lần đăng nhập này không còn dùng được.",
        why="Nó đã quá 10 phút, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác.",
        todo="Hãy bấm đăng nhập lại.",
    )


def _not_signed_in(said: str) -> InvalidInput:
    if said in _DENIED:
        return InvalidInput(
            "accounts.provider_denied",
            what="Bạn chưa đăng nhập ở hệ thống đăng nhập chung.",
            why="Việc đăng nhập ở đó bị hủy hoặc không được phép.",
            todo="Hãy thử lại, hoặc đăng nhập bằng mật khẩu.",
        )
    return InvalidInput(
        "accounts.provider_refuses",
        what="Hệ thống đăng nhập chung không cho đăng nhập (mã «{said}»).",
        why="Nơi đó đang lỗi, hoặc chưa nhận ứng dụng này.",
        todo="Hãy đăng nhập bằng mật khẩu, và báo người vận hành mã đó.",
        said="".join(sign for sign in said[:60] if sign.isascii() and (sign.isalnum() or sign in "_-.")),
    )
