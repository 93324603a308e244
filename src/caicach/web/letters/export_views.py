"""A letter as a package for the office's document system."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from caicach.correspondence import queries
from caicach.kernel.http.downloads import attachment
from caicach.web.shell.requests import actor_of


@require_GET
def package(request: HttpRequest, letter_id: int) -> HttpResponse:
    return attachment(queries.letter_package(actor_of(request), letter_id))
