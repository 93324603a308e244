"""The address of a route, worked out once: a board names a thousand, and each costs a walk through all patterns."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(route: str, *values: object) -> str:
    """As ``django.urls.reverse``; raises NoReverseMatch as it does."""
    return _address(settings.ROOT_URLCONF, get_urlconf(), get_script_prefix(), route, *values)


@lru_cache(maxsize=8192, typed=True)
def _address(_root: str, urlconf: str | None, _prefix: str, route: str, *values: object) -> str:
    return reverse(route, urlconf, args=values or None)
