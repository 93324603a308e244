"""The secret of a webhook's target: derived from the installation's key, so that no copy of the database holds it."""

from django.utils.crypto import salted_hmac

from caicach.notifications.models import WebhookTarget


def secret_of(target: WebhookTarget) -> str:
    """Changes with the target's nonce and with CAICACH_SECRET_KEY."""
    return salted_hmac("caicach.webhook", target.nonce, algorithm="sha256").hexdigest()
