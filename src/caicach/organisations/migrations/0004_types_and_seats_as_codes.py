"""Types of units and seats in committees are kept as codes; they were Vietnamese words."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TYPES_BEFORE = {
    "tỉnh": "province",
    "ubnd": "peoples_committee",
    "ban chỉ đạo": "steering_committee",
    "tổ giúp việc": "assisting_team",
    "hội đồng thẩm định": "appraisal_council",
    "sở": "department",
    "thanh tra": "inspectorate",
    "văn phòng": "office",
    "ban quản lý": "management_board",
    "đơn vị sự nghiệp": "service_unit",
    "cơ quan trung ương đóng trên địa bàn": "central_agency",
    "thành phố": "city",
    "thị xã": "town",
    "huyện": "rural_district",
    "quận": "urban_district",
    "phường": "ward",
    "thị trấn": "township",
    "xã": "rural_commune",
    "đặc khu": "special_zone",
    "cơ quan đảng": "party",
    "cơ quan dân cử": "elected",
    "mặt trận": "front",
    "đoàn thể": "mass_organisation",
    "báo chí": "press",
}
SEATS_BEFORE = {
    "trưởng ban": "chair",
    "phó trưởng ban": "vice_chair",
    "phó trưởng ban thường trực": "standing_vice_chair",
    "ủy viên thường trực": "standing_member",
    "ủy viên": "member",
}


def to_codes(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for words, code in TYPES_BEFORE.items():
        apps.get_model("organisations", "UnitFact").objects.filter(type=words).update(type=code)
    for words, code in SEATS_BEFORE.items():
        apps.get_model("organisations", "Membership").objects.filter(role=words).update(role=code)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_more_roles")]
    operations = [migrations.RunPython(to_codes, migrations.RunPython.noop, elidable=True)]
