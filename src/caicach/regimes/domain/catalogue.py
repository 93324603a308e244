"""The forms that the product brings, read from their files once."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.periods import Period, ReportingWindow
from caicach.kernel.said import plain
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import ReportForm


@cache
def shipped_forms() -> tuple[ReportForm, ...]:
    """Every form of every file, in the order of their ids."""
    folder = resources.files("caicach.regimes") / "forms"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    found = [form for file in files for form in forms_of(file.name, file.read_bytes())]
    return tuple(sorted(found, key=lambda form: form.id))


def form_named(form_id: str, known: Sequence[ReportForm] | None = None, *, closes_on: date | None = None) -> ReportForm:
    """Of the product's, or of ``known``: where several have the id the newest that holds on a closing day, or of all.
    Raises NotFound, with the ids that there are."""
    forms = shipped_forms() if known is None else known
    named = sorted((form for form in forms if form.id == form_id), key=lambda form: form.valid_from or date.min)
    held = [form for form in named if closes_on is None or (form.valid_from or date.min) <= closes_on]
    found = next(reversed(held or named[:1]), None)
    if found is None:
        raise NotFound(
            "form.unknown",
            what="Không có biểu báo cáo «{id}».",
            why="Các biểu đang có: {known}.",
            todo="Hãy ghi một trong các mã đó.",
            id=form_id[:60],
            known=", ".join(sorted({form.id for form in forms})),
        )
    return found


def window_of(form: ReportForm, period: Period) -> ReportingWindow:
    """What the form's report of a period covers. Raises NotFound where the regime asks for none, InvalidInput where
    the period is of another length than the form's."""
    if period.kind not in form.kinds:
        raise InvalidInput(
            "form.other_period",
            what="Biểu «{title}» không dùng cho kỳ {period}.",
            why="Biểu này dùng cho: {kinds}.",
            todo="Hãy chọn kỳ khác, ví dụ {example}.",
            title=plain(form.title),
            period=period.said,
            kinds=", ".join(_WORDS[kind.value] for kind in form.kinds),
            example=_EXAMPLES[form.kinds[0].value],
        )
    return form.regime.window(period)


_WORDS = {"month": "tháng", "quarter": "quý", "half": "6 tháng", "year": "năm", "day": "ngày"}
_EXAMPLES = {"month": "2026-08", "quarter": "2023Q1", "half": "2023H1", "year": "2023", "day": "2023-02-05"}
