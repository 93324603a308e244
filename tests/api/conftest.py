"""Programs that call the API: one for the standing office, one for a unit, one for a stranger to it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.accounts.services import issue_token
from caicach.kernel.access import SYSTEM, Role
from caicach.notifications.domain import signing
from caicach.organisations.services import create_user, grant_role
from factories.correspondence import NOW, TEXT, province
from factories.kept_rows import kept

BASE = "/api/v1"


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True)
class Program:
    """Sends JSON or forms with its token."""

    token: str

    def _answer(self, response: Any) -> Answer:
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        return Answer(response.status_code, response.json() if is_json and response.content else response.content)

    def get(self, path: str, **query: object) -> Answer:
        return self._answer(Client().get(f"{BASE}{path}", query, headers=self._headers()))

    def post(self, path: str, body: object) -> Answer:
        data = json.dumps(body)
        return self._answer(
            Client().post(f"{BASE}{path}", data, content_type="application/json", headers=self._headers())
        )

    def send(self, path: str, **form: object) -> Answer:
        return self._answer(Client().post(f"{BASE}{path}", form, headers=self._headers()))

    def push(self, source: str, name: str, data: bytes, signature: str | None = None) -> Answer:
        """Dossiers, signed now where no other signature is named."""
        signed = signing.signature(self.token, int(timezone.now().timestamp()), f"{source}\n".encode(), data)
        headers = {**self._headers(), signing.HEADER: signed if signature is None else signature}
        form = {"source": source, "file": SimpleUploadedFile(name, data)}
        return self._answer(Client().post(f"{BASE}/dossier-imports", form, headers=headers))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def _program(username: str, role: Role, unit: str) -> Program:
    user = create_user(SYSTEM, username=username, display_name=username, password="mot-mat-khau-dai-2023", now=NOW)
    grant_role(SYSTEM, user_id=user, role=role, unit=unit, valid_from=date(2023, 1, 1), now=NOW)
    token = issue_token(SYSTEM, user_id=user, purpose="kiểm thử", days=30, now=timezone.now())
    return Program(token)


@pytest.fixture
def programs(db: None) -> dict[str, Program]:
    return _programs()


@kept
def _programs() -> dict[str, Program]:
    province()
    return {
        "office": _program("noivu", Role.STANDING_OFFICE, "SNV"),
        "justice": _program("tuphap", Role.FOCAL_POINT, "STP"),
        "health": _program("yte", Role.FOCAL_POINT, "SYT"),
        "nobody": Program(""),
    }


@pytest.fixture
def letter() -> Callable[[], Any]:
    """A file with the invented letter, as an upload."""
    return lambda: SimpleUploadedFile("cong-van-08.txt", TEXT.encode())
