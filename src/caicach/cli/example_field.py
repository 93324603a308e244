"""The sample of the example's survey: drawn from a made-up frame by the design beside the form, and what came of each
unit, by a seeded generator; interviewers have numbers, no names."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from caicach.kernel.access import Actor

DESIGN: Final = "thiet-ke-2026.yaml"
SEED: Final = "2026-11"
_LOST: Final = (("từ chối", 42), ("không gặp", 38), ("không thuộc đối tượng", 12), ("lý do khác", 5), ("không rõ", 3))
_HEAD: Final = ("mã", "địa bàn", "điều tra viên", "kết quả", "thay cho")
_STAND_INS: Final = 0.4
"""The part of those lost whose place somebody took."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """``interviews``: as many as there are responses; ``waiting``: not worked to an end."""

    name: str
    words: str
    letters: str
    population: int
    interviews: int
    waiting: int
    interviewers: int


STRATA: Final = (
    Stratum("do_thi", "Phường, đô thị", "DT", 4_800, 96, 6, 4),
    Stratum("dong_bang", "Xã đồng bằng, ven biển", "DB", 5_200, 84, 5, 4),
    Stratum("mien_nui", "Xã miền núi", "MN", 2_400, 60, 7, 3),
)


@dataclass(frozen=True, slots=True)
class _Unit:
    code: str
    area: str
    interviewer: str
    outcome: str = "hoàn thành"
    stands_in_for: str = ""


def load_field(office: "Actor", survey_id: int, folder: Path, *, now: "datetime") -> None:
    """The sample is drawn and recorded, the field's table goes in by its own door; results are reckoned by the
    design."""
    from caicach.surveys.collection import services
    from caicach.surveys.collection.draw_file import DrawOrder
    from caicach.surveys.results import services as results
    from caicach.surveys.results.domain.values import THRESHOLD, Basis

    design = (folder / DESIGN).read_bytes()
    services.draw_sample(
        office,
        survey_id=survey_id,
        frame=("khung-mau-2026.csv", frame()),
        order=DrawOrder(DESIGN, design.decode(), SEED, "ma", "", ()),
        now=now,
    )
    table = _csv((_HEAD, *((u.code, u.area, u.interviewer, u.outcome, u.stands_in_for) for u in _units(design))))
    services.take_in_units(office, survey_id=survey_id, name="thuc-dia-2026.csv", data=table, now=now)
    results.set_rules(
        office,
        survey_id=survey_id,
        threshold=THRESHOLD,
        basis=Basis.DESIGN,
        population=None,
        design=(DESIGN, design),
        now=now,
    )


def frame() -> bytes:
    """Everybody who could be drawn, as a table that ``caicach survey draw`` takes."""
    rows = [(f"{one.letters}-{at:04}", one.name) for one in STRATA for at in range(1, one.population + 1)]
    return _csv((("ma", "khu_vuc"), *rows))


def _units(design: bytes) -> list[_Unit]:
    from caicach.surveys.columns import read_columns
    from caicach.surveys.sampling.draw_reading import read_draw
    from caicach.surveys.sampling.drawing import drawn_sample

    people = read_columns("khung-mau.csv", frame())
    codes = people.texts("ma")
    drawn = drawn_sample(read_draw(DESIGN, design), people, SEED).rows
    random = Random(SEED)  # noqa: S311  (an example is to be the same on every machine)
    units: list[_Unit] = []
    for one in STRATA:
        sample = [codes[row.row] for row in drawn if row.stratum == one.name and row.stand_in is None]
        turns: Mapping[int, str] = {
            row.stand_in: codes[row.row] for row in drawn if row.stratum == one.name and row.stand_in is not None
        }
        units += _worked(one, sample, [turns[turn] for turn in sorted(turns)], random)
    return units


def _worked(one: Stratum, sample: list[str], reserve: list[str], random: Random) -> Iterator[_Unit]:
    """Interviews, among them those of stand-ins, add up to the responses that there are."""
    order = random.sample(sample, len(sample))
    units = {code: _Unit(code, one.words, _interviewer(one, at)) for at, code in enumerate(sample)}
    stand_ins = min(len(reserve), round((len(sample) - one.interviews - one.waiting) * _STAND_INS))
    held = one.interviews - stand_ins
    for code in order[held : held + one.waiting]:
        units[code] = replace(units[code], outcome="chưa xong")
    lost = order[held + one.waiting :]
    words, weights = [word for word, _ in _LOST], [weight for _, weight in _LOST]
    for code in lost:
        units[code] = replace(units[code], outcome=random.choices(words, weights)[0])
    for code in random.sample(order[:held], max(1, held // 20)):
        units[code] = replace(units[code], outcome="dở dang")
    yield from units.values()
    for code, gone in zip(reserve, lost[:stand_ins], strict=False):
        yield _Unit(code, one.words, units[gone].interviewer, stands_in_for=gone)


def _interviewer(one: Stratum, at: int) -> str:
    return f"Điều tra viên {one.letters}{at % one.interviewers + 1}"


def _csv(rows: tuple[tuple[str, ...], ...]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
