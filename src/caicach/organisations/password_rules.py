"""The one rule for passwords: how long, not among the common ones, not made of what guessers try."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from caicach.organisations.domain.passwords import LONGEST, SHORTEST, is_guessable


class PasswordRules:
    """A validator of Django: named in the settings, asked wherever a password is set."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                gettext("Mật khẩu phải có ít nhất {count} ký tự.").format(count=SHORTEST), code="too_short"
            )
        if len(password) > LONGEST:
            raise ValidationError(gettext("Mật khẩu dài quá {count} ký tự.").format(count=LONGEST), code="too_long")
        about = [str(getattr(user, name, "")) for name in ("username", "display_name", "email")] if user else []
        if self._is_common(password) or is_guessable(password, about):
            raise ValidationError(
                gettext("Mật khẩu dễ đoán: từ phổ biến, dãy phím, năm, hoặc tên của bạn."), code="guessable"
            )

    def _is_common(self, password: str) -> bool:
        try:
            self._common.validate(password)
        except ValidationError:
            return True
        return False

    def get_help_text(self) -> str:
        return gettext(
            "Ít nhất {count} ký tự; vài từ không liên quan ghép lại vừa dễ nhớ vừa khó đoán. Không dùng tên mình, "
            "năm, dãy phím liền nhau, mật khẩu phổ biến."
        ).format(count=SHORTEST)
