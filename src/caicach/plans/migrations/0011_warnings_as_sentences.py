"""Warnings about the files of plans are kept as template and values; old ones word for word."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import lists_as_sentences
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Bảng lược bớt một số dòng nên không rõ nhiệm vụ này thuộc mục nào.",
    "Trang {pages} là ảnh quét nên bảng ở đó không được đọc.",
    "Trang tính «{name}» đang ẩn nên không được đọc.",
    "Bảng {number} ({height} dòng) không có tiêu đề cột nhiệm vụ nên không được đọc.",
    "Cột «{title}» chưa rõ nghĩa; nội dung được giữ nguyên bên cạnh nhiệm vụ.",
    "Bảng {number} không có cột đơn vị chủ trì.",
    "Dòng «{words}» không phải nhiệm vụ nên không được lấy.",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(TEMPLATES)
    lists_as_sentences(apps.get_model("plans", "PlanFile").objects, "warnings", templates)


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_phrases_of_lines")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),

    ]
