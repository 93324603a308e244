"""A frame that somebody brought, and a sample drawn from it, in a child process before anything is kept."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec
from caicach.surveys.collection.domain.fieldwork import SampledUnit, assigned_units
from caicach.surveys.columns import read_columns
from caicach.surveys.sampling.as_table import sample_text
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.drawing import drawn_sample
from caicach.surveys.sampling.values import StratumDrawn

BOUNDS: Final = Bounds(seconds=60.0, memory=1024 * MEGABYTE, size=20 * MEGABYTE)


@dataclass(frozen=True, slots=True)
class DrawOrder:
    """What is asked beside the frame: name and text of the design. ``code`` and ``area`` are columns of the frame;
    without the latter its strata are areas."""

    name: str
    design: str
    seed: str
    code: str
    area: str
    interviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawAnswer:
    """``units`` without stand-ins, ``sample`` with them, as CSV."""

    frame_rows: int
    units: tuple[SampledUnit, ...]
    strata: tuple[StratumDrawn, ...]
    sample: str


_CODEC: Final = Codec(DrawAnswer)


def examined_draw(frame: bytes, name: str, order: DrawOrder) -> DrawAnswer:
    """Raises InvalidInput as ``read_columns``, ``read_draw``, ``drawn_sample`` and ``assigned_units``, TooLarge."""
    answer = in_child(f"{__name__}:draw_work", frame, name=name, bounds=BOUNDS, arguments={"order": asdict(order)})
    return _CODEC.value(answer["drawn"])


def draw_work(data: bytes, name: str, order: dict[str, Any]) -> dict[str, Any]:
    """In the child."""
    frame = read_columns(name, data)
    found = drawn_sample(
        read_draw(order["name"], order["design"].encode("utf-8", "surrogateescape")), frame, order["seed"]
    )
    kept = [row for row in found.rows if row.stand_in is None]
    codes = frame.texts(order["code"])
    areas = frame.texts(order["area"]) if order["area"] else None
    units = assigned_units(
        [(codes[row.row], areas[row.row] if areas else row.stratum) for row in kept], order["interviewers"], name
    )
    answer = DrawAnswer(len(frame), units, found.strata, sample_text(found, frame))
    return {"drawn": _CODEC.plain(answer)}
