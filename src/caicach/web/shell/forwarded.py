"""Where a request comes from: forwarding headers are believed of a named proxy, and of nobody else."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.refusals import SOCKET, Network

Handler = Callable[[HttpRequest], HttpResponse]
BELIEVED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REQUEST_ID")
NEVER: Final = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP")


class ForwardedMiddleware:
    """``REMOTE_ADDR`` becomes the address of the browser where ``settings.PROXIES`` names who speaks to us.

    Of the addresses in ``X-Forwarded-For`` the last that is no proxy of ours counts: those before it anybody can write.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        for name in NEVER:
            meta.pop(name, None)
        if is_proxy(meta.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            meta["REMOTE_ADDR"] = next((hop for hop in reversed(hops) if _is_address(hop) and not is_proxy(hop)), "")
            meta["HTTP_X_FORWARDED_PROTO"] = meta.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip()
        else:
            for name in BELIEVED:
                meta.pop(name, None)
        return self.get_response(request)


def is_proxy(address: str) -> bool:
    """Whether an address is that of a proxy named in ``CAICACH_PROXIES``; none at all is a socket of this machine."""
    proxies: tuple[Network | str, ...] = settings.PROXIES
    if not address:
        return SOCKET in proxies
    return _is_address(address) and any(not isinstance(p, str) and ip_address(address) in p for p in proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
