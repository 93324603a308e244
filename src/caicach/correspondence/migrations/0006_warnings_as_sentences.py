"""Warnings of readings are kept as template and values; those kept before become such sentences, word for word."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.said import as_json
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Trang ảnh được nhận dạng bằng máy: cần đối chiếu với bản gốc.",
    "Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode.",
    "Không đọc được cơ quan ban hành.",
    "Không tìm thấy dòng số, ký hiệu.",
    "Số văn bản không đọc được (viết tay hoặc bị che).",
    "Không tìm thấy địa danh và ngày tháng.",
    "Ngày ban hành không đọc được (viết tay hoặc bị che).",
    "Không nhận ra tên loại văn bản.",
    "Không tìm thấy trích yếu.",
    "Không thấy chữ «Kính gửi»: nơi gửi được suy ra từ vị trí.",
    "Không tìm thấy nơi kính gửi.",
    "Không tìm thấy mục Nơi nhận.",
    "Không đọc được họ tên người ký.",
    "Không tìm thấy nội dung văn bản.",
    "Chú thích {mark} không thấy chỗ gắn trong văn bản.",
    "{count} nhiệm vụ đọc được nhưng không dẫn được nguyên văn nên không đưa vào; hãy thêm bằng cách bôi chọn.",
    "Trang {page}: ảnh có vẻ chứa nhiều chữ hơn phần nhận dạng được; cần đọc trên bản gốc.",
    "Trang {page}: có ảnh chứa chữ không nhận dạng được; cần đọc trên bản gốc.",
    "Ngày ban hành đọc được là {dated}, nhưng chữ ký số ghi ngày {signed}: cần đối chiếu.",
    "Số văn bản có thể viết tay hoặc bị che: cần đối chiếu với bản gốc.",
    "Ngày ban hành có thể viết tay hoặc bị che: cần đối chiếu với bản gốc.",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(TEMPLATES)
    readings = apps.get_model("correspondence", "DocumentReading").objects
    for reading in readings.order_by("pk").iterator(chunk_size=100):
        told = [_sentence(warning, templates) for warning in reading.body["warnings"]]
        if told != reading.body["warnings"]:
            reading.body["warnings"] = told
            reading.save(update_fields=["body"])


def _sentence(warning: dict[str, object], templates: Templates) -> dict[str, object]:
    if "message" not in warning:
        return warning
    said = as_json(templates.sentence(str(warning["message"])))
    return {"code": warning["code"], "said": said, "path": warning["path"]}


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0005_arrival_numbers")]
    operations = [migrations.RunPython(to_sentences, migrations.RunPython.noop, elidable=True)]
