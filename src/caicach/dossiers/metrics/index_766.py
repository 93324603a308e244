"""Figures of dossiers by Decision 766: near what the national portal reckons on its own data, never mixed with the law.

What an export does not say of a dossier counts as not reached, as on the portal; where it says it of none, there is no
figure.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.dossiers.domain.board import BoardLine
from caicach.dossiers.domain.leaves import Leaf, LeafLine, ProcedureLeaf, Tally
from caicach.dossiers.metrics.by_law import NONE, board_of, of_units, provenance_of
from caicach.dossiers.queries.leaves import procedure_tallies, province_codes, unit_leaves
from caicach.dossiers.queries.portal import portal_figures
from caicach.kernel.access import SYSTEM
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell

_NONE_RECEIVED: Final = tell("Trong kỳ đơn vị không tiếp nhận hồ sơ nào.")
_NOT_TOLD: Final = tell("Tệp xuất của hệ thống một cửa không có cột ghi điều này.")
_NONE_COMPLETED: Final = tell("Chưa hồ sơ nào tiếp nhận trong kỳ được giải quyết xong.")
_NO_FEE: Final = tell("Trong kỳ không có hồ sơ nào ghi phải nộp phí, lệ phí.")
_NO_ANSWER: Final = tell("Chưa lưu câu trả lời của Cổng cho đúng kỳ này, hoặc câu trả lời không có số này.")
_PORTAL: Final = tell("Cổng Dịch vụ công quốc gia, câu trả lời đã lưu")
_OF_ANSWER: Final = gettext_noop("tệp {file}; ghi chú của Cổng: {note}")
_NOT_OFFERED: Final = tell("Danh mục thủ tục chưa có thủ tục nào như vậy của đơn vị.")


@metric(
    "dossiers.on_time_766_share",
    title=tell("Tỷ lệ hồ sơ đúng hạn theo Bộ chỉ số 766"),
    unit=SHARE,
    description=tell("Chỉ số 2.1 của Quyết định 766/QĐ-TTg: xong đúng hạn và còn trong hạn chia cho hồ sơ của kỳ."),
)
def on_time_766_share(units: Sequence[str], period: Stretch) -> Figures:
    """Some five SQL queries, as all of these."""

    def figure(line: BoardLine) -> Measured | Missing:
        return Measured(1 - _late(line), provenance_of(line.judged_766, period)) if line.judged_766 else Missing(NONE)

    return of_units(units, _boards(period), figure)


@metric(
    "dossiers.mean_days",
    title=tell("Thời gian giải quyết trung bình theo Bộ chỉ số 766"),
    unit=tell("ngày"),
    description=tell(
        "Chỉ số 2.2 của Quyết định 766/QĐ-TTg: từ tiếp nhận đến khi xong, trừ thời gian chờ bổ sung, của hồ sơ "
        "tiếp nhận trong kỳ đã xong; tính bằng ngày 24 giờ, Cổng tính theo đơn vị thời hạn của từng thủ tục."
    ),
)
def mean_days(units: Sequence[str], period: Stretch) -> Figures:
    def figure(line: LeafLine) -> tuple[Decimal | None, int, Said]:
        return line.mean_days, line.completed, _NONE_COMPLETED

    return _of_lines(units, period, figure)


@metric(
    "dossiers.online_share",
    title=tell("Tỷ lệ hồ sơ nộp trực tuyến"),
    unit=SHARE,
    description=tell(
        "Chỉ số 3.3 của Quyết định 766/QĐ-TTg, chưa nhân tỷ lệ đồng bộ: nộp trực tuyến chia cho tiếp nhận."
    ),
)
def online_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.ONLINE, _NONE_RECEIVED)


@metric(
    "dossiers.paid_online_share",
    title=tell("Tỷ lệ hồ sơ thanh toán trực tuyến"),
    unit=SHARE,
    description=tell(
        "Chỉ số 3.6 của Quyết định 766/QĐ-TTg: thanh toán trực tuyến chia cho hồ sơ có phí, lệ phí khác 0 tiếp "
        "nhận trong kỳ."
    ),
)
def paid_online_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.PAID_ONLINE, _NO_FEE)


@metric(
    "dossiers.electronic_result_share",
    title=tell("Tỷ lệ hồ sơ có kết quả điện tử"),
    unit=SHARE,
    description=tell("Chỉ số 4.1 của Quyết định 766/QĐ-TTg: có tệp kết quả chia cho hồ sơ tiếp nhận trong kỳ."),
)
def electronic_result_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.RESULT, _NONE_RECEIVED)


@metric(
    "dossiers.digitised_share",
    title=tell("Tỷ lệ hồ sơ được số hóa"),
    unit=SHARE,
    description=tell(
        "Chỉ số 4.2 của Quyết định 766/QĐ-TTg: có thành phần số hóa và kết quả điện tử chia cho hồ sơ tiếp nhận "
        "trong kỳ."
    ),
)
def digitised_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.DIGITISED, _NONE_RECEIVED)


@metric(
    "dossiers.reused_share",
    title=tell("Tỷ lệ hồ sơ dùng lại dữ liệu số hóa"),
    unit=SHARE,
    description=tell(
        "Chỉ số 4.3 của Quyết định 766/QĐ-TTg: có thành phần dùng lại dữ liệu đã số hóa chia cho tiếp nhận trong kỳ."
    ),
)
def reused_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.REUSED, _NONE_RECEIVED)


@metric(
    "dossiers.shared_share",
    title=tell("Tỷ lệ hồ sơ kết nối kho dữ liệu của người nộp"),
    unit=SHARE,
    description=tell(
        "Chỉ số 4.4 của Quyết định 766/QĐ-TTg: có thành phần lấy từ kho dữ liệu chia cho hồ sơ tiếp nhận trong kỳ."
    ),
)
def shared_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.SHARED, _NONE_RECEIVED)


@metric(
    "dossiers.identified_share",
    title=tell("Tỷ lệ hồ sơ dùng dữ liệu dân cư"),
    unit=SHARE,
    description=tell(
        "Chỉ số 4.5 (hồ sơ) của Quyết định 766/QĐ-TTg: người nộp xác thực bằng VNeID chia cho hồ sơ tiếp nhận trong kỳ."
    ),
)
def identified_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_leaf(units, period, Leaf.IDENTIFIED, _NONE_RECEIVED)


@metric(
    "dossiers.dissatisfied_share",
    title=tell("Tỷ lệ hồ sơ trễ hạn hoặc bị đánh giá không hài lòng"),
    unit=SHARE,
    description=tell(
        "Phần trừ của chỉ số 5.4 của Quyết định 766/QĐ-TTg: tỷ lệ hồ sơ trễ theo 2.1 cộng tỷ lệ hồ sơ tiếp nhận "
        "trong kỳ "
        "có phản ánh hoặc đánh giá không hài lòng."
    ),
)
def dissatisfied_share(units: Sequence[str], period: Stretch) -> Figures:
    """Some ten SQL queries."""
    late = _boards(period)

    def figure(line: LeafLine) -> tuple[Decimal | None, int, Said]:
        disliked, board = line.tallies[Leaf.DISLIKED].share, late.get(line.key)
        if disliked is None or board is None or not board.judged_766:
            return None, 0, _NOT_TOLD
        return min(Decimal(1), _late(board) + disliked), board.judged_766, NONE

    return _of_lines(units, period, figure)


@metric(
    "dossiers.used_online_share",
    title=tell("Tỷ lệ thủ tục trực tuyến có phát sinh hồ sơ"),
    unit=SHARE,
    description=tell(
        "Chỉ số 3.2 của Quyết định 766/QĐ-TTg, đếm thủ tục thay cho dịch vụ: có hồ sơ trực tuyến tiếp nhận trong "
        "kỳ chia cho "
        "thủ tục mà danh mục ghi nhận hồ sơ trực tuyến."
    ),
)
def used_online_share(units: Sequence[str], period: Stretch) -> Figures:
    """Some eight SQL queries, as all of procedures."""
    return _of_procedures(units, period, ProcedureLeaf.USED_ONLINE)


@metric(
    "dossiers.fee_told_share",
    title=tell("Tỷ lệ thủ tục có phí có hồ sơ ghi phí"),
    unit=SHARE,
    description=tell(
        "Chỉ số 3.5 (tích hợp) của Quyết định 766/QĐ-TTg: thủ tục có hồ sơ tiếp nhận trong kỳ ghi phí, lệ phí "
        "khác 0 chia "
        "cho thủ tục có phí trong danh mục."
    ),
)
def fee_told_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_procedures(units, period, ProcedureLeaf.HAS_FEE)


@metric(
    "dossiers.paid_procedures_share",
    title=tell("Tỷ lệ thủ tục có phí có thanh toán trực tuyến"),
    unit=SHARE,
    description=tell(
        "Chỉ số 3.5 (giao dịch) của Quyết định 766/QĐ-TTg: thủ tục có hồ sơ tiếp nhận trong kỳ thanh toán trực "
        "tuyến chia "
        "cho thủ tục có phí trong danh mục."
    ),
)
def paid_procedures_share(units: Sequence[str], period: Stretch) -> Figures:
    return _of_procedures(units, period, ProcedureLeaf.PAID_ONLINE)


@metric(
    "dossiers.synchronised_share",
    title=tell("Tỷ lệ hồ sơ đồng bộ theo Cổng Dịch vụ công quốc gia"),
    unit=SHARE,
    description=tell(
        "Chỉ số 1.4 của Quyết định 766/QĐ-TTg: số của chính Cổng, từ câu trả lời đã lưu của đúng kỳ; hệ thống "
        "không tự tính."
    ),
)
def synchronised_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    told = portal_figures(SYSTEM, units, period.id)
    found: dict[str, Measured | Missing] = {}
    for unit in units:
        kept = told.get(unit, {}).get("1.4")
        met, of = (kept.figure.numerator, kept.figure.denominator) if kept else (None, None)
        if kept is None or met is None or not of:
            found[unit] = Missing(_NO_ANSWER)
        else:
            said = tell(_OF_ANSWER, file=kept.filename, note=kept.figure.note or "–")
            on = timezone.localdate(kept.kept_at)
            found[unit] = Measured(min(Decimal(1), met / of), Provenance(_PORTAL, int(of), on, said))
    return found


def _boards(period: Stretch) -> dict[str, BoardLine]:
    """Of each unit by itself; of the province, all of them."""
    board = board_of(period)
    whole = dict.fromkeys(province_codes(period.last), board.total) if board.lines else {}
    return {line.key: line for line in board.lines} | whole


def _late(line: BoardLine) -> Decimal:
    return Decimal(line.late_766) / line.judged_766


def _of_leaf(units: Sequence[str], period: Stretch, leaf: Leaf, nothing: Said) -> Figures:
    def figure(line: LeafLine) -> tuple[Decimal | None, int, Said]:
        tally = line.tallies[leaf]
        is_fee_unknown = leaf is Leaf.PAID_ONLINE and line.fee_unknown == line.received
        return tally.share, tally.of, _NOT_TOLD if tally.of or is_fee_unknown else nothing

    return _of_lines(units, period, figure)


def _of_lines(
    units: Sequence[str], period: Stretch, figure: Callable[[LeafLine], tuple[Decimal | None, int, Said]]
) -> Figures:
    def told(line: LeafLine) -> Measured | Missing:
        value, rows, why_not = figure(line)
        return Missing(why_not) if value is None else Measured(value, provenance_of(rows, period))

    return of_units(units, unit_leaves(period), told)


def _of_procedures(units: Sequence[str], period: Stretch, leaf: ProcedureLeaf) -> Figures:
    lines = unit_leaves(period)
    told = procedure_tallies(lines, units, period)
    found: dict[str, Measured | Missing] = {}
    for unit in units:
        line, tally = lines.get(unit), told[unit][leaf]
        if line is None:
            found[unit] = Missing(NONE)
        elif not _is_told(line, leaf):
            found[unit] = Missing(_NOT_TOLD)
        else:
            found[unit] = _of_tally(tally, line, period)
    return found


def _is_told(line: LeafLine, leaf: ProcedureLeaf) -> bool:
    """Whether the exports say of any dossier what the component asks."""
    if leaf is ProcedureLeaf.PAID_ONLINE and not line.procedures[leaf]:
        return line.tallies[Leaf.PAID_ONLINE].share is not None
    return leaf is ProcedureLeaf.USED_ONLINE or line.fee_unknown < line.received


def _of_tally(tally: Tally | None, line: LeafLine, period: Stretch) -> Measured | Missing:
    if tally is None or tally.share is None:
        return Missing(_NOT_OFFERED)
    return Measured(tally.share, provenance_of(line.received, period))
