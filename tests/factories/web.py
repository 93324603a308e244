"""People who sign in, and an invented letter that the real reader reads."""

from datetime import date

from caicach.correspondence import queries, services
from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.organisations.services import create_user, grant_role
from factories.correspondence import NOW, OFFICE, province
from factories.kept_rows import kept

PASSWORD = "mot-mat-khau-dai-2023"
PEOPLE = (
    ("thuongtruc", "Chuyên viên Sở Nội vụ", Role.STANDING_OFFICE, "SNV"),
    ("tuphap", "Chuyên viên Sở Tư pháp", Role.FOCAL_POINT, "STP"),
    ("tuphap2", "Giám đốc Sở Tư pháp", Role.UNIT_HEAD, "STP"),
    ("huyen", "Chuyên viên huyện Bình Sơn", Role.FOCAL_POINT, "HBS"),
    ("lanhdao", "Phó Chủ tịch UBND tỉnh", Role.LEADER, "TINH"),
    ("quantri", "Quản trị viên", Role.ADMIN, "TINH"),
    ("yte", "Chuyên viên Sở Y tế", Role.FOCAL_POINT, "SYT"),
    ("thamdinh", "Chuyên viên thẩm định thứ nhất", Role.APPRAISER, "SNV"),
    ("thamdinh2", "Chuyên viên thẩm định thứ hai", Role.APPRAISER, "STP"),
    ("hoidong", "Ủy viên Hội đồng thẩm định", Role.COUNCIL, "TINH"),
)

LETTER = """UBND TỈNH HỒNG LAM
BAN CHỈ ĐẠO CCHC TỈNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 80/BCĐ-TGV
V/v công khai thủ tục hành chính

Hồng Lam, ngày 10 tháng 02 năm 2023

Kính gửi:

- Sở Tư pháp;
- Sở Y tế.

Thực hiện Quyết định số 2629/QĐ-UBND ngày 23/12/2022 của UBND tỉnh, Ban Chỉ đạo yêu cầu thực hiện các nội dung sau:

1. Sở Tư pháp rà soát, cập nhật, công khai thủ tục hành chính trên Cổng dịch vụ công, hoàn thành trước ngày 15/3/2023.

2. Sở Y tế tổ chức tiếp nhận hồ sơ tại bộ phận một cửa, báo cáo kết quả trước ngày 31/3/2023.

Nơi nhận:
- Như trên;
- Lưu: VT.

TRƯỞNG BAN
"""


@kept
def people() -> None:
    """The small province with its accounts."""
    province()
    for username, name, role, unit in PEOPLE:
        user = create_user(SYSTEM, username=username, display_name=name, password=PASSWORD, now=NOW)
        grant_role(SYSTEM, user_id=user, role=role, unit=unit, valid_from=date(2023, 1, 1), now=NOW)


def read_letter(actor: Actor = OFFICE, text: str = LETTER) -> int:
    """The letter received and read by the real reader; its id."""
    return services.receive_document(
        actor, data=text.encode(), filename="cong-van-80.txt", arrived_on=date(2023, 2, 14), now=NOW
    ).id


def version(document_id: int) -> int:
    return queries.document_of(OFFICE, document_id).version
