"""Write the questionnaire of the example survey. Run by hand; what it writes is committed."""

from pathlib import Path

import xlsxwriter

TARGET = Path(__file__).resolve().parents[1] / "examples" / "surveys" / "hai-long-2026.xlsx"
_VI, _EN = "label::Tiếng Việt (vi)", "label::English (en)"
_HEAD = ("type", "name", _VI, _EN, "required", "relevant", "constraint", "constraint_message::Tiếng Việt (vi)",
         "constraint_message::English (en)", "appearance")  # fmt: skip
_AGREE = "${dong_y} = 'co'"
_SURVEY: tuple[dict[str, str], ...] = (
    {"type": "start", "name": "bat_dau"},
    {"type": "end", "name": "ket_thuc"},
    {"type": "select_one co_khong", "name": "dong_y", "required": "yes",
     _VI: "Ông/bà có đồng ý trả lời? Câu trả lời chỉ dùng để đánh giá dịch vụ công; ông/bà có thể dừng bất cứ lúc nào.",
     _EN: "Do you agree to answer? Answers serve to assess public services only; you may stop at any time."},
    {"type": "begin_group", "name": "noi_dung", _VI: "Nội dung", _EN: "Questions", "relevant": _AGREE},
    {"type": "select_one khu_vuc", "name": "khu_vuc", "required": "yes",
     _VI: "Ông/bà sống ở khu vực nào?", _EN: "Where do you live?"},
    {"type": "integer", "name": "tuoi", _VI: "Ông/bà bao nhiêu tuổi?", _EN: "How old are you?",
     "constraint": ". >= 18 and . <= 110", "constraint_message::Tiếng Việt (vi)": "Tuổi từ 18 đến 110",
     "constraint_message::English (en)": "Age from 18 to 110"},
    {"type": "select_one kenh", "name": "kenh", "required": "yes",
     _VI: "Ông/bà nộp hồ sơ ở đâu?", _EN: "Where did you file?"},
    {"type": "text", "name": "kenh_khac", "relevant": "${kenh} = 'khac'",
     _VI: "Xin ghi rõ nơi nộp", _EN: "Please specify"},
    {"type": "select_one muc_do", "name": "tiep_can", "required": "yes",
     _VI: "Thông tin về thủ tục dễ tìm, dễ hiểu", _EN: "Information on the procedure is easy to find and understand"},
    {"type": "select_one muc_do", "name": "thai_do", "required": "yes",
     _VI: "Cán bộ tiếp nhận lịch sự, đúng mực", _EN: "Staff are polite and proper"},
    {"type": "select_one muc_do", "name": "thoi_gian", "required": "yes",
     _VI: "Hồ sơ được giải quyết đúng hẹn", _EN: "The dossier is settled on time"},
    {"type": "select_one muc_do", "name": "ket_qua", "required": "yes",
     _VI: "Kết quả nhận được chính xác, đầy đủ", _EN: "The result is correct and complete"},
    {"type": "select_one muc_do", "name": "chung", "required": "yes",
     _VI: "Nhìn chung, mức độ hài lòng của ông/bà", _EN: "Overall satisfaction"},
    {"type": "text", "name": "gop_y", _VI: "Góp ý thêm", _EN: "Further remarks", "appearance": "multiline"},
    {"type": "end_group"},
)  # fmt: skip
_CHOICES = (
    ("list_name", "name", _VI, _EN),
    ("co_khong", "co", "Có", "Yes"),
    ("co_khong", "khong", "Không", "No"),
    ("khu_vuc", "do_thi", "Phường, đô thị", "Town"),
    ("khu_vuc", "dong_bang", "Xã đồng bằng, ven biển", "Plains and coast"),
    ("khu_vuc", "mien_nui", "Xã miền núi", "Mountains"),
    ("kenh", "mot_cua", "Tại bộ phận một cửa", "At the one-stop desk"),
    ("kenh", "truc_tuyen", "Trực tuyến", "Online"),
    ("kenh", "khac", "Nơi khác", "Elsewhere"),
    ("muc_do", "1", "Rất không hài lòng", "Very dissatisfied"),
    ("muc_do", "2", "Không hài lòng", "Dissatisfied"),
    ("muc_do", "3", "Bình thường", "Neither"),
    ("muc_do", "4", "Hài lòng", "Satisfied"),
    ("muc_do", "5", "Rất hài lòng", "Very satisfied"),
)
_SETTINGS = (
    ("form_title", "form_id", "version", "default_language"),
    ("Khảo sát mức độ hài lòng", "hai_long", "2026.1", "Tiếng Việt (vi)"),
)


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(TARGET) as book:
        rows = [_HEAD, *(tuple(row.get(column, "") for column in _HEAD) for row in _SURVEY)]
        for name, lines in (("survey", rows), ("choices", _CHOICES), ("settings", _SETTINGS)):
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                for column, text in enumerate(line):
                    if text:
                        sheet.write_string(at, column, text)


if __name__ == "__main__":
    main()
