"""Parsing what people bring to the scoring in the bounded child: results of past years, sets of criteria, forms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from caicach.documents.read.limits import READ_MEMORY_BYTES, READ_SECONDS
from caicach.indices.definition.loading import LARGEST, read_text
from caicach.indices.definition.problems import refusal
from caicach.indices.definition.writing import as_yaml
from caicach.indices.domain.past_results import PastReading, read_past
from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.yaml_values import compose, tree_of

if TYPE_CHECKING:
    from caicach.indices.definition.excel_form import ReadForm
    from caicach.indices.definition.excel_tree import Note

PAST_BOUNDS: Final = Bounds(seconds=READ_SECONDS, memory=READ_MEMORY_BYTES)
"""The worker reads, as it does scans of letters: nobody waits at the form."""
DEFINITION_BOUNDS: Final = Bounds(seconds=30.0, memory=512 * MEGABYTE, size=LARGEST)
FORM_BOUNDS: Final = Bounds(seconds=60.0, memory=1536 * MEGABYTE, size=20 * MEGABYTE)
_PAST: Final = Codec(PastReading)
NEEDED_BY_WORK: Final = ("caicach.indices.definition.excel_form", "caicach.documents.plan.opening")


def past_bounded(data: bytes, *, filename: str, units: Mapping[str, str], codes: Collection[str] = ()) -> PastReading:
    """As ``read_past``, within PAST_BOUNDS."""
    given = {"units": dict(units), "codes": sorted(codes)}
    work = f"{__name__}:past_of_file"
    return past_from_kept(in_child(work, data, name=filename, bounds=PAST_BOUNDS, arguments=given))


def past_of_file(data: bytes, name: str, *, units: dict[str, str], codes: list[str]) -> dict[str, Any]:
    """The work of the child."""
    read = read_past(data, filename=name, units=units, codes=codes)
    return past_to_keep(read)


def past_to_keep(reading: PastReading) -> dict[str, Any]:
    plain: dict[str, Any] = _PAST.plain(reading)
    return plain


def past_from_kept(kept: dict[str, Any]) -> PastReading:
    return _PAST.value(kept)


@dataclass(frozen=True, slots=True)
class ReadDefinition:
    """The text of a set of criteria as it is kept, and what the child read in it (``loading.read_tree``)."""

    text: str
    tree: Sequence[Any]


def definition_bounded(data: bytes, *, filename: str) -> ReadDefinition:
    """A set of criteria that was read to its end within DEFINITION_BOUNDS; a wrong one is refused."""
    found = in_child(f"{__name__}:tree_of_definition", data, name=filename, bounds=DEFINITION_BOUNDS)
    return ReadDefinition(found["text"], found["tree"])


def tree_of_definition(data: bytes, name: str) -> dict[str, Any]:
    """The work of the child."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "index_definition.not_utf8",
            what="Tệp «{file}» không phải mã UTF-8.",
            why="Chữ trong tệp không đọc được.",
            todo="Lưu lại tệp với mã UTF-8.",
            file=name,
        ) from error
    loaded, root = read_text(text, name), compose(text)
    if loaded.definition is None or loaded.errors or root is None:
        raise refusal(name, loaded.problems)
    return {"text": text, "tree": tree_of(root)}


def form_bounded(data: bytes, *, filename: str) -> "ReadForm":
    """As ``read_form_file``, within FORM_BOUNDS."""
    from caicach.indices.definition.excel_form import ReadForm  # noqa: PLC0415 -- heavy

    found = in_child(f"{__name__}:form_of_file", data, name=filename, bounds=FORM_BOUNDS)
    definition = read_text(found["text"], filename).definition
    if definition is None:
        raise Conflict(
            "index_excel.not_rewritten",
            what="Không đọc được biểu «{file}».",
            why="Bộ tiêu chí đọc từ biểu không ghi lại được.",
            todo="Hãy báo quản trị viên.",
            file=filename,
        )
    return ReadForm(definition, _notes().value(found["notes"]), tuple(found["edited"]))


def form_of_file(data: bytes, name: str) -> dict[str, Any]:
    """The work of the child."""
    from caicach.indices.definition.excel_form import read_form_file  # noqa: PLC0415 -- heavy

    read = read_form_file(data, name)
    notes = _notes().plain(read.notes)
    return {"text": as_yaml(read.definition), "notes": notes, "edited": list(read.edited)}


@cache
def _notes() -> "Codec[tuple[Note, ...]]":
    from caicach.indices.definition.excel_tree import Note  # noqa: PLC0415 -- heavy

    return Codec(tuple[Note, ...])
