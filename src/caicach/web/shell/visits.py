"""The visit of a browser that somebody signed in with: begun, seen, and over when it was ended elsewhere."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from caicach.accounts import services
from caicach.organisations import queries as organisations
from caicach.web.shell.requests import today
from caicach.web.shell.signing_in import address_of

Handler = Callable[[HttpRequest], HttpResponse]
_KEY = "visit"


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


def begin(request: HttpRequest, user: AbstractBaseUser) -> None:
    request.session[_KEY] = services.begin_visit(
        organisations.actor_for(user, on=today()),
        user_agent=request.headers.get("User-Agent", ""),
        address=address_of(request),
        now=timezone.now(),
    )


def visit_of(request: HttpRequest) -> int | None:
    """The visit that the request belongs to."""
    found = request.session.get(_KEY)
    return found if isinstance(found, int) else None
