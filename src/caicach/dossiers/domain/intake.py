"""What comes in with an import: names of units to be recognised, and what was found in the file."""

from dataclasses import dataclass
from datetime import date

from caicach.dossiers.domain.columns import ColumnMap
from caicach.kernel.said import Said, tell

REASONS: dict[str, Said] = {
    "no_code": tell("Dòng không ghi mã hồ sơ."),
    "no_time": tell("Dòng không ghi thời điểm tiếp nhận, hoặc thời điểm của bước."),
    "time_unreadable": tell("Thời điểm không đọc được: cần dạng 2026-08-03 08:00 hoặc 03/08/2026 08:00."),
    "time_impossible": tell("Thời điểm không thể có: trước năm 1990 hoặc chưa tới."),
    "zone_unknown": tell("Thời điểm không ghi múi giờ trong khi dòng khác ghi múi giờ không phải của Việt Nam."),
    "state_unknown": tell("Trạng thái không có trong mười trạng thái quốc gia."),
    "state_without_time": tell("Trạng thái đã kết thúc hoặc tạm dừng mà không ghi thời điểm."),
    "channel_unknown": tell("Kênh tiếp nhận không có trong danh mục."),
    "trait_unknown": tell("Ô phải ghi có hoặc không (hoặc số tiền phí, lệ phí) mà ghi khác."),
    "unit_unknown": tell("Đơn vị không có trong danh sách đơn vị của tỉnh."),
    "unit_ambiguous": tell("Tên đơn vị chỉ nhiều đơn vị."),
    "personal": tell("Ô ghi số dài hoặc hộp thư, như thông tin cá nhân: cả dòng không được nhận."),
    "duplicate": tell("Dòng lặp lại một dòng trước của tệp."),
    "broken_row": tell("Dòng thiếu cột, thừa cột, hở dấu ngoặc kép, không phải đối tượng JSON, hoặc không phải UTF-8."),
    "cut_off": tell("Tệp bị cắt giữa chừng hoặc hỏng: phần sau chỗ đó không đọc được; hãy gửi lại tệp trọn vẹn."),
}


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name that a unit bears from ``first`` until before ``last``, folded; ``part`` of the table: I or II."""

    folded: str
    code: str
    part: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Intake:
    """What is asked of a file: its columns, the units there are, and the day after which nothing has happened yet."""

    columns: ColumnMap
    units: tuple[UnitName, ...]
    last_day: date


@dataclass(frozen=True, slots=True)
class StagedPart:
    """Rows of one partition, in two files of the folder."""

    name: str
    events_file: str
    facts_file: str
    dossiers: int


@dataclass(frozen=True)
class Staged:
    """``aside`` counts by reason; ``aside_file`` holds the rows, empty where there are none."""

    rows: int
    parts: tuple[StagedPart, ...]
    aside: tuple[tuple[str, int], ...]
    aside_file: str
    columns: ColumnMap
