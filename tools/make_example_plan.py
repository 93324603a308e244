"""Write examples/plans/ke-hoach-cchc-2026.xlsx: an invented yearly plan in the form in which such plans circulate.

Run from the top of the repository: ``.venv/bin/python tools/make_example_plan.py``. The same table gives the same
cells; the words were written for the example.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

TARGET = Path(__file__).resolve().parents[1] / "examples" / "plans" / "ke-hoach-cchc-2026.xlsx"
HEAD = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Kinh phí")
WIDTHS = (6, 46, 26, 24, 26, 20, 14)
SECTIONS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "I",
        "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        (
            (
                "Ban hành Kế hoạch cải cách hành chính năm 2026 của đơn vị",
                "Kế hoạch",
                "Các sở, ban, ngành cấp tỉnh",
                "Sở Nội vụ",
                "Trước 20/01/2026",
                "",
            ),
            (
                "Kiểm tra công tác cải cách hành chính tại ít nhất 30% số đơn vị",
                "Kế hoạch, thông báo kết luận kiểm tra",
                "Sở Nội vụ",
                "Văn phòng UBND tỉnh; Sở Tư pháp; Sở Khoa học và Công nghệ",
                "30/9/2026",
                "Ngân sách tỉnh",
            ),
            (
                "Báo cáo định kỳ công tác cải cách hành chính",
                "Báo cáo",
                "Các sở, ban, ngành cấp tỉnh",
                "Sở Nội vụ",
                "Hằng quý",
                "",
            ),
            (
                "Khắc phục tồn tại, hạn chế do Hội đồng thẩm định chỉ ra trong Chỉ số cải cách hành chính năm 2025",
                "Kế hoạch khắc phục, báo cáo kết quả",
                "Các sở, ban, ngành cấp tỉnh",
                "Sở Nội vụ",
                "30/6/2026",
                "",
            ),
            (
                "Điều tra xã hội học phục vụ xác định Chỉ số cải cách hành chính năm 2026",
                "Báo cáo kết quả điều tra",
                "Sở Nội vụ",
                "Văn phòng UBND tỉnh",
                "Quý IV/2026",
                "Ngân sách tỉnh",
            ),
        ),
    ),
    (
        "II",
        "CẢI CÁCH THỂ CHẾ",
        (
            (
                "Rà soát văn bản quy phạm pháp luật của tỉnh sau sắp xếp đơn vị hành chính",
                "Báo cáo, danh mục văn bản cần sửa đổi",
                "Sở Tư pháp",
                "Các sở, ban, ngành cấp tỉnh",
                "Quý II/2026",
                "",
            ),
            (
                "Tự kiểm tra văn bản quy phạm pháp luật đã ban hành",
                "Báo cáo",
                "Sở Tư pháp",
                "",
                "15/12/2026",
                "",
            ),
        ),
    ),
    (
        "III",
        "CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
        (
            (
                "Ban hành Kế hoạch rà soát, đánh giá thủ tục hành chính năm 2026",
                "Kế hoạch",
                "Văn phòng UBND tỉnh",
                "Các sở, ban, ngành cấp tỉnh",
                "Trước 31/01/2026",
                "",
            ),
            (
                "Đơn giản hóa thủ tục hành chính nội bộ giữa các cơ quan hành chính nhà nước",
                "Quyết định phê duyệt phương án",
                "Văn phòng UBND tỉnh",
                "Sở Nội vụ; Sở Tài chính; Sở Y tế",
                "31/10/2026",
                "",
            ),
            (
                "Công khai đầy đủ thủ tục hành chính trên Cổng dịch vụ công và Trang thông tin điện tử của đơn vị",
                "Danh mục đã công khai",
                "Các sở, ban, ngành cấp tỉnh",
                "Văn phòng UBND tỉnh",
                "Thường xuyên",
                "",
            ),
            (
                "Kiểm tra việc giải quyết thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại cấp xã",
                "Báo cáo kiểm tra",
                "Văn phòng UBND tỉnh",
                "Sở Nội vụ",
                "30/11/2026",
                "",
            ),
        ),
    ),
    (
        "IV",
        "CẢI CÁCH TỔ CHỨC BỘ MÁY",
        (
            (
                "Sắp xếp đơn vị sự nghiệp công lập thuộc tỉnh",
                "Đề án, quyết định",
                "Sở Nội vụ",
                "Sở Giáo dục và Đào tạo; Sở Y tế",
                "31/8/2026",
                "",
            ),
            (
                "Rà soát chức năng, nhiệm vụ của các cơ quan chuyên môn thuộc UBND cấp xã",
                "Báo cáo",
                "Sở Nội vụ",
                "",
                "Quý III/2026",
                "",
            ),
        ),
    ),
    (
        "V",
        "CẢI CÁCH CHẾ ĐỘ CÔNG VỤ",
        (
            (
                "Kiểm tra kỷ luật, kỷ cương hành chính sau kỳ nghỉ Tết Nguyên đán",
                "Thông báo kết quả kiểm tra",
                "Sở Nội vụ",
                "Thanh tra tỉnh",
                "15/3/2026",
                "",
            ),
            (
                "Bồi dưỡng công chức cấp xã về giải quyết thủ tục hành chính trên môi trường điện tử",
                "Lớp bồi dưỡng, báo cáo",
                "Sở Nội vụ",
                "Sở Khoa học và Công nghệ",
                "30/10/2026",
                "Ngân sách tỉnh",
            ),
        ),
    ),
    (
        "VI",
        "CẢI CÁCH TÀI CHÍNH CÔNG",
        (
            (
                "Báo cáo tiến độ giải ngân vốn đầu tư công",
                "Báo cáo",
                "Sở Tài chính",
                "",
                "Hằng tháng",
                "",
            ),
            (
                "Rà soát việc thực hiện tự chủ của đơn vị sự nghiệp công lập",
                "Báo cáo",
                "Sở Tài chính",
                "Sở Nội vụ",
                "30/9/2026",
                "",
            ),
        ),
    ),
    (
        "VII",
        "XÂY DỰNG VÀ PHÁT TRIỂN CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ",
        (
            (
                "Giải pháp nâng cao Chỉ số chuyển đổi số (DTI) của tỉnh",
                "Kế hoạch",
                "Sở Khoa học và Công nghệ",
                "Các sở, ban, ngành cấp tỉnh",
                "Sau khi Bộ Khoa học và Công nghệ công bố kết quả",
                "",
            ),
            (
                "Nâng tỷ lệ hồ sơ nộp trực tuyến toàn trình lên 80%",
                "Số liệu trên Hệ thống",
                "Văn phòng UBND tỉnh",
                "Sở Khoa học và Công nghệ",
                "30/11/2026",
                "",
            ),
            (
                "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực",
                "Kho dữ liệu kết quả",
                "Sở Khoa học và Công nghệ",
                "Văn phòng UBND tỉnh",
                "15/12/2026",
                "Ngân sách tỉnh",
            ),
        ),
    ),
)


def build() -> Workbook:
    """The plan as a workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kế hoạch"
    for text in (
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH",
        "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026",
        "(Kèm theo Quyết định số 9001/QĐ-UBND ngày 26 tháng 12 năm 2025; văn bản ví dụ, không có thật)",
    ):
        sheet.append([text])
    sheet.append([])
    sheet.append(list(HEAD))
    number = 0
    for mark, title, tasks in SECTIONS:
        sheet.append([mark, title])
        for task in tasks:
            number += 1
            sheet.append([str(number), *task])
    _dress(sheet)
    return book


def _dress(sheet: Worksheet) -> None:
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    line = Side(style="thin")
    for row in sheet.iter_rows(min_row=5, max_col=len(HEAD)):
        is_heading = row[0].row == 5 or row[2].value is None
        for cell in row:
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Times New Roman", size=12, bold=is_heading)
    for row in sheet.iter_rows(max_row=3, max_col=1):
        row[0].font = Font(name="Times New Roman", size=13, bold=True)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    build().save(TARGET)
