"""Letters written for the tests: every form of the head, the body and the last page, as files and OCR give them.

Nothing here is taken from a real letter. ``NAMES`` are made up; posts and bodies are those of any province.
"""

import random

DEPARTMENT_FLATTENED = """
UBND TỈNH X CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc

Số: 0123/SNV-CCHC Hà Tĩnh, ngày 05 tháng 3 năm 2024
V/v báo cáo kết quả rà soát thủ tục
hành chính nội bộ quý I năm 2024

Kính gửi:
- Các sở, ban, ngành cấp tỉnh;
- Ủy ban nhân dân các huyện, thành phố,
thị xã;
- Các đơn vị sự nghiệp công lập.

Thực hiện Kế hoạch số 45/KH-UBND ngày 12/01/2024 của UBND tỉnh về cải cách
hành chính năm 2024, Sở Nội vụ đề nghị các cơ quan, đơn vị thực hiện các nội dung
sau:

1. Rà soát toàn bộ thủ tục hành chính nội bộ thuộc thẩm quyền, lập danh mục theo
mẫu kèm theo, gửi Sở Nội vụ trước ngày 20/3/2024.

2. Phân công đầu mối theo dõi.

Đề nghị các cơ quan, đơn vị quan tâm thực hiện./.

Nơi nhận: KT. GIÁM ĐỐC
- Như trên; PHÓ GIÁM ĐỐC
- UBND tỉnh (b/c);
- Giám đốc, các PGĐ Sở;
- Lưu: VT, CCHC.

Trần Văn Mẫu
"""

PLAN_WITH_ROMAN_PARTS = """
ỦY BAN NHÂN DÂN
THÀNH PHỐ ĐÔNG HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:       /KH-UBND
Đông Hải, ngày      tháng 02 năm 2025

KẾ HOẠCH
Cải cách hành chính nhà nước năm 2025
trên địa bàn thành phố

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; Ủy ban nhân dân thành phố ban hành kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao chất lượng phục vụ người dân và doanh nghiệp.
2. Yêu cầu
a) Bảo đảm tiến độ;
b) Gắn trách nhiệm người đứng đầu.
II. NHIỆM VỤ
1. Cải cách thể chế
1.1. Xây dựng chương trình ban hành văn bản.
1.2. Kiểm tra, rà soát văn bản.
- Phòng Tư pháp chủ trì;
+ Các phòng, ban phối hợp.
III. TỔ CHỨC THỰC HIỆN
Phòng Nội vụ theo dõi, đôn đốc, tổng hợp.
Trên đây là Kế hoạch cải cách hành chính năm 2025 của thành phố./.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH



Lê Thị Ví Dụ
Nơi nhận:
- Sở Nội vụ (để báo cáo);
- TTr Thành ủy, HĐND thành phố;
- Các phòng, ban;
- UBND các xã, phường (thực hiện);
- Lưu: VT, NV.
"""

TELEGRAM = """
THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
HỎA TỐC
Số: 99/CĐ-TTg
Hà Nội, ngày 08 tháng 9 năm 2024

CÔNG ĐIỆN
Về việc tập trung khắc phục hậu quả mưa lũ

THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng các Bộ: Quốc phòng, Công an, Y tế;
- Chủ tịch Ủy ban nhân dân các tỉnh, thành phố phía Bắc.

Mưa lũ đang diễn biến phức tạp. Thủ tướng Chính phủ yêu cầu:

1. Chủ tịch Ủy ban nhân dân các tỉnh trực tiếp chỉ đạo sơ tán dân.

2. Bộ trưởng Bộ Y tế bảo đảm thuốc men./.

Nơi nhận:
- Như trên;
- Văn phòng Trung ương Đảng;
- Lưu: VT, NN (2).
THỦ TƯỚNG
(Đã ký)
Phạm Văn Mẫu
"""

CONCLUSION_NOTICE = """
ỦY BAN NHÂN DÂN TỈNH Y CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
VĂN PHÒNG Độc lập - Tự do - Hạnh phúc
Số: 210/TB-VPUBND Tỉnh Y, ngày 17 tháng 6 năm 2023

THÔNG BÁO
Kết luận của Phó Chủ tịch UBND tỉnh
tại cuộc họp về tiến độ giải ngân vốn đầu tư công

Ngày 15/6/2023, Phó Chủ tịch UBND tỉnh chủ trì cuộc họp về tiến độ giải ngân.
Sau khi nghe báo cáo, Phó Chủ tịch UBND tỉnh kết luận như sau:

1. Giao Sở Kế hoạch và Đầu tư:
a) Tổng hợp tiến độ hằng tuần;
b) Báo cáo UBND tỉnh trước ngày 30/6/2023.
2. Giao Sở Tài chính cân đối nguồn vốn.

Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.

Nơi nhận: TL. CHỦ TỊCH
- CT, các PCT UBND tỉnh; CHÁNH VĂN PHÒNG
- Các sở: KHĐT, TC;
- Lưu: VT, TH.
Ngô Thị Thử
"""

PARTY_LETTER = """
TỈNH ỦY TỈNH Z ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 445-CV/TU Thành Công, ngày 13 tháng 5 năm 2022
Về việc tăng cường lãnh đạo công tác
cải cách hành chính

Kính gửi: - Các ban đảng Tỉnh ủy,
- Ban cán sự đảng Ủy ban nhân dân tỉnh,
- Các huyện ủy, thị ủy, thành ủy.

Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện một số nội dung sau:

1- Quán triệt các nghị quyết của Trung ương.
2- Định kỳ báo cáo Ban Thường vụ Tỉnh ủy./.

Nơi nhận: T/M BAN THƯỜNG VỤ
- Như trên, PHÓ BÍ THƯ
- Thường trực Tỉnh ủy (b/c),
- Lưu Văn phòng Tỉnh ủy.

Võ Thị Mẫu
"""

DECISION_WITH_RULES = """
BỘ NỘI VỤ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/2025/QĐ-BNV
Hà Nội, ngày 02 tháng 01 năm 2025

QUYẾT ĐỊNH
Ban hành Quy chế làm việc

BỘ TRƯỞNG BỘ NỘI VỤ

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
Theo đề nghị của Chánh Văn phòng Bộ.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Bộ Nội vụ.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng, Thủ trưởng các đơn vị thuộc Bộ chịu trách nhiệm thi hành./.

BỘ TRƯỞNG
Đỗ Văn Mẫu

Nơi nhận:
- Như Điều 3;
- Bộ trưởng (b/c);
- Lưu: VT, VP.

QUY CHẾ
LÀM VIỆC CỦA BỘ NỘI VỤ
(Kèm theo Quyết định số 12/2025/QĐ-BNV ngày 02 tháng 01 năm 2025)

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định nguyên tắc làm việc.
2. Quy chế áp dụng với các đơn vị thuộc Bộ.

PHỤ LỤC I
DANH MỤC BÁO CÁO
1. Báo cáo tuần.
"""

DISTRICT_OFFICE_RIGHT_COLUMN_FIRST = """
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày 9 tháng 11 năm 2023
UBND HUYỆN BÌNH MINH
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Số: 88/PGDĐT
V/v tập huấn phần mềm

Kính gửi: Hiệu trưởng các trường mầm non, tiểu học và trung học cơ sở

Phòng Giáo dục và Đào tạo yêu cầu Hiệu trưởng các trường cử cán bộ tham gia tập huấn đúng thành phần.

Nhận được Công văn này, đề nghị các trường triển khai thực hiện./.

TRƯỞNG PHÒNG

Bùi Văn Thí
Nơi nhận:
- Như trên;
- Lưu: VT.
"""

NOTES_ACROSS_PAGES = """
BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ
TỈNH X
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 7/BCĐ-VP
V/v đôn đốc chuyển đổi số
Hà Tĩnh, ngày 10 tháng 4 năm 2024

Kính gửi: Các sở, ban, ngành.

Ban Chỉ đạo yêu cầu các sở, ban, ngành thực hiện nghiêm chỉ đạo tại kế hoạch của tỉnh1 và các
nội dung sau:

1. Hoàn thành số hóa hồ sơ theo lộ trình đã giao, bảo đảm dữ liệu đúng, đủ, sạch,

1 Kế hoạch số 10/KH-UBND ngày 05/01/2024 của UBND tỉnh.
2
sống và được chia sẻ với các cơ quan có liên quan theo quy định.

2. Gửi báo cáo trước ngày 15 hằng tháng./.

Nơi nhận:
- Như trên;
- Lưu: VT.
KT. TRƯỞNG BAN
PHÓ TRƯỞNG BAN
GIÁM ĐỐC SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Hồ Thị Thử
"""

ONE_LINE_RECIPIENTS = """
VĂN PHÒNG CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 6001/VPCP-KGVX
V/v công tác tiêm chủng
Hà Nội, ngày 25 tháng 9 năm 2021

Kính gửi: Bộ Y tế; Bộ Công an; Ủy ban nhân dân thành phố Hà Nội.

Phó Thủ tướng Chính phủ có ý kiến như sau:
1. Đồng ý đề nghị của Bộ Y tế.
2. Bộ Y tế chủ trì thực hiện.
Văn phòng Chính phủ thông báo để các cơ quan biết, thực hiện./.

Nơi nhận:- Như trên;- TTgCP, các PTTg (để b/c);- Lưu: VT, KGVX (3).
KT. BỘ TRƯỞNG, CHỦ NHIỆM
PHÓ CHỦ NHIỆM
Nguyễn Văn Mẫu
"""

REPORT_OF_THE_POLICE = """
CÔNG AN TỈNH X
PHÒNG CẢNH SÁT QUẢN LÝ HÀNH CHÍNH
VỀ TRẬT TỰ XÃ HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
MẬT
Số: 12/BC-PC06
Đông Hải, ngày 01 tháng 02 năm 2024
BÁO CÁO
Kết quả thực hiện đề án
Kính gửi: Giám đốc Công an tỉnh
A. KẾT QUẢ
I. Công tác chỉ đạo
1. Đã ban hành 5 văn bản.
II. Kết quả cụ thể
B. PHƯƠNG HƯỚNG
Trên đây là báo cáo kết quả./.
Nơi nhận:
- Như trên;
- Lưu: ĐTM.
TRƯỞNG PHÒNG
Thượng tá Lê Văn Mẫu
"""

INVITATION = """
ỦY BAN NHÂN DÂN
XÃ TÂN AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/GM-UBND
Tân An, ngày 07 tháng 7 năm 2025
GIẤY MỜI
Dự họp sơ kết 6 tháng đầu năm
Ủy ban nhân dân xã trân trọng kính mời:
- Thường trực Đảng ủy;
- Trưởng các thôn.
Thời gian: 8 giờ ngày 10/7/2025.
Rất mong quý vị đến dự./.
Nơi nhận:
- Như thành phần mời;
- Lưu: VT.
Q. CHỦ TỊCH
MAI THỊ THỬ
"""

PARTY_GUIDE = """
THÀNH ỦY ĐÔNG HẢI
BAN TUYÊN GIÁO VÀ DÂN VẬN
*
Số 12-HD/BTGDV
ĐẢNG CỘNG SẢN VIỆT NAM
Đông Hải, ngày 3 tháng 3 năm 2025
HƯỚNG DẪN
tuyên truyền đại hội đảng bộ các cấp
-----
Thực hiện Kế hoạch số 3-KH/TU, Ban Tuyên giáo và Dân vận hướng dẫn như sau:
I- MỤC ĐÍCH, YÊU CẦU
1- Mục đích
- Tuyên truyền sâu rộng.
2- Yêu cầu
II- NỘI DUNG
Tuyên truyền trước, trong và sau đại hội./.
Nơi nhận:
- Ban Tuyên giáo Tỉnh ủy (để báo cáo),
- Các đảng bộ trực thuộc,
- Lưu Ban.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Tạ Thị Mẫu
"""

MINISTRY_DEPARTMENT = """
BỘ Y TẾ
CỤC QUẢN LÝ KHÁM, CHỮA BỆNH
Số: 99/KCB-NV
V/v chuẩn bị thuốc
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 12 tháng 8 năm 2024
KHẨN
Kính gửi:
- Giám đốc các Sở: Nội vụ, Tài chính,
Lao động - Thương binh và Xã hội;
- Sở Y tế các tỉnh, thành phố trực thuộc Trung ương.
Cục Quản lý Khám, chữa bệnh đề nghị Giám đốc Sở Y tế chỉ đạo thực hiện các nội dung sau:
1. Rà soát cơ số thuốc.
Trân trọng cảm ơn./.
Nơi nhận:
- Như trên;
- Bộ trưởng (để báo cáo);
- Lưu: VT, NV.
KT. CỤC TRƯỞNG
PHÓ CỤC TRƯỞNG
Vương Thị Mẫu
"""

ALL = {
    name: value.lstrip("\n") for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, str)
}

_SCRAPS = ("˜ ‹%à", "` x⁄", "| “ c= =", "ZxðyN,", "~ (3y 4", "—-")


def worsened(text: str, seed: int) -> str:
    """The letter as a bad scan gives it: diacritics wrong, scraps of stamps, blank lines lost or doubled."""
    chance = random.Random(seed)
    swapped = str.maketrans({"Ế": "É", "ấ": "ắ", "ổ": "ồ", "ữ": "ứ", "Đ": "Ð", "ử": "ứ"})
    lines = []
    for line in text.split("\n"):
        if chance.random() < 0.05:
            lines.append(chance.choice(_SCRAPS))
        if not line and chance.random() < 0.1:
            continue
        lines.append(line.translate(swapped) if chance.random() < 0.3 else line)
    return "\n".join(lines)
