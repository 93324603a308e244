"""What the drafting check finds: a code, its sentence, where, the words, and the rule they break."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from caicach.documents.values import BlockKind, OfficialDocument

_LAYOUT: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
_CAPITALS: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục II"

# The sentence of every finding; {quote} are the words found. A door translates it before it is filled.
FINDING_LABELS: Final = MappingProxyType(
    {
        "draft.issuer_missing": "Thiếu tên cơ quan, tổ chức ban hành văn bản.",
        "draft.symbol_missing": "Thiếu ký hiệu văn bản.",
        "draft.place_missing": "Thiếu địa danh trước ngày, tháng, năm.",
        "draft.date_missing": "Thiếu tháng và năm ban hành.",
        "draft.subject_missing": "Thiếu trích yếu nội dung.",
        "draft.addressees_missing": "Công văn thiếu nơi kính gửi.",
        "draft.body_missing": "Văn bản chưa có nội dung.",
        "draft.signatory_missing": "Thiếu chức vụ hoặc họ tên người ký.",
        "draft.recipients_missing": "Thiếu mục Nơi nhận.",
        "draft.archive_missing": "Nơi nhận thiếu dòng «Lưu: VT, ...».",
        "draft.archive_not_last": "Dòng «{quote}» phải đứng cuối Nơi nhận.",
        "draft.as_above_missing": "Nơi nhận của công văn thiếu dòng «Như trên».",
        "draft.annex_reference_missing": "Dưới tên phụ lục «{quote}» thiếu dòng «(Kèm theo Văn bản số ...)».",
        "draft.end_mark_missing": "Nội dung chưa kết thúc bằng dấu «./.».",
        "draft.number_not_padded": "Số «{quote}» nhỏ hơn 10 phải thêm số 0 phía trước.",
        "draft.symbol_form": "Ký hiệu «{quote}» phải viết hoa, nối bằng gạch nối không có dấu cách.",
        "draft.symbol_type": "Ký hiệu «{quote}» không bắt đầu bằng chữ viết tắt tên loại văn bản.",
        "draft.symbol_of_letter": "Công văn không có chữ viết tắt tên loại trong ký hiệu «{quote}».",
        "draft.academic_title": "Không ghi học hàm, học vị trước họ tên người ký: «{quote}».",
        "draft.date_not_padded": "Ngày nhỏ hơn 10, tháng 1 và 2 phải thêm số 0 phía trước: «{quote}».",
        "draft.basis_end": "Căn cứ phải kết thúc bằng dấu chấm phẩy, căn cứ cuối bằng dấu chấm: «{quote}».",
        "draft.abbreviation_unexplained": "«{quote}» viết tắt lần đầu mà chưa được giải thích.",
        "draft.law_with_number": "Viện dẫn Luật, Pháp lệnh chỉ ghi tên loại và tên gọi, không ghi số: «{quote}».",
        "draft.citation_without_date": "Viện dẫn lần đầu thiếu ngày ban hành: «{quote}».",
        "draft.citation_without_issuer": "Viện dẫn lần đầu thiếu cơ quan ban hành: «{quote}».",
        "draft.citation_without_subject": "Viện dẫn lần đầu thiếu trích yếu: «{quote}».",
        "draft.citation_superseded": "Văn bản viện dẫn đã được thay thế, cần kiểm tra: «{quote}».",
        "draft.citation_repeated": "Từ lần viện dẫn thứ hai chỉ ghi tên loại và số, ký hiệu: «{quote}».",
        "draft.people_small": "Viết hoa «Nhân dân»: «{quote}».",
        "draft.state_small": "Viết hoa «Nhà nước» khi chỉ Nhà nước Việt Nam: «{quote}».",
        "draft.article_small": "Viết hoa Phần, Chương, Điều khi viện dẫn: «{quote}».",
        "draft.clause_capital": "Không viết hoa khoản, điểm khi viện dẫn: «{quote}».",
        "draft.tet_small": "Viết hoa «Tết» khi thay cho tết Nguyên đán: «{quote}».",
        "draft.weekday_small": "Viết hoa tên ngày trong tuần, tên tháng viết bằng chữ: «{quote}».",
        "draft.title_small": "Viết hoa chức vụ đi liền tên cơ quan cụ thể: «{quote}».",
    }
)
_SOURCES: Final = MappingProxyType(
    {
        "draft.issuer_missing": f"{_LAYOUT}, mục II.2",
        "draft.symbol_missing": f"{_LAYOUT}, mục II.3",
        "draft.number_not_padded": f"{_LAYOUT}, mục II.3",
        "draft.symbol_form": f"{_LAYOUT}, mục II.3",
        "draft.symbol_type": f"{_LAYOUT}, mục II.3; Phụ lục III",
        "draft.symbol_of_letter": f"{_LAYOUT}, mục II.3; Phụ lục III",
        "draft.place_missing": f"{_LAYOUT}, mục II.4",
        "draft.date_missing": f"{_LAYOUT}, mục II.4",
        "draft.date_not_padded": f"{_LAYOUT}, mục II.4",
        "draft.subject_missing": f"{_LAYOUT}, mục II.5",
        "draft.signatory_missing": f"{_LAYOUT}, mục II.7",
        "draft.academic_title": f"{_LAYOUT}, mục II.7",
        "draft.addressees_missing": f"{_LAYOUT}, mục II.9",
        "draft.citation_superseded": "hiệu lực của văn bản thay thế",
        "draft.recipients_missing": f"{_LAYOUT}, mục II.9",
        "draft.archive_missing": f"{_LAYOUT}, mục II.9",
        "draft.archive_not_last": f"{_LAYOUT}, mục II.9",
        "draft.as_above_missing": f"{_LAYOUT}, mục II.9",
    }
)
_OF_CAPITALS: Final = ("people", "state", "article", "clause", "tet", "weekday", "title")


@dataclass(frozen=True, slots=True)
class Finding:
    """``path`` is the path of the value in the document, as in ``Reading.spans``; ``quote`` the words found there."""

    code: str
    path: str
    quote: str = ""

    @property
    def message(self) -> str:
        """
        >>> Finding("draft.number_not_padded", "number", "5").message
        'Số «5» nhỏ hơn 10 phải thêm số 0 phía trước.'
        """
        return FINDING_LABELS[self.code].format(quote=self.quote)

    @property
    def source(self) -> str:
        """The place in the decree."""
        if self.code.split(".")[1].split("_")[0] in _OF_CAPITALS:
            return _CAPITALS
        return _SOURCES.get(self.code, f"{_LAYOUT}, mục II.6")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text and the path of the value it is."""

    path: str
    text: str


def passages(document: OfficialDocument) -> Iterator[Passage]:
    """The words of the document in the order of print, tables left out."""
    if document.subject:
        yield Passage("subject", document.subject)
    for at, basis in enumerate(document.legal_bases):
        yield Passage(f"legal_bases.{at}", basis)
    if document.opening:
        yield Passage("opening", document.opening)
    first = first_appendix(document)
    for at, block in enumerate(document.body[:first]):
        if block.kind not in {BlockKind.TABLE, BlockKind.PICTURE}:
            yield Passage(f"body.{at}", block.text)
    if document.closing:
        yield Passage("closing", document.closing)
    for at, block in enumerate(document.body[first:], first):
        if block.kind not in {BlockKind.TABLE, BlockKind.PICTURE, BlockKind.APPENDIX}:
            yield Passage(f"body.{at}", block.text)
    for at, note in enumerate(document.footnotes):
        yield Passage(f"footnotes.{at}", note.text)


def first_appendix(document: OfficialDocument) -> int:
    """The number of the block where the letter itself ends."""
    kinds = [block.kind for block in document.body]
    return kinds.index(BlockKind.APPENDIX) if BlockKind.APPENDIX in kinds else len(kinds)
