"""Tables of this module; private to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caicach.kernel.saying import SaidField
from caicach.notifications.domain.channels import Channel, DeliveryState
from caicach.notifications.domain.kinds import Kind


class Message(models.Model):
    """What one person was told, once. ``content`` is the value of ``domain.contents``."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, default=Kind.OTHER.value, choices=[(k.value, k.value) for k in Kind])
    content = models.JSONField()
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("recipient", "key"), name="notifications_message_told_once"),)
        indexes = (
            models.Index(fields=("recipient", "-id"), name="notifications_message_list"),
            models.Index(fields=("recipient",), condition=Q(read_at__isnull=True), name="notifications_message_unread"),
        )


class Delivery(models.Model):
    """A message on its way by one channel to one address; ``claim`` names the worker that is at it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel if c is not Channel.PAGE])
    address = models.CharField(max_length=500)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in DeliveryState])
    attempts = models.PositiveIntegerField(default=0)
    rounds = models.PositiveIntegerField(default=0)  # how often a person had it sent again
    claim = models.CharField(max_length=32, blank=True)
    last_error = SaidField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("message", "channel", "address"), name="notifications_delivery_once_by_channel"
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT.value, sent_at__isnull=False)
                | ~Q(state=DeliveryState.SENT.value) & Q(sent_at__isnull=True),
                name="notifications_delivery_sent_has_time",
            ),
            models.CheckConstraint(condition=~Q(address=""), name="notifications_delivery_has_address"),
        )
        indexes = (
            models.Index(
                fields=("-id",), condition=~Q(state=DeliveryState.SENT.value), name="notifications_delivery_open"
            ),
        )


class Held(models.Model):
    """A message that waits for the digest of a channel; the page has it already."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel if c is not Channel.PAGE])

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("message", "channel"), name="notifications_held_once_by_channel"),
        )


class ChannelChoice(models.Model):
    """What a person chose on the account page; no row before the first choice.

    ``paces``: by kind and channel where it differs from the usual, {"waiting": {"email": "at_once"}}.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.BooleanField()
    webhook = models.BooleanField()
    paces = models.JSONField(default=dict)


class CalendarFeed(models.Model):
    """A secret link to a calendar; only the hash of its token is kept. ``unit`` None: the owner's own work."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    token_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("token_sha256",), name="notifications_feed_token_once"),)


class WebhookTarget(models.Model):
    """A program that an operator allowed to get messages. Its secret is derived from ``nonce``, never stored.

    ``template`` is the JSON that a chat system expects; empty for the product's own form.
    """

    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    template = models.TextField(blank=True, default="")
    nonce = models.CharField(max_length=32)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("url",), condition=Q(is_active=True), name="notifications_target_url_once"),
        )


class ReminderRule(models.Model):
    """A version of the rule of reminders; never changed afterwards."""

    number = models.PositiveIntegerField()
    steps = models.JSONField()
    valid_from = models.DateField()
    decided_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=200)
    reason = models.TextField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("number",), name="notifications_rule_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="notifications_rule_why"),
        )


class Round(models.Model):
    """One finished round of a schedule's messages: what the next round begins from, and what an operator reads."""

    name = models.CharField(max_length=80)
    on = models.DateField()
    finished_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    items = models.PositiveIntegerField()
    without_address = models.JSONField(default=list)  # user names
    remarks = models.JSONField(default=list)  # sentences, ``said.as_json``

    class Meta:
        ordering = ("name", "on")
        constraints = (models.UniqueConstraint(fields=("name", "on"), name="notifications_round_day_once"),)


class SavedList(models.Model):
    """The filters of a list under a name: a page by its route, what the address asks, and whose people see it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    page = models.CharField(max_length=100)
    query = models.CharField(max_length=2000, blank=True)
    unit = models.ForeignKey("organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="notifications_list_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="notifications_list_has_name"),
        )


class ListWatch(models.Model):
    """Who hears when something enters a saved list; ``known`` are the keys of what stood in it at the last look."""

    saved_list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    known = models.JSONField(default=list)
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("saved_list", "user"), name="notifications_watch_once_by_person"),
        )
