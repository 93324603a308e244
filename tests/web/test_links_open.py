"""Who sees a link may open it: each role reaches every kind of page from its first page, and none refuses."""

import re
from collections import Counter
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from caicach.organisations.models import User
from rights.world import TODAY, built

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LINK: Final = re.compile(r'<a\b[^>]*?\shref="([^"#]+)"', re.DOTALL)
A_ROUTE: Final = 1
"""Addresses followed of each route."""


@pytest.mark.parametrize("username", ["quantri", "tuphap", "thuongtruc", "lanhdao"])
def test_no_link_ends_in_a_refusal(username: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    built()
    client = Client()
    client.force_login(User.objects.get(username=username))
    waiting, followed, seen = [("/", "")], Counter[str](), {"/"}
    refused, pages = [], 0
    while waiting:
        address, shown_on = waiting.pop(0)
        answer = client.get(address, follow=True)
        if answer.status_code in (403, 404) or answer.status_code >= 500:
            refused.append((answer.status_code, address, shown_on))
        if answer.streaming or "text/html" not in answer["Content-Type"]:
            continue
        pages += 1
        here = answer.request["PATH_INFO"]
        for found in LINK.findall(answer.content.decode()):
            target = urlsplit(urljoin(here, unescape(found)))
            if target.netloc or target.scheme:
                continue
            where = f"{target.path}?{target.query}" if target.query else target.path
            try:
                route = resolve(target.path).view_name
            except Resolver404:
                route = target.path
            if where not in seen and followed[route] < A_ROUTE:
                seen.add(where)
                followed[route] += 1
                waiting.append((where, here))
    assert pages > 20
    assert not refused, "\n".join(map(str, refused))
