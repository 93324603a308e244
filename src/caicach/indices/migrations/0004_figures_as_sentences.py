"""Why a metric has no figure and what it counts are kept as template and values; old sentences word for word."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import text_as_sentences
from caicach.kernel.said import as_json
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Không có nhiệm vụ nào đến hạn trong kỳ.",
    "Đến hết kỳ chưa có nhiệm vụ nào giao cho đơn vị.",
    "Không có nhiệm vụ nào của lĩnh vực đến hạn trong kỳ.",
    "Không có nhiệm vụ nào ghi người đứng đầu chịu trách nhiệm đến hạn trong kỳ.",
    "Không có nhiệm vụ nào hoàn thành trong kỳ được đánh giá chất lượng.",
    "Theo dõi nhiệm vụ",
    "đến hạn từ {first} đến {last}",
    "quá hạn tại ngày {day}",
    "được chấp nhận hoàn thành từ {first} đến {last}, có đánh giá",
    "được chấp nhận hoàn thành từ {first} đến {last}",
    "gia hạn từ {first} đến {last}",
    "lĩnh vực «{area}», đến hạn từ {first} đến {last}",
    "người đứng đầu chịu trách nhiệm, đến hạn từ {first} đến {last}",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(TEMPLATES)
    entries = apps.get_model("indices", "ScoreEntry").objects
    text_as_sentences(entries, "missing_reason", templates)
    for entry in entries.exclude(provenance={}).order_by("pk").iterator(chunk_size=500):
        found = entry.provenance
        for name in ("source", "selection"):
            if isinstance(found.get(name), str):
                found[name] = as_json(templates.sentence(found[name]))
        entries.filter(pk=entry.pk).update(provenance=found)


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("indices", "0003_remedies")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("scoreentry", "missing_reason", SaidField(blank=True)),
    ]
