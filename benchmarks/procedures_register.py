"""The register: seconds to take in so many procedures, milliseconds to search among them by words without marks.

``python -m benchmarks.procedures_register [procedures] [postgres://…]``; 95 of 100 searches of the list over 10,000
procedures are to be answered within 150 ms of the processor.
"""

import json
import random
import sys
import tempfile
from datetime import date
from time import perf_counter, process_time

from benchmarks._sample import ON, SEED, analyse, noon, start, units

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED = 10_000
RUNS = 200
ACTS = ("Cấp", "Cấp lại", "Gia hạn", "Điều chỉnh", "Thu hồi", "Đăng ký", "Công nhận", "Xác nhận")
THINGS = """giấy phép xây dựng, chứng chỉ hành nghề dược, giấy phép bán buôn rượu, bản sao trích lục hộ tịch, đăng ký
kết hôn, giấy phép thành lập hội, thẻ hướng dẫn viên du lịch, giấy phép đào tạo lái xe, giấy chứng nhận an toàn,
giấy phép khai thác nước dưới đất, quyền sử dụng đất, hoạt động khu vui chơi"""
PLACES = ("cho hộ kinh doanh", "ở vùng biển", "trên địa bàn tỉnh", "đối với tổ chức nước ngoài", "trong khu kinh tế")


def main(wanted: int, address: str) -> int:
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        start(folder, address)
        units(ON)
        from caicach.kernel.access import SYSTEM
        from caicach.procedures import queries, services

        data = "\n".join(json.dumps(_record(number), ensure_ascii=False) for number in range(wanted)).encode()
        began = perf_counter()
        facts = services.ImportFacts(date(2023, 1, 1))
        made = services.bring_file(
            SYSTEM, data=data, filename="danh-muc.jsonl", facts=facts, now=noon(ON), is_waited_for=True
        )
        key = queries.import_preview(SYSTEM, made).key
        looked = perf_counter() - began
        services.confirm_import(SYSTEM, import_id=made, key=key, now=noon(ON))
        took = perf_counter() - began
        print(f"{wanted:,} procedures: brought and compared in {looked:.1f} s, in the register after {took:.1f} s")
        analyse()
        slow = _measure()
        return 1 if slow > 0.150 else 0


def _measure() -> float:
    from caicach.kernel.text.folding import fold
    from caicach.procedures import queries
    from caicach.procedures.queries import RegisterFilters

    chance = random.Random(SEED)  # noqa: S311
    things = [" ".join(part.split()) for part in THINGS.split(",")]
    times = []
    for _ in range(RUNS):
        words = chance.sample(fold(f"{chance.choice(ACTS)} {chance.choice(things)}").split(), 2)
        began = process_time()
        queries.procedures(None, on=ON, filters=RegisterFilters(text=" ".join(words)))
        times.append(process_time() - began)
    times.sort()
    middle, late = times[RUNS // 2], times[int(RUNS * 0.95)]
    print(f"search of the list: median {middle * 1000:.1f} ms, p95 {late * 1000:.1f} ms of the processor")
    return late


def _record(number: int) -> dict[str, object]:
    things = [" ".join(part.split()) for part in THINGS.split(",")]
    what = f"{ACTS[number % 8]} {things[number // 8 % 12]} {PLACES[number // 96 % 5]}, loại {number // 480}"
    return {
        "code": f"1.{100_000 + number:06}",
        "name": what,
        "field": ("Y tế", "Xây dựng", "Đất đai", "Hộ tịch")[number % 4],
        "level": "Cấp Xã" if number % 4 == 0 else "Cấp Tỉnh",
        "performing_agency": "Sở Y tế",
        "steps": "Bước 1: Nộp hồ sơ.\nBước 2: Thẩm định.\nBước 3: Trả kết quả.",
        "submissions": [{"manner": "Trực tiếp", "time_limit": f"{3 + number % 27} Ngày làm việc", "fee": "Không"}],
        "papers": [{"name": f"Đơn đề nghị {what}", "originals": 1, "copies": 0}],
        "legal_bases": [{"number": f"{number % 90 + 1}/2023/NĐ-CP", "title": "Nghị định"}],
    }


if __name__ == "__main__":
    given = sys.argv[1:]
    count = int(next((one for one in given if one.isdigit()), WANTED))
    sys.exit(main(count, next((one for one in given if "://" in one), "")))
