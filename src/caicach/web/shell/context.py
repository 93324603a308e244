"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

import caicach
from caicach.kernel.access import Actor
from caicach.web.shell.addresses import address_of
from caicach.web.shell.faces import known_faces
from caicach.web.shell.navigation import FIRST_STEPS_KNOWN, first_page_of, first_steps_of, menu_of
from caicach.web.shell.requests import today
from caicach.web.shell.units import own_unit_names


def shell(request: HttpRequest) -> dict[str, object]:
    actor: Actor | None = getattr(request, "actor", None)
    what: dict[str, object] = {
        "version": caicach.__version__,
        "languages": settings.LANGUAGES,
        "today": today(),
        "is_example": settings.IS_EXAMPLE,
        "has_provider": bool(settings.OIDC_ISSUER),
        "actor": actor,
        "stylesheets": known_faces().stylesheets,
    }
    if actor is not None:
        what |= {
            "menu": menu_of(actor, request.path),
            "own_units": own_unit_names(actor),
        }
        if FIRST_STEPS_KNOWN not in request.COOKIES and request.path == address_of(first_page_of(actor)):
            what["first_steps"] = first_steps_of(actor)
    return what
