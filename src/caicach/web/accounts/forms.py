"""Forms of accounts. Passwords are sent as typed, never shown again."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.accounts.domain.passkeys import LONGEST_ANSWER
from caicach.kernel.access import Role
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.number_fields import WholeNumberField
from caicach.web.shell.roles import ROLES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class PasswordField(forms.CharField):
    """``autocomplete`` tells a keeper of passwords whether it is one that it knows or a new one."""

    def __init__(self, *, label: "StrPromise", autocomplete: str, help_text: "StrPromise | str" = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            strip=False,
            max_length=1000,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            error_messages={"required": _("Hãy nhập mật khẩu.")},
        )


class NewPasswordForm(PageForm):
    says_optional = False
    new_password = PasswordField(label=_("Mật khẩu mới"), autocomplete="new-password")
    new_password_again = PasswordField(label=_("Nhập lại mật khẩu mới"), autocomplete="new-password")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["new_password"].help_text = " ".join(password_validators_help_texts())

    def clean_new_password_again(self) -> str:
        again = str(self.cleaned_data["new_password_again"])
        if again != self.cleaned_data.get("new_password", again):
            raise forms.ValidationError(gettext("Hai lần nhập mật khẩu mới không giống nhau."))
        return again


class ChangePasswordForm(NewPasswordForm):
    old_password = PasswordField(label=_("Mật khẩu hiện tại"), autocomplete="current-password")
    field_order = ("old_password", "new_password", "new_password_again")


class CodeForm(PageForm):
    says_optional = False
    code = forms.CharField(
        label=_("Mã 6 chữ số trên điện thoại"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Hãy nhập mã.")},
    )


class PasskeyForm(PageForm):
    """``passkey``: what the browser answered. The password bears another name: the page has two forms with one."""

    says_optional = False
    passkey = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Tên khóa"),
        help_text=_("Để nhận ra thiết bị, ví dụ: máy tính ở cơ quan"),
        max_length=60,
        error_messages={"required": _("Hãy đặt tên.")},
    )
    own_password = PasswordField(label=_("Mật khẩu hiện tại"), autocomplete="current-password")


class PasswordForm(PageForm):
    says_optional = False
    old_password = PasswordField(label=_("Mật khẩu hiện tại"), autocomplete="current-password")


class TokenForm(PageForm):
    says_optional = False
    purpose = forms.CharField(
        label=_("Dùng để làm gì"),
        help_text=_("Ví dụ: đồng bộ với trục liên thông văn bản"),
        max_length=200,
        error_messages={"required": _("Hãy ghi mã dùng để làm gì.")},
    )
    days = WholeNumberField(label=_("Số ngày có hiệu lực"), min_value=1, max_value=730, initial=90)


class ForgottenForm(PageForm):
    says_optional = False
    who = forms.CharField(
        label=_("Tên đăng nhập hoặc địa chỉ thư"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Hãy nhập tên đăng nhập hoặc địa chỉ thư.")},
    )


class NewAccountForm(PageForm):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm, gạch nối; ví dụ stp.vanphong"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Hãy nhập tên đăng nhập.")},
    )
    display_name = forms.CharField(
        label=_("Tên hiển thị"),
        help_text=_("Họ tên, hoặc chức danh và đơn vị"),
        max_length=200,
        error_messages={"required": _("Hãy nhập tên hiển thị.")},
    )
    email = forms.CharField(label=_("Địa chỉ thư điện tử"), required=False, max_length=254)
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    unit = forms.ChoiceField(label=_("Tại đơn vị"), required=False)
    valid_from = DayField(label=_("Từ ngày"), required=False)

    def __init__(self, *args: object, units: Sequence[tuple[str, str]], today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, units)
        self.fields["valid_from"].initial = f"{today:%d/%m/%Y}"

    def clean(self) -> dict[str, object]:
        typed = dict(super().clean() or {})
        if typed.get("role") and not (typed.get("unit") and typed.get("valid_from")):
            self.add_error("unit", gettext("Vai trò cần đơn vị và ngày bắt đầu."))
        return typed


class GrantForm(PageForm):
    role = forms.ChoiceField(label=_("Vai trò"), error_messages={"required": _("Hãy chọn vai trò.")})
    unit = forms.ChoiceField(label=_("Tại đơn vị"), error_messages={"required": _("Hãy chọn đơn vị.")})
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), help_text=_("Bỏ trống nếu chưa biết ngày kết thúc"), required=False)

    def __init__(self, *args: object, units: Sequence[tuple[str, str]], today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, units)
        self.fields["valid_from"].initial = f"{today:%d/%m/%Y}"


class EndGrantForm(PageForm):
    last_day = DayField(label=_("Vai trò hết sau ngày"))


class EmailForm(PageForm):
    email = forms.CharField(
        label=_("Địa chỉ thư điện tử"), help_text=_("Bỏ trống để không gửi thư"), required=False, max_length=254
    )


class SubjectForm(PageForm):
    says_optional = False
    subject = forms.CharField(
        label=_("Mã người dùng («sub») ở đó"),
        help_text=_("Mã không đổi do nơi đó cấp, không phải tên; người chưa gắn thấy mã của mình khi đăng nhập"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Hãy nhập mã người dùng.")},
    )


class WhyForm(PageForm):
    says_optional = False
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


def _offer(form: PageForm, units: Sequence[tuple[str, str]]) -> None:
    roles, places = form.fields["role"], form.fields["unit"]
    roles.choices = [("", gettext("(chọn vai trò)")), *((role.value, ROLES[role]) for role in Role)]  # type: ignore[attr-defined]
    places.choices = [("", gettext("(chọn đơn vị)")), *units]  # type: ignore[attr-defined]
