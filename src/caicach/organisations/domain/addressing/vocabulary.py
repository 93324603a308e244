"""Bodies that stand outside every province's directory: ministries and other provinces, by their names."""

from datetime import date
from typing import Final

from caicach.organisations.domain.addressing.resolution import BodyKind
from caicach.organisations.domain.addressing.words import name_words

# Ministries and national bodies, those of earlier governments included: letters cite them for years.
_NATIONAL: Final = (
    "Bộ Nội vụ", "Bộ Tư pháp", "Bộ Tài chính", "Bộ Xây dựng", "Bộ Công an", "Bộ Quốc phòng", "Bộ Ngoại giao", "Bộ Y tế",
    "Bộ Công Thương", "Bộ Kế hoạch và Đầu tư", "Bộ Giao thông vận tải", "Bộ Thông tin và Truyền thông",
    "Bộ Khoa học và Công nghệ", "Bộ Giáo dục và Đào tạo", "Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Lao động - Thương binh và Xã hội", "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Dân tộc và Tôn giáo", "Ủy ban Dân tộc", "Văn phòng Chính phủ", "VPCP", "Thanh tra Chính phủ", "Chính phủ",
    "Thủ tướng Chính phủ", "Thủ tướng", "Ngân hàng Nhà nước Việt Nam", "Kiểm toán nhà nước", "Bảo hiểm xã hội Việt Nam",
    "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Văn phòng Quốc hội", "Văn phòng Chủ tịch nước", "Văn phòng Tổng Bí thư",
    "Ban Bí thư Trung ương Đảng", "Văn phòng Trung ương Đảng", "Hội đồng Dân tộc", "Tòa án nhân dân tối cao",
    "Viện kiểm sát nhân dân tối cao", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Tổng cục Thuế",
    "Tổng cục Hải quan",
    "Ban Chỉ đạo cải cách hành chính của Chính phủ", "Ban Chỉ đạo Quốc gia về phòng, chống thiên tai",
)  # fmt: skip
NATIONAL: Final = {name_words(name): name for name in _NATIONAL}

# Who took over from a national body on 01/3/2025 (Nghị quyết 176/2025/QH15; of the two general departments Nghị định
# 29/2025/NĐ-CP, Điều 3).
NATIONAL_ENDED_ON: Final = date(2025, 3, 1)
TOOK_OVER: Final = {
    "Bộ Kế hoạch và Đầu tư": "Bộ Tài chính",
    "Bộ Giao thông vận tải": "Bộ Xây dựng",
    "Bộ Thông tin và Truyền thông": "Bộ Khoa học và Công nghệ",
    "Bộ Tài nguyên và Môi trường": "Bộ Nông nghiệp và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn": "Bộ Nông nghiệp và Môi trường",
    "Bộ Lao động - Thương binh và Xã hội": "Bộ Nội vụ",
    "Ủy ban Dân tộc": "Bộ Dân tộc và Tôn giáo",
    "Tổng cục Thuế": "Cục Thuế (Bộ Tài chính)",
    "Tổng cục Hải quan": "Cục Hải quan (Bộ Tài chính)",
}

# The 63 provinces and cities before 1 July 2025; the 34 after it bear names among these.
_PROVINCES: Final = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương",
    "Bình Định",
    "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên",
    "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng",
    "Hậu Giang",
    "Hòa Bình", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn",
    "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên",
    "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình",
    "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc",
    "Yên Bái",
)  # fmt: skip
PROVINCES: Final = {name_words(name): name for name in _PROVINCES}

# Beginnings of names, folded, that say what kind of outside body it is, where the directory does not know it.
OUTSIDE_STARTS: Final[tuple[tuple[str, BodyKind], ...]] = (
    (r"(?:(?:bi thu|pho bi thu|thuong truc|tt|ban thuong vu|btv|van phong|vp|cac ban(?: cua)?|dang bo|bch"
     r"|ban chap hanh) )*"
     r"(?:(?:tinh|thanh|thi|huyen|quan|dang|xa|phuong) )+uy", BodyKind.PARTY),
    (r"(?:ban|van phong|uy ban kiem tra)(?: \w+){0,4}? (?:tinh|thanh|thi|huyen|quan|dang) uy", BodyKind.PARTY),
    (r"cac ban(?: xay dung)?(?: cua)? dang", BodyKind.PARTY),
    (r"(?:(?:thuong truc|tt|chu tich|pho chu tich|van phong|cac ban(?: cua)?) )*hdnd", BodyKind.ELECTED),
    (r"(?:van phong )?doan (?:dbqh|dai bieu quoc hoi)", BodyKind.ELECTED),
    (r"(?:(?:btt|ban thuong truc|bch) )?(?:ubmttq|ub mttq|uy ban mttq|uy ban mat tran|mttq"
     r"|mat tran)\w*", BodyKind.FRONT),
    (r"(?:cac )?(?:to chuc chinh tri xa hoi|to chuc ct xh|doan the|hoi doan the)", BodyKind.MASS_ORGANISATION),
    (r"(?:cac )?(?:hoi (?:lien hiep phu nu|lhpn|nong dan|cuu chien binh|ccb)|lien doan lao dong|ldld|tinh doan"
     r"|huyen doan)",
     BodyKind.MASS_ORGANISATION),
    (r"(?:dai (?:pt th|ptth|phat thanh)|bao|cac co quan bao chi|co quan bao chi|thong tan xa|ttxvn)\b", BodyKind.PRESS),
    (r"(?:cac )?bo(?: ban)?(?: nganh)?(?: trung uong)?(?: co quan ngang bo)?(?: co quan thuoc chinh phu)?(?=$|\W*$)",
     BodyKind.NATIONAL),
    (r"(?:(?:cac )?(?:bo truong|thu truong) )+(?:cac )?(?:bo|co quan ngang bo)", BodyKind.NATIONAL),
    (r"(?:cac )?co quan (?:ngang bo|thuoc chinh phu)", BodyKind.NATIONAL),
    (r"(?:cac )?(?:bo|bo nganh|ban nganh|co quan) trung uong$", BodyKind.NATIONAL),
    (r"(?:cac )?(?:doanh nghiep|hiep hoi|nha dau tu|tap doan|tong cong ty|cong ty)\b", BodyKind.OTHER),
)  # fmt: skip
