"""Forms of channels, calendar links, the rule of reminders, and targets of webhooks."""

from dataclasses import replace

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from caicach.notifications.domain.body_templates import VALUES
from caicach.notifications.domain.channels import Channel, Choice
from caicach.notifications.domain.chat_systems import ChatSystem, template_of
from caicach.notifications.domain.kinds import CHOSEN, Kind, Pace, usual_pace
from caicach.notifications.domain.rules import MAX_DAYS, Audience, Moment, MomentKind, Rule, RuleStep
from caicach.web.notifications.words import AUDIENCES, CHANNELS, CHAT_SYSTEMS, KINDS, MOMENTS, PACES
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.number_fields import WholeNumberField

BLANK_ROWS = 3
PACED = (Channel.EMAIL, Channel.WEBHOOK)


class ChannelsForm(PageForm):
    says_optional = False

    address = forms.CharField(
        label=_("Địa chỉ thư điện tử"),
        help_text=_("Thư nhắc việc gửi đến địa chỉ này. Bỏ trống nếu không muốn nhận thư."),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    email = forms.BooleanField(label=_("Nhận thư điện tử"), required=False)
    webhook = forms.BooleanField(
        label=_("Gửi đến nhóm trao đổi, phần mềm khác"),
        help_text=_("Đến chương trình mà quản trị viên đã đặt, ví dụ phần mềm điều hành hoặc nhóm trao đổi."),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for kind in CHOSEN:
            for channel in PACED:
                self.fields[_pace_name(kind, channel)] = forms.ChoiceField(
                    label=KINDS[kind],
                    choices=[(pace.value, word) for pace, word in PACES.items()],
                    initial=usual_pace(kind).value,
                    required=False,
                    widget=forms.Select(attrs={"aria-label": f"{KINDS[kind]}: {CHANNELS[channel]}"}),
                )

    def paces(self) -> list[tuple[object, forms.BoundField, forms.BoundField]]:
        """The rows of the table: a kind, and how soon by each channel."""
        return [(KINDS[kind], *(self[_pace_name(kind, channel)] for channel in PACED)) for kind in CHOSEN]  # type: ignore[misc]

    def choice(self) -> Choice:
        """What was chosen; a field that the page did not show keeps the usual."""
        given = self.cleaned_data
        paces = tuple(
            (kind, channel, Pace(typed))
            for kind in CHOSEN
            for channel in PACED
            if (typed := given.get(_pace_name(kind, channel)))
        )
        return Choice(given["email"], given["webhook"], paces)


def _pace_name(kind: Kind, channel: Channel) -> str:
    return f"pace_{kind.value}_{channel.value}"


def channels_initial(choice: Choice, address: str) -> dict[str, object]:
    """What the form begins with."""
    on = replace(choice, email=True, webhook=True)
    paces = {_pace_name(kind, channel): on.pace(kind, channel).value for kind in CHOSEN for channel in PACED}
    return {"address": address, "email": choice.email, "webhook": choice.webhook, **paces}


class FeedForm(PageForm):
    says_optional = False

    unit = forms.ChoiceField(label=_("Lịch của"), required=False)

    def __init__(self, *args: object, units: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = [("", _("việc của tôi")), *units]  # type: ignore[attr-defined]


class RuleForm(PageForm):
    """When a new version of the rule begins, and why."""

    valid_from = DayField(label=_("Có hiệu lực từ ngày"))
    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(forms.Form):
    """One row of the rule's table."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Thời điểm"), choices=[("", "–"), *((k.value, v) for k, v in MOMENTS.items())], required=False
    )
    days = WholeNumberField(
        label=_("Số ngày làm việc"),
        required=False,
        min_value=0,
        max_value=MAX_DAYS,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Ai được nhắc"),
        choices=[(a.value, v) for a, v in AUDIENCES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channels = forms.MultipleChoiceField(
        label=_("Bằng kênh nào"),
        choices=[(c.value, v) for c, v in CHANNELS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dropped = forms.BooleanField(label=_("Bỏ dòng này"), required=False)

    def step(self) -> RuleStep | None:
        """The row as a step; None where it is dropped or left blank."""
        given = self.cleaned_data
        if not given.get("kind") or given["dropped"]:
            return None
        kind = MomentKind(given["kind"])
        days = 0 if kind is MomentKind.ON_DAY else given["days"] or 0
        return RuleStep(
            Moment(kind, days),
            frozenset(map(Audience, given["audiences"])),
            frozenset(map(Channel, given["channels"])),
        )


StepFormSet = forms.formset_factory(StepForm, extra=BLANK_ROWS, max_num=60, absolute_max=60)


def rows_of(rule: Rule) -> list[dict[str, object]]:
    """The table as the formset begins with it."""
    return [
        {
            "kind": step.moment.kind.value,
            "days": step.moment.days or None,
            "audiences": sorted(step.audiences),
            "channels": sorted(step.channels),
        }
        for step in rule.steps
    ]


class TargetForm(PageForm):
    name = forms.CharField(label=_("Tên nơi nhận"), max_length=100, error_messages={"required": _("Hãy nhập tên.")})
    system = forms.ChoiceField(
        label=_("Phần mềm nhận"),
        choices=[("", _("Chọn phần mềm")), *((system.value, word) for system, word in CHAT_SYSTEMS.items())],
        error_messages={"required": _("Hãy chọn phần mềm nhận.")},
    )
    url = forms.CharField(
        label=_("Địa chỉ nhận tin (https)"),
        help_text=_("Liên kết mà phần mềm ấy cho khi tạo nơi nhận tin (trong cài đặt của phòng hoặc kênh)."),
        max_length=500,
        error_messages={"required": _("Hãy nhập địa chỉ.")},
    )
    room = forms.CharField(
        label=_("Phòng hoặc kênh"),
        help_text=_(
            "Chỉ với Mattermost, Rocket.Chat; để trống thì mỗi người nhận tin riêng. Ai trong phòng cũng đọc được tin."
        ),
        required=False,
        max_length=100,
    )
    template = forms.CharField(
        label=_("Mẫu tin tự viết"),
        help_text=format_lazy(
            "{} {}",
            _("JSON mà phần mềm ấy chờ nhận. Giá trị dùng được:"),
            ", ".join(f"{{{name}}}" for name in VALUES),
        ),
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": '{"text": "{title}\\n{text}\\n{link}"}', "spellcheck": "false"}
        ),
    )

    def kept_template(self) -> str:
        """Raises InvalidInput where what was chosen does not go together."""
        given = self.cleaned_data
        return template_of(ChatSystem(given["system"]), room=given["room"], typed=given["template"])
