"""Every form that takes a file says within which bounds the file is parsed, and the operator's page lists them."""

from collections.abc import Iterator
from pathlib import Path

from django import forms

import caicach.web.urls
from caicach.documents.read.limits import READ_SECONDS
from caicach.kernel.bounded import MEGABYTE
from caicach.web.shell.forms import ManyFilesField, UploadField

PAGE = Path(__file__).resolve().parents[2] / "docs/operations/uploads.md"
MOST_SECONDS, MOST_MEMORY = 60, 1536 * MEGABYTE
BY_THE_WORKER = {"BringForm.file", "NationalForm.file", "PastForm.file"}
"""Nobody waits long at these forms: the worker reads, as long as it may read a scan of a letter."""


def every_form(kind: type[forms.Form] = forms.Form) -> Iterator[type[forms.Form]]:
    for below in kind.__subclasses__():
        yield below
        yield from every_form(below)


def file_fields() -> dict[str, forms.FileField]:
    return {
        f"{form.__name__}.{name}": field
        for form in every_form()
        if form.__module__.startswith("caicach.")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.FileField)
    }


def test_every_form_with_a_file_has_bounds_and_stands_on_the_page() -> None:
    fields = file_fields()
    assert len(fields) >= 10
    page = PAGE.read_text(encoding="utf-8")
    for name, field in fields.items():
        assert isinstance(field, UploadField), f"{name} takes a file and says no bounds"
        bounds = field.bounds
        assert bounds.seconds <= (READ_SECONDS if name in BY_THE_WORKER else MOST_SECONDS), name
        assert bounds.memory <= MOST_MEMORY, name
        figures = (bounds.size // MEGABYTE, int(bounds.seconds), bounds.memory // MEGABYTE)
        form, _, column = name.partition(".")
        row = f"| `{form}` | `{column}` | {' | '.join(map(str, figures))} |"
        assert row in page, f"docs/operations/uploads.md lacks: {row}"


def test_no_page_makes_a_file_field_of_another_kind() -> None:
    """Fields that forms add when they are made are seen in the source."""
    root = Path(caicach.web.urls.__file__).parent
    made = [
        f"{path.name}: {line.strip()}"
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "forms.FileField(" in line and "class UploadField" not in line
    ]
    assert made == []
    assert issubclass(ManyFilesField, UploadField)
