"""An installation whose pages have one room more."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from caicach.web.shell import faces
from web.sample_room.urls import WITH_SAMPLE


@contextmanager
def sample_room() -> Iterator[None]:
    """The sample room stands beside the others until the block ends."""
    before = faces.known_faces()
    with override_settings(ROOT_URLCONF="web.sample_room.urls"):
        faces._settled[:] = [faces.joined_faces(WITH_SAMPLE)]
        try:
            yield
        finally:
            faces._settled[:] = [before]
