"""What somebody says of a thing, and new words of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.shell.forms import PageForm


class RemarkForm(PageForm):
    """``seen`` is the newest remark that the page showed: one that came since is read before this is sent."""

    says_optional = False
    text = forms.CharField(
        label=_("Ý kiến"),
        help_text=_("Gọi người khác bằng @ và tên đăng nhập, ví dụ @tuphap."),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi ý kiến.")},
    )
    is_question = forms.BooleanField(label=_("Đây là câu hỏi, cần trả lời"), required=False)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class ChangeForm(PageForm):
    says_optional = False
    text = forms.CharField(
        label=_("Ý kiến"),
        help_text=_("Lời cũ vẫn được giữ và ai xem được việc này đều đọc được."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi ý kiến.")},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
