"""Letters to write: an advisory body's letter, and a plan with a task table."""

import datetime

from caicach.documents.values import (
    Block,
    BlockKind,
    Footnote,
    OfficialDocument,
    Recipient,
    RecipientRole,
    Signatory,
)

ADVISORY_LETTER = OfficialDocument(
    doc_type="công văn",
    superior="UBND TỈNH MẪU",
    issuer="BAN CHỈ ĐẠO CCHC TỈNH",
    symbol="BCĐCCHC-TGV",
    place="Mẫu",
    date_partial="2023-02",
    subject="tập trung triển khai Kế hoạch cải cách hành chính năm 2023",
    addressees=("Thành viên Ban Chỉ đạo cải cách hành chính tỉnh", "Các sở, ban, ngành cấp tỉnh"),
    opening="Thực hiện Quyết định số 45/QĐ-UBND ngày 10/01/2023 của UBND tỉnh, Ban Chỉ đạo yêu cầu các thành viên, "
    "Thủ trưởng các cơ quan thực hiện một số nội dung sau:",
    body=(
        Block(
            BlockKind.CLAUSE,
            "1",
            0,
            "Tập trung chỉ đạo quyết liệt triển khai thực hiện Kế hoạch năm 2023 của tỉnh¹ ngay từ những tháng đầu "
            "năm, bảo đảm chất lượng, tiến độ theo quy định.",
            "1",
        ),
        Block(BlockKind.POINT, "a", 1, "Rà soát thủ tục hành chính nội bộ trước ngày 15/3/2023;", "1.a"),
        Block(BlockKind.DASH, None, 2, "Công khai kết quả trên Cổng thông tin điện tử của cơ quan.", "1.a"),
        Block(
            BlockKind.CLAUSE,
            "2",
            0,
            "Giao Sở Nội vụ đôn đốc các thành viên Ban Chỉ đạo và định kỳ tổng hợp, báo cáo kết quả.",
            "2",
        ),
    ),
    closing="Yêu cầu các thành viên Ban Chỉ đạo, các cơ quan, đơn vị nghiêm túc thực hiện./.",
    footnotes=(Footnote("1", "Quyết định số 99/QĐ-UBND ngày 23/12/2022 của UBND tỉnh."),),
    recipients=(
        Recipient("Như trên", RecipientRole.ADDRESSEE),
        Recipient("UBND tỉnh (b/c)", RecipientRole.REPORT),
        Recipient("Lưu: VT, CCHC", RecipientRole.ARCHIVE),
    ),
    signatory=Signatory(title="TRƯỞNG BAN", other_title="CHỦ TỊCH UBND TỈNH", name="Trần Văn Mẫu"),
)

TASK_ROWS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    ("I. Cải cách thể chế",) * 4,
    ("1", "Rà soát văn bản quy phạm pháp luật của tỉnh", "Sở Tư pháp", "30/6/2023"),
    ("2", "Báo cáo kết quả rà soát", "Sở Tư pháp", "15/7/2023"),
)

PLAN = OfficialDocument(
    doc_type="kế hoạch",
    superior=None,
    issuer="ỦY BAN NHÂN DÂN TỈNH MẪU",
    number="12",
    symbol="KH-UBND",
    place="Mẫu",
    date=datetime.date(2023, 2, 5),
    subject="Cải cách hành chính nhà nước năm 2023",
    opening="Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch "
    "cải cách hành chính nhà nước năm 2023 như sau:",
    body=(
        Block(BlockKind.SECTION, "I", 0, "MỤC TIÊU", "I"),
        Block(BlockKind.CLAUSE, "1", 1, "Nâng cao chất lượng phục vụ người dân và doanh nghiệp của tỉnh.", "I.1"),
        Block(BlockKind.SECTION, "II", 0, "TỔ CHỨC THỰC HIỆN", "II"),
        Block(BlockKind.CLAUSE, "1", 1, "Sở Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này./.", "II.1"),
        Block(BlockKind.APPENDIX, None, 0, "PHỤ LỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2023", None),
        Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in TASK_ROWS), None, TASK_ROWS),
    ),
    recipients=(
        Recipient("Bộ Nội vụ", RecipientRole.INFORM),
        Recipient("Lưu: VT, NC", RecipientRole.ARCHIVE),
    ),
    signatory=Signatory(capacity="TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH", name="Lê Thị Mẫu"),
)
