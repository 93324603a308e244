"""Tables of organisations; private to this module. Ranges are half-open: valid_from <= day < valid_to, None = open."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from caicach.kernel.access import Role
from caicach.organisations.domain.posts import MemberRole
from caicach.organisations.domain.units import UnitType
from caicach.organisations.domain.usernames import typed_name

IN_ORDER = Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to"))


class UserManager(BaseUserManager["User"]):
    """Looks users up by name when they sign in; users are created by ``services``."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """As typed, or in small letters: a phone begins every word with a capital."""
        typed = username or ""
        return self.filter(username=typed).first() or self.get(username=typed_name(typed))


class User(AbstractBaseUser):
    """A person who signs in. What the person may do comes from role grants, never from flags here."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # production refuses to start while one of these can sign in
    person = models.ForeignKey("organisations.Person", null=True, on_delete=models.PROTECT, related_name="users")

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name


class Unit(models.Model):
    """A body that lasts: its code. What it is called and belongs to on a day stands in its facts."""

    code = models.CharField(max_length=40, primary_key=True)

    class Meta:
        ordering = ("code",)


class UnitFact(models.Model):
    """Name, level, type and parent of a unit over a range of days, and where that is known from."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=40)
    type = models.CharField(max_length=100)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.TextField()
    is_verified = models.BooleanField()
    continues = models.BooleanField(default=False)  # the same body goes on from the fact before
    aliases = models.JSONField(default=list)  # other names that letters use

    class Meta:
        ordering = ("unit", "valid_from", "id")
        indexes = (models.Index(fields=("valid_from", "valid_to"), name="organisations_fact_range"),)
        constraints = (
            models.CheckConstraint(condition=IN_ORDER, name="organisations_fact_range_in_order"),
            models.CheckConstraint(
                condition=Q(type__in=[kind.value for kind in UnitType]), name="organisations_fact_type_known"
            ),
            models.UniqueConstraint(fields=("unit", "valid_from"), name="organisations_fact_start_unique"),
            # NULLs are distinct in a unique constraint: the open start needs one of its own.
            models.UniqueConstraint(
                fields=("unit",), condition=Q(valid_from=None), name="organisations_fact_open_start_unique"
            ),
        )


class UnitChange(models.Model):
    """A merge, split, rename, creation or dissolution, with the document that decided it."""

    kind = models.CharField(max_length=20)
    effective_on = models.DateField()
    order_document = models.CharField(max_length=300)
    from_units = models.ManyToManyField(Unit, related_name="changes_out")
    to_units = models.ManyToManyField(Unit, related_name="changes_in")
    steps = models.JSONField(null=True)  # what it did to each row, to take it back; none for changes of a file

    class Meta:
        ordering = ("effective_on", "id")


class Post(models.Model):
    """A position of a unit; ``is_head`` answers for the unit."""

    code = models.CharField(max_length=60, primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("unit", "code")
        constraints = (models.CheckConstraint(condition=IN_ORDER, name="organisations_post_range_in_order"),)


class Person(models.Model):
    """Somebody who holds posts; the name as it is written on documents."""

    code = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("code",)


class PostHolding(models.Model):
    """Who holds a post over a range of days."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("post", "valid_from", "id")
        constraints = (models.CheckConstraint(condition=IN_ORDER, name="organisations_holding_range_in_order"),)


class Membership(models.Model):
    """A post's seat in a committee, and the area of reform (``field``) its holder answers for there."""

    committee = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=100)
    field = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.TextField()
    is_verified = models.BooleanField()

    class Meta:
        ordering = ("committee", "post", "id")
        constraints = (
            models.CheckConstraint(condition=IN_ORDER, name="organisations_membership_range_in_order"),
            models.CheckConstraint(
                condition=Q(role__in=[seat.value for seat in MemberRole]), name="organisations_membership_role_known"
            ),
        )


class RoleGrant(models.Model):
    """A role of a user for a unit over a range of days; rights come from these alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("user", "role", "unit", "id")
        constraints = (
            models.CheckConstraint(condition=IN_ORDER, name="organisations_grant_range_in_order"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="organisations_grant_role_known"
            ),
        )
