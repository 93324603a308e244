"""Who collects: an account of its own for each interviewer or device of one survey, told once."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.surveys.collection.domain.digest import first_hash
from caicach.surveys.collection.domain.values import IssuedCollector
from caicach.surveys.collection.models import Collector
from caicach.surveys.collection.obtaining import locked_survey, refuse_past_retention
from caicach.surveys.collection.services.links import last_moment

_LONGEST_DAYS = 366


@transaction.atomic
def issue_collector(actor: Actor, *, survey_id: int, name: str, days: int, now: datetime) -> IssuedCollector:
    """Password and token are told once and never stored. Raises NotAllowed, NotFound, Conflict
    ("survey.retention_over"), InvalidInput."""
    survey = locked_survey(actor, survey_id)
    name = " ".join(name.split())
    if not 0 < len(name) <= 200 or not 1 <= days <= _LONGEST_DAYS:
        raise InvalidInput(
            "survey.collector_words",
            what="Chưa cấp được tài khoản thu thập.",
            why="Cần tên điều tra viên (không quá 200 chữ) và thời hạn từ 1 đến {longest} ngày.",
            todo="Hãy ghi tên và số ngày.",
            longest=_LONGEST_DAYS,
        )
    refuse_past_retention(survey, what="Chưa cấp được tài khoản thu thập.", now=now)
    password, token = secrets.token_urlsafe(15), secrets.token_urlsafe(32)
    username = f"dt{survey.pk}-{secrets.token_hex(3)}"
    row = Collector.objects.create(
        survey=survey,
        name=name,
        username=username,
        ha1=first_hash(username, password),
        token_digest=hashlib.sha256(token.encode()).hexdigest(),
        issued_at=now,
        expires_at=last_moment(survey, days=days, now=now),
    )
    new = {"name": name, "username": username, "days": days}
    audit.record(actor, "surveys.collector_issued", subject=("survey", survey.pk), now=now, new=new)
    return IssuedCollector(row.pk, username, password, token)


@transaction.atomic
def revoke_collector(actor: Actor, *, survey_id: int, username: str, now: datetime) -> None:
    """Raises NotAllowed, NotFound."""
    survey = locked_survey(actor, survey_id)
    count = Collector.objects.filter(survey=survey, username=username, revoked_at=None).update(revoked_at=now)
    if not count:
        raise NotFound(
            "survey.no_collector",
            what="Cuộc khảo sát không có tài khoản thu thập «{username}» đang dùng.",
            username=username,
        )
    new = {"username": username}
    audit.record(actor, "surveys.collector_revoked", subject=("survey", survey.pk), now=now, new=new)
