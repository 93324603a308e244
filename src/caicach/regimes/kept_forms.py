"""The forms that reports and editions were made with, kept by their text: a later version changes nothing of them."""

from functools import lru_cache
from hashlib import sha256

from caicach.kernel.errors import Conflict
from caicach.kernel.periods import Period, PeriodKind, parse_period
from caicach.regimes.domain.catalogue import shipped_forms
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.forms_in_force import form_of
from caicach.regimes.models import Edition, FormFile, UnitReport


def keep_form(form: ReportForm) -> None:
    """Once for each text, however much is made of it."""
    FormFile.objects.get_or_create(digest=form.digest, defaults={"text": form.written})


def form_of_row(row: UnitReport | Edition) -> ReportForm:
    """The form that a report or an edition was made with. No SQL query where it is today's."""
    kind = parse_period(row.period).kind
    return _asked(row.form, row.form_digest, kind, row.level if isinstance(row, UnitReport) else "")


@lru_cache(maxsize=1024)
def _asked(form_id: str, digest: str, kind: PeriodKind, level: str) -> ReportForm:
    return form_made_with(form_id, digest).asked(kind, level)


def form_of_period(form_id: str, period: Period) -> ReportForm:
    """The form that the units of a period were asked by; the one in force then where nobody was asked yet, as the
    period asks it. One SQL query."""
    rows = UnitReport.objects.filter(form=form_id, period=period.id).order_by("pk")
    digest = rows.values_list("form_digest", flat=True).first()
    return form_of(form_id, period).asked(period.kind) if digest is None else _asked(form_id, digest, period.kind, "")


def form_made_with(form_id: str, digest: str) -> ReportForm:
    """The product's, else the text that was kept: never what lies in a folder now. Raises Conflict where the kept text
    is not the one that was kept."""
    today = next((one for one in shipped_forms() if (one.id, one.digest) == (form_id, digest)), None)
    return today or next(one for one in _kept_forms(digest) if one.id == form_id)


@lru_cache(maxsize=64)
def _kept_forms(digest: str) -> tuple[ReportForm, ...]:
    text = FormFile.objects.get(digest=digest).text.encode()
    if sha256(text).hexdigest() != digest:
        raise Conflict(
            "form.kept_text_changed",
            what="Biểu mẫu đã lưu của báo cáo này không còn nguyên văn.",
            why="Mã băm của văn bản biểu mẫu khác với mã đã ghi khi lập báo cáo.",
            todo="Hãy báo người quản trị phục hồi dữ liệu từ bản sao lưu.",
        )
    return forms_of("form.yaml", text)
