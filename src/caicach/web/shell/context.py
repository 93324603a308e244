"""What every template knows."""

from django.http import HttpRequest

import caicach


def shell(_request: HttpRequest) -> dict[str, object]:
    return {"version": caicach.__version__}
