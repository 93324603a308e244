"""Where a dossier stands, for whoever has its code: an open page without a person, switched on by the operator."""

from http import HTTPStatus
from time import monotonic
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.domain.clock.values import Happening, Verdict
from caicach.dossiers.queries import PublicState, public_state
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.http.problems import Problem, problem_of
from caicach.public.pace import Pace
from caicach.public.views import page

PACE: Final = Pace(each=10, all=300)
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_STATES: Final = {
    Happening.REGISTERED: _("Đã nộp, chưa được tiếp nhận"),
    Happening.RECEIVED: _("Đã được tiếp nhận"),
    Happening.REFUSED: _("Không được tiếp nhận"),
    Happening.HANDLING: _("Đang được giải quyết"),
    Happening.SUPPLEMENT_ASKED: _("Cơ quan yêu cầu bổ sung giấy tờ"),
    Happening.DUTY_ASKED: _("Cơ quan yêu cầu nộp phí, lệ phí, thuế"),
    Happening.WITHDRAWN: _("Đã rút theo yêu cầu của người nộp"),
    Happening.STOPPED: _("Đã dừng giải quyết"),
    Happening.DONE: _("Đã có kết quả, chưa trả"),
    Happening.RETURNED: _("Đã trả kết quả"),
    Happening.COMPETENT_RECEIVED: _("Cơ quan có thẩm quyền đã nhận"),
    Happening.TRANSFERRED: _("Đã chuyển cơ quan khác cùng giải quyết"),
    Happening.REAPPOINTED: _("Đang được giải quyết"),
    Happening.APOLOGISED: _("Đang được giải quyết"),
}
_CLOCKS: Final = {
    Verdict.NOT_STARTED: _("Thời hạn chưa bắt đầu tính."),
    Verdict.OPEN_OVERDUE: _("Đã quá hạn. Bạn có thể hỏi bộ phận một cửa nơi nộp hồ sơ."),
    Verdict.SUSPENDED: _("Thời hạn tạm dừng, chờ người nộp."),
    Verdict.EARLY: _("Xong trước hạn."),
    Verdict.ON_TIME: _("Xong đúng hạn."),
    Verdict.LATE: _("Xong trễ hạn."),
    Verdict.NOT_JUDGED: _("Hồ sơ đã kết thúc, không có kết quả phải trả."),
}


def dossier(request: HttpRequest, *, language: str = "vi") -> HttpResponse:
    """Not there at all unless ``CAICACH_DOSSIER_LOOKUP`` is on. A miss costs as much of the pace as a find."""
    with translation.override(language):
        if not settings.DOSSIER_LOOKUP:
            raise NotFound("public.no_page", what="Không có trang này.", todo="Hãy xem danh mục các bản công bố.")
        asked = request.GET.get("ma", "").strip()
        context, status = _answer(request, asked) if asked else ({}, HTTPStatus.OK)
        response = HttpResponse(page("dossier", language, "dossier", {"asked": asked, **context}), status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = POLICY
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, asked: str) -> tuple[dict[str, object], int]:
    seconds = PACE.wait_of(str(request.META.get("REMOTE_ADDR", "")), monotonic())
    if seconds:
        error = InvalidInput(
            "public.wait",
            what="Đã có nhiều lượt tra cứu trong một phút.",
            why="Mỗi nơi chỉ được tra cứu ít lượt mỗi phút, để không ai dò mã hồ sơ của người khác.",
            todo="Hãy đợi {seconds} giây rồi thử lại.",
            seconds=seconds,
        )
        return {"problem": problem_of(error)}, HTTPStatus.TOO_MANY_REQUESTS
    try:
        found = public_state(asked, now=timezone.localtime().replace(tzinfo=None))
    except (InvalidInput, NotFound) as error:
        problem: Problem = problem_of(error)
        return {"problem": problem}, problem.status
    return {"found": found, "state": _STATES[found.state], "clock": _clock(found)}, HTTPStatus.OK


def _clock(found: PublicState) -> str:
    if found.verdict is None:
        return gettext("Chưa tính được thời hạn. Bạn có thể hỏi bộ phận một cửa nơi nộp hồ sơ.")
    if found.verdict is Verdict.OPEN_IN_TIME:
        days = found.days_left or 0
        if days == 0:
            return gettext("Trong hạn, hôm nay là ngày cuối.")
        return gettext("Trong hạn, còn {days} ngày làm việc.").format(days=days)
    return str(_CLOCKS[found.verdict])
