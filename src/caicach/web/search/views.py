"""What was found, the best first, of all kinds or of one."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.kernel.http.texts import check_length
from caicach.kernel.pages import Page
from caicach.kernel.search import queries, services
from caicach.kernel.search.words import LONGEST, parts_marked
from caicach.web.shell.requests import actor_of, today, whole_number


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What was changed a moment ago is looked at first, so that nobody searches in vain for what was just saved."""
    typed = check_length(request.GET.get("tim", "").strip(), LONGEST)
    services.refresh_now(on=today())
    kind, number = request.GET.get("loai", ""), whole_number(request.GET.get("trang"), 1)
    found = queries.find(actor_of(request), typed, kind=kind, page=number)
    titles = {one.kind: gettext(one.title) for one in found.kinds}
    kind = kind if kind in titles else ""
    context = {
        "typed": typed.strip(),
        "found": found,
        "kinds": [(one, titles[one.kind], _address(typed, one.kind)) for one in found.kinds],
        "kind": kind,
        "all": _address(typed),
        "all_count": sum(one.count for one in found.kinds),
        "is_more": any(one.is_more for one in found.kinds),
        "first": (found.number - 1) * found.size + 1,
        "items": [(item, titles[item.kind], parts_marked(item.title, found.asked)) for item in found.items],
        "page": Page(found.items, found.total, found.number, found.size),
    }
    return render(request, "web/search/search.html", context)


def _address(typed: str, kind: str = "") -> str:
    return "?" + urlencode({"tim": typed, **({"loai": kind} if kind else {})})
