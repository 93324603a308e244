"""Tables of this module: visits, tokens of programs that act for a user (only their hash is kept), ways to sign in."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)  # last, to the hour

    class Meta:
        db_table = "api_apitoken"  # where it was before this module was
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="api_token_expires_after_issue"
            ),
        )


class Visit(models.Model):
    """A browser in which somebody signed in, until it ends. The secret of its session is not here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=200)
    address = models.CharField(max_length=45)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-seen_at", "-id")
        indexes = (models.Index(fields=("user", "ended_at"), name="accounts_visit_of_user"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("began_at")), name="accounts_visit_seen_after_begun"
            ),
        )


class SecondFactor(models.Model):
    """Codes from a phone beside the password. Their secret comes of ``nonce``: no copy of the tables holds it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """A code for the day on which the phone is lost; each works once, only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)


class ProviderLink(models.Model):
    """The person at the provider of single sign-on who opens an account: by what never changes there, not by a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="accounts_provider_link_opens_one_account"),
            models.UniqueConstraint(fields=("user", "issuer"), name="accounts_provider_link_one_of_account"),
        )


class Passkey(models.Model):
    """A device of a person that answers in the second step; what lies here opens nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    identity = models.CharField(max_length=1400, unique=True)
    public = models.TextField()
    name = models.CharField(max_length=60)
    uses = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
