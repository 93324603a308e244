"""The visit of a browser that somebody signed in with: begun, seen, and over when it was ended elsewhere."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from caicach.accounts import services
from caicach.organisations import queries as organisations
from caicach.web.shell.requests import today
from caicach.web.shell.signing_in import address_of

Handler = Callable[[HttpRequest], HttpResponse]
_KEY = "visit"
_PROVIDER = "signed_in_by"


class VisitMiddleware:
    """Signs a browser out whose visit was ended; begins one for a session that has none yet."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, AbstractBaseUser) and user.is_authenticated:
            visit = visit_of(request)
            if visit is None:
                begin(request, user)
            elif not services.note_visit(
                visit_id=visit, user_id=user.pk, address=address_of(request), now=timezone.now()
            ):
                logout(request)
        return self.get_response(request)


def begin(request: HttpRequest, user: AbstractBaseUser, *, provider: str = "") -> None:
    request.session[_PROVIDER] = provider
    request.session[_KEY] = services.begin_visit(
        organisations.actor_for(user, on=today()),
        user_agent=request.headers.get("User-Agent", ""),
        address=address_of(request),
        now=timezone.now(),
        provider=provider,
    )


def is_by_provider(request: HttpRequest) -> bool:
    """Whether single sign-on opened the visit: the person may still be signed in there."""
    return bool(request.session.get(_PROVIDER))


def provider_label() -> str:
    """What people call their account at the provider of single sign-on."""
    return settings.OIDC_LABEL or gettext("tài khoản dùng chung của cơ quan")


def visit_of(request: HttpRequest) -> int | None:
    """The visit that the request belongs to."""
    found = request.session.get(_KEY)
    return found if isinstance(found, int) else None
