"""Where to go after an upload: for a form as a redirect, for a script as an address that it opens itself.

A script that shows the progress would follow a redirect out of sight, and the message for the person would be spent on
a page that nobody sees.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url


def go_on(request: HttpRequest, to: str, *arguments: object) -> HttpResponse:
    address = resolve_url(to, *arguments)
    if request.headers.get("X-Upload"):
        return HttpResponse(status=204, headers={"X-Location": address})
    return redirect(address)


def address_after(response: HttpResponseBase) -> str:
    """Where an answer leads, to a form or to a script; empty where it leads nowhere."""
    return response.url if isinstance(response, HttpResponseRedirect) else response.headers.get("X-Location", "")
