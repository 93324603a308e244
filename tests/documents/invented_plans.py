"""Ten invented plans in forms that offices use, each with what a careful person reads in it.

Rows of gold: (task starts so, leads, cooperating units, day or None, recurrence or None).
"""

from dataclasses import dataclass
from datetime import date

from documents.plan_tables import Rows, tall, wide

Gold = tuple[str, tuple[str, ...], tuple[str, ...], date | None, str | None]


@dataclass(frozen=True)
class InventedPlan:
    name: str
    form: str
    tables: tuple[Rows, ...]
    gold: tuple[Gold, ...]
    between: str = ""


def d(day: int, month: int, year: int = 2026) -> date:
    return date(year, month, day)


PLANS = (
    InventedPlan(
        "two header rows, units under one title",
        "docx",
        (
            (
                (
                    tall("STT", 2),
                    tall("Nội dung công việc", 2),
                    wide("Cơ quan thực hiện", 2),
                    tall("Thời hạn", 2),
                    tall("Kết quả đầu ra", 2),
                ),
                ("Chủ trì", "Phối hợp"),
                ("1", "Sơ kết công tác cải cách hành chính", "Sở Nội vụ", "Các sở, ngành", "Trước 15/6", "Báo cáo"),
                (
                    "2",
                    "Tổ chức đối thoại với doanh nghiệp",
                    "Sở Tài chính",
                    "Sở Công Thương; Cục Thuế tỉnh",
                    "Quý II, IV",
                    "Thông báo kết luận",
                ),
                ("3", "Cập nhật tin, bài trên chuyên mục", "VP UBND tỉnh", "", "Hàng tháng", "Tin, bài"),
            ),
        ),
        (
            ("Sơ kết", ("Sở Nội vụ",), ("Các sở, ngành",), d(15, 6), None),
            ("Tổ chức đối thoại", ("Sở Tài chính",), ("Sở Công Thương", "Cục Thuế tỉnh"), d(31, 12), None),
            ("Cập nhật", ("VP UBND tỉnh",), (), None, "monthly"),
        ),
    ),
    InventedPlan(
        "lead and cooperating units in one column",
        "html",
        (
            (
                ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian hoàn thành"),
                ("I", wide("TUYÊN TRUYỀN", 3)),
                (
                    "1",
                    "Phát động cuộc thi tìm hiểu cải cách hành chính",
                    "Chủ trì: Sở Nội vụ; Phối hợp: Báo Mẫu, Tỉnh đoàn",
                    "6 tháng đầu năm",
                ),
                (
                    "2",
                    "Xây dựng phóng sự",
                    "Chủ trì: Đài Phát thanh và Truyền hình\nPhối hợp: Sở Nội vụ",
                    "Hoàn thành trong tháng 9/2026",
                ),
                ("II", wide("KIỂM TRA", 3)),
                (
                    "1",
                    "Kiểm tra đột xuất kỷ luật, kỷ cương",
                    "Sở Nội vụ chủ trì, phối hợp với Thanh tra tỉnh",
                    "Thường xuyên",
                ),
            ),
        ),
        (
            ("Phát động", ("Sở Nội vụ",), ("Báo Mẫu", "Tỉnh đoàn"), d(30, 6), None),
            ("Xây dựng phóng sự", ("Đài Phát thanh và Truyền hình",), ("Sở Nội vụ",), d(30, 9), None),
            ("Kiểm tra đột xuất", ("Sở Nội vụ",), ("Thanh tra tỉnh",), None, "continuous"),
        ),
    ),
    InventedPlan(
        "no count, sections in capitals",
        "xlsx",
        (
            (
                ("Danh mục nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Tiến độ"),
                (wide("CẢI CÁCH THỂ CHẾ", 5),),
                ("Ban hành kế hoạch kiểm tra văn bản", "Kế hoạch", "Sở TP", "Các sở, ban, ngành", "Tháng 1/2026"),
                ("Rà soát văn bản theo chuyên đề", "Báo cáo", "Sở TP", "UBND các xã, phường", "Quý III/2026"),
                (wide("CẢI CÁCH TỔ CHỨC BỘ MÁY", 5),),
                ("Rà soát chức năng, nhiệm vụ các phòng", "Đề án", "Sở NV", "", "31/10/2026"),
            ),
        ),
        (
            ("Ban hành kế hoạch", ("Sở TP",), ("Các sở, ban, ngành",), d(31, 1), None),
            ("Rà soát văn bản", ("Sở TP",), ("UBND các xã, phường",), d(30, 9), None),
            ("Rà soát chức năng", ("Sở NV",), (), d(31, 10), None),
        ),
    ),
    InventedPlan(
        "nested numbers",
        "docx",
        (
            (
                ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Ghi chú"),
                ("1", wide("Cải cách thủ tục hành chính", 5)),
                ("1.1", "Rà soát thủ tục nội bộ", "Văn phòng UBND tỉnh", "Các sở", "Tháng 3 - tháng 8/2026", ""),
                ("1.2", "Cắt giảm thời gian giải quyết", "Các sở, ban, ngành", "Văn phòng UBND tỉnh", "Năm 2026", ""),
                ("2", wide("Xây dựng chính quyền số", 5)),
                (
                    "2.1",
                    "Số hóa kết quả giải quyết",
                    "Sở Khoa học và Công nghệ",
                    "Các sở, UBND cấp xã",
                    "Từ tháng 4/2026",
                    "",
                ),
            ),
        ),
        (
            ("Rà soát thủ tục nội bộ", ("Văn phòng UBND tỉnh",), ("Các sở",), d(31, 8), None),
            ("Cắt giảm", ("Các sở, ban, ngành",), ("Văn phòng UBND tỉnh",), d(31, 12), None),
            ("Số hóa", ("Sở Khoa học và Công nghệ",), ("Các sở", "UBND cấp xã"), None, None),
        ),
    ),
    InventedPlan(
        "units merged down the rows",
        "html",
        (
            (
                ("Số TT", "Tên công việc", "Phụ trách", "Thời điểm hoàn thành", "Dự kiến sản phẩm"),
                ("01", "Lập danh sách điều tra xã hội học", tall("Sở Nội vụ", 3), "10/02/2026", "Danh sách"),
                ("02", "Phát phiếu điều tra", tall("Tháng 5/2026", 2), "Phiếu"),
                ("03", "Tổng hợp kết quả", "Báo cáo"),
                ("04", "Công bố chỉ số", "Chủ tịch UBND tỉnh", "Quý 4 năm 2026", "Quyết định"),
            ),
        ),
        (
            ("Lập danh sách", ("Sở Nội vụ",), (), d(10, 2), None),
            ("Phát phiếu", ("Sở Nội vụ",), (), d(31, 5), None),
            ("Tổng hợp", ("Sở Nội vụ",), (), d(31, 5), None),
            ("Công bố", ("Chủ tịch UBND tỉnh",), (), d(31, 12), None),
        ),
    ),
    InventedPlan(
        "several tables, the deadline first",
        "docx",
        (
            (
                ("STT", "Thời hạn", "Nhiệm vụ cụ thể", "Chủ trì thực hiện", "Phối hợp thực hiện"),
                ("1", "25/3/2026", "Ban hành bộ chỉ số đánh giá", "Sở Nội vụ", "Văn phòng UBND tỉnh, Sở Tài chính"),
            ),
            (
                ("STT", "Thời hạn", "Nhiệm vụ cụ thể", "Chủ trì thực hiện", "Phối hợp thực hiện"),
                (
                    "1",
                    "Hằng quý, trước ngày 20 tháng cuối quý",
                    "Báo cáo cải cách hành chính",
                    "Các cơ quan, đơn vị",
                    "Sở Nội vụ",
                ),
                ("2", "Tháng 11, 12", "Thẩm định kết quả chấm điểm", "Hội đồng thẩm định", ""),
            ),
        ),
        (
            ("Ban hành bộ chỉ số", ("Sở Nội vụ",), ("Văn phòng UBND tỉnh", "Sở Tài chính"), d(25, 3), None),
            ("Báo cáo", ("Các cơ quan, đơn vị",), ("Sở Nội vụ",), None, "quarterly"),
            ("Thẩm định", ("Hội đồng thẩm định",), (), d(31, 12), None),
        ),
        between="Phần B. Nhiệm vụ định kỳ",
    ),
    InventedPlan(
        "sections by letters and Roman numerals, budget by source",
        "xlsx",
        (
            (
                (
                    tall("TT", 2),
                    tall("Nhiệm vụ, hoạt động", 2),
                    tall("Cơ quan chủ trì", 2),
                    tall("Cơ quan phối hợp", 2),
                    tall("Thời gian", 2),
                    wide("Kinh phí (triệu đồng)", 2),
                ),
                ("Ngân sách tỉnh", "Nguồn khác"),
                ("A", wide("NHIỆM VỤ CHUNG", 6)),
                ("I", wide("Chỉ đạo, điều hành", 6)),
                (
                    "1",
                    "Tổ chức hội nghị giao ban",
                    "Sở Nội vụ",
                    "Các sở, ngành, UBND cấp xã",
                    "Định kỳ hằng quý",
                    "40",
                    "",
                ),
                (
                    "2",
                    "Kiểm tra cải cách hành chính tại 12 đơn vị",
                    "Sở Nội vụ",
                    "Thành viên Tổ giúp việc",
                    "Quý II-III/2026",
                    "60",
                    "",
                ),
                ("B", wide("NHIỆM VỤ TRỌNG TÂM", 6)),
                ("1", "Nâng cấp hệ thống một cửa", "Sở KH&CN", "VNPT tỉnh", "Cuối tháng 12/2026", "500", "200"),
            ),
        ),
        (
            ("Tổ chức hội nghị", ("Sở Nội vụ",), ("Các sở, ngành", "UBND cấp xã"), None, "quarterly"),
            ("Kiểm tra cải cách", ("Sở Nội vụ",), ("Thành viên Tổ giúp việc",), d(30, 9), None),
            ("Nâng cấp", ("Sở KH&CN",), ("VNPT tỉnh",), d(31, 12), None),
        ),
    ),
    InventedPlan(
        "the answerable person beside the unit",
        "html",
        (
            (
                (
                    "STT",
                    "Nội dung",
                    "Lãnh đạo phụ trách",
                    "Phòng, đơn vị chủ trì",
                    "Đơn vị phối hợp",
                    "Thời gian trình",
                    "Hình thức văn bản",
                ),
                (
                    "1",
                    "Tờ trình ban hành định mức biên chế",
                    "Phó Giám đốc thứ nhất",
                    "Phòng Tổ chức biên chế",
                    "Văn phòng Sở và Phòng Pháp chế",
                    "Trước ngày 30/4/2026",
                    "Tờ trình",
                ),
                (
                    "2",
                    "Kế hoạch đào tạo, bồi dưỡng",
                    "Giám đốc Sở",
                    "Phòng Công chức, viên chức",
                    "Các phòng thuộc Sở",
                    "15-20/01/2026",
                    "Kế hoạch",
                ),
            ),
        ),
        (
            ("Tờ trình", ("Phòng Tổ chức biên chế",), ("Văn phòng Sở", "Phòng Pháp chế"), d(30, 4), None),
            ("Kế hoạch đào tạo", ("Phòng Công chức, viên chức",), ("Các phòng thuộc Sở",), d(20, 1), None),
        ),
    ),
    InventedPlan(
        "quarters as ticked columns",
        "xlsx",
        (
            (
                (
                    tall("TT", 2),
                    tall("Công việc", 2),
                    tall("Đơn vị chủ trì", 2),
                    wide("Thời gian thực hiện năm 2026", 4),
                ),
                ("Quý I", "Quý II", "Quý III", "Quý IV"),
                ("1", "Tập huấn nghiệp vụ một cửa", "Trung tâm Phục vụ hành chính công", "", "x", "", ""),
                ("2", "Đánh giá mức độ hài lòng", "Sở Nội vụ", "", "x", "", "x"),
            ),
        ),
        (
            ("Tập huấn", ("Trung tâm Phục vụ hành chính công",), (), d(30, 6), None),
            ("Đánh giá", ("Sở Nội vụ",), (), d(31, 12), None),
        ),
    ),
    InventedPlan(
        "like the row above, conditional deadlines",
        "docx",
        (
            (
                (
                    "STT",
                    "Nhiệm vụ trọng tâm",
                    "Cơ quan đầu mối",
                    "Cơ quan tham gia",
                    "Hạn hoàn thành",
                    "Sản phẩm dự kiến",
                ),
                (
                    "1",
                    "Xây dựng quy chế phối hợp",
                    "Văn phòng UBND tỉnh",
                    "Các sở, ban, ngành; UBND các xã, phường",
                    "Quý I",
                    "Quy chế",
                ),
                ("2", "Triển khai quy chế", "nt", "nt", "Sau khi Quy chế được ban hành", "Văn bản"),
                ("3", "Tổng kết giai đoạn", "Sở Nội vụ", "nt", "Trước năm 2030", "Báo cáo"),
                ("4", "Báo cáo kết quả cho Bộ Nội vụ", "Sở Nội vụ", "", "Tháng 12 hằng năm", "Báo cáo"),
            ),
        ),
        (
            (
                "Xây dựng quy chế",
                ("Văn phòng UBND tỉnh",),
                ("Các sở, ban, ngành", "UBND các xã, phường"),
                d(31, 3),
                None,
            ),
            ("Triển khai", ("Văn phòng UBND tỉnh",), ("Các sở, ban, ngành", "UBND các xã, phường"), None, None),
            ("Tổng kết", ("Sở Nội vụ",), ("Các sở, ban, ngành", "UBND các xã, phường"), d(31, 12, 2029), None),
            ("Báo cáo kết quả", ("Sở Nội vụ",), (), None, "yearly"),
        ),
    ),
)
