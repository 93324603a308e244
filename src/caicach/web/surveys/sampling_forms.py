"""Forms of samples and of how results are reckoned: a design is chosen here and written as YAML, which is recorded."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.surveys.collection.draw_file import BOUNDS as DRAW_BOUNDS
from caicach.surveys.estimation.bounded import BOUNDS as DESIGN_BOUNDS
from caicach.surveys.estimation.values import ReplicateMethod, SingleUnit
from caicach.surveys.results.domain.values import LEAST_THRESHOLD, MOST_THRESHOLD, THRESHOLD, Basis
from caicach.surveys.sampling.design_writing import Clusters, DrawChoices
from caicach.surveys.sampling.values import Allocation, Margin, Method
from caicach.web.shell.forms import DayField, PageForm, UploadField, choose
from caicach.web.surveys.form_parts import FormPart
from caicach.web.surveys.words import ADJUSTMENTS, ALLOCATIONS, BASES, METHODS, REPLICATES, SINGLE_UNITS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words = StrPromise | str

_SHORT: Final = {"class": "short"}


def _number(label: "Words", *, most: int, help_text: "Words" = "", initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        initial=initial,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )


def _figure(
    label: "Words",
    *,
    least: float,
    most: float,
    help_text: "Words" = "",
    initial: float | None = None,
) -> forms.FloatField:
    return forms.FloatField(
        label=label,
        help_text=help_text,
        initial=initial,
        required=False,
        min_value=least,
        max_value=most,
        localize=True,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "decimal"}),
    )


def _column(label: "Words", help_text: "Words" = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )


class DrawForm(PageForm):
    source = forms.ChoiceField(
        label=_("Khung mẫu"),
        choices=[
            ("dossiers", _("Hồ sơ đã nhận trong thời gian dưới đây: người đã được phục vụ")),
            ("units", _("Đơn vị hành chính, cơ quan của tỉnh")),
            ("file", _("Tệp CSV, mỗi dòng một đơn vị hay một người")),
        ],
        initial="file",
        widget=forms.RadioSelect,
        help_text=_(
            "Cột của khung hồ sơ: ma, don_vi, thu_tuc, linh_vuc, kenh, ngay_nhan, thang; "
            "của khung đơn vị: ma, ten, cap, loai, cap_tren."
        ),
    )
    first = DayField(label=_("Nhận từ ngày"), help_text=_("Chỉ cho khung hồ sơ."), required=False)
    last = DayField(label=_("Nhận đến ngày"), help_text=_("Chỉ cho khung hồ sơ."), required=False)
    frame = UploadField(
        bounds=DRAW_BOUNDS,
        label=_("Tệp khung mẫu (CSV, UTF-8)"),
        help_text=_("Chỉ cho khung là tệp; dòng đầu là tên cột."),
        required=False,
    )
    code = forms.CharField(
        label=_("Cột mã của khung mẫu"),
        initial="ma",
        max_length=200,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Hãy ghi tên cột.")},
    )
    strata = _column(_("Cột chia tầng"), _("Để trống nếu không chia tầng; ví dụ don_vi."))
    size = _number(
        _("Cỡ mẫu"),
        most=10_000_000,
        help_text=_("Số đơn vị của giai đoạn đầu (có cụm: số cụm). Để trống nếu tính từ sai số."),
    )
    margin = _figure(_("Hoặc sai số mong muốn, ± điểm %"), least=0.01, most=50, help_text=_("Của một tỷ lệ, ví dụ 5."))
    share = _figure(_("Tỷ lệ dự kiến, %"), least=0.01, most=99.99, initial=50, help_text=_("50 là thận trọng nhất."))
    confidence = _figure(_("Độ tin cậy, %"), least=50, most=99.99, initial=95)
    design_effect = _figure(
        _("Hệ số thiết kế"),
        least=0.01,
        most=100,
        initial=1,
        help_text=_("1 nếu không có cụm; có cụm thường 1,5 đến 2."),
    )
    response = _figure(_("Phần trả lời dự kiến, %"), least=1, most=100, initial=80)
    allocation = forms.ChoiceField(
        label=_("Chia cỡ mẫu cho các tầng"),
        choices=[(one.value, word) for one, word in ALLOCATIONS.items()],
        initial=Allocation.PROPORTIONAL.value,
        required=False,
    )
    minimum = _number(
        _("Mỗi tầng ít nhất"), most=10_000_000, initial=2, help_text=_("Từ 2 trở lên mới tính được sai số.")
    )
    deviations = forms.CharField(
        label=_("Độ lệch chuẩn của từng tầng"),
        help_text=_("Chỉ cho cách chia Neyman; mỗi dòng «tên tầng: số»."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cluster = _column(
        _("Giai đoạn đầu: cột cụm"), _("Để trống nếu chọn thẳng từng dòng của khung; ví dụ xa, hoặc don_vi.")
    )
    cluster_method = forms.ChoiceField(
        label=_("Chọn cụm"),
        choices=[(one.value, word) for one, word in METHODS.items()],
        initial=Method.PPS.value,
        required=False,
    )
    measure = _column(_("Cột cỡ của cụm"), _("Chỉ cho chọn theo cỡ; để trống thì cỡ là số dòng của cụm."))
    inner = _column(_("Giai đoạn hai: cột cụm bên trong"), _("Để trống nếu trong cụm chọn thẳng từng dòng."))
    inner_size = _number(_("Số cụm bên trong, của mỗi cụm"), most=1_000_000)
    each = _number(
        _("Số dòng chọn trong mỗi cụm"), most=1_000_000, help_text=_("Để trống thì lấy cả cụm. Chỉ khi có cụm.")
    )
    method = forms.ChoiceField(
        label=_("Chọn từng dòng"),
        choices=[(one.value, word) for one, word in METHODS.items() if one is not Method.PPS],
        initial=Method.SIMPLE.value,
        required=False,
    )
    order = _column(_("Cột xếp thứ tự trước khi chọn hệ thống"))
    reserve = _figure(
        _("Dự phòng, %"),
        least=0,
        most=1000,
        initial=20,
        help_text=_("20: cứ 10 đơn vị được chọn có 2 đơn vị thay thế."),
    )
    seed = forms.CharField(
        label=_("Mầm"),
        help_text=_(
            "Số hoặc chữ bất kỳ; cùng khung, thiết kế và mầm thì chọn lại đúng mẫu ấy. Nên định trước khi biết khung."
        ),
        max_length=100,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Hãy ghi mầm.")},
    )
    area = _column(_("Cột địa bàn của khung mẫu"), _("Để trống thì lấy tầng."))
    interviewers = forms.CharField(
        label=_("Điều tra viên"),
        help_text=_("Mỗi dòng một người hay một tổ; đơn vị chia đều, hết địa bàn này đến địa bàn kia."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    design = UploadField(
        bounds=DESIGN_BOUNDS,
        label=_("Tệp thiết kế mẫu"),
        help_text=_("Thay cho các ô thiết kế ở trên; cho thiết kế mà các ô ấy không tả được."),
        required=False,
    )
    PARTS: Final = (
        FormPart(_("Khung mẫu"), ("source", "first", "last", "frame", "code")),
        FormPart(_("Cỡ mẫu, tầng, mầm"), ("strata", "size", "margin", "reserve", "seed")),
        FormPart(
            _("Tính cỡ mẫu từ sai số"),
            ("share", "confidence", "design_effect", "response"),
            _("tỷ lệ 50 %, độ tin cậy 95 %, hệ số thiết kế 1, 80 % trả lời"),
        ),
        FormPart(_("Phân bổ"), ("allocation", "minimum", "deviations"), _("theo cỡ tầng, mỗi tầng ít nhất 2 đơn vị")),
        FormPart(
            _("Các giai đoạn"),
            ("cluster", "cluster_method", "measure", "inner", "inner_size", "each", "method", "order"),
            _("không qua cụm, chọn từng dòng ngẫu nhiên đơn"),
        ),
        FormPart(_("Thực địa"), ("area", "interviewers"), _("địa bàn là tầng, chưa giao cho ai")),
    )

    def clean(self) -> dict[str, object]:
        found = dict(super().clean() or {})
        if found.get("source") == "file" and not found.get("frame") and "frame" not in self.errors:
            self.add_error("frame", _("Hãy chọn tệp khung mẫu."))
        if found.get("source") == "dossiers":
            for name in ("first", "last"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy ghi ngày."))
        if not found.get("design"):
            self._clean_choices(found)
        return found

    def _clean_choices(self, found: Mapping[str, object]) -> None:
        has_size, has_margin = bool(found.get("size")), bool(found.get("margin"))
        if has_size == has_margin and not {"size", "margin"} & set(self.errors):
            self.add_error("size", _("Hãy ghi hoặc cỡ mẫu, hoặc sai số mong muốn."))
        if found.get("inner") and not (found.get("cluster") and found.get("inner_size")):
            self.add_error("inner", _("Cụm bên trong cần cột cụm của giai đoạn đầu và số cụm bên trong."))
        if found.get("each") and not found.get("cluster"):
            self.add_error("each", _("Chỉ ghi khi có cột cụm."))
        try:
            _deviations(str(found.get("deviations") or ""))
        except ValueError:
            self.add_error("deviations", _("Mỗi dòng là «tên tầng: số»."))

    def choices(self) -> DrawChoices:
        """What was chosen, of a form that is valid and brings no file of its own."""
        typed = self.cleaned_data
        clusters = []
        if typed["cluster"]:
            clusters.append(Clusters(typed["cluster"], Method(typed["cluster_method"]), typed["measure"], None))
        if typed["inner"]:
            clusters.append(Clusters(typed["inner"], Method.SIMPLE, "", typed["inner_size"]))
        margin = None
        if typed["margin"]:
            margin = Margin(
                typed["margin"] / 100,
                (typed["share"] or 50) / 100,
                (typed["confidence"] or 95) / 100,
                typed["design_effect"] or 1.0,
                (typed["response"] or 100) / 100,
            )
        return DrawChoices(
            typed["strata"].strip(),
            typed["size"],
            margin,
            Allocation(typed["allocation"] or Allocation.PROPORTIONAL),
            typed["minimum"] or 1,
            _deviations(typed["deviations"]),
            tuple(clusters),
            typed["each"],
            Method(typed["method"] or Method.SIMPLE),
            typed["order"].strip(),
            (typed["reserve"] or 0) / 100,
        )


def _deviations(text: str) -> dict[str, float]:
    """Raises ValueError."""
    found = {}
    for line in filter(str.strip, text.splitlines()):
        name, _colon, figure = line.rpartition(":")
        if not name.strip():
            raise ValueError(line)
        found[name.strip()] = float(figure.strip().replace(",", "."))
    return found


class CellsForm(PageForm):
    may_merge = forms.BooleanField(
        label=_("Gộp ô dưới 5 đơn vị"),
        help_text=_("Các đơn vị của ô gộp có chung một quyền số trung bình; kết quả sẽ ghi rõ."),
        required=False,
    )


class RulesForm(PageForm):
    threshold = forms.IntegerField(
        label=_("Ngưỡng hiện số"),
        help_text=_("Ô có ít phiếu hơn ngưỡng không hiện ở bảng, tệp và biểu đồ."),
        initial=THRESHOLD,
        min_value=LEAST_THRESHOLD,
        max_value=MOST_THRESHOLD,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi ngưỡng.")},
    )
    basis = forms.ChoiceField(
        label=_("Mẫu"),
        choices=[
            (Basis.PLAIN.value, BASES[Basis.PLAIN]),
            (Basis.SIMPLE.value, BASES[Basis.SIMPLE]),
            ("sample", _("Mẫu đã chọn ở đây: tầng, cụm và quyền số đi theo phiếu")),
            ("columns", _("Theo các cột của bảng câu trả lời, chọn ở dưới")),
            (Basis.DESIGN.value, _("Theo tệp thiết kế")),
        ],
        initial=Basis.PLAIN.value,
        widget=forms.RadioSelect,
        help_text=_("Sai số chỉ có nghĩa khi người trả lời được chọn ngẫu nhiên từ một khung mẫu."),
    )
    population = forms.IntegerField(
        label=_("Số người của tổng thể"),
        help_text=_("Chỉ cho mẫu ngẫu nhiên đơn."),
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    adjustment = forms.ChoiceField(
        label=_("Điều chỉnh không trả lời"),
        choices=[(name, word) for name, word in ADJUSTMENTS.items()],
        initial="stratum",
        required=False,
        help_text=_("Chỉ cho mẫu đã chọn ở đây: quyền số của người không trả lời chia cho người trả lời cùng nhóm."),
    )
    strata = forms.ChoiceField(label=_("Cột tầng"), required=False)
    cluster = forms.ChoiceField(label=_("Cột cụm, giai đoạn đầu"), required=False)
    weight = forms.ChoiceField(label=_("Cột quyền số"), required=False)
    fpc = forms.ChoiceField(
        label=_("Cột số đơn vị của tổng thể trong tầng"),
        required=False,
        help_text=_("Không có thì coi như tổng thể rất lớn."),
    )
    single_unit = forms.ChoiceField(
        label=_("Tầng chỉ có một đơn vị mẫu"),
        choices=[(one.value, word) for one, word in SINGLE_UNITS.items()],
        initial=SingleUnit.ADJUST.value,
        required=False,
    )
    replicates = forms.ChoiceField(
        label=_("Tính sai số"),
        choices=[("", _("Bằng tuyến tính hoá")), *((one.value, word) for one, word in REPLICATES.items())],
        required=False,
    )
    design = UploadField(
        bounds=DESIGN_BOUNDS,
        label=_("Tệp thiết kế"),
        help_text=_("Tầng, cụm, quyền số theo tên cột của bảng câu trả lời; không chọn thì giữ tệp đang có."),
        required=False,
    )
    PARTS: Final = (
        FormPart(_("Mẫu"), ("threshold", "basis", "population", "adjustment")),
        FormPart(_("Theo các cột"), ("strata", "cluster", "weight", "fpc")),
        FormPart(_("Sai số"), ("single_unit", "replicates")),
    )

    def offer(self, columns: Sequence[str]) -> None:
        """Columns of the answers."""
        for name in ("strata", "cluster", "weight", "fpc"):
            choose(self, name, [("", "—"), *((one, one) for one in columns)])

    def clean(self) -> dict[str, object]:
        found = dict(super().clean() or {})
        if found.get("basis") == "columns" and not any(
            found.get(name) for name in ("strata", "cluster", "weight", "fpc")
        ):
            self.add_error("weight", _("Hãy chọn ít nhất một cột."))
        return found

    def error_by(self) -> tuple[SingleUnit, ReplicateMethod | None]:
        """How a lone unit counts, and by which replicates errors are reckoned."""
        typed = self.cleaned_data
        method = ReplicateMethod(typed["replicates"]) if typed["replicates"] else None
        return SingleUnit(typed["single_unit"] or SingleUnit.ADJUST), method
