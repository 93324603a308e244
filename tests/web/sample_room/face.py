"""What the sample room brings to the whole: enough entries for the menu of a person to reach seventeen."""

from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from caicach.kernel.access import Actor
from caicach.kernel.periods import Stretch
from caicach.web.shell.badges import Badge
from caicach.web.shell.faces import Face, Group, MenuEntry, RowsBehind
from caicach.web.tasks.rights import oversees


class InspectionState(Enum):
    PLANNED = "planned"
    CONCLUDED = "concluded"


PLACES = {
    "phong-mau": ("Phòng mẫu", Group.WORK),
    "thu-tuc": ("Thủ tục hành chính", Group.WORK),
    "ho-so": ("Hồ sơ một cửa", Group.WORK),
    "khao-sat": ("Khảo sát hài lòng", Group.RESULTS),
    "che-do-bao-cao": ("Chế độ báo cáo", Group.RESULTS),
    "cong-khai": ("Trang công khai", Group.RESULTS),
    "danh-muc": ("Danh mục", Group.SYSTEM),
    "nhat-ky": ("Nhật ký", Group.SYSTEM),
}


def _page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/shell/help.html")


def _rows_of(metric: str, unit: str, period: Stretch) -> RowsBehind | None:
    return (
        RowsBehind(f"/phong-mau/?don-vi={unit}&nam={period.id}", is_exact=True) if metric == "samples.count" else None
    )


def _is_anybody(actor: Actor) -> bool:
    return True


FACE = Face(
    routes=[path(f"{place}/", _page, name=f"sample_{place}") for place in PLACES],
    menu=tuple(
        MenuEntry(label, f"web:sample_{place}", group, oversees if group is Group.WORK else _is_anybody)
        for place, (label, group) in PLACES.items()
    ),
    words=({InspectionState.PLANNED: "Dự kiến", InspectionState.CONCLUDED: "Đã kết luận"},),
    badges=(
        {
            InspectionState.PLANNED: Badge("Dự kiến", "open", "neutral"),
            InspectionState.CONCLUDED: Badge("Đã kết luận", "tick", "good"),
        },
    ),
    rows={"samples": _rows_of},
)
