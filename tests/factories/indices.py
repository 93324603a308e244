"""A small set of criteria and a scoring year of the small province."""

from datetime import UTC, date, datetime
from pathlib import Path

from caicach.indices import services
from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.models import ScoreEntry, Sheet
from caicach.indices.services import NewFile
from caicach.kernel.access import Actor
from caicach.organisations.domain.units import Level
from factories.correspondence import APPRAISER, APPRAISER_2, COUNCIL, HEALTH, JUSTICE, OFFICE, province
from factories.kept_rows import kept

OPENED = datetime(2024, 1, 5, 2, 0, tzinfo=UTC)
SCORED = datetime(2024, 1, 15, 2, 0, tzinfo=UTC)
LATER = datetime(2024, 2, 20, 2, 0, tzinfo=UTC)
PROOF = NewFile("ke-hoach.txt", "Kế hoạch số 12/KH-STP ngày 05/01/2023".encode())
DUE = {Step.SELF_SCORING: date(2024, 1, 31), Step.APPRAISAL_1: date(2024, 2, 29), Step.PUBLISHED: date(2024, 4, 1)}

SET = (Path(__file__).parent / "small_set.yaml").read_text(encoding="utf-8")

GOOD = {
    "1.1": Cells("dat"),
    "1.2": Cells(numerator="90", denominator="100"),
    "1.3": Cells("a+b"),
    "2.2": Cells("3"),
}


@kept
def opened(now: datetime = OPENED, **changes: object) -> int:
    """A year of the three departments, in the small province; its id."""
    province()
    given: dict[str, object] = {
        "year": 2023,
        "definition_text": SET,
        "definition_file": "bo-nho.yaml",
        "levels": (Level.DEPARTMENT,),
        "due": DUE,
        **changes,
    }
    return services.open_year(OFFICE, now=now, **given)  # type: ignore[arg-type]


def sheet_of(year_id: int, unit: str) -> int:
    return Sheet.objects.get(year_id=year_id, unit_id=unit).pk


def entry_of(sheet_id: int, component: str, stage: Stage) -> ScoreEntry | None:
    return ScoreEntry.objects.filter(sheet_id=sheet_id, component=component, stage=stage.value, is_current=True).first()


def seen(sheet_id: int, component: str, stage: Stage) -> int | None:
    found = entry_of(sheet_id, component, stage)
    return found.pk if found else None


def say(actor: Actor, sheet_id: int, component: str, cells: Cells, note: str = "") -> int:
    """Self-score a component, over whatever the unit said before."""
    before = seen(sheet_id, component, Stage.SELF)
    return services.self_score(
        actor, sheet_id=sheet_id, component=component, cells=cells, note=note, seen=before, now=SCORED
    )


def scored(year_id: int, actor: Actor, unit: str, cells: dict[str, Cells] | None = None, *, lock: bool = True) -> int:
    """A unit's sheet, filled with evidence for every component and locked; its id."""
    sheet_id = sheet_of(year_id, unit)
    for component, given in (cells or GOOD).items():
        say(actor, sheet_id, component, given, "Không phát sinh trong năm" if given.is_not_applicable else "")
        services.add_evidence(actor, sheet_id=sheet_id, component=component, stage=Stage.SELF, new=(PROOF,), now=SCORED)
    if lock:
        services.lock_self_scores(actor, sheet_id=sheet_id, now=SCORED)
    return sheet_id


HOME = Actor(20, "Chuyên viên Sở Nội vụ", JUSTICE.roles, frozenset({"SNV"}), frozenset({"SNV"}))


@kept
def self_scored() -> int:
    """A year in which all three units have locked and the first appraisal runs."""
    year_id = opened()
    scored(year_id, HOME, "SNV")
    scored(year_id, JUSTICE, "STP", {**GOOD, "1.2": Cells(numerator="80", denominator="100")})
    scored(year_id, HEALTH, "SYT", {**GOOD, "1.1": Cells("mot-phan")})
    for member, fields in ((APPRAISER, ("1",)), (APPRAISER_2, ("1.2", "2", "P", "T"))):
        services.assign_appraiser(
            OFFICE, year_id=year_id, user_id=member.user_id or 0, user_name=member.name, node_codes=fields, now=SCORED
        )
    services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, now=SCORED)
    return year_id


def surveyed(year_id: int) -> None:
    for unit, answers in (("SNV", "A=80;B=20"), ("STP", "A=60;B=30;C=10"), ("SYT", "A=50;B=50")):
        services.record_figure(
            OFFICE,
            sheet_id=sheet_of(year_id, unit),
            component="2.1",
            cells=Cells(answers),
            source="Báo cáo điều tra năm 2023",
            sample_size=100,
            seen=None,
            now=SCORED,
        )


@kept
def at_council() -> int:
    """A year with surveys and a first appraisal of one component of Sở Tư pháp, standing at the council."""
    year_id = self_scored()
    surveyed(year_id)
    sheet_id = sheet_of(year_id, "STP")
    services.appraise(
        APPRAISER,
        sheet_id=sheet_id,
        component="1.1",
        cells=Cells("mot-phan"),
        reason="Kế hoạch ban hành muộn",
        request="Giải trình ngày ban hành",
        seen=None,
        now=SCORED,
    )
    services.move_on(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=SCORED)
    services.explain(JUSTICE, sheet_id=sheet_id, component="1.1", text="Ban hành ngày 05/01", seen=None, now=SCORED)
    services.lock_explanations(JUSTICE, sheet_id=sheet_id, now=SCORED)
    services.move_on(OFFICE, year_id=year_id, seen=Step.EXPLANATION, now=SCORED)
    services.move_on(OFFICE, year_id=year_id, seen=Step.APPRAISAL_2, now=SCORED)
    return year_id


def council_says(year_id: int, unit: str, component: str, cells: Cells) -> int:
    return services.decide_component(
        COUNCIL,
        sheet_id=sheet_of(year_id, unit),
        component=component,
        cells=cells,
        reason="Hội đồng thống nhất tại phiên họp",
        seen=None,
        now=LATER,
    )
