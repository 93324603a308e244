"""Warnings of frozen results and the words of remedies are kept as template and values; old ones word for word.

What a result is hashed by, its inputs and its figures, is left as it is.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import lists_as_sentences, text_as_sentences
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates

WARNINGS = (
    "BỘ CHỈ SỐ MINH HỌA, không phải kết quả chính thức: {note}",
    "Điểm hoặc cách chấm MINH HỌA ở: {codes}.",
    "Mâu thuẫn trong nguồn: {said}",
    "«{code}»: mâu thuẫn trong nguồn: {said}",
    "{part} không có số liệu của {units}: {how}.",
    "«{unit}» thiếu {count} thành phần ({codes}): {reached}, chưa xếp hạng.",
    "«{unit}» thiếu {count} thành phần ({codes}): {reached}.",
    "Nhóm «{name}» mới xét theo điểm; còn phải xác nhận: {conditions}. Đơn vị: {units}.",
    "Ranh giới của nhóm {groups} chưa có nguồn chính thức, chỉ để minh họa.",
    "«{unit}» đạt {percentage}%, không thuộc nhóm nào của bộ chỉ số.",
    "«{code}»: {units} ghi «-» (không áp dụng), bộ chỉ số không nêu trường hợp này; điểm tối đa được tính "
    "giảm tương ứng. Kiểm tra lý do của đơn vị.",
    "Nhập từ tệp «{file}»; không có số liệu đầu vào để tính lại.",
)
REMEDIES = (
    "được chấm {points} điểm",
    "đưa tỷ lệ lên {share}",
    "giảm tỷ lệ xuống {share}",
    "đưa các tỷ lệ lên {share}",
    "kết quả điều tra đạt {percent}%",
    "chỉ còn {count}",
    "thêm {count} (thành {total})",
    "đúng hạn ({limit} ngày làm việc)",
    "chậm không quá {days} ngày làm việc",
    "đạt {amount}%: {tier}",
    "đạt {amount}: {tier}",
    "đạt {amount}",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    lists_as_sentences(apps.get_model("indices", "FrozenResult").objects, "warnings", Templates(WARNINGS, is_one=True))
    text_as_sentences(apps.get_model("indices", "AcceptedRemedy").objects, "words", Templates(REMEDIES, is_one=True))


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("indices", "0004_figures_as_sentences")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("acceptedremedy", "words", SaidField()),
    ]
