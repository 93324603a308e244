"""The words that names of agencies, posts and groups are made of, and the verbs that end them; all folded.

Names of ministries and departments hold commas, hyphens and «và» («Văn hóa, Thể thao và Du lịch»), so the fields they
answer for are listed: past ones too, because letters of many years are read.
"""

import re
from typing import Final

from caicach.kernel.text.folding import fold

_FIELD_NAMES: Final = """
Công an; Quốc phòng; Ngoại giao; Ngoại vụ; Tư pháp; Tài chính; Tài chính - Kế hoạch; Công Thương; Nội vụ; Y tế
Xây dựng; Dân tộc; Kế hoạch và Đầu tư; Kế hoạch - Tài chính; Kế hoạch, Tài chính; Giao thông vận tải; Giao thông
Quy hoạch - Kiến trúc; Quy hoạch và Kiến trúc; Nông nghiệp và Phát triển nông thôn; Nông nghiệp và Môi trường
Nông nghiệp; Nông nghiệp & PTNT; NN&PTNT; NN&MT; NNMT; Lao động - Thương binh và Xã hội
Lao động, Thương binh và Xã hội; Lao động Thương binh và Xã hội; LĐTBXH; LĐ-TB&XH; LĐTB&XH
Văn hóa, Thể thao và Du lịch; Văn hóa, Thể thao; Văn hóa và Thể thao; Văn hóa, Thông tin và Du lịch
Văn hóa - Thông tin; Văn hóa và Thông tin; Văn hóa, Khoa học và Thông tin; Văn hóa - Xã hội; Văn hóa và Xã hội
Ứng dụng KHKT và bảo vệ cây trồng, vật nuôi; Dịch vụ nông nghiệp; Phục vụ hành chính công; Kiểm soát bệnh tật
Ứng dụng khoa học kỹ thuật và bảo vệ cây trồng, vật nuôi; Phát triển quỹ đất; Điều phối nông thôn mới
Điều phối xây dựng nông thôn mới; Văn hóa - Truyền thông; Văn hóa - Thể thao
Văn hóa, Xã hội; VHTTDL; VHTT&DL; VH,TT&DL; Du lịch; Thông tin và Truyền thông; TT&TT; TTTT; Khoa học và Công nghệ
Khoa học, Công nghệ và Môi trường; Khoa học - Công nghệ; KH&CN; KHCN; Khoa học công nghệ, Đào tạo và Môi trường
Tài nguyên và Môi trường; Tài nguyên - Môi trường; TN&MT; TNMT; Giáo dục và Đào tạo; Giáo dục - Đào tạo
Giáo dục & Đào tạo; GD&ĐT; GDĐT; GD-ĐT; Giáo dục Trung học; Giáo dục Tiểu học; Giáo dục nghề nghiệp
Dân tộc và Tôn giáo; Dân tộc, Tôn giáo; Dân tộc - Tôn giáo; Tôn giáo; KH&ĐT; KHĐT; GTVT; LĐ,TB&XH; DT&TG; PTNT
Kinh tế; Kinh tế và Hạ tầng; Kinh tế - Hạ tầng; Kinh tế, Hạ tầng và Đô thị; Kinh tế và Ngân sách; Quản lý đô thị
Hạ tầng kinh tế; Kiểm lâm; Thủy lợi; Thủy sản; Chăn nuôi và Thú y; Chăn nuôi - Thú y; Trồng trọt và Bảo vệ thực vật
Bảo vệ thực vật; Quản lý đất đai; Bảo vệ môi trường; Thuế; Hải quan; Thống kê; Quản lý thị trường; Dự trữ nhà nước
Thi hành án dân sự; Phòng cháy, chữa cháy và Cứu nạn, cứu hộ; Tổ chức cán bộ; Tổ chức - Cán bộ; Tổ chức; Pháp chế
Pháp luật; Ngân sách nhà nước; Quản lý công sản; Cải cách hành chính; Kiểm soát thủ tục hành chính; Hành chính công
Tuyên giáo; Tuyên giáo và Dân vận; Dân vận; Nội chính; Kiểm tra; Xuất bản, In và Phát hành
Phát thanh truyền hình và Thông tin điện tử; Báo chí; Di sản văn hóa; Bản quyền tác giả
Quản lý nhà và thị trường bất động sản; An toàn thực phẩm; Dược; Đường bộ; Hàng hải; Hàng không
Chuyển đổi số quốc gia; Chuyển đổi số; Bưu chính; Viễn thông; An toàn thông tin; Công nghiệp công nghệ thông tin
Xúc tiến Đầu tư, Thương mại và Du lịch; Xúc tiến thương mại, đầu tư và du lịch; Xúc tiến Đầu tư và Hỗ trợ doanh nghiệp
Quản lý thị trường trong nước; Quản lý và Phát triển thị trường trong nước; Xúc tiến thương mại; Việc làm
Bảo hiểm xã hội; Tiền lương và Bảo hiểm xã hội; Tổ chức - Biên chế; Công chức - Viên chức
Kế hoạch tổng hợp; Kế hoạch - Tổng hợp; Kế hoạch - Nghiệp vụ; Tài chính - Kế toán; Tổ chức - Hành chính
Hành chính - Tổng hợp; Hành chính - Quản trị; Hành chính - Tổ chức; Tổ chức - Hành chính - Quản trị
Vật tư - Trang thiết bị; Vật tư, thiết bị y tế; Công tác xã hội; Quản lý chất lượng; Khám bệnh; Hồi sức cấp cứu
Hồi sức tích cực - Chống độc; Chẩn đoán hình ảnh; Kiểm soát nhiễm khuẩn; Công tác sinh viên; Công tác học sinh, sinh viên
Khảo thí và Đảm bảo chất lượng; Khảo thí và Bảo đảm chất lượng; Quản lý đào tạo; Quản lý khoa học; Chính trị, tư tưởng
Kỹ thuật - An toàn; Kinh doanh - Thị trường; Kế hoạch - Kỹ thuật; Kế hoạch - Vật tư; Quản lý chất lượng giáo dục
Cảnh sát quản lý hành chính về trật tự xã hội; An ninh chính trị nội bộ; An ninh kinh tế; An ninh đối nội; An ninh mạng
An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao; Cảnh sát hình sự; Cảnh sát kinh tế; Cảnh sát giao thông
Quản lý hành chính về trật tự xã hội; Hậu cần; Khai thác công trình thủy lợi; Tổ chức phi chính phủ
Trồng trọt, Bảo vệ thực vật và Quản lý chất lượng nông lâm thủy sản; Chăn nuôi, Thú y và Thủy sản
Phát triển doanh nghiệp tư nhân và kinh tế tập thể; Đào tạo, Quản lý khoa học và Hợp tác quốc tế
Giáo dục nghề nghiệp - Giáo dục thường xuyên; Giáo dục thường xuyên; Y học cổ truyền và Phục hồi chức năng; Y học cổ truyền
Trợ giúp pháp lý nhà nước; Trợ giúp pháp lý; Khảo thí và Đảm bảo chất lượng giáo dục; Quản lý, giám sát bảo hiểm
Bồi thường giải phóng mặt bằng; Dịch vụ nông nghiệp tổng hợp; Dịch vụ tổng hợp; Dịch vụ sự nghiệp công; Cung ứng dịch vụ sự nghiệp công; Dịch vụ nông nghiệp công; Đăng kiểm xe cơ giới; Pháp y
Chiến lược, Chính sách tài nguyên và môi trường; Di tích lịch sử; Di tích lịch sử - văn hóa; Cảnh sát giao thông đường thủy
Kiểm lâm cơ động và phòng cháy chữa cháy rừng; Kiểm lâm cơ động và phòng cháy, chữa cháy rừng
Quản lý, hỗ trợ hộ kinh doanh; Quản lý, hỗ trợ cá nhân, hộ kinh doanh; Quản lý, hỗ trợ doanh nghiệp
Nghiệp vụ, dự toán, pháp chế; Tổ chức, biên chế và Tổ chức phi chính phủ; Thanh tra, giám sát; Kiểm tra, giám sát
Dân chủ, Giám sát và Phản biện xã hội; Giám sát và Phản biện xã hội; Quản lý công sản và giá; Quản lý giá và công sản
Quản lý trật tự xây dựng; Quản lý trật tự đô thị; Trật tự đô thị; Quy tắc đô thị; Thi đua - Khen thưởng
Đấu thầu, thẩm định và giám sát đầu tư; Đo đạc, bản đồ và thông tin địa lý; Quản lý vốn, tài sản
Chất lượng, chế biến và phát triển thị trường; Tuyển sinh, truyền thông; Quản lý chất lượng công trình xây dựng
Đào tạo và Hợp tác quốc tế; Quản lý khoa học và Hợp tác quốc tế; Cảnh sát điều tra tội phạm về ma túy; Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ; Quản lý xuất nhập cảnh
"""

FIELDS: Final = tuple(
    sorted(
        {fold(name.strip()) for line in _FIELD_NAMES.splitlines() for name in line.split(";") if name.strip()},
        key=len,
        reverse=True,
    )
)


def _loose(phrase: str) -> str:
    """A folded phrase whose blanks may be any, whose comma or hyphen may have been lost or spaced by OCR."""
    # After a field of its own a comma parts two members: «Tài chính, Kế hoạch và Đầu tư».
    hyphen = r"\s*-?\s*" if phrase.partition(" - ")[0] in FIELDS else r"\s*[-,]?\s*"
    escaped = re.escape(phrase).replace(r"\ \-\ ", hyphen).replace(r",\ ", r"\s*,?\s+").replace(r"\ ", r"\s+")
    return escaped.replace(r"\-", r"\s?-\s?")


FIELD: Final = re.compile(r"(?:" + "|".join(map(_loose, FIELDS)) + r")(?!\w)")

PLACES: Final = r"(?:tinh|thanh pho|thanh pho truc thuoc|huyen|thi xa|quan|xa|phuong|thi tran|dac khu|tp\.?)"
PLACE_LIST: Final = re.compile(
    rf"(?:cac\s+|cap\s+)?{PLACES}(?!\w)(?!\s+(?:uy|doan)\b)(?:\s*(?:,|va|-)\s*(?:cac\s+"
    rf"|cap\s+)?{PLACES}(?!\w)(?!\s+(?:uy|doan)\b))*(?!\w)"
    r"(?:\s+truc\s+thuoc\s+(?:trung\s+uong|tinh|tw))?"
)

_PROVINCES: Final = """
An Giang; Bà Rịa - Vũng Tàu; Bạc Liêu; Bắc Giang; Bắc Kạn; Bắc Ninh; Bến Tre; Bình Dương; Bình Định; Bình Phước
Bình Thuận; Cà Mau; Cao Bằng; Cần Thơ; Đà Nẵng; Đắk Lắk; Đắk Nông; Điện Biên; Đồng Nai; Đồng Tháp; Gia Lai; Hà Giang
Hà Nam; Hà Nội; Hà Tĩnh; Hải Dương; Hải Phòng; Hậu Giang; Hòa Bình; Hồ Chí Minh; Huế; Hưng Yên; Khánh Hòa; Kiên Giang
Kon Tum; Lai Châu; Lạng Sơn; Lào Cai; Lâm Đồng; Long An; Nam Định; Nghệ An; Ninh Bình; Ninh Thuận; Phú Thọ; Phú Yên
Quảng Bình; Quảng Nam; Quảng Ngãi; Quảng Ninh; Quảng Trị; Sóc Trăng; Sơn La; Tây Ninh; Thái Bình; Thái Nguyên
Thanh Hóa; Thừa Thiên Huế; Tiền Giang; Trà Vinh; Tuyên Quang; Vĩnh Long; Vĩnh Phúc; Yên Bái
"""
PROVINCE: Final = re.compile(
    r"(?:"
    + "|".join(
        sorted(
            {
                _loose(fold(name.strip()))
                for line in _PROVINCES.splitlines()
                for name in line.split(";")
                if name.strip()
            },
            key=len,
            reverse=True,
        )
    )
    + r")(?!\w)"
)
"""Provinces of all years: small letters behind one never go on a name («Công ty Điện lực Phú Thọ | đo sản lượng»)."""

TAIL: Final = re.compile(
    r"(?:(?:tinh|thanh|huyen|dang)\s+uy|(?:co\s+)?lien\s+quan(?:\s+(?:tren\s+dia\s+ban\s+tinh|cua\s+tinh|khac))?"
    r"|chuc\s+nang(?:\s+(?:co\s+)?lien\s+quan)?|khac(?!\s+(?:phuc|ghi|hoa|sau)\b)(?:\s+co\s+lien\s+quan)?"
    r"|(?:dong\s+|dung\s+chan\s+)?tren\s+dia\s+ban(?:\s+(?:toan\s+)?(?:tinh|thanh\s+pho|huyen|xa|phuong))?"
    r"|thuoc,?\s+truc\s+thuoc(?:\s+(?:bo|so|(?:tinh|thanh|huyen)(?:\s+uy)?|ubnd\s+tinh|thanh\s+pho))?"
    r"|truc\s+thuoc(?:\s+(?:bo|so|(?:tinh|thanh|huyen)(?:\s+uy)?|ubnd\s+tinh|trung\s+uong))?"
    r"|thuoc\s+(?:tinh|bo|so|chinh\s+phu|ubnd\s+(?:tinh|thanh\s+pho|huyen)|thanh\s+pho|pham\s+vi\s+quan\s+ly)"
    r"|cua\s+(?:tinh|bo|huyen|thanh\s+pho|dang|trung\s+uong)"
    r"|(?:co\s+ten\s+)?(?:neu\s+)?(?:o|tai)\s+(?:muc|diem|khoan|dieu)\s+\d{1,2}(?:\s+nay)?|co\s+ten(?:\s+(?:neu|o|nhu))?\s+tren|ven\s+bien|mien\s+nui|bien\s+gioi|giap\s+ranh|trong\s+(?:tinh|vung|khu\s+vuc)|o\s+trung\s+uong|trung\s+uong|o\s+dia\s+phuong|toan\s+tinh|(?:neu|noi)\s+tren|tinh|thanh\s+pho|huyen"
    r"|theo\s+dia\s+ban(?:\s+(?:duoc\s+phan\s+cong|phu\s+trach))?|phu\s+trach\s+dia\s+ban|(?:can\s+)?lam\s+sang(?:\s*(?:,|va)\s*can\s+lam\s+sang)?"
    r"|chu\s+tri\s+(?:cac\s+)?(?:nhiem\s+vu|du\s+an|de\s+an|noi\s+dung)\s+(?:neu\s+)?(?:tai|trong)\s+phu\s+luc(?:\s+(?:so\s+)?(?:[ivx]{1,4}|\d{1,2}))?(?:\s+kem\s+theo)?"
    r"|cong\s+lap\s*(?:,|va)\s*(?:ngoai\s+cong\s+lap|tu\s+(?:nhan|thuc)|dan\s+lap)|ngoai\s+cong\s+lap"
    r"|cac\s+cap|trong\s+vung|quan\s+ly\s+nganh(?:,\s+linh\s+vuc)?"
    r"|cap\s+(?:tinh|huyen|xa|thanh\s+pho|so|tren|duoi|co\s+so)(?:\s*,\s*cap\s+(?:huyen"
    r"|xa))*(?:\s+va\s+cap\s+xa)?)(?!\w)"
)

CONTINUES: Final = re.compile(
    r"(?:so\s+\d{1,2}(?![\d/]|[.,]\d)|(?<=van phong )dang\s+ky\s+dat\s+dai|(?:tinh|thanh|huyen|thi|quan|dang)\s+(?:uy|doan)|chi\s+nhanh|nhan\s+dan(?:\s+toi\s+cao)?|toi\s+cao"
    r"|nha\s+nuoc|trung\s+uong|quan\s+su|bien\s+phong|thuong\s+truc|chuyen\s+trach|quoc\s+gia|viet\s+nam"
    r"|to\s+quoc|dia\s+phuong|xa\s+hoi|dien\s+tu|truyen\s+hinh|phat\s+trien|thong\s+tin|hanh\s+chinh(?:\s+cong)?"
    r"|chinh\s+tri|cong\s+lap|khu\s+vuc"
    r"|quan\s+ly(?!\s+(?:chat|tot|nghiem|hieu\s+qua|viec|cac|hoat\s+dong|khach|nguon|so\s+lieu|dien\s+tich)\b)"
    r"|dau\s+tu|du\s+an|ngang\s+bo|thanh\s+nien|phu\s+nu|nong\s+dan|cuu\s+chien\s+binh|lao\s+dong|ky\s+thuat"
    r"|chuyen\s+mon|va\s+(?:cac\s+)?khu\s+(?:kinh\s+te|cong\s+nghiep|che\s+xuat|cong\s+nghe\s+cao)"
    r"(?:\s+(?:tinh|thanh\s+pho))?)(?!\w)"
)
"""Words in small letters that may go on a name that is not in the vocabulary."""

_FORCE: Final = (
    r"(?:cong\s+an|quan\s+(?:doi|su)|dan\s+quan(?:\s+tu\s+ve)?|bien\s+phong|kiem\s+lam|dan\s+phong|xung\s+kich"
    r"|canh\s+sat(?:\s+giao\s+thong)?|quan\s+ly\s+thi\s+truong|thanh\s+tra)"
)

ITEMS: Final = re.compile(
    r"(?:cac\s+|nhung\s+|toan\s+the\s+)?(?:(?P<short>so|bo|ban\s+nganh|ban|nganh|hoi|phong|khoa|vu|cuc|tinh|huyen|thi\s+xa"
    r"|thanh\s+pho|quan|xa|phuong|thi\s+tran|cap|truong|vien|tong\s+cuc)(?!\s+(?:hoc|mam|tieu|thcs|thpt|dai|cao"
    r"|hanh|tam|hoi|chong|hop|nghi|viec|phat|trien|ve|dan|uy|giao\s+dich)\b)"
    r"|thue\s+co\s+so|(?<=cac )khu\s+vuc(?=\s*(?:[:,;.]|$)|\s+truc\s+thuoc)|(?:(?<=cac )|(?<=thon, )|(?<=xom, )|(?<=ap, )|(?<=ban, )|(?<=buon, ))(?:ap(?!\s+(?:dung|luc|dat|phich)\b)|thon|xom|buon|khom|khu\s+pho|to\s+dan\s+pho|tieu\s+khu)(?!\s+truong)(?:\s+(?:so\s+)?\d{1,2}(?:\s*(?:,|va)\s*\d{1,2})+(?![\d/]))?|co\s+quan(?:\s+(?:ngang\s+bo|thuoc\s+chinh\s+phu|chuyen\s+mon|trung\s+uong|hanh\s+chinh(?:\s+nha\s+nuoc)?"
    r"|nha\s+nuoc|dang|thong\s+tan|bao\s+chi(?:\s*,\s*(?:xuat\s+ban|truyen\s+thong))*|hai\s+quan|thue|cong\s+an"
    r"|quan\s+su|thanh\s+tra|kiem\s+tra|dieu\s+tra|dang\s+ky|tai\s+chinh|thong\s+ke|kiem\s+sat|xuat\s+ban"
    r"|thi\s+hanh\s+an(?:\s+dan\s+su)?|bao\s+hiem\s+xa\s+hoi|tham\s+muu(?:\s*,\s*giup\s+viec)?|thong\s+tin\s+dai\s+chung|cap\s+tren|ngoai\s+giao"
    r"|dai\s+dien(?:\s+ngoai\s+giao)?"
    r"|quan\s+ly(?:\s+nha\s+nuoc)?|to\s+tung|tu\s+phap|truyen\s+thong))*"
    r"|don\s+vi(?:\s+(?:su\s+nghiep(?:\s+cong\s+lap)?|dau\s+moi|chuyen\s+mon|tu\s+van|truc\s+thuoc"
    r"|luc\s+luong\s+vu\s+trang|vu\s+trang|quan\s+doi|truong\s+hoc))*|dia\s+phuong"
    r"|to\s+chuc(?:\s+(?:chinh\s+tri(?:\s*-\s*xa\s+hoi)?|xa\s+hoi|hoi(?!\s+(?:nghi|thao|thi|dam|cho|dong|hop|khoe|dien))|thanh\s+vien))"
    r"|to\s+chuc(?=\s*(?:,|;|va\s+ca\s+nhan|(?:co\s+)?lien\s+quan|khac))|to\s+chuc\s+dang|(?:chi|dang)\s+bo\s+(?:co\s+so|bo\s+phan)|(?:chi|dang)\s+bo(?=\s*(?:,|va\s|truc|co\s|lanh\s|thuoc))|cap\s+uy(?!\s+vien)(?:\s+dang)?"
    r"|(?:tinh|thanh|huyen|thi|quan|dang)\s+uy|truong\s+(?:hoc|(?:mam\s+non|mau\s+giao|tieu\s+hoc|trung\s+hoc\s+(?:co\s+so|pho\s+thong)|thcs|thpt|dai\s+hoc|cao\s+dang)"
    r"(?:\s*(?:,|va|-)\s*(?:mam\s+non|mau\s+giao|tieu\s+hoc|trung\s+hoc\s+(?:co\s+so|pho\s+thong)|thcs|thpt|dai\s+hoc|cao\s+dang)(?!\w))*)"
    r"|phong\s+giao\s+dich|benh\s+vien|trung\s+tam\s+y\s+te|ca\s+nhan|(?:thon|xom|ap|buon|to)\s+truong|doan\s+the(?:\s+chinh\s+tri(?:\s*-\s*xa\s+hoi)?)?|luc\s+luong(?:\s+(?:chuc\s+nang|vu\s+trang|"
    + _FORCE
    + r"(?:\s*(?:,|va)\s*"
    + _FORCE
    + r")*))?"
    r"|chinh\s+quyen(?:\s+(?:cac\s+dia\s+phuong|dia\s+phuong|co\s+so|cac\s+cap|cap\s+xa|so\s+tai))*"
    r"|doanh\s+nghiep(?:\s+(?:vien\s+thong|nha\s+nuoc))?|nha\s+truong|nha\s+dau\s+tu|chu\s+dau\s+tu(?:\s+(?:cac|nhung)\s+(?:du\s+an|cong\s+trinh|(?:cum|khu)\s+cong\s+nghiep|khu\s+(?:do\s+thi|dan\s+cu|du\s+lich)|nha\s+may))?|nha\s+thau|chu\s+ho(?!\s+(?:chua|dap|thuy)\b)|nha\s+xuat\s+ban|hop\s+tac\s+xa"
    r"|ngan\s+hang\s+thuong\s+mai|to\s+chuc\s+tin\s+dung|co\s+so\s+(?:giao\s+duc|y\s+te"
    r"|kham\s+(?:benh,\s+)?chua\s+benh))(?!\w)"
)

_POST_WORDS: Final = (
    r"(?:pho\s+)?(?:chu\s+tich|tong\s+giam\s+doc|giam\s+doc|bo\s+truong|thu\s+truong|thu\s+tuong"
    r"|chanh\s+van\s+phong|chanh\s+thanh\s+tra|chanh\s+an|vien\s+truong|truong\s+ban"
    r"|truong\s+phong|cuc\s+truong|chi\s+cuc\s+truong|tong\s+cuc\s+truong|vu\s+truong|hieu\s+truong|bi\s+thu"
    r"|chu\s+nhiem|nguoi\s+dung\s+dau|tong\s+bien\s+tap|thong\s+doc|tong\s+kiem\s+toan"
    r"|tu\s+lenh|chi\s+huy\s+truong|uy\s+vien|thanh\s+vien|lanh\s+dao|tong\s+thanh\s+tra|truong\s+doan|to\s+truong"
    r"|pct(?=\s+(?:ubnd|hdnd)\b)|thu\s+truong(?=\s+[^\W\d]+\s+[^\W\d]+)|truong(?=\s+(?:cac\s+)?(?:thue|tram|phong|don\s+vi|chi\s+nhanh|cong\s+an|bo\s+phan|khoa|doan)\b)|to\s+pho(?:\s+thuong\s+truc)?|doi\s+(?:truong|pho)|nhom\s+truong|thu\s+ky|tram\s+truong|truong\s+tram)"
)
POST: Final = re.compile(
    rf"(?:cac\s+)?(?:(?:dong\s+chi|d/c)\s+|ong\s*(?:\(ba\)|(?:,|/|va)\s*ba)\s+|ong\s+|ba\s+)?{_POST_WORDS}(?:\s*(?:,|va)\s*{_POST_WORDS}(?=\s))?(?!\w)"
)

SHORT_HEAD: Final = re.compile(
    r"(?:cac\s+|dong\s+chi\s+|d/c\s+)?(?:vien\s+thong|bo(?!\s+(?:sung|may|tri|phan|luat|tieu|thu\s+tuc|cuc)\b)"
    r"|so(?!\s+(?:luong|lieu|hoa)\b)|ban(?!\s+(?:hanh|ve|do|chat|giao)\b)|cong\s+chuc|cuc|vu"
    r"|phong(?!\s+(?:chong|ngua|trao|chay|thu)\b)|hoi(?!\s+(?:nghi|nhap|thao|thi|hop)\b)|doan(?!\s+ket\b)"
    r"|dai(?!\s+(?:hoi|bieu)\b)|bao(?!\s+(?:cao|ve|dam|ton|quan|gom|tang)\b)|to(?!\s+chuc\b)|doi(?!\s+(?:moi|tuong)\b)"
    r"|vien(?!\s+(?:chuc|tro)\b)|truong(?!\s+hop\b)|quy(?!\s+(?:che|dinh|hoach|mo|trinh|chuan|dat)\b)"
    r"|tong\s+cuc|chi\s+cuc|trung\s+tam|hoc\s+vien|benh\s+vien|tap\s+doan|tong\s+cong\s+ty|cong\s+ty"
    r"|ngan\s+hang|hiep\s+hoi|lien\s+minh|hat|tram|chi\s+nhanh|cang\s+vu|cang|quan\s+khu|khoi|buu\s+dien"
    r"|khu|khoa(?!\s+hoc\b)|hop\s+tac\s+xa|nha\s+xuat\s+ban|cum|xi\s+nghiep|nha\s+may|vuon\s+quoc\s+gia|dai\s+hoc)(?!\w)"
)
"""Common nouns too: they head a name only before a capital letter."""

LONG_HEAD: Final = re.compile(
    r"(?:cac\s+)?(?:bao\s+va\s+(?:dai\s+)?phat\s+thanh(?:\s*,\s*|\s+va\s+|\s*-\s*)truyen\s+hinh"
    r"|uy\s+ban\s+nhan\s+dan|lien\s+hiep\s+(?:cac\s+)?(?:to\s+chuc|hoi)"
    r"(?:\s+(?:khoa\s+hoc(?:\s*(?:va|-|,|&)\s*|\s+)(?:ky\s+thuat|cong\s+nghe)|van\s+hoc(?:\s*(?:va|-|,|&)\s*|\s+)nghe\s+thuat"
    r"|huu\s+nghi)(?!\w))?|u?y\s+ban(?=\s)|ubnd|u\.?b\.?n\.?d|hoi\s+dong(?:\s+(?:nhan\s+dan|giao\s+duc\s+quoc\s+phong\s+va\s+an\s+ninh|nghia\s+vu\s+quan\s+su|thi\s+dua\s*(?:-|,|va)?\s*khen\s+thuong"
    r"|boi\s+thuong,?\s+ho\s+tro(?:\s+va|,)?\s+tai\s+dinh\s+cu)(?!\w))?"
    r"|hdnd(?:\s*[,&-]\s*ubnd)?|ca(?=\s+(?:phuong|xa|tinh)\b)|lien\s+danh(?:\s+nha\s+thau)?|van\s+phong\s+dang\s+ky\s+dat\s+dai|van\s+phong(?:\s+(?:doan\s+(?:dbqh|dai\s+bieu\s+quoc\s+hoi)|hdnd|hoi\s+dong\s+nhan\s+dan)"
    r"(?:\s*(?:,|va|-|&)\s*(?:hdnd|hoi\s+dong\s+nhan\s+dan|ubnd|uy\s+ban\s+nhan\s+dan)(?!\w))+)?|vpcp|vp\s+(?:ubnd|hdnd)(?:\s*[,&-]\s*(?:ubnd|hdnd))?|cong\s+an|thanh\s+tra|bo\s+chi\s+huy"
    r"|bo\s+tu\s+lenh"
    r"|trung\s+tam\s+cung\s+ung\s+dich\s+vu\s+cong"
    r"|bch|bchqs|bo\s+chqs|bo\s+doi\s+bien\s+phong|ban\s+chi\s+dao(?:\s+\d{2,4}(?!\d))?|ban\s+chi\s+huy|ban\s+chap\s+hanh"
    r"|trai\s+(?:tam\s+)?giam|(?:xa|phuong)\s+doan(?=\s)|tieu\s+ban(?=\s)|ban\s+nhan\s+dan|ban\s+quan\s+tri(?:\s+(?:(?:nha\s+)?chung\s+cu|toa\s+nha))?|(?:hai\s+doi|(?:lu|trung|su)\s+doan)(?=\s)|truyen\s+tai\s+dien|buu\s+cuc|lam\s+truong|khu\s+bao\s+ton(?:\s+(?:thien\s+nhien|bien|loai))?"
    r"|nghiep\s+doan(?:\s+nghe\s+ca)?|to\s+hop\s+tac(?:\s+\w+){0,2}?(?=\s)|cau\s+lac\s+bo|tap\s+chi|thu\s+vien|bao\s+tang|phong\s+kham(?:\s+da\s+khoa)?|co\s+so\s+cai\s+nghien(?:\s+ma\s+tuy)?"
    r"|co\s+quan\s+(?:uy\s+ban\s+kiem\s+tra|uy\s+ban\s+mat\s+tran)|doi\s+thue(?:\s+lien\s+(?:xa|phuong))?|nha\s+may\s+nuoc|ban\s+thuong\s+vu|ban\s+quan\s+ly(?:\s+cac)?(?:\s+(?:cho|di\s+tich|cang(?:\s+ca)?|ben\s+(?:xe|tau|phao)|vinh|lang\s+nghe"
    r"|nghia\s+trang|toa\s+nha|(?:nha\s+)?chung\s+cu|den|chua|quang\s+truong|cong\s+vien|cum\s+cong\s+nghiep|bai\s+(?:bien|tam|do\s+xe)"
    r"|pho\s+(?:di\s+bo|co)|san\s+van\s+dong|khu\s+(?:du\s+lich|di\s+tich|bao\s+ton|dan\s+cu|do\s+thi|lien\s+hop)|bao\s+tri\s+duong\s+bo)(?!\w)|\s+rung\s+(?:phong\s+ho|dac\s+dung)(?:\s*(?:,|va)\s*(?:rung\s+)?(?:phong\s+ho|dac\s+dung)(?!\w))*|\s+khu\s+(?:kinh\s+te|cong\s+nghe\s+cao|cong\s+nghiep"
    r"|che\s+xuat)(?:\s*(?:,|va)\s*(?:cac\s+)?khu\s+(?:kinh\s+te|cong\s+nghe\s+cao|cong\s+nghiep|che\s+xuat))*"
    r"|\s+du\s+an(?:\s+dau\s+tu)?(?:\s+xay\s+dung)?(?:\s+(?:cac\s+)?cong\s+trinh(?:\s+(?:giao\s+thong|dan\s+dung"
    r"|cong\s+nghiep|nong\s+nghiep|phat\s+trien\s+nong\s+thon|xay\s+dung|van\s+hoa|va)(?!\w))*)?)?"
    r"|dai\s+khi\s+tuong(?:\s+thuy\s+van)?|dai\s+phat\s+thanh|dai\s+pt-?th|ban\s+to\s+chuc|bcd"
    r"|mat\s+tran\s+to\s+quoc|mttq(?:vn)?|bql(?:da)?(?:\s+(?:cac\s+)?(?:kcn|kkt|ccn|kcnc)(?:\s*(?:,|va|-)\s*(?:cac\s+)?(?:kcn|kkt|ccn|kcnc))*)?|ttpvhcc|ttyt|kbnn|nha\s+van\s+hoa|bo\s+phan(?=\s)|ban\s+dai\s+dien(?:\s+(?:cha\s+me\s+hoc\s+sinh|khu\s+pho))?|ubmttq\w*|ubmt\w*|ngan\s+hang\s+nha\s+nuoc"
    r"|nhnn|kho\s+bac(?:\s+nha\s+nuoc)?|(?:bao\s+hiem\s+xa\s+hoi|bhxh)(?:\s+co\s+so)?|toa\s+an(?:\s+nhan\s+dan)?|tand"
    r"|thue\s+co\s+so|(?:thue|hai\s+quan|thong\s+ke|thi\s+hanh\s+an\s+dan\s+su)(?=\s+(?:tinh|thanh\s+pho|co\s+so|khu\s+vuc|huyen|xa|phuong)\b)"
    r"|doan\s+(?:phuong|xa|truong)(?=\s*(?:[,;.:]|$|va\s|to\s|van|phoi|chu\s|huy|tham|thuc|tuyen|ra\s|duy\s|bo\s))|vien\s+kiem\s+sat(?:\s+nhan\s+dan)?|vksnd|kiem\s+toan(?:\s+nha\s+nuoc)?|lien\s+doan\s+lao\s+dong|tinh\s+doan"
    r"|thanh\s+doan|huyen\s+doan"
    r"|tinh\s+uy|thanh\s+uy|huyen\s+uy|thi\s+uy|quan\s+uy|dang\s+uy|thuong\s+truc|to\s+cong\s+tac(?:\s+\d{2,4}(?!\d))?|to\s+giup\s+viec"
    r"|doan\s+thanh\s+nien|doan\s+tn(?:cs)?|cong\s+doan(?:\s+(?:co\s+so|nganh|vien\s+chuc|co\s+quan|khoi|cac\s+(?:khu\s+cong\s+nghiep|cap))(?!\w)|(?=\s+(?:truong|benh\s+vien|cong\s+ty|khu|xa|phuong|tinh|thanh\s+pho)\b))|don\s+(?:cong\s+an|bien\s+phong)|ban\s+dieu\s+hanh(?:\s+(?:cac\s+)?(?:khu\s+pho|thon|xom|ap|khom|to\s+dan\s+pho))?|to\s+cong\s+nghe\s+so(?:\s+cong\s+dong)?|cax|hoi\s+lien\s+hiep|cong\s+thong\s+tin\s+dien\s+tu|cong\s+ttdt"
    r"|thong\s+tan\s+xa|tram\s+y\s+te|to\s+dai\s+bieu|dai\s+bieu(?=\s+(?:hdnd|hoi\s+dong|quoc\s+hoi))"
    r"|doan\s+dai\s+bieu(?:\s+quoc\s+hoi)?|dang\s+doan|ban\s+can\s+su(?:\s+dang)?|dang\s+bo|mat\s+tran(?=\s+(?:cung|cac|to\s+quoc)\b)"
    r"|chi\s+(?:bo|doan|hoi)(?:\s+(?:thon|xom|ap|khom|ban|buon|khu\s+pho|to\s+dan\s+pho|truong\s+hoc|co\s+quan|quan\s+su"
    r"|tram\s+y\s+te|cong\s+an|co\s+so|cac\s+(?:thon|xom|ap|truong|khu\s+pho))(?!\w))?"
    r"|dai\s+truyen\s+thanh|truong\s+(?:cac\s+)?(?:thon|xom|ap|khu\s+pho|to\s+dan\s+pho|khoi\s+pho|ban"
    r"|buon)(?:\s*(?:,|va)\s*(?:thon|xom|ap|khu\s+pho|to\s+dan\s+pho|ban|buon)(?!\w))*|co\s+quan\s+thuong\s+truc"
    r"|chinh\s+phu|thu\s+tuong|quoc\s+hoi|bo\s+chinh\s+tri|ban\s+bi\s+thu|trung\s+uong\s+dang|cuc\s+thong\s+ke"
    r"|buu\s+dien(?=\s+(?:tinh|huyen|thanh\s+pho|cac\s+khu|khu\s+vuc|xa|phuong|trung\s+tam))|dien\s+luc|snv|stc|stp|vnpt|viettel|mobifone|evn|agribank|vietcombank|vietinbank|bidv|hoi\s+chu\s+thap\s+do)(?!\w)"
)

PEOPLE: Final = re.compile(
    r"(?:(?:doi\s+ngu\s+)?(?:can\s+bo|cong\s+chuc|dang\s+vien)\s*,\s*(?:can\s+bo|cong\s+chuc|vien\s+chuc|dang\s+vien"
    r"|chien\s+si|doan\s+vien)|(?:cac\s+)?chu\s+(?:cac\s+)?(?:ho\s+(?:chua|thuy\s+(?:dien|loi)|dap)(?:\s+thuy\s+(?:dien|loi))*|ho(?:,\s+dap)|dap|tau|phuong\s+tien|rung|co\s+so"
    r"|ho\s+(?:kinh\s+doanh|gia\s+dinh)|nha\s+tro|cong\s+trinh|doanh\s+nghiep)|(?:cac\s+)?ho\s+(?:gia\s+dinh|dan|kinh\s+doanh)"
    r"|nguoi\s+dan|nhan\s+dan)(?!\w)"
)
"""People and owners, whose names go on up to what they are to do."""

STAFF: Final = re.compile(r"(?:cac\s+)?(?:giao\s+vien|can\s+bo|cong\s+chuc|nhan\s+vien|phong\s+vien)(?=\s+[^\W\d])")
"""Those who work for a body, named so only where what they are to do follows («Giáo viên chủ nhiệm | lập ...»)."""

ABBREVIATED: Final = re.compile(
    r"(?:TT|TTVH|TTVHTT|TTYT|TTDVNN|TTPVHCC|TTGDTX|TYT|BV|BVĐK|CLB|HTX|LĐLĐ|LHPN|HLHPN|HND|CCB|HCCB|ĐTN|PGD|NHCSXH|QTDND"
    r"|CCTHADS|THADS|QLTT|CSGT|BĐBP|VPĐK|VPĐKĐĐ|CNVPĐK|QHPN|VPĐU|BTC|BTG|BTGDV|UBKT|BTV|BCĐ|BCH|BQL|BQLDA|BQT|CCTHA|CCKL|CCT|PKT|VHXH)"
    r"(?=\s+(?:[^\W\d_a-zđ]|xã|phường|tỉnh|huyện|thôn|khu|số\s)|\s*[,:;]|\s+(?:và|chủ trì|phối hợp)\s)"
    r"|P[ACHKVX]\d{2}(?![\w/.-])"
)
"""Heads of names as colleagues shorten them, rooms of the police by their sign («PC06»); in capitals only."""


def _by_first_letter(alternatives: str) -> str:
    """The alternatives apart by their first letter, so that a word is tried against few of them; their order stays."""
    depth, start, groups = 0, 0, dict[str, list[str]]()
    for at, sign in enumerate(f"{alternatives}|"):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            groups.setdefault(alternatives[start], []).append(alternatives[start + 1 : at])
            start = at + 1
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()) + ")"


_VERBS: Final = (
    r"chu\s+tri|chu\s+dong|phoi\s+hop|cung\s+phoi\s+hop|khan\s+truong|to\s+chuc(?!\s*(?:,|(?:co\s+)?lien\s+quan"
    r"|ca\s+nhan|chinh\s+tri|xa\s+hoi|hoi\b|dang\b))|nghien\s+cuu|tiep\s+tuc|ra\s+soat|theo\s+doi|huong\s+dan"
    r"|co\s+trach\s+nhiem|co\s+van\s+ban|co\s+bao\s+cao|chiu\s+trach\s+nhiem"
    r"|can\s+cu|thuc\s+hien|kip\s+thoi|tang\s+cuong|tham\s+muu|tong\s+hop|bao\s+cao|truc\s+tiep|bo\s+tri|chi\s+dao"
    r"|xay\s+dung|trien\s+khai|don\s+doc|kiem\s+tra|giam\s+sat|chuan\s+bi|xem\s+xet|de\s+xuat|trinh|gui"
    r"|tham\s+dinh|thong\s+nhat|cung\s+cap|dam\s+bao|bao\s+dam|day\s+manh|tap\s+trung|quan\s+triet|nghiem\s+tuc"
    r"|thuong\s+xuyen|dinh\s+ky|lap|cap\s+nhat|cong\s+bo|cong\s+khai|tuyen\s+truyen|pho\s+bien|hoan\s+thien"
    r"|hoan\s+thanh"
    r"|tiep\s+nhan|giai\s+quyet|xu\s+ly|quan\s+ly|su\s+dung|phan\s+cong|ban\s+hanh|soan\s+thao|tham\s+gia|cu"
    r"|quyet\s+dinh|duy\s+tri|van\s+hanh|bien\s+soan|dieu\s+chinh|bo\s+sung|sua\s+doi|khac\s+phuc|cham\s+dut"
    r"|ngan\s+chan|phat\s+hien"
    r"|can|phai|som|nhanh\s+chong|quyet\s+liet|dau\s+moi|lam\s+dau\s+moi|la\s+(?:co\s+quan|don\s+vi|dau\s+moi)"
    r"|truoc\s+mat|tu\s+kiem\s+tra|danh\s+gia|phan\s+loai|thong\s+bao|thong\s+tin|dang\s+tai|niem\s+yet|nhap"
    r"|so\s+hoa|ket\s+noi"
    r"|phan\s+bo|cap\s+phat|chuyen|ban\s+giao|nam\s+(?:bat|chac|ro|tinh\s+hinh|tien\s+do)|doi\s+chieu|ro\s+ra|khong|tuyet\s+doi\s+khong"
    r"|lay\s+y\s+kien|gop\s+y|tra\s+loi|cho\s+y\s+kien|co\s+y\s+kien|phe\s+duyet|thanh\s+lap|kien\s+toan|dang\s+ky"
    r"|thu\s+thap"
    r"|phan\s+cap|uy\s+quyen|lanh\s+dao|chuc\s+nang|de|theo\s+chuc\s+nang|theo\s+nhiem\s+vu|theo\s+tham\s+quyen"
    r"|tuy\s+theo|dong\s+thoi|ngoai|tren\s+co\s+so|thay|khao\s+sat|dieu\s+tra|tu\s+chuc|van\s+dong|ho\s+tro|giup"
    r"|phat\s+huy|nang\s+cao|phat\s+dong"
    r"|lua\s+chon|tu\s+choi|thu\s+hoi|thanh\s+tra|ky|luu\s+y|chu\s+trong|quan\s+tam|tao\s+dieu\s+kien|doi\s+moi|dua"
    r"|mo|rut\s+kinh\s+nghiem|kiem\s+diem|tang|giam|ung\s+dung|trong\s+qua\s+trinh|tiep\s+thu|giai\s+trinh"
    r"|so\s+tan|di\s+doi|tuc\s+truc|ung\s+(?:pho|truc)|thu\s+gom|gia\s+co|nao\s+vet|tuan\s+tra|xu\s+phat|sua\s+chua"
    r"|dinh\s+chi|tam\s+dung|boi\s+thuong|giai\s+phong\s+mat\s+bang|luan\s+chuyen|dieu\s+dong|huy\s+dong|tuyen\s+dung"
    r"|nghiem\s+cam|kien\s+quyet|rut\s+ngan|ke\s+khai|thanh\s+toan|quyet\s+toan|giai\s+ngan|nang\s+cap|cai\s+tao|tap\s+huan"
    r"|dien\s+tap|nop|thi\s+diem|nhan\s+rong|doi\s+thoai|xac\s+minh|lam\s+(?:ro|viec\s+voi)|keu\s+goi|tieu\s+huy"
    r"|bao\s+quan|bao\s+ve|kiem\s+soat|dieu\s+tiet|can\s+doi|tham\s+tra|tinh\s+toan|xac\s+(?:dinh|nhan|lap)|phan\s+tich"
    r"|gioi\s+thieu|don(?=\s+(?:tiep|nhan|doan)\b)|chon|trang\s+tri|thay\s+the|giu\s+gin|lap\s+dat|khoi\s+(?:thong|phuc)|di\s+chuyen|mua\s+sam|trang\s+bi|cam\s+(?:ket|bien|moc|co(?=\s+canh))|khoanh\s+vung|do\s+dac|chi\s+tra"
    r"|trieu\s+tap|phan\s+luong|khen\s+thuong|cai\s+thien|chuan\s+hoa|tich\s+hop|chia\s+se|dau\s+noi|thiet\s+lap"
    r"|hoan\s+(?:chinh|tra)|phong\s+ngua|khuyen\s+khich|cat\s+giam|don\s+gian\s+hoa|ap\s+dung|trao\s+doi|truy\s+thu"
    r"|nghiem\s+thu|tiep\s+dan|cuong\s+che|cai\s+dat|khoi\s+cong|chan\s+chinh"
    r"|trich\s+luc|cat\s+tia|phat\s+(?:quang|song|hanh)|xet\s+(?:xu|duyet|chon|nghiem)|ke\s+bien|bieu\s+dien|dieu\s+tri|cach\s+ly|cham\s+(?:soc|thi)|coi\s+thi|ra\s+de"
    r"|dao\s+tao|boi\s+duong|cap\s+(?:phep|giay)|don\s+khach|trong\s+(?:rung|cay)|kham\s+(?:sang|benh|chua|suc)|bao\s+(?:tri|duong)|tu\s+bo|ton\s+tao"
    r"|trao\s+(?:tang|qua|hoc|giai)|tham\s+hoi|ung\s+ho|quyen\s+gop|sap\s+xep|lam\s+(?:sach|moi|thu\s+tuc)|tiem\s+(?:chung|phong)|dang\s+(?:bai|tin)"
    r"|bien\s+tap|in\s+(?:an|sao)|cho\s+(?:vay|thue|muon)|giam\s+dinh"
    r"|thong\s+ke(?!\s+(?:tinh|co\s+so|khu\s+vuc|thanh\s+pho)\b)|phat\s+thanh(?=\s+(?:vao|ve|cac|tuyen|ban|\d))|gia\s+han|tai\s+lap|kiem\s+dem|kiem\s+ke|lien\s+he|hop\s+tac(?!\s+xa)"
    r"|day\s+nhanh|thao\s+go|thu\s+hut|du\s+tru|don\s+dep|khu\s+khuan|cham\s+diem|tu\s+cham"
)
VERB: Final = re.compile(_by_first_letter(_VERBS) + r"(?!\w)")

# Words of two syllables of which the first would end a name: «giao thông», «quy hoạch».
COMPOUND: Final = re.compile(
    r"(?:giao\s+thong|quy\s+hoach|quy\s+chuan|khong\s+gian|khong\s+khi|mot\s+cua|bao\s+chi|cung\s+ung|ban\s+hang"
    r"|giao\s+duc|giao\s+dich|quy\s+mo|tu\s+nhien|cong\s+trinh|chuong\s+trinh|bao\s+ton|bao\s+tang|bao\s+hiem|bao\s+tro"
    r"|dang\s+kiem|cap\s+(?:thoat\s+)?nuoc|thoat\s+nuoc|co\s+dien|co\s+khi|co\s+gioi"
    r"|co\s+so|ky\s+thuat|ky\s+nghe|cong\s+ich|cong\s+nghe|quan\s+trac"
    r"|noi\s+dung|nhap\s+khau|xuat\s+nhap\s+khau|nuoc\s+sach|de\s+dieu)(?!\w)"
)
FUNCTION_WORD: Final = re.compile(
    r"(?:trong|ngoai|voi|de|va|cua|tai|tu|theo|khi|neu|duoc|da|dang|se|la|ve|tren|duoi|cho|co|khong|do|boi|vao|ra"
    r"|len|nham|nhu|thi|ma|nay|truoc|sau"
    r"|den|gom|qua|cac|nhung|mot|cung|hoac|so|ngay|nam|thang|quy|hay|dung|noi|giao|yeu|cau|ky|ban|bao)(?!\w)"
)
"""Words in small letters that never go on a name."""
