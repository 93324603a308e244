"""Tables of organisations; private to this module."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Looks users up by name when they sign in; users are created by ``services``."""


class User(AbstractBaseUser):
    """A person who signs in. What the person may do comes from role grants, never from flags here."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # production refuses to start while one of these can sign in

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[misc]
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("display_name",)

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name
