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

TITLE: Final = "Khảo sát mức độ hài lòng năm {year} (câu trả lời ví dụ do máy sinh)"
FORM: Final = "hai-long-2026.xlsx"
_HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_QUESTIONS: Final = ("tiep_can", "thai_do", "thoi_gian", "ket_qua", "chung")


@dataclass(frozen=True, slots=True)
class Area:
    """``leaning``: the mean of its answers on the scale of 1 to 5."""

    name: str
    count: int
    leaning: float


@dataclass(frozen=True, slots=True)
class Year:
    """``population``: of a year whose sample was a simple random one; None where a sample is drawn by design."""

    first: date
    until: date
    population: int | None
    areas: tuple[Area, ...]


_YEARS: Final = (
    Year(
        date(2025, 11, 10),
        date(2027, 12, 31),
        11_800,
        (Area("do_thi", 36, 3.6), Area("dong_bang", 32, 3.4), Area("mien_nui", 22, 3.1)),
    ),
    Year(
        date(2026, 11, 9),
        date(2028, 12, 31),
        None,
        (Area("do_thi", 96, 4.0), Area("dong_bang", 84, 3.8), Area("mien_nui", 60, 3.4)),
    ),
)


def load_survey(office: "Actor", form: Path) -> None:
    """Surveys of two years that asked the same, the first one closed. Nothing where they are there already."""
    from caicach.surveys.collection import queries

    there = {line.title for line in queries.survey_lines(office)}
    for year in _YEARS:
        if TITLE.format(year=year.first.year) not in there:
            _load_year(office, form, year)


def _load_year(office: "Actor", form: Path, year: Year) -> None:
    from caicach.surveys.collection import queries, services

    opened = datetime(year.first.year, year.first.month, year.first.day, 7, tzinfo=_HANOI)
    title, closed = TITLE.format(year=year.first.year), opened + timedelta(days=12, hours=10)
    survey_id = services.create_survey(office, title=title, is_anonymous=True, retained_until=year.until, now=opened)
    services.add_form(office, survey_id=survey_id, data=form.read_bytes(), name=form.name, beside={}, now=opened)
    services.open_survey(office, survey_id=survey_id, now=opened)
    issued = services.issue_collector(office, survey_id=survey_id, name="Tổ khảo sát ví dụ", days=90, now=opened)
    collector = queries.collector_of_token(issued.token, now=opened)
    if collector is None:
        return
    random = Random(year.first.year)  # noqa: S311  (an example is to be the same on every machine)
    for area in year.areas:
        for _ in range(area.count):
            begun = opened + timedelta(days=random.randrange(12), minutes=random.randrange(30, 540))
            xml = _answered(random, area, begun)
            services.receive_submission(collector, xml=xml, attached=(), device="", now=begun + timedelta(minutes=8))
    _set_satisfaction(office, survey_id, closed)
    if year.population is None:
        load_field(office, survey_id, form.parent, now=closed)
    else:
        _end_year(office, survey_id, year.population, now=closed)


def _set_satisfaction(office: "Actor", survey_id: int, now: datetime) -> None:
    """The share satisfied of the whole province, which reports and the page of the chair tell."""
    from caicach.kernel.periods import PeriodKind, period_of
    from caicach.organisations.queries import whole_on
    from caicach.surveys.results import services as results
    from caicach.surveys.results.domain.published import Indicator
    from caicach.surveys.results.domain.satisfaction import Factor, Satisfaction

    whole = whole_on(now.date())
    if whole is None:
        return
    asked = Satisfaction(Indicator.SATISFIED_SHARE, (Factor("Chung", ("chung",)),), frozenset({"4", "5"}))
    period = period_of(PeriodKind.MONTH, now.date())
    results.set_satisfaction(
        office, survey_id=survey_id, name="Hài lòng chung", asked=asked, unit=whole.code, period=period, now=now
    )


def _end_year(office: "Actor", survey_id: int, population: int, *, now: datetime) -> None:
    """A sample of everybody alike; the survey is over."""
    from caicach.surveys.collection import services
    from caicach.surveys.results import services as results
    from caicach.surveys.results.domain.values import THRESHOLD, Basis

    results.set_rules(
        office,
        survey_id=survey_id,
        threshold=THRESHOLD,
        basis=Basis.SIMPLE,
        population=population,
        design=None,
        now=now,
    )
    services.close_survey(office, survey_id=survey_id, now=now)


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
