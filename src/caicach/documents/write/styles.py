"""How every part of a document is set (Nghị định 30/2020/NĐ-CP, Phụ lục I); points unless a name says millimetres.

DOCX and PDF are set from these same figures, line heights included, so that both break alike.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

MM: Final = 72 / 25.4
PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
MARGIN_TOP_MM: Final = 20.0
MARGIN_BOTTOM_MM: Final = 20.0
MARGIN_LEFT_MM: Final = 30.0
MARGIN_RIGHT_MM: Final = 15.0
LEFT_COLUMN_MM: Final = 70.0
"""Width of the left column of the head; the right one takes the rest."""
RECIPIENTS_COLUMN_MM: Final = 80.0
"""Width of the column of «Nơi nhận»; the signature takes the rest."""
HEAD_ABOVE: Final = 1.0
"""A table that opens a document with footnotes is set a line too low by LibreOffice, unless something stands above."""
PAGE_NUMBER_MM: Final = 10.0
"""From the upper edge of the paper to the line of the page number."""


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "both"


@dataclass(frozen=True, slots=True)
class Style:
    """``outline`` is the depth of a heading from 0, None for what is no heading; ``line`` the height of a line."""

    id: str
    name: str
    size: float = 14.0
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    first_mm: float = 0.0
    left_mm: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 17.0
    keep_next: bool = False
    outline: int | None = None
    red: bool = False
    balanced: bool = False  # lines of about the same length, as headings are broken by hand


_CENTRED: Final = Style("", "", bold=True, align=Align.CENTRE, keep_next=True, balanced=True)
_RUNNING: Final = Style("", "", align=Align.JUSTIFY, first_mm=12.7, after=6.0, line=18.0)

NORMAL: Final = Style("Normal", "Normal")
NATIONAL: Final = replace(_CENTRED, id="QuocHieu", name="Quốc hiệu", size=12.0, line=15.0)
MOTTO: Final = replace(_CENTRED, id="TieuNgu", name="Tiêu ngữ", size=13.0, line=16.0)
SUPERIOR: Final = replace(_CENTRED, id="CoQuanChuQuan", name="Cơ quan chủ quản", size=12.0, bold=False, line=15.0)
ISSUER: Final = replace(_CENTRED, id="CoQuanBanHanh", name="Cơ quan ban hành", size=12.0, line=15.0)
NUMBER: Final = replace(_CENTRED, id="SoKyHieu", name="Số, ký hiệu", size=13.0, bold=False, line=16.0, before=8.0)
PLACE_DATE: Final = replace(
    _CENTRED,
    id="DiaDanhNgayThang",
    name="Địa danh, ngày tháng",
    size=13.0,
    bold=False,
    italic=True,
    line=16.0,
    before=8.0,
)
SUBJECT_OF_LETTER: Final = replace(
    _CENTRED, id="TrichYeuCongVan", name="Trích yếu công văn", size=12.0, bold=False, line=14.0, before=6.0
)
URGENCY: Final = replace(_CENTRED, id="DoKhan", name="Độ khẩn", size=13.0, line=17.0, before=6.0, red=True)
TYPE_NAME: Final = replace(_CENTRED, id="Title", name="Title", before=14.0, line=18.0)
SUBJECT: Final = replace(_CENTRED, id="Subtitle", name="Subtitle", line=17.0)
SALUTATION: Final = Style("KinhGui", "Kính gửi", first_mm=25.0, before=14.0, line=18.0, keep_next=True)
ADDRESSEE: Final = Style("NoiKinhGui", "Nơi kính gửi", left_mm=45.0, line=18.0)
AUTHORITY: Final = replace(_CENTRED, id="ThamQuyen", name="Thẩm quyền ban hành", before=6.0, after=6.0, line=18.0)
BASIS: Final = replace(_RUNNING, id="CanCu", name="Căn cứ", italic=True)
ENACTING: Final = replace(_CENTRED, id="LenhBanHanh", name="Lệnh ban hành", before=6.0, after=6.0, line=18.0)
BODY: Final = replace(_RUNNING, id="BodyText", name="Body Text")
PART: Final = replace(_CENTRED, id="Heading1", name="heading 1", before=8.0, line=18.0, outline=0)
PART_TITLE: Final = replace(_CENTRED, id="TenPhanChuong", name="Tên phần, chương", after=6.0, line=18.0)
SECTION: Final = replace(_CENTRED, id="Heading2", name="heading 2", before=6.0, line=18.0, outline=1)
ROMAN: Final = replace(_RUNNING, id="Heading3", name="heading 3", bold=True, keep_next=True, outline=1)
ARTICLE: Final = replace(_RUNNING, id="Heading4", name="heading 4", outline=2)
CLAUSE: Final = replace(_RUNNING, id="Khoan", name="Khoản")
POINT: Final = replace(_RUNNING, id="Diem", name="Điểm")
DASH: Final = replace(_RUNNING, id="GachDauDong", name="Gạch đầu dòng")
GAP: Final = Style("KhoangTrong", "Khoảng trống", size=2.0, line=6.0)
RULE: Final = Style("DongKe", "Dòng kẻ", size=2.0, line=4.0, after=2.0)
PICTURE: Final = Style("HinhAnh", "Hình ảnh", align=Align.CENTRE, before=6.0, after=6.0, line=0.0)
RECIPIENTS_HEAD: Final = Style("NoiNhanDau", "Nơi nhận", size=12.0, bold=True, italic=True, line=15.0, keep_next=True)
RECIPIENT: Final = Style("NoiNhan", "Danh sách nơi nhận", size=11.0, line=13.0, keep_next=True)
CAPACITY: Final = replace(_CENTRED, id="QuyenHanChucVu", name="Quyền hạn, chức vụ", line=17.0)
SIGNER: Final = replace(_CENTRED, id="HoTen", name="Họ tên người ký", line=17.0)
SIGNATURE_SPACE: Final = replace(_CENTRED, id="ChoKy", name="Chỗ ký", bold=False, line=66.0)
APPENDIX: Final = replace(_CENTRED, id="PhuLuc", name="Phụ lục", line=18.0, outline=0)
APPENDIX_TITLE: Final = replace(_CENTRED, id="TenPhuLuc", name="Tên phụ lục", line=18.0)
APPENDIX_OF: Final = replace(
    _CENTRED, id="KemTheo", name="Kèm theo văn bản", bold=False, italic=True, line=17.0, after=8.0
)
CELL: Final = Style("OBang", "Ô bảng", size=12.0, line=14.5, before=1.5, after=1.5)
CELL_CENTRED: Final = replace(CELL, id="OBangGiua", name="Ô bảng giữa", align=Align.CENTRE)
CELL_RIGHT: Final = replace(CELL, id="OBangPhai", name="Ô bảng phải", align=Align.RIGHT)
CELL_HEAD: Final = replace(CELL, id="DauBang", name="Đầu bảng", bold=True, align=Align.CENTRE)
CELL_SECTION: Final = replace(CELL, id="NhomBang", name="Nhóm trong bảng", bold=True, keep_next=True)


@dataclass(frozen=True, slots=True)
class CellStyles:
    """How the cells of one table are set."""

    plain: Style
    centred: Style
    right: Style
    head: Style
    section: Style

    @property
    def all(self) -> tuple[Style, ...]:
        return self.plain, self.centred, self.right, self.head, self.section


CELLS: Final = CellStyles(CELL, CELL_CENTRED, CELL_RIGHT, CELL_HEAD, CELL_SECTION)
MANY_COLUMNS: Final = 9
"""A table with more is set in small letters: else words and figures break in the middle."""


def _small(style: Style) -> Style:
    return replace(style, id=f"{style.id}Nho", name=f"{style.name} nhỏ", size=9.0, line=11.0)


SMALL_CELLS: Final = CellStyles(*map(_small, CELLS.all))


def cell_styles(columns: int, *, is_small: bool = False) -> CellStyles:
    return SMALL_CELLS if is_small or columns > MANY_COLUMNS else CELLS


FOOTNOTE: Final = Style("FootnoteText", "footnote text", size=10.0, line=12.0, align=Align.JUSTIFY)
PAGE_NUMBER: Final = Style("Header", "header", align=Align.CENTRE, line=17.0)

STYLES: Final = (
    NORMAL, NATIONAL, MOTTO, SUPERIOR, ISSUER, NUMBER, PLACE_DATE, SUBJECT_OF_LETTER, URGENCY, TYPE_NAME, SUBJECT,
    SALUTATION, ADDRESSEE, AUTHORITY, BASIS, ENACTING, BODY, PART, PART_TITLE, SECTION, ROMAN, ARTICLE, CLAUSE, POINT,
    DASH, GAP, RULE, PICTURE, RECIPIENTS_HEAD, RECIPIENT, CAPACITY, SIGNER, SIGNATURE_SPACE, APPENDIX, APPENDIX_TITLE,
    APPENDIX_OF, *CELLS.all, *SMALL_CELLS.all, FOOTNOTE, PAGE_NUMBER,
)  # fmt: skip
