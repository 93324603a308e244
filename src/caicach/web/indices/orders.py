"""What the province orders of its units, and which figure measures each order, or why none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caicach.kernel import metrics
from caicach.kernel.saying import say
from caicach.kernel.tables import Cell, Table
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Order:
    """``names`` are figures of the registry; ``not_measured`` says what they leave out, and why."""

    title: "StrPromise"
    names: tuple[str, ...]
    not_measured: "StrPromise | str" = ""


ORDERS = (
    Order(
        _("Thể chế"),
        ("plans.institutions_on_time_share",),
        _("Chưa đo văn bản quy phạm pháp luật ban hành đúng hạn: hệ thống không có sổ văn bản quy phạm pháp luật."),
    ),
    Order(
        _("Cắt giảm, đơn giản hóa quy định kinh doanh"),
        (),
        _("Không có sổ điều kiện kinh doanh; chỉ theo dõi được nhiệm vụ về thủ tục hành chính."),
    ),
    Order(
        _("Thủ tục hành chính nội bộ"),
        (),
        _("Thủ tục nội bộ không lưu ở đây; nhiệm vụ về chúng tính chung với thủ tục hành chính."),
    ),
    Order(
        _("Thời gian và chi phí thủ tục hành chính"),
        (),
        _("Chưa kết nối hồ sơ một cửa: không có thời gian giải quyết, không có phí."),
    ),
    Order(
        _("Dịch vụ công trực tuyến"),
        ("plans.digital_on_time_share",),
        _("Chỉ đo nhiệm vụ; hồ sơ nộp và thanh toán trực tuyến chưa đo được vì chưa kết nối cổng dịch vụ công."),
    ),
    Order(
        _("Sự hài lòng của người dân, doanh nghiệp"),
        (),
        _("Không tự điều tra; điểm điều tra nhập từ báo cáo, kèm cỡ mẫu, vào thành phần của bộ tiêu chí."),
    ),
    Order(
        _("Trách nhiệm người đứng đầu"),
        ("plans.heads_on_time_share", "plans.overdue_count", "plans.extension_count"),
    ),
)


@require_GET
def orders(request: HttpRequest) -> HttpResponse | FileResponse:
    actor_of(request)
    known = {metric.name: metric for metric in metrics.listed()}
    rows = [(order, [known[name] for name in order.names]) for order in ORDERS]
    if kind := asked_kind(request):
        head = [gettext("Nội dung chỉ đạo"), gettext("Đo bằng"), gettext("Chưa đo được, vì sao")]
        lines: list[Sequence[Cell]] = [
            (str(order.title), "; ".join(f"{say(one.title)} ({one.name})" for one in found), str(order.not_measured))
            for order, found in rows
        ]
        return table_answer(Table(gettext("Đo được gì"), head, lines, mark=mark_of(False)), kind, "do-duoc-gi")
    measured = sum(1 for _order, found in rows if found)
    return render(request, "web/gaps/orders.html", {"rows": rows, "measured": measured, "share": metrics.SHARE})
