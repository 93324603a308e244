"""The survey of the example: a real questionnaire, answers drawn by a seeded generator and named as such."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from caicach.cli.example_field import load_field

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

TITLE: Final = "Khảo sát mức độ hài lòng năm 2026 (câu trả lời ví dụ do máy sinh)"
FORM: Final = "hai-long-2026.xlsx"
_HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_FIRST: Final = date(2026, 11, 9)
_UNTIL: Final = date(2028, 12, 31)
_QUESTIONS: Final = ("tiep_can", "thai_do", "thoi_gian", "ket_qua", "chung")


@dataclass(frozen=True, slots=True)
class Area:
    """``leaning``: the mean of its answers on the scale of 1 to 5."""

    name: str
    count: int
    leaning: float


_AREAS: Final = (Area("do_thi", 96, 4.0), Area("dong_bang", 84, 3.8), Area("mien_nui", 60, 3.4))


def load_survey(office: "Actor", form: Path) -> None:
    """Opens the survey and receives its answers. Nothing where it is there already."""
    from caicach.surveys.collection import queries, services

    if any(line.title == TITLE for line in queries.survey_lines(office)):
        return
    opened = datetime(_FIRST.year, _FIRST.month, _FIRST.day, 7, tzinfo=_HANOI)
    survey_id = services.create_survey(office, title=TITLE, is_anonymous=True, retained_until=_UNTIL, now=opened)
    services.add_form(office, survey_id=survey_id, data=form.read_bytes(), name=form.name, beside={}, now=opened)
    services.open_survey(office, survey_id=survey_id, now=opened)
    issued = services.issue_collector(office, survey_id=survey_id, name="Tổ khảo sát ví dụ", days=90, now=opened)
    collector = queries.collector_of_token(issued.token, now=opened)
    if collector is None:
        return
    random = Random(2026)  # noqa: S311  (an example is to be the same on every machine)
    for area in _AREAS:
        for _ in range(area.count):
            begun = opened + timedelta(days=random.randrange(12), minutes=random.randrange(30, 540))
            xml = _answered(random, area, begun)
            services.receive_submission(collector, xml=xml, attached=(), device="", now=begun + timedelta(minutes=8))
    load_field(office, survey_id, form.parent, now=opened + timedelta(days=12, hours=10))


def _answered(random: Random, area: Area, begun: datetime) -> bytes:
    """One respondent: the five answers lie near one leaning; some hurry, some tick the same everywhere."""
    leaning = random.gauss(area.leaning, 0.7)
    marks = {name: _mark(random.gauss(leaning, 0.6)) for name in _QUESTIONS}
    if random.random() < 0.06:
        marks = dict.fromkeys(_QUESTIONS, _mark(leaning))
    seconds = random.randrange(20, 45) if random.random() < 0.05 else random.randrange(150, 600)
    channel = random.choices(("mot_cua", "truc_tuyen", "khac"), (55, 40, 5))[0]
    other = "Bưu điện" if channel == "khac" else ""
    answers = {
        "khu_vuc": area.name,
        "tuoi": str(random.randrange(18, 82)),
        "kenh": channel,
        "kenh_khac": other,
        **marks,
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in {**answers, "gop_y": ""}.items())
    ended = begun + timedelta(seconds=seconds)
    instance = UUID(int=random.getrandbits(128), version=4)
    return (
        f'<data id="hai_long" version="2026.1"><bat_dau>{begun.isoformat()}</bat_dau>'
        f"<ket_thuc>{ended.isoformat()}</ket_thuc><dong_y>co</dong_y><noi_dung>{inner}</noi_dung>"
        f"<meta><instanceID>uuid:{instance}</instanceID></meta></data>"
    ).encode()


def _mark(value: float) -> str:
    return str(min(5, max(1, round(value))))
