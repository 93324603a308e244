"""What pyxform says, in our words: by the code of its message, else by a part of its text."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_PARAMETERS: Final = "Cột parameters: tham số «{name}» "

SENTENCES_OF_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "HEADER_001": "Trang «{sheet_name}» không có dòng tiêu đề đúng mẫu («{header}»); dòng 1 phải là tên cột.",
        "HEADER_002": "Trang «{sheet_name}»: hai cột «{other}» và «{header}» là một; hãy giữ một cột.",
        "HEADER_003": "Trang «{sheet_name}» thiếu cột bắt buộc: {missing}.",
        "HEADER_004": "Tên cột «{column}» của trang «choices» trống hoặc có dấu cách; hãy viết liền.",
        "HEADER_005": "Trang «entities» có cột không dùng được: {columns}.",
        "NAMES_001": "Tên «{value}» đã dùng trong cùng nhóm; mỗi câu hỏi cần tên riêng.",
        "NAMES_003": "Nhóm lặp không được tên là «{value}»: trùng tên của biểu mẫu.",
        "NAMES_004": "Tên nhóm lặp «{value}» đã dùng ở chỗ khác; mỗi nhóm lặp cần tên riêng trong cả biểu mẫu.",
        "NAMES_005": "Tên «meta» dành riêng cho thông tin của biểu mẫu; hãy đặt tên khác.",
        "NAMES_006": "Lựa chọn thiếu tên (cột name).",
        "NAMES_007": "Lựa chọn trùng tên trong cùng danh sách.",
        "NAMES_008": "Giá trị cột «{column}» của trang «{sheet}» không dùng làm tên được: chỉ gồm "
        "chữ không dấu, chữ số, «_», «-», «.», bắt đầu bằng chữ hoặc «_».",
        "NAMES_009": "«{name}» không dùng làm tên được: chỉ gồm chữ không dấu, chữ số, «_», «-», «.».",
        "PYREF_001": "Cột «{column}» của trang «{sheet}»: tham chiếu phải viết như ${{ten_cau_hoi}}.",
        "PYREF_002": "Cột «{column}» của trang «{sheet}»: các tham chiếu cần cách nhau bằng dấu phẩy.",
        "PYREF_003": "Cột «{column}» của trang «{sheet}»: ${{{q}}} không trỏ tới câu hỏi nào.",
        "PYREF_004": "Cột «{column}» của trang «{sheet}»: có nhiều câu hỏi tên «{q}» nên ${{{q}}} không rõ là câu nào.",
        "RANGE_001": _PARAMETERS + "phải là số.",
        "RANGE_002": _PARAMETERS + "phải khác 0.",
        "RANGE_003": _PARAMETERS + "không được lớn hơn khoảng từ start đến end.",
        "RANGE_004": _PARAMETERS + "phải là bội của step.",
        "RANGE_005": _PARAMETERS + "phải nằm giữa start và end.",
        "RANGE_006": "Cột parameters: tick_labelset phải là tên một danh sách của trang «choices».",
        "RANGE_007": "Cột parameters: danh sách của tick_labelset chỉ được có hai lựa chọn khi appearance là no-ticks.",
        "RANGE_008": "Cột parameters: tick_interval, placeholder, tick_labelset chỉ dùng với appearance trống, "
        "vertical, no-ticks.",
        "RANGE_009": "Cột parameters: các lựa chọn của {tick_labelset} phải là số.",
        "RANGE_010": "Cột parameters: các lựa chọn của tick_labelset phải nằm giữa start và end.",
        "RANGE_011": "Cột parameters: các lựa chọn của tick_labelset phải bằng start cộng bội của {name}.",
        "RANGE_012": "Cột parameters: với no-ticks, tick_labelset chỉ được có giá trị của start và end.",
        "SURVEY_001": "«end_{type}» không có dòng mở tương ứng.",
        "SURVEY_002": "«begin_{type}» chưa có dòng «end_{type}».",
        "SURVEY_003": "Cột parameters: «incremental» chỉ nhận giá trị true.",
        "SURVEY_004": "Cột parameters phải viết như «khoa1=giatri1 khoa2=giatri2».",
        "SURVEY_005": "Cột parameters có khoá không dùng được: {rejected}; kiểu câu hỏi này nhận: {accepted}.",
        "SURVEY_006": "Cột parameters: reference-geometry phải là tên một danh sách, một tệp kèm hoặc ${{nhom_lap}}.",
        "SURVEY_007": "Cột parameters: capture-accuracy phải là số.",
        "SURVEY_008": "Cột parameters: warning-accuracy phải là số.",
        "SURVEY_009": "Cột parameters: allow-mock-accuracy chỉ nhận true hoặc false.",
    }
)
SENTENCES: Final = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"You must have a sheet named 'survey'", "Không có trang tính «survey» chứa các câu hỏi."),
        (r"Duplicate column header: (?P<column>.+)", "Cột «{column}» có hai lần; hãy giữ một cột."),
        (r"Unknown question type '(?P<type>[^']*)'", "Không có kiểu câu hỏi «{type}»."),
        (r"Missing calculation", "Dòng calculate chưa có công thức; hãy điền cột calculation."),
        (r"Question or group with no name", "Thiếu tên (cột name)."),
        (r"Question with no type", "Thiếu kiểu câu hỏi (cột type)."),
        (r"has no label", "Câu hỏi không có lời hỏi (cột label)."),
        (r"List name not in choices sheet: (?P<list>.+)", "Không có danh sách «{list}» ở trang «choices»."),
        (r"List name not in external choices sheet: (?P<list>.+)",
         "Không có danh sách «{list}» ở trang «external_choices»."),
        (r"external_choices sheet", "Câu hỏi này cần trang tính «external_choices» với cột list_name, name, label."),
        (r"List name not in columns sheet: (?P<list>.+)", "Không có danh sách «{list}» cho vòng lặp này."),
        (r"Choice filter not supported for table-list", "Appearance table-list không dùng được với choice_filter."),
        (r"Badly formatted table list", "Các câu hỏi trong bảng (table-list) phải dùng cùng một danh sách."),
        (r"Audits must always be named", "Dòng audit phải tên là «audit» hoặc để trống tên."),
        (r"This section has not been included",
         "Kiểu «include» không còn được dùng; hãy chép các câu hỏi vào trang «survey»."),
        (r"randomize must be set", "Cột parameters: randomize chỉ nhận true hoặc false."),
        (r"seed value must be", "Cột parameters: seed phải là số hoặc ${{ten_cau_hoi}}."),
        (r"Parameters must include randomize=true", "Cột parameters: seed chỉ dùng cùng randomize=true."),
        (r"Parameter (?P<name>\S+) must have an integer value", _PARAMETERS + "phải là số nguyên."),
        (r"Invalid value for (?P<name>\S+?)\.?$", _PARAMETERS + "có giá trị không dùng được."),
        (r"To include location information in the audit", "Dòng audit cần đủ location-priority, location-min-interval, "
         "location-max-age."),
        (r"background-geopoint",
         "Kiểu background-geopoint cần cột trigger trỏ tới một câu hỏi và không có calculation."),
        (r"There (?:are two|has been|is) .*(?:already|more than one)", "Có hai phần cùng tên trong biểu mẫu."),
        (r"omit instanceID", "Không bỏ được instanceID khi biểu mẫu được mã hoá."),
    )
)  # fmt: skip
