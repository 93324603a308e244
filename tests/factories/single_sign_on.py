"""A browser on its way to the provider of single sign-on and back, in the small province."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from caicach.accounts import asking_provider, services
from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import HistoryLine, history_of
from caicach.organisations import queries as organisations
from factories.provider import CLIENT, SECRET

HERE = "http://testserver"


def use(settings: Any, issuer: str, **changed: object) -> None:
    settings.PUBLIC_URL, settings.OIDC_ISSUER = HERE, issuer
    settings.OIDC_CLIENT, settings.OIDC_SECRET = CLIENT, SECRET
    settings.OIDC_SCOPES = ["openid", "email", "profile"]
    settings.OIDC_HOSTS = [str(urlsplit(issuer).hostname)]
    for name, value in changed.items():
        setattr(settings, name, value)


def user(username: str = "tuphap") -> int:
    return organisations.user_id_of(username)


def actor(username: str) -> Actor:
    return organisations.actor_of(user(username), timezone.localdate())


def link(subject: str, username: str = "tuphap") -> None:
    services.link_provider(
        actor("quantri"), asking_provider.provider(), user_id=user(username), subject=subject, now=timezone.now()
    )


def sent(client: Client, query: str = "") -> str:
    """Where the browser is sent to sign in."""
    gone = client.get(f"/dang-nhap/chung/{query}")
    assert gone.status_code == 302
    return str(gone["Location"])


def told(client: Client, answered: Any) -> str:
    """What stands on the page that the browser was sent back to."""
    page = client.get(answered["Location"], follow=True)
    assert page.status_code == 200
    return page.content.decode()


def is_in(client: Client) -> bool:
    return client.get("/nhiem-vu/").status_code == 200


def lines(username: str = "tuphap") -> list[HistoryLine]:
    return list(history_of("organisations.user", user(username)))


def after(**passed: int) -> Callable[[], datetime]:
    """A clock that has gone on, and stands."""
    later = timezone.now() + timedelta(**passed)
    return lambda: later
