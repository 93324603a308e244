"""A file with a mark of secrecy is kept by no form that takes a file, at once or when the worker has looked at it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.values import Withheld
from caicach.kernel.jobs.services import run_next
from caicach.organisations.models import User
from rights.matrix import OTHERWISE, TYPED
from rights.world import TODAY, built
from web.test_files_not_parsed_here import DOORS, FILES, needed
from web.test_secret_files import FILES as SECRET

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.mark.parametrize("kind", SECRET)
def test_no_door_keeps_a_file_with_a_mark(
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    world, kept = built(), {}
    for name, door in DOORS.items():
        client, (_, _, column) = Client(), name.partition(".")
        client.force_login(User.objects.get(username=door.username))
        address = reverse(f"web:{door.route}", kwargs=needed(door.route, world.of(f"web:{door.at or door.route}")))
        typed = {**TYPED, **OTHERWISE.get(f"web:{door.route}", {}), **door.typed}
        typed[column] = [SimpleUploadedFile(kind, SECRET[kind])]
        if name in {"SignForm.picture", "FormFileForm.beside"}:  # what the other field needs to be looked at
            typed["file"] = SimpleUploadedFile(*FILES["SignForm.file" if door.route == "sign_letter" else ""])
        before = set(StoredFile.objects.values_list("pk", flat=True))
        with transaction.atomic():
            client.post(address, typed)
            with django_capture_on_commit_callbacks(execute=True):
                while run_next(now=timezone.now()):
                    pass
            new = StoredFile.objects.exclude(pk__in=before).exclude(withheld=Withheld.REMOVED)
            kept[name] = list(new.values_list("name", flat=True))
            transaction.set_rollback(True)
    assert {name: files for name, files in kept.items() if files} == {}
