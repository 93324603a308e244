"""Forms of units and posts. Units are chosen, never typed; a new one is written as the deciding document has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Role
from caicach.organisations.domain.units import Level, UnitFact, UnitType
from caicach.organisations.services import NewUnit
from caicach.organisations.unit_queries import Candidate
from caicach.web.shell.forms import DayField, PageForm, choose
from caicach.web.shell.roles import ROLES
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice, unit_choices
from caicach.web.units.words import TYPES

MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """Units that can be named on a day."""

    units: tuple[UnitChoice, ...]
    on: date


def _levels() -> list[tuple[str, object]]:
    return [("", gettext("(chọn cấp)")), *((level.value, capfirst(gettext(level.label))) for level in Level)]


def _types() -> list[tuple[str, object]]:
    return [("", gettext("(chọn loại)")), *((kind.value, word) for kind, word in TYPES.items())]


class ChangeForm(PageForm):
    """Every change has a day and a deciding document."""

    effective_on = DayField(label=_("Có hiệu lực từ ngày"))
    order_document = forms.CharField(
        label=_("Văn bản quyết định"),
        help_text=_("Số, ký hiệu, ngày, cơ quan ban hành"),
        max_length=300,
        error_messages={"required": _("Hãy ghi văn bản quyết định.")},
    )

    def __init__(self, *args: object, offer: Offer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.offer = offer

    def put_last(self) -> None:
        """The day and the document close the form."""
        self.order_fields([name for name in self.fields if name not in ChangeForm.base_fields])
        for name in ChangeForm.base_fields:
            self.fields[name] = self.fields.pop(name)


def _words_of_unit() -> dict[str, forms.Field]:
    return {
        "code": forms.CharField(
            label=_("Mã đơn vị"),
            help_text=_("Mã của cơ quan thống kê, hoặc chữ viết tắt như SNV"),
            max_length=40,
            widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
            error_messages={"required": _("Hãy ghi mã.")},
        ),
        "name": forms.CharField(
            label=_("Tên đầy đủ"),
            help_text=_("Như trong văn bản, ví dụ «Sở Nội vụ», «Phường Thành Sen»"),
            max_length=200,
            error_messages={"required": _("Hãy ghi tên.")},
        ),
        "short_name": forms.CharField(label=_("Tên ngắn"), max_length=100, required=False),
        "level": forms.ChoiceField(label=_("Cấp"), error_messages={"required": _("Hãy chọn cấp.")}),
        "type": forms.ChoiceField(label=_("Loại"), error_messages={"required": _("Hãy chọn loại.")}),
        "parent": forms.ChoiceField(label=_("Trực thuộc"), required=False),
    }


class UnitForm(ChangeForm):
    """One unit as it will be: a new one, or what a known one becomes."""

    def __init__(self, *args: object, of: UnitFact | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.of = of
        self.fields |= _words_of_unit()
        if of is not None:
            self.fields.pop("code")
        choose(self, "level", _levels())
        choose(self, "type", _types())
        others = [unit for unit in self.offer.units if of is None or unit.code != of.code]
        choose(self, "parent", unit_choices(others, _("(không trực thuộc đơn vị nào)")))
        self.put_last()

    @classmethod
    def initial_of(cls, fact: UnitFact) -> dict[str, object]:
        return {
            "name": fact.name,
            "short_name": fact.short_name,
            "level": fact.level.value,
            "type": fact.type.value,
            "parent": fact.parent or "",
        }

    def unit(self) -> NewUnit:
        typed = self.cleaned_data
        return NewUnit(
            code=typed["code"] if self.of is None else self.of.code,
            name=typed["name"],
            short_name=typed["short_name"],
            level=Level(typed["level"]),
            type=UnitType(typed["type"]),
            parent=typed["parent"] or None,
        )


class MergeForm(UnitForm):
    """``into`` empty: a new unit, whose words are then needed."""

    says_optional = False
    from_units = UnitsField(
        label=_("Các đơn vị hợp nhất"),
        help_text=_("Kể cả đơn vị tiếp nhận, nếu đơn vị ấy vẫn giữ nguyên"),
        error_messages={"required": _("Hãy chọn các đơn vị hợp nhất.")},
    )
    into = forms.ChoiceField(label=_("Hợp nhất thành"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer_units(self, ("from_units",), self.offer.units, self.offer.on)
        choose(self, "into", unit_choices(self.offer.units, _("(đơn vị mới, ghi ở dưới)")))
        for name in _NEEDED:
            self.fields[name].required = False
        self.order_fields(["from_units", "into"])

    def clean(self) -> dict[str, object]:
        typed = dict(super().clean() or {})
        written = any(typed.get(name) for name in ("code", "name", "short_name"))
        if typed.get("into") and written:
            self.add_error("into", gettext("Đã chọn đơn vị tiếp nhận: hãy xóa mã, tên của đơn vị mới, hoặc bỏ chọn."))
        if not typed.get("into"):
            for name in _NEEDED:
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, str(self.fields[name].error_messages["required"]))
        return typed

    def target(self) -> NewUnit | str:
        return self.cleaned_data["into"] or self.unit()


_NEEDED = ("code", "name", "level", "type")


class EndForm(ChangeForm):
    """A unit that ends; those below it go below another."""

    children_to = forms.ChoiceField(
        label=_("Đơn vị trực thuộc chuyển về"),
        help_text=_("Chỉ cần khi đơn vị kết thúc còn đơn vị trực thuộc"),
        required=False,
    )

    def __init__(self, *args: object, of: UnitFact, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        others = [unit for unit in self.offer.units if unit.code != of.code]
        choose(self, "children_to", unit_choices(others, _("(không chọn)")))
        self.put_last()


class SplitForm(EndForm):
    """Parts that are new, a row each, and units that go on and take a part. Rows left empty count for nothing."""

    says_optional = False

    def __init__(self, *args: object, of: UnitFact, parts: int, **kwargs: object) -> None:
        super().__init__(*args, of=of, **kwargs)
        self.of, self.parts = of, min(max(parts, 2), MOST_PARTS)
        for number in range(self.parts):
            for name, field in _words_of_unit().items():
                if name not in ("level", "parent"):
                    field.required = False
                    field.help_text = ""
                    self.fields[f"{name}_{number}"] = field
            choose(self, f"type_{number}", _types())
            self.fields[f"type_{number}"].initial = of.type.value
        self.fields["there"] = UnitsField(label=_("Đơn vị đang có nhận một phần"), required=False)
        offer_units(self, ("there",), [u for u in self.offer.units if u.code != of.code], self.offer.on)
        self.put_last()

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{n}"] for name in ("code", "name", "short_name", "type")] for n in range(self.parts)]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("there", "children_to", "effective_on", "order_document")]

    def clean(self) -> dict[str, object]:
        typed = dict(super().clean() or {})
        for number in range(self.parts):
            if self._is_written(typed, number):
                for name in ("code", "name", "type"):
                    if not typed.get(f"{name}_{number}") and f"{name}_{number}" not in self.errors:
                        words = str(self.fields[f"{name}_{number}"].error_messages["required"])
                        self.add_error(f"{name}_{number}", words)
        return typed

    @staticmethod
    def _is_written(typed: dict[str, object], number: int) -> bool:
        return any(typed.get(f"{name}_{number}") for name in ("code", "name", "short_name"))

    def into(self) -> list[NewUnit | str]:
        typed = self.cleaned_data
        new = [
            NewUnit(
                code=typed[f"code_{n}"],
                name=typed[f"name_{n}"],
                short_name=typed[f"short_name_{n}"],
                level=self.of.level,
                type=UnitType(typed[f"type_{n}"]),
                parent=self.of.parent,
            )
            for n in range(self.parts)
            if self._is_written(typed, n)
        ]
        return [*new, *typed["there"]]


class NewPostForm(PageForm):
    title = forms.CharField(
        label=_("Tên chức vụ"),
        help_text=_("Không kèm tên đơn vị, ví dụ «Phó Giám đốc»"),
        max_length=200,
        error_messages={"required": _("Hãy ghi tên chức vụ.")},
    )
    is_head = forms.BooleanField(label=_("Đứng đầu đơn vị"), required=False)
    valid_from = DayField(label=_("Từ ngày"))


class AppointForm(PageForm):
    """Who takes a post: somebody known, or somebody new by name."""

    says_optional = False

    who = forms.ChoiceField(label=_("Người giữ chức vụ"), required=False)
    new_name = forms.CharField(
        label=_("Họ tên người mới"),
        help_text=_(
            "Chỉ ghi khi người này chưa có trong danh sách; người không có tài khoản thì không đăng nhập được."
        ),
        max_length=200,
        required=False,
    )
    valid_from = DayField(label=_("Từ ngày"))
    role = forms.ChoiceField(
        label=_("Vai trò được giao tại đơn vị"),
        help_text=_("Vai trò kết thúc cùng ngày người này thôi giữ chức vụ."),
        required=False,
    )

    def __init__(self, *args: object, people: Iterable[Candidate], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "who", [("", _("(người mới, ghi ở dưới)")), *((one.key, one.name) for one in people)])
        choose(self, "role", [("", _("(không giao vai trò)")), *((role.value, ROLES[role]) for role in Role)])

    def clean(self) -> dict[str, object]:
        typed = dict(super().clean() or {})
        who, name = str(typed.get("who") or ""), str(typed.get("new_name") or "").strip()
        if bool(who) == bool(name):
            self.add_error("who", gettext("Hãy chọn một người trong danh sách, hoặc ghi họ tên người mới."))
        if typed.get("role") and not who.startswith("u:"):
            self.add_error("role", gettext("Chỉ giao vai trò được cho người có tài khoản."))
        return typed


class LeaveForm(PageForm):
    last_day = DayField(label=_("Giữ chức vụ đến hết ngày"))


class AbolishForm(PageForm):
    last_day = DayField(label=_("Có chức vụ đến hết ngày"))


def part_count(typed: str | None, asked: Sequence[str]) -> int:
    """Rows of new units that the form shows; one more where that was asked for."""
    known = int(typed) if typed and typed.isdigit() and len(typed) < 3 else 2
    return known + (1 if "more" in asked else 0)
