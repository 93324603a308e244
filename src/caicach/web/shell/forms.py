"""Forms that keep what a person typed, whatever went wrong, and say it beside the field and at the top."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.accounts import services as accounts
from caicach.documents.bounded import MARK_BOUNDS
from caicach.kernel.bounded import Bounds
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.busy import error_of_storage
from caicach.kernel.http.problems import Problem, problem_of
from caicach.kernel.text.lengths import LINE, PARAGRAPHS
from caicach.web.shell import signing_in
from caicach.web.shell.requests import day_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


TOO_LONG = _("Nội dung dài %(show_value)s ký tự, tối đa %(limit_value)s. Hãy rút ngắn, hoặc gửi thành tệp.")


class DayField(forms.CharField):
    """A day typed as dd/mm/yyyy or ddmmyyyy: a text field, for date pickers show the order of the browser's language.

    Where scripts run a button beside it opens the picker of the browser. The keyboard of a telephone offers digits
    and «/»; one of numbers alone has no «/».
    """

    def __init__(self, *, label: "StrPromise | str", help_text: "StrPromise | str" = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text or _("Ngày/tháng/năm, ví dụ 15/03/2023 hoặc 15032023"),
            required=required,
            max_length=40,
            widget=forms.TextInput(
                attrs={"class": "short", "inputmode": "tel", "autocomplete": "off", "data-day": _("Chọn trên lịch")}
            ),
            error_messages={"required": _("Hãy nhập ngày.")},
        )

    def prepare_value(self, value: object) -> object:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: object) -> object:
        text = super().clean(value)
        try:
            return day_of(str(text))
        except CaicachError as error:
            problem = problem_of(error)
            raise forms.ValidationError(f"{problem.what} {problem.todo}") from error


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, object]]) -> None:
    """What a field offers this time."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadField(forms.FileField):
    """A file that somebody brings; ``bounds`` are those within which the service parses it, in a child process."""

    def __init__(
        self,
        *,
        bounds: Bounds = MARK_BOUNDS,
        label: "StrPromise | str",
        help_text: "StrPromise | str" = "",
        required: bool = True,
        error_messages: "dict[str, StrPromise | str] | None" = None,
    ) -> None:
        self.bounds = bounds
        messages = dict(error_messages or {})
        super().__init__(label=label, help_text=help_text, required=required, error_messages=messages)


class ManyFilesField(UploadField):
    """Any number of files that are kept; Django's own field keeps only the last."""

    widget = ManyFilesInput

    def clean(self, data: object, initial: object = None) -> "Sequence[UploadedFile[bytes]]":
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(file, initial) for file in given]


class PageForm(forms.Form):
    """``told_to`` runs a use case and keeps its error with what was typed; ``status`` is that of the answer."""

    use_required_attribute = False  # our own sentences, beside the field and in the summary, not the browser's
    problem: Problem | None = None
    says_optional = True

    def full_clean(self) -> None:
        """A text has a bound, whoever forgot to name one; a field that a form adds while it is made has it, too."""
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.max_length = PARAGRAPHS if isinstance(field.widget, forms.Textarea) else LINE
                field.validators.append(MaxLengthValidator(field.max_length, TOO_LONG))
        super().full_clean()

    @contextmanager
    def told_to(self) -> Iterator[None]:
        try:
            yield
        except CaicachError as error:
            self.problem = problem_of(error)
        except (OperationalError, DataError, IntegrityError, OSError, OverflowError) as error:
            if (known := error_of_storage(error)) is None:
                raise
            self.problem = problem_of(known)

    @property
    def is_fine(self) -> bool:
        return self.problem is None and self.is_valid()

    @property
    def status(self) -> int:
        if self.problem is not None:
            return self.problem.status
        return 422 if self.is_bound and self.errors else 200


class VersionedForm(PageForm):
    """A form that says which version of the row the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionedForm):
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class SignInForm(AuthenticationForm):
    """User name and password, slowed down per account and address."""

    use_required_attribute = False
    problem: Problem | None = None
    says_optional = False
    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt."),
        "inactive": _("Tài khoản đã bị khóa. Hãy liên hệ quản trị viên của đơn vị."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: object, **kwargs: object) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["username"].error_messages["required"] = _("Hãy nhập tên đăng nhập.")
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].error_messages["required"] = _("Hãy nhập mật khẩu.")

    def clean(self) -> dict[str, object]:
        if self.request is None or not self.cleaned_data.get("username"):
            return dict(super().clean() or {})
        username = str(self.cleaned_data["username"])
        counts = signing_in.tries_of(self.request, username)
        if seconds := signing_in.seconds_to_wait(counts, now=timezone.now()):
            raise forms.ValidationError(waiting(seconds), code="wait")
        try:
            cleaned = dict(super().clean() or {})
        except forms.ValidationError:
            signing_in.note_failure(counts, now=timezone.now())
            address = signing_in.address_of(self.request)
            accounts.note_failure(username=username, address=address, now=timezone.now())
            raise
        signing_in.note_success(counts)
        return cleaned


def waiting(seconds: int) -> str:
    """How long a person has to wait, in words."""
    if seconds < 90:
        return gettext("Đã nhập sai nhiều lần. Hãy đợi {seconds} giây rồi thử lại.").format(seconds=seconds)
    return gettext("Đã nhập sai nhiều lần. Hãy đợi {minutes} phút rồi thử lại.").format(minutes=-(-seconds // 60))
