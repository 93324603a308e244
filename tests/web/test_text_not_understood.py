"""What the reader gave to no part of a letter is among what a person must look at, and marked in the source."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db

STRAY = "Các đơn vị gửi số liệu về Sở Nội vụ trước ngày 15 hằng tháng để tổng hợp chung."
LETTER = f"""ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 77/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 09 tháng 02 năm 2023

{STRAY}

KẾ HOẠCH
Số hóa hồ sơ năm 2023

1. Sở Tư pháp số hóa hồ sơ trước ngày 30/9/2023.

2. Bố trí kinh phí số hóa./.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

Trxn Văn Thử
"""


def test_the_page_lists_and_marks_it(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("thuongtruc")
    file = SimpleUploadedFile("thu.txt", LETTER.encode())
    answer = client.post("/van-ban/tiep-nhan/", {"file": file, "arrived_on": "14/02/2023"}, follow=True)
    page = answer.content.decode()
    assert 'href="#q-k-0"' in page
    assert 'id="q-k-0"' in page
    assert "Không hiểu được: «Các đơn vị gửi số liệu" in page
    assert 'data-quotes="k-0"' in page
    assert 'href="#nguoi-ky"' in page
    assert 'id="nguoi-ky"' in page
