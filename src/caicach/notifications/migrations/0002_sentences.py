"""What was not sent, and what a round could not do, is kept as template and values; old sentences word for word."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import lists_as_sentences, text_as_sentences
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Máy chủ thư trả lời trước khi nhận hết thư.",
    "Máy chủ thư ngắt kết nối giữa chừng.",
    "Nơi nhận nằm trong mạng nội bộ; cài đặt không cho gửi đến đó.",
    "Nơi nhận trả lời {status}.",
    "Nơi nhận đã bị gỡ.",
    "Tiến trình gửi thư đã dừng trước khi biết máy chủ thư có nhận hay không.",
    "{count} phân công chưa đếm được ngày làm việc.",
    "Đơn vị có việc phải nhắc mà chưa ai có tài khoản: {units}.",
    "Chưa đặt máy chủ thư: thông báo chỉ có trên trang.",
    "Chưa có lịch làm việc cho {asked}.",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(TEMPLATES)
    text_as_sentences(apps.get_model("notifications", "Delivery").objects, "last_error", templates)
    lists_as_sentences(apps.get_model("notifications", "Round").objects, "remarks", templates)


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_messages_deliveries_rules")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("delivery", "last_error", SaidField(blank=True)),
    ]
