"""What failed is kept as template and values; what was kept finished becomes such sentences, word for word."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import lists_as_sentences, text_as_sentences
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Tiến trình chạy việc này đã dừng giữa chừng.",
    "Máy chủ thư trả lời trước khi nhận hết thư.",
    "Máy chủ thư ngắt kết nối giữa chừng.",
    "Nơi nhận nằm trong mạng nội bộ; cài đặt không cho gửi đến đó.",
    "Nơi nhận trả lời {status}.",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(TEMPLATES)
    jobs = apps.get_model("jobs", "Job").objects
    text_as_sentences(jobs, "last_error", templates)
    lists_as_sentences(jobs, "failures", templates)


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_progress_of_long_jobs")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("job", "last_error", SaidField(blank=True)),
    ]
