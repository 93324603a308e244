"""Who calls: a bearer token, or the session of a signed-in person (then with the CSRF token)."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from caicach.accounts import services
from caicach.kernel.access import Actor
from caicach.organisations import queries as organisations


def _actor(user_id: int) -> Actor | None:
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    return organisations.actor_for(user, on=timezone.localdate()) if user else None


class Token(HttpBearer):
    """Authorization: Bearer caicach_…"""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        user_id = services.user_of_token(token, now=timezone.now())
        return _actor(user_id) if user_id is not None else None


class Session(SessionAuth):
    """The cookie of the pages; unsafe methods need the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        user = request.user
        return _actor(int(user.pk)) if user.is_authenticated else None


def actor_of(request: HttpRequest) -> Actor:
    """The actor that authentication put on the request."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
