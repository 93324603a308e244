"""Records made for tests, with every field that a page shows."""

from typing import Any

MANNERS = ("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính")
_OBJECTS = (
    "giấy phép hoạt động khu vui chơi", "chứng chỉ hành nghề dược", "giấy phép xây dựng nhà ở riêng lẻ",
    "giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", "giấy phép khai thác nước dưới đất", "thẻ hướng dẫn viên du lịch",
    "giấy phép đào tạo lái xe", "giấy xác nhận thông tin hộ tịch", "giấy phép bán buôn rượu", "chứng nhận đăng ký khai thác quặng",
)  # fmt: skip
_ACTS = ("Cấp", "Cấp lại", "Gia hạn", "Điều chỉnh", "Thu hồi", "Đổi")
_PLACES = (
    "tại xã Hoà Bình",
    "đối với tổ chức nước ngoài",
    "trong khu kinh tế Vũng Áng",
    "cho hộ kinh doanh",
    "ở vùng biển",
    "trên địa bàn tỉnh",
)


def record(number: int) -> dict[str, Any]:
    """The record of a number: distinct in code, name, figures and papers from every other."""
    what = _OBJECTS[number % 10]
    name = f"{_ACTS[number // 10 % 6]} {what} {_PLACES[number // 60 % 6]}"
    days, fee = 3 + number % 27, 10_000 * (1 + number % 40)
    return {
        "code": f"1.{100000 + 7 * number:06}",
        "name": name,
        "decision": f"Quyết định số {500 + number % 9}/QĐ-UBND",
        "field": ("Văn hóa", "Y tế", "Xây dựng", "Đất đai")[number % 4],
        "level": "Cấp Tỉnh" if number % 3 else "Cấp Tỉnh, Cấp Xã",
        "steps": (
            f"Bước 1: Tổ chức, cá nhân nộp hồ sơ đề nghị {_ACTS[number // 10 % 6].lower()} {what} tại Trung tâm.\n"
            f"Bước 2: Trong thời hạn {1 + number % 5:02} ngày làm việc, cơ quan thẩm định hồ sơ số {number}.\nBước 3: Trả kết quả."
        ),
        "subjects": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "performing_agency": ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế", "Sở Xây dựng", "Văn phòng đăng ký đất đai")[number % 4],
        "competent_agency": "Ủy ban nhân dân tỉnh",
        "results": f"{what.capitalize()} được {_ACTS[number // 10 % 6].lower()}",
        "conditions": f"* Đối tượng áp dụng:\n- Có mặt bằng từ {50 + number} m2 trở lên.\n- Đã thỏa thuận với cơ quan quản lý."
        if number % 5
        else "Không",
        "submissions": [
            {"manner": manner, "time_limit": f"{days:02} Ngày làm việc", "fee": f"Lệ phí: {fee:,} Đồng".replace(",", ".")}
            for manner in MANNERS[: 2 + number % 2]
        ],
        "papers": [
            {"name": f"Đơn đề nghị {_ACTS[number // 10 % 6].lower()} {what} (Mẫu số {1 + number % 30:02})", "originals": 1, "copies": 0},
            {"name": f"Bản vẽ mặt bằng loại {number % 17}; có xác nhận của cơ quan quản lý", "originals": 0, "copies": 2},
            {"name": "Giấy tờ chứng minh quyền sử dụng địa điểm", "originals": 0, "copies": 1},
        ],
        "legal_bases": [
            {"number": f"{20 + number % 50}/2019/NĐ-CP", "title": f"Nghị định quy định về {what}"},
            {"number": f"{1 + number % 60:02}/2021/TT-BTC", "title": "Thông tư quy định mức thu phí"},
        ],
    }  # fmt: skip
