"""A survey with a form that is open, its collector, and submissions as ODK Collect writes them."""

from datetime import UTC, date, datetime

from caicach.kernel.access import SYSTEM
from caicach.surveys.collection import services
from caicach.surveys.collection.domain.values import IssuedCollector
from surveys.form_books import workbook

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"anh" * 100
_SURVEY = (
    ("type", "name", "label", "relevant"),
    ("select_one_from_file xa.csv", "xa", "Xã", ""),
    ("integer", "tuoi", "Tuổi", ""),
    ("image", "anh", "Ảnh", ""),
)
_TABLE = "name,label\nthach_ha,Thạch Hà\n".encode()


def form_bytes(version: str = "1") -> bytes:
    settings = (("form_title", "form_id", "version"), ("Khảo sát hài lòng", "hai_long", version))
    return workbook({"survey": _SURVEY, "settings": settings})


def add_version(survey_id: int, version: str) -> int:
    beside = {"xa.csv": _TABLE}
    data = form_bytes(version)
    return services.add_form(SYSTEM, survey_id=survey_id, data=data, name="f.xlsx", beside=beside, now=NOW)


def open_survey(*, is_anonymous: bool = True) -> tuple[int, IssuedCollector]:
    until = date(2027, 12, 31)
    survey_id = services.create_survey(
        SYSTEM, title="Khảo sát hài lòng 2026", is_anonymous=is_anonymous, retained_until=until, now=NOW
    )
    add_version(survey_id, "1")
    services.open_survey(SYSTEM, survey_id=survey_id, now=NOW)
    return survey_id, services.issue_collector(SYSTEM, survey_id=survey_id, name="Tổ 1", days=366, now=NOW)


def instance(
    uuid: str = "a1", *, version: str = "1", age: int = 40, form_id: str = "hai_long", more: str = ""
) -> bytes:
    return (
        "<?xml version='1.0' ?>"
        f'<data id="hai_long" version="{version}" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">'
        f"<xa>thach_ha</xa><tuoi>{age}</tuoi><anh>1700000000000.png</anh>"
        f"<meta><instanceID>uuid:{uuid}</instanceID>{more}</meta></data>"
    ).encode()
