"""Who has to do what, in every kind of document that assigns something."""

import random
import unicodedata
from datetime import date

import pytest

from caicach.documents.deadlines.values import Recurrence
from caicach.documents.read.reader import read_file
from caicach.documents.values import Reading
from documents.invented_orders import letter, named


def read(text: str) -> Reading:
    return read_file(text.encode(), filename="van-ban.txt")


def items(reading: Reading) -> list[tuple[str | None, list[str]]]:
    return [(task.item, list(task.lead)) for task in reading.tasks]


def test_items_of_a_letter_each_name_their_unit():
    reading = read(
        letter("""UBND tỉnh có ý kiến như sau:

1. Đồng ý chủ trương tổ chức Hội nghị theo đề nghị của Sở Y tế.

2. Giao Sở Y tế chủ trì, phối hợp với Văn phòng UBND tỉnh, Sở Văn hóa, Thể thao và Du lịch và UBND thành
phố Hải Sơn chuẩn bị Hội nghị; báo cáo UBND tỉnh trước ngày 25/3/2024.

3. Sở Tài chính tham mưu bố trí kinh phí trong tháng 4/2024.""")
    )
    assert items(reading) == [("2", ["Sở Y tế"]), ("3", ["Sở Tài chính"])]
    first, second = reading.tasks
    assert first.cooperate == ("Văn phòng UBND tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "UBND thành phố Hải Sơn")
    assert (first.deadline.on, second.deadline.on) == (date(2024, 3, 25), date(2024, 4, 30))


def test_every_lead_partner_and_deadline_is_quoted_from_the_source():
    reading = read(
        letter(
            "1. Giao Sở Y tế chủ trì, phối hợp với Sở Tư\npháp rà soát, "
            "hoàn thành trước ngày\n25/3/2024.\n2. Sở Nội vụ theo dõi."
        )
    )
    quotes = {path: " ".join(reading.quote(path).split()) for path in reading.spans if path.startswith("tasks.0")}
    assert quotes["tasks.0.lead.0"] == "Sở Y tế"
    assert quotes["tasks.0.cooperate.0"] == "Sở Tư pháp"
    assert quotes["tasks.0.deadline"] == "trước ngày 25/3/2024"


def test_an_opening_order_leads_the_items_that_name_nobody():
    reading = read(
        named(
            "Chỉ thị",
            "CT",
            """Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thành
phố thực hiện nghiêm các nhiệm vụ sau:

1. Tăng cường kỷ luật, kỷ cương hành chính.

2. Sở Nội vụ:
a) Tham mưu kế hoạch kiểm tra công vụ, trình trước ngày 30/4.
b) Định kỳ hằng quý tổng hợp, báo cáo UBND tỉnh.

3. Giao Văn phòng UBND tỉnh chủ trì, phối hợp với Sở Nội vụ theo dõi, đôn đốc.""",
        )
    )
    everybody = ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các huyện, thành phố"]
    assert items(reading) == [
        ("1", everybody),
        ("2.a", ["Sở Nội vụ"]),
        ("2.b", ["Sở Nội vụ"]),
        ("3", ["Văn phòng UBND tỉnh"]),
    ]
    assert reading.tasks[1].deadline.on == date(2024, 4, 30)
    assert reading.tasks[2].deadline.recurrence is Recurrence.QUARTERLY


def test_a_decision_assigns_in_articles_but_not_by_its_entry_into_force():
    reading = read(
        named(
            "Quyết định",
            "QĐ",
            """Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 50/TTr-SNV ngày 01/3/2024.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm tra công vụ năm 2024.

Điều 2. Giao Sở Nội vụ chủ trì tổ chức thực hiện; báo cáo kết quả trước ngày 15/12/2024.

Điều 3. Quyết định này có hiệu lực kể từ ngày ký.

Điều 4. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ, Thủ trưởng các sở, ban, ngành chịu trách nhiệm
thi hành Quyết định này./.""",
        )
    )
    assert items(reading) == [("Điều 2", ["Sở Nội vụ"])]
    assert reading.tasks[0].deadline.on == date(2024, 12, 15)


PLAN = """UBND tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của cán bộ, công chức.
2. Yêu cầu
- Các sở, ban, ngành tổ chức thực hiện đồng bộ, hiệu quả.

II. NỘI DUNG
1. Rà soát thủ tục hành chính nội bộ
- Cơ quan chủ trì: Văn phòng UBND tỉnh.
- Cơ quan phối hợp: Các sở, ban, ngành; UBND cấp huyện.
- Thời gian hoàn thành: Quý II/2024.
- Sản phẩm: Quyết định công bố danh mục.
2. Tập huấn nghiệp vụ một cửa. Đơn vị thực hiện: Sở Nội vụ; thời gian: trong tháng 5/2024.

III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
a) Chủ trì, hướng dẫn, kiểm tra việc thực hiện Kế hoạch.
b) Tổng hợp, báo cáo UBND tỉnh trước ngày 20 của tháng cuối quý.
2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh tham gia giám sát.

Trên đây là Kế hoạch, yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện. Trong quá trình thực
hiện, nếu có vướng mắc, kịp thời phản ánh về Sở Nội vụ để tổng hợp./."""


def test_a_plan_assigns_by_labels_and_by_unit_and_not_in_its_aims():
    reading = read(named("Kế hoạch", "KH", PLAN))
    assert items(reading) == [
        ("II.1", ["Văn phòng UBND tỉnh"]),
        ("II.2", ["Sở Nội vụ"]),
        ("III.1.a", ["Sở Nội vụ"]),
        ("III.1.b", ["Sở Nội vụ"]),
        ("III.2", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
    ]
    labelled = reading.tasks[0]
    assert labelled.cooperate == ("Các sở, ban, ngành", "UBND cấp huyện")
    assert (labelled.deadline.on, labelled.product) == (date(2024, 6, 30), "Quyết định công bố danh mục")


def test_closing_duties_are_obligations_and_not_tasks():
    reading = read(named("Kế hoạch", "KH", PLAN))
    assert [duty.text.split(",")[0] for duty in reading.obligations] == [
        "Trên đây là Kế hoạch",
        "Trong quá trình thực hiện",
    ]
    for index, duty in enumerate(reading.obligations):
        assert " ".join(reading.quote(f"obligations.{index}").split()) == duty.text


def test_a_dispatch_lists_each_unit_with_its_order():
    reading = read(
        named(
            "Công điện",
            "CĐ",
            """Bão số 5 có khả năng ảnh hưởng trực tiếp. Chủ tịch UBND tỉnh yêu cầu:

1. Chủ tịch UBND các huyện, thành phố khẩn trương sơ tán dân, hoàn thành trước 17 giờ ngày 13/3/2024.
2. Sở Nông nghiệp và Phát triển nông thôn, Sở Công Thương chỉ đạo vận hành hồ chứa an toàn.
3. Các sở, ban, ngành theo chức năng, nhiệm vụ được giao chủ động triển khai ứng phó.""",
        )
    )
    assert items(reading) == [
        ("1", ["Chủ tịch UBND các huyện, thành phố"]),
        ("2", ["Sở Nông nghiệp và Phát triển nông thôn", "Sở Công Thương"]),
        ("3", ["Các sở, ban, ngành"]),
    ]
    assert reading.tasks[0].deadline.on == date(2024, 3, 13)


def test_conclusions_of_a_meeting_are_read_like_a_letter():
    reading = read(
        named(
            "Thông báo",
            "TB",
            """Chủ tịch UBND tỉnh kết luận:

I. TÌNH HÌNH CHUNG
Các sở, ngành tích cực triển khai nhiệm vụ.

II. NHIỆM VỤ TRỌNG TÂM
1. Sở Nội vụ
- Khẩn trương hoàn thiện Đề án, trình UBND tỉnh trong tháng 3/2024.
- Chủ trì, phối hợp với Sở Tư pháp rà soát tổ chức bộ máy.
2. Về vốn: Sở Tài chính tham mưu trong vòng 10 ngày làm việc kể từ ngày ban hành Thông báo này.""",
        )
    )
    assert items(reading) == [("II.1", ["Sở Nội vụ"]), ("II.1", ["Sở Nội vụ"]), ("II.2", ["Sở Tài chính"])]
    assert reading.tasks[1].cooperate == ("Sở Tư pháp",)
    assert reading.tasks[2].deadline.words == "trong vòng 10 ngày làm việc kể từ ngày ban hành Thông báo này"


@pytest.mark.parametrize(
    ("body", "start", "lead"),
    [
        (
            "Theo đề nghị của Sở Y tế tại Công văn số 12/SYT-VP ngày 01/3/2024, "
            "Chủ tịch UBND tỉnh giao Sở Tài chính chủ trì tham mưu.",
            "Chủ tịch UBND tỉnh giao Sở Tài chính",
            "Sở Tài chính",
        ),
        (
            "Ủy ban nhân dân tỉnh nhận được Công văn số 77/STP-VP ngày 01/3/2024 của Sở Tư pháp.\n\n"
            "Về việc này, Chủ tịch Ủy ban nhân dân tỉnh có ý kiến như sau:\n\n"
            "Giao Sở Tư pháp nghiên cứu, báo cáo Ủy ban nhân dân tỉnh trước ngày 20 tháng 3 năm 2024.",
            "Giao Sở Tư pháp nghiên cứu",
            "Sở Tư pháp",
        ),
    ],
)
def test_a_letter_without_items_gives_its_order_in_a_paragraph(body, start, lead):
    reading = read(letter(body, to=lead))
    assert [(task.item, task.lead) for task in reading.tasks] == [(None, (lead,))]
    assert reading.tasks[0].text.startswith(start)


def test_a_polite_request_falls_to_the_addressees():
    reading = read(
        letter(
            "Sở Nội vụ đề nghị quý cơ quan, đơn vị thực hiện một số nội dung sau:\n"
            "1. Rà soát dữ liệu, chậm nhất ngày 31/3/2024.\n2. Cử cán bộ đầu mối."
        )
    )
    assert items(reading) == [("1", ["Các sở, ban, ngành cấp tỉnh"]), ("2", ["Các sở, ban, ngành cấp tỉnh"])]


def test_headings_for_several_units_lead_everything_below():
    reading = read(
        letter("""Chủ tịch UBND tỉnh yêu cầu các đơn vị thực hiện một số nội dung sau:
1. Đối với các Sở: Tài chính, Lao động - Thương binh và Xã hội:
- Công khai thủ tục hành chính;
- Chủ động phối hợp với Văn phòng UBND tỉnh kiểm tra việc tiếp nhận hồ sơ.
2. Đối với UBND cấp huyện
2.1. Kiện toàn bộ phận một cửa, xong trước 30/6/2024.
2.2. Chỉ đạo UBND cấp xã bố trí đủ trang thiết bị.""")
    )
    two = ["Sở Tài chính", "Sở Lao động - Thương binh và Xã hội"]
    assert items(reading) == [("1", two), ("1", two), ("2.1", ["UBND cấp huyện"]), ("2.2", ["UBND cấp huyện"])]


def test_a_report_of_what_was_done_assigns_nothing():
    reading = read(
        named(
            "Báo cáo",
            "BC",
            "UBND tỉnh báo cáo kết quả như sau:\nI. KẾT QUẢ ĐẠT ĐƯỢC\n"
            "1. Các sở, ban, ngành đã triển khai 25 nhiệm vụ.\n2. Sở Nội vụ chủ trì kiểm tra 10 đơn vị.",
        )
    )
    assert reading.tasks == ()


def without_some_accents(text: str, seed: int) -> str:
    """The text as OCR gives it back: accents lost here and there, Ð for Đ."""
    chance = random.Random(seed)
    bare = [unicodedata.normalize("NFD", char)[0] if chance.random() < 0.08 else char for char in text]
    return "".join(bare).replace("Đ", "Ð")


@pytest.mark.parametrize("seed", range(8))
def test_lost_accents_change_no_task(seed):
    clean, noisy = read(named("Kế hoạch", "KH", PLAN)), read(without_some_accents(named("Kế hoạch", "KH", PLAN), seed))

    def parts(tasks):
        return [(t.item, len(t.lead), len(t.cooperate), t.deadline and t.deadline.on) for t in tasks]

    assert parts(noisy.tasks) == parts(clean.tasks)
