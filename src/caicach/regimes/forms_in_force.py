"""The forms of this installation: those of the product, and what a person added to its data folder.

Read anew for every piece of work, so that a version added today counts at once; a text is read once.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from caicach.kernel.periods import Period
from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import OwnBody
from caicach.regimes.domain.catalogue import form_named, shipped_forms
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import ReportForm

ADDED_FORMS: Final = "report-forms"


def known_forms() -> tuple[ReportForm, ...]:
    """Every version of every form. Raises InvalidInput where a file that was added is faulty."""
    folder = Path(settings.DATA_DIR) / ADDED_FORMS
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return (*shipped_forms(), *(form for file in files for form in _forms_in(file.name, file.read_bytes())))


@lru_cache(maxsize=64)
def _forms_in(file: str, content: bytes) -> tuple[ReportForm, ...]:
    return forms_of(file, content)


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
