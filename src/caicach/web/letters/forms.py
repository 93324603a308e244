"""Forms of letters. A draft's form gives the document that it describes, and takes one apart."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.correspondence.domain.editing import body_as_text, body_from_text, pictures_of, with_former_looks
from caicach.correspondence.domain.letters import Demand, LetterPage
from caicach.correspondence.domain.numbering import DOC_TYPES, LETTER
from caicach.correspondence.domain.office import Office
from caicach.documents.bounded import MARK_BOUNDS
from caicach.documents.read.recipients import role_of
from caicach.documents.values import Block, Footnote, OfficialDocument, Recipient, Signatory, Urgency
from caicach.kernel.text.lengths import WHOLE
from caicach.web.shell.faces import word_of
from caicach.web.shell.forms import DayField, PageForm, UploadField, VersionedForm
from caicach.web.shell.number_fields import WholeNumberField
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice


def lines_of(value: object) -> tuple[str, ...]:
    """One value a line, without the dash and the punctuation that a letter prints around it."""
    found = (line.strip().removeprefix("- ").strip().rstrip(";.").strip() for line in str(value).splitlines())
    return tuple(line for line in found if line)


def _text(label: object, rows: int = 0, hint: object = "", **more: object) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "data-draft": ""}) if rows else forms.TextInput()
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget, **more)  # type: ignore[arg-type]


def _urgencies() -> list[tuple[str, object]]:
    return [("", _("Không")), *((mark.value, word_of(mark)) for mark in Urgency)]


class DraftForm(VersionedForm):
    """A letter as fields. Nothing is required while it is a draft: what is missing is said when the number is asked."""

    says_optional = False

    doc_type = forms.ChoiceField(label=_("Loại văn bản"), choices=[(kind, kind.capitalize()) for kind in DOC_TYPES])
    superior = _text(_("Cơ quan chủ quản"))
    issuer = _text(_("Cơ quan ban hành"))
    symbol = _text(_("Ký hiệu"), hint=_("Phần sau dấu / của số. Số được cấp khi phát hành."))
    place = _text(_("Địa danh"))
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=_urgencies, required=False)
    subject = _text(_("Trích yếu"), 2, _("Không viết «V/v» ở đầu."))
    addressees = _text(_("Kính gửi"), 3, _("Mỗi nơi một dòng."))
    legal_bases = _text(_("Căn cứ"), 2, _("Mỗi căn cứ một dòng; công văn thường để trống."))
    opening = _text(_("Mở đầu"), 3)
    body = _text(
        _("Nội dung"),
        18,
        _(
            "Mỗi đoạn một dòng. Đầu dòng «I.», «1.», «1.1.», «a)», «-», «+», «Điều 1.» tạo mục; «Phụ lục I» mở "
            "phụ lục; mỗi dòng «| ô | ô |» là một dòng của bảng."
        ),
        max_length=WHOLE,
    )
    closing = _text(_("Kết thúc"), 2, _("Hết văn bản bằng ./."))
    footnotes = _text(_("Chú thích cuối trang"), 2, _("Mỗi chú thích một dòng: dấu, cách, lời."))
    recipients = _text(_("Nơi nhận"), 5, _("Mỗi nơi một dòng, dòng cuối là «Lưu: VT, …»."))
    capacity = _text(_("Thẩm quyền ký"), hint=_("TM., KT., TL.; nhiều dòng cách nhau bằng « / ». Có thể để trống."))
    title = _text(_("Chức vụ"))
    other_title = _text(_("Chức vụ khác"), hint=_("Của người ký thay mặt tổ chức tư vấn: CHỦ TỊCH UBND TỈNH."))
    name = _text(_("Họ tên người ký"), max_length=200)
    units = UnitsField(label=_("Đơn vị theo dõi trả lời"), required=False)
    demand = _text(_("Yêu cầu gửi lại"), hint=_("Ví dụ: Văn bản cam kết tiến độ. Khi phát hành, thành nhiệm vụ."))
    demand_due_on = DayField(label=_("Hạn gửi lại"), required=False)

    def __init__(
        self, *args: object, units: Iterable[UnitChoice], on: date, was: OfficialDocument, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer_units(self, ["units"], units, on)
        self._was = was

    @staticmethod
    def initial_of(page: LetterPage) -> dict[str, object]:
        document = page.document
        signatory = document.signatory or Signatory()
        return {
            "version": page.row.version,
            "doc_type": document.doc_type or LETTER,
            "superior": document.superior,
            "issuer": document.issuer,
            "symbol": document.symbol,
            "place": document.place,
            "urgency": document.urgency.value if document.urgency else "",
            "subject": document.subject,
            "addressees": "\n".join(document.addressees),
            "legal_bases": "\n".join(document.legal_bases),
            "opening": document.opening,
            "body": body_as_text(document.body),
            "closing": document.closing,
            "footnotes": "\n".join(f"{note.mark} {note.text}" for note in document.footnotes),
            "recipients": "\n".join(recipient.text for recipient in document.recipients),
            "capacity": signatory.capacity,
            "title": signatory.title,
            "other_title": signatory.other_title,
            "name": signatory.name,
            "units": [unit.unit for unit in page.units],
            "demand": page.demand.text if page.demand else "",
            "demand_due_on": f"{page.demand.due_on:%d/%m/%Y}" if page.demand else "",
        }

    def document(self) -> OfficialDocument:
        """The document that was typed. Raises InvalidInput for a table or a picture that is none."""
        typed = self.cleaned_data
        return OfficialDocument(
            doc_type=typed["doc_type"],
            superior=self._one("superior"),
            issuer=self._one("issuer"),
            symbol=self._one("symbol"),
            place=self._one("place"),
            subject=self._one("subject"),
            addressees=lines_of(typed["addressees"]),
            legal_bases=tuple(line.strip() for line in typed["legal_bases"].splitlines() if line.strip()),
            opening=self._lines("opening"),
            body=self._body(),
            closing=self._lines("closing"),
            footnotes=tuple(_footnote(line) for line in typed["footnotes"].splitlines() if line.strip()),
            recipients=tuple(Recipient(text, role_of(text)) for text in lines_of(typed["recipients"])),
            signatory=self._signatory(),
            urgency=Urgency(typed["urgency"]) if typed["urgency"] else None,
        )

    def _body(self) -> tuple[Block, ...]:
        was = self._was.body
        return with_former_looks(body_from_text(self.cleaned_data["body"], pictures_of(was)), was)

    def _one(self, name: str) -> str | None:
        return " ".join(str(self.cleaned_data[name]).split()) or None

    def _lines(self, name: str) -> str | None:
        lines = (" ".join(line.split()) for line in str(self.cleaned_data[name]).splitlines())
        return "\n".join(line for line in lines if line) or None

    def _signatory(self) -> Signatory | None:
        found = Signatory(self._one("capacity"), self._one("title"), self._one("other_title"), self._one("name"))
        return None if found == Signatory() else found

    def demanded(self) -> Demand | None:
        due_on: date | None = self.cleaned_data["demand_due_on"]
        return Demand(self.cleaned_data["demand"].strip(), due_on) if due_on else None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("demand_due_on") and not str(cleaned.get("demand", "")).strip():
            self.add_error("demand", str(_("Hãy ghi đơn vị phải gửi lại gì.")))
        is_undated = "demand_due_on" not in self.errors and not cleaned.get("demand_due_on")
        if is_undated and str(cleaned.get("demand", "")).strip():
            self.add_error("demand_due_on", str(_("Hãy nhập hạn gửi lại.")))
        return cleaned


def _footnote(line: str) -> Footnote:
    mark, _space, text = line.strip().partition(" ")
    return Footnote(mark, text.strip())


class BeginForm(PageForm):
    says_optional = False

    office = forms.ChoiceField(label=_("Cơ quan ban hành"))
    doc_type = forms.ChoiceField(label=_("Loại văn bản"), choices=[(kind, kind.capitalize()) for kind in DOC_TYPES])

    def __init__(self, *args: object, offices: Iterable[Office], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = [(known.code, known.name) for known in offices]


class NumberForm(VersionedForm):
    issued_on = DayField(label=_("Ngày ban hành"))
    reserved = forms.ChoiceField(label=_("Số"), required=False)
    copies = WholeNumberField(
        label=_("Số lượng bản"),
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )

    def __init__(self, *args: object, reserved: Iterable[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        number = self.fields["reserved"]
        assert isinstance(number, forms.ChoiceField)
        number.choices = [
            ("", _("Số tiếp theo của dãy")),
            *((str(kept), _("Số đang giữ: %(number)s") % {"number": f"{kept:02}"}) for kept in reserved),
        ]


class ScanForm(VersionedForm):
    file = UploadField(
        bounds=MARK_BOUNDS,
        label=_("Bản quét"),
        help_text=_("PDF, PNG, JPEG hoặc TIFF của bản giấy đã ký và đóng dấu; màu, từ 200 dpi."),
        error_messages={"required": _("Hãy chọn bản quét."), "empty": _("Tệp trống: không chứa byte nào.")},
    )


class ReplyForm(PageForm):
    says_optional = False

    unit = forms.CharField(widget=forms.HiddenInput)
    document = forms.ChoiceField(label=_("Văn bản đến"), required=False)
    reference = forms.CharField(
        label=_("Hoặc số, ký hiệu báo cáo, văn bản"),
        help_text=_("Khi văn bản trả lời không có trong danh sách, hoặc đơn vị báo cáo trong hệ thống."),
        required=False,
        max_length=200,
    )
    note = forms.CharField(label=_("Nội dung trả lời"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    replied_on = DayField(label=_("Ngày trả lời"))

    def __init__(self, *args: object, documents: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        document = self.fields["document"]
        assert isinstance(document, forms.ChoiceField)
        document.choices = [("", _("Không chọn")), *documents]
