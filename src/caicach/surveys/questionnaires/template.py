"""A form to begin with: a workbook that explains itself, valid as it stands, of the questions the decree asks."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from caicach.kernel.tables import Table, workbook_of

_VI: Final = "label::Tiếng Việt (vi)"
_EN: Final = "label::English (en)"
_EN_HINT: Final = "hint::English (en)"
_EN_MESSAGE: Final = "constraint_message::English (en)"
_SURVEY_HEADINGS: Final = (
    ("type", "Kiểu câu hỏi: text, integer, decimal, date, select_one DANH_SÁCH, select_multiple DANH_SÁCH, note, "
             "calculate; begin_group/end_group; begin_repeat/end_repeat."),
    ("name", "Tên ngắn, chữ thường không dấu, không cách. Dùng trong công thức ${ten} và là tên cột của số liệu."),
    (_VI, "Lời hỏi. Mỗi ngôn ngữ một cột, tên cột ghi «label::Tên (mã)»."),
    (_EN, "Lời hỏi bằng ngôn ngữ khác. Bỏ cột này nếu chỉ dùng tiếng Việt."),
    ("hint::Tiếng Việt (vi)", "Gợi ý dưới câu hỏi."),
    (_EN_HINT, "Gợi ý bằng ngôn ngữ khác."),
    ("required", "yes: phải trả lời mới sang câu sau được."),
    ("relevant", "Chỉ hỏi khi công thức đúng, ví dụ ${ket_qua} = 'tre_hen'."),
    ("constraint", "Câu trả lời phải thoả, dấu chấm là câu trả lời, ví dụ . >= 18 and . <= 110."),
    ("constraint_message::Tiếng Việt (vi)", "Lời nhắc khi không thoả constraint."),
    (_EN_MESSAGE, "Lời nhắc bằng ngôn ngữ khác."),
    ("calculation", "Công thức của dòng calculate."),
    ("default", "Giá trị có sẵn. Ngày ghi 2026-09-02; lựa chọn ghi tên (cột name của trang choices)."),
    ("appearance", "Cách hiện: likert, minimal, multiline, numbers …"),
    ("choice_filter", "Lọc lựa chọn theo câu trước, ví dụ huyen = ${huyen}."),
    ("repeat_count", "Số lần của begin_repeat, ví dụ ${so_nguoi}."),
)  # fmt: skip
_CRITERIA: Final = (
    ("thoi_gian", "Thời gian giải quyết so với quy định", "Time taken against the rules"),
    ("don_gian", "Thủ tục, giấy tờ đơn giản, rõ ràng", "Procedure and papers simple and clear"),
    ("thai_do", "Thái độ phục vụ của công chức", "Attitude of the civil servants"),
    ("huong_dan", "Hướng dẫn của công chức đầy đủ, dễ hiểu", "Guidance complete and easy to understand"),
    ("co_so", "Nơi ngồi chờ, trang thiết bị", "Waiting place and equipment"),
    ("truc_tuyen", "Nộp và theo dõi hồ sơ trực tuyến", "Filing and tracking online"),
    ("ket_qua_dung", "Kết quả đúng, đủ thông tin", "Result correct and complete"),
    ("tiep_thu", "Tiếp thu phản ánh, kiến nghị", "Response to complaints and proposals"),
)
_LEVELS: Final = (
    ("5", "Rất hài lòng", "Very satisfied"),
    ("4", "Hài lòng", "Satisfied"),
    ("3", "Bình thường", "Neither"),
    ("2", "Không hài lòng", "Dissatisfied"),
    ("1", "Rất không hài lòng", "Very dissatisfied"),
)
_GUIDE: Final = (
    "Trang «survey»: mỗi dòng một câu hỏi, theo thứ tự hỏi. Đưa chuột lên tên cột để xem giải thích.",
    "Trang «choices»: các danh sách lựa chọn; list_name là tên danh sách mà «select_one …» gọi.",
    "Trang «settings»: mã biểu mẫu (form_id), tên, phiên bản, ngôn ngữ mặc định. Đổi phiên bản mỗi lần sửa.",
    "Không dùng or_other: tự thêm lựa chọn «Khác» và một câu text hỏi rõ, như mẫu.",
    "Kiểm tra trước khi dùng: caicach survey validate TỆP.xlsx",
    "Câu đồng ý để đầu biểu mẫu: im lặng không phải là đồng ý (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 9). "
    "Không hỏi họ tên, số giấy tờ khi cuộc khảo sát hứa ẩn danh.",
    "Trang «huong_dan» này không thuộc biểu mẫu và được bỏ qua khi chuyển đổi.",
)


_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def form_template() -> bytes:
    """The workbook, XLSX; the same bytes every time."""
    settings = ("form_title", "form_id", "version", "default_language")
    values = ("Khảo sát mức độ hài lòng", "khao_sat_hai_long", "2026.1", "Tiếng Việt (vi)")
    return workbook_of(
        _sheet("survey", [heading for heading, _ in _SURVEY_HEADINGS], _survey_rows(), dict(_SURVEY_HEADINGS)),
        _sheet("choices", ("list_name", "name", _VI, _EN), _choices()),
        _sheet("settings", settings, (values,)),
        Table("", ("Hướng dẫn",), [(line,) for line in _GUIDE], sheet="huong_dan", widths=(110,)),
    )


def _sheet(name: str, head: Sequence[str], rows: Sequence[Sequence[str]], remarks: Mapping[str, str] = _NONE) -> Table:
    return Table("", head, rows, sheet=name, widths=[24] * len(head), remarks=remarks)


def _choices() -> list[tuple[str, ...]]:
    return [
        *(("muc_do", *level) for level in _LEVELS),
        ("co_khong", "co", "Có", "Yes"),
        ("co_khong", "khong", "Không", "No"),
        ("kenh", "mot_cua", "Tại bộ phận một cửa", "At the one-stop desk"),
        ("kenh", "truc_tuyen", "Trực tuyến", "Online"),
        ("kenh", "khac", "Khác", "Other"),
    ]


def _survey_rows() -> list[tuple[str, ...]]:
    columns = [heading for heading, _ in _SURVEY_HEADINGS]
    hint, message = "hint::Tiếng Việt (vi)", "constraint_message::Tiếng Việt (vi)"
    rows: list[dict[str, str]] = [
        {"type": "select_one co_khong", "name": "dong_y", "required": "yes",
         _VI: "Ông/bà có đồng ý trả lời? Câu trả lời chỉ dùng để đánh giá dịch vụ công; "
              "ông/bà có thể dừng bất cứ lúc nào.",
         _EN: "Do you agree to answer? Answers serve to assess public services only; you may stop at any time."},
        {"type": "begin_group", "name": "noi_dung", _VI: "Nội dung", _EN: "Questions", "relevant": "${dong_y} = 'co'"},
        {"type": "integer", "name": "tuoi", _VI: "Tuổi của ông/bà", _EN: "Your age", hint: "Tính theo năm sinh",
         _EN_HINT: "By year of birth", "constraint": ". >= 18 and . <= 110", message: "Tuổi từ 18 đến 110",
         _EN_MESSAGE: "Age from 18 to 110"},
        {"type": "select_one kenh", "name": "kenh", _VI: "Ông/bà nộp hồ sơ ở đâu?", _EN: "Where did you file?",
         "required": "yes"},
        {"type": "text", "name": "kenh_khac", _VI: "Xin ghi rõ nơi nộp", _EN: "Please specify",
         "relevant": "${kenh} = 'khac'"},
    ]  # fmt: skip
    for name, words, english in _CRITERIA:
        row = {"type": "select_one muc_do", "name": name, _VI: words, _EN: english, "required": "yes"}
        if name == "truc_tuyen":
            row["relevant"] = "${kenh} = 'truc_tuyen'"
        rows.append({**row, "appearance": "likert"})
    rows += [
        {"type": "text", "name": "gop_y", _VI: "Góp ý thêm", _EN: "Further remarks", "appearance": "multiline"},
        {"type": "end_group"},
    ]
    return [tuple(row.get(column, "") for column in columns) for row in rows]
