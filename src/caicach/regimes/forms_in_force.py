"""The forms of this installation: those of the product, and what a person added to its data folder.

Read anew for every piece of work, so that a version added today counts at once; a text is read once. A file with a
fault is left out and told where operators look: the others, and what was made before, do not hang on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings

from caicach.institutions.queries.report_forms import EVERY_FORM
from caicach.kernel.errors import CaicachError, InvalidInput, TooLarge
from caicach.kernel.metrics import listed
from caicach.kernel.periods import Period
from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import Level, OwnBody
from caicach.regimes.domain.catalogue import form_named, shipped_forms
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.form_values import KnownNames
from caicach.regimes.domain.forms import ReportForm

ADDED_FORMS: Final = "report-forms"
LARGEST: Final = 1_000_000
"""Bytes of one file: the longest of the product has 20,000."""


@dataclass(frozen=True, slots=True)
class FormFault:
    """A file that was added and is not used, with the first thing that is wrong with it."""

    file: str
    error: CaicachError


def known_forms() -> tuple[ReportForm, ...]:
    """Every version of every form: the product's, and those of the files added that can be read."""
    return (*shipped_forms(), *(form for _file, found in _added() if isinstance(found, tuple) for form in found))


def faults_of_forms() -> tuple[FormFault, ...]:
    """The files that were added and are left out, in the order of their names."""
    return tuple(FormFault(file, found) for file, found in _added() if isinstance(found, CaicachError))


def digest_of_added() -> str:
    """SHA-256 of the names and contents of the files added: what is kept of forms depends on them."""
    found = sha256()
    for path in _files():
        content = _content(path)
        found.update(f"{path.name}\0".encode())
        found.update(sha256(content).digest() if isinstance(content, bytes) else b"-")
    return found.hexdigest()


def forms_added(file: str, content: bytes) -> tuple[ReportForm, ...]:
    """The forms of a file as they would be used here. Raises InvalidInput, with the line of the fault."""
    return forms_of(file, content, names=_names())


def _files() -> list[Path]:
    folder = Path(settings.DATA_DIR) / ADDED_FORMS
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def _content(path: Path) -> bytes | CaicachError:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        return InvalidInput(
            "form.not_opened",
            what="Không mở được tệp biểu mẫu «{file}».",
            why="Tài khoản chạy hệ thống không có quyền đọc, hoặc đây không phải là tệp.",
            todo="Hãy sửa quyền đọc, hoặc bỏ tệp khỏi thư mục {folder}.",
            file=path.name,
            folder=ADDED_FORMS,
        )
    if len(content) > LARGEST:
        return TooLarge(
            "form.too_large",
            what="Tệp biểu mẫu «{file}» quá lớn.",
            why="Giới hạn là {megabytes} MB.",
            todo="Hãy chia thành nhiều tệp.",
            file=path.name,
            megabytes=LARGEST // 1_000_000,
        )
    return content


def _added() -> Iterator[tuple[str, tuple[ReportForm, ...] | CaicachError]]:
    for path in _files():
        content = _content(path)
        yield path.name, _forms_in(path.name, content) if isinstance(content, bytes) else content


@lru_cache(maxsize=64)
def _forms_in(file: str, content: bytes) -> tuple[ReportForm, ...] | CaicachError:
    """Its fault is kept too: what is wrong is not looked for at every look at a page."""
    try:
        return forms_added(file, content)
    except CaicachError as error:
        return error


@cache
def _names() -> KnownNames:
    metrics = frozenset(one.name for one in listed())
    return KnownNames(metrics, frozenset(EVERY_FORM), frozenset(level.value for level in Level))


def forms_here() -> tuple[ReportForm, ...]:
    """The newest version of each form that the kind of place asks, in the order of their ids."""
    place, known = place_here(), known_forms()
    names = sorted({form.id for form in known if form.place is place})
    return tuple(form_named(name, known) for name in names)


def form_known(form_id: str) -> ReportForm:
    """The newest version. Raises NotFound."""
    return form_named(form_id, known_forms())


def form_of(form_id: str, period: Period) -> ReportForm:
    """The version that tells a period: of those in force when its figures close the newest. Raises NotFound."""
    known = known_forms()
    newest = form_named(form_id, known)
    closes_on = newest.regime.bounds(period).closes_on if period.kind in newest.kinds else None
    return form_named(form_id, known, closes_on=closes_on)


def place_here() -> OwnBody:
    """A ministry's where one stands among the units, else a province's. One SQL query."""
    return OwnBody.MINISTRY if organisations.is_ministry() else OwnBody.PROVINCE
