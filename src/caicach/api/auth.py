"""Who calls: a bearer token, or the session of a signed-in person (then with the CSRF token)."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer, SessionAuth

from caicach.accounts import services
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotAllowed
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
    """The cookie of the pages; unsafe methods need the CSRF token. Who sends a token, right or wrong, has none here."""

    def _get_key(self, request: HttpRequest) -> str | None:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            raise AuthenticationError
        try:
            return super()._get_key(request)
        except HttpError as error:
            raise NotAllowed(
                "api.csrf",
                what="Yêu cầu bị từ chối.",
                why="Yêu cầu dùng phiên đăng nhập của trang mà không kèm mã chống giả mạo (X-CSRFToken).",
                todo="Hãy gửi mã truy cập: Authorization: Bearer caicach_…",
            ) from error

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        user = request.user
        return _actor(int(user.pk)) if user.is_authenticated else None


def token_of(request: HttpRequest) -> str:
    """The token that proved who calls; empty for the session of a person."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def actor_of(request: HttpRequest) -> Actor:
    """The actor that authentication put on the request."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
