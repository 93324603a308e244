"""Sign-in, home, and the pages of errors."""

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse


class SignIn(LoginView):
    """Opens a session."""


def home(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("caicach", content_type="text/plain")


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(f"403 {reason}", status=403, content_type="text/plain")
