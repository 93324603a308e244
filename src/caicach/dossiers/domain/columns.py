"""Which column of an export says what: kept for each source, found by the names of the columns the first time.

>>> columns_found(("Số hồ sơ", "Đơn vị", "Ngày tiếp nhận", "Họ tên")).names[Column.RECEIVED]
'Ngày tiếp nhận'
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from caicach.kernel.codec import Codec
from caicach.kernel.text.folding import fold


class Column(StrEnum):
    """``AT`` is the moment of a row that is one step; the other moments belong to a row that is a whole dossier.

    From ``FEE`` on: what index 766 asks of a dossier besides its time (``TRAITS``), each a yes or a no.
    """

    CODE = "code"
    UNIT = "unit"
    PROCEDURE = "procedure"
    FIELD = "field"
    CHANNEL = "channel"
    STATE = "state"
    AGENCY = "agency"
    AWAY = "away"
    AT = "at"
    SENT = "sent"
    RECEIVED = "received"
    PROMISED = "promised"
    ASKED = "asked"
    COMPLETED = "completed"
    DONE = "done"
    RETURNED = "returned"
    FEE = "fee"
    PAID_ONLINE = "paid_online"
    RESULT = "result"
    DIGITISED = "digitised"
    REUSED = "reused"
    SHARED = "shared"
    IDENTIFIED = "identified"
    DISLIKED = "disliked"


TRAITS: Final = (
    Column.FEE,
    Column.PAID_ONLINE,
    Column.RESULT,
    Column.DIGITISED,
    Column.REUSED,
    Column.SHARED,
    Column.IDENTIFIED,
    Column.DISLIKED,
)


_NAMES: Final[Mapping[Column, str]] = {
    Column.CODE: "ma ho so|so ho so|ma bien nhan|ma so ho so|case id|case:concept:name|mahoso|sohoso",
    Column.UNIT: "don vi|don vi xu ly|co quan tiep nhan|co quan thuc hien|don vi tiep nhan|unit|ten don vi|ma don vi",
    Column.PROCEDURE: "ma tthc|ma thu tuc|thu tuc|ma thu tuc hanh chinh|procedure|matthc",
    Column.FIELD: "linh vuc|ten linh vuc|field|linhvuc",
    Column.CHANNEL: "kenh|hinh thuc nop|hinh thuc tiep nhan|kenh tiep nhan|channel|hinh thuc",
    Column.STATE: "trang thai|trang thai ho so|tinh trang|state|status|concept:name|activity|buoc",
    Column.AGENCY: "co quan|dang xu ly tai|phong ban|agency|org:group",
    Column.AWAY: "phi dia gioi|away",
    Column.AT: "thoi diem|time:timestamp|timestamp|thoi gian",
    Column.SENT: "ngay nop|thoi diem nop|ngay dang ky|sent",
    Column.RECEIVED: "ngay tiep nhan|thoi diem tiep nhan|ngay nhan|tiep nhan luc|received",
    Column.PROMISED: "ngay hen tra|hen tra|han tra|ngay hen|promised|han xu ly",
    Column.ASKED: "ngay yeu cau bo sung|yeu cau bo sung luc|ngay tam dung|asked",
    Column.COMPLETED: "ngay bo sung|ngay nop bo sung|bo sung luc|ngay tiep tuc|completed",
    Column.DONE: "ngay xu ly xong|ngay co ket qua|ngay hoan thanh|xong luc|ngay ket thuc|done",
    Column.RETURNED: "ngay tra ket qua|ngay tra|tra luc|returned",
    Column.FEE: "phi, le phi|le phi|phi le phi|so tien phi, le phi|fee",
    Column.PAID_ONLINE: "thanh toan truc tuyen|duoc thanh toan truc tuyen|duocthanhtoantructuyen|paid online",
    Column.RESULT: "ket qua dien tu|duong dan tep tin ket qua|duongdanteptinketqua|ma ket qua|maketqua|result",
    Column.DIGITISED: "so hoa thanh phan ho so|co tep thanh phan ho so|so hoa ho so|digitised",
    Column.REUSED: "tai su dung du lieu|ho so co thanh phan so hoa|hosocothanhphansohoa|reused",
    Column.SHARED: "duoc lay tu kho|duoclaytukhodmqg|duoc lay tu kho dmqg|shared",
    Column.IDENTIFIED: "xac thuc vneid|taikhoanduocxacthucvoivneid|tai khoan duoc xac thuc voi vneid|identified",
    Column.DISLIKED: "khong hai long|danh gia khong hai long|co phan anh hoac khong hai long|disliked",
}
_PERSONAL: Final = re.compile(
    r"\b(ho ten|ho va ten|ten nguoi|nguoi nop|chu ho so|cccd|cmnd|can cuoc|dinh danh ca nhan|dien thoai|sdt|email"
    r"|thu dien tu|dia chi|ngay sinh|so tai khoan)\b"
)


_SQUEEZED: Final = re.compile(_PERSONAL.pattern.replace(r"\b", "").replace(" ", ""))


@dataclass(frozen=True)
class ColumnMap:
    """Names of columns by what they say. Rows are steps where ``AT`` is named, else whole dossiers."""

    names: Mapping[Column, str] = field(default_factory=dict)

    @property
    def is_of_steps(self) -> bool:
        return Column.AT in self.names

    @property
    def moments(self) -> tuple[Column, ...]:
        """The columns that hold times, of those that are named."""
        kinds = (Column.AT, Column.PROMISED) if self.is_of_steps else _MOMENTS
        return tuple(one for one in kinds if one in self.names)

    @property
    def traits(self) -> tuple[Column, ...]:
        return tuple(one for one in TRAITS if one in self.names)

    @property
    def lacking(self) -> tuple[Column, ...]:
        """What cannot be done without and is not named."""
        needed = (Column.STATE, Column.AT) if self.is_of_steps else (Column.RECEIVED,)
        return tuple(one for one in (Column.CODE, Column.UNIT, *needed) if one not in self.names)


COLUMN_MAPS: Final = Codec(ColumnMap)
"""How the names are kept."""
_MOMENTS: Final = (
    Column.SENT,
    Column.RECEIVED,
    Column.PROMISED,
    Column.ASKED,
    Column.COMPLETED,
    Column.DONE,
    Column.RETURNED,
)


def columns_found(header: Sequence[str]) -> ColumnMap:
    """By the names that exports use; what nobody knows is left out, and so is what names a person.

    >>> columns_found(("maHoSo", "tenNguoiNop", "NGÀY TIẾP NHẬN")).names == {
    ...     Column.CODE: "maHoSo", Column.RECEIVED: "NGÀY TIẾP NHẬN"
    ... }
    True
    """
    by_name = {written: name for name in reversed(header) for written in (_split(name), _plain(name))}
    known = (
        (column, next((by_name[one] for one in names.split("|") if one in by_name), None))
        for column, names in _NAMES.items()
    )
    return ColumnMap({column: name for column, name in known if name is not None and not is_personal(name)})


def is_personal(name: str) -> bool:
    """Whether a column says who somebody is: such a column is never read.

    >>> is_personal("Họ và tên người nộp"), is_personal("soCCCD"), is_personal("hovaten"), is_personal("Ngày hẹn trả")
    (True, True, True, False)
    """
    plain = _plain(name)
    is_squeezed = " " not in plain and _SQUEEZED.search(plain) is not None
    return is_squeezed or any(_PERSONAL.search(one) for one in (plain, _split(name)))


def _split(name: str) -> str:
    """As programs write names, ``maHoSo``: a word begins with each capital behind a small letter."""
    return _plain(re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", name))


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").split())
