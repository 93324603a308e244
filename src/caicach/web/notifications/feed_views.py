"""The calendar feed: the secret link is the key, and opens what its owner may see today."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from caicach.kernel.errors import NotFound
from caicach.notifications import queries, services
from caicach.organisations import queries as organisations
from caicach.plans import queries as plans
from caicach.web.shell.requests import today


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Always in Vietnamese, as calendar programs send no choice; a link that shows nothing says nothing either."""
    from caicach.notifications.domain.calendar_feed import calendar_text  # noqa: PLC0415 -- heavy

    try:
        feed = queries.feed_of(token)
        owner = organisations.actor_of(feed.owner, on=today())
        with translation.override("vi"):
            shown = plans.deadline_calendar(owner, unit=feed.unit, on=today())
    except NotFound:
        return HttpResponse(status=404, content_type="text/plain")
    if request.method == "GET":  # calendar programs ask for the head first
        services.note_feed_read(feed_id=feed.id, now=timezone.now())
    file = calendar_text(shown.name, shown.entries)
    response = HttpResponse(file.data, content_type="text/calendar; charset=utf-8")
    response["ETag"] = quote_etag(file.etag)
    if file.changed_at is not None:
        response["Last-Modified"] = http_date(file.changed_at.timestamp())
    response["Cache-Control"] = "private, max-age=900"
    response["Content-Disposition"] = 'inline; filename="thoi-han.ics"'
    # By the tag alone: an entry may leave the feed without any younger date in it.
    return get_conditional_response(request, etag=response["ETag"], last_modified=None, response=response) or response
