"""A reason is kept as template and values; reasons kept before become such sentences, word for word."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.said import as_text
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Văn bản không nêu riêng: giao các nơi ở mục Kính gửi.",
    "Người rà soát chọn",
    "{count} thành viên của {committee} ngày {day}, theo chức vụ.",
    "Danh sách thành viên chưa được kiểm chứng bằng quyết định: hãy xem lại.",
    "Danh bạ chưa có thành viên nào của {committee} ngày {day}; cần người rà soát chọn đơn vị.",
    "{count} {kind} có trong danh bạ ngày {day}; không gồm cơ quan Trung ương đóng trên địa bàn.",
    "{count} {kind} có trong danh bạ ngày {day}.",
    "{count} ban, ngành cấp tỉnh ngoài các sở, theo danh bạ ngày {day}.",
    "Ngày {day} tỉnh không có đơn vị nào là {kind}.",
    "Cấp huyện đã kết thúc hoạt động từ {day}.",
    "{count} cơ quan Trung ương đóng trên địa bàn, theo danh bạ ngày {day}.",
    "«Địa phương» được hiểu là {count} đơn vị {kind} trực thuộc tỉnh ngày {day}.",
    "Cách nói chung: được hiểu là mọi đơn vị trực thuộc tỉnh ngày {day} ({count} đơn vị: {kind}).",
    "Hãy xem lại theo nơi nhận của văn bản.",
    "Cơ quan hành chính nhà nước được hiểu là {count} sở, ban, ngành cấp tỉnh và đơn vị {kind} trực "
    "thuộc tỉnh ngày {day}.",
    "UBND cấp xã thực hiện qua UBND cấp huyện.",
    "{count} đơn vị chính quyền các cấp của tỉnh ngày {day}.",
    "{count} đơn vị thuộc {unit} trong danh bạ ngày {day}.",
    "«{words}» là {unit}, có trong danh bạ ngày {day}.",
    "Tên viết gọn, không nêu cấp tỉnh: hãy xem lại.",
    "Phần nói về vai trò thường trực không nêu thêm đơn vị nào.",
    "Người chịu trách nhiệm là người giữ chức vụ được nêu.",
    "Người đứng đầu chịu trách nhiệm về cán bộ, công chức của đơn vị mình.",
    "Văn bản nói đến con người, không nêu đơn vị nào; cần người rà soát chọn đơn vị.",
    "Danh bạ chưa có chức vụ này ở đơn vị được nêu; cần người rà soát chọn người chịu trách nhiệm.",
    "«{words}» thuộc {unit}, ngoài tỉnh.",
    "«{words}» là {kind}, ngoài bộ máy hành chính của tỉnh: nhận văn bản hoặc phối hợp, không được giao nhiệm vụ.",
    "«{words}» gần giống «{unit}» ({code}), có thể do lỗi nhận dạng chữ: hãy xem lại.",
    "«{words}» không nêu đích danh đơn vị nào; cần người rà soát chọn đơn vị.",
    "«{words}» không khớp với đơn vị nào trong danh bạ ngày {day}; cần người rà soát chọn đơn vị.",
    "«{words}» có thể là: {units}.",
    "Cần người rà soát chọn.",
    "Theo kế hoạch",
    "Người giao chọn",
    "Biện pháp khắc phục đã chọn từ trang khoảng cách điểm",
    "Văn bản yêu cầu đơn vị gửi lại",
    "Trong các tỉnh, thành phố, danh bạ này chỉ có UBND tỉnh mình.",
    "Cơ quan đảng ở địa phương: nhận văn bản, không được giao nhiệm vụ hành chính.",
)
KINDS = (
    "sở, ban, ngành cấp tỉnh",
    "cơ quan Trung ương đóng trên địa bàn",
    "đơn vị cấp huyện",
    "đơn vị cấp xã",
    "cấp huyện",
    "cấp xã",
    "huyện",
    "thành phố",
    "thị xã",
    "thị trấn",
    "phường",
    "sở",
    "xã",
    "cơ quan đảng",
    "cơ quan dân cử",
    "Mặt trận Tổ quốc",
    "tổ chức chính trị - xã hội",
    "cơ quan báo chí",
    "cơ quan ở Trung ương",
    "cơ quan của tỉnh khác",
    "tổ chức ngoài hệ thống hành chính",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    assignments = apps.get_model("plans", "Assignment").objects
    templates = Templates(TEMPLATES, KINDS)
    for reason in map(str, list(assignments.order_by("reason").values_list("reason", flat=True).distinct())):
        if reason and not reason.startswith('["'):
            assignments.filter(reason=reason).update(reason=as_text(templates.sentence(reason)))


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A reason is read from the column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_plan_lines")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("assignment", "reason", SaidField()),
    ]
