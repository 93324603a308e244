"""A survey of the example's questionnaire, with answers, without the converter: its XForm is kept beside this file."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.files import services as files
from caicach.surveys.collection import services
from caicach.surveys.collection.domain.values import Collector, IssuedCollector
from caicach.surveys.collection.models import Collector as CollectorRow
from caicach.surveys.collection.models import FormVersion

AT = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)
XFORM = (Path(__file__).parent / "hai_long.xml").read_text(encoding="utf-8")


def survey(*, actor: Actor = SYSTEM, is_anonymous: bool = True, is_open: bool = True, now: datetime = AT) -> int:
    until = date(now.year + 2, 12, 31)
    made = services.create_survey(
        actor, title="Khảo sát hài lòng", is_anonymous=is_anonymous, retained_until=until, now=now
    )
    version(made, now=now)
    if is_open:
        services.open_survey(actor, survey_id=made, now=now)
    return made


def version(survey_id: int, *, now: datetime = AT) -> int:
    book = files.store(SYSTEM, data=b"PK", name="hai-long.xlsx", now=now)
    digest = hashlib.md5(XFORM.encode(), usedforsecurity=False).hexdigest()
    row = FormVersion.objects.create(
        survey_id=survey_id,
        form_id="hai_long",
        version="2026.1",
        title="Khảo sát mức độ hài lòng",
        xform=XFORM,
        digest=digest,
        workbook=book,
        added_at=now,
    )
    return row.pk


def leaves_whole(survey_id: int, *, now: datetime = AT) -> None:
    """Single answers of an anonymous survey leave as they were given: somebody decided so."""
    services.decide_release(SYSTEM, survey_id=survey_id, is_whole=True, content=(), least=5, reason="Kiểm tra", now=now)


def collector(survey_id: int, *, name: str = "Tổ 1", now: datetime = AT) -> IssuedCollector:
    return services.issue_collector(SYSTEM, survey_id=survey_id, name=name, days=60, now=now)


def received(survey_id: int, issued: IssuedCollector, *, uuid: str, now: datetime = AT, **answers: str) -> None:
    row = CollectorRow.objects.get(pk=issued.id)
    services.receive_submission(
        Collector(row.pk, survey_id, row.name, row.ha1), xml=xml(uuid, **answers), attached=(), device="", now=now
    )


def xml(uuid: str, **answers: str) -> bytes:
    """An agreeing respondent of the town; ``answers`` replace or add."""
    given = {"khu_vuc": "do_thi", "tuoi": "40", "kenh": "mot_cua", "chung": "4", **answers}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in given.items())
    return (
        '<data id="hai_long" version="2026.1"><bat_dau>2023-02-20T08:00:00+07:00</bat_dau>'
        f"<ket_thuc>2023-02-20T08:05:00+07:00</ket_thuc><dong_y>co</dong_y><noi_dung>{inner}</noi_dung>"
        f"<meta><instanceID>uuid:{uuid}</instanceID></meta></data>"
    ).encode()
